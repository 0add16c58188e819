"""A school's list: what stands on it, how far it has got, and who is on it once signed. None of it says a score."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.organisation.lists import choices_in, words_of
from towpath.people.models import Person, SchoolPlace
from towpath.people.queries import list_dead, organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.risk.holding_back import held_back
from towpath.risk.list_reasons import LISTS, REASONS
from towpath.risk.models import LineEntry, ListLine, ListSignOff, Run, SchoolList
from towpath.rules.access import SCHOOL_LEAD
from towpath.rules.risk.lists import ListState, state_of


class ListNotFoundError(LookupError):
    """There is no such list, or no such line on it, for this viewer; it is not said which."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said to a line, the reason in words. `recorded_by` is the public id that the log holds."""

    kind: str
    reason: str
    words: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One pupil on a list, and all that was said, latest first. `held_back` says why nobody may act on them now, if so.

    `person_id` is the record that they go by now.
    """

    id: int
    person_id: int
    public_id: str
    is_added: bool
    standing: str
    version: int
    entries: tuple[Entry, ...]
    held_back: str

    @property
    def is_on(self) -> bool:
        """Return whether they stay on the list: nobody has taken them off."""
        return self.standing != ListLine.Standing.TAKEN_OFF


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStanding:
    """How far one list has got: signed or not, by when, and what became of its lines, in numbers."""

    school_list: SchoolList
    state: ListState
    signed: ListSignOff | None
    reopened: ListSignOff | None
    counts: Mapping[str, int]

    @property
    def id(self) -> int:
        """Return the list's id."""
        return self.school_list.pk

    @property
    def on_list(self) -> int:
        """Return how many are on it as it stands."""
        return self.counts["kept"] + self.counts["undecided"]


def find_round(viewer: Viewer) -> Run | None:
    """Return the run whose lists were opened last, or None where none were or the viewer may see no lists."""
    if not viewer.may("school_list.view"):
        return None
    opened = SchoolList.objects.filter(organisation_id=viewer.organisation_id).select_related("run")
    latest = opened.order_by("-opened_at", "-pk").first()
    return latest.run if latest else None


def list_standings(viewer: Viewer, run: Run, on: date) -> list[ListStanding]:
    """Return how far each list of a run has got, a school lead's own alone, by school. Six queries."""
    rows = _lists(viewer).filter(run=run).order_by("establishment_id", "pk")
    return _standings(viewer, list(rows), on)


def get_standing(viewer: Viewer, list_id: int, on: date) -> ListStanding:
    """
    Return how far one list has got. Six queries.

    :raises ListNotFoundError: there is none of that id for this viewer
    """
    found = _standings(viewer, list(_lists(viewer).filter(pk=list_id)), on)
    if not found:
        raise ListNotFoundError("There is no such list here.")
    return found[0]


def list_lines(viewer: Viewer, school_list: SchoolList, on: date) -> list[Line]:
    """
    Return the lines of a list whose pupils the viewer may see, in the order they came on it; merged pupils once.

    Nine queries, at most two more for a school lead, and one where somebody died: nobody is asked of whoever did.
    """
    if not _lists(viewer).filter(pk=school_list.pk).exists():
        return []
    sameness = Sameness.of(organisation_of(viewer))
    by_leader = sameness.speaking(ListLine.objects.filter(school_list=school_list).order_by("pk"))
    living = visible_to(viewer, on).exclude(pk__in=list_dead(viewer, on))
    seen = dict(living.filter(pk__in=by_leader).values_list("pk", "public_id"))
    reasons = choices_in(viewer.organisation_id, LISTS)
    entries: dict[int, list[Entry]] = defaultdict(list)
    for said in LineEntry.objects.filter(line__school_list=school_list).order_by("-recorded_at", "-pk"):
        known = reasons[REASONS[said.kind].name] if said.kind in REASONS else {}
        reason = words_of(known, said.reason, said.recorded_at) if said.reason else ""
        entries[said.line_id].append(Entry(said.kind, reason, said.words, said.recorded_at, said.recorded_by))
    held = held_back(sameness, viewer.organisation_id, on)
    return [
        Line(
            id=row.pk,
            person_id=leader,
            public_id=str(seen[leader]),
            is_added=row.origin == ListLine.Origin.ADDED,
            standing=row.standing,
            version=row.version,
            entries=tuple(entries[row.pk]),
            held_back=held.get(leader, ""),
        )
        for leader, row in by_leader.items()
        if leader in seen
    ]


