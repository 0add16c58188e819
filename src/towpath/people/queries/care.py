"""Who is or was in care, as far as we hold."""

from datetime import date

from django.db.models import Q

from towpath.access import Viewer
from towpath.people.models import CareFact
from towpath.people.queries.visible import organisation_of, visible_to
from towpath.people.sameness import Sameness


def list_in_care_between(viewer: Viewer, first: date, last: date) -> frozenset[int]:
    """
    Return who was looked after or a care leaver on any day from `first` to `last`, by the record they go by.

    A day not known neither starts nor ends it. Nobody to whoever may not see care facts. Four queries.
    """
    if not viewer.may("people.view_care"):
        return frozenset()
    organisation = organisation_of(viewer)
    sameness = Sameness.of(organisation)
    seen = visible_to(viewer, last, merged_too=True).order_by().values("pk")
    held = CareFact.objects.known_at(None).filter(
        Q(from_date__isnull=True) | Q(from_date__lte=last),
        Q(to_date__isnull=True) | Q(to_date__gte=first),
        organisation=organisation,
        person__in=seen,
    )
    return frozenset(sameness.leading(each) for each in held.order_by().values_list("person_id", flat=True).distinct())
