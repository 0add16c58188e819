"""A small borough with a little of everything that a return is built from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import WREN, make_pupils, make_school, mark_address, pupil
from towpath.clock import LONDON
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people import actions as people
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.tracking.actions import (
    DESTINATIONS,
    GUARANTEES,
    NewGuarantee,
    NewIntendedDestination,
    record_statements,
)
from towpath.tracking.values import NewStatement

PERIOD_END = date(2026, 1, 31)
SOON = datetime(2026, 2, 4, 12, 0, tzinfo=LONDON)
"""When the return of January is built: four days into February, everything told on 31 January being known."""


@dataclass(frozen=True, slots=True)
class Borough:
    """The council, its school, and its young people by what is known of them."""

    organisation: Organisation
    school: Establishment
    ids: dict[str, int]

    def person(self, name: str) -> Person:
        return Person.objects.get(pk=self.ids[name])


def statement(person_id: int, code: str, **given) -> NewStatement:
    """Return a statement of somebody from September, verified in November, unless it says otherwise."""
    stated = {
        "start_date": date(2025, 9, 8),
        "verified_date": date(2025, 11, 3),
        "how": "provider_list",
        "sender": "saltmarsh-high",
        "source": "import:1:1",
    }
    return NewStatement(person_id=person_id, code=code, **{**stated, **given})


@pytest.fixture
def borough(saltmarsh: Organisation) -> Borough:
    school = make_school(saltmarsh)
    Establishment.objects.filter(pk=school.pk).update(establishment_number="3434001", ukprn="10000001")
    ids = dict(zip(("sixth_former", "seeking", "silent", "ended", "protected"), make_pupils(saltmarsh, 5), strict=True))
    others = {
        "year_11": PersonFacts(
            legal_given_name="Idris",
            legal_family_name="Beckford",
            birth_date=date(2010, 3, 15),
            upn=pupil(50).upn,
            nccis_id="3430000009999",
            establishment_id=school.pk,
            postcode="SM2 3CD",
        ),
        "with_plan": PersonFacts(
            legal_given_name="Ottoline", legal_family_name="Marsh", birth_date=date(2005, 5, 5), send_flag="Y"
        ),
        "next_door": PersonFacts(
            legal_given_name="Perran", legal_family_name="Vye", birth_date=date(2009, 5, 5), lead_la="341"
        ),
        "wren": WREN,
    }
    source = {"source": "import:1", "by": SETUP, "at": MORNING}
    recorded = people.record_people(organisation=saltmarsh, incoming=[(None, f) for f in others.values()], **source)
    ids |= {name: each.person_id for name, each in zip(others, recorded, strict=True)}
    record_statements(
        organisation=saltmarsh,
        incoming=[
            statement(ids["sixth_former"], "210", establishment_id=school.pk, expected_end_date=date(2027, 7, 31)),
            statement(ids["seeking"], "619", start_date=date(2025, 11, 10), verified_date=date(2026, 1, 12)),
            statement(ids["ended"], "330", end_date=date(2025, 12, 19), verified_date=date(2025, 12, 19)),
            statement(ids["protected"], "230", provider_name="Quay Training", expected_end_date=date(2026, 7, 17)),
            statement(ids["with_plan"], "280", establishment_id=school.pk, expected_end_date=date(2026, 7, 17)),
        ],
        by=SETUP,
        at=MORNING,
    )
    borough = Borough(saltmarsh, school, ids)
    mark_address(person=borough.person("protected"), care_of="Towpath, Lock House, SM1 1AA", **source)
    people.record_characteristic(person=borough.person("seeking"), code="170", from_date=date(2025, 1, 1), **source)
    offered = NewGuarantee(
        person_id=ids["sixth_former"], cohort_year=2025, year_group=11, status="110", la_code="343", source="import:1"
    )
    GUARANTEES.record(organisation=saltmarsh, incoming=[offered], by=SETUP, at=MORNING)
    means = NewIntendedDestination(person_id=ids["year_11"], cohort_year=2026, code="121", words="", source="import:1")
    DESTINATIONS.record(organisation=saltmarsh, incoming=[means], by=SETUP, at=MORNING)
    change_setting(saltmarsh, key="return.gap", value="fill", from_date=date(2025, 9, 1), by=SETUP, at=MORNING)
    return borough


LATER = SOON + timedelta(days=10)
