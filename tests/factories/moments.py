"""The day on which every test of the house takes place, unless it says otherwise."""

from datetime import date, datetime

from towpath.clock import LONDON

DAY = date(2026, 1, 31)
MORNING = datetime(2026, 1, 31, 9, 0, tzinfo=LONDON)
"""Nine o'clock in London on a Saturday, by Greenwich time."""
