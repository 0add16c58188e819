"""How far apart two words are, and how long the later has waited."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from towpath.clock import LONDON
from towpath.web.conflicts.presenters import compared, summary_of

HELD = SimpleNamespace(verified_date=date(2026, 1, 10), start_date=date(2025, 9, 1))


@pytest.mark.parametrize(
    ("verified_date", "received_day", "words"),
    [
        # 21 - 10 = 11; 31 - 22 = 9
        (date(2026, 1, 21), 22, "Two sources spoke 11 days apart. This has waited 9 days."),
        (date(2026, 1, 11), 30, "Two sources spoke 1 day apart. This has waited 1 day."),
        (date(2026, 1, 10), 31, "Two sources spoke on the same day. The news came today."),
        # Not verified, so as true on its start: 10 January less 1 January is 9.
        (None, 31, "Two sources spoke 9 days apart. The news came today."),
    ],
)
def test_a_conflict_says_how_far_apart_and_how_long(verified_date: date | None, received_day: int, words: str) -> None:
    conflict = SimpleNamespace(
        contradicts=HELD,
        verified_date=verified_date,
        start_date=date(2026, 1, 1),
        received_at=datetime(2026, 1, received_day, 9, tzinfo=LONDON),
    )

    assert summary_of(conflict, date(2026, 1, 31)) == words


@pytest.mark.parametrize(
    ("ours", "news", "words"),
    [
        ("230", "230", "Same"),
        ("230", "619", "Different"),
        # One who says nothing of it does not contradict the other.
        ("Saltmarsh College", "", "Only one says"),
        ("", "Saltmarsh College", "Only one says"),
    ],
)
def test_two_sides_are_compared_in_a_word(ours: str, news: str, words: str) -> None:
    assert compared(ours, news).text == words
