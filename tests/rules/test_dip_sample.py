"""A dip-sample is drawn by nobody's choice, and what was found is counted."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from towpath.rules.dip_sample import Looked, drawn_from, looked_at


@given(st.sets(st.integers(1, 10**6)), st.integers(0, 20))
def test_a_sample_is_the_same_whoever_draws_it_and_never_larger_than_asked(ids: set[int], size: int) -> None:
    found = drawn_from(sorted(ids), seed="saltmarsh 2026-01", size=size)

    assert found == drawn_from(sorted(ids, reverse=True), seed="saltmarsh 2026-01", size=size)
    assert len(set(found)) == len(found) == min(size, len(ids))
    assert set(found) <= ids


@given(st.sets(st.integers(1, 1000), min_size=1), st.integers(1001, 2000))
def test_one_confirmation_more_moves_no_other(ids: set[int], more: int) -> None:
    before = drawn_from(sorted(ids), seed="a", size=len(ids))

    after = drawn_from([*ids, more], seed="a", size=len(ids) + 1)

    assert [each for each in after if each != more] == before


def test_another_month_draws_another_sample() -> None:
    ids = list(range(200))

    assert drawn_from(ids, seed="january", size=5) != drawn_from(ids, seed="february", size=5)


def test_what_was_found_is_counted_and_what_cannot_be_told_is_neither() -> None:
    found = looked_at(["right", "right", "wrong", "unclear", ""])

    assert found == Looked(drawn=5, right=2, wrong=1, unclear=1)
    assert found.share_right == Fraction(2, 2 + 1)
    assert looked_at(["unclear"]).share_right is None
