"""Somebody NEET is silent once more days have passed than the council has chosen, and nobody else ever is."""

from datetime import date

import pytest

from towpath.rules.silence import silent_since
from towpath.standards import Group

ON = date(2026, 1, 31)
NEVER = date.min


@pytest.mark.parametrize(
    ("group", "reached", "verified", "since"),
    [
        # 31 January less 30 days is 1 January: heard of then, it is not yet more than 30 days.
        (Group.NEET, date(2026, 1, 1), None, None),
        (Group.NEET, date(2025, 12, 31), None, date(2025, 12, 31)),
        (Group.NEET, None, date(2026, 1, 1), None),
        # The later of the two speaks, whichever it is.
        (Group.NEET, date(2025, 11, 1), date(2025, 12, 31), date(2025, 12, 31)),
        (Group.NEET, date(2025, 12, 31), date(2025, 11, 1), date(2025, 12, 31)),
        (Group.NEET, date(2025, 11, 1), date(2026, 1, 2), None),
        (Group.NEET, None, None, NEVER),
        (Group.EET, None, None, None),
        (Group.NOT_KNOWN, None, None, None),
    ],
)
def test_silence_is_neet_and_longer_than_was_chosen(
    group: Group, reached: date | None, verified: date | None, since: date | None
) -> None:
    assert silent_since(group, reached_date=reached, verified_date=verified, on=ON, quiet_days=30) == since
