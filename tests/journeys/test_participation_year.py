"""The participation year at the desk: a cohort fixed, who has no offer, and a college that tells of a leaver."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from tests.factories.cast import SETUP
from tests.factories.people import make_school, pupil
from tests.journeys.visitor import DESK, PHONE, Visitor
from towpath.access.models import User
from towpath.clock import LONDON
from towpath.organisation.models import Organisation
from towpath.people.actions import record_people
from towpath.people.models import Person
from towpath.tracking.actions import GUARANTEES, NewGuarantee
from towpath.tracking.models import CouncilMove, LeaverNotice

MAY = datetime(2025, 5, 12, 9, 0, tzinfo=LONDON)
OCTOBER = datetime(2025, 10, 3, 9, 0, tzinfo=LONDON)


@pytest.fixture
def leavers(saltmarsh: Organisation) -> list[Person]:
    """Return three who left Year 11 in summer 2025, the first with an offer."""
    school = make_school(saltmarsh)
    facts = [(None, replace(pupil(number), establishment_id=school.pk)) for number in (1, 2, 3)]
    made = record_people(organisation=saltmarsh, incoming=facts, source="import:1", by=SETUP, at=MAY)
    people = [Person.objects.get(pk=each.person_id) for each in made]
    new = NewGuarantee(
        person_id=people[0].pk, cohort_year=2025, year_group=11, status="110", la_code="343", source="import:9"
    )
    GUARANTEES.record(organisation=saltmarsh, incoming=[new], by=SETUP, at=OCTOBER)
    return people


def test_a_september_is_kept_from_its_cohort_to_its_leavers(
    visitor: Callable[..., Visitor], staff: dict[str, User], leavers: list[Person]
) -> None:
    # Given a manager who fixes the cohort of last September, which nobody had yet
    manager = visitor(staff["manager"], width=(PHONE, DESK))
    manager.goes_to("/desk/guarantee/?year=2025").sees("September Guarantee 2025").finds_no_fault()
    manager.presses("Fix the cohort of September 2025").sees("September Guarantee 2025").finds_no_fault()
    manager.takes_picture("guarantee")
    assert "small numbers are not hidden here" in manager.text()

    # When she opens those of whom nobody recorded anything
    manager.follows("Not recorded").sees("Not recorded, September Guarantee 2025").finds_no_fault()

    # Then both stand there, and open to their records
    manager.takes_picture("guarantee-people")
    assert "2 young people" in manager.text()

    # When she asks what became of those who left
    manager.goes_to("/desk/destinations/?year=2025").sees("Leavers of summer 2025").finds_no_fault()
    manager.takes_picture("destinations")
    manager.goes_to("/desk/destinations/people/?year=2025").sees("Leavers").finds_no_fault()

    # Then each of the four facts stands beside the others, and what nobody recorded says so
    manager.takes_picture("destinations-people")
    assert "Not recorded" in manager.text()

    # And the survey of 1 November, whose layout nobody published, says so before it goes
    manager.goes_to("/desk/survey/?year=2025").sees("Activity survey of 1 November 2025").finds_no_fault()
    manager.takes_picture("survey")
    assert "the layout is not published to us" in manager.text()

    # When a college tells that the first left, it is written down from their record
    address = f"/desk/people/{leavers[0].public_id}/leaver/"
    manager.goes_to(address).sees("Bertie Blackshaw-Birch").finds_no_fault().takes_picture("leaver-tell")
    manager.page.get_by_label("Its name, if it is not listed").fill("Estuary College")
    for question, day in (("left", "20"), ("told", "22")):
        group = manager.page.get_by_role("group").filter(
            has_text=f"The day on which {'they' if question == 'left' else 'we were'}"
        )
        for label, value in (("Day", day), ("Month", "1"), ("Year", "2026")):
            group.get_by_label(label, exact=True).fill(value)
    manager.presses("Save").sees("Notices of leavers").finds_no_fault().takes_picture("leavers")

    # Then the notice waits with its clock, and what was done with it is written down once
    notice = LeaverNotice.objects.get()
    manager.goes_to(f"/desk/leavers/{notice.pk}/").finds_no_fault().takes_picture("leaver")
    manager.page.get_by_label("We found out what they do now, or tried and wrote down why not").check()
    manager.page.get_by_label("In a few words").fill("At work in a café: confirmed on the phone.")
    manager.presses("Save").sees("Notices of leavers").finds_no_fault()
    assert "Nothing waits" in manager.text()


def test_a_move_is_handed_over_and_the_turn_of_the_year_is_looked_at(
    visitor: Callable[..., Visitor], staff: dict[str, User], leavers: list[Person]
) -> None:
    # Given an officer who opens the record of somebody who moved
    officer = visitor(staff["tracking_officer"], width=(PHONE, DESK))
    officer.goes_to(f"/people/{leavers[0].public_id}/timeline/").follows("They moved to another council")
    officer.sees("Bertie Blackshaw-Birch").finds_no_fault().takes_picture("moved-out")

    # When she says where to, who there is told and by what, and what else may go
    officer.page.get_by_label("Which council?").select_option(label="Liverpool")
    for label, value in (("Day", "20"), ("Month", "1"), ("Year", "2026")):
        officer.page.get_by_label(label, exact=True).fill(value)
    officer.page.get_by_label("Who there is told?").fill("Tracking, Liverpool")
    officer.page.get_by_label("By which law or agreement?").fill("Education and Skills Act 2008, section 68")
    officer.page.get_by_label("Where they live now").check()
    officer.presses("Save").sees("Moves between councils").finds_no_fault().takes_picture("moves")

    # Then the papers wait, and go when she takes them
    officer.follows("Bertie Blackshaw-Birch").sees("Bertie Blackshaw-Birch").finds_no_fault().takes_picture("move")
    with officer.page.expect_download() as taken:
        officer.presses("Download the letter")
    assert taken.value.suggested_filename.startswith("move-to-341-letter.")
    officer.goes_to(f"/people/{leavers[0].public_id}/timeline/").sees("Bertie Blackshaw-Birch").finds_no_fault()
    assert "Moved to Liverpool" in officer.text()

    # And as it was somebody else who moved, she withdraws it, and is told whom to ask to delete what went
    officer.goes_to(f"/desk/moves/{CouncilMove.objects.get().pk}/").follows("This move was written by mistake")
    officer.sees("Bertie Blackshaw-Birch").finds_no_fault().takes_picture("move-withdraw")
    officer.page.get_by_label("Why was it a mistake?").fill("It was their cousin")
    officer.presses("Withdraw it").sees("Moves between councils").finds_no_fault()
    officer.follows("Bertie Blackshaw-Birch").sees("Bertie Blackshaw-Birch").finds_no_fault()
    officer.takes_picture("move-withdrawn")
    assert "ask them to delete it" in officer.text()

    # And she looks at whom September changed, and at who is taught elsewhere
    for picture, address, words in (
        ("year", "/desk/year/", "The participation year"),
        ("rollover", "/desk/rollover/", "The turn of the year, 1 September 2025"),
        (
            "rollover-people",
            "/desk/rollover/people/?list=left_school_not_known",
            "Leave school age, not known from 1 September",
        ),
        ("taught", "/desk/taught/", "Taught elsewhere, with a plan, or in custody"),
    ):
        officer.goes_to(address).sees(words).finds_no_fault().takes_picture(picture)
