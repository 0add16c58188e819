"""
One month of the invented council's participation team, played through the same doors that a real one uses.

Each list is received and applied on the day it came and each confirmation recorded on the day it was made, so that
what was known on any day of the month can be asked for afterwards. Nothing under `truth` is read here.
"""

import csv
import json
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic

from towpath.access.actions import accept_invitation, invite_user
from towpath.access.models import User
from towpath.audit import Actor
from towpath.caseload.actions import Contact, open_case, record_work
from towpath.caseload.models import Case
from towpath.clock import LONDON
from towpath.contact.actions import NextStep, record_contact
from towpath.imports.actions import accept_alarm, add_sender, apply_batch, expect_list, let_rows_go_on, receive_list
from towpath.imports.models import Batch, Sender
from towpath.imports.summing import OUTCOMES, sum_of
from towpath.imports.ward_files import read_ward_file
from towpath.organisation.actions import change_setting, load_wards, open_organisation
from towpath.organisation.models import Organisation
from towpath.people.models import Identifier, Person
from towpath.provision.actions import let_speak_for
from towpath.provision.models import Establishment
from towpath.rules.dates import day_words
from towpath.tracking.actions import record_statement
from towpath.tracking.values import NewStatement

COUNCIL = "saltmarsh"
# The invented postcode area that lies in the borough; its neighbours have another.
OWN_POSTCODES = "SB"
REACH = "Ring 0151 496 0101, weekdays 9 to 5."
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

CHANNELS = {"phone": "phone", "text": "text", "home visit": "in_person", "drop-in": "in_person", "partner": "phone"}
OUTCOMES_NAMED = {
    "no answer": "no_answer",
    "wrong number": "wrong_number",
    "message left": "left_message",
    "moved, no new address": "moved",
    "spoke to parent, does not know": "spoke_family",
}
LOOK_AGAIN = timedelta(days=28)

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
    seconds_receiving: float = 0.0
    seconds_applying: float = 0.0

    def holders(self, role: str) -> list[User]:
        """Return everybody who holds a role, in the order in which they joined."""
        return [self.users[each.name] for each in self.accounts if each.role == role]

    def holder(self, role: str, place: int = 0) -> User:
        """Return one of those who hold a role, the first where no place is given."""
        holders = self.holders(role)
        return holders[place % len(holders)]

    def acting(self, user: User, role: str) -> Actor:
        """Return a member of staff as the log knows them."""
        return Actor(organisation=self.organisation.code, user=user.public_id, role=role.replace(" ", "_"))

    def by(self, role: str, place: int = 0) -> Actor:
        """Return one of those who hold a role, as the log knows them."""
        return self.acting(self.holder(role, place), role)


def open_month(folder: Path, *, opens_on: date | None = None) -> Month:
    """
    Open the council and invite its staff.

    :param opens_on: the day; where none is given, the one before the first on which anything may be sent
    """
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    on = date.fromisoformat(manifest["on"])
    at = _at(opens_on or on.replace(day=1) - timedelta(days=1), LISTS_ARE_LOADED_AT)
    organisation = open_organisation(
        code=COUNCIL,
        name=manifest["council"],
        kind="council",
        la_code=manifest["la_code"],
        database_id=manifest["la_code"],
        by=NIGHT,
        at=at,
    )
    chosen = {"residence.postcodes": OWN_POSTCODES, "messages.text_by": "outbox", "messages.email_by": "outbox"}
    for key, value in (chosen | {"own_pages.reach": REACH}).items():
        change_setting(organisation, key=key, value=value, from_date=at.date(), by=NIGHT, at=at)
    wards = folder / "kept" / "wards.csv"
    load_wards(organisation, read=read_ward_file(wards, wards.name), file_name=wards.name, by=NIGHT, at=at)
    month = Month(folder=folder, on=on, organisation=organisation)
    for row in _rows(folder / "accounts.csv"):
        _join(month, row, at)
    return month


