"""An adviser's day: find somebody, note a call on a phone, say what they are doing, and see it gone from the list."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from tests.journeys.visitor import EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.caseload.actions import open_case
from towpath.contact.actions import NextStep
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tasks.actions import add_task


@pytest.fixture
def wren(saltmarsh: Organisation, staff: dict[str, User]) -> Person:
    """Return Wren, whose case is due today, with one thing to do."""
    person = make_person(saltmarsh)
    open_case(
        person=person, adviser=staff["adviser"], level_of_need="2", because="Left college",
        next_step=NextStep(DAY, "Ring about the open day"), by=SETUP, at=MORNING,
    )  # fmt: skip
    add_task(
        organisation=saltmarsh, kind="next_step", words="Ring about the open day", due_date=DAY - timedelta(days=1),
        person=person, owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip
    return person


@pytest.mark.parametrize("script", [True, False])
def test_an_adviser_notes_a_call_and_confirms_a_status_on_a_phone(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person, script: bool
) -> None:
    # Given an adviser on a phone, who remembers a name badly
    adviser = visitor(staff["adviser"], width=PHONE, script=script).goes_to("/people/").sees("Find a young person")
    adviser.page.get_by_label("Name, date of birth, number, phone or postcode", exact=True).fill("ren haloran")
    adviser.presses("Search").finds_no_fault().takes_picture(f"people-found-{script}")

    # When she opens the record and notes a call, half filled in
    adviser.follows("Wren Halloran").sees("Wren Halloran").finds_no_fault().takes_picture(f"person-{script}")
    adviser.page.get_by_role("button", name="Record a contact").or_(
        adviser.page.get_by_role("link", name="Record a contact")
    ).first.click()
    adviser.page.get_by_label("Spoke to the young person", exact=True).check()
    adviser.presses("Save").finds_no_fault().takes_picture(f"contact-error-{script}")
    assert "There is a problem" in adviser.text()

    # Then she is told what is missing, and what she chose is kept
    assert adviser.page.get_by_label("Spoke to the young person", exact=True).is_checked()
    adviser.page.get_by_label("None needed: look again on a day").check()
    adviser.page.get_by_label("In 2 weeks: 14 February 2026").check()
    adviser.page.get_by_label("Ring about the open day (due 30 Jan 2026)").check()
    adviser.page.get_by_label("They also told me what they are doing now").check()
    adviser.presses("Save")

    # And when she says what Wren is doing, an end date is asked for, given and saved
    adviser.page.get_by_label("What are they doing?", exact=True).select_option("230")
    for part, typed in (("day", "8"), ("month", "9"), ("year", "2025")):
        adviser.page.locator(f"#start_date-{part}").fill(typed)
    adviser.presses("Save").finds_no_fault().takes_picture(f"status-error-{script}")
    assert "cannot be recorded without it" in adviser.text()
    for part, typed in (("day", "31"), ("month", "7"), ("year", "2026")):
        adviser.page.locator(f"#expected_end_date-{part}").fill(typed)
    adviser.presses("Save").sees("Wren Halloran").finds_no_fault().takes_picture(f"person-after-{script}")
    assert "Saved: Further education, full time (230) from 8 Sep 2025." in adviser.text()
    assert "Nothing needed; look again: 14 Feb 2026" in adviser.text()

    # And nothing waits for her any more
    adviser.goes_to("/today/").sees("Today, 31 January 2026").finds_no_fault()
    assert "Ring about the open day" not in adviser.text()


def test_the_pages_of_one_person_are_sound(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    adviser = visitor(staff["adviser"], width=EVERY_WIDTH)
    for name in ("today", "people", "cases", "cases_team"):
        adviser.goes_to(reverse(name)).finds_no_fault().takes_picture(name)
    pages = ("person", "facts", "timeline", "contacts", "status", "contact", "birth_date")
    for name in (*(f"people_{page}" for page in pages), "cases_open", "cases_hand_over", "cases_close"):
        adviser.goes_to(reverse(name, args=[wren.public_id])).finds_no_fault().takes_picture(name)
    adviser.goes_to(reverse("people_fact", args=[wren.public_id, "level_of_need"])).finds_no_fault().takes_picture(
        "fact"
    )


ABOUT_HER = (
    "people_person",
    "people_facts",
    "people_timeline",
    "people_contacts",
    "people_status",
    "people_contact",
    "people_birth_date",
    "cases_hand_over",
    "cases_close",
    "desk_attempt",
    "desk_door",
    "people_knocking",
)


def test_a_contact_takes_five_taps_on_a_phone(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    # Given an adviser who has just put the phone down, with the record open
    adviser = visitor(staff["adviser"], width=PHONE).goes_to(reverse("people_person", args=[wren.public_id]))
    page, taps = adviser.page, []
    page.expose_function("tapped", lambda: taps.append(1))
    page.add_init_script("addEventListener('pointerdown', () => window.tapped(), true)")
    page.reload()

    # When she records it, typing nothing
    page.get_by_role("button", name="Record a contact").click()
    for answer in ("No answer", "None needed: look again on a day", "In a week: 7 February 2026"):
        # What no answer has brought up is not there to be scrolled past.
        assert not page.get_by_label("What is to be done?").is_visible()
        page.get_by_text(answer, exact=True).click()
    adviser.presses("Save").sees("Wren Halloran")

    # Then five taps were enough, and the case still says when it is looked at again
    assert len(taps) == 5
    assert "Nothing needed; look again: 7 Feb 2026" in adviser.text()


def test_an_answer_brings_up_its_question_and_the_keyboard_reaches_it(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    adviser = visitor(staff["adviser"]).goes_to(reverse("people_contact", args=[wren.public_id]))

    adviser.page.get_by_label("There is something to do").check()
    adviser.page.keyboard.press("Tab")

    assert adviser.page.evaluate("document.activeElement.name") == "step"
    adviser.page.get_by_label("Another day", exact=True).check()
    adviser.page.keyboard.press("Tab")
    assert adviser.page.evaluate("document.activeElement.name") == "due_date-day"
    adviser.finds_no_fault()


def test_the_pages_of_one_person_hold_in_forced_colours_and_in_large_text(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    forced, large = visitor(staff["adviser"], forced_colours=True), visitor(staff["adviser"], width=PHONE)
    for name in ABOUT_HER:
        address = reverse(name, args=[wren.public_id])
        forced.goes_to(address).finds_no_fault().takes_picture(f"forced-{name}")
        large.goes_to(address).enlarges_text().takes_picture(f"large-{name}")

        assert large.sideways() <= 0, name


def test_two_tabs_on_one_case_show_both_versions(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    # Given the same case open on a phone and at a desk
    address = reverse("people_contact", args=[wren.public_id])
    phone, desk = visitor(staff["adviser"], width=PHONE).goes_to(address), visitor(staff["adviser"]).goes_to(address)

    # When both save
    for tab in (phone, desk):
        tab.page.get_by_label("No answer", exact=True).check()
        tab.page.get_by_label("None needed: look again on a day").check()
        tab.page.get_by_label("In a week: 7 February 2026").check()
    phone.presses("Save").sees("Wren Halloran")
    desk.presses("Save").sees("Someone else changed this while you were typing")

    # Then the second sees both, and decides
    desk.finds_no_fault().takes_picture("contact-conflict")
    desk.presses("Save what I typed").sees("Wren Halloran")
