"""What a provider's notice of a leaver is owed, and whether the law asked for it."""

from datetime import date
from functools import partial

import pytest

from tests.examples.desk import leaver_notices as drawn
from tests.examples.drawn import day, rows, sure_day
from towpath.organisation.calendar import add_working_days
from towpath.rules.leaver_notices import Notice, days_to_tell, owed_to, was_owed, wrong_with_notice
from towpath.standards.calendar import bank_holidays

working_days_after = partial(add_working_days, holidays=bank_holidays())


@pytest.mark.parametrize("row", rows(drawn.OWED), ids=lambda row: f"{row['left']} {row['received']}")
def test_a_notice_is_owed_what_is_drawn(row: dict[str, str]) -> None:
    notice = Notice(
        birth_date=None,
        left_date=sure_day(row["left"]),
        received_date=sure_day(row["received"]),
        is_resident=row["lives"] == "here",
    )

    owed = owed_to(notice, 5, working_days_after)

    assert (owed.clock, owed.due_date) == (row["clock"], sure_day(row["due"]))


@pytest.mark.parametrize("row", rows(drawn.DUTY), ids=lambda row: f"{row['born']} {row['left']}")
def test_the_law_asks_for_what_is_drawn(row: dict[str, str]) -> None:
    left = sure_day(row["left"])
    notice = Notice(birth_date=day(row["born"]), left_date=left, received_date=left, is_resident=True)

    assert was_owed(notice) == {"yes": True, "no": False, "-": None}[row["owed"]]


@pytest.mark.parametrize("row", rows(drawn.WRONG), ids=lambda row: f"{row['left']} {row['received']}")
def test_a_notice_is_taken_or_not_as_drawn(row: dict[str, str]) -> None:
    wrong = wrong_with_notice(sure_day(row["left"]), sure_day(row["received"]), sure_day(row["on"]))

    assert bool(wrong) == (row["wrong"] == "yes")


def test_days_to_tell_are_counted_from_the_leaving_and_never_below_nought() -> None:
    late = Notice(birth_date=None, left_date=date(2026, 1, 5), received_date=date(2026, 1, 12), is_resident=True)
    early = Notice(birth_date=None, left_date=date(2026, 1, 12), received_date=date(2026, 1, 5), is_resident=True)

    assert days_to_tell(late) == 7
    assert days_to_tell(early) == 0
