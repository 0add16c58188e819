"""Who is sent, and with which activity, as the drawn tables say."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from tests.examples.drawn import UNKNOWN, day, rows, sure_day
from tests.examples.returns.build import activities, who_is_sent
from towpath.rules.dates import year_group
from towpath.rules.returns.activity import sent_activity
from towpath.rules.returns.facts import ReturnFacts, ReturnTerms, Stated, ToldActivity
from towpath.rules.returns.members import Membership, NotSent, membership
from towpath.rules.statements import Statement
from towpath.standards import load_standards

PANEL = {
    "cohort_status": "P",
    "transferred_to_la": "",
    "gender": "F",
    "ethnicity": "WBRI",
    "lead_la": "343",
    "educated_la": "343",
    "year_11_la": "",
    "level_of_need": "3",
    "send_flag": "N",
    "sen_support_flag": "N",
}


def panel(**told: str) -> Mapping[str, Stated]:
    """Return every value of the panel, with some of them as told."""
    return {name: Stated(told.get(name, value)) for name, value in PANEL.items()}


def terms(period_end: date, *, fills_gaps: bool = True) -> ReturnTerms:
    """Return the terms of the council in the tables."""
    return ReturnTerms(
        period_end=period_end,
        council="343",
        standards=load_standards(),
        fills_gaps=fills_gaps,
        not_known_breaks_run=True,
    )


WREN = ReturnFacts(
    young_persons_id="3430000000001",
    birth_date=date(2009, 3, 15),
    known_since=date(2025, 6, 1),
    values=panel(),
    given_name="Wren",
    family_name="Halloran",
)


@pytest.mark.parametrize("row", rows(who_is_sent.TABLE), ids=lambda row: f"{row['period_end']} {row['born']}")
def test_who_is_sent_is_as_drawn(row: Mapping[str, str]) -> None:
    told = {"cohort_status": row["status"], "lead_la": row["lead"], "send_flag": row["plan"]}
    told["transferred_to_la"] = "" if row["moved_to"] == UNKNOWN else row["moved_to"]
    before = None
    if row["before"] != UNKNOWN:
        status, lead, plan = row["before"].split()
        before = panel(cohort_status=status, lead_la=lead, send_flag=plan)
    facts = replace(WREN, birth_date=sure_day(row["born"]), values=panel(**told), before=before)

    found = membership(facts, terms(sure_day(row["period_end"])))

    assert _said(found) == row["sent"]


def _said(found: Membership | NotSent) -> str:
    if isinstance(found, NotSent):
        return found.name
    return f"{found.status}:{found.moved_to}" if found.moved_to else found.status


@pytest.mark.parametrize(
    "row", rows(activities.TABLE), ids=lambda row: f"{row['period_end']} {row['code']} {row['why']}"
)
def test_the_activity_sent_is_as_drawn(row: Mapping[str, str]) -> None:
    period_end = sure_day(row["period_end"])
    facts = replace(WREN, known_since=sure_day(row["known"]), activities=_told(row))

    found = sent_activity(
        facts, terms(period_end, fills_gaps=row["gap"] == "fill"), group=year_group(WREN.birth_date, period_end)
    )

    if row["sent"] == "none":
        assert found is None
        return
    assert found is not None
    assert found.code == row["sent"]
    dates = (found.start_date, found.ascertained_date, found.verified_date, found.review_date, found.lapses_date)
    columns = ("from", "ascertained", "as_of", "review_sent", "lapses")
    assert dates == tuple(day(row[column]) for column in columns)
    assert ("Y" if found.has_lapsed else "N", found.expected_end_date) == (row["lapsed"], day(row["ends"]))
    assert [each.code for each in found.omissions] == ([] if row["why"] == UNKNOWN else [row["why"]])


def _told(row: Mapping[str, str]) -> tuple[ToldActivity, ...]:
    if row["code"] == UNKNOWN:
        return ()
    statement = Statement(
        id=1,
        code=row["code"],
        start_date=sure_day(row["start"]),
        end_date=day(row["end"]),
        verified_date=day(row["verified"]),
        review_date=day(row["review"]),
        expected_end_date=day(row["expected"]),
    )
    return (ToldActivity(statement, sure_day(row["recorded"])),)
