"""Which records were joined into one person, by whom and why, and when that was last done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from towpath.access import Viewer
from towpath.people.models import Alias, Name
from towpath.people.queries.visible import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.names import as_said


class JoinNotFoundError(LookupError):
    """There is no such join for this viewer."""


@dataclass(frozen=True, slots=True)
class Join:
    """One record that was joined to another: what it was called, and who joined it, and who parted it again if so."""

    id: int
    joined: str
    made_at: datetime
    made_by: str
    reason: str
    undone_at: datetime | None
    undone_by: str


def list_joins(viewer: Viewer, person_id: int, on: date) -> list[Join]:
    """
    Return every join that made one person of records, the latest first, those undone too. Five queries.

    None for those who may not join records, or may not see them.
    """
    if not viewer.may("people.merge"):
        return []
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    if not visible_to(viewer, on).filter(pk=sameness.leading(person_id)).exists():
        return []
    rows = Alias.objects.filter(organisation_id=viewer.organisation_id).filter(
        Q(person__in=sameness.everyone) | Q(same_as__in=sameness.everyone)
    )
    found = list(rows.order_by("-made_at", "-pk"))
    called = _called({row.person_id for row in found})
    return [
        Join(row.pk, called.get(row.person_id, ""), row.made_at, row.made_by, row.reason, row.undone_at, row.undone_by)
        for row in found
    ]


def get_join(viewer: Viewer, person_id: int, join_id: int, on: date) -> Alias:
    """
    Return one join of a person's that is in force.

    :raises JoinNotFoundError: there is none, somebody undid it, or it is not for this viewer
    """
    ids = {join.id for join in list_joins(viewer, person_id, on) if join.undone_at is None}
    found = Alias.objects.filter(pk=join_id).select_related("organisation", "person", "same_as").first()
    if found is None or found.pk not in ids:
        raise JoinNotFoundError("These records are not joined, or somebody has parted them already.")
    return found


def _called(person_ids: Collection[int]) -> dict[int, str]:
    """Return what each record itself is called, whomever it goes by now: a preferred name before a legal one."""
    rows = Name.objects.known_at(None).filter(person__in=person_ids).exclude(kind="former").order_by("-kind", "pk")
    called: dict[int, str] = {}
    for row in rows:
        called.setdefault(row.person_id, as_said(row.given_name, row.family_name))
    return called
