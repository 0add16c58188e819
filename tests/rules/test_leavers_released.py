"""Leavers by place in several files: drawn by hand, and attacked with all the files at once."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples.desk import leavers_released as drawn
from tests.examples.drawn import rows
from towpath.rules.disclosure import UPPER
from towpath.rules.leavers_released import Line, PlaceCounted, leavers_released


@pytest.mark.parametrize("name", drawn.EXAMPLES)
def test_what_leaves_is_as_drawn(name: str) -> None:
    told, expected = drawn.EXAMPLES[name]
    places = [PlaceCounted(row["place"], int(row["leavers"]), int(row["counted"])) for row in rows(told)]

    lines = leavers_released(places)

    assert [tuple(map(str, line)) for line in lines] == [tuple(row.values()) for row in rows(expected)]


@st.composite
def four_columns(draw: st.DrawFn) -> list[list[PlaceCounted]]:
    """Return the same places counted in four columns."""
    leavers = draw(st.lists(st.integers(1, 24), min_size=1, max_size=4))
    return [
        [PlaceCounted(f"place {place}", of, draw(st.integers(0, of))) for place, of in enumerate(leavers)]
        for _ in range(4)
    ]


@given(four_columns())
def test_no_small_count_can_be_worked_out_from_the_four_files_together(columns: list[list[PlaceCounted]]) -> None:
    files = [leavers_released(places) for places in columns]

    # The same lines with the same leavers stand in each: so no file tells of another's what it does not show itself.
    assert len({tuple((name, str(leavers)) for name, _, _, leavers in lines) for lines in files}) == 1
    for lines in files:
        for place, could_be in enumerate(every_value(lines)):
            small = lines[place][1].symbol is not None and lines[place][3].symbol is None
            assert not small or len(could_be) > UPPER, lines


def every_value(lines: Sequence[Line]) -> list[set[int]]:
    """Return what each line could count for all that its file says, found by trying every table that looks the same."""
    if lines[-1][3].value is None:
        return [set() for _ in lines]
    *places, everybody = [
        [int(counted.value)] if counted.value is not None else range(1, int(leavers.value or 0))
        for _, counted, _, leavers in lines
    ]
    found: list[set[int]] = [set() for _ in lines]
    for values in product(*places):
        if sum(values) in everybody:
            for place, value in enumerate((*values, sum(values))):
                found[place].add(value)
    return found
