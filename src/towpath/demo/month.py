"""
One month of the invented council's participation team, played through the same doors that a real one uses.

Each list is received and applied on the day it came and each confirmation recorded on the day it was made, so that
what was known on any day of the month can be asked for afterwards. Nothing under `truth` is read here.
"""

import csv
import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from towpath.access.actions import accept_invitation, invite_user
from towpath.access.models import User
from towpath.audit import Actor
from towpath.clock import LONDON
from towpath.imports.actions import accept_alarm, add_sender, apply_batch, expect_list, receive_list
from towpath.imports.models import Batch, Sender
from towpath.imports.summing import OUTCOMES, sum_of
from towpath.organisation.actions import open_organisation
from towpath.organisation.models import Organisation
from towpath.people.models import Identifier
from towpath.provision.models import Establishment
from towpath.tracking.actions import record_statements
from towpath.tracking.values import NewStatement, Recorded

COUNCIL = "saltmarsh"
NIGHT = Actor(organisation=COUNCIL, user="demo", role="console")
LISTS_ARE_LOADED_AT = time(9, 0)
WORD_IS_RECORDED_AT = time(16, 0)
TOLD_BY = {
    "young person": "young_person",
    "parent": "parent",
    "partner agency": "partner",
    "employer": "employer",
    "provider": "provider_contact",
    "college": "provider_contact",
    "school": "provider_contact",
    "social worker": "social_worker",
    "youth justice": "youth_justice",
}
# Going on after an alarm is a person's decision; in the demo the data lead looks and goes on.
WORDS_OF_ALARM = "the data lead looked at the alarm and went on"

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSent:
    """One list of the inbox, as the manifest has it."""

    path: str
    sender: str
    sender_number: str
    format: str
    due_date: date
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One invented member of staff, and the password made for this run."""

    name: str
    email: str
    role: str
    password: str


@dataclass(slots=True)
class Month:
    """A council with its month of lists and words, as far as it was played; `batches` by the list's path."""

    folder: Path
    on: date
    organisation: Organisation
    users: dict[str, User] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    batches: dict[str, Batch] = field(default_factory=dict)


