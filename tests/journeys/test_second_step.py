"""Somebody new in earnest: no page of the council before the second step is on."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable

from pytest_django import Settings

from tests.factories.cast import PASSWORD
from tests.journeys.visitor import DESK, PHONE, Visitor
from towpath.access.models import User


def numbers_of(secret: str, at: float) -> str:
    """Return what an authenticator app shows of a secret, as RFC 6238 works it out."""
    counter = struct.pack(">Q", int(at) // 30)
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def test_an_app_shows_the_published_numbers() -> None:
    # RFC 6238, appendix B: at 59 seconds the secret "12345678901234567890" gives 94287082, of which six are shown.
    secret = base64.b32encode(b"12345678901234567890").decode()

    assert numbers_of(secret, 59) == "94287082"[2:]


def test_a_new_adviser_turns_on_the_second_step_before_anything_else(
    visitor: Callable[..., Visitor], staff: dict[str, User], settings: Settings
) -> None:
    settings.IS_SECOND_STEP_COMPULSORY = True
    # Given an adviser who has only a password
    adviser = visitor(width=(PHONE, DESK)).goes_to("/today/")
    adviser.fills({"E-mail address": staff["adviser"].email, "Password": PASSWORD}).presses("Sign in")

    # When she signs in, she is told what comes first, and nothing of the council is shown
    adviser.sees("Second step at sign-in")
    assert "Turn on the second step to go on" in adviser.text()
    adviser.finds_no_fault().takes_picture("second-step-needed")
    adviser.goes_to("/people/").sees("Second step at sign-in")

    # And does it
    adviser.presses("Turn on the second step").sees("Type your password again")
    adviser.fills({"Password": PASSWORD}).presses("Continue").sees("Turn on the second step")
    secret = adviser.page.locator(".tp-secret").first.inner_text().replace(" ", "")
    adviser.fills({"The 6 numbers": numbers_of(secret, time.time())}).presses("Turn on")

    # Then she keeps her recovery codes, and goes to her work
    adviser.sees("Recovery codes")
    adviser.finds_no_fault().takes_picture("second-step-codes")
    adviser.presses("Go to your work")
    adviser.sees("Today, 31 January 2026")
