"""Who may read a note of a contact, and which of its earlier versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

TEAM, NEED_TO_KNOW = "team", "need_to_know"


@dataclass(frozen=True, slots=True)
class Note:
    """One version of a note: for whom it was written, and whether whoever asks wrote it."""

    audience: str
    is_own: bool = False


def may_read(note: Note, *, needs_to_know: bool, is_first_writer: bool = False) -> bool:
    """
    Return whether somebody may read a note.

    :param needs_to_know: their role reads what only some need to know
    :param is_first_writer: they wrote the note's first version, whoever changed it since
    """
    return note.audience == TEAM or needs_to_know or is_first_writer or note.is_own


def versions_read(versions: Sequence[Note], *, needs_to_know: bool) -> tuple[bool, ...]:
    """
    Return, for each version of one note from the first to the one that counts, whether somebody may read it.

    Whoever may not read the one that counts reads none. A version that was narrower stays narrower: to let a colleague
    read what it says now is not to let them read what it said then.

    Source: our own rule.
    """
    is_first_writer = bool(versions) and versions[0].is_own
    read = tuple(may_read(each, needs_to_know=needs_to_know, is_first_writer=is_first_writer) for each in versions)
    return read if read and read[-1] else tuple(False for _ in read)


def reasons_read(read: Sequence[bool]) -> tuple[bool, ...]:
    """
    Return, for each change between two versions, whether why it was made may be read: where both may be.

    :param read: whether each version may be read, the first first
    """
    return tuple(before and after for before, after in pairwise(read))