def let_schools_in(month: Month) -> None:
    """Let each school's careers lead speak for their school, once the register has been loaded."""
    for row in _rows(month.folder / "accounts.csv"):
        place = find_place(month.organisation, number=row["establishment_number"])
        if place is not None:
            at = _at(month.on.replace(day=3), WORD_IS_RECORDED_AT)
            let_speak_for(user=month.users[row["name"]], establishment=place, from_date=at.date(), by=NIGHT, at=at)


def _join(month: Month, row: Mapping[str, str], at: datetime) -> None:
    """Invite one member of staff, who accepts with a password made for this run."""
    password = made_password()
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


def made_password() -> str:
    """Return a password for this run of the demo and no other."""
    return f"{secrets.token_urlsafe(9)}-{secrets.token_urlsafe(3)}"


def play_month(month: Month, tell: Tell) -> None:
    """Load each list and record each confirmation on its day, in order, telling what came of each list."""
    lists = lists_sent(month)
    words = list(_rows(month.folder / "diary" / "confirmations.csv"))
    days = sorted({sent.due_date for sent in lists} | {date.fromisoformat(word["date"]) for word in words})
    for day in days:
        todays = [sent for sent in lists if sent.due_date == day]
        for sent in todays:
            month.batches[sent.path] = load_list(month, sent, tell)
        if any(sent.format == "gias" for sent in todays):
            let_schools_in(month)
        if any(sent.format == "caseload_extract" for sent in todays):
            tell(f"{day:%d %b}  {carry_over_cases(month, day)} young people given to their advisers")
        said = [word for word in words if word["date"] == day.isoformat()]
        if said:
            confirmed, tried = record_words(month, said, day)
            tell(f"{day:%d %b}  advisers confirmed {confirmed} statuses and tried {tried} times in vain")


def lists_sent(month: Month) -> list[ListSent]:
    """Return the lists of the inbox, in the order in which a team would load them."""
    manifest = json.loads((month.folder / "manifest.json").read_text(encoding="utf-8"))
    return [_list(entry) for entry in manifest["files"]]


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
    by = month.by(_owner(sent))
    sender = expect_from(month, sent, at)
    path = month.folder / "inbox" / sent.path
    # The previous system's own lists speak of the end of the month before.
    is_carried_over = sent.format in ("caseload_extract", "nccis_xml")
    as_at = month.on.replace(day=1) - timedelta(days=1) if is_carried_over else sent.due_date
    started = monotonic()
    batch = receive_list(sender=sender, content=path.read_bytes(), name=path.name, as_at_date=as_at, by=by, at=at)
    received = monotonic()
    note = ""
    if batch.state == Batch.State.STOPPED:
        note = f" ({WORDS_OF_ALARM})"
        accept_alarm(batch, by=month.by("data lead"), at=at)
    if batch.state == Batch.State.STAGED:
        apply_batch(batch, by=by, at=at)
    month.seconds_receiving += received - started
    month.seconds_applying += monotonic() - received
    tell(f"{sent.due_date:%d %b}  {sent.format} from {sent.sender}: {sum_line(batch)}{note}")
    return batch


def sum_line(batch: Batch) -> str:
    """Return a batch's sum in one line that adds up before the reader's eyes."""
    summed = sum_of(batch)
    parts = " + ".join(f"{getattr(summed, outcome)} {outcome}" for outcome in OUTCOMES if getattr(summed, outcome))
    return f"{summed.read} read = {parts or 'nothing'}; {summed.skipped} skipped"


def _owner(sent: ListSent) -> str:
    """Return the role that loads and chases a list: what a school answers for, a tracking officer loads."""
    return "tracking officer" if sent.owner == "school lead" else sent.owner


