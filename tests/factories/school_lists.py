"""A school list of somebody's, and an objection, for tests that need one of each."""

from datetime import timedelta

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.risk.actions import Said, add_pupil, open_lists, record_objection, run_scheme
from towpath.risk.models import Objection, Run, SchoolList

EVERY_YEAR = range(7, 15)
DUE = DAY + timedelta(days=7)


def score(organisation: Organisation, *, hours: int = 0, year_groups=EVERY_YEAR) -> Run:
    """Return a finished scoring as at `DAY`, of everybody of school age."""
    at = MORNING + timedelta(hours=hours)
    return run_scheme(
        organisation=organisation, scheme="oxfordshire-2022", as_at=DAY, year_groups=year_groups, by=SETUP, at=at
    )


def open_list(run: Run, school: Establishment) -> SchoolList:
    """Return the list of one school, opened from a scoring together with all others."""
    opened = open_lists(run=run, due_date=DUE, by=SETUP, at=MORNING)
    return next(each for each in opened if each.establishment_id == school.pk)


def make_objection(person: Person) -> Objection:
    """Return an objection of a parent's, from `DAY`."""
    return record_objection(
        person=person, objected_by="parent", objected_date=DAY, words="We did not know.", by=SETUP, at=MORNING
    )


def school_list_ids(organisation: Organisation, school: Establishment, person: Person, other: Person) -> dict[str, str]:
    """Return the ids of a list with one pupil added, of its scoring, and of somebody else's objection."""
    run = score(organisation)
    school_list = open_list(run, school)
    said = Said(kind="added", reason="no_plan")
    line = add_pupil(school_list=school_list, person=person, said=said, by=SETUP, at=MORNING)
    return {
        "list_id": str(school_list.pk),
        "line_id": str(line.pk),
        "risk_run_id": str(run.pk),
        "objection_id": str(make_objection(other).pk),
    }
