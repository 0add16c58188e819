"""What runs there are, what one made of a school's pupils and of one person, and whether it still comes out."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from towpath.access import Viewer
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.risk.models import Assessment, Run
from towpath.risk.population import population_of
from towpath.risk.queries.records import AssessmentRecord, as_record
from towpath.risk.working import work_out
from towpath.rules.access import SCHOOL_LEAD
from towpath.standards.risk import load_scheme

NOBODY = "Nobody of that id has been assessed."

COMPARED = (
    "establishment_id",
    "place_kind",
    "year_group",
    "points",
    "band",
    "possible",
    "possible_band",
    "reasons",
    "missing",
    "not_scored",
)


class RunNotFoundError(LookupError):
    """There is no finished run of that id here."""


class NotAssessedError(LookupError):
    """No run has looked at the person, or the viewer may not see what it made of them; it is not said which."""


class SchemeChangedError(RuntimeError):
    """The scheme's content is not what the run used, so that it cannot be worked out again."""


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """How many pupils of one school fell in each band; no school for the home educated and those with none told."""

    establishment_id: int | None
    bands: Mapping[str, int]
    could_rise: int
    not_scored: int

    @property
    def pupils(self) -> int:
        """Return how many were looked at, scored or not."""
        return sum(self.bands.values()) + self.not_scored


def list_runs(viewer: Viewer) -> QuerySet[Run]:
    """Return the finished runs of the viewer's organisation, the latest day first; none to those without leave."""
    if not viewer.may("risk.view"):
        return Run.objects.none()
    finished = Run.objects.filter(organisation_id=viewer.organisation_id, finished_at__isnull=False)
    return finished.order_by("-as_at_date", "-finished_at", "-pk")


def find_latest_run(viewer: Viewer) -> Run | None:
    """Return the run of the latest day, or None."""
    return list_runs(viewer).first()


def get_run(viewer: Viewer, run_id: int) -> Run:
    """
    Return one finished run.

    :raises RunNotFoundError: there is none of that id, or it is not for this viewer
    """
    run = list_runs(viewer).filter(pk=run_id).first()
    if run is None:
        raise RunNotFoundError("There is no such run here. Look for it in the list.")
    return run


def list_school_list(viewer: Viewer, establishment_id: int | None, run: Run, on: date) -> list[AssessmentRecord]:
    """
    Return what a run made of a school's pupils, the most points first, then the most possible, then as first held.

    With no establishment, of those who had none. Pupils whom the viewer may not see on `on` are left out, and a school
    lead is told of their own schools alone. Somebody merged since is there once. Three queries, and at most two
    more for a school lead.
    """
    if not viewer.may("school_list.view") or run.organisation_id != viewer.organisation_id or not run.finished_at:
        return []
    if viewer.role == SCHOOL_LEAD and establishment_id not in viewer.establishment_ids:
        return []
    sameness = Sameness.of(organisation_of(viewer))
    taught_there = Q(establishment=establishment_id) if establishment_id else Q(establishment__isnull=True)
    rows = Assessment.objects.filter(taught_there, run=run).order_by("pk")
    by_leader: dict[int, Assessment] = {}
    for row in rows:
        leader = sameness.leading(row.person_id)
        # The record that a person goes by speaks before those merged into it since.
        if row.person_id == leader or leader not in by_leader:
            by_leader[leader] = row
    seen = set(visible_to(viewer, on).filter(pk__in=by_leader).values_list("pk", flat=True))
    records = [as_record(viewer, row, run, leader) for leader, row in by_leader.items() if leader in seen]
    return sorted(records, key=lambda each: (-_rank(each.points), -_rank(each.possible), each.person_id))


def get_latest_assessment(viewer: Viewer, person_id: int, on: date) -> AssessmentRecord:
    """
    Return what the run of the latest day made of somebody, under any of their records. Three queries, and at most two
    more for a school lead.

    :raises NotAssessedError: no finished run looked at them, or the viewer may not see them
    """
    sameness = Sameness.around(organisation_of(viewer), [person_id])
    leader = sameness.leading(person_id)
    if not viewer.may("risk.view") or not visible_to(viewer, on).filter(pk=leader).exists():
        raise NotAssessedError(NOBODY)
    rows = Assessment.objects.filter(
        person_id__in=sameness.everyone, organisation_id=viewer.organisation_id, run__finished_at__isnull=False
    )
    found = list(rows.order_by("run__as_at_date", "run__finished_at", "run_id", "pk").select_related("run"))
    if not found:
        raise NotAssessedError(NOBODY)
    of_run = [row for row in found if row.run_id == found[-1].run_id]
    row = next((row for row in of_run if row.person_id == leader), of_run[-1])
    return as_record(viewer, row, row.run, leader)


def count_bands(viewer: Viewer, run: Run) -> list[SchoolCount]:
    """
    Return how many fell in each band, school by school, a school lead's own alone. One query.

    For staff: nothing is hidden in it, so a table that leaves goes through disclosure control first.
    """
    if not viewer.may("school_list.view") or run.organisation_id != viewer.organisation_id or not run.finished_at:
        return []
    rows = Assessment.objects.filter(run=run)
    if viewer.role == SCHOOL_LEAD:
        rows = rows.filter(establishment__in=viewer.establishment_ids)
    codes = [band.code for band in load_scheme(run.scheme_name).bands]
    bands: dict[int | None, Counter[str]] = defaultdict(Counter)
    could_rise: Counter[int | None] = Counter()
    not_scored: Counter[int | None] = Counter()
    by_school = rows.values_list("establishment_id", "band", "possible_band", "not_scored").order_by("establishment_id")
    for school, band, possible_band, why_not, people in by_school.annotate(people=Count("pk")):
        bands[school][band] += people
        could_rise[school] += people if band != possible_band else 0
        not_scored[school] += people if why_not else 0
    return [
        SchoolCount(school, {code: bands[school][code] for code in codes}, could_rise[school], not_scored[school])
        for school in bands
    ]


def list_differing(viewer: Viewer, run: Run) -> list[int]:
    """
    Work a run out again from what was known at it, and return the ids of whoever comes out otherwise.

    Nobody, if all is well: what was recorded since must not reach back. Nothing to those who may not set the scheme.

    :raises SchemeChangedError: the scheme's content is not what it was, so that the run cannot be worked out again
    """
    if not viewer.may("risk.set_scheme") or run.organisation_id != viewer.organisation_id:
        return []
    scheme = load_scheme(run.scheme_name)
    if scheme.digest != run.digest:
        raise SchemeChangedError(f"The scheme {scheme.name} was {run.digest} at the run and is {scheme.digest} now.")
    organisation = organisation_of(viewer)
    members = population_of(organisation, run.as_at_date, run.known_at, run.year_groups)
    chunks = work_out(organisation, members, scheme, run.as_at_date, run.known_at)
    again = {worked.row.person_id: _content(worked.row) for chunk in chunks for worked in chunk}
    kept = {row.person_id: _content(row) for row in Assessment.objects.filter(run=run).order_by("pk")}
    return sorted(person_id for person_id in again.keys() | kept.keys() if again.get(person_id) != kept.get(person_id))


def _content(row: Assessment) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in COMPARED)


def _rank(points: int | None) -> int:
    # Somebody not scored comes after everybody who was.
    return -1 if points is None else points
