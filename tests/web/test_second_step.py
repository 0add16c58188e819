"""The second step cannot be guessed: codes are counted, wherever the tries arrive, and passwords by another door."""

from collections.abc import Callable

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from tests.factories.cast import PASSWORD
from tests.web.answers import words_of
from towpath.access.models import User
from towpath.config import settings as as_served

SIGN_IN, SECOND_STEP = "/sign-in/login/", "/sign-in/second-step/authenticate/"
TOO_OFTEN = "You have tried too often. Wait a few minutes and try again."
NOT_THE_CODE = "This code is wrong or has been used."


@pytest.fixture
def secret(staff: dict[str, User]) -> str:
    """Turn the adviser's second step on, with recovery codes, and return its secret."""
    made = generate_totp_secret()
    TOTP.activate(staff["adviser"], made)
    RecoveryCodes.activate(staff["adviser"])
    return made


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def wrong_code_of(secret: str) -> str:
    """Return six numbers that are not the code now, nor of the half minutes around."""
    now = next(yield_hotp_counters_from_time())
    near = {hotp_value(secret, counter) for counter in range(now - 5, now + 6)}
    return next(format_hotp_value(value) for value in range(100) if value not in near)


def past_the_password(user: User) -> Client:
    browser = Client()
    assert browser.post(SIGN_IN, {"login": user.email, "password": PASSWORD})["Location"] == SECOND_STEP
    return browser


def recovery_code(user: User, _: str) -> str:
    return RecoveryCodes.activate(user).get_unused_codes()[0]


@pytest.mark.parametrize("right", [lambda _, secret: code_of(secret), recovery_code], ids=["its app", "recovery"])
def test_after_five_wrong_codes_the_right_one_is_refused_in_words(
    staff: dict[str, User], secret: str, right: Callable[[User, str], str]
) -> None:
    adviser = staff["adviser"]
    for _ in range(5):
        # Signing in anew does not begin the count anew.
        assert NOT_THE_CODE in words_of(past_the_password(adviser).post(SECOND_STEP, {"code": wrong_code_of(secret)}))
    browser = past_the_password(adviser)

    refused = browser.post(SECOND_STEP, {"code": right(adviser, secret)})

    assert TOO_OFTEN in words_of(refused)
    assert browser.get("/today/").status_code == 302


def test_four_wrong_codes_and_the_right_one_come_in_and_are_forgotten(staff: dict[str, User], secret: str) -> None:
    adviser = staff["adviser"]
    browser = past_the_password(adviser)
    for _ in range(4):
        browser.post(SECOND_STEP, {"code": wrong_code_of(secret)})

    browser.post(SECOND_STEP, {"code": code_of(secret)})

    assert browser.get("/today/").status_code == 200
    again = past_the_password(adviser)
    assert NOT_THE_CODE in words_of(again.post(SECOND_STEP, {"code": wrong_code_of(secret)}))


def test_codes_are_counted_where_every_process_sees_them_and_not_pushed_out(
    staff: dict[str, User], secret: str, settings: Settings
) -> None:
    settings.CACHES = as_served.CACHES
    call_command("createcachetable", verbosity=0)
    adviser = staff["adviser"]
    for _ in range(5):
        past_the_password(adviser).post(SECOND_STEP, {"code": wrong_code_of(secret)})

    # When a busy morning has remembered 1,000 forms since
    for number in range(1_000):
        cache.set(f"once:{number}", "/today/", 3_600)

    assert TOO_OFTEN in words_of(past_the_password(adviser).post(SECOND_STEP, {"code": code_of(secret)}))


def test_wrong_passwords_are_counted_at_one_door_only(staff: dict[str, User], settings: Settings) -> None:
    settings.AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
    browser = Client()

    answers = [browser.post(SIGN_IN, {"login": staff["adviser"].email, "password": "not the one"}) for _ in range(7)]

    # Four say that it is wrong; every one after shows the one page of a lock-out.
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 3
    assert all("Too many tries" in words_of(answer) for answer in answers[4:])


def test_wrong_passwords_do_not_use_up_the_tries_of_the_code(staff: dict[str, User], secret: str) -> None:
    adviser = staff["adviser"]
    for _ in range(4):
        Client().post(SIGN_IN, {"login": adviser.email, "password": "not the one"})
    browser = past_the_password(adviser)
    for _ in range(4):
        assert NOT_THE_CODE in words_of(browser.post(SECOND_STEP, {"code": wrong_code_of(secret)}))

    browser.post(SECOND_STEP, {"code": code_of(secret)})

    assert browser.get("/today/").status_code == 200
