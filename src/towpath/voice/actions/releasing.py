"""Write the words for the public page, let them out after a second look, and take them down."""

from datetime import date, datetime

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.rules.voice import telling_words
from towpath.voice.actions.steps import (
    VoiceRefusedError,
    held,
    not_ahead,
    said_in_words,
    subject_of,
    take_step,
)
from towpath.voice.models import VoiceEntry, VoiceRelease, VoiceSource, VoiceStep

MOST_PUBLIC = 1_000


def write_release(
    *,
    entry: VoiceEntry,
    version: int,
    you_said: str,
    we_did: str,
    by: Actor,
    at: datetime,
    agreed_date: date | None = None,
    agreed_how: str = "",
) -> VoiceRelease:
    """
    Write what anybody will read once somebody else has read it too; earlier words are taken down.

    :param agreed_date: when those who said it agreed to be quoted word for word; None where it is put in other words
    :param agreed_how: who agreed, and how; asked for with `agreed_date`
    :raises VoiceRefusedError: nothing was decided yet, the words could tell who somebody is, or a quote has no yes
    :raises VoiceChangedError: somebody changed it since
    """
    you_said = said_in_words("Write what they said", you_said, most=MOST_PUBLIC)
    we_did = said_in_words("Write what we did", we_did, most=MOST_PUBLIC)
    agreed_how = agreed_how.strip()
    if (agreed_date is None) != (not agreed_how):
        raise VoiceRefusedError("For a quote, say who agreed to it and how, and when. Otherwise leave both out.")
    with transaction(by=by, at=at) as events:
        row = held(entry, version)
        if agreed_date is not None:
            not_ahead("They cannot have agreed on", agreed_date, at)
        if not row.outcome:
            raise VoiceRefusedError("Nothing was decided yet, so there is nothing to say back. Say what was decided.")
        _check_words(row, you_said, we_did)
        take_down_standing(row, events, "Other words were written.", by=by, at=at)
        release = row.releases.create(
            you_said=you_said, we_did=we_did, is_quote=agreed_date is not None, agreed_date=agreed_date,
            agreed_how=agreed_how[:300], written_at=at, written_by=by.user,
        )  # fmt: skip
        take_step(row, events, VoiceStep.Kind.WRITTEN, note=f"{you_said}\n{we_did}", by=by, at=at)
    return release


def release_words(*, release: VoiceRelease, version: int, is_checked: bool, by: Actor, at: datetime) -> None:
    """
    Put the words on the public page, as somebody other than whoever wrote them.

    :param version: the entry's, when the words were read
    :param is_checked: every word was read, and nobody can be picked out by them
    :raises VoiceRefusedError: it is the writer who asks, nobody checked, or the words stand or were taken down already
    :raises VoiceChangedError: somebody changed the entry since
    """
    if not is_checked:
        raise VoiceRefusedError("Read every word first. Tick the box once you are sure that nobody can be picked out.")
    with transaction(by=by, at=at) as events:
        row = held(release.entry, version)
        fresh = VoiceRelease.objects.get(pk=release.pk)
        if fresh.taken_down_at is not None:
            raise VoiceRefusedError("These words were taken down since. Look at the entry again.")
        if fresh.released_at is not None:
            raise VoiceRefusedError("These words are on the public page already.")
        if fresh.written_by == by.user:
            raise VoiceRefusedError("You wrote these words. Ask somebody else to read them before they are let out.")
        _check_words(row, fresh.you_said, fresh.we_did)
        fresh.released_at, fresh.released_by = at, by.user
        fresh.save(update_fields=["released_at", "released_by"])
        take_step(row, events, VoiceStep.Kind.RELEASED, by=by, at=at)
        events.record("voice.words_released", subject=f"voice_release:{fresh.pk}", after=facts(fresh))


def take_down(*, entry: VoiceEntry, version: int, why: str, by: Actor, at: datetime) -> None:
    """
    Take the words off the public page, and a quote with them, at once and for good.

    :raises VoiceRefusedError: none stand, or no reason is given
    :raises VoiceChangedError: somebody changed it since
    """
    why = said_in_words("Say why it is taken down", why, most=300)
    with transaction(by=by, at=at) as events:
        if not take_down_standing(held(entry, version), events, why, by=by, at=at):
            raise VoiceRefusedError("No words of this stand on the public page, and none wait for a second look.")


def take_down_standing(row: VoiceEntry, events: Events, why: str, *, by: Actor, at: datetime) -> bool:
    """Take down whatever words of a held entry stand or wait for a second look, and return whether there were any."""
    standing = row.releases.filter(taken_down_at__isnull=True).first()
    if standing is None:
        return False
    standing.taken_down_at, standing.taken_down_by, standing.taken_down_why = at, by.user, why
    standing.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_why"])
    take_step(row, events, VoiceStep.Kind.TAKEN_DOWN, note=why, on=localdate(at), by=by, at=at)
    events.record("voice.words_taken_down", subject=f"{subject_of(row)}", after=facts(standing))
    return True


def _check_words(row: VoiceEntry, *texts: str) -> None:
    source = VoiceSource.objects.filter(entry=row).first()
    names = [source.speaker_name] if source is not None else []
    if found := telling_words("\n".join(texts), names):
        raise VoiceRefusedError(f"These words hold {', '.join(found)}. Take out whatever could tell who somebody is.")
