"""A bus pass: asked for on a phone after what else would pay, approved by a second person, paid, accounted for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse

from tests.factories.funds import approve, ask_of, make_pot, pay
from tests.factories.people import make_person
from tests.factories.photos import photo_with_whereabouts
from tests.journeys.visitor import EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.funds.models import SupportRequest
from towpath.organisation.models import Organisation
from towpath.people.models import Person


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


@pytest.mark.parametrize("script", [True, False])
def test_a_bus_pass_is_asked_for_approved_paid_and_accounted_for(
    visitor: Callable[..., Visitor], staff: dict[str, User], wren: Person, tmp_path: Path, script: bool
) -> None:
    # Given a pot that a manager opens on her phone
    manager = visitor(staff["manager"], width=PHONE, script=script).goes_to("/support/").sees("Support fund")
    manager.finds_no_fault().follows("Open a pot").sees("Open a pot").finds_no_fault()
    manager.fills({"Name of the pot": "Getting there", "Who funds it?": "Saltmarsh Works"})
    manager.fills({"How much do they give?": "100"})
    for name, year in (("from_date", "2026"), ("to_date", "2027")):
        for part, typed in (("day", "31"), ("month", "1"), ("year", year)):
            manager.page.locator(f"#{name}-{part}").fill(typed)
    manager.page.get_by_label("Travel pass or fares").check()
    manager.presses("Open the pot").sees("Support fund").finds_no_fault().takes_picture(f"funds-{script}")
    assert "£100.00" in manager.text()

    # When an adviser asks for a bus pass, what else would pay comes first
    adviser = visitor(staff["adviser"], width=PHONE, script=script)
    adviser.goes_to(reverse("people_person", args=[wren.public_id])).sees("Wren Halloran")
    adviser.follows("Support fund: ask for money").sees("Wren Halloran").finds_no_fault()
    adviser.page.get_by_role("button", name="Ask for money").or_(
        adviser.page.get_by_role("link", name="Ask for money")
    ).first.click()
    adviser.finds_no_fault().takes_picture(f"funds-kinds-{script}")
    adviser.follows("Travel pass or fares").finds_no_fault().takes_picture(f"funds-ask-{script}")
    adviser.fills({"How much?": "-20"}).presses("Ask for it").finds_no_fault().takes_picture(f"funds-error-{script}")
    assert "There is a problem" in adviser.text()
    adviser.page.get_by_role("group", name="16 to 19 bursary").get_by_label("They are not entitled to it").check()
    scheme = adviser.page.get_by_role("group", name="School or council travel scheme")
    scheme.get_by_label("They asked and were refused").check()
    adviser.fills({"How much?": "20", "What is it for, and why is it needed?": "The 47 to college, four weeks"})
    adviser.presses("Ask for it").finds_no_fault().takes_picture(f"funds-person-{script}")
    assert "£20.00 is asked for. Somebody else decides." in adviser.text()
    row = SupportRequest.objects.get()

    # Then the manager, and not the adviser, approves it with one press
    adviser.goes_to(reverse("funds_request", args=[row.pk])).finds_no_fault()
    assert not adviser.page.get_by_role("button", name="Approve £20.00").count()
    adviser.goes_to("/today/").finds_no_fault()
    assert "Decide request" not in adviser.text()
    manager.goes_to("/today/").finds_no_fault().takes_picture(f"funds-today-{script}")
    assert f"Decide request {row.pk} in the support fund" in manager.text()
    manager.goes_to("/support/").follows("1 request waits for a decision").sees("Requests").finds_no_fault()
    manager.takes_picture(f"funds-requests-{script}")
    manager.follows("Travel pass or fares").finds_no_fault().takes_picture(f"funds-request-{script}")
    manager.presses("Approve £20.00").finds_no_fault()
    assert "£20.00 is promised. £80.00 is left in Getting there." in manager.text()

    # And the adviser pays less than that and keeps the receipt
    adviser.goes_to(reverse("funds_request", args=[row.pk])).follows("Record the payment").finds_no_fault()
    adviser.fills({"How much was paid?": "18.50", "Paid to whom?": "Saltmarsh Buses", "Reference": "C 17"})
    adviser.page.get_by_label("By card").check()
    adviser.takes_picture(f"funds-pay-{script}").presses("Save").finds_no_fault()
    receipt = tmp_path / "IMG_0017.jpg"
    receipt.write_bytes(photo_with_whereabouts())
    adviser.goes_to("/today/").follows(f"Add the receipt of request {row.pk} in the support fund").finds_no_fault()
    adviser.follows("Add the receipt").finds_no_fault().takes_picture(f"funds-receipt-{script}")
    adviser.page.get_by_label("The receipt").set_input_files(receipt)
    adviser.presses("Keep it").finds_no_fault().takes_picture(f"funds-paid-{script}")
    assert "Open the receipt" in adviser.text()

    # And the statement adds up
    manager.goes_to(reverse("funds_pot", args=[row.pot_id])).sees("Getting there").finds_no_fault()
    manager.takes_picture(f"funds-pot-{script}")
    assert "add up to the £100.00 given" in manager.text()
    assert "£81.50" in manager.text()


def test_the_pages_of_the_support_fund_are_sound(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, wren: Person
) -> None:
    pot = make_pot(saltmarsh, staff["manager"], agreement="Grant letter 14")
    waiting, approved, paid = (ask_of(pot, wren, staff["adviser"], pence) for pence in (10_00, 20_00, 30_00))
    approve(approved, staff["manager"])
    pay(approve(paid, staff["manager"]), staff["adviser"], 25_00)
    manager = visitor(staff["manager"], width=EVERY_WIDTH)
    for name in ("funds", "funds_open"):
        manager.goes_to(reverse(name)).finds_no_fault().takes_picture(name)
    for name in ("funds_pot", "funds_report", "funds_agreement"):
        manager.goes_to(reverse(name, args=[pot.pk])).finds_no_fault().takes_picture(name)
    for show in ("decide", "mine", "pay", "receipt", "all"):
        manager.goes_to(f"{reverse('funds_requests')}?show={show}").finds_no_fault().takes_picture(f"requests-{show}")
    for row, names in ((waiting, ("send_back", "refuse")), (approved, ("pay", "take_back")), (paid, ("receipt_add",))):
        for name in ("request", *names):
            manager.goes_to(reverse(f"funds_{name}", args=[row.pk])).finds_no_fault().takes_picture(f"funds_{name}")
    manager.goes_to(reverse("people_support", args=[wren.public_id])).finds_no_fault().takes_picture("people_support")
    where = reverse("people_support_ask", args=[wren.public_id])
    manager.goes_to(where).finds_no_fault()
    manager.goes_to(f"{where}?kind=travel").finds_no_fault().takes_picture("people_support_ask")
