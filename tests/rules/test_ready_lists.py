"""Ready lists: who stands on which, what settling them is worth, and in which order they are worked."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.examples.desk import ready_lists as drawn
from tests.examples.drawn import rows, sure_day
from towpath.rules.access import ROLES
from towpath.rules.ready_lists import (
    LISTS_BY_CODE,
    READY_LISTS,
    Choices,
    Situation,
    guarantee_year_group,
    lists_of,
    unknown_since,
)
from towpath.rules.spells import Standing
from towpath.rules.worth import alone, neet_share, ordered, points, worth, worth_on
from towpath.standards import Group, load_standards

ON = date(2026, 1, 31)
BORN = date(2009, 2, 14)
DAYS: dict[str, str] = {
    "born": "birth_date",
    "since": "start_date",
    "verified": "verified_date",
    "review": "review_date",
    "ends": "expected_end_date",
    "lapses": "lapses_date",
    "reached": "reached_date",
    "contacted": "contacted_date",
    "stop": "asked_to_stop_date",
    "came back": "post_came_back_date",
    "disagree": "disagreeing_since",
    "plan ended": "plan_ended_date",
}
FLAGS: dict[str, dict[str, object]] = {
    "nothing": {},
    "not tracked": {"is_tracked": False},
    "no need": {"has_level_of_need": False},
    "no route": {"has_working_route": False},
    "has plan": {"has_ehc_plan": True},
    "unlisted": {"is_listed": False},
    "listed": {"is_listed": True},
    "offered": {"has_guarantee": True},
}


def situation(words: str, *, born: date = BORN) -> Situation:
    """Return what a drawn row says of somebody; a code counts as it does in the lists in force."""
    one = Situation(birth_date=born, is_tracked=True, group=Group.NOT_KNOWN, standing=Standing.NO_STATEMENT)
    for said in words.split(", "):
        name, _, day = said.rpartition(" ")
        if said in FLAGS:
            one = replace(one, **FLAGS[said])  # type: ignore[arg-type]
        elif said.isdecimal():
            code = load_standards().activity_code(said, ON)
            assert code is not None
            one = replace(one, code=said, group=code.group, standing=Standing.CURRENT)
        elif name == "lapsed":
            one = replace(one, group=Group.NOT_KNOWN, standing=Standing.LAPSED, lapses_date=sure_day(day))
        else:
            one = replace(one, **{DAYS[name]: sure_day(day)})  # type: ignore[arg-type]
    if one.group is Group.NEET:
        # Whoever is NEET and of whom nothing else is said was heard of today, so that a row shows one thing.
        one = replace(one, verified_date=one.verified_date or ON)
        one = replace(one, contacted_date=one.contacted_date or one.reached_date)
    return one


def expected(cell: str) -> dict[str, date]:
    if cell == "-":
        return {}
    return {code: sure_day(day) for code, day in (each.split(" ") for each in cell.split(", "))}


@pytest.mark.parametrize(
    "row", rows(drawn.NOT_KNOWN) + rows(drawn.KNOWN) + rows(drawn.IN_CUSTODY), ids=lambda row: row["facts"]
)
def test_somebody_stands_on_the_lists_drawn(row: dict[str, str]) -> None:
    assert lists_of(situation(row["facts"]), ON, Choices()) == expected(row["stands_on"])


@pytest.mark.parametrize("row", rows(drawn.IN_SEASON), ids=lambda row: f"{row['facts']} on {row['on']}")
def test_a_list_with_a_season_is_empty_outside_it(row: dict[str, str]) -> None:
    assert lists_of(situation(row["facts"]), sure_day(row["on"]), Choices()) == expected(row["stands_on"])


@pytest.mark.parametrize("row", rows(drawn.WORTH), ids=lambda row: row["facts"])
def test_settling_somebody_is_worth_what_is_drawn(row: dict[str, str]) -> None:
    one = situation(row["facts"], born=sure_day(row["born"]))

    found = worth(one, ON, period_end=date(2026, 2, 28), expected_neet=Fraction(1, 5))

    assert found == Fraction(row["people"])


def test_a_council_chooses_the_days_of_its_lists() -> None:
    chosen = Choices(lapsing_days=10, neet_days=7, silent_months=1, retry_months=1)

    assert lists_of(situation("230, lapses 2026-02-11"), ON, chosen) == {}
    assert lists_of(situation("619, verified 2026-01-23, reached 2026-01-01"), ON, chosen) == {
        "neet_silent": date(2026, 1, 23)
    }


def test_a_code_that_ended_stands_under_its_last_day_known() -> None:
    one = replace(situation("nothing"), standing=Standing.ENDED, start_date=date(2025, 9, 8), code="230")

    assert lists_of(one, ON, Choices())["lapsed"] == unknown_since(one, ON) == date(2025, 9, 8)


def test_whoever_started_as_agreed_is_neet_no_longer() -> None:
    year_12, year_11 = situation("616, review 2026-01-30"), situation("616, review 2026-01-30", born=date(2010, 2, 14))

    def found(one: Situation, code: str) -> Fraction:
        return worth_on(code, one, ON, period_end=date(2026, 2, 28), expected_neet=Fraction(0))

    assert found(year_12, "start_passed") == 1
    assert found(year_11, "start_passed") == 0
    assert found(year_12, "neet_silent") == 0
    assert found(situation("nothing"), "not_known_16") == 1
    # A way to reach them is not yet an answer.
    assert found(situation("nothing"), "no_route") == 0


def test_the_share_found_neet_is_that_of_those_known() -> None:
    assert neet_share(20, 80) == Fraction(20, 20 + 80)
    assert neet_share(0, 0) == 0


def test_people_are_points_of_the_cohort_to_tenths() -> None:
    assert points(Fraction(8), 1000) == Fraction(8, 10)
    assert points(Fraction(1), 0) == 0


def test_the_list_worth_most_is_worked_first_and_then_the_longest() -> None:
    found = ordered({"lapsing": Fraction(9), "refused": Fraction(2)}, {"no_route": 4, "turning_18": 5})

    assert found[:4] == ["lapsing", "refused", "turning_18", "no_route"]
    assert sorted(found) == sorted(LISTS_BY_CODE)


def test_those_on_one_list_only_are_counted_apart() -> None:
    found = alone([{"lapsing": ON}, {"lapsing": ON, "no_route": ON}, {}])

    assert (found["lapsing"], found["no_route"]) == (1, 0)


def test_every_list_says_what_to_do_whose_it_is_and_where_it_comes_from() -> None:
    for each in READY_LISTS:
        assert each.to_do[-1] in ".?"
        assert each.owner in ROLES
        assert each.source.startswith("docs/published-facts.md, ")
    assert len(LISTS_BY_CODE) == len(READY_LISTS)


@pytest.mark.parametrize(
    ("born", "group"),
    [(date(2010, 9, 1), None), (date(2009, 9, 1), 11), (date(2008, 9, 1), 12), (date(2008, 8, 31), None)],
)
def test_the_guarantee_is_asked_of_those_in_year_11_and_12_that_summer(born: date, group: int | None) -> None:
    for on in (date(2026, 6, 1), date(2026, 10, 31)):
        assert guarantee_year_group(born, on) == group
