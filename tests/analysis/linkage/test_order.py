"""What must hold of any lists: the order of rows changes nothing, nobody is in two pairs, scores are probabilities."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.linkage.drawn import Person, others, table
from towpath.analysis.linkage import link
from towpath.analysis.linkage.clusters import clusters_of

NAMES = st.sampled_from(["Ada", "Ade", "Adah", "Bea", "Beatrice", None])
FAMILIES = st.sampled_from(["Ashdown", "Ashdon", "Ash-Down", "Birtwell", None])
BIRTHS = st.sampled_from(["2008-01-02", "2008-02-01", "2008-01-03", None])
POSTCODES = st.sampled_from(["ZX1 1AA", "ZX1 1AB", "QV1 1AA", None])
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "given_name": NAMES, "family_name": FAMILIES, "birth_date": BIRTHS, "postcode": POSTCODES,
            "gender": st.sampled_from(["F", "M", None]), "upn": st.none(), "uln": st.sampled_from(["91", "92", None]),
        }
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


def _pairs(left: list[tuple[str, Person]], right: list[tuple[str, Person]]) -> list[tuple[object, ...]]:
    return [
        (pair["left_id"], pair["right_id"], pair["band"], round(pair["weight"], 9), pair["score"])
        for pair in link(table(left), table(right)).to_pylist()
    ]


@settings(max_examples=6)
@given(left=PEOPLE, right=PEOPLE, seed=st.integers(0, 99))
def test_any_lists_are_paired_one_to_one_whatever_their_order(left, right, seed) -> None:
    listed = [(f"l{number}", each) for number, each in enumerate(left)]
    held = [(f"r{number}", each) for number, each in enumerate(right)] + others(40)

    pairs = _pairs(listed, held)
    mixed = random.Random(seed)
    shuffled = _pairs(mixed.sample(listed, len(listed)), mixed.sample(held, len(held)))

    assert pairs == shuffled
    assert len({one for one, *_ in pairs}) == len({other for _, other, *_ in pairs}) == len(pairs)
    assert all(0 < score <= 1 for *_, score in pairs)


WEIGHED = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(-12, 20)).filter(lambda pair: pair[0] < pair[1]),
    unique_by=lambda pair: pair[:2],
)


@given(pairs=WEIGHED, seed=st.integers(0, 99))
def test_clusters_share_nobody_and_do_not_depend_on_order(pairs, seed) -> None:
    clusters = clusters_of(pairs)

    assert clusters == clusters_of(random.Random(seed).sample(pairs, len(pairs)))
    gathered = [row for rows in clusters for row in rows]
    assert len(gathered) == len(set(gathered))
    assert all(len(rows) > 1 for rows in clusters)


def test_one_bridge_does_not_join_two_families_of_rows() -> None:
    inside = [
        (one, other, 12.0) for ring in ((0, 1, 2, 3), (4, 5, 6, 7)) for one in ring for other in ring if one < other
    ]

    assert clusters_of(inside) == [[0, 1, 2, 3], [4, 5, 6, 7]]
    assert clusters_of([*inside, (3, 4, 30.0)]) == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_a_row_that_agrees_with_most_is_gathered_in() -> None:
    inside = [(one, other, 12.0) for one in range(3) for other in range(one + 1, 3)]

    assert clusters_of([*inside, (0, 3, 9.0), (1, 3, 8.0)]) == [[0, 1, 2, 3]]


def test_rows_that_only_nearly_agree_stay_apart() -> None:
    assert clusters_of([(0, 1, -2.5)]) == []
