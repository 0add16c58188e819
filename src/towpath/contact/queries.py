"""Who was reached, when, and who was tried."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.utils.timezone import localtime

from towpath.access import OwnViewer, Viewer
from towpath.contact.models import ContactEvent
from towpath.people.among import among
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.attempts import Tried
from towpath.rules.best_times import Answered, Times, times_from
from towpath.rules.notes import Note, reasons_read, versions_read
from towpath.rules.urgent_looks import Door

HIDDEN = "For those who need to know"
Reached = ContactEvent.Reached


@dataclass(frozen=True, slots=True)
class LastContact:
    """
    When somebody, or their family, was last reached, and last tried. None is never, as far as we know.

    `attempts_since` counts what was tried after the person was last reached.
    """

    reached_at: datetime | None = None
    family_reached_at: datetime | None = None
    tried_at: datetime | None = None
    attempts_since: int = 0


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """
    One line of the log, as it stands. `is_for_few` marks a note for those who need to know; with `is_hidden` the viewer
    does not.

    `id` is the contact's own, whichever `version` of it this is. With `struck_out_at` it was recorded by mistake, and
    counts for nothing.
    """

    id: int
    happened_at: datetime
    kind: str
    channel: str
    direction: str
    outcome: str
    who_was_present: str
    with_family: bool
    minutes: int | None
    place: str
    words: str
    next_action: str
    next_date: date | None
    audience: str
    version: int
    recorded_at: datetime
    recorded_by: str
    is_for_few: bool = False
    is_hidden: bool = False
    struck_out_at: datetime | None = None
    struck_out_by: str = ""
    struck_out_because: str = ""


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """
    What a contact said before it was changed, and who changed it, when and why.

    `changed_because` is empty to whoever may not read both what it said before and what it said next.
    """

    entry: ContactEntry
    changed_at: datetime
    changed_by: str
    changed_because: str


@dataclass(frozen=True, slots=True)
class ContactVersions:
    """One contact as it stands, and what it said before, the latest first."""

    entry: ContactEntry
    earlier: tuple[EarlierVersion, ...]


class ContactNotFoundError(LookupError):
    """There is no such contact of this person that the viewer may read."""


def last_contact_dates(viewer: Viewer, person_ids: Collection[int], on: date) -> Mapping[int, LastContact]:
    """
    Return when each of these people was last reached and last tried, by the id asked for. Four queries.

    People whom the viewer may not see are left out. A message sent and not answered is a try; a note is neither.
    """
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    seen = _seen(viewer, sameness, on)
    rows = _log(viewer).filter(
        person_id__in=among([each for each in sameness.everyone if sameness.leading(each) in seen])
    )
    reached, tried = Q(reached=Reached.YOUNG_PERSON), ~Q(kind=ContactEvent.Kind.NOTE)
    family = Q(reached__in=(Reached.YOUNG_PERSON, Reached.FAMILY))
    latest: dict[int, LastContact] = {}
    for row in rows.values("person_id").annotate(
        last_reached=Max("happened_at", filter=reached),
        last_family=Max("happened_at", filter=family),
        last_tried=Max("happened_at", filter=tried),
    ):
        leader = sameness.leading(row["person_id"])
        before = latest.get(leader, LastContact())
        latest[leader] = LastContact(
            _later(before.reached_at, row["last_reached"]),
            _later(before.family_reached_at, row["last_family"]),
            _later(before.tried_at, row["last_tried"]),
        )
    for leader, count in _attempts(rows.filter(tried).exclude(reached), sameness, latest).items():
        latest[leader] = replace(latest[leader], attempts_since=count)
    return {
        person_id: latest.get(sameness.leading(person_id), LastContact())
        for person_id in person_ids
        if sameness.leading(person_id) in seen
    }


def list_contacts(viewer: Viewer, person_id: int, on: date) -> list[ContactEntry]:
    """
    Return the log of one person as it stands, the latest first, what was struck out too; none where the viewer may not
    see them.

    Three queries.
    """
    leader, threads = _threads_of(viewer, person_id, on)
    found = [_versions(viewer, leader, rows).entry for rows in threads.values()]
    return sorted(found, key=lambda entry: (entry.happened_at, entry.id), reverse=True)


def get_contact_versions(viewer: Viewer, person_id: int, contact_id: int, on: date) -> ContactVersions:
    """
    Return one contact as it stands, struck out or not, with what it said before.

    :raises ContactNotFoundError: there is none, or the viewer may not read it
    """
    leader, threads = _threads_of(viewer, person_id, on)
    found = _versions(viewer, leader, threads[contact_id]) if contact_id in threads else None
    if found is None or found.entry.is_hidden:
        raise ContactNotFoundError("There is no such contact. Look at the log again.")
    return found


def get_contact(viewer: Viewer, person_id: int, contact_id: int, on: date) -> ContactEvent:
    """
    Return the version that counts of one contact of one person, which the viewer may read.

    :raises ContactNotFoundError: there is none
    """
    leader, threads = _threads_of(viewer, person_id, on)
    rows = threads.get(contact_id, [])
    if rows and rows[-1].withdrawn_at is None and not _versions(viewer, leader, rows).entry.is_hidden:
        return rows[-1]
    raise ContactNotFoundError("There is no such contact. It may have been struck out already: look at the log again.")


def list_tries(viewer: Viewer, person_ids: Collection[int], on: date) -> Mapping[int, list[Tried]]:
    """
    Return every time that each of these people was tried or reached, the earliest first, as the stop rules see it.

    Notes are neither, and what was struck out was not. By the record each goes by; people whom the viewer may not see
    are left out. Three queries.
    """
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    seen = _seen(viewer, sameness, on)
    members = [each for each in sameness.everyone if sameness.leading(each) in seen]
    rows = _log(viewer).filter(person_id__in=among(members)).exclude(kind=ContactEvent.Kind.NOTE)
    columns = ("person_id", "happened_at", "channel", "outcome", "reached", "route_id")
    found: dict[int, list[Tried]] = {each: [] for each in seen}
    for person_id, at, *rest in rows.order_by("happened_at", "pk").values_list(*columns):
        found[sameness.leading(person_id)].append(
            Tried(happened_at=localtime(at), **dict(zip(columns[2:], rest, strict=True)))
        )
    return found


DAYS_OF_CALLS = 365


def count_answers(viewer: Viewer, person_ids: Collection[int], on: date) -> Times:
    """Return when these people, or their families, answered the phone in the year to a day. Three queries."""
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    seen = _seen(viewer, sameness, on)
    members = [each for each in sameness.everyone if sameness.leading(each) in seen]
    calls = _log(viewer).filter(
        person_id__in=among(members),
        channel="phone",
        direction=ContactEvent.Direction.OUT,
        happened_at__date__gt=on - timedelta(days=DAYS_OF_CALLS),
        happened_at__date__lte=on,
    )
    by_hour = (
        calls.exclude(kind=ContactEvent.Kind.NOTE)
        .order_by()
        .values(weekday=ExtractIsoWeekDay("happened_at"), hour=ExtractHour("happened_at"))
    )
    answered = Q(reached__in=(Reached.YOUNG_PERSON, Reached.FAMILY))
    counted = by_hour.annotate(calls=Count("pk"), answered=Count("pk", filter=answered))
    return times_from(
        (each["weekday"] - 1, each["hour"], Answered(each["calls"], each["answered"])) for each in counted
    )


@dataclass(frozen=True, slots=True)
class Talks:
    """How often somebody was talked with or visited, and how often their family was. One with both counts in each."""

    with_them: int = 0
    with_family: int = 0


def count_talks(
    viewer: Viewer,
    person_ids: Collection[int],
    on: date,
    *,
    first: date | None = None,
    last: date | None = None,
    known_at: datetime | None = None,
) -> Mapping[int, Talks]:
    """
    Return how often each of these people, and apart from that their family, was reached by conversation or visit.

    Attempts, messages and notes do not count. Three queries.

    :param first: the first day that counts, and `last` the last; with neither, whenever it was
    :param known_at: count the versions that counted at this instant; without it, those that count now
    """
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    seen = _seen(viewer, sameness, on)
    rows = _log(viewer, known_at).filter(
        person__in=[each for each in sameness.everyone if sameness.leading(each) in seen],
        kind__in=(ContactEvent.Kind.CONVERSATION, ContactEvent.Kind.VISIT),
    )
    if first is not None:
        rows = rows.filter(happened_at__date__gte=first)
    if last is not None:
        rows = rows.filter(happened_at__date__lte=last)
    told: dict[int, Talks] = dict.fromkeys(seen, Talks())
    for of_record in rows.values("person_id").annotate(
        with_them=Count("pk", filter=Q(reached=Reached.YOUNG_PERSON)),
        with_family=Count("pk", filter=Q(with_family=True, reached__in=(Reached.YOUNG_PERSON, Reached.FAMILY))),
    ):
        leader = sameness.leading(of_record["person_id"])
        before = told[leader]
        told[leader] = Talks(before.with_them + of_record["with_them"], before.with_family + of_record["with_family"])
    return {
        person_id: told[sameness.leading(person_id)] for person_id in person_ids if sameness.leading(person_id) in seen
    }


def count_interventions(
    viewer: Viewer,
    person_ids: Collection[int],
    on: date,
    *,
    first: date | None = None,
    last: date | None = None,
    known_at: datetime | None = None,
) -> Mapping[int, int]:
    """
    Return how often each of these people was reached by conversation or visit; attempts and notes do not count.

    :param first: the first day that counts, and `last` the last; with neither, whenever it was
    :param known_at: count the versions that counted at this instant; without it, those that count now
    """
    counted = count_talks(viewer, person_ids, on, first=first, last=last, known_at=known_at)
    return {person_id: talks.with_them for person_id, talks in counted.items()}


def _threads_of(viewer: Viewer, person_id: int, on: date) -> tuple[int, Mapping[int, list[ContactEvent]]]:
    """Return the record that somebody goes by, and every contact of theirs by its id with its versions in order."""
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    leader = sameness.leading(person_id)
    if not _seen(viewer, sameness, on) or not viewer.may("contact.record"):
        return leader, {}
    rows = ContactEvent.objects.filter(organisation_id=viewer.organisation_id, person__in=sameness.everyone)
    threads: dict[int, list[ContactEvent]] = {}
    for row in rows.select_related("person").order_by("version", "pk"):
        threads.setdefault(row.thread, []).append(row)
    return leader, threads


def _log(viewer: Viewer, known_at: datetime | None = None) -> QuerySet[ContactEvent]:
    """Return what counts: nothing that was struck out, and of each contact one version."""
    rows = ContactEvent.objects.filter(organisation_id=viewer.organisation_id)
    if known_at is None:
        return rows.filter(withdrawn_at__isnull=True)
    return rows.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at), recorded_at__lte=known_at)


def _seen(viewer: Viewer, sameness: Sameness, on: date) -> set[int]:
    return set(visible_to(viewer, on).filter(pk__in=among(sameness.members())).values_list("pk", flat=True))


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(filter(None, (one, other)), default=None)


def _attempts(tries: QuerySet[ContactEvent], sameness: Sameness, latest: Mapping[int, LastContact]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for person_id, happened_at in tries.values_list("person_id", "happened_at"):
        leader = sameness.leading(person_id)
        reached_at = latest[leader].reached_at
        if reached_at is None or happened_at > reached_at:
            counts[leader] = counts.get(leader, 0) + 1
    return counts


def _versions(viewer: Viewer, leader: int, rows: Sequence[ContactEvent]) -> ContactVersions:
    """Return one contact, its versions given from the first, as far as the viewer may read each."""
    notes = [Note(row.audience, is_own=row.recorded_by == viewer.user) for row in rows]
    read = versions_read(notes, needs_to_know=viewer.sees(Door.NOTES, leader))
    entries = [_entry(row, is_hidden=not may) for row, may in zip(rows, read, strict=True)]
    earlier = [
        EarlierVersion(
            # It was not struck out: another version took its place.
            entry=replace(entry, struck_out_at=None, struck_out_by="", struck_out_because=""),
            changed_at=following.recorded_at,
            changed_by=following.recorded_by,
            changed_because=row.withdrawn_because if why else "",
        )
        for entry, row, following, why in zip(entries, rows, rows[1:], reasons_read(read), strict=False)
    ]
    return ContactVersions(entries[-1], tuple(reversed(earlier)))


def _entry(row: ContactEvent, *, is_hidden: bool) -> ContactEntry:
    return ContactEntry(
        id=row.thread,
        happened_at=row.happened_at,
        kind=row.kind,
        channel=row.channel,
        direction=row.direction,
        outcome=row.outcome,
        who_was_present="" if is_hidden else row.who_was_present,
        with_family=row.with_family,
        minutes=row.minutes,
        place="" if is_hidden else row.place,
        words=HIDDEN if is_hidden else row.words,
        next_action="" if is_hidden else row.next_action,
        next_date=row.next_date,
        audience=row.audience,
        version=row.version,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        is_for_few=row.audience == ContactEvent.Audience.NEED_TO_KNOW,
        is_hidden=is_hidden,
        struck_out_at=row.withdrawn_at,
        struck_out_by=row.withdrawn_by,
        struck_out_because="" if is_hidden else row.withdrawn_because,
    )


def has_own_contacts(viewer: OwnViewer) -> bool:
    """Return whether we keep notes of when we talked to a young person who looks at their own record. One query."""
    return ContactEvent.objects.filter(person__in=viewer.record_ids, withdrawn_at__isnull=True).exists()
