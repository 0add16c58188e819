"""Objections to being scored: whether one stands, and those that wait for a manager. None of it says a score."""

from datetime import date

from django.db.models import Case, QuerySet, When

from towpath.access import Viewer
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.risk.holding_back import standing
from towpath.risk.models import Objection


class ObjectionNotFoundError(LookupError):
    """There is no such objection for this viewer."""


def find_standing_objection(viewer: Viewer, person_id: int, on: date) -> Objection | None:
    """Return the objection that stands for somebody, under any of their records, or None. Three queries."""
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    leader = sameness.leading(person_id)
    if not viewer.may("risk.record_objection") or not visible_to(viewer, on).filter(pk=leader).exists():
        return None
    return standing(Objection.objects.filter(person__in=sameness.everyone)).order_by("pk").first()


def list_objections(viewer: Viewer, on: date) -> QuerySet[Objection]:
    """Return every objection, those that wait for a decision first, the longest waiting; none to who decides none."""
    if not viewer.may("risk.decide_objection"):
        return Objection.objects.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = Objection.objects.filter(organisation_id=viewer.organisation_id, person__in=seen).select_related("person")
    waits = Case(When(decision="", ended_at__isnull=True, then=0), default=1)
    return rows.order_by(waits, "objected_date", "pk")


def get_objection(viewer: Viewer, objection_id: int, on: date) -> Objection:
    """
    Return one objection.

    :raises ObjectionNotFoundError: there is none of that id for this viewer
    """
    found = list_objections(viewer, on).filter(pk=objection_id).first()
    if found is None:
        raise ObjectionNotFoundError("There is no such objection here.")
    return found


def count_undecided(viewer: Viewer, on: date) -> int:
    """Return how many objections wait for a decision. One query."""
    return list_objections(viewer, on).filter(decision="", ended_at__isnull=True).count()
