"""Nobody reaches a council's records with a password alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django.fixtures import Settings

from tests.web.routes import Found, every_route
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.people.models import Person
from towpath.web.policy import ANYONE, NOBODY, SIGNED_IN, find_route

pytestmark = pytest.mark.django_db

FIRST = "/sign-in/second-step/?needed=yes"
ANY_ID = ("1", "a" * 32, "2026-01-31", "lead_la")


@pytest.fixture(autouse=True)
def _in_earnest(settings: Settings) -> None:
    settings.IS_SECOND_STEP_COMPULSORY = True


def address_of(found: Found) -> str:
    """Return an address of this route with ids of any shape it takes: nobody comes as far as their meaning."""
    for each in ANY_ID:
        try:
            return reverse(found.name, kwargs=dict.fromkeys(found.takes, each))
        except NoReverseMatch:
            continue
    raise LookupError(f"{found.name} takes {found.takes}: give an id of that shape in ANY_ID.")


def test_every_page_of_a_council_sends_somebody_without_it_to_turn_it_on(adviser: Client) -> None:
    doors = [
        (found, route)
        for found in every_route()
        if (route := find_route(found.name)) and route.who not in (ANYONE, NOBODY, SIGNED_IN)
    ]
    assert len(doors) > 30

    for found, route in doors:
        for method in route.methods:
            answer = adviser.generic(method, address_of(found))
            assert (answer.status_code, answer.get("Location")) == (302, FIRST), f"{method} {found.name}"
    assert not Event.objects.filter(kind__endswith="viewed").exists()


@pytest.mark.parametrize(("kind", "is_let_in"), [("totp", True), ("webauthn", True), ("recovery_codes", False)])
def test_an_app_or_a_key_lets_somebody_in_and_codes_to_recover_with_do_not(
    adviser: Client, staff: dict[str, User], wren: Person, kind: str, is_let_in: bool
) -> None:
    Authenticator.objects.create(user=staff["adviser"], type=kind, data={})

    answer = adviser.get(reverse("people_person", args=[wren.public_id]))

    assert answer.status_code == (200 if is_let_in else 302)


def test_it_is_asked_again_at_the_next_click_once_it_was_turned_off(adviser: Client, staff: dict[str, User]) -> None:
    app = Authenticator.objects.create(user=staff["adviser"], type="totp", data={})
    assert adviser.get("/today/").status_code == 200

    app.delete()

    assert adviser.get("/today/")["Location"] == FIRST


@pytest.mark.parametrize("name", ["account", "mfa_index", "account_change_password", "account_logout", "privacy"])
def test_ones_own_account_and_the_way_out_stay_open(adviser: Client, name: str) -> None:
    assert adviser.get(reverse(name)).status_code == 200


def test_the_page_says_what_is_wanted_until_it_is_done(adviser: Client, staff: dict[str, User]) -> None:
    wanted = "Turn on the second step to go on."
    assert wanted in adviser.get(FIRST).content.decode()

    Authenticator.objects.create(user=staff["adviser"], type="totp", data={"secret": "x"})

    assert wanted not in adviser.get(FIRST).content.decode()


def test_where_everybody_is_invented_a_password_is_enough(adviser: Client, settings: Settings) -> None:
    settings.IS_SECOND_STEP_COMPULSORY = False

    assert adviser.get("/today/").status_code == 200


def test_it_is_compulsory_unless_the_deployment_is_a_demo(tmp_path: Path) -> None:
    assert [compulsory_with(tmp_path, demo=demo) for demo in ("", "1")] == [True, False]


def compulsory_with(folder: Path, *, demo: str) -> bool:
    """Return what the settings say in a process that was started so."""
    said = subprocess.run(
        [sys.executable, "-c", "from towpath.config import settings; print(settings.IS_SECOND_STEP_COMPULSORY)"],
        env={**os.environ, "TOWPATH_DEMO": demo, "TOWPATH_DEBUG": "", "TOWPATH_VAR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.strip() == "True"
