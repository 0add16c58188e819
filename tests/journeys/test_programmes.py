"""A programme from its plan to its figures, on a phone where a tutor stands with one, and a course with a family."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.urls import reverse

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, upn_of
from tests.factories.programmes import join, make_count_on_you, make_pre_employment, make_run
from tests.journeys.visitor import DESK, EVERY_WIDTH, NARROWEST, PHONE, Visitor
from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.people.actions import record_relative
from towpath.people.models import Person
from towpath.programmes.actions import answer_confidence, complete_stage, record_outcome
from towpath.programmes.models import Participation, ProgrammeRun


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


@pytest.fixture
def run(saltmarsh: Organisation, staff: dict[str, User]) -> ProgrammeRun:
    return make_run(make_pre_employment(saltmarsh), staff["adviser"], places=12)


def dated(visitor: Visitor, name: str, day: str, month: str, year: str) -> None:
    for part, typed in (("day", day), ("month", month), ("year", year)):
        visitor.page.locator(f"#{name}-{part}").fill(typed)


def test_a_manager_plans_a_programme_and_a_run_of_it(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    # Given a manager who has no programme yet
    manager = visitor(staff["manager"]).goes_to(reverse("programmes")).sees("Programmes").finds_no_fault()
    manager.follows("Programmes and their plans").finds_no_fault()

    # When she adds one with its ages swapped, she is told, and mends it
    manager.follows("Add a programme").sees("Add a programme").finds_no_fault()
    manager.fills({"Name": "Pre-Employment Programme", "Youngest age (optional)": "25", "Oldest age (optional)": "16"})
    manager.presses("Add the programme").finds_no_fault()
    assert "Swap them" in manager.text()
    manager.fills({"Youngest age (optional)": "16", "Oldest age (optional)": "25"})
    manager.presses("Add the programme").sees("Programmes and their plans")

    # And gives it a stage, and plans a run
    manager.follows("Pre-Employment Programme").sees("Pre-Employment Programme").finds_no_fault()
    manager.follows("Add a stage").finds_no_fault()
    manager.fills({"Name of the stage": "Classroom", "How many weeks?": "3"})
    manager.page.get_by_label("In a classroom", exact=True).check()
    manager.page.get_by_label("Monday", exact=True).check()
    manager.page.get_by_label("Completing this stage counts as completing the programme").check()
    manager.presses("Add the stage").sees("Pre-Employment Programme").takes_picture("programme-plan")
    manager.presses("Plan a run").finds_no_fault().takes_picture("programme-run-form")
    manager.fills({"Name of the run": "Winter", "Where is it?": "Old Customs House", "How many places?": "8"})
    dated(manager, "start_date", "12", "1", "2026")
    manager.page.get_by_label("Who leads it?").select_option(label="Adaeze Okafor")
    manager.presses("Plan the run").sees("Programmes").finds_no_fault()

    # Then it is there with a session on each Monday of its three weeks
    manager.follows("Winter").sees("Winter").finds_no_fault()
    assert manager.text().count("0 marked") == 3


@pytest.mark.parametrize("script", [True, False])
def test_a_tutor_enrols_somebody_and_takes_the_register_on_a_phone(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person, run: ProgrammeRun, script: bool
) -> None:
    # Given a tutor on a phone, who finds Wren and enrols her
    tutor = visitor(staff["adviser"], width=PHONE, script=script).goes_to(reverse("programmes_enrol", args=[run.pk]))
    tutor.page.get_by_label("Name, date of birth, number, phone or postcode", exact=True).fill("wren halloran")
    tutor.presses("Search").finds_no_fault().follows("Wren Halloran").finds_no_fault()
    tutor.page.get_by_label("Young person", exact=True).check()
    dated(tutor, "joined_date", "12", "1", "2026")
    tutor.takes_picture(f"programme-enrol-{script}").presses("Enrol").sees("Winter run").finds_no_fault()
    tutor.takes_picture(f"programme-run-{script}")

    # When two sessions running are marked absent, each with one press
    held = list(run.sessions.order_by("session_date")[:2])
    for session in held:
        tutor.goes_to(reverse("programmes_register", args=[session.pk])).finds_no_fault()
        tutor.page.get_by_role("button", name="Absent Wren Halloran").click()
        tutor.page.get_by_role("button", name="Absent Wren Halloran", pressed=True).wait_for()
    tutor.page.get_by_label("Why? Wren Halloran was away").select_option(label="Ill")
    tutor.page.get_by_role("button", name="Save why Wren Halloran was away").click()
    tutor.finds_no_fault().takes_picture(f"programme-register-{script}")
    assert "Why: Ill." in tutor.text()

    # Then somebody is asked to find out how she is
    tutor.goes_to(reverse("today")).finds_no_fault()
    tutor.goes_to(reverse("people_person", args=[wren.public_id]))
    assert "Missed two sessions running of Winter run: 12 January 2026 and 14 January 2026" in tutor.text()


def test_two_tabs_that_mark_otherwise_lose_nothing(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person, run: ProgrammeRun
) -> None:
    # Given the same register open in two tabs
    join(run, wren)
    address = reverse("programmes_register", args=[run.sessions.order_by("session_date")[0].pk])
    one, other = (visitor(staff["adviser"], width=PHONE).goes_to(address) for _ in range(2))

    # When one marks her present and the other, not having seen it, absent
    one.page.get_by_role("button", name="Present Wren Halloran").click()
    one.page.get_by_role("button", name="Present Wren Halloran", pressed=True).wait_for()
    other.page.get_by_role("button", name="Absent Wren Halloran").click()

    # Then the second is told what stands, and pressing again puts it right
    other.page.get_by_role("button", name="Present Wren Halloran", pressed=True).wait_for()
    other.finds_no_fault().takes_picture("programme-two-tabs")
    assert "Adaeze Okafor marked Wren Halloran “Present”" in other.text()
    other.page.get_by_role("button", name="Absent Wren Halloran").click()
    other.page.get_by_role("button", name="Absent Wren Halloran", pressed=True).wait_for()


def test_what_came_of_a_run_is_a_picture_with_its_table(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, run: ProgrammeRun
) -> None:
    # Given eight who started, of whom four completed, three went into work and one became an apprentice elsewhere
    eight_four_three(saltmarsh, run)

    # When an adviser looks
    adviser = visitor(staff["adviser"], width=(NARROWEST, PHONE, DESK))
    adviser.goes_to(reverse("programmes_figures", args=[run.pk])).finds_no_fault().takes_picture("programme-figures")

    # Then the rates are there, and the one apart is told apart
    said = adviser.text()
    assert "50% (4 of 8)" in said
    assert "75% (3 of 4)" in said
    assert "37.5% (3 of 8)" in said
    assert "1 apart" in said

    # And a commissioner is shown none of the small numbers
    commissioner = visitor(staff["commissioner"]).goes_to(reverse("programmes")).finds_no_fault()
    commissioner.follows("Winter run").finds_no_fault().takes_picture("programme-figures-released")
    assert "Small numbers are hidden" in commissioner.text()
    assert "4 of 8" not in commissioner.text()


def test_a_family_joins_a_course_and_confidence_is_a_picture(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, wren: Person
) -> None:
    # Given Wren on Count on You, too young for it unless somebody says why, and her mother on her record
    course = make_run(make_count_on_you(saltmarsh), staff["adviser"], name="Autumn course")
    record_relative(
        person=wren,
        relation="mother",
        given_name="Isolde",
        family_name="Halloran",
        source="page:1",
        by=SETUP,
        at=MORNING,
    )
    tutor = visitor(staff["adviser"], width=PHONE).goes_to(
        reverse("programmes_enrol_one", args=[course.pk, wren.public_id])
    )
    tutor.page.get_by_label("Young person", exact=True).check()
    dated(tutor, "joined_date", "12", "1", "2026")
    tutor.presses("Enrol").finds_no_fault().takes_picture("programme-age-rule")
    assert "Aged 16 when the run starts; it asks for at least 19." in tutor.text()

    # When the tutor says why, and enrols the mother beside her
    tutor.fills({"Why may they join all the same?": "Leaves care in May; the funder agreed."})
    tutor.presses("Enrol").sees("Autumn course").follows("Wren Halloran").finds_no_fault()
    tutor.takes_picture("programme-participation")
    tutor.page.get_by_role("link", name="Enrol Isolde Halloran").click()
    tutor.page.get_by_label("Family of a young person", exact=True).check()
    tutor.page.get_by_label("Whose family are they?").select_option(label="Wren Halloran")
    tutor.fills({"Why may they join all the same?": "Wren’s mother; birth date seen on her licence."})
    dated(tutor, "joined_date", "12", "1", "2026")
    tutor.presses("Enrol").sees("Autumn course").finds_no_fault()

    # And both say how sure they feel, before and after
    for joined in Participation.objects.filter(run=course).order_by("pk"):
        for question in course.programme.questions.order_by("position"):
            for moment, score in (("before", 3), ("after", 6)):
                told = {"participation": joined, "moment": moment, "answered_date": DAY, "by": SETUP, "at": MORNING}
                answer_confidence(scores={question.pk: score}, **told)
    tutor.goes_to(reverse("programmes_confidence", args=[joined.pk])).finds_no_fault()

    # Then the mother stands outside the young people, and the picture shows the change
    looking = visitor(staff["adviser"], width=(PHONE, DESK))
    looking.goes_to(reverse("programmes_figures", args=[course.pk])).finds_no_fault()
    looking.takes_picture("programme-confidence")
    assert "3.0 before and 6.0 after" in looking.text()
    rows = looking.page.locator("dl[aria-label='Who took part']").inner_text().split()
    assert rows == ["Young", "people", "1", "Adult", "learners", "0", "Members", "of", "a", "family", "1"]


def test_the_pages_of_a_programme_are_sound(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person, run: ProgrammeRun
) -> None:
    joined = join(run, wren)
    manager = visitor(staff["manager"], width=EVERY_WIDTH)
    for name in ("programmes", "programmes_plans", "programmes_plan_add", "programmes_reasons"):
        manager.goes_to(reverse(name)).finds_no_fault().takes_picture(name)
    for name in ("plan", "plan_change", "stage_add", "question_add", "run_plan"):
        manager.goes_to(reverse(f"programmes_{name}", args=[run.programme_id])).finds_no_fault().takes_picture(name)
    for name in ("run", "enrol", "figures"):
        manager.goes_to(reverse(f"programmes_{name}", args=[run.pk])).finds_no_fault().takes_picture(name)
    for name in ("person", "stage_done", "outcome", "leave", "take_back", "confidence"):
        manager.goes_to(reverse(f"programmes_{name}", args=[joined.pk])).finds_no_fault().takes_picture(name)
    session = run.sessions.order_by("session_date")[0]
    for name in ("register", "session_off"):
        manager.goes_to(reverse(f"programmes_{name}", args=[session.pk])).finds_no_fault().takes_picture(name)


def eight_four_three(saltmarsh: Organisation, run: ProgrammeRun) -> None:
    """Let eight take part: four complete, three of them go into work and the fourth into something else."""
    how = {"by": SETUP, "at": MORNING}
    classroom, placement = run.stages.order_by("position")[:2]
    for number in range(8):
        joined = join(run, make_person(saltmarsh, replace(WREN, upn=upn_of(number))))
        complete_stage(participation=joined, stage=classroom, completed_date=DAY, **how)
        if number < 4:
            complete_stage(participation=joined, stage=placement, completed_date=DAY, **how)
            told = {"kind": "apprenticeship", "start_date": DAY, "is_apart": number == 3}
            record_outcome(participation=joined, where_words="Saltmarsh Hospital", **told, **how)
