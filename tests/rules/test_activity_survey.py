"""The activity survey of 1 November, as drawn."""

from datetime import date

import pytest

from tests.examples.desk import activity_survey as drawn
from tests.examples.drawn import day, rows, sure_day
from towpath.rules.activity_survey import DEFAULT_COLUMNS, SURVEY_FIELDS, Survey, survey_columns, wrong_with_columns

SURVEY = Survey(2025)


@pytest.mark.parametrize("row", rows(drawn.HOLDS), ids=lambda row: f"{row['start']} {row['end']}")
def test_an_activity_counts_as_drawn(row: dict[str, str]) -> None:
    assert SURVEY.holds(sure_day(row["start"]), day(row["end"])) is (row["holds"] == "yes")


@pytest.mark.parametrize("row", rows(drawn.COLUMNS), ids=lambda row: row["typed"])
def test_columns_are_read_or_refused_as_drawn(row: dict[str, str]) -> None:
    wrong = wrong_with_columns(row["typed"])

    assert wrong.startswith(row["says"]) if row["says"] != "-" else wrong == ""


def test_the_columns_shipped_can_be_read_and_follow_up_runs_to_the_end_of_january() -> None:
    assert {name for _, name in survey_columns(DEFAULT_COLUMNS)} <= set(SURVEY_FIELDS)
    assert SURVEY.follow_up_until == date(2026, 1, 31)
