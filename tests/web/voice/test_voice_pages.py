"""Anybody speaks with no account and learns how far it has got; the register shows each reader what is theirs."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.cast import make_user
from tests.factories.moments import MORNING
from tests.factories.people import make_person
from tests.factories.voice import PUBLIC, TEXTS, change, do, finish, hear, make_complaint, make_suggestion, make_voice
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.voice.actions import set_aside, write_release
from towpath.voice.models import Complaint, VoiceEntry, VoiceRelease
from towpath.web.referrals.limits import FROM_ONE_PLACE

RECORD = {
    "words": TEXTS, "came_from": "group", "said_date-day": "5", "said_date-month": "1", "said_date-year": "2026",
    "said_count": "9", "theme": "contact", "once": "one",
}  # fmt: skip


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["manager"])


@pytest.fixture
def entry(saltmarsh: Organisation, staff: dict[str, User]) -> VoiceEntry:
    return make_voice(saltmarsh, staff["adviser"], speaker_name="Juno Marsden", speaker_contact="07700 900456")


def says(client: Client, address: str, **sent: str) -> str:
    """Return what the page says, after sending these answers where there are any."""
    answer = client.post(address, sent, follow=True) if sent else client.get(address)
    return str(answer.content.decode())


def test_a_suggestion_gives_a_reference_and_says_what_happens_by_when(saltmarsh: Organisation, client: Client) -> None:
    said = says(client, "/say/saltmarsh/suggestion/", words="Longer hours", once="a")

    row = VoiceEntry.objects.get()
    assert f"{row.reference[:4]}-{row.reference[4:]}" in said
    # Saturday 31 January: three working days are the 2nd, 3rd and 4th.
    assert "reads it by 4 February 2026" in said
    assert "Longer" not in said


def test_a_complaint_sent_twice_is_one_with_its_days(
    saltmarsh: Organisation, staff: dict[str, User], client: Client
) -> None:
    told = {"words": "Nobody rang back", "is_about_data": "on", "once": "c"}
    says(client, "/say/saltmarsh/complaint/", **told)
    cache.clear()  # As from another process that has forgotten; the database remembers.
    said = says(client, "/say/saltmarsh/complaint/", **told)

    row = Complaint.objects.get()
    assert row.is_about_data
    assert f"{row.reference[:4]}-{row.reference[4:]}" in said
    assert "by 4 February 2026 tells you" in said
    assert "an answer by 27 February 2026" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "Answer “What do you want to say?”"), ("x" * 10_001, "at most 10000 characters"), ("a\x00b", "Null char")],
)
def test_a_form_filled_in_wrongly_says_so(saltmarsh: Organisation, client: Client, words: str, said: str) -> None:
    shown = says(client, "/say/saltmarsh/suggestion/", words=words, speaker_name="Kit", once="a")

    assert said in shown
    assert 'value="Kit"' in shown
    assert not VoiceEntry.objects.exists()


def test_too_many_from_one_place_are_stopped_and_referrals_still_come_in(
    saltmarsh: Organisation, client: Client
) -> None:
    for number in range(FROM_ONE_PLACE):
        says(client, "/say/saltmarsh/suggestion/", words="More", once=str(number))
    stopped = client.post("/say/saltmarsh/complaint/", {"words": "More", "once": "more"})

    assert stopped.status_code == 429
    assert "was not sent" in stopped.content.decode()
    assert not Complaint.objects.exists()
    own = {"given_name": "Kit", "family_name": "Osei", "phone": "07700 900789", "why": "Help", "agrees": "on"}
    assert client.post("/refer/saltmarsh/young-person/", own).status_code == 302


def test_how_far_it_has_got_is_told_to_whoever_has_the_reference_and_guessing_is_stopped(
    saltmarsh: Organisation, client: Client
) -> None:
    row = make_complaint(saltmarsh)

    said = says(client, "/say/saltmarsh/how-far/", reference=row.reference.lower())
    assert "We have your complaint. A manager will read it." in said
    for secret in ("Kit", "Osei", "rang", "07700", row.reference):
        assert secret not in said
    for _ in range(FROM_ONE_PLACE - 1):
        assert "nothing with this reference" in says(client, "/say/saltmarsh/how-far/", reference="AAAA-AAAA")
    assert client.post("/say/saltmarsh/how-far/", {"reference": row.reference}).status_code == 429


@pytest.mark.parametrize(
    "address",
    ["/say/nowhere/", "/say/saltmarsh/stranger/", "/say/saltmarsh/sent/forged/", "/you-said-we-did/nowhere/"],
)
def test_an_address_that_is_none_of_ours_is_not_found(saltmarsh: Organisation, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_public_page_shows_only_what_somebody_else_let_out(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client], manager: Client,
    entry: VoiceEntry,
) -> None:  # fmt: skip
    finish(entry)
    lead, stranger = signed_in(staff["data_lead"]), Client()
    entry.refresh_from_db()
    told = {"you_said": "Text first <b>please</b>", "we_did": "We text first", "agreed_how": ""}
    assert "Somebody else reads it" in says(
        manager, f"/voice/{entry.pk}/public-words/", **told, version=str(entry.version), once="w"
    )
    assert "There is nothing here yet" in says(stranger, "/you-said-we-did/saltmarsh/")
    entry.refresh_from_db()
    look = {"is_checked": "on", "version": str(entry.version)}
    assert "You wrote these words" in says(manager, f"/voice/{entry.pk}/second-look/", **look, once="x")
    assert "Read every word first" in says(lead, f"/voice/{entry.pk}/second-look/", version=look["version"], once="y")

    says(lead, f"/voice/{entry.pk}/second-look/", **look, once="z")

    shown = says(stranger, "/you-said-we-did/saltmarsh/")
    assert "Text first &lt;b&gt;please" in shown
    assert "Said in January 2026 by 9 young people. Done after 14 days." in shown
    for secret in ("Juno", "07700", TEXTS, "Adaeze"):
        assert secret not in shown
    entry.refresh_from_db()
    says(manager, f"/voice/{entry.pk}/take-down/", why="They asked", version=str(entry.version), once="t")
    assert "There is nothing here yet" in says(stranger, "/you-said-we-did/saltmarsh/")


def test_a_promise_whose_day_has_passed_says_so_to_everybody(
    saltmarsh: Organisation, staff: dict[str, User], entry: VoiceEntry, client: Client
) -> None:
    hear(entry)
    row = VoiceEntry.objects.filter(pk=entry.pk)
    row.update(
        outcome="will_change", outcome_words="A room", decided_date=MORNING.date() - timedelta(days=9),
        change_by_date=MORNING.date() - timedelta(days=1),
    )  # fmt: skip
    do(write_release, entry, you_said="A room", we_did="A room is found")
    VoiceRelease.objects.update(released_at=MORNING, released_by="another")

    assert "Promised by 30 January 2026. That day has passed: we are late." in says(
        client, "/you-said-we-did/saltmarsh/"
    )


def test_it_is_written_down_followed_up_and_called_done_on_the_pages(
    saltmarsh: Organisation, staff: dict[str, User], adviser: Client
) -> None:
    sent = {**RECORD, "owner": staff["adviser"].public_id}
    said = says(adviser, "/voice/add/", **sent)
    assert "Bring it to somebody who can change it by 13 Feb 2026" in said
    row = VoiceEntry.objects.get()

    def fill(page: str, **answers: str) -> str:
        row.refresh_from_db()
        return says(
            adviser, f"/voice/{row.pk}/{page}/", version=str(row.version), once=f"{page}{row.version}", **answers
        )

    # Pressed from another tab, the button names what is missing.
    assert "This is not done yet. Space: say how" in fill("done")
    fill("space", words="At a group")
    fill("voice", words="Drawn or said")
    heard = {"heard_date-day": "12", "heard_date-month": "1", "heard_date-year": "2026"}
    due = {"reply_due_date-day": "26", "reply_due_date-month": "Jan", "reply_due_date-year": "2026"}
    fill("audience", who="Head of the service", **heard, **due)
    day = {"decided_date-day": "15", "decided_date-month": "1", "decided_date-year": "2026"}
    refused = fill("decide", outcome="changed", words="Texts first", **day)
    assert "Give the day on which it changed" in refused
    changed = {"changed_date-day": "19", "changed_date-month": "1", "changed_date-year": "2026"}
    row.refresh_from_db()
    told = {"outcome": "changed", "words": "Texts first", "version": str(row.version), "once": "again"}
    assert "Now tell the young people" in says(adviser, f"/voice/{row.pk}/decide/", **told, **day, **changed)
    told_date = {"told_date-day": "21", "told_date-month": "1", "told_date-year": "2026"}
    fill("tell", words="At the group", felt_heard="not_asked", **told_date)

    assert "Call it done" in says(adviser, f"/voice/{row.pk}/")
    assert "Done: said, heard, decided and told." in fill("done")
    assert "14 days" in says(adviser, f"/voice/{row.pk}/")
    assert row.pk not in [each.pk for each in VoiceEntry.objects.filter(done_at__isnull=True)]


def test_two_tabs_lose_no_word(adviser: Client, entry: VoiceEntry) -> None:
    first = adviser.post(f"/voice/{entry.pk}/space/", {"version": "1", "words": "At a group", "once": "a"})
    behind = adviser.post(f"/voice/{entry.pk}/space/", {"version": "1", "words": "On a walk", "once": "b"})

    assert (first.status_code, behind.status_code) == (302, 409)
    said = behind.content.decode()
    assert "Somebody else changed this while you were writing" in said
    assert "On a walk" in said
    assert re.search(r'name="version" value="2"', said)
    # A form whose version was lost fits no row, and is shown again.
    assert adviser.post(f"/voice/{entry.pk}/space/", {"version": "x", "words": "Lost", "once": "c"}).status_code == 409


def test_who_said_it_stands_on_no_page_but_theirs_who_heard_it_and_a_managers(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client], manager: Client,
    adviser: Client,
) -> None:  # fmt: skip
    wren = make_person(saltmarsh)
    row = make_voice(saltmarsh, staff["adviser"], speaker_name="Juno Marsden", person=wren)
    change(row)
    do(write_release, row, by=PUBLIC, you_said="Text first", we_did="We text first")

    for client in (adviser, manager):
        said = says(client, f"/voice/{row.pk}/")
        assert "Juno Marsden" in said
        assert wren.public_id in said
    assert Event.objects.filter(kind="voice.viewed", persons__contains=wren.public_id).count() == 2
    pages = ("", "sort/", "space/", "voice/", "audience/", "decide/", "tell/", "public-words/", "take-down/")
    for role in ("specialist", "tracking_officer", "data_lead"):
        client = signed_in(staff[role])
        for page in (*(f"/voice/{row.pk}/{each}" for each in pages), "/voice/", "/voice/?show=all"):
            said = says(client, page)
            assert "Juno" not in said
            assert wren.public_id not in said


def test_each_role_opens_what_is_theirs_and_the_next_council_nothing(
    saltmarsh: Organisation, farbank: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client],
    entry: VoiceEntry,
) -> None:  # fmt: skip
    sent, complaint = make_suggestion(saltmarsh), make_complaint(saltmarsh)
    stranger = signed_in(make_user(farbank, "manager", name="Stanley Peel"))
    for address in (f"/voice/{entry.pk}/", f"/voice/{entry.pk}/space/", f"/voice/complaints/{complaint.pk}/"):
        assert stranger.get(address).status_code == 404
    for listed in ("/voice/?show=all", "/voice/complaints/?show=all"):
        said = says(stranger, listed)
        assert TEXTS[:20] not in said
        assert complaint.reference[:4] not in said
    for role, seen in (("adviser", 404), ("data_lead", 404), ("manager", 200), ("commissioner", 403)):
        client = signed_in(staff[role])
        assert client.get(f"/voice/{sent.pk}/").status_code == seen
        allowed = 200 if role == "manager" else 403
        assert client.get(f"/voice/complaints/{complaint.pk}/").status_code == allowed
        assert client.get("/voice/complaints/").status_code == allowed


def test_the_manager_sees_what_waits_late_first_and_the_log_is_told(
    saltmarsh: Organisation, manager: Client, entry: VoiceEntry
) -> None:
    sent = make_suggestion(saltmarsh)
    VoiceEntry.objects.filter(pk=entry.pk).update(recorded_at=MORNING - timedelta(days=40))

    said = says(manager, "/voice/")

    assert said.index("Text us before you ring") < said.index("Can we meet after five?")
    assert "1 thing is" in said
    assert "Space, Voice, Audience, Influence" in said
    assert Event.objects.filter(kind="voice.listed", subject=f"voice_entry:{entry.pk},{sent.pk}").exists()
    set_aside(entry=sent, version=1, why="A joke", by=PUBLIC, at=MORNING)
    assert "Can we meet" in says(manager, "/voice/?show=aside")
    assert "Can we meet" not in says(manager, "/voice/?show=all")
    assert "Can we meet" not in says(manager, "/voice/?show=done")


def test_a_complaint_is_answered_on_the_pages(saltmarsh: Organisation, staff: dict[str, User], manager: Client) -> None:
    row = make_complaint(saltmarsh)
    page = f"/voice/complaints/{row.pk}/"

    def send(where: str, **answers: Any) -> str:
        row.refresh_from_db()
        return says(manager, f"{page}{where}/", version=str(row.version), once=f"{where}{row.version}", **answers)

    assert "Tell them that we have it by 4 Feb 2026" in says(manager, page)
    assert row.reference[:4] in says(manager, "/today/")
    assert "An answer by 27 Feb 2026" in send("acknowledge", how="Rang")
    assert "Marion Fairclough has it now" in send("hand-over", owner=staff["manager"].public_id)
    assert "the name Kit" in send("learn", words="Kit waited", theme="contact", owner=staff["adviser"].public_id)
    row.refresh_from_db()
    again = {"words": "Ring back", "theme": "contact", "owner": staff["adviser"].public_id, "once": "again"}
    assert "names nobody" in says(manager, f"{page}learn/", version=str(row.version), **again)
    said = send("answer", outcome="upheld", words="We are sorry.")
    assert "They were right" in said
    assert "No complaint waits for an answer" in says(manager, "/voice/complaints/")
    assert "answered already" in send("acknowledge", how="Again")
