"""What can be asked about cases."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from towpath.access.models import User
from towpath.access.queries import roles_in_force
from towpath.access.viewer import Viewer
from towpath.caseload.models import Case, Handover
from towpath.people.queries import list_dead, organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.access import roles_that_may

__all__ = [
    "Case",
    "CaseNotFoundError",
    "User",
    "count_cases",
    "find_handover",
    "get_case",
    "list_advisers",
    "list_advisers_of",
    "list_cases",
    "list_cases_of",
    "list_cases_to_close",
    "list_own_cases",
]


class CaseNotFoundError(LookupError):
    """There is no such case for this viewer."""


def list_cases(viewer: Viewer, on: date) -> QuerySet[Case]:
    """
    Return every open case that a viewer may see, the longest due first; nobody's to whoever may see no caseload.

    Whoever has died is left out: nothing is done with them any more.
    """
    return _cases_seen(viewer, on).exclude(person__in=list_dead(viewer, on))


def list_own_cases(viewer: Viewer, on: date) -> QuerySet[Case]:
    """Return the viewer's own open cases, the longest due first."""
    return list_cases(viewer, on).filter(adviser_id=viewer.user_id)


def list_cases_to_close(viewer: Viewer, on: date, *, of_team: bool = False) -> QuerySet[Case]:
    """
    Return the open cases of those who have died: each is closed once, by whoever worked with them.

    The viewer's own; those of the team too, whose adviser may have left.
    """
    rows = _cases_seen(viewer, on).filter(person__in=list_dead(viewer, on))
    return rows if of_team else rows.filter(adviser_id=viewer.user_id)


def get_case(viewer: Viewer, case_id: int, on: date) -> Case:
    """
    Return one open case.

    :raises CaseNotFoundError: there is none that the viewer may see
    """
    case = _cases_seen(viewer, on).filter(pk=case_id).first()
    if case is None:
        raise CaseNotFoundError("There is no such open case here.")
    return case


def list_cases_of(viewer: Viewer, person_ids: Collection[int], on: date) -> Mapping[int, Case]:
    """Return the open case of each of these people who has one, by the id asked for, merges resolved. Three queries."""
    return _of(viewer, _cases_seen(viewer, on), person_ids)


def list_advisers_of(viewer: Viewer, person_ids: Collection[int], on: date) -> Mapping[int, User]:
    """
    Return who has the open case of each of these people, by the id asked for, merges resolved. Three queries.

    It says whom to ask and nothing else of the case, so those who chase may know it without seeing any caseload.
    """
    if not viewer.may("caseload.whose"):
        return {}
    cases = _of(viewer, _open_cases(viewer, on), person_ids)
    return {person_id: case.adviser for person_id, case in cases.items()}


def find_handover(viewer: Viewer, case: Case | None) -> Handover | None:
    """Return the last change of adviser of a case, or None where it never changed hands or is another council's."""
    if case is None or case.organisation_id != viewer.organisation_id:
        return None
    return case.handovers.select_related("from_adviser").order_by("-pk").first()


def list_advisers(viewer: Viewer, on: date) -> list[User]:
    """Return the staff who may work a case here on a day, by name."""
    roles = roles_in_force(on).filter(organisation_id=viewer.organisation_id, role__in=roles_that_may("caseload.work"))
    return sorted({role.user for role in roles}, key=lambda user: (user.name, user.pk))


def count_cases(viewer: Viewer, on: date) -> Mapping[int, tuple[int, int]]:
    """Return, by adviser, how many open cases they have and how many of those are overdue. Three queries at most."""
    rows = list_cases(viewer, on).order_by().values("adviser_id")
    counted = rows.annotate(cases=Count("pk"), late=Count("pk", filter=Q(next_date__lt=on)))
    return {row["adviser_id"]: (row["cases"], row["late"]) for row in counted.order_by("adviser_id")}


def _cases_seen(viewer: Viewer, on: date) -> QuerySet[Case]:
    return _open_cases(viewer, on) if viewer.may("caseload.view") else Case.objects.none()


def _open_cases(viewer: Viewer, on: date) -> QuerySet[Case]:
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = Case.objects.filter(organisation_id=viewer.organisation_id, closed_date__isnull=True, person__in=seen)
    return rows.select_related("person", "adviser").order_by("next_date", "pk")


def _of(viewer: Viewer, cases: QuerySet[Case], person_ids: Collection[int]) -> Mapping[int, Case]:
    """Return the case of each of these people who has one, by the id asked for."""
    sameness = Sameness.around(organisation_of(viewer), person_ids)
    by_leader = {sameness.leading(case.person_id): case for case in cases.filter(person__in=sameness.everyone)}
    return {
        person_id: by_leader[leader] for person_id in person_ids if (leader := sameness.leading(person_id)) in by_leader
    }
