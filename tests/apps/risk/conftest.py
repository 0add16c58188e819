"""A school whose Year 11 has been scored, and a second one that its lead may see nothing of."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_school, pupil
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.people.actions import record_person
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.risk.actions import EVIDENCE, NewEvidence, run_scheme
from towpath.risk.models import Run

TOLD = {
    "red": {"attendance_percent": "84", "fsm_eligible": "yes", "in_care": "yes", "young_carer": "yes"},
    "amber": {"attendance_percent": "84"},
    "none": {"attendance_percent": "97", "fsm_eligible": "no"},
    "elsewhere": {"attendance_percent": "70"},
    "unplaced": {"home_educated": "yes"},
    "limited": {"attendance_percent": "50"},
}


@dataclass(frozen=True)
class Scored:
    """A finished run, its two schools, and its people by what they are there to show."""

    run: Run
    school: Establishment
    other_school: Establishment
    people: dict[str, Person]


@pytest.fixture
def scored(saltmarsh: Organisation) -> Scored:
    school = make_school(saltmarsh)
    other_school = make_school(saltmarsh, name="Lock Lane Academy", urn="149002")
    places = {"elsewhere": other_school, "unplaced": None}
    people = {}
    for number, (name, told) in enumerate(TOLD.items()):
        place = places.get(name, school)
        facts = replace(pupil(number), birth_date=date(2010, 2, 14), establishment_id=place and place.pk)
        people[name] = make_person(saltmarsh, facts)
        EVIDENCE.record(
            organisation=saltmarsh,
            incoming=[
                NewEvidence(person_id=people[name].pk, name=kind, value=value, as_at_date=DAY, source="import:7:3")
                for kind, value in told.items()
            ],
            by=SETUP,
            at=MORNING,
        )
    # What the school said of them before they asked is still known, and is not looked at.
    limit = PersonFacts(sharing_limited=True)
    about = {"organisation": saltmarsh, "person_id": people["limited"].pk, "source": "import:8"}
    record_person(**about, facts=limit, by=SETUP, at=MORNING)
    made = run_scheme(organisation=saltmarsh, scheme="oxfordshire-2022", as_at=DAY, by=SETUP, at=MORNING)
    return Scored(made, school, other_school, people)


@pytest.fixture
def school_lead(saltmarsh: Organisation, scored: Scored) -> Viewer:
    return replace(make_viewer(saltmarsh, "school_lead"), establishment_ids=frozenset({scored.school.pk}))


@pytest.fixture
def commissioner(saltmarsh: Organisation) -> Viewer:
    return make_viewer(saltmarsh, "commissioner")
