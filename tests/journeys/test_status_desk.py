"""A morning at the status desk: the list that matters most, rung down with one press each, and a door on the way."""

from collections.abc import Callable

import pytest

from tests.factories.people import make_pupils
from tests.journeys.visitor import DESK, EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.contact.models import ContactEvent
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.models import CallTurn
from towpath.tracking.queries import desk as keeping


@pytest.fixture
def people(saltmarsh: Organisation) -> list[Person]:
    """Return three young people of whom nobody has told anything."""
    keeping._kept.clear()
    return list(Person.objects.filter(pk__in=make_pupils(saltmarsh, 3)).order_by("pk"))


@pytest.mark.parametrize(("width", "script"), [(PHONE, False), (DESK, True)])
def test_an_officer_rings_down_a_list(
    visitor: Callable[..., Visitor], staff: dict[str, User], people: list[Person], width: int, script: bool
) -> None:
    # Given a tracking officer at the desk, who opens the list that changes the rate most
    officer = visitor(staff["tracking_officer"], width=width, script=script).goes_to("/desk/").sees("Status desk")
    officer.finds_no_fault().takes_picture(f"desk-{script}")
    officer.follows("Not known, Year 12").sees("Not known, Year 12").finds_no_fault().takes_picture(f"list-{script}")

    # When she rings the first in vain
    officer.presses("Ring down this list").sees("Amina Adeyemi-Ash").finds_no_fault().takes_picture(f"call-{script}")
    officer.presses("No answer")

    # Then the next stands before her, and what was done is said
    officer.sees("Bertie Blackshaw-Birch").finds_no_fault()
    assert "“No answer” recorded." in officer.text()
    assert "2 of 3, 2 still to try" in officer.text()

    # When that was the wrong press, she takes it back, and says what came of it
    officer.presses("Undo the last").sees("Amina Adeyemi-Ash").finds_no_fault()
    officer.presses("Spoke to a parent").sees("Amina Adeyemi-Ash").finds_no_fault().takes_picture(f"settle-{script}")
    assert "They did not say" in officer.text()
    officer.presses("They did not say, next person").sees("Bertie Blackshaw-Birch")

    # Then she stops, and goes on from where she was
    officer.presses("Stop for now").sees("My sessions").finds_no_fault().takes_picture(f"sessions-{script}")
    officer.goes_to("/desk/").presses("Go on with “Not known, Year 12”: 2 left").sees(
        "Bertie Blackshaw-Birch"
    ).finds_no_fault()
    assert CallTurn.objects.get(position=1).contact.outcome == "spoke_family"  # type: ignore[union-attr]
    assert ContactEvent.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_whom_to_visit_is_found_by_keyboard_and_the_door_is_recorded_on_a_phone(
    visitor: Callable[..., Visitor], staff: dict[str, User], people: list[Person]
) -> None:
    officer = visitor(staff["tracking_officer"]).goes_to("/desk/visits/").sees("Plan visits").finds_no_fault()

    officer.tabs_to("SM2 3").page.keyboard.press("Enter")

    officer.sees("Visits in SM2 3").finds_no_fault().takes_picture("visits")
    assert "2 Quay Street, Saltmarsh, SM2 3CD" in officer.text()

    walker = visitor(staff["tracking_officer"], width=PHONE, script=False)
    walker.goes_to("/desk/visits/?sector=SM2%203").finds_no_fault().takes_picture("visits-phone")
    walker.follows("Record what came of it").sees("Amina Adeyemi-Ash").finds_no_fault().takes_picture("door")
    walker.presses("Nobody in, card left").sees("Visits in SM2 3")
    assert ContactEvent.objects.get().channel == "in_person"


def test_a_manager_looks_ahead_and_behind(
    visitor: Callable[..., Visitor], staff: dict[str, User], people: list[Person]
) -> None:
    manager = visitor(staff["manager"], width=EVERY_WIDTH)
    for address, words in (
        ("/desk/forecast/", "What the next returns will show"),
        ("/desk/fairness/", "Is the chase fair?"),
        ("/desk/sample/", "Sample of confirmations, December 2025"),
        ("/desk/lists/lapsing/owner/", "Whose is the list “Lapsing soon”?"),
    ):
        manager.goes_to(address).sees(words).finds_no_fault().takes_picture(address.split("/")[-2])
