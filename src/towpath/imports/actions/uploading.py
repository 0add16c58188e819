"""
A contact at a college or provider sends a list, or tells of a learner who stops attending, by a link.

Whoever holds the link learns how their own file reads, and nothing of the caseload: whom the council knows is asked
afterwards, by the queue, and never told here.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO

from django.utils.timezone import localdate

from towpath.access.links import LinkRefusedError, find_link, use_up
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.files.actions import keep, open_kept
from towpath.files.models import StoredFile
from towpath.imports.actions.contacts import SEND_LIST
from towpath.imports.models import LONGEST_NAME, LONGEST_WORRY, AttendanceWorry, SenderLink, SentFile
from towpath.imports.told import Told, told_of
from towpath.jobs.actions import enqueue
from towpath.rules.believable import is_postcode
from towpath.rules.identifiers import is_uln

READ_UPLOAD = "towpath.imports.upload_jobs.read_upload"
FOLLOW_WORRY = "towpath.imports.upload_jobs.follow_worry"
PROVIDER = "provider"
MOST_FILES = 20
"""Files that one link takes before it stops: a list is mended a few times, and not without end."""
MOST_WORRIES = 40
"""Learners a day of whom one link tells."""


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
    ).select_related("organisation", "sender__organisation", "sender__establishment", "contact", "expected", "link")
    door = doors.first() if link is not None else None
    is_open = door is not None and (
        takes == SenderLink.Takes.WORRIES or (door.expected is not None and door.expected.batch_id is None)
    )
    if door is None or not is_open:
        raise LinkRefusedError
    return door


def send_file(secret: str, *, content: bytes, name: str, as_at_date: date, at: datetime) -> Sent:
    """
    Take a file by a link, say how it reads, and queue it for the council to look at; nothing of it is applied.

    A file that was sent just before is not taken twice. One that reads with nothing left to mend uses the link up.

    :raises LinkRefusedError: the link opens nothing now
    :raises UploadRefusedError: its day is still to come, or the link took as many files as it may
    """
    door = open_door(secret, takes=SenderLink.Takes.LIST, at=at)
    if as_at_date > localdate(at):
        raise UploadRefusedError("The day of the list is still to come. Give the day it was taken from your system.")
    told = told_of(door.sender, content, name, as_at_date)
    by = actor_of(door)
    with transaction(by=by, at=at) as events:
        _lock(secret, door, at=at)
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
            raise UploadRefusedError("This link has taken as many files as it may. Ask the council for another.")
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
        if told.is_whole:
            use_up(door.link, at=at)
    return Sent(upload, told)


def read_back(secret: str, upload_id: int, *, at: datetime) -> Sent:
    """
    Return a file that came by a link as it reads, for whoever sent it just now.

    :raises LinkRefusedError: the link opens nothing now, or no such file came by it
    """
    door = open_door(secret, takes=SenderLink.Takes.LIST, at=at)
    upload = door.uploads.select_related("file__organisation").filter(pk=upload_id).first()
    if upload is None:
        raise LinkRefusedError
    with open_kept(upload.file) as kept:
        content = kept.read()
    return Sent(upload, told_of(door.sender, content, upload.file.original_name, upload.as_at_date))


def finish_sending(secret: str, *, at: datetime) -> SentFile:
    """
    Use a link up though rows are left to mend: whoever sent them says that this is the best they can send.

    :raises LinkRefusedError: the link opens nothing now
    :raises UploadRefusedError: no file came that could be read
    """
    door = open_door(secret, takes=SenderLink.Takes.LIST, at=at)
    with transaction(by=actor_of(door), at=at) as events:
        _lock(secret, door, at=at)
        latest = door.uploads.order_by("-number").first()
        if latest is None or latest.is_refused:
            raise UploadRefusedError("No file of yours could be read yet. Send one first.")
        use_up(door.link, at=at)
        events.record("imports.upload_finished", subject=_subject(latest))
    return latest


def tell_worry(
    secret: str,
    *,
    given_name: str,
    family_name: str,
    birth_date: date,
    last_attended_date: date | None,
    words: str,
    sending: str,
    at: datetime,
    postcode: str = "",
    uln: str = "",
) -> AttendanceWorry:
    """
    Keep what a contact says of a learner who stops attending, and queue it for whoever follows it up.

    :param postcode: left out, as a learner number is, where it is none; both only help us to find whom it is about
    :param sending: one press of the button, so that a second is not a second worry
    :raises LinkRefusedError: the link opens nothing now
    :raises UploadRefusedError: a date is still to come, something is missing, or it is too many for one day
    """
    door = open_door(secret, takes=SenderLink.Takes.WORRIES, at=at)
    given = {"given_name": given_name.strip(), "family_name": family_name.strip(), "words": words.strip()}
    _refuse_worry(given, birth_date, last_attended_date, localdate(at))
    with transaction(by=actor_of(door), at=at) as events:
        _lock(secret, door, at=at)
        known = door.worries.filter(sending=sending).first()
        if known is not None:
            events.record("imports.worry_told_again", subject=f"imports_attendance_worry:{known.pk}")
            return known
        if door.worries.filter(received_at__gt=at - timedelta(days=1)).count() >= MOST_WORRIES:
            raise UploadRefusedError("That is as many as one link takes in a day. Send a list instead, or ring us.")
        worry = AttendanceWorry.objects.create(
            organisation=door.organisation,
            sender_link=door,
            sending=sending,
            birth_date=birth_date,
            last_attended_date=last_attended_date,
            postcode=_postcode(postcode),
            uln=uln.strip() if is_uln(uln.strip()) else "",
            received_at=at,
            **given,
        )
        events.record("imports.worry_told", subject=f"imports_attendance_worry:{worry.pk}")
        enqueue(
            FOLLOW_WORRY,
            organisation=door.organisation,
            arguments={"worry": worry.pk},
            by=actor_of(door),
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


def _lock(secret: str, door: SenderLink, *, at: datetime) -> None:
    """Let one file of a link come after another, and look once more whether it is still open."""
    SenderLink.objects.select_for_update(no_key=True).get(pk=door.pk)
    open_door(secret, takes=door.takes, at=at)


def _refuse_worry(given: dict[str, str], birth_date: date, last_attended_date: date | None, on: date) -> None:
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise UploadRefusedError("Give both names, and say in a few words what worries you.")
    for name, value in given.items():
        most = LONGEST_WORRY if name == "words" else LONGEST_NAME
        if len(value) > most:
            raise UploadRefusedError(f"That is {len(value):,} characters. Say it in {most} at the most.")
    if birth_date >= on:
        raise UploadRefusedError("The date of birth is still to come. Check the year.")
    if last_attended_date is not None and not birth_date < last_attended_date <= on:
        raise UploadRefusedError("The last day they came must lie between their date of birth and today.")


def _subject(upload: SentFile) -> str:
    return f"imports_sent_file:{upload.pk}"
