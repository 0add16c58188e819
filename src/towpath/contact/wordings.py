"""What we write: the wordings as they come, and a council's own copies of them, every version kept."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib.resources import files

from django.db.models import Max, QuerySet

from towpath.access import Viewer
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.contact.models import Sending, Wording
from towpath.organisation.models import Organisation
from towpath.rules.messages import Channel, To, segments_of
from towpath.rules.reading import reading_of
from towpath.rules.wordings import fields_in, wrong_with

MOST_PARTS = 3
"""Parts of a text message: a longer one is a letter."""
OLDEST_READER = 11
"""The age that a letter may ask of whoever reads it; half the adults of the country read at about this level."""


class WordingRefusedError(ValueError):
    """A wording may not be kept so; `field` says which part of it is wrong."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


class WordingChangedError(Exception):
    """Somebody changed the wording since it was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """
    One wording: the letter and e-mail, the same in easy read, and the text message; an empty one is not offered.

    `version` is 0 for the words as they come, else that of the council's own.
    """

    code: str
    title: str
    to: To
    subject: str
    words: str
    easy: str = ""
    text: str = ""
    version: int = 0

    def said_by(self, channel: Channel, *, is_easy: bool) -> str:
        """Return what a message by this channel says, before its fields are filled; empty where there is none."""
        if channel is Channel.TEXT:
            return self.text
        return self.easy if is_easy else self.words


@cache
def shipped() -> Mapping[str, Words]:
    """Return every wording as it comes, by its code, in the order shown."""
    text = files("towpath.contact").joinpath("wordings.toml").read_text(encoding="utf-8")
    found = [_read(row) for row in tomllib.loads(text)["wording"]]
    return {each.code: each for each in found}


def _read(row: Mapping[str, str]) -> Words:
    tidy = {name: value.strip() for name, value in row.items()}
    return Words(
        code=tidy["code"], title=tidy["title"], to=To(tidy["to"]), subject=tidy["subject"], words=tidy["words"],
        easy=tidy["easy"], text=tidy["text"],
    )  # fmt: skip


def list_wordings(viewer: Viewer) -> list[Words]:
    """Return every wording as the viewer's council has it, in the order shown. One query."""
    own = {row.code: row for row in _own(viewer.organisation_id)}
    return [_told(each, own.get(each.code)) for each in shipped().values()]


def get_wording(viewer: Viewer, code: str) -> Words:
    """
    Return one wording as the viewer's council has it.

    :raises LookupError: there is none of that code
    """
    if code not in shipped():
        raise LookupError(f"There is no wording {code}.")
    return _told(shipped()[code], _own(viewer.organisation_id).filter(code=code).first())


def goes_without_link(viewer: Viewer, sending: Sending) -> bool:
    """Return whether a message was drafted without the link that its wording asks by, for want of an address."""
    words = get_wording(viewer, sending.code).said_by(Channel(sending.channel), is_easy=sending.is_easy)
    return "link" in fields_in(words) and "link" not in sending.values


def list_versions(viewer: Viewer, code: str) -> list[Wording]:
    """Return every version that the council had of a wording, the latest first."""
    return list(Wording.objects.filter(organisation_id=viewer.organisation_id, code=code).order_by("-version"))


def change_wording(*, organisation: Organisation, words: Words, by: Actor, at: datetime) -> Wording:
    """
    Keep a council's own copy of a wording as its next version.

    :param words: what it says now, with the version that was looked at
    :raises WordingRefusedError: a field is not one, it gives somebody away, or it is too hard to read or too long
    :raises WordingChangedError: another version was kept since
    """
    _refuse(words)
    with transaction(by=by, at=at) as events:
        rows = Wording.objects.select_for_update(no_key=True).filter(organisation=organisation, code=words.code)
        now = rows.filter(withdrawn_at__isnull=True).first()
        if (now.version if now else 0) != words.version:
            raise WordingChangedError("Somebody else changed this wording meanwhile. Look at theirs beside yours.")
        if now:
            rows.filter(pk=now.pk).update(withdrawn_at=at, withdrawn_by=by.user)
        kept = Wording.objects.create(
            organisation=organisation,
            code=words.code,
            version=(rows.aggregate(last=Max("version"))["last"] or 0) + 1,
            subject=words.subject,
            words=words.words,
            easy=words.easy,
            text=words.text,
            recorded_at=at,
            recorded_by=by.user,
        )
        told = {"code": kept.code, "version": kept.version}
        events.record("wording.changed", subject=f"contact_wording:{kept.pk}", after=told)
    return kept


def drop_wording(*, organisation: Organisation, code: str, by: Actor, at: datetime) -> None:
    """
    Go back to a wording as it comes; every version stays readable.

    :raises WordingChangedError: it is as it comes already
    """
    with transaction(by=by, at=at) as events:
        rows = Wording.objects.filter(organisation=organisation, code=code, withdrawn_at__isnull=True)
        if not rows.update(withdrawn_at=at, withdrawn_by=by.user):
            raise WordingChangedError("These are the words as they come already.")
        events.record("wording.dropped", subject=code)


def _own(organisation_id: int) -> QuerySet[Wording]:
    return Wording.objects.filter(organisation_id=organisation_id, withdrawn_at__isnull=True).order_by("pk")


def _told(shipped_words: Words, own: Wording | None) -> Words:
    if own is None:
        return shipped_words
    return replace(
        shipped_words, subject=own.subject, words=own.words, easy=own.easy, text=own.text, version=own.version
    )


def _refuse(words: Words) -> None:
    if words.code not in shipped():
        raise WordingRefusedError("", f"There is no wording {words.code}.")
    for field in ("subject", "words"):
        if not getattr(words, field).strip():
            raise WordingRefusedError(field, "Write something here.")
    for field in ("subject", "words", "easy", "text"):
        if wrong := next(iter(wrong_with(getattr(words, field))), None):
            raise WordingRefusedError(field, wrong)
    found = reading_of(words.words)
    if found.age > OLDEST_READER:
        long_words = f" Long words: {', '.join(found.long_words[:5])}." if found.long_words else ""
        raise WordingRefusedError(
            "words",
            f"It takes a reader of about {found.age:g}; keep it to {OLDEST_READER}. The longest sentence has "
            f"{found.longest_sentence} words.{long_words} Make sentences shorter and words plainer.",
        )
    if segments_of(words.text).count > MOST_PARTS:
        raise WordingRefusedError("text", f"It goes in more than {MOST_PARTS} parts. Make it shorter.")
