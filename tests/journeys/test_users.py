"""Letting people in and stopping them, by hand, by keyboard and without script."""

from collections.abc import Callable

import pytest

from tests.journeys.visitor import PHONE, Visitor
from towpath.access.models import User


@pytest.mark.parametrize("script", [True, False])
def test_a_data_lead_invites_an_adviser_who_comes_in(
    visitor: Callable[..., Visitor], staff: dict[str, User], script: bool
) -> None:
    # Given a data lead on a phone
    lead = visitor(staff["data_lead"], width=PHONE, script=script).goes_to("/users/").presses("Invite someone")

    # When she sends it half filled in, she is told what is missing
    lead.sees("Invite someone").presses("Invite").sees("Invite someone").finds_no_fault().takes_picture(
        f"invite-error-{script}"
    )
    assert "Enter full name." in lead.text()

    # And when it is whole, she is given a link
    lead.fills({"Full name": "Rosalind Achebe", "Work e-mail address": "rosalind@saltmarsh.example"})
    lead.page.get_by_label("Adviser: supports").check()
    lead.presses("Invite").sees("Send Rosalind Achebe this link").finds_no_fault().takes_picture(f"invited-{script}")
    address = lead.page.locator(".govuk-inset-text").inner_text().strip()

    # Then the adviser chooses a password and comes in
    newcomer = visitor(width=PHONE, script=script).goes_to(address).sees("Accept your invitation")
    newcomer.finds_no_fault().takes_picture(f"invitation-{script}")
    newcomer.fills({"Choose a password": "three swans upstream"}).presses("Set password and continue")
    newcomer.sees("Sign in to Towpath")
    newcomer.fills({"E-mail address": "rosalind@saltmarsh.example", "Password": "three swans upstream"}).presses(
        "Sign in"
    )
    newcomer.sees("Today, 31 January 2026").finds_no_fault()
    newcomer.goes_to(address).sees("This invitation does not work").finds_no_fault().takes_picture("invitation-over")


def test_a_data_lead_suspends_an_adviser_by_keyboard(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    lead = visitor(staff["data_lead"]).goes_to("/users/")

    lead.tabs_to("Adaeze Okafor").page.keyboard.press("Enter")
    lead.sees("Adaeze Okafor").tabs_to("Suspend Adaeze Okafor").page.keyboard.press("Enter")
    lead.sees("Suspend Adaeze Okafor?").tabs_to("Suspend now").page.keyboard.press("Enter")

    lead.sees("Users").finds_no_fault().takes_picture("users-after")
    assert "Adaeze Okafor can no longer sign in." in lead.text()


def test_two_tabs_on_one_person_show_both_versions(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    # Given two people with the same page open
    address = f"/users/{staff['adviser'].public_id}/"
    first, second = visitor(staff["data_lead"]).goes_to(address), visitor(staff["data_lead"]).goes_to(address)

    # When both save
    first.page.get_by_label("Manager: leads").check()
    first.presses("Save").sees("Users")
    second.page.get_by_label("Specialist: supports").check()
    second.presses("Save").sees("Someone else changed this while you were typing")

    # Then the later one sees both, and decides
    second.finds_no_fault().takes_picture("conflict")
    second.presses("Save what I typed").sees("Users")
    assert "Adaeze Okafor: Specialist from 31 Jan 2026." in second.text()
