"""Casework: a plan in their words, how things are, what stands in the way, the move, a handover, and a concern."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from tests.journeys.visitor import EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.caseload.actions import open_case
from towpath.caseload.models import Concern, Plan
from towpath.contact.actions import NextStep
from towpath.organisation.models import Organisation
from towpath.people.models import Person

CANARY = "Osprey-7731"


@pytest.fixture
def wren(saltmarsh: Organisation, staff: dict[str, User]) -> Person:
    """Return Wren, whose case is due today."""
    person = make_person(saltmarsh)
    open_case(
        person=person, adviser=staff["adviser"], level_of_need="2", because="Left college",
        next_step=NextStep(DAY, "Ring about the open day"), by=SETUP, at=MORNING,
    )  # fmt: skip
    return person


def dates(adviser: Visitor, name: str, day: int, month: int, year: int) -> None:
    for part, typed in (("day", day), ("month", month), ("year", year)):
        adviser.page.locator(f"#{name}-{part}").fill(str(typed))


@pytest.mark.parametrize("script", [True, False])
def test_an_adviser_plans_with_a_young_person_and_hands_over(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person, script: bool
) -> None:
    # Given an adviser on a phone beside a young person, who agrees to work with her
    adviser = visitor(staff["adviser"], width=PHONE, script=script).goes_to(reverse("plans", args=[wren.public_id]))
    adviser.finds_no_fault().takes_picture(f"plan-none-{script}").follows("Record what they answered").finds_no_fault()
    adviser.page.get_by_label("Yes, they want to work with us").check()
    adviser.presses("Save").sees("Wren Halloran")

    # When they write a plan, and forget by when
    adviser.goes_to(reverse("plans_write", args=[wren.public_id]))
    adviser.fills({"What do they want?": "I want to fix boats", "Step 1: what is to be done?": "Ring the college"})
    adviser.page.get_by_label("Step 1: who does it?", exact=True).select_option("adviser")
    adviser.presses("Save the plan").finds_no_fault().takes_picture(f"plan-error-{script}")
    assert "Give a day for step 1." in adviser.text()
    dates(adviser, "due_1", 14, 2, 2026)
    adviser.presses("Save the plan").sees("Wren Halloran").finds_no_fault().takes_picture(f"plan-{script}")

    # Then the plan is in her words, and a later one leaves it to be read
    assert "I want to fix boats" in adviser.text()
    adviser.goes_to(reverse("plans_write", args=[wren.public_id]))
    adviser.fills({"What do they want?": "I want to build boats"}).presses("Save the plan").sees("Wren Halloran")
    adviser.page.get_by_text("Version 1, written by Adaeze Okafor").click()
    adviser.finds_no_fault().takes_picture(f"plan-versions-{script}")
    assert "I want to fix boats" in adviser.text()
    assert Plan.objects.count() == 1 + 1

    # And the move after Year 11 is planned with the day of its first week
    adviser.goes_to(reverse("plans_move", args=[wren.public_id])).finds_no_fault().takes_picture(f"move-{script}")
    adviser.fills({"Where would they like to go?": "Marine engineering at the Dock College"})
    dates(adviser, "first_week", 7, 9, 2026)
    adviser.presses("Save").sees("Wren Halloran").finds_no_fault()
    assert "Marine engineering at the Dock College" in adviser.text()

    # And the copy that Wren takes away, and what goes with a handover, say so
    adviser.goes_to(reverse("plans_copy", args=[wren.public_id])).sees("Wren Halloran: your plan").finds_no_fault()
    adviser.takes_picture(f"plan-copy-{script}").goes_to(reverse("cases_hand_over", args=[wren.public_id]))
    adviser.finds_no_fault().takes_picture(f"hand-over-{script}")
    for said in ("I want to build boats", "Ring the college", "Marine engineering", "Yes, they want to work with us"):
        assert said in adviser.text()


def test_how_far_somebody_has_come_is_drawn_and_told(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    # Given a baseline on a phone, strengths first
    adviser = visitor(staff["adviser"], width=PHONE)
    for money, travel in (("3", "5"), ("6", "4")):
        adviser.goes_to(reverse("needs_record", args=[wren.public_id])).finds_no_fault().takes_picture("needs-record")
        adviser.fills({"What goes well, and what are they good at?": "Good with her hands"})
        adviser.page.get_by_label("Money: how is it?", exact=True).select_option(money)
        adviser.page.get_by_label("Getting about: how is it?", exact=True).select_option(travel)

        # When she asks again
        adviser.presses("Save").sees("Wren Halloran").finds_no_fault()

    # Then the picture says it in words, and has its table
    adviser.takes_picture("needs")
    assert "Of 2 parts of life asked about more than once: 1 better, 0 the same and 1 harder." in adviser.text()

    # And a barrier is opened, and closed with a reason
    adviser.follows("Add a barrier").finds_no_fault().takes_picture("barrier")
    adviser.page.get_by_label("Getting there").check()
    adviser.presses("Save").sees("Wren Halloran").follows("Open: close it").finds_no_fault()
    adviser.page.get_by_label("Solved").check()
    adviser.presses("Close it").sees("Wren Halloran").finds_no_fault().takes_picture("barriers")
    assert "Solved" in adviser.text()


def test_a_concern_is_for_its_writer_and_the_lead_alone(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    # Given a tracking officer who hears something on the phone
    officer = visitor(staff["tracking_officer"], width=PHONE).goes_to(reverse("people_person", args=[wren.public_id]))
    officer.follows("I fear for this young person’s safety").finds_no_fault().takes_picture("concern-raise")
    text = officer.text()
    assert text.index("Ring 999 first") < text.index("Write down a safeguarding concern")

    # When he writes it down
    officer.fills({"What did you see or hear?": f"Shouting at home {CANARY}"})
    officer.page.get_by_label("The safeguarding lead, in person or by phone").check()
    officer.presses("Save").sees("Wren Halloran").finds_no_fault()
    assert CANARY in officer.text()

    # Then the lead sees that nobody has read it, reads it and says what was decided
    lead = visitor(staff["safeguarding_lead"]).goes_to("/today/").finds_no_fault().takes_picture("today-lead")
    lead.follows("Concerns nobody has read").sees("Safeguarding concerns").finds_no_fault().takes_picture("concerns")
    assert CANARY not in lead.text()
    lead.follows("Wren Halloran").sees("Wren Halloran").finds_no_fault()
    lead.page.get_by_label("I have read it").check()
    lead.fills({"In words": "Read; rang the front door"}).presses("Add").sees("Wren Halloran").finds_no_fault()
    lead.takes_picture("concern")
    assert CANARY in lead.text()

    # And nobody else finds it anywhere, a manager not excepted
    address = f"/concerns/{Concern.objects.get().public_id}/"
    pages = (
        "people_person",
        "people_contacts",
        "people_timeline",
        "plans",
        "needs",
        "concerns_raise",
        "cases_hand_over",
    )
    for role in ("adviser", "manager", "specialist"):
        other = visitor(staff[role])
        found = [*(reverse(page, args=[wren.public_id]) for page in pages), f"/people/?q={CANARY}", "/today/", address]
        for page in found:
            other.goes_to(page)
            body = other.page.content().replace(f"q={CANARY}", "").replace(f'value="{CANARY}"', "")
            assert "Shouting" not in body, (role, page)
            assert CANARY not in body or page.startswith("/people/?q"), (role, page)


def test_the_pages_of_casework_are_sound(visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person) -> None:
    manager = visitor(staff["manager"], width=EVERY_WIDTH)
    of_wren = (
        "plans",
        "plans_write",
        "plans_move",
        "plans_agreement",
        "needs",
        "needs_record",
        "cases_who",
        "concerns_raise",
    )
    for name in of_wren:
        manager.goes_to(reverse(name, args=[wren.public_id])).finds_no_fault().takes_picture(name)
    for name in ("choices", "choices_skills", "choices_sites", "choices_sites_add"):
        manager.goes_to(reverse(name)).finds_no_fault().takes_picture(name)
    for listed in ("contact_outcome", "fund_kind"):
        for name in ("choices_list", "choices_add"):
            manager.goes_to(reverse(name, args=[listed])).finds_no_fault().takes_picture(f"{name}-{listed}")
    for listed, code in (("contact_outcome", "noted"), ("fund_kind", "travel")):
        manager.goes_to(reverse("choices_change", args=[listed, code])).finds_no_fault().takes_picture(code)