def get_line(viewer: Viewer, list_id: int, line_id: int, on: date) -> tuple[SchoolList, ListLine]:
    """
    Return a list and one line of it, to be acted on.

    :raises ListNotFoundError: there is none of those ids whose pupil the viewer may see
    """
    school_list = get_standing(viewer, list_id, on).school_list
    line = ListLine.objects.filter(school_list=school_list, pk=line_id).first()
    if line is None or not any(each.id == line_id for each in list_lines(viewer, school_list, on)):
        raise ListNotFoundError("There is no such pupil on this list.")
    return school_list, line


def list_confirmed(viewer: Viewer, school_list: SchoolList, on: date) -> list[Line]:
    """
    Return whom people have confirmed: those on a list that is signed off, save whose who may not be acted on now.

    Nobody while the list is not signed.
    """
    if get_standing(viewer, school_list.pk, on).signed is None:
        return []
    return [line for line in list_lines(viewer, school_list, on) if line.is_on and not line.held_back]


def list_to_add(viewer: Viewer, school_list: SchoolList, on: date) -> list[int]:
    """
    Return the ids of a school's own pupils who could be added to its list: taught there on a day, not on it already.

    They are of the year groups that the run looked at, where the school told which. Whoever is held back is left out.
    """
    if not _lists(viewer).filter(pk=school_list.pk).exists():
        return []
    sameness = Sameness.of(organisation_of(viewer))
    taken = {sameness.leading(each) for each in school_list.lines.values_list("person_id", flat=True)}
    held = held_back(sameness, viewer.organisation_id, on)
    there = _taught(school_list, on)
    leaders = {sameness.leading(each) for each in there} - taken - set(held) - list_dead(viewer, on)
    return list(visible_to(viewer, on).filter(pk__in=leaders).values_list("pk", flat=True))


def get_addable(viewer: Viewer, school_list: SchoolList, public_id: str, on: date) -> Person:
    """
    Return a pupil who could be added to a list.

    :raises ListNotFoundError: there is none of that id whom the viewer may add
    """
    found = visible_to(viewer, on).filter(public_id=public_id).select_related("organisation").first()
    if found is None or found.pk not in list_to_add(viewer, school_list, on):
        raise ListNotFoundError("This pupil cannot be added. Choose one from the list.")
    return found


def _lists(viewer: Viewer) -> QuerySet[SchoolList]:
    """Return the lists that a viewer may open at all."""
    if not viewer.may("school_list.view"):
        return SchoolList.objects.none()
    rows = SchoolList.objects.filter(organisation_id=viewer.organisation_id).select_related("run", "establishment")
    return rows.filter(establishment__in=viewer.establishment_ids) if viewer.role == SCHOOL_LEAD else rows


def _taught(school_list: SchoolList, on: date) -> Collection[int]:
    """Return who is taught at a list's school on a day; of the list without a school, whom the run found so."""
    if school_list.establishment_id is None:
        rows = school_list.run.assessments.filter(establishment__isnull=True)
        return set(rows.values_list("person_id", flat=True))
    places = SchoolPlace.objects.known_at(None).in_force(on).filter(establishment=school_list.establishment_id)
    of_years = Q(year_group__in=school_list.run.year_groups) | Q(year_group__isnull=True)
    return set(places.filter(of_years).values_list("person_id", flat=True))


def _standings(viewer: Viewer, lists: Sequence[SchoolList], on: date) -> list[ListStanding]:
    ids = [each.pk for each in lists]
    signed: dict[int, ListSignOff] = {}
    reopened: dict[int, ListSignOff] = {}
    for row in ListSignOff.objects.filter(school_list__in=ids).order_by("pk"):
        (reopened if row.reopened_at else signed)[row.school_list_id] = row
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    sameness = Sameness.of(organisation_of(viewer))
    lines: dict[int, list[ListLine]] = defaultdict(list)
    for line in ListLine.objects.filter(school_list__in=ids).order_by("pk"):
        lines[line.school_list_id].append(line)
    dead = list_dead(viewer, on)
    for list_id, rows in lines.items():
        for line in (each for each in sameness.speaking(rows).values() if each.person_id not in dead):
            counts[list_id][line.standing] += 1
            counts[list_id]["added"] += line.origin == ListLine.Origin.ADDED and line.standing == line.Standing.KEPT
    return [
        ListStanding(
            school_list=each,
            state=state_of(each.due_date, localdate(signed[each.pk].signed_at) if each.pk in signed else None, on),
            signed=signed.get(each.pk),
            reopened=reopened.get(each.pk),
            counts={name: counts[each.pk][name] for name in ("kept", "taken_off", "undecided", "added")},
        )
        for each in lists
    ]
