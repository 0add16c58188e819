"""What every change of an entry does: hold the row, change it, add a step, tell the log."""

import secrets
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import Events
from towpath.rules.dates import day_words
from towpath.voice.models import Complaint, VoiceEntry

MOST_WORDS = 10_000
# No letter or figure that is taken for another when it is read out over a telephone.
LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"


class VoiceRefusedError(ValueError):
    """An entry, its public words or a complaint cannot be dealt with as asked; the words say what to do."""


class VoiceChangedError(Exception):
    """Somebody changed it since it was looked at; both versions are to be shown."""

    def __init__(self, row: Any) -> None:
        super().__init__("Somebody else changed this while you were writing. Look at it again.")
        self.row = row


def new_reference() -> str:
    """Return a reference that nobody can guess, to be read out or written down."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


def held(entry: VoiceEntry, version: int) -> VoiceEntry:
    """
    Return the row, held until the transaction ends.

    :raises VoiceRefusedError: it was set aside
    :raises VoiceChangedError: it has another version than was looked at
    """
    row = (
        VoiceEntry.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(pk=entry.pk)
    )
    if row.set_aside_at is not None:
        raise VoiceRefusedError("This was set aside, so nothing more is done with it.")
    if row.version != version:
        raise VoiceChangedError(row)
    return row


def held_open(entry: VoiceEntry, version: int) -> VoiceEntry:
    """
    Return the row of an entry that somebody looked at and nobody called done, held until the transaction ends.

    :raises VoiceRefusedError: it is done, or was not looked at yet
    :raises VoiceChangedError: it has another version than was looked at
    """
    row = held(entry, version)
    if row.done_at is not None:
        raise VoiceRefusedError("This was called done. Open it again first, and say why.")
    if row.looked_at is None:
        raise VoiceRefusedError("Nobody has looked at this yet. Give it a theme and somebody to follow it up first.")
    return row


def take_step(
    row: VoiceEntry, events: Events, kind: str, *, on: date | None = None, note: str = "", by: Actor, at: datetime,
    **values: Any,
) -> None:  # fmt: skip
    """Change a held entry and add the step that says so, for the day `on`."""
    events.change(f"voice.{kind}", row, values)
    row.steps.create(kind=kind, at=at, by=by.user, step_date=on or localdate(at), words=note)


def said_in_words(asked: str, words: str, *, most: int = MOST_WORDS) -> str:
    """
    Return what was typed without the space around it.

    :raises VoiceRefusedError: it says nothing, or more than can be kept
    """
    words = words.strip()
    if not words:
        raise VoiceRefusedError(f"{asked}.")
    if len(words) > most:
        raise VoiceRefusedError(f"{asked} in at most {most:,} characters. You used {len(words):,}.")
    return words


def not_before(what: str, day: date, after: str, earlier: date | None) -> None:
    """
    Return where one day is not before another.

    :raises VoiceRefusedError: it is
    """
    if earlier is not None and day < earlier:
        raise VoiceRefusedError(f"{what} {day_words(day)}, before {after} {day_words(earlier)}. Check both days.")


def not_ahead(what: str, day: date, at: datetime) -> None:
    """
    Return where a day has come.

    :raises VoiceRefusedError: it lies ahead
    """
    if day > localdate(at):
        raise VoiceRefusedError(f"{what} {day_words(day)}, which lies ahead. Give a day that has come.")


def subject_of(row: VoiceEntry | Complaint) -> str:
    """Return how the log knows an entry or a complaint."""
    return f"{row._meta.db_table}:{row.pk}"
