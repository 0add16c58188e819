"""An adviser puts right what is held of somebody: a number, an address to be kept from others, a contact by mistake."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_person
from tests.journeys.visitor import EVERY_WIDTH, PHONE, Visitor
from tests.web.people.telling import tell
from towpath.access.models import User
from towpath.contact.actions import record_contact
from towpath.contact.models import ContactEvent
from towpath.contact.sending import stop_contact
from towpath.organisation.models import Organisation
from towpath.people.actions import record_care_fact, record_characteristic, record_relative, record_sharing_limit
from towpath.people.kinds import TABLES, Kind
from towpath.people.models import Person
from towpath.tracking.models import Statement


@pytest.fixture
def wren(saltmarsh: Organisation, staff: dict[str, User]) -> Person:
    """Return Wren, of whom something of every kind is held, a call and a statement included."""
    person = make_person(saltmarsh)
    how = {"person": person, "source": "page:1", "by": SETUP, "at": MORNING}
    record_characteristic(code="140", disclosed_by="Wren", **how)
    record_care_fact(kind="looked_after", responsible_council="343", social_worker="Ines Prado", **how)
    record_sharing_limit(asked_by="young_person", from_date=MORNING.date(), **how)
    record_relative(given_name="Maeve", family_name="Halloran", relation="mother", has_responsibility="yes", **how)
    record_contact(
        person=person, happened_at=MORNING, channel="phone", outcome="spoke", words="Likes bricklaying",
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip
    tell(person, "619", MORNING.date(), MORNING.date())
    return person


@pytest.mark.parametrize("script", [True, False])
def test_an_adviser_puts_a_record_right_on_a_phone(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person, script: bool
) -> None:
    # Given an adviser who hears that a number is wrong, and types the right one too short
    adviser = visitor(staff["adviser"], width=PHONE, script=script)
    adviser.goes_to(reverse("people_person", args=[wren.public_id])).sees("Wren Halloran")
    adviser.follows("Add or change how to reach them").finds_no_fault().takes_picture(f"routes-{script}")
    adviser.follows("Change").finds_no_fault().takes_picture(f"route-change-{script}")
    adviser.fills({"Number or address": "7700 900555"}).presses("Save").finds_no_fault()
    adviser.takes_picture(f"route-error-{script}")
    assert "7700 900555 is not a phone number we can ring." in adviser.text()

    # When she gives all of it
    adviser.fills({"Number or address": "07700 900555"}).presses("Save").finds_no_fault()
    adviser.takes_picture(f"routes-after-{script}")

    # Then the right one stands, and what it was can still be read
    assert "07700 900555" in adviser.text()
    assert "07700 900123" in adviser.text()

    # And when Wren moves to where nobody may find her, only where letters go is shown from then on
    adviser.goes_to(reverse("people_details_add", args=[wren.public_id, "addresses"]))
    adviser.fills({"Address line 1": "9 Lock Lane", "Postcode": "SM1 3CD"})
    adviser.page.locator("[name=is_protected][value=yes]").check()
    adviser.fills({"Where may letters go instead?": "Lock House, SM1 1AA"}).presses("Save").finds_no_fault()
    adviser.takes_picture(f"address-protected-{script}")
    assert "Care of: Lock House, SM1 1AA" in adviser.text()
    assert "Lock Lane" not in adviser.text()

    # And when she heard something wrong, she changes the note, and what it said before can still be read
    adviser.goes_to(reverse("people_contacts", args=[wren.public_id])).follows("Change").finds_no_fault()
    adviser.takes_picture(f"contact-change-{script}")
    adviser.fills({"What was said (optional)": "Likes boats", "Why do you change it?": "Heard it wrong"})
    adviser.presses("Save the change").finds_no_fault().takes_picture(f"contact-versions-{script}")
    assert "A contact, changed once" in adviser.text()
    assert "by Adaeze Okafor: Heard it wrong." in adviser.text()

    # And when a call turns out to have been with somebody else, it is struck out and stays
    adviser.goes_to(reverse("people_contacts", args=[wren.public_id])).follows("Strike out").finds_no_fault()
    adviser.takes_picture(f"strike-out-{script}")
    adviser.fills({"Why is it a mistake?": "This was Robin"}).presses("Strike it out").finds_no_fault()
    adviser.takes_picture(f"struck-out-{script}")
    assert "by Adaeze Okafor: This was Robin." in adviser.text()
    assert "Never, as far as we know" in adviser.text()

    # And a statement by mistake is withdrawn, and stays
    adviser.goes_to(reverse("people_timeline", args=[wren.public_id])).follows("Withdraw this").finds_no_fault()
    adviser.takes_picture(f"withdraw-{script}")
    adviser.page.get_by_label("It is about somebody else").check()
    adviser.presses("Withdraw it").finds_no_fault().takes_picture(f"withdrawn-{script}")
    assert "They count as: Not known." in adviser.text()


def test_the_pages_of_every_kind_of_detail_are_sound(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    stop_contact(person=wren, kind="asked_not", source="page:1", by=SETUP, at=MORNING)
    adviser = visitor(staff["adviser"], width=EVERY_WIDTH)
    for kind in Kind:
        held = TABLES[kind].objects.filter(person=wren)[0]
        adviser.goes_to(reverse("people_details", args=[wren.public_id, kind])).finds_no_fault()
        adviser.takes_picture(f"details-{kind}")
        adviser.goes_to(reverse("people_details_add", args=[wren.public_id, kind]) + "?q=robin").finds_no_fault()
        adviser.takes_picture(f"details-add-{kind}")
        for name in ("people_details_change", "people_details_end"):
            adviser.goes_to(reverse(name, args=[wren.public_id, kind, held.pk])).finds_no_fault()
            adviser.takes_picture(f"{name}-{kind}")
    contact, statement = ContactEvent.objects.get(), Statement.objects.get()
    for name in ("people_contact_versions", "people_amend", "people_strike_out"):
        adviser.goes_to(reverse(name, args=[wren.public_id, contact.pk])).finds_no_fault().takes_picture(name)
    adviser.goes_to(reverse("people_withdraw", args=[wren.public_id, statement.pk])).finds_no_fault()


def test_two_tabs_on_one_number_show_both_versions(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person
) -> None:
    # Given the same number open on a phone and at a desk
    number = TABLES[Kind.CONTACT_ROUTES].objects.get(person=wren)
    address = reverse("people_details_change", args=[wren.public_id, "contact-routes", number.pk])
    phone, desk = visitor(staff["adviser"], width=PHONE).goes_to(address), visitor(staff["adviser"]).goes_to(address)

    # When both put it right
    phone.fills({"Number or address": "07700 900555"}).presses("Save").sees("Wren Halloran")
    desk.fills({"Number or address": "07700 900777"}).presses("Save")
    desk.sees("Someone else changed this while you were typing").finds_no_fault().takes_picture("detail-conflict")

    # Then the second sees both, and decides
    assert "07700 900555" in desk.text()
    desk.presses("Save what I typed").sees("Wren Halloran")
    assert "07700 900777" in desk.text()
