"""What anybody may ask with no account: what was said and done, and how far a reference has got. It names nobody."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.caseload.lists import VOICE_THEMES
from towpath.organisation.lists import Choices, choices_of, words_of
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.rules.voice import (
    ComplaintCourse,
    Stage,
    complaint_owed,
    days_to_answer,
    days_to_did,
    shown_count,
    stage_of,
)
from towpath.voice.actions.steps import LETTERS, subject_of
from towpath.voice.courses import course_of, terms_of, working_days_after
from towpath.voice.models import Complaint, VoiceEntry, VoiceRelease

STAGE_WORDS = {
    Stage.NEW: "We have it. Somebody will read it soon.",
    Stage.SAID: "We have read it. We are finding out who can change it.",
    Stage.HEARD: "Somebody who can change it has heard it. They will give an answer.",
    Stage.DECIDED: "There is an answer. We are getting ready to tell you.",
    Stage.PROMISED: "We said that we will change something. It is not done yet.",
    Stage.TOLD: "There is an answer. Look at “You said, we did”, or ask us.",
    Stage.DONE: "This is done. Look at “You said, we did”, or ask us.",
}
"""How far something has got, as whoever holds its reference may read it: it says nothing of what was said."""
COMPLAINT_WORDS = {
    "received": "We have your complaint. A manager will read it.",
    "acknowledged": "A manager has your complaint, and is finding out what happened.",
    "answered": "Your complaint was answered. If you left us no way to reach you, ring and give your reference.",
}
NOT_TAKEN_UP = "We read it and did not take it further. If you think that is wrong, tell us or complain."


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicVoice:
    """
    One entry as anybody may read it. `said_count` is None where it was not counted or is too small to be shown.

    `days` are those from said to did for a change, and from said to an answer for what is promised or cannot be.
    """

    you_said: str
    is_quote: bool
    we_did: str
    theme: str
    said_month: date
    outcome: str
    change_by_date: date | None
    days: int | None
    said_count: int | None


def you_said_we_did(council: Organisation, on: date) -> list[PublicVoice]:
    """Return what was let out after a second look and stands, the latest let out first. Three queries."""
    rows = (
        VoiceRelease.objects.filter(
            entry__organisation=council,
            entry__set_aside_at__isnull=True,
            released_at__isnull=False,
            taken_down_at__isnull=True,
        )
        .select_related("entry")
        .order_by("-released_at", "-pk")
    )
    upper = int(settings_on(council, on)["suppression.upper"])
    themes = choices_of(council.pk, VOICE_THEMES)
    return [_public(row, _theme(row.entry, themes), upper) for row in rows]


def _theme(entry: VoiceEntry, themes: Choices) -> str:
    assert entry.looked_at is not None, "Nothing is let out before somebody has looked at it."
    return words_of(themes, entry.theme, entry.looked_at)


def look_by(council: Organisation, on: date) -> date:
    """Return the day by which something that is sent on a day is looked at."""
    return working_days_after(on, terms_of(council, on).look_days)


def complaint_days(council: Organisation, on: date, *, is_about_data: bool) -> tuple[date, date]:
    """Return the days by which a complaint that is sent on a day is acknowledged, and answered."""
    terms = terms_of(council, on)
    course = ComplaintCourse(received_date=on, is_about_data=is_about_data)
    acknowledged = complaint_owed(course, terms, working_days_after)
    answered = complaint_owed(replace(course, acknowledged_date=on), terms, working_days_after)
    assert acknowledged is not None
    assert answered is not None
    return acknowledged.due_date, answered.due_date


def open_stage(council: Organisation, reference: str, *, at: datetime) -> str | None:
    """Return how far what has this reference has got, in words, or None where there is none; the log is told."""
    typed = "".join(letter for letter in reference.upper() if letter in LETTERS)
    by = Actor(organisation=council.code, user="public", role="young_person")
    complaint = Complaint.objects.filter(organisation=council, reference=typed).first()
    entry = VoiceEntry.objects.filter(organisation=council, reference=typed, came_from="suggestion").first()
    if complaint is not None:
        subject, words = subject_of(complaint), _complaint_words(complaint)
    elif entry is not None:
        subject, words = subject_of(entry), _entry_words(entry)
    else:
        return None
    with transaction(by=by, at=at) as events:
        events.record("voice.stage_shown", subject=subject)
    return words


def _public(row: VoiceRelease, theme: str, upper: int) -> PublicVoice:
    entry, course = row.entry, course_of(row.entry)
    return PublicVoice(
        you_said=row.you_said,
        is_quote=row.is_quote,
        we_did=row.we_did,
        theme=theme,
        said_month=entry.said_date.replace(day=1),
        outcome=entry.outcome,
        change_by_date=entry.change_by_date,
        days=days_to_did(course) if entry.changed_date else days_to_answer(course),
        said_count=shown_count(entry.said_count, upper),
    )


def _complaint_words(row: Complaint) -> str:
    if row.answered_at is not None:
        return COMPLAINT_WORDS["answered"]
    return COMPLAINT_WORDS["acknowledged" if row.acknowledged_at is not None else "received"]


def _entry_words(row: VoiceEntry) -> str:
    return NOT_TAKEN_UP if row.set_aside_at is not None else STAGE_WORDS[stage_of(course_of(row))]
