"""A month's dip-sample: what is to be looked at, beside its source, and what was found over time."""

from collections import defaultdict
from datetime import date

from django.db.models import F, QuerySet

from towpath.access.viewer import Viewer
from towpath.people.queries import visible_to
from towpath.rules.dip_sample import Looked, looked_at
from towpath.tracking.models import SampledConfirmation
from towpath.tracking.models import SampledConfirmation as Sampled

__all__ = ["Sampled", "SampledNotFoundError", "get_sampled", "list_sampled", "sampled_by_month"]


class SampledNotFoundError(LookupError):
    """There is no such confirmation for this viewer to look at."""


def list_sampled(viewer: Viewer, month_date: date, on: date) -> QuerySet[SampledConfirmation]:
    """Return a month's sample, what nobody has looked at first; none to whoever may not look."""
    if not viewer.may("dip_sample.look"):
        return SampledConfirmation.objects.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = SampledConfirmation.objects.filter(
        organisation_id=viewer.organisation_id, month_date=month_date, statement__person__in=seen
    )
    related = ("statement", "statement__establishment", "statement__person")
    return rows.select_related(*related).order_by(F("looked_at").asc(nulls_first=True), "officer", "pk")


def get_sampled(viewer: Viewer, sampled_id: int, on: date) -> SampledConfirmation:
    """
    Return one confirmation of a sample.

    :raises SampledNotFoundError: there is none, or it is not for this viewer
    """
    held = SampledConfirmation.objects.filter(organisation_id=viewer.organisation_id, pk=sampled_id).first()
    found = list_sampled(viewer, held.month_date, on).filter(pk=sampled_id).first() if held else None
    if found is None:
        raise SampledNotFoundError("There is no such confirmation to look at.")
    return found


def sampled_by_month(viewer: Viewer) -> dict[date, Looked]:
    """Return what was found in each month's sample, the latest first. One query."""
    if not viewer.may("dip_sample.look"):
        return {}
    verdicts: dict[date, list[str]] = defaultdict(list)
    rows = SampledConfirmation.objects.filter(organisation_id=viewer.organisation_id).order_by("-month_date")
    for month_date, verdict in rows.values_list("month_date", "verdict"):
        verdicts[month_date].append(verdict)
    return {month_date: looked_at(found) for month_date, found in verdicts.items()}
