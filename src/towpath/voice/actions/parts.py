"""Fill space, voice, audience and influence, one after another or in any order that makes sense; then call it done."""

from datetime import date, datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.rules.dates import day_words
from towpath.rules.voice import Part, missing_parts
from towpath.voice.actions.releasing import take_down_standing
from towpath.voice.actions.steps import (
    VoiceRefusedError,
    held,
    held_open,
    not_ahead,
    not_before,
    said_in_words,
    take_step,
)
from towpath.voice.courses import course_of
from towpath.voice.models import VoiceEntry, VoiceStep

WANTED = {
    Part.SPACE: "Space: say how it was made safe and their own choice",
    Part.VOICE: "Voice: say how they could put it in their own way",
    Part.AUDIENCE: "Audience: say who has the power to change it, and when they heard it",
    Part.INFLUENCE: "Influence: say what changed, or why it cannot, and tell the young people",
}
"""What to do about each part that is missing."""


def fill_space(*, entry: VoiceEntry, version: int, words: str, by: Actor, at: datetime) -> None:
    """
    Say how it was made safe, early and their own choice to speak.

    :raises VoiceRefusedError: it says nothing, or the entry is done, set aside or not looked at
    :raises VoiceChangedError: somebody changed it since
    """
    words = said_in_words(WANTED[Part.SPACE], words)
    with transaction(by=by, at=at) as events:
        take_step(held_open(entry, version), events, VoiceStep.Kind.SPACE, note=words, by=by, at=at, space_words=words)


def fill_voice(*, entry: VoiceEntry, version: int, words: str, by: Actor, at: datetime) -> None:
    """
    Say how they could put it in their own way, and what they knew of the topic and its limits.

    :raises VoiceRefusedError: it says nothing, or the entry is done, set aside or not looked at
    :raises VoiceChangedError: somebody changed it since
    """
    words = said_in_words(WANTED[Part.VOICE], words)
    with transaction(by=by, at=at) as events:
        take_step(held_open(entry, version), events, VoiceStep.Kind.VOICE, note=words, by=by, at=at, voice_words=words)


def fill_audience(
    *, entry: VoiceEntry, version: int, who: str, heard_date: date, reply_due_date: date, by: Actor, at: datetime
) -> None:
    """
    Say who has the power to change it, when they heard it, and by when they answer.

    :raises VoiceRefusedError: a day cannot be, nobody is named, or the entry is done, set aside or not looked at
    :raises VoiceChangedError: somebody changed it since
    """
    who = said_in_words(WANTED[Part.AUDIENCE], who, most=200)
    not_ahead("They cannot have heard it on", heard_date, at)
    not_before("The answer is due on", reply_due_date, "it was heard on", heard_date)
    with transaction(by=by, at=at) as events:
        row = held_open(entry, version)
        not_before("It was heard on", heard_date, "it was said on", row.said_date)
        if row.decided_date is not None:
            not_before("It was decided on", row.decided_date, "it was heard on", heard_date)
        take_step(
            row, events, VoiceStep.Kind.AUDIENCE, on=heard_date, note=who, by=by, at=at,
            audience_who=who, heard_date=heard_date, reply_due_date=reply_due_date,
        )  # fmt: skip


