"""What differs from the scoring before, pupil by pupil of one school, as far as the viewer may be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from towpath.access import Viewer
from towpath.people.queries import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.risk.holding_back import held_back
from towpath.risk.models import Assessment, Run, SchoolList
from towpath.risk.queries.records import seen_by
from towpath.risk.queries.runs import find_run_before
from towpath.rules.access import SCHOOL_LEAD
from towpath.rules.risk.factors import factor_of
from towpath.rules.risk.lists import Change, Difference, Looked, difference_of, is_listed
from towpath.standards.risk import Scheme, load_scheme

SHOWN = (Change.NEW, Change.RISEN, Change.OTHER_REASONS, Change.FALLEN, Change.LEFT)


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one pupil; `gained` and `lost` are the questions whose answers give points now, or gave them."""

    person_id: int
    change: Change
    band_before: str
    band: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A school's pupils now beside the scoring before; `before` is None where there is none to compare with."""

    before: Run | None
    pupils: tuple[Changed, ...]
    same: int


def list_changes(viewer: Viewer, school_list: SchoolList, on: date) -> Compared:
    """
    Return whose place on a school's list, band or reasons differ from the scoring before.

    Whoever is at the school in one of the two is in it, and a pupil who moved away has left. Bands and reasons are
    those that the viewer may be told. Ten queries, and at most two more for a school lead.
    """
    run = school_list.run
    own = viewer.role != SCHOOL_LEAD or school_list.establishment_id in viewer.establishment_ids
    if not viewer.may("school_list.view") or school_list.organisation_id != viewer.organisation_id or not own:
        return Compared(None, (), 0)
    before = find_run_before(viewer, run)
    if before is None:
        return Compared(None, (), 0)
    sameness = Sameness.of(organisation_of(viewer))
    held = held_back(sameness, viewer.organisation_id, on)
    then = _looked(viewer, before, school_list, sameness, held)
    now = _looked(viewer, run, school_list, sameness, held)
    bands = [band.code for band in load_scheme(run.scheme_name).bands]
    seen = visible_to(viewer, on).filter(pk__in=then.keys() | now.keys()).values_list("pk", flat=True)
    found = {one: difference_of(then.get(one), now.get(one), bands) for one in seen}
    pupils = [
        _changed(one, then.get(one), now.get(one), difference)
        for one, difference in found.items()
        if difference.change in SHOWN
    ]
    same = sum(each.change is Change.SAME for each in found.values())
    return Compared(before, tuple(sorted(pupils, key=lambda each: (SHOWN.index(each.change), each.person_id))), same)


def _looked(
    viewer: Viewer, run: Run, school_list: SchoolList, sameness: Sameness, held: Mapping[int, str]
) -> dict[int, Looked]:
    """Return what a run made of a school's pupils, by the record each goes by; the unscored are left out."""
    scheme = load_scheme(run.scheme_name)
    bands = [band.code for band in scheme.bands]
    rows = Assessment.objects.filter(run=run, establishment=school_list.establishment_id, not_scored="")
    if school_list.establishment_id is None:
        rows = Assessment.objects.filter(run=run, establishment__isnull=True, not_scored="")
    return {
        leader: _one(viewer, row, scheme, is_listed(row.band, school_list.listed_band, bands))
        for leader, row in sameness.speaking(rows.order_by("pk")).items()
        if leader not in held
    }


def _one(viewer: Viewer, row: Assessment, scheme: Scheme, is_on: bool) -> Looked:
    seen = seen_by(viewer, row, scheme)
    return Looked(is_on, seen.band, frozenset((each.factor, each.points) for each in seen.reasons))


def _changed(person_id: int, then: Looked | None, now: Looked | None, difference: Difference) -> Changed:
    gained = tuple(factor_of(factor).question for factor, _points in difference.gained)
    lost = tuple(factor_of(factor).question for factor, _points in difference.lost)
    return Changed(person_id, difference.change, then.band if then else "", now.band if now else "", gained, lost)
