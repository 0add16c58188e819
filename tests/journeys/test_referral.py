"""A referral's way: a school asks on a phone with no account, the desk answers, the young person is reached."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.factories.moments import DAY, MORNING
from tests.factories.referrals import agree_with, make_agency, make_referral, make_site, referral_ids
from tests.journeys.visitor import EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.referrals.models import Referral


def types_a_day(someone: Visitor, name: str, *, day: str, month: str, year: str) -> None:
    for part, typed in (("day", day), ("month", month), ("year", year)):
        someone.page.locator(f"#{name}-{part}").fill(typed)


@pytest.mark.parametrize("script", [True, False])
def test_a_school_refers_and_is_told_what_became_of_it(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, script: bool
) -> None:
    # Given a head of year on a phone, with no account
    school = visitor(width=PHONE, script=script).goes_to("/refer/saltmarsh/")
    school.finds_no_fault().takes_picture(f"refer-{script}")
    school.follows("I work at a school or college").sees("Refer a pupil or student").finds_no_fault()
    school.takes_picture(f"refer-form-{script}")

    # When she sends it half filled in, she is told what is missing and keeps what she typed
    school.fills({"Your name": "Petra Voss", "Your school or college": "Quayside Academy"})
    school.fills({"The young person’s first name": "Juno", "The young person’s last name": "Marsden"})
    school.presses("Send").finds_no_fault().takes_picture(f"refer-error-{script}")
    assert "There is a problem" in school.text()
    school.fills({"Your e-mail address (optional)": "petra@quayside.example"})
    types_a_day(school, "birth_date", day="5", month="11", year="2009")
    school.page.get_by_label("Yes, and they want help from us").check()
    school.page.get_by_label("What would help them?").fill("Has stopped coming in. Wants to work with boats.")
    school.presses("Send").sees("We have it").finds_no_fault()
    school.takes_picture(f"refer-sent-{script}")
    row = Referral.objects.get()
    assert f"{row.reference[:4]}-{row.reference[4:]}" in school.text()
    assert "decide by 3 February 2026" in school.text()

    # Then the manager finds it on the desk with its clock, and accepts it for an adviser
    manager = visitor(staff["manager"], width=PHONE, script=script).goes_to("/referrals/").sees("Referrals")
    manager.finds_no_fault().takes_picture(f"referrals-{script}")
    assert "Answer it by 3 Feb 2026" in manager.text()
    manager.follows("Juno Marsden").sees("Juno Marsden").finds_no_fault().takes_picture(f"referral-{script}")
    manager.follows("Accept").sees("Accept this referral").finds_no_fault().takes_picture(f"referral-accept-{script}")
    manager.page.get_by_label("None of these: make a new record").check()
    manager.page.get_by_label("Adviser", exact=True).select_option(label="Adaeze Okafor")
    manager.page.get_by_label("2: supported").check()
    manager.presses("Accept").sees("Juno Marsden").finds_no_fault().takes_picture(f"referral-accepted-{script}")
    assert "Tell the referrer by 3 Feb 2026" in manager.text()

    # And writes to the school, with a link that shows how far it has got
    manager.follows("Tell the referrer").sees("Write to the referrer").finds_no_fault()
    manager.presses("Add a link that shows how far it has got").finds_no_fault()
    manager.takes_picture(f"referral-letter-{script}")
    words = manager.page.get_by_label("Words to copy").input_value()
    assert "Juno" not in words
    link = next(part for part in words.split() if "/referral-status/" in part)
    manager.page.get_by_label("By e-mail").check()
    manager.presses("They have been told").sees("Juno Marsden").finds_no_fault()
    assert "First contact by 13 Feb 2026" in manager.text()

    # And the school reads the stage once, and nothing else
    school.goes_to(link).sees("How far it has got").finds_no_fault()
    school.presses("Show me").finds_no_fault().takes_picture(f"refer-status-{script}")
    assert "We have accepted the referral. An adviser will get in touch." in school.text()
    school.goes_to(link).sees("This link does not work").finds_no_fault()

    # And when the adviser has spoken to Juno, nothing is owed any more
    adviser = visitor(staff["adviser"], width=PHONE, script=script).goes_to("/referrals/").sees("Referrals")
    adviser.follows("Juno Marsden").follows("Open their record").sees("Juno Marsden")
    adviser.page.get_by_role("button", name="Record a contact").or_(
        adviser.page.get_by_role("link", name="Record a contact")
    ).first.click()
    adviser.page.get_by_label("Spoke to the young person", exact=True).check()
    adviser.page.get_by_label("None needed: look again on a day").check()
    adviser.page.get_by_label("In 2 weeks: 14 February 2026").check()
    adviser.presses("Save").sees("Juno Marsden")
    adviser.goes_to(reverse("referrals_one", args=[row.pk])).finds_no_fault()
    adviser.takes_picture(f"referral-in-contact-{script}")
    assert "Owed next: Nothing." in adviser.text()
    adviser.goes_to("/referrals/").finds_no_fault()
    assert "No referral waits for anything" in adviser.text()


def test_a_referral_is_passed_on_only_once_it_is_agreed(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    # Given a referral that another agency could help better with, and no agreement with it
    make_site(make_agency(saltmarsh))
    row = make_referral(saltmarsh)
    manager = visitor(staff["manager"]).goes_to(reverse("referrals_pass_on", args=[row.pk])).finds_no_fault()

    # When the manager tries
    manager.page.get_by_label("Harbour Young Carers").check()
    manager.page.get_by_label("They know where it goes and do not object").check()
    manager.presses("Pass on").finds_no_fault().takes_picture("referral-refused")
    assert "There is no sharing agreement with Harbour Young Carers" in manager.text()

    # Then it goes only after one is recorded
    manager.goes_to(reverse("referrals_agreements")).follows("Record a sharing agreement").finds_no_fault()
    manager.fills({"What is the agreement called?": "Referrals both ways"})
    manager.presses("Save").sees("Sharing agreements").finds_no_fault().takes_picture("agreements")
    manager.goes_to(reverse("referrals_pass_on", args=[row.pk]))
    manager.page.get_by_label("Harbour Young Carers").check()
    manager.page.get_by_label("They know where it goes and do not object").check()
    manager.presses("Pass on").sees("Juno Marsden").finds_no_fault().takes_picture("referral-passed-on")
    assert "Download what goes to them" in manager.text()


def test_the_pages_of_referrals_are_sound(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    ids = referral_ids(saltmarsh, staff["adviser"])
    waiting = make_referral(saltmarsh, sending="two", given_name="Olive", at=MORNING.replace(month=1, day=5))
    agree_with(make_agency(saltmarsh, "The Lamp Room"), to_date=DAY)
    someone, manager = visitor(width=EVERY_WIDTH), visitor(staff["manager"], width=EVERY_WIDTH)
    for address in ("/refer/", "/refer/saltmarsh/", *(f"/refer/saltmarsh/{who}/" for who in ("parent", "agency"))):
        someone.goes_to(address).finds_no_fault().takes_picture(address.strip("/").replace("/", "-"))
    someone.goes_to("/refer/saltmarsh/young-person/").finds_no_fault().takes_picture("refer-own")
    own = {name: ids[name] for name in ("panel_id", "item_id")}
    for name in ("one", "accept", "decline", "ask", "withdraw", "pass_on", "tell"):
        address = reverse(f"referrals_{name}", args=[waiting.pk])
        manager.goes_to(address).finds_no_fault().takes_picture(f"referrals-{name}")
    for name in ("", "_panels", "_panels_call", "_drop_ins", "_drop_ins_add", "_agreements", "_agreements_add"):
        manager.goes_to(reverse(f"referrals{name}")).finds_no_fault().takes_picture(f"referrals{name}")
    for name in ("panel", "panel_add", "panel_close"):
        address = reverse(f"referrals_{name}", args=[own["panel_id"]])
        manager.goes_to(address).finds_no_fault().takes_picture(f"referrals-{name}")
    for name in ("panel_decide", "panel_action"):
        manager.goes_to(reverse(f"referrals_{name}", kwargs=own)).finds_no_fault().takes_picture(f"referrals-{name}")
    manager.goes_to(reverse("referrals_drop_ins_end", args=[ids["drop_in_id"]])).finds_no_fault()
    manager.goes_to(reverse("referrals_agreements_end", args=[ids["agreement_id"]])).finds_no_fault()
