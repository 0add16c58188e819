"""The days before a return: finding people, a school's list, and the return built, put right and signed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_pupils, make_school, pupil
from tests.journeys.visitor import EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.actions import let_speak_for
from towpath.returns.actions import build_return
from towpath.returns.models import Run
from towpath.risk.actions import EVIDENCE, NewEvidence, run_scheme


@pytest.fixture
def people(saltmarsh: Organisation) -> list[Person]:
    """Return three young people of whom nobody has told anything."""
    return list(Person.objects.filter(pk__in=make_pupils(saltmarsh, 3)).order_by("pk"))


def test_a_school_lead_reads_why_a_pupil_may_need_help(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    # Given a pupil of Year 11 who came to school 84% of the time, scored
    school = make_school(saltmarsh)
    let_speak_for(user=staff["school_lead"], establishment=school, from_date=DAY, by=SETUP, at=MORNING)
    facts = replace(pupil(0), birth_date=date(2010, 2, 14), establishment_id=school.pk, year_group=11)
    person = make_person(saltmarsh, facts)
    told = NewEvidence(
        person_id=person.pk, name="attendance_percent", value="84", as_at_date=date(2025, 12, 19), source="import:7"
    )
    EVIDENCE.record(organisation=saltmarsh, incoming=[told], by=SETUP, at=MORNING)
    run_scheme(organisation=saltmarsh, as_at=DAY, by=SETUP, at=MORNING)

    # When the school's lead opens the list
    lead = visitor(staff["school_lead"], width=EVERY_WIDTH).goes_to("/schools/").sees("School lists").finds_no_fault()
    lead.takes_picture("schools")
    lead.follows("Saltmarsh High School").sees("Saltmarsh High School").finds_no_fault().takes_picture("school")

    # Then the band stands with its points and reasons, and what nobody has told
    assert "Attended 84% of school" in lead.text()
    lead.page.get_by_text("not answered").first.click()
    assert "Not known: " in lead.text()
    lead.finds_no_fault()


@pytest.mark.parametrize("script", [True, False])
def test_a_return_is_built_read_and_signed_by_another(
    visitor: Callable[..., Visitor],
    staff: dict[str, User],
    saltmarsh: Organisation,
    people: list[Person],
    script: bool,
) -> None:
    # Given a data lead who asks for January's return
    lead = visitor(staff["data_lead"], script=script).goes_to("/returns/").sees("Monthly returns").finds_no_fault()
    lead.takes_picture(f"returns-empty-{script}")
    lead.presses("Build a return").sees("Build a return").finds_no_fault().presses("Build and check")
    lead.sees("Work under way").finds_no_fault()

    # When it is built, each fault leads to the young people it is about
    by = replace(SETUP, user=staff["data_lead"].public_id, role="data_lead")
    run = build_return(organisation=saltmarsh, period_end=DAY, known_at=MORNING, by=by, at=MORNING)
    lead.goes_to("/returns/").finds_no_fault().follows("January 2026").sees("Return of January 2026").finds_no_fault()
    lead.takes_picture(f"return-{script}")
    assert "somebody else must sign it off" in lead.text()
    lead.follows("Nobody has told us").finds_no_fault().takes_picture(f"problems-{script}")
    assert "Amina Adeyemi-Ash" in lead.text()

    lead.follows("Say what they are doing").finds_no_fault().takes_picture(f"problem-mended-{script}")

    # Then a manager signs it off, and writes down the upload when it was made
    manager = visitor(staff["manager"], width=PHONE, script=script).goes_to(f"/returns/{run.pk}/")
    manager.presses("Sign it off").sees("Sign off the return of January 2026?").finds_no_fault().presses("Sign off")
    manager.sees("Return of January 2026").finds_no_fault().takes_picture(f"signed-{script}")
    assert Run.objects.get(pk=run.pk).state == Run.State.SIGNED
    manager.presses("Write down an upload").sees("Write down an upload").finds_no_fault().presses("Save")
    manager.sees("Write down an upload").finds_no_fault().takes_picture(f"upload-error-{script}")
    assert "Enter time of the upload." in manager.text()


def test_a_data_lead_reads_what_changed_since_the_month_before(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, people: list[Person]
) -> None:
    # Given December's return, and January's after somebody new was told of
    build_return(organisation=saltmarsh, period_end=date(2025, 12, 31), known_at=MORNING, by=SETUP, at=MORNING)
    make_person(saltmarsh)
    later = MORNING + timedelta(minutes=5)
    run = build_return(organisation=saltmarsh, period_end=DAY, known_at=later, by=SETUP, at=later)

    # When she opens what changed
    lead = visitor(staff["data_lead"], width=EVERY_WIDTH).goes_to(f"/returns/{run.pk}/")
    lead.follows("What changed since the return of December 2025")

    # Then whoever joined stands there by name
    lead.sees("What changed in the return of January 2026").finds_no_fault()
    lead.follows("Joined (1)").sees("What changed in the return of January 2026").finds_no_fault()
    lead.takes_picture("return-changes")
    assert "Wren" in lead.text()


def test_a_commissioner_reads_rates_and_how_others_did(
    visitor: Callable[..., Visitor], staff: dict[str, User], people: list[Person]
) -> None:
    commissioner = visitor(staff["commissioner"], width=EVERY_WIDTH).goes_to(
        "/rates/?month_from=2025-12-31&month_to=2026-01-31"
    )
    commissioner.sees("Rates of 16 and 17 year olds").finds_no_fault().takes_picture("rates-commissioner")
    assert "Counts from 1 to 4 are hidden" in commissioner.text()

    commissioner.follows("Other councils").sees("How we compare with other councils").finds_no_fault()
    commissioner.takes_picture("benchmark-commissioner")
    assert "North West" in commissioner.text()
    assert "Source: DfE" in commissioner.text()
