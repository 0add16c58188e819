"""What can be asked about records that may be one person, and about what was decided of rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from towpath.access.viewer import Viewer
from towpath.matching.models import Decision, Pair
from towpath.matching.pairs import between, ends_of
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness

__all__ = [
    "Alike",
    "Decision",
    "DecisionNotFoundError",
    "get_decision",
    "get_pair",
    "list_decided",
    "list_decisions",
    "list_pairs",
]


class DecisionNotFoundError(LookupError):
    """There is no such decision for this viewer."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two records that are alike, and the ids that their people go by."""

    pair: Pair
    first_id: int
    second_id: int


def list_pairs(viewer: Viewer, on: date, *, apart: bool = False) -> Sequence[Alike]:
    """
    Return the records that may be one person, the most alike first; those kept apart where asked for. Three queries.

    Whoever was joined since is one person now, and is left out. None for those who may not join records.
    """
    if not viewer.may("people.merge"):
        return ()
    sameness = Sameness.of(organisation_of(viewer))
    rows = Pair.objects.filter(organisation_id=viewer.organisation_id).order_by("-score", "pk")
    of_people: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for pair in rows:
        of_people[ends_of(pair, sameness)].append(pair)
    found = [
        Alike(next((each for each in pairs if each.apart_at), pairs[0]), *ends)
        for ends, pairs in of_people.items()
        if ends[0] != ends[1] and any(each.apart_at for each in pairs) is apart
    ]
    seen = set(visible_to(viewer, on).values_list("pk", flat=True)) if found else set()
    return [each for each in found if {each.first_id, each.second_id} <= seen]


def get_pair(viewer: Viewer, one_id: int, other_id: int) -> Pair | None:
    """Return what is known of two people as a pair, whoever keeps them apart first; None where nothing is."""
    if not viewer.may("people.merge"):
        return None
    pairs = between(organisation_of(viewer), one_id, other_id)
    return pairs.order_by(F("apart_at").desc(nulls_last=True), "-score", "pk").first()


def list_decisions(
    viewer: Viewer, *, sender: str = "", kind: str = "", made_by: str = "", undone: bool = False
) -> QuerySet[Decision]:
    """
    Return what was decided about rows and is in force, or was undone; the latest first. None without leave to decide.

    :param sender: the code of the only sender, `kind` the only kind, and `made_by` the only one who decided, to show
    """
    if not viewer.may("people.match"):
        return Decision.objects.none()
    asked = {"sender": sender, "kind": kind, "made_by": made_by}
    rows = Decision.objects.filter(organisation_id=viewer.organisation_id, undone_at__isnull=not undone)
    return rows.filter(**{name: value for name, value in asked.items() if value}).order_by("-pk")


def list_decided(viewer: Viewer) -> Sequence[tuple[str, str]]:
    """Return each sender about whose rows anything was decided, with each who decided. One query."""
    if not viewer.may("people.match"):
        return ()
    rows = Decision.objects.filter(organisation_id=viewer.organisation_id).order_by("sender", "made_by")
    return list(rows.values_list("sender", "made_by").distinct())


def get_decision(viewer: Viewer, decision_id: int) -> Decision:
    """
    Return one decision of the viewer's organisation, undone or not.

    :raises DecisionNotFoundError: there is none, or it is not for this viewer
    """
    rows = Decision.objects.filter(organisation_id=viewer.organisation_id, pk=decision_id)
    found = rows.select_related("organisation").first() if viewer.may("people.match") else None
    if found is None:
        raise DecisionNotFoundError(f"There is no decision {decision_id} here.")
    return found
