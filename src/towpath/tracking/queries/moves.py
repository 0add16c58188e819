"""Moves between councils: which there were, and what of a record would go with somebody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from towpath.access.viewer import Viewer
from towpath.files.models import Release
from towpath.people.queries import PersonRecord, list_return_facts, organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.moves import Done, Part, goes_with_move
from towpath.tracking.models import CouncilMove, GuaranteeFact
from towpath.tracking.queries.statuses import TimelineEntry, list_timeline

OF_SUPPORT = ("send_flag", "sen_support_flag", "level_of_need")


class MoveNotFoundError(LookupError):
    """There is no such move for this viewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """
    What goes with somebody: the record as it may leave, and of the parts chosen what there is.

    `support` holds the values of the return that somebody told us; `guarantees` the year and the status of each.
    """

    record: PersonRecord
    parts: frozenset[Part]
    gender: str
    year_11_la: str
    support: dict[str, str]
    activities: tuple[TimelineEntry, ...]
    guarantees: tuple[tuple[int, str], ...]


def list_moves(viewer: Viewer, on: date) -> QuerySet[CouncilMove]:
    """Return every move of whom the viewer may see, the latest written first; none to whoever works no desk."""
    if not viewer.may("chase.work"):
        return CouncilMove.objects.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    rows = CouncilMove.objects.filter(organisation_id=viewer.organisation_id, person__in=seen)
    return rows.select_related("person", "sheet", "letter", "organisation").order_by("-recorded_at", "-pk")


def list_moves_of(viewer: Viewer, person_id: int, on: date) -> QuerySet[CouncilMove]:
    """Return the moves of one person, merges resolved, the latest first."""
    records = Sameness.around(organisation_of(viewer), [person_id]).everyone
    return list_moves(viewer, on).filter(person__in=records).order_by("-moved_date", "-pk")


def get_move(viewer: Viewer, move_id: int, on: date) -> CouncilMove:
    """
    Return one move.

    :raises MoveNotFoundError: there is none that the viewer may see
    """
    found = list_moves(viewer, on).filter(pk=move_id).first()
    if found is None:
        raise MoveNotFoundError("There is no such move here.")
    return found


def list_handed_over(viewer: Viewer, move: CouncilMove) -> list[str]:
    """Return which papers of a move went to the other council; none for whoever works no desk. One query."""
    if not viewer.may("chase.work") or viewer.organisation_id != move.organisation_id:
        return []
    papers = {"letter": move.letter_id, "sheet": move.sheet_id}
    gone = set(Release.objects.filter(file_id__in=papers.values()).values_list("file_id", flat=True))
    return [name for name, file_id in papers.items() if file_id in gone]


def get_move_facts(viewer: Viewer, record: PersonRecord, parts: frozenset[Part], on: date) -> MoveFacts:
    """Return what would go with somebody; of what is not chosen, nothing is read."""
    told = {each.field: each.value or "" for each in list_return_facts(viewer, record.id, on) if not each.is_default}
    entries = list_timeline(viewer, record.id, on) if Part.ACTIVITY in parts else []
    rows = GuaranteeFact.objects.filter(person_id__in=(record.id, *record.merged_ids), withdrawn_at__isnull=True)
    given = rows.order_by("cohort_year", "pk").values_list("cohort_year", "status") if Part.GUARANTEE in parts else ()
    return MoveFacts(
        record=record,
        parts=parts,
        gender=told.get("gender", ""),
        year_11_la=told.get("year_11_la", ""),
        support={name: told[name] for name in OF_SUPPORT if told.get(name)} if Part.SUPPORT in parts else {},
        activities=tuple(each for each in reversed(entries) if _goes(each, record.birth_date)),
        guarantees=tuple(given),
    )


def _goes(entry: TimelineEntry, birth_date: date | None) -> bool:
    last_date = entry.to_date if entry.speaks else entry.end_date or entry.start_date
    done = Done(group=entry.group, how=entry.how, last_date=last_date)
    return entry.withdrawn_at is None and goes_with_move(done, birth_date)
