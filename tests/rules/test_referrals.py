"""How far a referral has got and what is owed next, drawn day by day."""

from datetime import date
from functools import partial

import pytest

from tests.examples.drawn import day, rows
from towpath.organisation.calendar import add_working_days
from towpath.rules.owed import Owed
from towpath.rules.referrals import Answer, Clock, Course, Terms, owed_next, stage_of
from towpath.standards.calendar import bank_holidays

# January 2026: the 1st, a Thursday, is a bank holiday; the 2nd is a Friday, the 5th a Monday.
# Expected days are counted by hand along the calendar, weekends and the 1st left out.
COURSES = """
received    asked       replied     answer      answered    contact     told        stage        owes     by
# Two working days from Friday the 2nd: Monday, Tuesday.
2026-01-02  -           -           -           -           -           -           received     answer   2026-01-06
# Sent on a Saturday, it runs from the Monday.
2026-01-03  -           -           -           -           -           -           received     answer   2026-01-06
# From Wednesday 31 December: the holiday does not count, so Friday and Monday.
2025-12-31  -           -           -           -           -           -           received     answer   2026-01-05
# Asked on Monday the 5th: five working days are 6, 7, 8, 9 and 12.
2026-01-02  2026-01-05  -           -           -           -           -           more_needed  reply    2026-01-12
# A reply starts the two days anew: 9 and 12.
2026-01-02  2026-01-05  2026-01-08  -           -           -           -           received     answer   2026-01-12
# Replied the day that it was asked is a reply.
2026-01-02  2026-01-05  2026-01-05  -           -           -           -           received     answer   2026-01-07
# Asked again after the reply.
2026-01-02  2026-01-09  2026-01-08  -           -           -           -           more_needed  reply    2026-01-16
# Accepted on the 6th: tell by the 8th, before the first contact that is due ten days from the 2nd.
2026-01-02  -           -           accepted    2026-01-06  -           -           accepted     tell     2026-01-08
# Told, what is left is first contact: 5, 6, 7, 8, 9, 12, 13, 14, 15, 16.
2026-01-02  -           -           accepted    2026-01-06  -           2026-01-07  accepted     contact  2026-01-16
# The reply started those ten anew too: 9, 12-16, 19-22.
2026-01-02  2026-01-05  2026-01-08  accepted    2026-01-09  -           2026-01-09  accepted     contact  2026-01-22
# Reached, and the referrer not yet told.
2026-01-02  -           -           accepted    2026-01-06  2026-01-07  -           in_contact   tell     2026-01-08
2026-01-02  -           -           accepted    2026-01-06  2026-01-07  2026-01-07  in_contact   -        -
2026-01-02  -           -           declined    2026-01-06  -           -           declined     tell     2026-01-08
2026-01-02  -           -           declined    2026-01-06  -           2026-01-06  declined     -        -
2026-01-02  -           -           redirected  2026-01-06  -           -           redirected   tell     2026-01-08
# An answer ends the waiting for a reply.
2026-01-02  2026-01-05  -           declined    2026-01-06  -           2026-01-06  declined     -        -
# Whoever took it back need not be told that they did.
2026-01-02  -           -           withdrawn   2026-01-06  -           -           withdrawn    -        -
"""

ADD = partial(add_working_days, holidays=bank_holidays())


def sure(cell: str) -> date:
    found = day(cell)
    assert found is not None
    return found


@pytest.mark.parametrize("drawn", rows(COURSES), ids=lambda cells: " ".join(cells.values()))
def test_a_referral_says_how_far_it_has_got_and_what_is_owed_next(drawn: dict[str, str]) -> None:
    course = Course(
        received_date=sure(drawn["received"]),
        asked_date=day(drawn["asked"]),
        replied_date=day(drawn["replied"]),
        answer=Answer("" if drawn["answer"] == "-" else drawn["answer"]),
        answered_date=day(drawn["answered"]),
        first_contact_date=day(drawn["contact"]),
        told_date=day(drawn["told"]),
    )

    owed = owed_next(course, Terms(), ADD)

    assert stage_of(course) == drawn["stage"]
    assert owed == (None if drawn["owes"] == "-" else Owed(Clock(drawn["owes"]), sure(drawn["by"])))


@pytest.mark.parametrize(
    ("told_date", "owed"),
    [
        # The referrer is told all the same, by Thursday the 8th; after that nothing is owed.
        (None, Owed(Clock.TELL, date(2026, 1, 8))),
        (date(2026, 1, 7), None),
    ],
)
def test_nobody_is_to_reach_whoever_has_died(told_date: date | None, owed: Owed[Clock] | None) -> None:
    accepted = Course(
        received_date=date(2026, 1, 2), answer=Answer.ACCEPTED, answered_date=date(2026, 1, 6), told_date=told_date,
        has_died=True,
    )  # fmt: skip

    assert owed_next(accepted, Terms(), ADD) == owed


@pytest.mark.parametrize(("on", "late"), [(5, False), (6, False), (7, True)])
def test_what_is_due_today_is_not_late(on: int, late: bool) -> None:
    assert Owed(Clock.ANSWER, date(2026, 1, 6)).is_late(date(2026, 1, on)) is late


def test_a_council_chooses_its_own_days() -> None:
    course = Course(received_date=date(2026, 1, 2))

    assert owed_next(course, Terms(answer_days=5), ADD) == Owed(Clock.ANSWER, date(2026, 1, 9))
