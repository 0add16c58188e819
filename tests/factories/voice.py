"""Something invented young people said, and a complaint."""

from datetime import date
from typing import Any

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.audit import Actor
from towpath.organisation.models import Organisation
from towpath.voice.actions import (
    NewComplaint,
    NewVoice,
    call_done,
    decide,
    fill_audience,
    fill_space,
    fill_voice,
    receive_complaint,
    receive_suggestion,
    record_voice,
    release_words,
    tell_back,
    write_release,
)
from towpath.voice.models import Complaint, VoiceEntry, VoiceRelease

PUBLIC = Actor(organisation="saltmarsh", user="public", role="young_person")
TEXTS = "Text us before you ring. We do not pick up numbers we do not know."


def make_voice(organisation: Organisation, owner: User, *, sending: str = "one", **changed: Any) -> VoiceEntry:
    """Return what a group of nine said on 5 January 2026, a Monday, recorded by its owner on `DAY`."""
    told: dict[str, Any] = {
        "came_from": "group", "words": TEXTS, "said_date": date(2026, 1, 5), "theme": "contact", "owner": owner,
        "said_count": 9,
    }  # fmt: skip
    by = Actor(organisation=organisation.code, user=owner.public_id, role="adviser")
    return record_voice(
        organisation=organisation, given=NewVoice(**(told | changed)), sending=sending, by=by, at=MORNING,
    )  # fmt: skip


def make_suggestion(organisation: Organisation, *, sending: str = "box", **changed: Any) -> VoiceEntry:
    """Return what somebody sent by the public form on `DAY`, a Saturday; nobody has looked at it."""
    told: dict[str, Any] = {"words": "Can we meet after five? I am Juno and I work until then.", **changed}
    return receive_suggestion(organisation=organisation, sending=sending, by=PUBLIC, at=MORNING, **told)


def do(action: Any, entry: VoiceEntry, *, by: Actor = SETUP, **given: Any) -> Any:
    """Do something with an entry as it stands now."""
    entry.refresh_from_db()
    return action(entry=entry, version=entry.version, by=by, at=MORNING, **given)


def hear(entry: VoiceEntry) -> None:
    """Fill space, voice and audience: heard on 12 January, to be answered by the 26th."""
    do(fill_space, entry, words="We asked at a Tuesday group, before anything was decided. Anybody could leave.")
    do(fill_voice, entry, words="Talking, drawing or a note. They knew that money for phones was not on the table.")
    do(
        fill_audience, entry, who="Head of the service", heard_date=date(2026, 1, 12),
        reply_due_date=date(2026, 1, 26),
    )  # fmt: skip


def change(entry: VoiceEntry) -> None:
    """Hear it, change it on 19 January and tell the group on the 21st."""
    hear(entry)
    do(
        decide, entry, outcome="changed", words="Every adviser sends a text before a first call.",
        decided_date=date(2026, 1, 15), changed_date=date(2026, 1, 19),
    )  # fmt: skip
    do(tell_back, entry, words="Told at the group by the head of the service", told_date=date(2026, 1, 21))


def finish(entry: VoiceEntry) -> None:
    """Change it and call it done."""
    change(entry)
    do(call_done, entry)


def publish(entry: VoiceEntry, by: Viewer, **changed: Any) -> VoiceRelease:
    """Write the public words, and let them out as somebody else."""
    told: dict[str, Any] = {
        "you_said": "Text us before you ring.", "we_did": "Every adviser texts before a first call.", **changed
    }  # fmt: skip
    release: VoiceRelease = do(write_release, entry, **told)
    let_out(release, by)
    return release


def let_out(release: VoiceRelease, by: Viewer, *, is_checked: bool = True) -> None:
    """Let words out as they stand now, as somebody."""
    release.entry.refresh_from_db()
    version = release.entry.version
    release_words(release=release, version=version, is_checked=is_checked, by=by.actor, at=MORNING)
    release.refresh_from_db()


def make_complaint(organisation: Organisation, *, sending: str = "wrong", **changed: Any) -> Complaint:
    """Return a complaint that Kit Osei sent on `DAY`, a Saturday."""
    told: dict[str, Any] = {
        "words": "Nobody rang me back for three weeks.", "wanted": "Somebody to say sorry.",
        "complainant_name": "Kit Osei", "complainant_contact": "07700 900789", **changed,
    }  # fmt: skip
    return receive_complaint(
        organisation=organisation, given=NewComplaint(**told), sending=sending, by=PUBLIC, at=MORNING
    )


def voice_ids(organisation: Organisation, owner: User) -> dict[str, str]:
    """Return one id of each kind that an address of this room takes."""
    entry = make_voice(organisation, owner)
    hear(entry)
    do(decide, entry, outcome="cannot", words="The rooms are let.", decided_date=DAY)
    do(write_release, entry, you_said="More rooms.", we_did="The rooms are let.")
    return {"entry_id": str(entry.pk), "complaint_id": str(make_complaint(organisation).pk), "form": "suggestion"}
