"""How the sign-in libraries are told our rules."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Nobody makes an account except by accepting an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: there is no self-registration."""
        return False


def email_given(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """Return the e-mail address a sign-in was tried with, in the one form failures are counted under."""
    given = (credentials or {}).get("email") or (credentials or {}).get("username")
    if not given and request is not None:
        given = request.POST.get("login")
    return str(given or "").strip().lower()


def name_of(user: Any) -> str:
    """Return what the sign-in pages call somebody: their name, and not the id that the log knows them by."""
    return str(user.name)
