"""
What a register says of one person: how often they came, and whether they have been missed twice running.

Source: docs/adr, A programme is a plan: two misses in a row call for their adviser.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

MISSES_THAT_CALL = 2
"""How many sessions missed one after another ask an adviser to look."""


class Mark(StrEnum):
    """What a register says of one person at one session. Agreed is away with leave, as for an interview."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    AGREED = "agreed"


CAME = frozenset({Mark.PRESENT, Mark.LATE})


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many sessions somebody came to, of those at which they were looked for."""

    came: int
    expected: int


def attendance_of(marks: Iterable[Mark]) -> Attendance:
    """Return how often somebody came; away with leave is not held against them, and is not counted as coming."""
    given = [mark for mark in marks if mark is not Mark.AGREED]
    return Attendance(sum(mark in CAME for mark in given), len(given))


def misses_running(marks: Sequence[Mark]) -> int:
    """
    Return how many sessions somebody has missed without a break, up to the latest that was marked.

    :param marks: in the order of the sessions, without those that were cancelled or are not yet marked. Away with leave
        neither breaks a run of misses nor adds to it
    """
    running = 0
    for mark in reversed(marks):
        if mark in CAME:
            break
        running += mark is Mark.ABSENT
    return running
