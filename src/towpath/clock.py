"""The one place that knows what day it is; `TOWPATH_TODAY` sets it, and rules may not ask."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """
    Return the date in London, or the date that `TOWPATH_TODAY` states.

    :raises ValueError: `TOWPATH_TODAY` is set and is not an ISO date
    """
    stated = os.environ.get("TOWPATH_TODAY", "").strip()
    if not stated:
        return datetime.now(LONDON).date()
    try:
        return date.fromisoformat(stated)
    except ValueError:
        raise ValueError(
            f"TOWPATH_TODAY is {stated!r}. Set it to a date such as 2026-01-31, or leave it unset."
        ) from None


def now() -> datetime:
    """Return the present instant, carried to `today()` where that date is stated."""
    return datetime.combine(today(), datetime.now(LONDON).time(), LONDON)
