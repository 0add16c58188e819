"""Join two records that are one person, and undo it. One row says so; no fact is touched."""

from datetime import datetime

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.people.models import Alias, Person
from towpath.people.sameness import Sameness


class MergeRefusedError(ValueError):
    """Two records cannot be joined, or are not joined, as asked."""


def merge_people(*, person: Person, same_as: Person, by: Actor, at: datetime, reason: str = "") -> Alias:
    """
    Say that a record is the same person as another, which from now on speaks for both where they differ.

    Spells and risk are built per person: whoever calls this rebuilds them.

    :raises MergeRefusedError: they are one already, or belong to two organisations
    """
    if person.organisation_id != same_as.organisation_id:
        raise MergeRefusedError("The two records belong to two organisations. One person known to two councils is two.")
    sameness = Sameness.around(person.organisation, [person.pk, same_as.pk])
    leader, other = sameness.leading(same_as.pk), sameness.leading(person.pk)
    if leader == other:
        raise MergeRefusedError("These records are one person already.")
    with transaction(by=by, at=at) as events:
        alias = Alias.objects.create(
            organisation_id=person.organisation_id,
            person_id=other,
            same_as_id=leader,
            made_at=at,
            made_by=by.user,
            reason=reason,
        )
        events.record("person.merged", persons=_public_ids(alias), subject=f"people_alias:{alias.pk}")
    return alias


def unmerge_people(*, alias: Alias, by: Actor, at: datetime) -> None:
    """
    Say that two records are two people after all. Every fact, link and log line of each is as it was.

    :raises MergeRefusedError: somebody has undone it already
    """
    with transaction(by=by, at=at) as events:
        undone = Alias.objects.filter(pk=alias.pk, undone_at__isnull=True).update(undone_at=at, undone_by=by.user)
        if not undone:
            raise MergeRefusedError("Somebody has already undone this. Look at the record again.")
        alias.undone_at, alias.undone_by = at, by.user
        events.record("person.unmerged", persons=_public_ids(alias), subject=f"people_alias:{alias.pk}")


def _public_ids(alias: Alias) -> list[str]:
    rows = Person.objects.filter(pk__in=[alias.person_id, alias.same_as_id]).order_by("pk")
    return list(rows.values_list("public_id", flat=True))
