"""Who may open a record and why, and who did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from towpath.access.models import Role
from towpath.access.queries import roles_in_force
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.audit.queries import list_about
from towpath.caseload.models import Case
from towpath.people.models import Person, SchoolPlace
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.privacy.copying import OF_CONCERNS
from towpath.provision.models import UserEstablishment
from towpath.rules.access import SCHOOL_LEAD, may

MORE = (
    ("people.view_care", "care"),
    ("people.view_justice", "what youth justice told us"),
    ("people.view_health", "mental health and substance misuse"),
    ("people.view_protected_address", "protected addresses and notes for those who need to know"),
    ("concern.read", "every safeguarding concern"),
)
"""What some roles see of a record that others do not."""

Opened = Event


@dataclass(frozen=True, slots=True)
class SeenBy:
    """Somebody who may open a record: why, since when where that is known, and what more than others they see."""

    name: str
    role: str
    why: str
    since_date: date | None = None
    more: tuple[str, ...] = ()


def list_seen_by(viewer: Viewer, person_id: int, on: date) -> list[SeenBy]:
    """
    Return everybody who may open one person's record on a day: by case, then by role, then for a school.

    None where the viewer may not see the person or who sees them. Seven queries.
    """
    if not viewer.may("audit.view") or not visible_to(viewer, on, merged_too=True).filter(pk=person_id).exists():
        return []
    ids = Sameness.around(organisation_of(viewer), [person_id]).everyone
    cases = {
        case.adviser_id: case
        for case in Case.objects.filter(
            organisation_id=viewer.organisation_id, person__in=ids, closed_date__isnull=True
        ).order_by("opened_date", "pk")
    }
    holders = {role.user_id: role for role in roles_in_force(on).filter(organisation_id=viewer.organisation_id)}
    found = [*_by_role(holders, cases), *_by_school(viewer, holders, ids, on)]
    return sorted(found, key=lambda each: (each.since_date is None, each.role == SCHOOL_LEAD, each.role, each.name))


def _by_role(holders: Mapping[int, Role], cases: Mapping[int, Case]) -> Iterator[SeenBy]:
    for user_id, held in holders.items():
        role, name = held.role, held.user.name
        if role == SCHOOL_LEAD or not may(role, "people.view"):
            continue
        case = cases.get(user_id)
        why = "Has their case" if case else "Their role opens every record of the council"
        more = tuple(words for permission, words in MORE if may(role, permission))
        yield SeenBy(name, role, why, case.opened_date if case else None, more)


def _by_school(viewer: Viewer, holders: Mapping[int, Role], ids: frozenset[int], on: date) -> Iterator[SeenBy]:
    places = SchoolPlace.objects.known_at(None).in_force(on).filter(person__in=ids, establishment__isnull=False)
    speakers = UserEstablishment.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on),
        organisation_id=viewer.organisation_id,
        establishment__in=places.values("establishment"),
        from_date__lte=on,
        ended_at__isnull=True,
    ).select_related("establishment")
    for row in speakers.order_by("establishment__name", "user_id", "pk"):
        held = holders.get(row.user_id)
        if held is not None and held.role == SCHOOL_LEAD:
            why = f"Speaks for {row.establishment.name}, where they have a place"
            yield SeenBy(held.user.name, SCHOOL_LEAD, why)


def list_opened(viewer: Viewer, person_id: int, on: date) -> QuerySet[Opened]:
    """
    Return every time the record was opened, listed or changed, the latest first; none where the viewer may not know.

    What tells that there is a safeguarding concern is left out for all but its lead.
    """
    if not viewer.may("audit.view") or not visible_to(viewer, on, merged_too=True).filter(pk=person_id).exists():
        return Event.objects.none()
    rows = list_about(viewer.organisation, _public_ids(viewer, person_id))
    return rows if viewer.may("concern.read") else rows.exclude(kind__startswith=OF_CONCERNS)


def _public_ids(viewer: Viewer, person_id: int) -> Sequence[str]:
    ids = Sameness.around(organisation_of(viewer), [person_id]).everyone
    return list(Person.objects.filter(pk__in=ids).order_by("pk").values_list("public_id", flat=True))
