"""Whom a viewer may know of at all."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from towpath.access import Viewer
from towpath.organisation.models import Organisation
from towpath.people.models import Alias, Person, SchoolPlace
from towpath.people.sameness import Sameness
from towpath.rules.access import SCHOOL_LEAD


class PersonNotFoundError(LookupError):
    """There is nobody of that id whom the viewer may see; it is not said which of the two."""


def visible_to(
    viewer: Viewer, on: date, *, known_at: datetime | None = None, merged_too: bool = False
) -> QuerySet[Person]:
    """
    Return the people whose records a viewer may open on a day, merged ones once, in the order they were first held.

    Staff see their council's; a school lead sees those with a place that day at the schools they speak for; whoever has
    no leave to open a record sees nobody. With `known_at`, as it stood at that instant. One query, and two more for a
    school lead.

    :param merged_too: records merged into another as well, for rows that hang on the record they were written for
    """
    if not viewer.may("people.view"):
        return Person.objects.none()
    people = Person.objects.filter(organisation_id=viewer.organisation_id)
    if not merged_too:
        people = people.filter(~Exists(_known(Alias.objects.filter(person=OuterRef("pk")), known_at)))
    if known_at is None:
        people = people.filter(withdrawn_at__isnull=True)
    else:
        people = people.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at), created_at__lte=known_at)
    if viewer.role == SCHOOL_LEAD:
        people = people.filter(_taught_at(viewer, on, known_at))
    return people.order_by("pk")


def leader_of(viewer: Viewer, public_id: str, on: date) -> Person:
    """
    Return the record that the person of this public id goes by, where the viewer may see it.

    :raises PersonNotFoundError: there is none, or it is not for this viewer
    """
    asked = Person.objects.filter(organisation_id=viewer.organisation_id, public_id=public_id).first()
    if asked is None:
        raise PersonNotFoundError("There is no such person here.")
    leader = Sameness.of(organisation_of(viewer)).leading(asked.pk)
    person = visible_to(viewer, on).filter(pk=leader).select_related("organisation").first()
    if person is None:
        raise PersonNotFoundError("There is no such person here.")
    return person


def organisation_of(viewer: Viewer) -> Organisation:
    """Return the viewer's organisation as a reference, without asking the database."""
    return Organisation(pk=viewer.organisation_id, code=viewer.organisation)


def _taught_at(viewer: Viewer, on: date, known_at: datetime | None) -> Q:
    places = SchoolPlace.objects.known_at(known_at).in_force(on).filter(establishment__in=viewer.establishment_ids)
    sameness = Sameness.of(organisation_of(viewer), known_at=known_at)
    elsewhere = places.filter(person__in=sameness.leaders).values_list("person_id", flat=True)
    return Q(Exists(places.filter(person=OuterRef("pk")))) | Q(
        pk__in={sameness.leading(person_id) for person_id in elsewhere}
    )


def _known(rows: QuerySet[Alias], known_at: datetime | None) -> QuerySet[Alias]:
    if known_at is None:
        return rows.filter(undone_at__isnull=True)
    return rows.filter(Q(undone_at__isnull=True) | Q(undone_at__gt=known_at), made_at__lte=known_at)
