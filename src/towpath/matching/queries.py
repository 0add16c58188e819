"""What can be asked about records that may be one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from towpath.access.viewer import Viewer
from towpath.matching.models import Pair
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness


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
    rows = Pair.objects.filter(organisation_id=viewer.organisation_id, apart_at__isnull=not apart)
    found = [
        Alike(pair, sameness.leading(pair.first_id), sameness.leading(pair.second_id))
        for pair in rows.order_by("-score", "pk")
    ]
    seen = set(visible_to(viewer, on).values_list("pk", flat=True)) if found else set()
    return [each for each in found if each.first_id != each.second_id and {each.first_id, each.second_id} <= seen]


def get_pair(viewer: Viewer, one_id: int, other_id: int) -> Pair | None:
    """Return what is known of two records as a pair, by the ids of the records themselves; None where nothing is."""
    if not viewer.may("people.merge"):
        return None
    first, second = sorted((one_id, other_id))
    return Pair.objects.filter(organisation_id=viewer.organisation_id, first_id=first, second_id=second).first()
