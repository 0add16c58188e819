"""How the sign-in libraries are told our rules."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Nobody makes an account except by accepting an invitation."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is wrong. Check both and try again.",
        "enter_current_password": "This is not your present password. Type it again.",
        "incorrect_password": "This is not your password. Type it again.",
        "rate_limited": "You have tried too often. Wait a few minutes and try again.",
        "too_many_login_attempts": "You have tried too often. Wait a few minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: there is no self-registration."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """
        Count nothing: axes counts passwords, and two that lock at the same count would show two different pages.

        The limit that the library would count them by is left to the codes of the second step, which axes never sees.
        """


class SecondStep(DefaultMFAAdapter):
    """The second step, with its refusals in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is wrong or has been used. Wait for the next one, and check your phone’s clock.",
        "cannot_delete_authenticator": "The second step may not be turned off.",
    }


def email_given(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """Return the e-mail address a sign-in was tried with, in the one form failures are counted under."""
    given = (credentials or {}).get("email") or (credentials or {}).get("username")
    if not given and request is not None:
        given = request.POST.get("login")
    return str(given or "").strip().lower()


def name_of(user: Any) -> str:
    """Return what the sign-in pages call somebody: their name, and not the id that the log knows them by."""
    return str(user.name)
