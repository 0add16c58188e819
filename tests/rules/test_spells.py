from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples.drawn import Example, day, rows, statements, sure_day
from tests.examples.neet import start_dates
from tests.examples.spells import overlaps, status_on_a_date
from towpath.rules.spells import Spell, Standing, neet_start_date, spells_of, status_on
from towpath.rules.statements import Statement
from towpath.standards import Group, load_standards

STANDARDS = load_standards()


def drawn_spell(spell: Spell) -> tuple[date, date | None, str, str]:
    return (spell.from_date, spell.to_date, spell.statement.code, spell.group.value)


@pytest.mark.parametrize("example", overlaps.EXAMPLES, ids=lambda example: example.name)
def test_overlaps_resolve_as_drawn(example: Example) -> None:
    expected = [(sure_day(row["from"]), day(row["to"]), row["code"], row["group"]) for row in rows(example.expected)]

    assert [drawn_spell(spell) for spell in spells_of(statements(example.given), STANDARDS)] == expected


@pytest.mark.parametrize("drawn", rows(status_on_a_date.EXPECTED), ids=lambda drawn: drawn["on"])
def test_status_on_a_date_is_as_drawn(drawn: dict[str, str]) -> None:
    status = status_on(statements(status_on_a_date.GIVEN), sure_day(drawn["on"]), STANDARDS)

    assert status.group is Group[drawn["group"]]
    assert status.standing is Standing[drawn["standing"]]
    assert (status.statement.code if status.statement else "-") == drawn["code"]


@pytest.mark.parametrize("drawn", rows(status_on_a_date.WITHOUT_CURRENCY), ids=lambda drawn: drawn["on"])
def test_without_currency_only_an_end_makes_an_activity_not_known(drawn: dict[str, str]) -> None:
    status = status_on(statements(status_on_a_date.GIVEN), sure_day(drawn["on"]), STANDARDS, with_currency=False)

    assert (status.group, status.standing) == (Group[drawn["group"]], Standing[drawn["standing"]])


@pytest.mark.parametrize("example", start_dates.EXAMPLES, ids=lambda example: example.name)
def test_neet_start_dates_are_as_drawn(example: Example) -> None:
    spells = spells_of(statements(example.given), STANDARDS)

    for drawn in rows(example.expected):
        on = sure_day(drawn["on"])
        assert neet_start_date(spells, on, not_known_breaks_run=True) == day(drawn["breaks"])
        assert neet_start_date(spells, on, not_known_breaks_run=False) == day(drawn["does_not_break"])


DAYS = st.dates(date(2023, 12, 1), date(2025, 3, 31))


@st.composite
def histories(draw: st.DrawFn) -> list[Statement]:
    """Return up to six statements crowded into a year or so, so that ties and overlaps are common."""
    codes = st.sampled_from(["110", "230", "310", "330", "350", "530", "619", "615", "710", "810", "999"])
    told = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(DAYS)
        told.append(
            Statement(
                id=number,
                code=draw(codes),
                start_date=start,
                end_date=draw(
                    st.none() | st.integers(0, 300).map(lambda days, start=start: start + timedelta(days=days))
                ),
                verified_date=draw(st.none() | DAYS),
                review_date=draw(st.none() | DAYS),
                expected_end_date=draw(st.none() | DAYS),
                recorded_at=datetime.combine(draw(DAYS), datetime.min.time(), UTC),
            )
        )
    return told


@given(histories(), DAYS, st.booleans())
def test_spells_and_status_never_disagree(told: list[Statement], on: date, with_currency: bool) -> None:
    covering = [spell for spell in spells_of(told, STANDARDS, with_currency=with_currency) if spell.covers(on)]
    status = status_on(told, on, STANDARDS, with_currency=with_currency)

    assert len(covering) <= 1
    assert bool(covering) == (status.standing is Standing.CURRENT)
    if covering:
        assert (covering[0].group, covering[0].statement) == (status.group, status.statement)


@given(histories())
def test_spells_stand_in_order_and_never_overlap(told: list[Statement]) -> None:
    spells = spells_of(told, STANDARDS)

    for earlier, later in pairwise(spells):
        assert earlier.to_date is not None
        assert earlier.to_date < later.from_date


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_statements_are_read_does_not_matter(told: list[Statement], shuffler: object) -> None:
    shuffled = list(told)
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]

    assert spells_of(shuffled, STANDARDS) == spells_of(told, STANDARDS)
