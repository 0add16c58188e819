"""What months to come will show, and who is lost when."""

from datetime import date
from fractions import Fraction

import pytest

from tests.examples.desk import forecast as drawn
from tests.examples.drawn import day, rows, sure_day
from towpath.rules.forecast import (
    Expected,
    Stretch,
    Tracked,
    if_nothing_is_done,
    if_settled,
    lapsing_by_month,
    months_ahead,
    next_period_end,
)
from towpath.standards import Group

ON = date(2026, 1, 31)
BORN = date(2009, 2, 14)


def _stretches(cell: str) -> tuple[Stretch, ...]:
    found = []
    for each in () if cell == "-" else cell.split(", "):
        group, first, _, last = each.split(" ")
        found.append(Stretch(sure_day(first), day(last), Group[group]))
    return tuple(found)


NAMES = [row["who"] for row in rows(drawn.PEOPLE)]
PEOPLE = {place: Tracked(BORN, _stretches(row["known"])) for place, row in enumerate(rows(drawn.PEOPLE))}


def _people(cell: str) -> Fraction:
    return sum((Fraction(each) for each in cell.split(" + ")), Fraction(0))


@pytest.mark.parametrize("row", rows(drawn.NOTHING_DONE), ids=lambda row: row["month_end"])
def test_the_months_to_come_are_as_drawn(row: dict[str, str]) -> None:
    end = sure_day(row["month_end"])

    assert if_nothing_is_done(PEOPLE.values(), end) == Expected(
        end, int(row["cohort"]), _people(row["neet"]), _people(row["not_known"])
    )


@pytest.mark.parametrize("row", rows(drawn.SETTLED), ids=lambda row: row["settled"])
def test_settling_some_changes_what_is_drawn(row: dict[str, str]) -> None:
    settled = [PEOPLE[NAMES.index(name)] for name in row["settled"].split(", ")]
    nothing = if_nothing_is_done(PEOPLE.values(), sure_day(row["month_end"]))

    found = if_settled(nothing, settled, on=ON, expected_neet=Fraction(1, 5))

    assert (found.neet, found.not_known) == (_people(row["neet"]), _people(row["not_known"]))


def test_each_is_lost_in_the_month_drawn() -> None:
    ends = [sure_day(row["month_end"]) for row in rows(drawn.LAPSES)]

    found = lapsing_by_month(PEOPLE, ON, ends)

    assert {end: [NAMES[one] for one in lost] for end, lost in found.items()} == {
        sure_day(row["month_end"]): [row["who"]] for row in rows(drawn.LAPSES)
    }


def test_what_goes_on_under_another_statement_is_not_lost() -> None:
    moves_on = _stretches("EET 2025-09-08 to 2026-02-10, EET 2026-02-11 to -")
    never = {0: Tracked(BORN, moves_on), 1: Tracked(date(2001, 1, 1), _stretches("EET 2025-09-08 to 2026-02-10"))}

    assert lapsing_by_month(never, ON, [date(2026, 2, 28)]) == {date(2026, 2, 28): []}


@pytest.mark.parametrize(
    ("on", "end"),
    [
        (date(2026, 1, 30), date(2026, 1, 31)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2025, 12, 31), date(2026, 1, 31)),
    ],
)
def test_the_next_period_ends_with_this_month_or_on_its_last_day_the_next(on: date, end: date) -> None:
    assert next_period_end(on) == end


def test_six_months_lie_ahead() -> None:
    assert [end.month for end in months_ahead(ON)] == [2, 3, 4, 5, 6, 7]


def test_a_share_of_no_cohort_is_none() -> None:
    nobody = Expected(ON, 0, Fraction(0), Fraction(0))

    assert nobody.percent(nobody.combined) is None
    assert Expected(ON, 200, Fraction(1), Fraction(1)).percent(Fraction(2)) == 1
