"""A young person's own pages: an adviser hands over a letter, and Wren sees and answers her own record on a phone."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from tests.factories.people import make_person
from tests.journeys.visitor import EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.applications.actions import shortlist
from towpath.caseload.actions import Step, make_code, open_case, write_plan
from towpath.caseload.models import OwnCode
from towpath.contact.actions import NextStep
from towpath.organisation.models import Organisation
from towpath.people.models import Person

SOON = DAY + timedelta(days=14)
PAGES = ("home", "plan", "dates", "options", "record", "looks", "choices", "answer", "object")


@pytest.fixture
def wren(saltmarsh: Organisation, staff: dict[str, User]) -> Person:
    """Return Wren, with a plan and a course on her list."""
    person = make_person(saltmarsh)
    open_case(
        person=person, adviser=staff["adviser"], level_of_need="2", because="Left college",
        next_step=NextStep(DAY, "Ring about the open day"), by=SETUP, at=MORNING,
    )  # fmt: skip
    write_plan(
        person=person, number=0, goal="I want to fix boats", our_view="Shy of phones", review_date=SOON,
        steps=[
            Step(words="Look up the bus times to the college", whose="young_person", due_date=SOON),
            Step(words="Ring the college about a visit", whose="adviser", due_date=SOON),
        ],
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip
    shortlist(person=person, opening=make_opening(make_college(saltmarsh)), by=SETUP, at=MORNING)
    return person


def types_a_code(phone: Visitor, code: str, day: str, month: str) -> None:
    phone.fills({"Your code": code, "The day of your birthday": day})
    phone.page.get_by_label("The month of your birthday").select_option(label=month)
    phone.presses("Open my pages")


@pytest.mark.parametrize("script", [True, False])
def test_a_young_person_sees_and_answers_her_own_record(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person, script: bool
) -> None:
    # Given an adviser who says what young people see of her, and makes a letter for Wren
    adviser = visitor(staff["adviser"], script=script).goes_to(reverse("people_person", args=[wren.public_id]))
    adviser.follows("Give them a code to their own pages").sees("Wren Halloran").finds_no_fault()
    adviser.takes_picture(f"codes-none-{script}").follows("Say what young people see of you").finds_no_fault()
    adviser.fills({"What may young people call you?": "Ada"})
    adviser.fills({"How can they reach you, and when?": "Ring or text 07700 900555, Monday to Thursday, 9 to 5."})
    adviser.presses("Save").sees("What young people see of you").finds_no_fault().takes_picture(f"card-{script}")
    adviser.goes_to(reverse("codes", args=[wren.public_id])).presses("Make a code and its letter").sees("Hello Wren")
    adviser.finds_no_fault().takes_picture(f"letter-{script}")
    found = re.search(r"Type this code: ((?:\w{4} ){2}\w{4})", adviser.text())
    assert found is not None
    assert "You are not in trouble." in adviser.text()

    # When Wren types it on her phone, wrongly at first, she is told kindly and tries again
    phone = visitor(width=PHONE, script=script).goes_to("/my/").finds_no_fault().takes_picture(f"own-door-{script}")
    types_a_code(phone, found.group(1), "30", "August")
    phone.sees("Open your own pages").finds_no_fault().takes_picture(f"own-refused-{script}")
    assert "It is not your fault" in phone.text()
    types_a_code(phone, found.group(1).lower(), "31", "August")

    # Then she finds who to ring first when it is urgent, and her adviser as she agreed to be shown
    phone.sees("Hello Wren").finds_no_fault().takes_picture(f"own-home-{script}")
    assert phone.text().index("999") < phone.text().index("Your adviser is Ada")
    phone.follows("My plan").sees("My plan").finds_no_fault()
    assert "I want to fix boats" in phone.text()
    assert "Shy of phones" not in phone.text()

    # And ticks a step, says that something is wrong, and reads what became of it
    phone.page.get_by_role("button", name="I did it").click()
    phone.sees("My plan").finds_no_fault()
    assert "You said it is done" in phone.text()
    phone.presses("Add something, or say what is wrong").sees("Tell us about your plan").finds_no_fault()
    phone.presses("Send").finds_no_fault().takes_picture(f"own-say-error-{script}")
    phone.page.get_by_label("Something here is wrong").check()
    phone.page.get_by_label("Write it in your own words").fill("It is engines I like, not boats.")
    phone.presses("Send").sees("My plan").finds_no_fault().takes_picture(f"own-plan-{script}")
    assert "We told your adviser" in phone.text()

    # And sees her dates and options, what is kept, who looked, and chooses
    phone.follows("My dates").sees("My dates").finds_no_fault().takes_picture(f"own-dates-{script}")
    assert "14 February 2026" in phone.text()
    phone.follows("My options").sees("My options").finds_no_fault().takes_picture(f"own-options-{script}")
    phone.follows("My record").sees("My record").finds_no_fault().takes_picture(f"own-record-{script}")
    phone.follows("See who looked at my record").sees("Who looked at my record").finds_no_fault()
    phone.takes_picture(f"own-looks-{script}")
    assert "An adviser opened your record" in phone.text()
    phone.follows("My choices").sees("My choices").finds_no_fault()
    phone.follows("Tell us what you want").sees("Working with an adviser").finds_no_fault()
    phone.page.get_by_label("Yes, I want to work with an adviser").check()
    phone.presses("Send").sees("My choices").follows("Ask us not to score me").finds_no_fault()
    phone.presses("Ask").sees("My choices").finds_no_fault().takes_picture(f"own-choices-{script}")
    phone.presses("Sign out").sees("You are signed out").finds_no_fault().takes_picture(f"own-left-{script}")

    # And the letter, passed on, opens nothing
    other = visitor(width=PHONE, script=script).goes_to("/my/plan/").sees("Open your own pages").finds_no_fault()
    types_a_code(other, found.group(1), "31", "August")
    other.sees("Open your own pages").finds_no_fault()
    assert "It is not your fault" in other.text()

    # And the adviser sees that it was used, and finds each thing she said among her tasks and on the plan
    adviser.goes_to(reverse("codes", args=[wren.public_id])).finds_no_fault().takes_picture(f"codes-used-{script}")
    assert "Used at" in adviser.text()
    adviser.goes_to(reverse("plans", args=[wren.public_id])).finds_no_fault().takes_picture(f"plan-own-words-{script}")
    assert "It is engines I like, not boats." in adviser.text()
    assert "Told us on their own pages" in adviser.text()
    adviser.goes_to("/today/").finds_no_fault()
    assert "Objects to being scored for extra help" in adviser.text()


def test_five_wrong_birthdays_lock_the_code_and_tell_the_adviser(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    # Given a letter that somebody else picked up
    code = make_code(person=wren, made_by=staff["adviser"], by=SETUP, at=MORNING)[1]
    finder = visitor(width=PHONE)

    # When they guess at the birthday
    for day in ("1", "2", "3", "4", "5"):
        finder.goes_to("/my/")
        types_a_code(finder, code, day, "March")

    # Then nobody gets in with it any more, and the adviser knows
    types_a_code(finder, code, "31", "August")
    finder.sees("Open your own pages").finds_no_fault()
    assert OwnCode.objects.get().locked_at is not None
    adviser = visitor(staff["adviser"], width=PHONE).goes_to("/today/").finds_no_fault()
    assert "locked after 5 wrong birthdays" in adviser.text()
    adviser.goes_to(reverse("codes", args=[wren.public_id])).finds_no_fault().takes_picture("codes-locked")
    assert "Five wrong birthdays were tried with it" in adviser.text()


def test_own_pages_are_sound(visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person) -> None:
    code = make_code(person=wren, made_by=staff["adviser"], by=SETUP, at=MORNING)[1]
    own = visitor(width=EVERY_WIDTH).goes_to("/my/").finds_no_fault().takes_picture("own-door")
    types_a_code(own, code, "31", "August")
    own.sees("Hello Wren")
    for name in PAGES:
        own.goes_to(reverse(f"own_{name}")).finds_no_fault().takes_picture(f"own-{name}")
    assert own.page.context.cookies()[0]["name"] in (settings.OWN_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    staffed = visitor(staff["adviser"], width=EVERY_WIDTH)
    for address in (reverse("codes", args=[wren.public_id]), reverse("codes_card")):
        staffed.goes_to(address).finds_no_fault()