def expect_from(month: Month, sent: ListSent, at: datetime) -> Sender:
    """Put a sender on the board with the list that it owes, and return it."""
    place = find_place(month.organisation, number=sent.sender_number)
    sender = add_sender(
        organisation=month.organisation,
        code=sent.path.split("/")[0],
        name=sent.sender,
        format_name=sent.format,
        establishment=place,
        owner=month.holder(_owner(sent)),
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


def record_words(month: Month, words: Sequence[Mapping[str, str]], day: date) -> tuple[int, int]:
    """
    Record what advisers did and were told on one day, and return how many statuses and vain attempts.

    A word about somebody who is not held yet is left out.
    """
    held = people_by_nccis(month.organisation, {word["nccis_id"] for word in words})
    confirmed = tried = 0
    for word in words:
        person = held.get(word["nccis_id"])
        if person is None:
            continue
        user = month.users[word["adviser"]]
        by = month.acting(user, "adviser")
        at = _at(day, WORD_IS_RECORDED_AT)
        note_contact(person, word, user, by, at)
        if word["activity_code"]:
            told = _statement(month, word, person.pk, day)
            if record_statement(organisation=month.organisation, new=told, by=by, at=at).answered:
                let_rows_go_on(organisation=month.organisation, person_id=person.pk, by=by, at=at)
            confirmed += 1
        else:
            tried += 1
    return confirmed, tried


def note_contact(person: Person, word: Mapping[str, str], user: User, by: Actor, at: datetime) -> None:
    """Write one contact or attempt in the log, with a look again in four weeks; on a case, as work on it."""
    contact = Contact(happened_at=at, channel=CHANNELS[word["how"]], outcome=outcome_of(word))
    look_again = NextStep(due_date=at.date() + LOOK_AGAIN)
    case = Case.objects.filter(person=person, closed_date__isnull=True).first()
    if case is not None:
        record_work(case=case, version=case.version, contact=contact, next_step=look_again, by=by, at=at)
    else:
        record_contact(
            person=person,
            happened_at=contact.happened_at,
            channel=contact.channel,
            outcome=contact.outcome,
            owner=user,
            by=by,
            at=at,
        )


def outcome_of(word: Mapping[str, str]) -> str:
    """Return the outcome's code for one line of the diary."""
    if word["outcome"] in OUTCOMES_NAMED:
        return OUTCOMES_NAMED[word["outcome"]]
    in_person = word["how"] in ("home visit", "drop-in")
    if word["told_by"] == "young person":
        return "seen" if in_person else "replied" if word["how"] == "text" else "spoke"
    if word["told_by"] == "parent":
        return "seen_family" if in_person else "spoke_family"
    return "spoke_other"


def people_by_nccis(organisation: Organisation, ids: Collection[str]) -> dict[str, Person]:
    """Return who holds each of these NCCIS identifiers."""
    rows = Identifier.objects.filter(
        organisation=organisation, kind="nccis", value__in=ids, withdrawn_at__isnull=True
    ).select_related("person", "person__organisation")
    return {row.value: row.person for row in rows}


def carry_over_cases(month: Month, day: date) -> int:
    """Open a case for each young person an adviser already works with, and return how many."""
    rows = list(_rows(month.folder / "diary" / "caseloads.csv"))
    held = people_by_nccis(month.organisation, {row["nccis_id"] for row in rows})
    at = _at(day, WORD_IS_RECORDED_AT)
    opened = 0
    for number, row in enumerate(rows):
        person = held.get(row["nccis_id"])
        adviser = month.users.get(row["adviser"])
        if person is None or adviser is None or Case.objects.filter(person=person, closed_date__isnull=True).exists():
            continue
        started = date.fromisoformat(row["start_date"])
        open_case(
            person=person,
            adviser=adviser,
            level_of_need=row["level_of_need"],
            because=f"Carried over from the system before this one: open since {day_words(started)}",
            # Spread over the weeks to come, as a real caseload is.
            next_step=NextStep(due_date=day + timedelta(days=7 + number % 42), words="Review the plan together"),
            by=NIGHT,
            at=at,
            began_date=min(started, day),
        )
        opened += 1
    return opened


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
