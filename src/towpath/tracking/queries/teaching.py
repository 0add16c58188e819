"""Who is taught in another council than they live in, by where, on a day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.people.queries import list_dead, organisation_of, visible_to
from towpath.people.queries.return_facts import HAS_LEFT
from towpath.people.sameness import Sameness
from towpath.rules.cohort import EARLY_INTERVENTION_ACADEMIC_AGES, PLAN_ACADEMIC_AGES
from towpath.rules.dates import academic_age
from towpath.rules.residence import leads
from towpath.rules.taught_where import TaughtWhere, taught_where
from towpath.tracking.teaching import births_of, places_on, told_on

ASKED = ("lead_la", "educated_la", "cohort_status")
AGES = range(EARLY_INTERVENTION_ACADEMIC_AGES.start, PLAN_ACADEMIC_AGES.stop)


@dataclass(frozen=True, slots=True)
class TaughtAcross:
    """One young person taught across a border; `la_code` is the other council, of the place or of residence."""

    person_id: int
    where: TaughtWhere
    la_code: str
    establishment_id: int | None


def list_taught_across(viewer: Viewer, on: date) -> Mapping[TaughtWhere, tuple[TaughtAcross, ...]]:
    """
    Return everybody of Year 9 to 24 who is taught in another council than they live in; nobody to who works no desk.

    Where they are taught is where their school or college lies, else the council that the return was told. Nine
    queries at most, however many.
    """
    if not viewer.may("chase.work"):
        return {}
    organisation = organisation_of(viewer)
    council = Organisation.objects.values_list("la_code", flat=True).get(pk=organisation.pk)
    sameness = Sameness.of(organisation)
    told = told_on(organisation, sameness, ASKED, on)
    births = births_of(organisation, sameness)
    places = places_on(organisation, sameness, births, on)
    found: dict[TaughtWhere, list[TaughtAcross]] = defaultdict(list)
    for person_id in visible_to(viewer, on).exclude(pk__in=list_dead(viewer, on)).values_list("pk", flat=True):
        said, place = told.get(person_id, {}), places.get(person_id)
        if person_id not in births or academic_age(births[person_id], on) not in AGES:
            continue
        lead = said.get("lead_la", council)
        if said.get("cohort_status") in HAS_LEFT:
            continue
        taught = (place.la_code if place else "") or said.get("educated_la", "")
        where = taught_where(is_resident=leads(council, lead), taught_la=taught, council=council)
        if where is not None:
            other = taught if where is TaughtWhere.RESIDENT_ELSEWHERE else lead
            found[where].append(TaughtAcross(person_id, where, other, place.establishment_id if place else None))
    return {where: tuple(people) for where, people in found.items()}