def decide(
    *,
    entry: VoiceEntry,
    version: int,
    outcome: str,
    words: str,
    decided_date: date,
    by: Actor,
    at: datetime,
    change_by_date: date | None = None,
    changed_date: date | None = None,
) -> bool:
    """
    Say what was decided, and return whether words that stood on the public page were taken down because of it.

    What was told before is no longer the latest, so the young people are told anew.

    :param words: what changed or will, or why it cannot
    :param change_by_date: for a promise, the last day on which it is kept
    :param changed_date: for a change, the day on which it was made
    :raises VoiceRefusedError: a day is missing or cannot be, nobody heard it yet, or the entry is not open
    :raises VoiceChangedError: somebody changed it since
    """
    if outcome not in VoiceEntry.Outcome.values:
        raise VoiceRefusedError("Say whether it changed, will change, or cannot.")
    words = said_in_words(
        "Say why it cannot change" if outcome == VoiceEntry.Outcome.CANNOT else "Say what changed, or will", words
    )
    not_ahead("It cannot have been decided on", decided_date, at)
    if outcome == VoiceEntry.Outcome.CHANGED:
        if changed_date is None:
            raise VoiceRefusedError("Give the day on which it changed.")
        not_ahead("It cannot have changed on", changed_date, at)
        not_before("It changed on", changed_date, "it was decided on", decided_date)
    if outcome == VoiceEntry.Outcome.WILL_CHANGE:
        if change_by_date is None:
            raise VoiceRefusedError("Give the day by which it will change. Without one it is no promise.")
        not_before("It is to change by", change_by_date, "it was decided on", decided_date)
    with transaction(by=by, at=at) as events:
        row = held_open(entry, version)
        if row.heard_date is None:
            raise VoiceRefusedError(f"{WANTED[Part.AUDIENCE]}. Only they can decide.")
        not_before("It was decided on", decided_date, "it was heard on", row.heard_date)
        promised = row.change_by_date if row.outcome == VoiceEntry.Outcome.WILL_CHANGE else None
        was_down = take_down_standing(row, events, "What was decided is another thing now.", by=by, at=at)
        take_step(
            row, events, VoiceStep.Kind.DECIDED, on=decided_date, note=words, by=by, at=at,
            outcome=outcome, outcome_words=words, decided_date=decided_date, told_date=None, told_words="",
            change_by_date={"changed": promised, "will_change": change_by_date}.get(outcome),
            changed_date=changed_date if outcome == VoiceEntry.Outcome.CHANGED else None,
        )  # fmt: skip
    return was_down


def tell_back(
    *, entry: VoiceEntry, version: int, words: str, told_date: date, by: Actor, at: datetime, felt_heard: str = ""
) -> None:
    """
    Say how those who said it were told, and when.

    :param felt_heard: what they answered when asked whether they felt heard: yes, partly, no, or empty if not asked
    :raises VoiceRefusedError: nothing was decided yet, the day cannot be, or the entry is not open
    :raises VoiceChangedError: somebody changed it since
    """
    words = said_in_words("Say how they were told, and by whom", words)
    if felt_heard and felt_heard not in VoiceEntry.Felt.values:
        raise VoiceRefusedError("Say whether they felt heard: yes, partly or no.")
    not_ahead("They cannot have been told on", told_date, at)
    with transaction(by=by, at=at) as events:
        row = held_open(entry, version)
        news = course_of(row).news_date
        if news is None:
            raise VoiceRefusedError("There is nothing to tell yet. Say first what was decided.")
        not_before("They were told on", told_date, "there was news on", news)
        take_step(
            row, events, VoiceStep.Kind.TOLD, on=told_date, note=words, by=by, at=at,
            told_date=told_date, told_words=words, felt_heard=felt_heard or row.felt_heard,
        )  # fmt: skip


def call_done(*, entry: VoiceEntry, version: int, by: Actor, at: datetime) -> None:
    """
    Call an entry done.

    :raises VoiceRefusedError: one of the four parts is not filled, each named; or the entry is not open
    :raises VoiceChangedError: somebody changed it since
    """
    with transaction(by=by, at=at) as events:
        row = held_open(entry, version)
        if missing := missing_parts(course_of(row)):
            wanted = [_still_wanted(row, part) for part in missing]
            raise VoiceRefusedError(f"This is not done yet. {' '.join(f'{each}.' for each in wanted)}")
        take_step(row, events, VoiceStep.Kind.DONE, by=by, at=at, done_at=at)


def reopen(*, entry: VoiceEntry, version: int, why: str, by: Actor, at: datetime) -> None:
    """
    Open an entry again that was called done.

    :raises VoiceRefusedError: it is open, was set aside, or no reason is given
    :raises VoiceChangedError: somebody changed it since
    """
    why = said_in_words("Say why it is opened again", why, most=300)
    with transaction(by=by, at=at) as events:
        row = held(entry, version)
        if row.done_at is None:
            raise VoiceRefusedError("This is open already.")
        take_step(row, events, VoiceStep.Kind.REOPENED, note=why, by=by, at=at, done_at=None)


def _still_wanted(row: VoiceEntry, part: Part) -> str:
    if part is Part.INFLUENCE and row.outcome == VoiceEntry.Outcome.WILL_CHANGE and row.change_by_date:
        return (
            f"Influence: it is promised by {day_words(row.change_by_date)}. Say when it has changed, or why it cannot"
        )
    if part is Part.INFLUENCE and row.outcome:
        return "Influence: tell the young people what was decided"
    return WANTED[part]
