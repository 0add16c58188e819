"""
A contact at a college or provider sends a list, or tells of a learner who stops attending, by a link or signed in.

Whoever does learns how their own file reads, and nothing of the caseload: whom the council knows is asked
afterwards, by the queue, and never told here.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO

from django.utils.timezone import localdate

from towpath.access.links import LinkRefusedError, find_link, use_up
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.files.actions import keep, open_kept
from towpath.files.models import StoredFile
from towpath.imports.actions.contacts import SEND_LIST
from towpath.imports.models import (
    LONGEST_NAME,
    LONGEST_WORRY,
    AttendanceWorry,
    ExpectedList,
    Sender,
    SenderContact,
    SenderLink,
    SentFile,
)
from towpath.imports.told import Told, told_of
from towpath.jobs.actions import enqueue
from towpath.rules.access import PROVIDER
from towpath.rules.believable import is_postcode
from towpath.rules.identifiers import is_uln
from towpath.rules.repeated import is_same_worry

READ_UPLOAD = "towpath.imports.upload_jobs.read_upload"
FOLLOW_WORRY = "towpath.imports.upload_jobs.follow_worry"
ENOUGH_FILES = "We have taken as many files for this list as we may. Please ring the council."
MOST_FILES = 20
"""Files that one link takes before it stops: a list is mended a few times, and not without end."""
MOST_WORRIES = 100
"""Learners a day of whom one contact tells by one link, or signed in."""


WITH_A_DOOR = ("organisation", "sender__organisation", "sender__establishment", "contact", "expected", "link")


class UploadRefusedError(ValueError):
    """What was sent cannot be taken as it is; the words say why and what to do, and nothing of anybody."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that came: what is kept of it, how it reads, and whether the link is used up by it."""

    upload: SentFile
    told: Told


def open_door(secret: str, *, takes: str, at: datetime) -> SenderLink:
    """
    Return what a link is for.

    :raises LinkRefusedError: it opens nothing now: used, expired, withdrawn, of somebody who is written to no more, or
        the list is not expected any more
    """
    link = find_link(secret, purpose=SEND_LIST, at=at)
    doors = SenderLink.objects.filter(
        link=link, takes=takes, sender__is_active=True, contact__ended_at__isnull=True
    ).select_related(*WITH_A_DOOR)
    door = doors.first() if link is not None else None
    is_open = door is not None and (
        takes == SenderLink.Takes.WORRIES or (door.expected is not None and door.expected.batch_id is None)
    )
    if door is None or not is_open:
        raise LinkRefusedError
    return door


def account_door(
    *,
    contact: SenderContact,
    sender: Sender,
    by: Actor,
    at: datetime,
    expected: ExpectedList | None = None,
) -> SenderLink:
    """
    Return by what a contact who signed in sends a list, or tells of a learner where no list is given.

    :raises UploadRefusedError: the list came or is not expected any more, or they are its sender's contact no longer
    """
    _refuse_account(contact, sender, expected)
    takes = SenderLink.Takes.LIST if expected else SenderLink.Takes.WORRIES
    about = {"contact": contact, "sender": sender, "takes": takes, "expected": expected, "link": None}
    known = SenderLink.objects.filter(**about).select_related(*WITH_A_DOOR).first()
    if known is not None:
        return known
    with transaction(by=by, at=at) as events:
        # Two who press at once wait for one another here, so that there is one.
        SenderContact.objects.select_for_update(no_key=True).get(pk=contact.pk)
        door, _ = SenderLink.objects.get_or_create(
            **about,
            defaults={
                "organisation_id": sender.organisation_id,
                "due_date": expected.due_date if expected else None,
                "made_at": at,
                "made_by": by.user,
            },
        )
        events.record("imports.account_opened", subject=f"imports_sender_link:{door.pk}", after={"takes": takes.value})
    return SenderLink.objects.select_related(*WITH_A_DOOR).get(pk=door.pk)


