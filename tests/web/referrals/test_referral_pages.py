"""The public door tells nothing and takes in once; the desk keeps what was typed and shows each their own."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.cast import make_user
from tests.factories.moments import MORNING
from tests.factories.people import WREN
from tests.factories.referrals import (
    PUBLIC,
    accept_for,
    agree_with,
    make_agency,
    make_referral,
)
from towpath.access.models import Link, User
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.referrals.actions import decline_referral, make_status_link, record_told
from towpath.referrals.models import Referral, ReferralMessage
from towpath.tasks.models import Task
from towpath.web.referrals.limits import FROM_ONE_PLACE

SCHOOL = {
    "referrer_name": "Petra Voss", "referrer_place": "Quayside Academy", "referrer_email": "petra@quayside.example",
    "given_name": "Juno", "family_name": "Marsden", "birth_date-day": "5", "birth_date-month": "11",
    "birth_date-year": "2009", "young_person_knows": "agrees", "why": "Wants to work with boats.", "once": "one",
}  # fmt: skip


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["manager"])


@pytest.fixture
def juno(saltmarsh: Organisation) -> Referral:
    return make_referral(saltmarsh)


def send(client: Client, **changed: str) -> str:
    """Send the school's form and return the page that follows."""
    answer = client.post("/refer/saltmarsh/school/", {**SCHOOL, **changed}, follow=True)
    return answer.content.decode()


def test_sending_gives_a_reference_and_says_what_happens_by_when(saltmarsh: Organisation, client: Client) -> None:
    said = send(client)

    row = Referral.objects.get()
    assert f"{row.reference[:4]}-{row.reference[4:]}" in said
    # Saturday 31 January: two working days are 2 and 3 February, ten end on the 13th.
    assert "decide by 3 February 2026" in said
    assert "by 13 February 2026" in said
    assert "Juno" not in said


def test_a_double_submit_gives_one_referral_and_one_reference(saltmarsh: Organisation, client: Client) -> None:
    first = client.post("/refer/saltmarsh/school/", SCHOOL)
    cache.clear()  # As from another process that has forgotten; the database remembers.
    again = client.post("/refer/saltmarsh/school/", SCHOOL, follow=True).content.decode()

    assert first.status_code == 302
    row = Referral.objects.get()
    assert f"{row.reference[:4]}-{row.reference[4:]}" in again


def test_the_answer_is_the_same_whether_or_not_they_are_known(
    saltmarsh: Organisation, client: Client, wren: Person
) -> None:
    known = send(
        client, once="k", given_name="Wren", family_name="Halloran",
        **{"birth_date-day": "31", "birth_date-month": "8", "birth_date-year": "2009"},
    )  # fmt: skip
    unknown = send(client, once="u", given_name="Nobody", family_name="Atall")

    assert WREN.legal_given_name == "Wren"
    without = [re.sub(r"[A-Z2-9]{4}-[A-Z2-9]{4}|nonce-\S+|nonce=\S+|value=\S+", "", page) for page in (known, unknown)]
    assert without[0] == without[1]


def test_too_many_from_one_place_are_stopped_and_nothing_is_said_to_be_sent(
    saltmarsh: Organisation, client: Client
) -> None:
    for number in range(FROM_ONE_PLACE):
        send(client, once=str(number))
    stopped = client.post("/refer/saltmarsh/school/", {**SCHOOL, "once": "more"})

    assert stopped.status_code == 429
    assert "was not sent" in stopped.content.decode()
    assert Referral.objects.count() == FROM_ONE_PLACE


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"referrer_email": ""}, "Give your phone number or e-mail address"),
        ({"young_person_knows": ""}, "Say whether they know that you are asking us"),
        ({"birth_date-year": "2031"}, "must be on or before 31 January 2026"),
        ({"birth_date-year": "1950"}, "cannot be right for this service"),
        ({"why": "x" * 10_001}, "at most 10000 characters"),
        ({"why": "bad\x00byte"}, "Null characters are not allowed"),
        ({"referrer_email": "petra at quayside"}, "Enter a valid email address"),
    ],
)
def test_a_form_filled_in_wrongly_says_so_and_keeps_what_was_typed(
    saltmarsh: Organisation, client: Client, changed: dict[str, str], words: str
) -> None:
    answer = client.post("/refer/saltmarsh/school/", {**SCHOOL, **changed})

    said = answer.content.decode()
    assert answer.status_code == 200
    assert words in said
    assert 'value="Marsden"' in said
    assert not Referral.objects.exists()


def test_a_young_person_asks_for_themselves_and_must_want_it(saltmarsh: Organisation, client: Client) -> None:
    told = {"given_name": "Kit", "family_name": "Osei", "phone": "07700 900789", "why": "College is not for me"}
    refused = client.post("/refer/saltmarsh/young-person/", told).content.decode()
    assert "Tick the box if you want us to get in touch." in refused

    client.post("/refer/saltmarsh/young-person/", {**told, "agrees": "on"})

    row = Referral.objects.get()
    assert (row.referred_by, row.young_person_knows, row.referrer_name) == ("young_person", "agrees", "")


