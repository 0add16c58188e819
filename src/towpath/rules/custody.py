"""Which published activities say that somebody is in custody, and when to look ahead to their release."""

from datetime import date, timedelta

IN_CUSTODY = frozenset({"130", "290", "710"})
"""Of compulsory school age, in full-time education as a juvenile, and of a young adult."""
LOOK_AHEAD_DAYS = 28


def release_review(code: str, review_date: date | None, start_date: date | None, on: date) -> date | None:
    """
    Return the day from which somebody in custody asks to be looked at, or None where nothing is near.

    The review date is the release date as far as it is known; it is near four weeks before. Where nobody gave one, they
    are looked at from the day it began. Source: docs/published-facts.md, What practice asks.
    """
    if code not in IN_CUSTODY:
        return None
    if review_date is None:
        return start_date or on
    return review_date if review_date <= on + timedelta(days=LOOK_AHEAD_DAYS) else None
