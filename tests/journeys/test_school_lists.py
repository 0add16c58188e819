"""A school's list from the scoring to the adviser: opened, decided by the school, signed, and given out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_school, pupil
from tests.factories.school_lists import score
from tests.journeys.visitor import DESK, PHONE, Visitor
from towpath.access.models import User
from towpath.caseload.models import Case
from towpath.organisation.models import Organisation
from towpath.people.actions import record_sharing_limit
from towpath.people.models import Person
from towpath.provision.actions import let_speak_for
from towpath.risk.actions import EVIDENCE, NewEvidence


@pytest.fixture
def pupils(saltmarsh: Organisation, staff: dict[str, User]) -> list[Person]:
    """Return five of Year 11 at one school: three who miss lessons, one of whom nothing is known, and one limited."""
    school = make_school(saltmarsh)
    let_speak_for(user=staff["school_lead"], establishment=school, from_date=DAY, by=SETUP, at=MORNING)
    people = []
    for number in range(5):
        facts = replace(pupil(number), birth_date=date(2010, 2, 14), establishment_id=school.pk, year_group=11)
        people.append(make_person(saltmarsh, facts))
    told = [
        NewEvidence(person_id=each.pk, name="attendance_percent", value="84", as_at_date=DAY, source="import:7")
        for each in people[:3]
    ]
    care = NewEvidence(person_id=people[0].pk, name="in_care", value="yes", as_at_date=DAY, source="import:7")
    EVIDENCE.record(organisation=saltmarsh, incoming=[*told, care], by=SETUP, at=MORNING)
    record_sharing_limit(person=people[4], asked_by="parent", source="page:1", by=SETUP, at=MORNING)
    return people


def test_a_school_decides_and_a_manager_gives_the_confirmed_to_an_adviser(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, pupils: list[Person]
) -> None:
    # Given a scoring, whose lists the manager opens
    score(saltmarsh)
    manager = visitor(staff["manager"], width=DESK).goes_to("/schools/").sees("School lists")
    manager.presses("Open the lists for review").sees("Open the lists for review").finds_no_fault()
    manager.presses("Open the lists").sees("School lists").finds_no_fault().takes_picture("lists-opened")
    assert "0 of 1 signed off" in manager.text()

    # When the careers lead opens theirs on a phone, the reasons are in words and what the council knows is not
    school = visitor(staff["school_lead"], width=PHONE).goes_to("/schools/").finds_no_fault()
    school.follows("Due 14 Feb 2026").sees("Saltmarsh High School").finds_no_fault().takes_picture("list")
    assert "Attended 84% of school" in school.text()
    assert "Something the council knows" in school.text()
    assert "Looked after" not in school.text()
    assert "Not scored: sharing limited" in school.text()

    # And keeps one, takes one off with a reason, and adds one who was not on it
    school.follows("Decide about Amina").finds_no_fault().takes_picture("line")
    school.presses("Save").finds_no_fault()
    assert "There is a problem" in school.text()
    school.page.get_by_label("Keep on the list").check()
    school.presses("Save").sees("Saltmarsh High School")
    school.follows("Decide about Bertie")
    school.page.get_by_label("Take off the list").check()
    school.page.get_by_label("Why are they taken off?").select_option(label="Already has the help they need")
    school.presses("Save").sees("Saltmarsh High School")
    school.presses("Add a pupil").sees("Add a pupil to the list").finds_no_fault().takes_picture("list-add")
    school.page.get_by_label("Which pupil?").select_option(value=pupils[3].public_id)
    school.page.get_by_label("Why might they need extra help?").select_option(label="Has no idea what comes next")
    school.presses("Add to the list").sees("Saltmarsh High School").finds_no_fault().takes_picture("list-decided")
    school.follows("What changed").finds_no_fault()
    school.follows("The list").sees("Saltmarsh High School")

    # And reads the letter, which says how to say no; one family does
    school.goes_to(f"/people/{pupils[2].public_id}/extra-help/").sees("Extra help with what comes next")
    school.finds_no_fault().takes_picture("letter")
    school.goes_to(f"/people/{pupils[2].public_id}/objection/").finds_no_fault().takes_picture("objection")
    school.page.get_by_label("A parent or carer").check()
    school.presses("Record the objection").finds_no_fault()
    assert "Not scored: objected" in school.text()

    # Then the list is signed off, and cannot be changed any more
    school.goes_to("/schools/").follows("Due 14 Feb 2026").presses("Sign off the list")
    school.sees("Sign off the list of Saltmarsh High School").finds_no_fault().takes_picture("list-sign")
    school.presses("Sign off the list").sees("Saltmarsh High School").finds_no_fault().takes_picture("list-signed")
    assert "Signed off by Sheila Ince on 31 January 2026" in school.text()
    assert school.page.get_by_role("button", name="Add a pupil").count() == 0

    # And the manager sees it, decides the objection, and gives whom the school confirmed to an adviser
    manager.goes_to("/schools/").finds_no_fault().takes_picture("lists-signed")
    manager.follows("1 objection waits for your decision").sees("Objections to being scored").finds_no_fault()
    manager.follows("Decide this objection").finds_no_fault().takes_picture("objection-decide")
    manager.page.get_by_label("Agree: they are not scored").check()
    manager.fills({"Why?": "The family asked, and we offer help in another way."})
    manager.presses("Save").sees("Objections to being scored").finds_no_fault().takes_picture("objections")
    manager.goes_to("/schools/").follows("Signed off 31 Jan 2026").finds_no_fault().takes_picture("list-council")
    manager.presses("Give them to an adviser").sees("Give young people to an adviser").finds_no_fault()
    manager.takes_picture("allocate")
    manager.page.get_by_label("Adviser", exact=True).select_option(label="Adaeze Okafor")
    manager.page.get_by_label("2: supported").check()
    manager.presses("Open the cases").sees("Give young people to an adviser").finds_no_fault()
    manager.takes_picture("allocated")
    assert "2 cases opened." in manager.text()
    assert {case.person for case in Case.objects.all()} == {pupils[0], pupils[3]}


def test_the_same_pages_are_sound_without_a_script_and_at_the_narrowest(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, pupils: list[Person]
) -> None:
    score(saltmarsh)
    manager = visitor(staff["manager"], width=320, script=False).goes_to("/schools/open/").finds_no_fault()
    manager.presses("Open the lists").sees("School lists").follows("Due 14 Feb 2026").finds_no_fault()
    manager.presses("Sign off the list").sees("Sign off the list of Saltmarsh High School").finds_no_fault()
    manager.presses("Sign off the list").sees("Saltmarsh High School").presses("Open it again").finds_no_fault()
    lead = visitor(staff["data_lead"], width=320).goes_to("/schools/runs/").sees("Scorings").finds_no_fault()
    lead.takes_picture("runs")
