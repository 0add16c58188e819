"""Who is in a September's cohort, until when its news counts, and its figures."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples.desk import september_guarantee as drawn
from tests.examples.drawn import rows, sure_day, total
from towpath.rules.guarantee import (
    OFFERS,
    Answered,
    Counted,
    OfCohort,
    Season,
    Settled,
    answered_for,
    figures_of,
    settled_as,
)

SEASON = Season(2026)


def _told(cell: str) -> str:
    return "" if cell == "-" else cell


@pytest.mark.parametrize("row", rows(drawn.COHORT), ids=lambda row: f"{row['born']} {row['lives']} {row['taught']}")
def test_the_cohort_is_as_drawn(row: dict[str, str]) -> None:
    one = OfCohort(
        birth_date=sure_day(row["born"]),
        is_resident=row["lives"] == "yes",
        taught_la=_told(row["taught"]),
        is_gone=row["gone"] == "yes",
    )

    expected = None if row["year"] == "-" else Answered(int(row["year"]), row["council"])
    assert answered_for(one, SEASON, "343") == expected


@pytest.mark.parametrize("row", rows(drawn.STATES), ids=lambda row: f"{row['status']} {row['accepted']}")
def test_a_status_comes_to_the_state_drawn(row: dict[str, str]) -> None:
    state = settled_as(_told(row["status"]), _told(row["category"]), is_accepted=row["accepted"] == "yes")

    assert state == row["state"]


def test_the_figures_are_as_drawn() -> None:
    people = [
        Counted(row["fixed"] == "yes", Settled(row["settled"]), Settled(row["at_close"]))
        for row in rows(drawn.FIGURES)
        for _ in row["who"].split(", ")
    ]
    [expected] = rows(drawn.COUNTS)

    figures = figures_of(people)

    assert figures.cohort == total(expected["cohort"])
    assert figures.offers == total(expected["offers"])
    assert figures.joined_with_offer == int(expected["joined_with_offer"])
    assert figures.carried == int(expected["carried"])
    assert figures.percent(*OFFERS) == Fraction(expected["percent_offers"])
    assert figures.percent(Settled.NOT_RECORDED) == Fraction(expected["percent_not_recorded"])
    assert figures.is_above_all


def test_a_season_closes_at_the_end_of_october_and_later_where_the_council_carries_over() -> None:
    assert SEASON.fixed_date == date(2026, 5, 31)
    assert SEASON.closes_date == SEASON.counts_until == date(2026, 10, 31)
    assert Season(2026, 30).counts_until == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("on", "wording"),
    [
        (date(2026, 7, 31), "guarantee"),
        # Results of A levels come out on the 13th, and of GCSEs on the 20th: whoever writes does so in the week.
        (date(2026, 8, 1), "results_day"),
        (date(2026, 8, 31), "results_day"),
        (date(2026, 9, 1), "guarantee"),
        # Another year's season has its results behind it, or before it.
        (date(2025, 8, 20), "guarantee"),
        (date(2027, 8, 20), "guarantee"),
    ],
)
def test_in_the_month_of_results_the_letter_is_that_of_results_day(on: date, wording: str) -> None:
    assert SEASON.wording_on(on) == wording


def test_nobody_in_the_cohort_has_no_percentage_and_not_nought() -> None:
    assert figures_of([Counted(False, Settled.ACCEPTED, Settled.ACCEPTED)]).percent(*OFFERS) is None


STATES = st.sampled_from(Settled)


@given(st.lists(st.builds(Counted, st.booleans(), STATES, STATES)))
def test_the_fixed_cohort_sums_to_all_and_only_joiners_take_the_total_above_it(people: list[Counted]) -> None:
    figures = figures_of(people)

    assert figures.cohort == sum(each.was_fixed for each in people)
    assert sum(figures.count(each) for each in Settled) == len(people)
    assert not figures.is_above_all or figures.joined_with_offer
