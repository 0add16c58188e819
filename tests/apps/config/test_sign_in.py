"""Signing in: by invitation, with slow passwords, and with a lock after five failures."""

import pytest
from allauth.account.adapter import get_adapter
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.test import RequestFactory

from tests.factories.cast import PASSWORD, make_user
from towpath.config import settings as shipped
from towpath.organisation.models import Organisation


def try_to_sign_in(email: str, password: str, *, address: str = "127.0.0.1") -> object:
    request = RequestFactory().post("/sign-in/", {"login": email, "password": password}, REMOTE_ADDR=address)
    return authenticate(request, email=email, password=password)


def test_nobody_can_register_themselves():
    assert not get_adapter().is_open_for_signup(RequestFactory().get("/"))


def test_argon2_comes_first():
    assert shipped.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_second_factors_are_offered():
    assert set(settings.MFA_SUPPORTED_TYPES) == {"totp", "webauthn", "recovery_codes"}


@pytest.mark.django_db
def test_invited_user_signs_in_with_any_case_of_their_address(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")

    assert try_to_sign_in("ADVISER@saltmarsh.example", PASSWORD) == user
    assert try_to_sign_in("adviser@saltmarsh.example", "wrong") is None


@pytest.mark.django_db
def test_sixth_try_is_refused_even_with_the_right_password(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert try_to_sign_in(user.email, "wrong") is None

    assert try_to_sign_in(user.email, PASSWORD) is None
    assert try_to_sign_in(user.email.upper(), PASSWORD) is None, "another spelling is not another account"


@pytest.mark.django_db
def test_stranger_who_guesses_does_not_lock_the_owner_out_elsewhere(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        try_to_sign_in(user.email, "wrong", address="10.0.0.9")

    assert try_to_sign_in(user.email, PASSWORD, address="10.0.0.1") == user


@pytest.mark.django_db
def test_colleague_in_the_same_office_is_not_locked_out(saltmarsh: Organisation):
    user, colleague = make_user(saltmarsh, "adviser"), make_user(saltmarsh, "manager")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        try_to_sign_in(user.email, "wrong")

    assert try_to_sign_in(colleague.email, PASSWORD) == colleague


@pytest.mark.django_db
def test_password_tried_is_kept_nowhere(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")

    try_to_sign_in(user.email, "a guess that was nearly right")

    assert "nearly right" not in str(list(AccessAttempt.objects.values()))


def test_policy_for_content_starts_from_nothing():
    directives = shipped.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["default-src"] == ["'none'"]
    assert directives["frame-ancestors"] == ["'none'"]
    assert not any("unsafe" in str(source) for sources in directives.values() for source in sources)
    assert not any("http" in str(source) for sources in directives.values() for source in sources)
