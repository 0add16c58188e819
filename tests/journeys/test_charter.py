"""From an employer's promise to a young person's first day, by hand, on a phone and without script."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.factories.cast import SETUP
from tests.factories.charter import care_for
from tests.factories.moments import MORNING
from tests.factories.people import make_person
from tests.journeys.visitor import DESK, PHONE, Visitor
from towpath.access.models import User
from towpath.charter.actions import record_check
from towpath.charter.models import Placement
from towpath.organisation.models import Organisation
from towpath.rules.care_words import care_words_in


def fills_date(who: Visitor, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        who.page.locator(f"#{name}-{part}").fill(str(value))


@pytest.mark.parametrize(("width", "script"), [(PHONE, False), (DESK, True)])
def test_a_promise_becomes_a_first_day(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, width: int, script: bool
) -> None:
    name = f"{width}-{script}"
    wren = make_person(saltmarsh)
    care_for(wren)

    # Given an employer that signs, pledges three interviews and has an opening for care-experienced young people alone
    manager = visitor(staff["manager"], width=width, script=script).goes_to("/charter/").sees("Charter")
    manager.finds_no_fault().takes_picture(f"charter-empty-{name}")
    manager.goes_to("/charter/sign/").sees("An organisation signs").finds_no_fault()
    manager.fills({"Organisation": "Quayside Builders"}).page.get_by_label("Construction").check()
    manager.presses("Save").sees("Charter").finds_no_fault().takes_picture(f"charter-{name}")
    manager.page.locator("main").get_by_role("link", name="Quayside Builders").click()
    manager.sees("Quayside Builders").finds_no_fault()
    at = manager.page.url
    manager.goes_to(f"{at}pledge/").sees("What do they pledge?").finds_no_fault()
    manager.page.get_by_label("Guaranteed interview").check()
    manager.fills({"How many?": "3"}).presses("Save").sees("Quayside Builders")
    manager.goes_to(f"{at}opening/").sees("A new opening").finds_no_fault().takes_picture(f"opening-form-{name}")
    manager.fills({"Job title": "Site assistant"}).page.get_by_label("Construction").check()
    manager.page.get_by_label("Which pledge does it use?").select_option(label="Guaranteed interview")
    manager.page.get_by_label("They interview everybody who meets this").check()
    manager.page.get_by_label("It is paid").check()
    manager.page.get_by_label("It is for care-experienced young people alone").check()
    manager.presses("Save").sees("Quayside Builders").finds_no_fault().takes_picture(f"organisation-{name}")

    # When an adviser registers Wren, reads why it suits, and asks first
    adviser = visitor(staff["adviser"], width=width, script=script).goes_to(f"/people/{wren.public_id}/charter/")
    adviser.sees("Wren Halloran").finds_no_fault().goes_to(f"/people/{wren.public_id}/charter/wishes/")
    adviser.sees("Wren Halloran").finds_no_fault().page.get_by_label("Construction").check()
    adviser.page.get_by_label("Yes, they said so").check()
    adviser.presses("Save").sees("Wren Halloran").finds_no_fault().takes_picture(f"suggested-{name}")
    assert "It is work that they said they would like." in adviser.text()
    adviser.follows("Ask them about it").sees("Wren Halloran").finds_no_fault().takes_picture(f"ask-{name}")
    adviser.page.get_by_label("Yes", exact=True).check()
    adviser.page.get_by_label("In person").check()
    adviser.presses("Save their answer").finds_no_fault()
    assert "Tell them first" in adviser.text()
    adviser.page.get_by_label("They know that being put forward").check()
    adviser.presses("Save their answer").sees("Wren Halloran")
    adviser.follows("Put them forward").finds_no_fault()
    adviser.fills({"What may the employer read about them?": "Wren has just left care and is never late."})
    adviser.presses("Make the link to send").finds_no_fault().takes_picture(f"refused-{name}")
    assert "Take out: left care." in adviser.text()
    adviser.fills({"What may the employer read about them?": "Wren is never late."}).presses("Make the link to send")
    adviser.sees("Send this to the employer").finds_no_fault().takes_picture(f"sent-{name}")
    address = adviser.page.locator(".govuk-inset-text").inner_text().strip()

    # Then the employer, who has no account, answers once and learns nothing of care
    employer = visitor(width=width, script=script).goes_to(address).sees("Tell us how it went")
    employer.finds_no_fault().takes_picture(f"employer-{name}")
    assert care_words_in(employer.page.content()) == ()
    employer.page.get_by_label("Yes", exact=True).check()
    fills_date(employer, "interview_date", date(2026, 1, 31))
    employer.fills({"What went well, and what could be better?": "Kind and quick to learn."})
    employer.page.get_by_label("Yes, there is an offer").check()
    employer.presses("Send your answer").sees("Thank you").finds_no_fault()
    assert care_words_in(employer.page.content()) == ()
    employer.goes_to(address).sees("This link does not work").finds_no_fault().takes_picture(f"employer-over-{name}")

    # And the pledge is used, the placement cannot start without its checks, and starts with them
    manager.goes_to(at).sees("Quayside Builders").finds_no_fault()
    adviser.goes_to(f"/people/{wren.public_id}/charter/").follows("Site assistant").sees("Wren Halloran")
    adviser.finds_no_fault().takes_picture(f"submission-{name}")
    adviser.page.get_by_role("button", name="Plan the placement").click()
    adviser.finds_no_fault()
    fills_date(adviser, "planned_date", date(2026, 1, 31))
    adviser.presses("Save").sees("Wren Halloran")
    placement = Placement.objects.get()
    adviser.goes_to(f"/charter/placements/{placement.pk}/").sees("Wren Halloran").finds_no_fault()
    adviser.takes_picture(f"stopped-{name}")
    assert "Employers’ liability insurance has not been seen" in adviser.text()
    for kind in ("employers_liability", "public_liability", "risk_assessment", "agreement", "parent_agreement"):
        last = date(2026, 12, 31) if kind.endswith("liability") else None
        record_check(
            establishment=placement.establishment, placement=placement, kind=kind, checked_date=date(2026, 1, 31),
            expires_date=last, by=SETUP, at=MORNING,
        )  # fmt: skip
    adviser.goes_to(f"/charter/placements/{placement.pk}/start/").sees("Wren Halloran").finds_no_fault()
    adviser.presses("Start").sees("Wren Halloran").finds_no_fault().takes_picture(f"started-{name}")
    assert "You are asked after 4, 13 and 26 weeks" in adviser.text()

    # And when the employer leaves the Charter, the placement goes on until somebody decides about it
    manager.goes_to(at).follows("They leave the Charter").finds_no_fault().takes_picture(f"end-{name}")
    manager.page.get_by_label("They asked to leave").check()
    manager.fills({"What should a colleague know?": "They merged with another firm"}).presses("Save")
    manager.sees("Quayside Builders").finds_no_fault().takes_picture(f"ended-{name}")
    manager.follows("Decide about 1 who is placed there or waiting").finds_no_fault().takes_picture(f"left-{name}")
    assert "Wren Halloran" in manager.text()

    # And a commissioner reads counts with small numbers hidden
    commissioner = visitor(staff["commissioner"], width=width, script=script).goes_to("/charter/counts/")
    commissioner.sees("The Charter in counts").finds_no_fault().takes_picture(f"counts-{name}")
    assert "Hidden" in commissioner.text()