def _refuse_account(contact: SenderContact, sender: Sender, expected: ExpectedList | None) -> None:
    now = SenderContact.objects.filter(pk=contact.pk, ended_at__isnull=True, user__isnull=False)
    if not now.filter(organisation=sender.organisation_id, sender__code=sender.code).exists():
        raise UploadRefusedError("You are named for this sender no longer. Ask the council.")
    if not sender.is_active or (expected is not None and not _is_owed(expected, sender)):
        raise UploadRefusedError("The council has this list, or does not expect it any more.")
    if expected is None and sender.owner_id is None:
        raise UploadRefusedError("Nobody at the council is named to read it yet. Please ring them.")


def _is_owed(expected: ExpectedList, sender: Sender) -> bool:
    return ExpectedList.objects.filter(pk=expected.pk, sender=sender, batch__isnull=True).exists()


def send_file(secret: str, *, content: bytes, name: str, as_at_date: date, at: datetime) -> Sent:
    """
    Take a file by a link, say how it reads, and queue it for the council to look at; nothing of it is applied.

    A file that was sent just before is not taken twice. One that reads with nothing left to mend uses the link up.

    :raises LinkRefusedError: the link opens nothing now
    :raises UploadRefusedError: its day is still to come, or the link took as many files as it may
    """
    return _take(
        partial(open_door, secret, takes=SenderLink.Takes.LIST, at=at),
        content=content,
        name=name,
        as_at_date=as_at_date,
        at=at,
    )


def send_own_file(
    *,
    contact: SenderContact,
    expected: ExpectedList,
    content: bytes,
    name: str,
    as_at_date: date,
    by: Actor,
    at: datetime,
) -> Sent:
    """
    Take a file of a contact who signed in, as by a link; they may mend it until the council has looked at it.

    :raises UploadRefusedError: as by a link, or the list came or is not expected any more
    """
    return _take(
        partial(account_door, contact=contact, sender=expected.sender, expected=expected, by=by, at=at),
        content=content,
        name=name,
        as_at_date=as_at_date,
        at=at,
        by=by,
    )


def _take(
    opened: Callable[[], SenderLink],
    *,
    content: bytes,
    name: str,
    as_at_date: date,
    at: datetime,
    by: Actor | None = None,
) -> Sent:
    door = opened()
    if as_at_date > localdate(at):
        raise UploadRefusedError("The day of the list is still to come. Give the day it was taken from your system.")
    if door.uploads.count() >= MOST_FILES:
        # Before it is read: whoever sends without end should not keep us reading.
        raise UploadRefusedError(ENOUGH_FILES)
    told = told_of(door.sender, content, name, as_at_date)
    by = by or actor_of(door)
    with transaction(by=by, at=at) as events:
        _lock(door)
        opened()
        latest = door.uploads.order_by("-number").select_related("file").first()
        file = keep(
            organisation=door.organisation,
            content=BytesIO(content),
            original_name=name,
            file_class=StoredFile.FileClass.INCOMING,
            by=by,
            at=at,
        )
        if latest is not None and (latest.file.sha256, latest.as_at_date) == (file.sha256, as_at_date):
            events.record("imports.upload_sent_again", subject=_subject(latest))
            return Sent(latest, told)
        number = latest.number + 1 if latest else 1
        if number > MOST_FILES:
            raise UploadRefusedError(ENOUGH_FILES)
        upload = SentFile.objects.create(
            organisation=door.organisation,
            sender_link=door,
            number=number,
            file=file,
            as_at_date=as_at_date,
            rows_read=told.rows,
            rows_to_mend=len(told.to_mend),
            is_refused=told.refused is not None,
            sent_at=at,
        )
        told_of_it = {"number": number, "rows": told.rows, "to_mend": len(told.to_mend)}
        events.record("imports.upload_sent", subject=_subject(upload), after=told_of_it)
        if told.refused is None or told.is_asked:
            enqueue(
                READ_UPLOAD,
                organisation=door.organisation,
                arguments={"upload": upload.pk},
                by=by,
                at=at,
                key=f"imports.upload:{upload.pk}",
            )
        if told.is_whole and door.link is not None:
            use_up(door.link, at=at)
    return Sent(upload, told)


