"""Write down what young people said, once however often it is sent; look at it, and set aside what is none."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.caseload.lists import VOICE_THEMES
from towpath.organisation.lists import choices_of
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.access import roles_that_may
from towpath.voice.actions.releasing import take_down_standing
from towpath.voice.actions.steps import (
    VoiceRefusedError,
    held,
    new_reference,
    not_ahead,
    said_in_words,
    subject_of,
    take_step,
)
from towpath.voice.models import VoiceEntry, VoiceSource, VoiceStep

MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVoice:
    """
    What somebody here heard young people say; see `VoiceEntry` for its parts.

    `person`, `speaker_name` and `speaker_contact` say who said it, and are kept apart from all else.
    """

    came_from: str
    words: str
    said_date: date
    theme: str
    owner: User
    said_count: int | None = None
    person: Person | None = None
    speaker_name: str = ""
    speaker_contact: str = ""


def record_voice(*, organisation: Organisation, given: NewVoice, sending: str, by: Actor, at: datetime) -> VoiceEntry:
    """
    Return a new entry of what young people said, or the one that this very form made before.

    :param sending: the mark of the form, made when it was shown
    :raises VoiceRefusedError: something is missing or cannot be
    """
    if given.came_from not in VoiceEntry.From.values:
        raise VoiceRefusedError("Say where this came from.")
    not_ahead("It cannot have been said on", given.said_date, at)
    if given.said_count is not None and not 1 <= given.said_count <= MOST_PEOPLE:
        raise VoiceRefusedError(f"Say how many said so as a number from 1 to {MOST_PEOPLE:,}, or leave it out.")
    if given.person is not None and given.person.organisation_id != organisation.pk:
        raise VoiceRefusedError("There is no such person here.")
    check_theme(organisation, given.theme)
    check_follower(organisation, given.owner, localdate(at))
    entry = VoiceEntry(
        organisation=organisation, came_from=given.came_from, words=said_in_words("Write what they said", given.words),
        said_date=given.said_date, said_count=given.said_count, theme=given.theme, owner=given.owner, looked_at=at,
    )  # fmt: skip
    source = VoiceSource(
        person=given.person, speaker_name=given.speaker_name.strip(), speaker_contact=given.speaker_contact.strip()
    )
    return _write_down(entry, source, sending, by=by, at=at)


def receive_suggestion(
    *,
    organisation: Organisation,
    words: str,
    sending: str,
    by: Actor,
    at: datetime,
    speaker_name: str = "",
    speaker_contact: str = "",
) -> VoiceEntry:
    """
    Return what somebody sent by the public form, for a manager to look at first, or what this form made before.

    :param sending: the mark of the form, made when it was shown
    :raises VoiceRefusedError: it says nothing, or more than can be kept
    """
    entry = VoiceEntry(
        organisation=organisation,
        came_from=VoiceEntry.From.SUGGESTION,
        words=said_in_words("Write what you want to say", words),
        said_date=localdate(at),
    )
    source = VoiceSource(speaker_name=speaker_name.strip(), speaker_contact=speaker_contact.strip())
    return _write_down(entry, source, sending, by=by, at=at)


def sort_entry(
    *, entry: VoiceEntry, version: int, words: str, theme: str, owner: User, by: Actor, at: datetime
) -> None:
    """
    Give an entry its theme and whoever follows it up; the first time is the first look at what was sent to us.

    Names may be taken out of the words. What was said at first is then kept with who said it.

    :raises VoiceRefusedError: it is done or set aside, or the theme or the follower cannot be
    :raises VoiceChangedError: somebody changed it since
    """
    words = said_in_words("Leave what they said in it", words)
    with transaction(by=by, at=at) as events:
        row = held(entry, version)
        if row.done_at is not None:
            raise VoiceRefusedError("This was called done. Open it again first, and say why.")
        if theme != row.theme:
            check_theme(row.organisation, theme)
        check_follower(row.organisation, owner, localdate(at))
        if words != row.words:
            source, _ = VoiceSource.objects.get_or_create(entry=row, defaults={"original_words": row.words})
            if not source.original_words:
                source.original_words = row.words
                source.save(update_fields=["original_words"])
        take_step(
            row, events, VoiceStep.Kind.LOOKED_AT, by=by, at=at,
            words=words, theme=theme, owner=owner, looked_at=row.looked_at or at,
        )  # fmt: skip


def set_aside(*, entry: VoiceEntry, version: int, why: str, by: Actor, at: datetime) -> None:
    """
    Say that an entry is none, as when it was sent in jest or recorded twice. It is kept, and counts for nothing.

    :raises VoiceRefusedError: it was set aside before, or no reason is given
    :raises VoiceChangedError: somebody changed it since
    """
    why = said_in_words("Say why it is set aside", why, most=300)
    with transaction(by=by, at=at) as events:
        row = held(entry, version)
        take_down_standing(row, events, "It was set aside.", by=by, at=at)
        take_step(row, events, VoiceStep.Kind.SET_ASIDE, note=why, by=by, at=at, set_aside_at=at, set_aside_words=why)


def check_theme(organisation: Organisation, theme: str) -> None:
    """
    Return where a theme is on the council's list and offered.

    :raises VoiceRefusedError: it is not
    """
    choice = choices_of(organisation.pk, VOICE_THEMES).get(theme)
    if choice is None or not choice.is_offered:
        raise VoiceRefusedError("Choose a theme from the list.")


def check_follower(organisation: Organisation, owner: User, on: date) -> None:
    """
    Return where somebody works here and may follow up what was said.

    :raises VoiceRefusedError: they do not
    """
    able = roles_in_force(on).filter(user=owner, organisation=organisation, role__in=roles_that_may("voice.work"))
    if not able.exists():
        raise VoiceRefusedError("Choose somebody who works here to follow it up.")


def _write_down(entry: VoiceEntry, source: VoiceSource, sending: str, *, by: Actor, at: datetime) -> VoiceEntry:
    entry.sending = sha256(sending.encode()).hexdigest()
    entry.reference, entry.recorded_at, entry.recorded_by = new_reference(), at, by.user
    try:
        with transaction(by=by, at=at) as events:
            entry.save(force_insert=True)
            if source.person_id or source.speaker_name or source.speaker_contact:
                source.entry = entry
                source.save(force_insert=True)
            entry.steps.create(kind=VoiceStep.Kind.RECORDED, at=at, by=by.user, step_date=entry.said_date)
            person = source.person.public_id if source.person is not None else None
            events.record("voice.recorded", person=person, subject=subject_of(entry), after=facts(entry))
    except IntegrityError:
        earlier = VoiceEntry.objects.filter(organisation=entry.organisation, sending=entry.sending).first()
        if earlier is None:
            raise
        return earlier
    return entry
