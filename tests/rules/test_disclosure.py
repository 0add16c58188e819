"""What may be shown: drawn by hand, and attacked with tables made up by Hypothesis."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples.disclosure import tables
from tests.examples.disclosure.tables import TableExample
from tests.examples.drawn import rows
from towpath.rules.disclosure import (
    LEAST_BASE,
    SYMBOL_WORDS,
    UPPER,
    Figure,
    Sum,
    Symbol,
    hidden_cells,
    percentage,
    released,
    rows_and_columns,
)


@pytest.mark.parametrize("example", tables.EXAMPLES, ids=lambda example: example.name)
def test_a_table_shows_what_is_drawn(example: TableExample) -> None:
    cells, sums = rows_and_columns([[int(cell) for cell in line] for line in grid(example.counts)])

    shown = released(cells, sums, upper=example.upper)

    expected = grid(example.shown)
    assert [[str(shown[row, column]) for column in range(len(line))] for row, line in enumerate(expected)] == expected


@pytest.mark.parametrize("row", rows(tables.PERCENTAGES), ids=lambda row: f"{row['part']} of {row['base']}")
def test_a_percentage_shows_what_is_drawn(row: Mapping[str, str]) -> None:
    part, base = (None if row[name] == "-" else int(row[name]) for name in ("part", "base"))

    assert str(percentage(part, base, is_hidden=row["hidden"] == "yes")) == row["shown"]


@pytest.mark.parametrize(("count", "is_shown"), [(0, True), (1, False), (UPPER, False), (UPPER + 1, True)])
def test_a_count_alone_is_hidden_from_1_to_the_upper_bound(count: int, is_shown: bool) -> None:
    assert (released({"count": count}, [])["count"].symbol is None) is is_shown


@pytest.mark.parametrize(("base", "is_shown"), [(LEAST_BASE - 1, False), (LEAST_BASE, True), (LEAST_BASE + 1, True)])
def test_a_percentage_needs_a_base_of_ten(base: int, is_shown: bool) -> None:
    assert (percentage(6, base).symbol is None) is is_shown


def test_what_does_not_apply_is_shown_as_z_and_adds_nothing() -> None:
    counts = {"neet": None, "eet": 90, "all": 90}

    shown = released(counts, [Sum("all", ("neet", "eet"))])

    assert [str(shown[cell]) for cell in counts] == ["z", "90", "90"]


def test_thousands_are_set_apart() -> None:
    assert str(released({"all": 6075}, [])["all"]) == "6,075"


def test_every_symbol_has_words() -> None:
    assert set(SYMBOL_WORDS) == set(Symbol)
    assert str(Figure(None, Symbol.LOW)) == "low"


def test_sums_within_sums_are_one_release() -> None:
    # NEET 40 = cohort 100 - EET 57 - not known 3, and together 43 = 40 + 3: one small count hides its fellow.
    counts = {"cohort": 100, "eet": 57, "together": 43, "neet": 40, "not known": 3}
    sums = [Sum("cohort", ("eet", "together")), Sum("together", ("neet", "not known"))]

    assert hidden_cells(counts, sums) == {"not known", "neet"}


def test_a_table_whose_parts_do_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="add up to 12, not to 13"):
        released({"a": 5, "b": 7, "all": 13}, [Sum("all", ("a", "b"))])


def test_a_count_in_three_sums_is_refused() -> None:
    counts = {"a": 5, "b": 7, "all": 12}

    with pytest.raises(ValueError, match="more than two sums"):
        released(counts, [Sum("all", ("a", "b"))] * 3)


def test_sums_that_are_not_those_of_a_table_are_refused() -> None:
    # a + b = x, b + c = y and a + c = z go round in a ring of three, which no table of rows and columns does.
    counts = {"a": 6, "b": 7, "c": 8, "x": 13, "y": 15, "z": 14}

    with pytest.raises(ValueError, match="not those of a table"):
        released(counts, [Sum("x", ("a", "b")), Sum("y", ("b", "c")), Sum("z", ("a", "c"))])


def test_what_readers_know_already_may_leave_nothing_to_hide_a_count_beside() -> None:
    # Of 23, 20 are hidden beside the 3; who knows the 20 too takes them from the 23.
    counts = {"a": 3, "b": 20, "all": 23}
    sums = [Sum("all", ("a", "b"))]

    assert hidden_cells(counts, sums, known={"all"}) == {"a", "b"}
    with pytest.raises(ValueError, match="What is known gives a small count away"):
        hidden_cells(counts, sums, known={"all", "b"})


def test_a_table_with_rows_of_two_lengths_is_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        rows_and_columns([[1, 2], [3]])


@st.composite
def drawn_counts(draw: st.DrawFn, most_rows: int = 4, most_columns: int = 4, most: int = 12) -> list[list[int]]:
    """Return a table with its totals."""
    columns = draw(st.integers(1, most_columns))
    inside = draw(
        st.lists(st.lists(st.integers(0, most), min_size=columns, max_size=columns), min_size=1, max_size=most_rows)
    )
    with_totals = [[*line, sum(line)] for line in inside]
    return [*with_totals, [sum(column) for column in zip(*with_totals, strict=True)]]


@given(drawn_counts(), st.integers(1, 9))
def test_no_hidden_count_can_be_solved_from_rows_columns_and_totals(counts: list[list[int]], upper: int) -> None:
    cells, sums = rows_and_columns(counts)

    hidden = hidden_cells(cells, sums, upper=upper)

    assert all(cell in hidden for cell, count in cells.items() if count and count <= upper)
    assert not solved(cells, sums, hidden)


@settings(max_examples=40)
@given(drawn_counts(most_rows=2, most_columns=2, most=6))
def test_every_hidden_count_could_be_any_of_many(counts: list[list[int]]) -> None:
    # Every table of the same shape that a reader cannot tell from this one is tried, up to 12 for each hidden count.
    cells, sums = rows_and_columns(counts)
    inside = [cell for cell in cells if cell not in {each.total for each in sums}]

    hidden = hidden_cells(cells, sums)

    could_be: dict[object, set[int]] = {cell: set() for cell in hidden}
    for guess in product(*(range(1, 13) if cell in hidden else [cells[cell] or 0] for cell in inside)):
        whole = totalled(dict(zip(inside, guess, strict=True)), sums)
        if all(whole[cell] >= 1 if cell in hidden else whole[cell] == cells[cell] for cell in cells):
            for cell in hidden:
                could_be[cell].add(whole[cell])
    assert all(max(values) - min(values) > UPPER for values in could_be.values())


def solved(cells: Mapping[object, int | None], sums: Sequence[Sum], hidden: Collection[object]) -> list[object]:
    """Return the hidden counts that the sums fix, by elimination: a solver of its own, which knows nothing of rings."""
    unknown = [cell for cell in cells if cell in hidden]
    lines = [[Fraction((cell in each.parts) - (cell == each.total)) for cell in unknown] for each in sums]
    pivots = 0
    for column in range(len(unknown)):
        pivot = next((place for place in range(pivots, len(lines)) if lines[place][column]), None)
        if pivot is None:
            continue
        lines[pivots], lines[pivot] = lines[pivot], lines[pivots]
        lead = lines[pivots][column]
        lines[pivots] = [value / lead for value in lines[pivots]]
        for place, line in enumerate(lines):
            if place != pivots and line[column]:
                lines[place] = [value - line[column] * own for value, own in zip(line, lines[pivots], strict=True)]
        pivots += 1
    return [unknown[line.index(1)] for line in lines if sum(map(bool, line)) == 1]


def test_the_solver_would_see_a_count_hidden_alone() -> None:
    cells, sums = rows_and_columns([[3, 30, 33], [20, 50, 70], [23, 80, 103]])

    assert solved(cells, sums, {(0, 0)}) == [(0, 0)]
    assert solved(cells, sums, {(0, 0), (0, 1)}) == [(0, 0), (0, 1)]
    assert solved(cells, sums, {(0, 0), (0, 1), (1, 0), (1, 1)}) == []


def totalled(inside: Mapping[object, int], sums: Sequence[Sum]) -> dict[object, int]:
    """Return the cells with every total worked out."""
    whole = dict(inside)
    left = list(sums)
    while left:
        ready = [each for each in left if all(part in whole for part in each.parts)]
        for each in ready:
            whole[each.total] = sum(whole[part] for part in each.parts)
            left.remove(each)
    return whole


def grid(drawn: str) -> list[list[str]]:
    return [line.split() for line in drawn.strip().splitlines()]
