"""The users page: invite, change, suspend at once, and what is refused."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.cast import NAMES, PASSWORD, Staff
from tests.factories.moments import DAY, MORNING
from towpath.access.models import Role, User
from towpath.audit.models import Event
from towpath.organisation.models import Organisation

NEW = {
    "name": "Rosalind Achebe", "email": "rosalind@saltmarsh.example", "role": "adviser",
    "from_date-day": "31", "from_date-month": "1", "from_date-year": "2026",
}  # fmt: skip


def _page(answer: object) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())  # type: ignore[attr-defined]


def _hidden(page: html.HtmlElement) -> dict[str, str]:
    form = next(one for one in page.forms if "once" in one.fields)
    return {name: form.fields[name] for name in ("once", "version") if name in form.fields}


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["data_lead"])


def test_an_invited_person_sets_a_password_and_signs_in(lead: Client) -> None:
    shown = lead.post("/users/invite/", NEW)
    address = _page(shown).xpath("//div[@class='govuk-inset-text']")[0].text_content().strip()
    newcomer = Client()

    refused = newcomer.post(address, {"password": "password1234"})
    accepted = newcomer.post(address, {"password": "three swans upstream"})

    assert "Your password is set. Sign in with it." in newcomer.get("/sign-in/login/").content.decode()
    assert "too common" in refused.content.decode()
    assert accepted["Location"] == "/sign-in/login/"
    signed = newcomer.post("/sign-in/login/", {"login": NEW["email"], "password": "three swans upstream"})
    assert signed.status_code == 302
    assert newcomer.get("/today/").status_code == 200
    assert newcomer.get(address).status_code == 404  # It works once.


def test_the_same_form_sent_twice_is_saved_once_and_shows_the_first_answer(
    lead: Client, staff: dict[str, User]
) -> None:
    address = f"/users/{staff['adviser'].public_id}/"
    sent = _hidden(_page(lead.get(address))) | {"role": "specialist"}
    sent |= {"from_date-day": "31", "from_date-month": "1", "from_date-year": "2026"}
    first = lead.post(address, sent)

    again = lead.post(address, sent)

    # Without the token the second would have met the first one's change, and shown a conflict.
    assert (first.status_code, first["Location"]) == (302, "/users/")
    assert (again.status_code, again["Location"]) == (302, "/users/")
    assert Role.objects.filter(user=staff["adviser"]).count() == 2


def test_an_invitation_sent_twice_gives_one_role(lead: Client) -> None:
    lead.post("/users/invite/", NEW)

    again = lead.post("/users/invite/", NEW)

    assert "They already hold a role here" in again.content.decode()
    assert Role.objects.filter(user__email=NEW["email"]).count() == 1


def test_a_role_is_changed_and_the_page_says_so(lead: Client, staff: dict[str, User]) -> None:
    address = f"/users/{staff['adviser'].public_id}/"
    hidden = _hidden(_page(lead.get(address)))

    lead.post(
        address,
        hidden | {"role": "specialist", "from_date-day": "31", "from_date-month": "1", "from_date-year": "2026"},
    )

    assert "Adaeze Okafor: Specialist from 31 Jan 2026." in lead.get("/users/").content.decode()
    assert Role.objects.filter(user=staff["adviser"], ended_at__isnull=True).get().role == "specialist"


def test_a_change_over_another_change_shows_both_and_saves_neither(lead: Client, staff: dict[str, User]) -> None:
    # Given two tabs open on the same person
    address = f"/users/{staff['adviser'].public_id}/"
    first, second = (_hidden(_page(lead.get(address))) for _ in "ab")
    dates = {"from_date-day": "31", "from_date-month": "1", "from_date-year": "2026"}
    lead.post(address, first | dates | {"role": "manager"})

    # When the second is saved over the first
    answer = lead.post(address, second | dates | {"role": "specialist"})

    # Then both are shown, what was typed is kept, and nothing is overwritten
    words = _page(answer).text_content()
    assert answer.status_code == 409
    assert "Someone else changed this while you were typing" in words
    assert Role.objects.filter(user=staff["adviser"], ended_at__isnull=True).get().role == "manager"
    assert _page(answer).xpath("//input[@name='role'][@checked]/@value") == ["specialist"]

    # And when a person has decided, theirs is saved
    lead.post(address, _hidden(_page(answer)) | dates | {"role": "specialist"})
    assert Role.objects.filter(user=staff["adviser"], ended_at__isnull=True).get().role == "specialist"


def test_a_suspended_person_is_stopped_at_the_next_click(
    lead: Client, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    adviser = signed_in(staff["adviser"])
    assert adviser.get("/today/").status_code == 200

    lead.post(f"/users/{staff['adviser'].public_id}/suspend/")

    stopped = adviser.get("/today/")
    assert stopped.status_code == 403
    assert "You have no role here today" in stopped.content.decode()
    assert adviser.get("/today/")["Location"].startswith("/sign-in/login/")

    lead.post(f"/users/{staff['adviser'].public_id}/restore/")
    assert signed_in(staff["adviser"]).get("/today/").status_code == 200


def test_nobody_suspends_themselves(lead: Client, staff: dict[str, User]) -> None:
    lead.post(f"/users/{staff['data_lead'].public_id}/suspend/")

    assert Role.objects.get(user=staff["data_lead"]).suspended_at is None


def test_a_role_that_ends_before_it_starts_is_refused_and_the_words_kept(lead: Client) -> None:
    answer = lead.post("/users/invite/", NEW | {"to_date-day": "30", "to_date-month": "1", "to_date-year": "2026"})

    page = _page(answer)
    assert "before it starts" in page.text_content()
    assert page.xpath("//input[@name='name']/@value") == ["Rosalind Achebe"]
    assert page.xpath("//title")[0].text.startswith("Error: ")


def test_the_list_costs_the_same_however_many_are_on_it(
    lead: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lead.get("/users/")

    with django_assert_max_num_queries(8):
        lead.get("/users/")


def test_a_long_list_of_users_comes_in_pages_at_the_same_cost(
    lead: Client, saltmarsh: Organisation, staff: Staff
) -> None:
    staff.everybody()
    with CaptureQueriesContext(connection) as few:
        lead.get("/users/")
    for number in range(60):
        person = User.objects.create(
            email=f"{number}@saltmarsh.example", name=f"Invented {number:02}", created_at=MORNING
        )
        Role.objects.create(
            user=person, organisation=saltmarsh, role="adviser", from_date=DAY, recorded_at=MORNING, by="setup"
        )

    with CaptureQueriesContext(connection) as many:
        first = lead.get("/users/")

    assert len(_page(first).xpath("//tbody/tr")) == 50
    assert len(_page(lead.get("/users/?page=2")).xpath("//tbody/tr")) == len(NAMES) + 60 - 50
    assert len(many) <= len(few) + 1


def test_somebody_who_lost_phone_and_codes_is_let_start_anew(
    lead: Client, staff: dict[str, User], settings: Settings
) -> None:
    settings.IS_SECOND_STEP_COMPULSORY = True
    TOTP.activate(staff["data_lead"], generate_totp_secret())
    TOTP.activate(staff["adviser"], generate_totp_secret())
    RecoveryCodes.activate(staff["adviser"])
    address = f"/users/{staff['adviser'].public_id}/"
    offered = lead.get(address).content.decode()

    asked = lead.get(f"{address}second-step/").content.decode()
    done = lead.post(f"{address}second-step/", follow=True)

    assert "Turn off their second step" in offered
    assert "Speak to them first" in asked
    assert "They turn it on again when they sign in." in done.content.decode()
    assert not Authenticator.objects.filter(user=staff["adviser"]).exists()
    assert Authenticator.objects.filter(user=staff["data_lead"]).exists()
    event = Event.objects.get(kind="user.second_step_off")
    assert (event.subject, event.user) == (f"access_user:{staff['adviser'].pk}", staff["data_lead"].public_id)
    newly = Client()
    newly.post("/sign-in/login/", {"login": staff["adviser"].email, "password": PASSWORD})
    assert newly.get("/today/")["Location"] == "/sign-in/second-step/?needed=yes"


def test_a_second_step_that_is_off_is_not_offered_and_cannot_be_turned_off(
    lead: Client, staff: dict[str, User]
) -> None:
    address = f"/users/{staff['adviser'].public_id}/"

    assert "Turn off their second step" not in lead.get(address).content.decode()
    assert "Their second step is off already." in lead.post(f"{address}second-step/", follow=True).content.decode()


def test_nobody_turns_off_a_second_step_of_another_council_or_their_own_here(
    lead: Client, staff: dict[str, User], stranger: User
) -> None:
    for user in (stranger, staff["data_lead"]):
        TOTP.activate(user, generate_totp_secret())

    assert lead.post(f"/users/{stranger.public_id}/second-step/").status_code == 404
    assert lead.post(f"/users/{staff['data_lead'].public_id}/second-step/")["Location"] == "/sign-in/second-step/"
    assert Authenticator.objects.count() == 2


def test_whoever_signs_in_for_another_council_is_told_to_choose_this_one(
    lead: Client, staff: dict[str, User], stranger: User
) -> None:
    shown = lead.post("/users/invite/", NEW | {"email": stranger.email}, follow=True).content.decode()

    assert f"{stranger.name} signs in already, and finds this council there. Tell them." in shown
    assert "/invitation/" not in shown
    again = lead.post(f"/users/{stranger.public_id}/invite-again/", follow=True).content.decode()
    assert "They have chosen a password already" in again
    assert "/invitation/" not in again
