"""Where somebody is taught: a roll speaks first up to Year 11, and the ledger past it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_school, pupil
from towpath.clock import LONDON
from towpath.organisation.models import Organisation
from towpath.people.actions import record_people
from towpath.provision.models import Establishment
from towpath.rules.taught_where import TaughtWhere
from towpath.tracking.actions import fix_guarantee_cohort, record_statement
from towpath.tracking.models import GuaranteeMember
from towpath.tracking.queries import list_taught_across
from towpath.tracking.values import NewStatement

pytestmark = pytest.mark.django_db

MAY_2024 = datetime(2024, 5, 1, 9, tzinfo=LONDON)


@pytest.fixture
def farbank_college(saltmarsh: Organisation) -> Establishment:
    return Establishment.objects.create(
        organisation=saltmarsh, name="Farbank College", is_college=True, urn="149009", la_code="341",
        recorded_at=MORNING, source="import:0",
    )  # fmt: skip


def enrolled(council: Organisation, college: Establishment, birth_date: date, start_date: date) -> int:
    """Return somebody on the roll of a school of the council's since May 2024, whom a college next door lists too."""
    facts = replace(pupil(1), birth_date=birth_date, establishment_id=make_school(council).pk)
    [made] = record_people(organisation=council, incoming=[(None, facts)], source="import:1", by=SETUP, at=MAY_2024)
    assert made.person_id is not None
    new = NewStatement(
        person_id=made.person_id, code="230", start_date=start_date, how="provider_list", sender="farbank",
        source="import:2:1", establishment_id=college.pk,
    )  # fmt: skip
    record_statement(organisation=council, new=new, by=SETUP, at=MORNING)
    return made.person_id


@pytest.mark.parametrize(
    ("birth_date", "is_elsewhere"),
    [
        (date(2009, 8, 31), True),  # Year 12 on 31 January 2026: the college of this autumn, not the old roll
        (date(2009, 9, 1), False),  # Year 11 still: their school’s roll
    ],
)
def test_past_year_11_the_college_of_today_outweighs_an_old_roll(
    saltmarsh: Organisation, farbank_college: Establishment, birth_date: date, is_elsewhere: bool
) -> None:
    person_id = enrolled(saltmarsh, farbank_college, birth_date, date(2025, 9, 8))

    found = list_taught_across(make_viewer(saltmarsh, "tracking_officer"), DAY)

    elsewhere = [each.person_id for each in found.get(TaughtWhere.RESIDENT_ELSEWHERE, ())]
    assert elsewhere == ([person_id] if is_elsewhere else [])


def test_the_guarantee_counts_year_12_at_the_college_of_today_and_for_the_council_where_they_live(
    saltmarsh: Organisation, farbank_college: Establishment
) -> None:
    # Year 12 on 31 May 2025.
    person_id = enrolled(saltmarsh, farbank_college, date(2008, 3, 1), date(2024, 9, 9))

    fix_guarantee_cohort(organisation=saltmarsh, cohort_year=2025, by=SETUP, at=MORNING)

    member = GuaranteeMember.objects.get(person_id=person_id)
    assert (member.year_group, member.la_code, member.establishment_id) == (12, "343", farbank_college.pk)