def read_back(secret: str, upload_id: int, *, at: datetime) -> Sent:
    """
    Return a file that came by a link as it reads, for whoever sent it just now.

    :raises LinkRefusedError: the link opens nothing now, or no such file came by it
    """
    door = open_door(secret, takes=SenderLink.Takes.LIST, at=at)
    whole = ("file__organisation", "sender_link__sender__organisation", "sender_link__sender__establishment")
    upload = door.uploads.select_related(*whole).filter(pk=upload_id).first()
    if upload is None:
        raise LinkRefusedError
    return read_sent(upload)


def read_sent(upload: SentFile) -> Sent:
    """Return a file that came as it reads, for whoever sent it."""
    sender = upload.sender_link.sender
    return Sent(upload, told_of(sender, content_of(upload), upload.file.original_name, upload.as_at_date))


def content_of(upload: SentFile) -> bytes:
    """Return the bytes of a file that came."""
    with open_kept(upload.file) as kept:
        return kept.read()


def finish_sending(secret: str, *, at: datetime) -> SentFile:
    """
    Use a link up though rows are left to mend: whoever sent them says that this is the best they can send.

    :raises LinkRefusedError: the link opens nothing now
    :raises UploadRefusedError: no file came that could be read
    """
    door = open_door(secret, takes=SenderLink.Takes.LIST, at=at)
    with transaction(by=actor_of(door), at=at) as events:
        _lock(door)
        open_door(secret, takes=door.takes, at=at)
        latest = door.uploads.order_by("-number").first()
        # What was left with us reads once somebody here has said what its columns are.
        if latest is None or (latest.is_refused and read_sent(latest).told.refused is not None):
            raise UploadRefusedError("No file of yours could be read yet. Send one first.")
        if door.link is not None:
            use_up(door.link, at=at)
        events.record("imports.upload_finished", subject=_subject(latest))
    return latest


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldWorry:
    """What a contact says of one learner. A postcode and a learner number help us to find them."""

    given_name: str
    family_name: str
    birth_date: date
    words: str
    last_attended_date: date | None = None
    postcode: str = ""
    uln: str = ""


def tell_worry(secret: str, said: ToldWorry, *, sending: str, at: datetime) -> AttendanceWorry:
    """
    Keep what a contact says of a learner who stops attending, and queue it for whoever follows it up.

    :param sending: one press of the button, so that a second is not a second worry
    :raises LinkRefusedError: the link opens nothing now
    :raises UploadRefusedError: a date is still to come, something is missing, or it is too many for one day
    """
    told = tell_worries(secret, {sending: said}, at=at)
    return (*told.new, *told.again)[0]


@dataclass(frozen=True, slots=True)
class WorriesKept:
    """What became of worries told together: those that are `new`, and those told `again` that we have lately had."""

    new: tuple[AttendanceWorry, ...]
    again: tuple[AttendanceWorry, ...]


def tell_worries(secret: str, said: Mapping[str, ToldWorry], *, at: datetime) -> WorriesKept:
    """
    Keep what a contact says of several learners by a link, all or none.

    :param said: by what tells one telling from the next, so that the same told again is not a second worry

    :raises LinkRefusedError: the link opens nothing now
    :raises UploadRefusedError: as of one
    """
    opened = partial(open_door, secret, takes=SenderLink.Takes.WORRIES, at=at)
    return _tell(opened, said, at=at)


def tell_own_worries(
    said: Mapping[str, ToldWorry], *, contact: SenderContact, sender: Sender, by: Actor, at: datetime
) -> WorriesKept:
    """
    Keep what a contact who signed in says of learners, all or none.

    :raises UploadRefusedError: as by a link, or they are the sender's contact no longer
    """
    opened = partial(account_door, contact=contact, sender=sender, by=by, at=at)
    return _tell(opened, said, at=at, by=by)


