"""Coming in and going out."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from tests.factories.cast import PASSWORD, make_user
from tests.journeys.visitor import PHONE, Visitor
from towpath.access.models import User
from towpath.organisation.models import Organisation


@pytest.mark.parametrize("script", [True, False])
def test_an_adviser_signs_in_on_a_phone_and_out_again(
    visitor: Callable[..., Visitor], staff: dict[str, User], script: bool
) -> None:
    # Given an adviser at the sign-in page, sent there from the page she wanted
    adviser = visitor(width=PHONE, script=script).goes_to("/today/")
    adviser.sees("Sign in to Towpath")

    # When she signs in
    adviser.fills({"E-mail address": staff["adviser"].email, "Password": PASSWORD}).presses("Sign in")

    # Then she is where she wanted to be, and can leave
    adviser.sees("Today, 31 January 2026")
    adviser.finds_no_fault().presses("Sign out")
    adviser.sees("Sign in to Towpath")
    adviser.goes_to("/today/")
    adviser.sees("Sign in to Towpath")


def test_a_wrong_password_says_what_to_do_and_keeps_the_address(
    visitor: Callable[..., Visitor], staff: dict[str, User]
) -> None:
    someone = visitor().goes_to("/sign-in/login/")

    someone.fills({"E-mail address": staff["adviser"].email, "Password": "not the one"}).presses("Sign in")

    someone.finds_no_fault().takes_picture("sign-in-wrong")
    assert "There is a problem" in someone.text()
    assert someone.page.locator("#id_login").input_value() == staff["adviser"].email


def test_too_many_wrong_passwords_show_the_lock_out_page(
    visitor: Callable[..., Visitor], staff: dict[str, User], settings: Settings
) -> None:
    settings.AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
    someone = visitor()

    for _ in range(5):
        someone.goes_to("/sign-in/login/").fills(
            {"E-mail address": staff["adviser"].email, "Password": "not the one"}
        ).presses("Sign in")

    someone.sees("Too many tries")
    someone.finds_no_fault().takes_picture("lock-out")


def test_someone_with_two_councils_chooses_one_by_keyboard(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, farbank: Organisation
) -> None:
    # Given a manager who also works for the next council
    make_user(farbank, "adviser", email=staff["manager"].email)
    staff["manager"].refresh_from_db()
    manager = visitor(staff["manager"]).goes_to("/today/")
    manager.sees("Which council are you working in?")
    manager.finds_no_fault().takes_picture("councils")

    # When she chooses with the keyboard alone
    manager.tabs_to("farbank").page.keyboard.press("Space")
    manager.tabs_to("Continue").page.keyboard.press("Enter")

    # Then every page says which one she is in
    manager.sees("Today, 31 January 2026")
    assert "Farbank" in manager.page.locator("header").inner_text()
    manager.follows("Change council")
    manager.sees("Which council are you working in?")


def test_a_data_lead_turns_on_the_second_step(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    lead = (
        visitor(staff["data_lead"], width=PHONE).goes_to("/account/").follows("Turn on").sees("Second step at sign-in")
    )

    lead.follows("Turn on").sees("Type your password again").finds_no_fault().takes_picture("reauthenticate")
    lead.fills({"Password": PASSWORD}).presses("Continue").sees("Turn on the second step")

    lead.finds_no_fault().takes_picture("second-step")
    lead.fills({"The 6 numbers": "000000"}).presses("Turn on").sees("Turn on the second step")
    lead.finds_no_fault().takes_picture("second-step-wrong")


def test_a_suspended_person_is_told_so(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    adviser = visitor(staff["adviser"])
    staff["adviser"].roles.update(suspended_at=staff["adviser"].created_at)

    adviser.goes_to("/today/").sees("You have no role here today").finds_no_fault().takes_picture("no-role")


def test_a_role_without_the_permission_is_told_so(visitor: Callable[..., Visitor], staff: dict[str, User]) -> None:
    adviser = visitor(staff["adviser"]).goes_to("/users/").sees("You do not have access to this page")

    adviser.finds_no_fault().takes_picture("403")
    adviser.follows("go back to where you start").sees("Today, 31 January 2026")