def open_month(folder: Path) -> Month:
    """Open the council and invite its staff, on the first day that anything is sent."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    on = date.fromisoformat(manifest["on"])
    at = _at(on.replace(day=1) - timedelta(days=1), LISTS_ARE_LOADED_AT)
    organisation = open_organisation(
        code=COUNCIL,
        name=manifest["council"],
        kind="council",
        la_code=manifest["la_code"],
        database_id=manifest["la_code"],
        by=NIGHT,
        at=at,
    )
    month = Month(folder=folder, on=on, organisation=organisation)
    for row in _rows(folder / "accounts.csv"):
        _join(month, row, at)
    return month


def _join(month: Month, row: Mapping[str, str], at: datetime) -> None:
    """Invite one member of staff, who accepts with a password made for this run."""
    password = f"{secrets.token_urlsafe(9)}-{secrets.token_urlsafe(3)}"
    user, secret = invite_user(
        organisation=month.organisation,
        email=row["email"],
        name=row["name"],
        role=row["role"].replace(" ", "_"),
        from_date=at.date() - timedelta(days=365),
        by=NIGHT,
        at=at,
    )
    accept_invitation(secret, password=password, at=at)
    month.users[row["name"]] = user
    month.accounts.append(Account(name=row["name"], email=row["email"], role=row["role"], password=password))


def play_month(month: Month, tell: Tell) -> None:
    """Load each list and record each confirmation on its day, in order, telling what came of each list."""
    manifest = json.loads((month.folder / "manifest.json").read_text(encoding="utf-8"))
    lists = [_list(entry) for entry in manifest["files"]]
    words = list(_rows(month.folder / "diary" / "confirmations.csv"))
    days = sorted({sent.due_date for sent in lists} | {date.fromisoformat(word["date"]) for word in words})
    for day in days:
        for sent in lists:
            if sent.due_date == day:
                month.batches[sent.path] = load_list(month, sent, tell)
        todays = [word for word in words if word["date"] == day.isoformat() and word["activity_code"]]
        if todays:
            recorded = record_words(month, todays, day)
            tell(f"{day:%d %b}  {len(recorded)} statuses confirmed by advisers")


def _list(entry: Mapping[str, object]) -> ListSent:
    return ListSent(
        path=str(entry["path"]),
        sender=str(entry["sender"]),
        sender_number=str(entry["sender_number"] or ""),
        format=str(entry["format"]),
        due_date=date.fromisoformat(str(entry["due_date"])),
        owner=str(entry["owner"]),
    )


def load_list(month: Month, sent: ListSent, tell: Tell) -> Batch:
    """Receive and apply one list as whoever owns it would, and tell its sum."""
    at = _at(sent.due_date, LISTS_ARE_LOADED_AT)
    by = _owner(month, sent)
    sender = _sender(month, sent, at)
    path = month.folder / "inbox" / sent.path
    # The previous system's own lists speak of the end of the month before.
    is_carried_over = sent.format in ("caseload_extract", "nccis_xml")
    as_at = month.on.replace(day=1) - timedelta(days=1) if is_carried_over else sent.due_date
    batch = receive_list(sender=sender, content=path.read_bytes(), name=path.name, as_at_date=as_at, by=by, at=at)
    note = ""
    if batch.state == Batch.State.STOPPED:
        note = f" ({WORDS_OF_ALARM})"
        accept_alarm(batch, by=by, at=at)
    if batch.state == Batch.State.STAGED:
        apply_batch(batch, by=by, at=at)
    tell(f"{sent.due_date:%d %b}  {sent.format} from {sent.sender}: {sum_line(batch)}{note}")
    return batch


def sum_line(batch: Batch) -> str:
    """Return a batch's sum in one line that adds up before the reader's eyes."""
    summed = sum_of(batch)
    parts = " + ".join(f"{getattr(summed, outcome)} {outcome}" for outcome in OUTCOMES if getattr(summed, outcome))
    return f"{summed.read} read = {parts or 'nothing'}; {summed.skipped} skipped"


def _owner(month: Month, sent: ListSent) -> Actor:
    role = sent.owner.replace(" ", "_")
    account = next((each for each in month.accounts if each.role.replace(" ", "_") == role), None)
    user = month.users[account.name].public_id if account else NIGHT.user
    return Actor(organisation=COUNCIL, user=user, role=role)


def _sender(month: Month, sent: ListSent, at: datetime) -> Sender:
    place = find_place(month.organisation, number=sent.sender_number)
    sender = add_sender(
        organisation=month.organisation,
        code=sent.path.split("/")[0],
        name=sent.sender,
        format_name=sent.format,
        establishment=place,
        owner=None,
        by=NIGHT,
        at=at,
    )
    expect_list(sender=sender, due_date=sent.due_date, by=NIGHT, at=at)
    return sender


def find_place(organisation: Organisation, *, number: str = "", name: str = "") -> Establishment | None:
    """Return the establishment with this DfE or provider number, or this name."""
    places = Establishment.objects.filter(organisation=organisation).order_by("id")
    if number:
        return places.filter(establishment_number=number).first() or places.filter(ukprn=number).first()
    return places.filter(name=name).first() if name else None


def record_words(month: Month, words: Sequence[Mapping[str, str]], day: date) -> list[Recorded]:
    """Record what advisers were told on one day of people who are held; a word about somebody not held is left out."""
    ids = {word["nccis_id"] for word in words}
    held = dict(
        Identifier.objects.filter(
            organisation=month.organisation, kind="nccis", value__in=ids, withdrawn_at__isnull=True
        ).values_list("value", "person_id")
    )
    by_adviser: dict[str, list[NewStatement]] = {}
    for word in words:
        if word["nccis_id"] in held:
            by_adviser.setdefault(word["adviser"], []).append(_statement(month, word, held[word["nccis_id"]], day))
    recorded: list[Recorded] = []
    for adviser, statements in by_adviser.items():
        user = month.users.get(adviser)
        by = Actor(organisation=COUNCIL, user=user.public_id if user else adviser_code(adviser), role="adviser")
        at = _at(day, WORD_IS_RECORDED_AT)
        recorded += record_statements(organisation=month.organisation, incoming=statements, by=by, at=at)
    return recorded


def adviser_code(name: str) -> str:
    """Return how the log knows an adviser who has no account in the demo."""
    return re.sub(r"[^a-z]+", "-", name.casefold()).strip("-")


def _statement(month: Month, word: Mapping[str, str], person_id: int, day: date) -> NewStatement:
    place = find_place(month.organisation, name=word["place"])
    return NewStatement(
        person_id=person_id,
        code=word["activity_code"],
        start_date=date.fromisoformat(word["start_date"]),
        verified_date=day,
        expected_end_date=_day(word["expected_end_date"]),
        review_date=_day(word["review_date"]),
        how="seen" if word["how"] == "home visit" and word["told_by"] == "" else TOLD_BY[word["told_by"]],
        sender="advisers",
        source=f"diary:{word['date']}",
        establishment_id=place.pk if place else None,
        provider_name="" if place else word["place"],
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LONDON)