@pytest.mark.parametrize(
    "address",
    ["/refer/nowhere/", "/refer/saltmarsh/stranger/", "/refer/saltmarsh/sent/forged/", "/referral-status/forged/"],
)
def test_an_address_that_is_none_of_ours_is_not_found(saltmarsh: Organisation, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_link_forwarded_after_it_was_used_shows_nothing(
    saltmarsh: Organisation, juno: Referral, client: Client
) -> None:
    _, secret = make_status_link(referral=juno, by=PUBLIC, at=MORNING)
    address = f"/referral-status/{secret}/"

    # Whatever looks at links in an e-mail opens this page and does not use it up.
    assert "works once" in client.get(address).content.decode()
    assert "works once" in client.get(address).content.decode()
    shown = client.post(address).content.decode()
    assert "have not answered it yet" in shown
    for secret_words in ("Juno", "Marsden", "Quayside", "Saltmarsh", juno.reference):
        assert secret_words not in shown
    assert client.post(address).status_code == 404
    assert client.get(address).status_code == 404


def test_the_desk_lists_what_is_late_first_and_tells_the_log(
    saltmarsh: Organisation, manager: Client, juno: Referral
) -> None:
    old = make_referral(saltmarsh, sending="old", given_name="Olive", at=MORNING - timedelta(days=20))

    said = manager.get("/referrals/").content.decode()

    assert said.index("Olive Marsden") < said.index("Juno Marsden")
    assert "1 referral is" in said
    assert Event.objects.filter(kind="referrals.listed", subject=f"referrals_referral:{old.pk},{juno.pk}").exists()


def test_accepting_on_the_page_opens_a_case_and_asks_to_tell_the_referrer(
    staff: dict[str, User], manager: Client, juno: Referral
) -> None:
    answer = manager.post(
        f"/referrals/{juno.pk}/accept/",
        {
            "version": "1", "person": "new", "adviser": staff["adviser"].public_id, "level_of_need": "2",
            "step": "Get in touch", "due_date-day": "7", "due_date-month": "2", "due_date-year": "2026",
        },
        follow=True,
    )  # fmt: skip

    said = answer.content.decode()
    assert "Accepted, and a case is open." in said
    assert "Adaeze Okafor has the case." in said
    assert "Tell the referrer by 3 Feb 2026" in said


def test_two_tabs_lose_no_word(manager: Client, juno: Referral) -> None:
    first = manager.post(f"/referrals/{juno.pk}/ask/", {"version": "1", "words": "Does she know?", "once": "a"})
    behind = manager.post(f"/referrals/{juno.pk}/ask/", {"version": "1", "words": "Which school?", "once": "b"})

    assert (first.status_code, behind.status_code) == (302, 409)
    said = behind.content.decode()
    assert "Somebody else changed this while you were writing" in said
    assert "Which school?" in said
    version = re.search(r'name="version" value="(\d+)"', said)
    assert version
    assert version[1] == "2"


def test_an_answered_referral_is_not_answered_again(staff: dict[str, User], manager: Client, juno: Referral) -> None:
    accept_for(juno, staff["adviser"])

    for page in ("accept", "decline", "ask", "reply", "pass-on", "taken-back"):
        assert "was answered already" in manager.get(f"/referrals/{juno.pk}/{page}/", follow=True).content.decode()


def test_it_is_passed_on_only_where_something_live_is_agreed(
    saltmarsh: Organisation, manager: Client, juno: Referral, settings: object, tmp_path: object
) -> None:
    settings.FILES_ROOT = tmp_path  # type: ignore[attr-defined]
    agency = make_agency(saltmarsh)
    told = {"version": "1", "agency": str(agency.pk), "is_agreed": "on"}
    refused = manager.post(f"/referrals/{juno.pk}/pass-on/", told).content.decode()
    assert "There is no sharing agreement with Harbour Young Carers" in refused

    agree_with(agency)
    assert "Passed on to" in manager.post(f"/referrals/{juno.pk}/pass-on/", told, follow=True).content.decode()
    file = manager.get(f"/referrals/{juno.pk}/file/")
    assert b"Juno Marsden" in b"".join(file.streaming_content)
    assert Event.objects.filter(kind="file.released").count() == 1


def test_the_letter_is_shown_with_its_link_once_and_telling_is_saved(manager: Client, juno: Referral) -> None:
    decline_referral(referral=juno, version=1, reason="out_of_age", by=PUBLIC, at=MORNING)

    with_link = manager.post(f"/referrals/{juno.pk}/link/").content.decode()
    assert "/referral-status/" in with_link
    assert "/referral-status/" not in manager.get(f"/referrals/{juno.pk}/tell/").content.decode()
    assert Link.objects.filter(purpose="referral_status", withdrawn_at__isnull=True).count() == 1

    told = manager.post(f"/referrals/{juno.pk}/tell/", {"version": "2", "how": "letter"}, follow=True)
    assert "the referrer has been told" in told.content.decode()
    assert ReferralMessage.objects.get(sent_how="letter").sent_by


def test_an_adviser_opens_their_own_alone_and_the_next_council_nothing(
    saltmarsh: Organisation,
    farbank: Organisation,
    staff: dict[str, User],
    signed_in: Callable[[User], Client],
    juno: Referral,
) -> None:
    other = make_referral(saltmarsh, sending="two", given_name="Kit")
    accept_for(juno, staff["adviser"])
    adviser = signed_in(staff["adviser"])
    stranger = signed_in(make_user(farbank, "manager", name="Stanley Peel"))

    assert adviser.get(f"/referrals/{juno.pk}/").status_code == 200
    assert adviser.get(f"/referrals/{other.pk}/").status_code == 404
    assert adviser.get(f"/referrals/{juno.pk}/accept/").status_code == 403
    assert stranger.get(f"/referrals/{juno.pk}/").status_code == 404
    assert "Marsden" not in stranger.get("/referrals/?show=all").content.decode()
    for role in ("tracking_officer", "data_lead", "school_lead", "commissioner"):
        assert signed_in(staff[role]).get(f"/referrals/{juno.pk}/").status_code == 403


def test_what_a_referrer_writes_is_never_run_as_part_of_the_page(saltmarsh: Organisation, manager: Client) -> None:
    row = make_referral(saltmarsh, why="<script>alert(1)</script> שלום " + "x" * 9_900)

    said = manager.get(f"/referrals/{row.pk}/").content.decode()

    assert "<script>alert(1)" not in said
    assert "שלום" in said


def test_a_panel_from_call_to_minutes(
    staff: dict[str, User], manager: Client, juno: Referral, signed_in: Callable[[User], Client]
) -> None:
    called = manager.post(
        "/referrals/panels/call/",
        {"name": "Transition panel", "meets_date-day": "30", "meets_date-month": "1", "meets_date-year": "2026",
         "meets_time": "2.30pm"},
        follow=True,
    )  # fmt: skip
    assert "2:30pm on 30 January 2026" in called.content.decode()
    panel = called.redirect_chain[-1][0]
    manager.post(f"{panel}add/", {"referral": str(juno.pk)})
    item = juno.panel_items.get()
    manager.post(f"{panel}{item.pk}/decide/", {"version": "1", "decision": "Offer a taster day"})
    manager.post(
        f"{panel}{item.pk}/action/",
        {"words": "Ask the harbour", "owner": staff["adviser"].public_id, "due_date-day": "7",
         "due_date-month": "2", "due_date-year": "2026"},
    )  # fmt: skip
    said = manager.post(f"{panel}close/", {"version": "3", "attended": "Marion Fairclough", "minutes": ""}, follow=True)

    assert "Offer a taster day" in said.content.decode()
    assert "Adaeze Okafor, by 7 Feb 2026" in said.content.decode()
    assert "The minutes are agreed" in said.content.decode()
    task = Task.objects.get(source=f"referrals_panel_item:{item.pk}")
    assert task.words.startswith("Ask the harbour")
    assert "Ask the harbour" in signed_in(staff["adviser"]).get("/today/").content.decode()
    assert signed_in(staff["adviser"]).get(panel).status_code == 403
    done = manager.post(f"{panel}{item.pk}/done/{task.pk}/", follow=True).content.decode()
    assert "Ticked off." in done
    assert "(done)" in done
    assert "settled this task" in manager.post(f"{panel}{item.pk}/done/{task.pk}/", follow=True).content.decode()
    assert manager.post(f"{panel}{item.pk}/done/{task.pk + 1}/").status_code == 404


def test_today_says_how_many_referrals_are_late(saltmarsh: Organisation, manager: Client, juno: Referral) -> None:
    assert "Referrals that are late" not in manager.get("/today/").content.decode()

    make_referral(saltmarsh, sending="old", at=MORNING - timedelta(days=20))

    assert "Referrals that are late" in manager.get("/today/").content.decode()


def test_nothing_is_told_twice(juno: Referral, manager: Client) -> None:
    decline_referral(referral=juno, version=1, reason="out_of_age", by=PUBLIC, at=MORNING)
    record_told(referral=juno, version=2, how="phone", by=PUBLIC, at=MORNING)

    said = manager.post(f"/referrals/{juno.pk}/tell/", {"version": "2", "how": "letter"}, follow=True)

    assert "The referrer was told before." in said.content.decode()
    juno.refresh_from_db()
    assert (juno.version, juno.told_at) == (3, MORNING)
    assert [message.sent_how for message in juno.messages.all()] == ["phone"]
