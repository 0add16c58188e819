"""Who was reached, when, and who was tried."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet

from towpath.access import OwnViewer, Viewer
from towpath.contact.models import ContactEvent
from towpath.contact.outcomes import codes_that_reach
from towpath.people.among import among
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.urgent_looks import Door

HIDDEN = "For those who need to know"


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
    One line of the log. `is_for_few` marks a note for those who need to know; with `is_hidden` the viewer does not.

    With `struck_out_at` it was recorded by mistake, and counts for nothing.
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
    recorded_by: str
    is_for_few: bool = False
    is_hidden: bool = False
    struck_out_at: datetime | None = None
    struck_out_by: str = ""
    struck_out_because: str = ""


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
    reached, tried = Q(outcome__in=codes_that_reach()), ~Q(kind=ContactEvent.Kind.NOTE)
    family = Q(outcome__in=codes_that_reach(family_too=True))
    latest: dict[int, LastContact] = {}
    for row in rows.values("person_id").annotate(
        reached=Max("happened_at", filter=reached),
        family=Max("happened_at", filter=family),
        tried=Max("happened_at", filter=tried),
    ):
        leader = sameness.leading(row["person_id"])
        before = latest.get(leader, LastContact())
        latest[leader] = LastContact(
            _later(before.reached_at, row["reached"]),
            _later(before.family_reached_at, row["family"]),
            _later(before.tried_at, row["tried"]),
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
    Return the log of one person, the latest first, what was struck out too; none where the viewer may not see them.

    Three queries.
    """
    leader, rows = _rows_of(viewer, person_id, on)
    return [_entry(viewer, leader, row) for row in rows]


def get_contact(viewer: Viewer, person_id: int, contact_id: int, on: date) -> ContactEvent:
    """
    Return one contact of one person that still counts and that the viewer may read.

    :raises ContactNotFoundError: there is none
    """
    leader, rows = _rows_of(viewer, person_id, on)
    for row in rows:
        if row.pk == contact_id and row.withdrawn_at is None and not _entry(viewer, leader, row).is_hidden:
            return row
    raise ContactNotFoundError("There is no such contact. It may have been struck out already: look at the log again.")


@dataclass(frozen=True, slots=True)
class Talks:
    """How often somebody was talked with or visited, and how often their family was. One with both counts in each."""

    with_them: int = 0
    with_family: int = 0


def count_talks(
    viewer: Viewer, person_ids: Collection[int], on: date, *, first: date | None = None, last: date | None = None
) -> Mapping[int, Talks]:
    """
    Return how often each of these people, and apart from that their family, was reached by conversation or visit.

    Attempts, messages and notes do not count. Three queries.

    :param first: the first day that counts, and `last` the last; with neither, whenever it was
    """
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    seen = _seen(viewer, sameness, on)
    rows = _log(viewer).filter(
        person__in=[each for each in sameness.everyone if sameness.leading(each) in seen],
        kind__in=(ContactEvent.Kind.CONVERSATION, ContactEvent.Kind.VISIT),
    )
    if first is not None:
        rows = rows.filter(happened_at__date__gte=first)
    if last is not None:
        rows = rows.filter(happened_at__date__lte=last)
    told: dict[int, Talks] = dict.fromkeys(seen, Talks())
    for of_record in rows.values("person_id").annotate(
        with_them=Count("pk", filter=Q(outcome__in=codes_that_reach())),
        with_family=Count("pk", filter=Q(with_family=True, outcome__in=codes_that_reach(family_too=True))),
    ):
        leader = sameness.leading(of_record["person_id"])
        before = told[leader]
        told[leader] = Talks(before.with_them + of_record["with_them"], before.with_family + of_record["with_family"])
    return {
        person_id: told[sameness.leading(person_id)] for person_id in person_ids if sameness.leading(person_id) in seen
    }


def count_interventions(
    viewer: Viewer, person_ids: Collection[int], on: date, *, first: date | None = None, last: date | None = None
) -> Mapping[int, int]:
    """
    Return how often each of these people was reached by conversation or visit; attempts and notes do not count.

    :param first: the first day that counts, and `last` the last; with neither, whenever it was
    """
    counted = count_talks(viewer, person_ids, on, first=first, last=last)
    return {person_id: talks.with_them for person_id, talks in counted.items()}


def _rows_of(viewer: Viewer, person_id: int, on: date) -> tuple[int, list[ContactEvent]]:
    """Return the record that somebody goes by, and the log of every record of theirs."""
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    leader = sameness.leading(person_id)
    if not _seen(viewer, sameness, on) or not viewer.may("contact.record"):
        return leader, []
    rows = ContactEvent.objects.filter(organisation_id=viewer.organisation_id, person__in=sameness.everyone)
    return leader, list(rows.select_related("person").order_by("-happened_at", "-pk"))


def _log(viewer: Viewer) -> QuerySet[ContactEvent]:
    """Return what counts: nothing that was struck out."""
    return ContactEvent.objects.filter(organisation_id=viewer.organisation_id, withdrawn_at__isnull=True)


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


def _entry(viewer: Viewer, leader: int, row: ContactEvent) -> ContactEntry:
    needs_to_know = viewer.sees(Door.NOTES, leader) or row.recorded_by == viewer.user
    is_for_few = row.audience == ContactEvent.Audience.NEED_TO_KNOW
    is_hidden = is_for_few and not needs_to_know
    return ContactEntry(
        id=row.pk,
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
        recorded_by=row.recorded_by,
        is_for_few=is_for_few,
        is_hidden=is_hidden,
        struck_out_at=row.withdrawn_at,
        struck_out_by=row.withdrawn_by,
        struck_out_because="" if is_hidden else row.withdrawn_because,
    )


def has_own_contacts(viewer: OwnViewer) -> bool:
    """Return whether we keep notes of when we talked to a young person who looks at their own record. One query."""
    return ContactEvent.objects.filter(person__in=viewer.record_ids, withdrawn_at__isnull=True).exists()
