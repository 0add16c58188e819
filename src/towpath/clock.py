"""The one place that knows what day it is; `TOWPATH_TODAY` sets it, and rules may not ask."""

import os
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

EVENING = time(18, 0)
"""When a stated day's instants begin: after everything that an invented month has its team do on its last day."""
DRAWN_OUT_FROM = datetime(2026, 1, 1, tzinfo=UTC)
DRAWN_OUT_OVER = timedelta(days=20 * 365)
"""The real years that are drawn out over a stated day's evening; a real second is some ten microseconds of it."""


def today() -> date:
    """
    Return the date in London, or the date that `TOWPATH_TODAY` states.

    :raises ValueError: `TOWPATH_TODAY` is set and is not an ISO date
    """
    return _stated() or datetime.now(LONDON).date()


def now() -> datetime:
    """
    Return the present instant; where `TOWPATH_TODAY` states the date, one of that day's evening.

    A later call never returns an earlier instant, in whichever process and on whichever real day it is made.
    """
    real, stated = datetime.now(LONDON), _stated()
    return real if stated is None else _in_the_evening_of(stated, real)


def _stated() -> date | None:
    stated = os.environ.get("TOWPATH_TODAY", "").strip()
    if not stated:
        return None
    try:
        return date.fromisoformat(stated)
    except ValueError:
        raise ValueError(
            f"TOWPATH_TODAY is {stated!r}. Set it to a date such as 2026-01-31, or leave it unset."
        ) from None


def _in_the_evening_of(stated: date, real: datetime) -> datetime:
    """
    Return an instant of a stated day that is later the later it really is.

    A stated day lasts as long as it is stated, and real midnights pass over it: with the real time of day, what is
    recorded one morning would stand before what was recorded the afternoon before.
    """
    share = (real - DRAWN_OUT_FROM) / DRAWN_OUT_OVER
    begins = datetime.combine(stated, EVENING, LONDON)
    ends = datetime.combine(stated, time.max, LONDON)
    return begins + (ends - begins) * min(max(share, 0.0), 1.0)