def _tell(
    opened: Callable[[], SenderLink], said: Mapping[str, ToldWorry], *, at: datetime, by: Actor | None = None
) -> WorriesKept:
    door = opened()
    tidied = {sending: _tidied(each, localdate(at)) for sending, each in said.items()}
    by = by or actor_of(door)
    with transaction(by=by, at=at) as events:
        _lock(door)
        opened()
        again = {
            each.sending: each
            for each in door.worries.filter(sending__in=tidied).order_by("pk")
            if is_same_worry(localdate(at), localdate(each.received_at))
        }
        fresh = {sending: each for sending, each in tidied.items() if sending not in again}
        lately = door.worries.filter(received_at__gt=at - timedelta(days=1)).count()
        if lately + len(fresh) > MOST_WORRIES:
            raise UploadRefusedError(f"We take {MOST_WORRIES} learners a day at the most. Please ring the council.")
        new = tuple(_keep_worry(door, sending, each, by=by, at=at) for sending, each in fresh.items())
        told = {"worries": len(new), "again": len(again)}
        events.record("imports.worries_told", subject=f"imports_sender_link:{door.pk}", after=told)
    return WorriesKept(new, tuple(again.values()))


def _keep_worry(door: SenderLink, sending: str, said: ToldWorry, *, by: Actor, at: datetime) -> AttendanceWorry:
    worry = AttendanceWorry.objects.create(
        organisation=door.organisation, sender_link=door, sending=sending, received_at=at, **asdict(said)
    )
    enqueue(
        FOLLOW_WORRY,
        organisation=door.organisation,
        arguments={"worry": worry.pk},
        by=by,
        at=at,
        key=f"imports.worry:{worry.pk}",
    )
    return worry


def _postcode(typed: str) -> str:
    """Return a postcode as it is kept: capitals, one space before the last three."""
    letters = "".join(typed.upper().split())
    kept = f"{letters[:-3]} {letters[-3:]}"
    return kept if is_postcode(kept) else ""


def actor_of(door: SenderLink) -> Actor:
    """Return the contact to whom a link was given, as the log names them."""
    return Actor(organisation=door.organisation.code, user=f"contact-{door.contact_id}", role=PROVIDER)


def _lock(door: SenderLink) -> None:
    """Let one thing sent come after another; what was open before is looked at once more after it."""
    SenderLink.objects.select_for_update(no_key=True).get(pk=door.pk)


def _tidied(said: ToldWorry, on: date) -> ToldWorry:
    """
    Return what was said of a learner as it is kept.

    :raises UploadRefusedError: it cannot be; the words say why and what to do
    """
    tidy = replace(
        said,
        given_name=said.given_name.strip(),
        family_name=said.family_name.strip(),
        words=said.words.strip(),
        postcode=_postcode(said.postcode),
        uln=said.uln.strip() if is_uln(said.uln.strip()) else "",
    )
    if said.postcode.strip() and not tidy.postcode:
        raise UploadRefusedError(f"{said.postcode.strip()!r} is no postcode. Check it, or leave it out.")
    if said.uln.strip() and not tidy.uln:
        raise UploadRefusedError(f"{said.uln.strip()!r} is no learner number. Check its ten digits, or leave it out.")
    if not (tidy.given_name and tidy.family_name and tidy.words):
        raise UploadRefusedError("Give both names, and say in a few words what worries you.")
    for value, most in (
        (tidy.given_name, LONGEST_NAME),
        (tidy.family_name, LONGEST_NAME),
        (tidy.words, LONGEST_WORRY),
    ):
        if len(value) > most:
            raise UploadRefusedError(f"That is {len(value):,} characters. Say it in {most} at the most.")
    if said.birth_date >= on:
        raise UploadRefusedError("The date of birth is still to come. Check the year.")
    if said.last_attended_date is not None and not said.birth_date < said.last_attended_date <= on:
        raise UploadRefusedError("The last day they came must lie between their date of birth and today.")
    return tidy


def _subject(upload: SentFile) -> str:
    return f"imports_sent_file:{upload.pk}"
