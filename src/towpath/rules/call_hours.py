"""How long somebody worked down a list, from when each call was recorded."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

LONGEST_TURN = timedelta(minutes=15)
"""A longer gap was a break, or a meeting."""


def worked(instants: Iterable[datetime]) -> timedelta:
    """Return the time between one call and the next, with every gap longer than a turn can be left out."""
    gaps = [later - earlier for earlier, later in pairwise(sorted(instants))]
    return sum((gap for gap in gaps if gap <= LONGEST_TURN), timedelta())
