"""What runs there are, what one made of a school's pupils and of one person, and whether it still comes out."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from towpath.access import Viewer
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.risk.holding_back import held_back
from towpath.risk.models import Assessment, Run
from towpath.risk.queries.records import AssessmentRecord, as_record, seen_by
from towpath.rules.access import SCHOOL_LEAD
from towpath.rules.risk.factors import factor_of
from towpath.standards.risk import Scheme, load_scheme

NO_RUN = "There is no such run here. Look for it in the list."
NOBODY = "Nobody of that id has been assessed."


class RunNotFoundError(LookupError):
    """There is no finished run of that id here."""


class NotAssessedError(LookupError):
    """No run has looked at the person, or the viewer may not see what it made of them; it is not said which."""


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """How many pupils of one school fell in each band; no school for the home educated and those with none told."""

    establishment_id: int | None
    bands: Mapping[str, int]
    could_rise: int
    limited: int
    objected: int = 0

    @property
    def not_scored(self) -> int:
        """Return how many were looked at and not scored, for either reason."""
        return self.limited + self.objected

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
        raise RunNotFoundError(NO_RUN)
    return run


def list_school_list(viewer: Viewer, establishment_id: int | None, run: Run, on: date) -> list[AssessmentRecord]:
    """
    Return what a run made of a school's pupils, the most points first, then the most possible, then as first held.

    With no establishment, of those who had none. Pupils whom the viewer may not see on `on` are left out, and a school
    lead is told of their own schools alone. Somebody merged since is there once, and whoever objected or limited
    sharing since is not scored. Five queries, and at most two more for a school lead.
    """
    if not viewer.may("school_list.view") or run.organisation_id != viewer.organisation_id or not run.finished_at:
        return []
    if viewer.role == SCHOOL_LEAD and establishment_id not in viewer.establishment_ids:
        return []
    sameness = Sameness.of(organisation_of(viewer))
    taught_there = Q(establishment=establishment_id) if establishment_id else Q(establishment__isnull=True)
    rows = Assessment.objects.filter(taught_there, run=run).order_by("pk")
    by_leader = sameness.speaking(rows)
    seen = set(visible_to(viewer, on).filter(pk__in=by_leader).values_list("pk", flat=True))
    held = held_back(sameness, viewer.organisation_id, on)
    records = [
        as_record(viewer, row, run, leader, held.get(leader, "")) for leader, row in by_leader.items() if leader in seen
    ]
    return sorted(records, key=lambda each: (-_rank(each.points), -_rank(each.possible), each.person_id))


def get_latest_assessment(viewer: Viewer, person_id: int, on: date) -> AssessmentRecord:
    """
    Return what the run of the latest day made of somebody, under any of their records. Five queries, and at most two
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
    row = sameness.speaking(row for row in found if row.run_id == found[-1].run_id)[leader]
    held = held_back(sameness, viewer.organisation_id, on)
    return as_record(viewer, row, row.run, leader, held.get(leader, ""))


def count_bands(viewer: Viewer, run: Run, on: date) -> list[SchoolCount]:
    """
    Return how many fell in each band, school by school, a school lead's own alone. Four queries.

    Bands are those that the viewer is shown pupil by pupil, so that no count gives away a reason that they are not
    told; whoever objected or limited sharing since is not scored. For staff: nothing is hidden in it for being small,
    so a table that leaves goes through disclosure control first.
    """
    if not viewer.may("school_list.view") or run.organisation_id != viewer.organisation_id or not run.finished_at:
        return []
    rows = Assessment.objects.filter(run=run).order_by("establishment_id", "pk")
    if viewer.role == SCHOOL_LEAD:
        rows = rows.filter(establishment__in=viewer.establishment_ids)
    scheme = load_scheme(run.scheme_name)
    if all(viewer.may(factor_of(factor).permission) for factor in scheme.factors):
        rows = rows.defer("reasons", "missing")
    sameness = Sameness.of(organisation_of(viewer))
    held = held_back(sameness, viewer.organisation_id, on)
    bands: dict[int | None, Counter[str]] = defaultdict(Counter)
    could_rise: Counter[int | None] = Counter()
    why_not: dict[int | None, Counter[str]] = defaultdict(Counter)
    for row in rows:
        school = row.establishment_id
        bands[school].update(())
        if reason := held.get(sameness.leading(row.person_id), row.not_scored):
            why_not[school][reason] += 1
            continue
        band, possible_band = _bands_shown(viewer, row, scheme)
        bands[school][band] += 1
        could_rise[school] += band != possible_band
    return [
        SchoolCount(
            school,
            {band.code: bands[school][band.code] for band in scheme.bands},
            could_rise[school],
            why_not[school]["sharing_limited"],
            why_not[school]["objected"],
        )
        for school in bands
    ]


def _bands_shown(viewer: Viewer, row: Assessment, scheme: Scheme) -> tuple[str, str]:
    if "reasons" in row.get_deferred_fields():
        return row.band, row.possible_band
    seen = seen_by(viewer, row, scheme)
    return seen.band, seen.possible_band


def find_run_before(viewer: Viewer, run: Run) -> Run | None:
    """
    Return the scoring that a run is compared with: the last of an earlier day, one whose lists schools had if any.
    """
    earlier = list_runs(viewer).filter(as_at_date__lt=run.as_at_date)
    return earlier.filter(school_lists__isnull=False).first() or earlier.first()


def _rank(points: int | None) -> int:
    # Somebody not scored comes after everybody who was.
    return -1 if points is None else points
