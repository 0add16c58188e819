"""Coming in by the front door: second step, lock-out, several councils, and what every answer carries."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory, override_settings
from lxml import html
from pytest_django import Settings

from tests.factories.cast import PASSWORD, SETUP, make_user
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_school
from tests.web.answers import words_of
from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.provision.actions import let_speak_for
from towpath.web.viewers import viewer_of

OPEN = ("/accessibility/", "/privacy/", "/cookies/", "/sign-in/login/", "/sign-in/password/reset/", "/healthz")


def test_the_second_step_is_set_up_and_then_asked_for(staff: dict[str, User]) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    def code(secret: str) -> str:
        return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))

    # Given an adviser who has signed in with her password
    browser = Client()
    browser.post("/sign-in/login/", {"login": staff["adviser"].email, "password": PASSWORD})

    # When she turns the second step on, typing her password once more
    asked = browser.get("/sign-in/second-step/totp/activate/")
    shown = browser.post(asked["Location"], {"password": PASSWORD}, follow=True)
    page = html.fromstring(shown.content.decode())
    assert page.xpath("//h1")[0].text == "Turn on the second step"
    secret = page.xpath("//span[@class='tp-secret']")[0].text.replace(" ", "")
    browser.post("/sign-in/second-step/totp/activate/", {"code": code(secret)})

    # Then it says so, gives recovery codes, and signing in elsewhere asks for the code
    assert "On" in html.fromstring(browser.get("/sign-in/second-step/").content.decode()).text_content()
    assert browser.get("/sign-in/second-step/recovery-codes/").status_code == 200
    elsewhere = Client()
    asked = elsewhere.post("/sign-in/login/", {"login": staff["adviser"].email, "password": PASSWORD}, follow=True)
    assert "Type your code" in asked.content.decode()
    assert elsewhere.get("/today/").status_code == 302
    cache.clear()  # The same half minute's code may be used once only.
    elsewhere.post(asked.request["PATH_INFO"], {"code": code(secret)})
    assert elsewhere.get("/today/").status_code == 200


def test_a_locked_out_visitor_is_told_in_words(staff: dict[str, User], settings: Settings) -> None:
    settings.AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
    browser = Client()
    for _ in range(5):
        answer = browser.post("/sign-in/login/", {"login": staff["adviser"].email, "password": "not the one"})

    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()


def test_a_council_chosen_must_be_one_of_ones_own(
    staff: dict[str, User], farbank: Organisation, signed_in: Callable[[User], Client]
) -> None:
    make_user(farbank, "adviser", email=staff["manager"].email)
    staff["manager"].refresh_from_db()
    browser = signed_in(staff["manager"])
    assert browser.get("/today/")["Location"] == "/councils/"

    assert browser.post("/councils/", {"council": "nowhere"}).status_code == 200
    assert browser.get("/today/")["Location"] == "/councils/"
    assert browser.post("/councils/?next=https://elsewhere.example/", {"council": "farbank"})["Location"] == "/"

    # An adviser in Farbank, so not among its users.
    assert browser.get("/users/").status_code == 403
    browser.post("/councils/", {"council": "saltmarsh"})
    assert browser.get("/users/").status_code == 200


def test_a_role_that_ends_does_not_turn_into_another_councils_view(
    staff: dict[str, User], farbank: Organisation, signed_in: Callable[[User], Client]
) -> None:
    make_user(farbank, "adviser", email=staff["manager"].email)
    staff["manager"].refresh_from_db()
    browser = signed_in(staff["manager"])
    browser.post("/councils/", {"council": "farbank"})
    staff["manager"].roles.filter(organisation=farbank).update(suspended_at=staff["manager"].created_at)

    assert browser.get("/today/")["Location"] == "/councils/"


@pytest.mark.parametrize("address", [*OPEN, "/no/such/page"])
def test_every_answer_carries_its_headers(address: str, db: None, settings: Settings) -> None:
    settings.MIDDLEWARE = ["towpath.web.headers.HeadersMiddleware", *settings.MIDDLEWARE]
    answer = Client().get(address)

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_the_script_runs_only_by_the_nonce_of_its_own_answer(db: None) -> None:
    answer = Client().get("/accessibility/")
    nonces = html.fromstring(answer.content.decode()).xpath("//script/@nonce")

    assert len(nonces) == 1
    assert nonces[0]
    assert f"'nonce-{nonces[0]}'" in answer["Content-Security-Policy"]


def test_signing_out_clears_the_browser(staff: dict[str, User], signed_in: Callable[[User], Client]) -> None:
    answer = signed_in(staff["adviser"]).post("/sign-in/logout/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_security_txt_has_a_contact_and_an_end(db: None) -> None:
    lines = Client().get("/.well-known/security.txt").content.decode().splitlines()

    assert lines[0].startswith("Contact: ")
    # 180 days after 31 January 2026: 28 + 31 + 30 + 31 + 30 = 150 to 30 June, and 30 more.
    assert lines[1].startswith("Expires: 2026-07-30T")


def test_a_form_from_a_stale_page_is_refused_in_words(staff: dict[str, User]) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/login/", {"login": "a@b.example", "password": "x"})

    assert answer.status_code == 403
    assert "This page was open too long" in answer.content.decode()


def test_a_database_that_does_not_answer_is_the_maintenance_page(
    staff: dict[str, User], signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def gone(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    browser = signed_in(staff["adviser"])
    monkeypatch.setattr("towpath.web.viewers.viewer_with", gone)

    answer = browser.get("/today/")

    assert answer.status_code == 503
    assert "Nothing you saved is lost" in answer.content.decode()


@override_settings(DEBUG=False)
def test_our_own_failure_shows_nothing_of_the_house(
    staff: dict[str, User], signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret words")

    browser = signed_in(staff["adviser"])
    monkeypatch.setattr("towpath.web.viewers.viewer_with", broken)

    answer = browser.get("/today/")

    assert answer.status_code == 500
    assert "secret words" not in answer.content.decode()
    assert "there is a problem with Towpath" in answer.content.decode()


def test_a_school_lead_carries_the_school_they_speak_for(
    staff: dict[str, User], saltmarsh: Organisation, rf: RequestFactory
) -> None:
    school = make_school(saltmarsh)
    let_speak_for(user=staff["school_lead"], establishment=school, from_date=DAY, by=SETUP, at=MORNING)
    request = rf.get("/")
    request.session = {}

    request.user = staff["school_lead"]

    assert viewer_of(request).establishment_ids == frozenset({school.pk})


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/sign-in/login/", ["Enter e-mail address.", "Enter password."]),
        ("/sign-in/password/reset/", ["Enter e-mail address."]),
    ],
)
def test_an_empty_form_at_the_door_says_what_to_do(address: str, asked: list[str], db: None) -> None:
    said = words_of(Client().post(address, {}))

    assert "This field is required" not in said
    assert all(words in said for words in asked)


def test_a_changed_password_is_asked_for_in_plain_words(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(staff["adviser"])

    shown = words_of(browser.get("/sign-in/password/change/"))
    wrong = words_of(
        browser.post(
            "/sign-in/password/change/",
            {"oldpassword": "not it", "password1": "three herring gulls", "password2": "three herring gulls"},
        )
    )

    assert "<li>" not in shown
    assert "At least 12 characters." in shown
    assert "This is not your present password. Type it again." in wrong


@pytest.mark.parametrize(
    "address", ["/sign-in/password/change/", "/sign-in/second-step/", "/sign-in/logout/", "/cookies/"]
)
def test_pages_that_ask_for_no_role_still_show_the_way_back(
    staff: dict[str, User], signed_in: Callable[[User], Client], address: str
) -> None:
    page = html.fromstring(signed_in(staff["adviser"]).get(address).content.decode())

    assert "Saltmarsh" in page.xpath("//header")[0].text_content()
    assert page.xpath("//header//nav//a[@href='/people/']")
