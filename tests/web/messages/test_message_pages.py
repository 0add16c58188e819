"""Pages of messages: what a reason few may know is called, who is told no, and that what is typed comes back."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.desk import make_leaver_notice
from tests.factories.messages import draft, make_message, make_reachable, open_channels, send_shown
from tests.factories.moments import DAY, MORNING
from tests.web.answers import filled_in
from towpath.access import Viewer
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.audit.models import Event
from towpath.caseload.actions import open_case, raise_concern
from towpath.contact.actions import NextStep, record_contact
from towpath.contact.models import ContactEvent, Message, Sending
from towpath.contact.planning import Barred, plan_of
from towpath.contact.wordings import get_wording, shipped
from towpath.organisation.models import Organisation
from towpath.people.actions import mark_returned_post, record_address
from towpath.people.models import ContactStop
from towpath.rules.messages import LOOK_FIRST
from towpath.tracking.actions import record_statement
from towpath.tracking.queries import desk as keeping
from towpath.tracking.values import NewStatement
from towpath.web.messages.barring import barred_among


@pytest.fixture
def viewer(saltmarsh: Organisation, staff: dict[str, User]) -> Viewer:
    open_channels(saltmarsh)
    return viewer_for(staff["adviser"], saltmarsh, DAY)


@pytest.fixture
def adviser(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["adviser"])


def words_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def test_a_concern_is_told_to_the_lead_alone_and_hides_among_others(
    saltmarsh: Organisation, viewer: Viewer, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    feared_for, held = make_reachable(saltmarsh, 1), make_reachable(saltmarsh, 2)
    raise_concern(person=feared_for, seen_date=DAY, words="Bruises", told="lead", by=SETUP, at=MORNING)
    told = NewStatement(
        person_id=held.pk, code="710", start_date=DAY, how="young_person", sender="advisers", source="page:1"
    )
    record_statement(organisation=saltmarsh, new=told, by=SETUP, at=MORNING)
    sending = draft(viewer, feared_for, held)
    address = reverse("messages_one", args=[sending.pk])

    officer = words_of(signed_in(staff["tracking_officer"]).get(address))
    assert f"{LOOK_FIRST} (2)" in officer
    assert "safeguarding concern" not in officer
    assert "custody" not in officer
    adviser = words_of(signed_in(staff["adviser"]).get(address))
    assert "They are in custody (1)" in adviser
    assert f"{LOOK_FIRST} (1)" in adviser


def test_whoever_asked_a_caller_to_be_left_alone_gets_no_message_and_no_letter_goes_where_post_came_back(
    saltmarsh: Organisation, viewer: Viewer, staff: dict[str, User], adviser: Client
) -> None:
    asked, moved = make_reachable(saltmarsh, 1), make_reachable(saltmarsh, 2)
    record_contact(
        person=asked, happened_at=MORNING, channel="phone", outcome="leave_alone", owner=staff["adviser"],
        by=SETUP, at=MORNING,
    )  # fmt: skip
    record_address(person=moved, source="page:1", by=SETUP, at=MORNING, address_line_1="1 Tow Lane", postcode="L20 1AB")
    mark_returned_post(person=moved, came_back_date=DAY, source="page:2", by=SETUP, at=MORNING)

    barred = barred_among(viewer, [asked.pk, moved.pk], DAY)

    assert (barred.asked_not, barred.post_came_back) == ({asked.pk}, {moved.pk})
    page = words_of(adviser.get(reverse("messages_one", args=[draft(viewer, asked).pk])))
    assert "asked" in page


def test_a_draft_is_sent_once_by_two_presses_and_two_tabs(
    saltmarsh: Organisation, viewer: Viewer, adviser: Client
) -> None:
    sending = draft(viewer, make_reachable(saltmarsh, 1))
    address = reverse("messages_send", args=[sending.pk])

    assert "Send 1 text message?" in words_of(adviser.get(address))
    seen = plan_of(viewer, sending, DAY, barred=Barred()).seal
    first = adviser.post(address, {"seen": seen, "once": "one"})
    second = adviser.post(address, {"seen": seen, "once": "two"})

    assert first.status_code == second.status_code == 302
    assert "sent already" in words_of(adviser.get(second["Location"]))
    assert Message.objects.count() == 1
    assert Event.objects.filter(kind="message.queued").count() == 1


def test_a_message_is_drafted_for_my_cases_and_for_one(
    saltmarsh: Organisation, viewer: Viewer, adviser: Client, staff: dict[str, User]
) -> None:
    mine, other = make_reachable(saltmarsh, 1), make_reachable(saltmarsh, 2)
    open_case(
        person=mine, adviser=staff["adviser"], level_of_need="2", because="Left college",
        next_step=NextStep(DAY, "Ring"), by=SETUP, at=MORNING,
    )  # fmt: skip
    given = {"wording": "first_letter", "channel": "text", "reading": "plain"}

    adviser.post(reverse("messages_new"), given | {"whom": "mine"})
    one = f"{reverse('messages_new')}?person={other.public_id}"
    adviser.post(one, given | {"whom": f"one:{other.public_id}"})

    assert [each.messages.get().person_id for each in Sending.objects.order_by("pk")] == [mine.pk, other.pk]


def test_a_message_that_names_a_place_asks_for_it_and_keeps_what_was_typed(
    saltmarsh: Organisation, viewer: Viewer, adviser: Client
) -> None:
    person = make_reachable(saltmarsh, 1)
    address = f"{reverse('messages_new')}?person={person.public_id}"
    long_and_strange = "الاثنين " + "x" * 40
    given = {"whom": f"one:{person.public_id}", "wording": "appointment", "channel": "text", "reading": "plain"}

    said = words_of(adviser.post(address, given | {"when": long_and_strange}))

    assert "Say where: the message names it." in said
    assert long_and_strange in said
    assert not Sending.objects.exists()
    assert "at most 80 characters" in words_of(adviser.post(address, given | {"when": "x" * 10_000, "where": "here"}))


def test_a_shut_channel_is_said_before_anything_is_drafted(
    saltmarsh: Organisation, viewer: Viewer, adviser: Client
) -> None:
    open_channels(saltmarsh, text_by="nobody")
    person = make_reachable(saltmarsh, 1)
    given = {"whom": f"one:{person.public_id}", "wording": "closing", "channel": "text", "reading": "plain"}

    said = words_of(adviser.post(f"{reverse('messages_new')}?person={person.public_id}", given))

    assert "Nobody has said in Set-up how text messages leave" in said


def test_letters_are_printed_and_each_is_in_the_log_once(
    saltmarsh: Organisation, viewer: Viewer, adviser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.web.messages.views.pdf_of", lambda page: b"%PDF" + page.encode())
    person = make_reachable(saltmarsh, 1)
    message = make_message(viewer, person, channel="letter", is_easy=True)
    address = reverse("messages_letters", args=[message.sending_id])

    first, second = adviser.post(address), adviser.post(address)

    assert first["Content-Type"] == second["Content-Type"] == "application/pdf"
    paper = words_of(first)
    assert "<p>Bertie Blackshaw-Birch</p> <p>1 Quay Street</p> <p>Saltmarsh</p> <p>SM2 3CD</p>" in paper
    assert "<ul><li>a college</li>" in paper.replace("</li> ", "</li>")
    assert ContactEvent.objects.get().channel == "letter"
    assert Event.objects.filter(kind="message.letters_made").count() == 2


def test_a_printed_batch_that_was_never_posted_waits_again_at_one_press(
    saltmarsh: Organisation, viewer: Viewer, adviser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.web.messages.views.pdf_of", lambda page: b"%PDF" + page.encode())
    sending = draft(viewer, make_reachable(saltmarsh, 1), make_reachable(saltmarsh, 2), channel="letter")
    send_shown(viewer, sending)
    page, press = reverse("messages_one", args=[sending.pk]), reverse("messages_not_posted", args=[sending.pk])
    assert "never posted" not in words_of(adviser.get(page))

    adviser.post(reverse("messages_letters", args=[sending.pk]))
    assert "2 letters were never posted" in words_of(adviser.get(page))
    said = words_of(adviser.post(press, follow=True))

    assert "2 letters wait to be printed again" in said
    assert list(sending.messages.values_list("state", flat=True)) == ["queued", "queued"]
    assert not ContactEvent.objects.filter(withdrawn_at__isnull=True).exists()
    assert "None of these letters" in words_of(adviser.post(press, follow=True))


def test_a_letter_to_somebody_who_died_since_is_not_printed(
    saltmarsh: Organisation, viewer: Viewer, adviser: Client
) -> None:
    person = make_reachable(saltmarsh, 1)
    message = make_message(viewer, person, channel="letter")
    address = reverse("people_details_add", args=[person.public_id, "no-contact"])

    adviser.post(address, {"kind": "died", "told_by": "Her aunt", "version": "", "once": "x"})

    assert ContactStop.objects.get().told_by == "Her aunt"
    message.refresh_from_db()
    assert (message.state, message.because) == ("stopped", "died")
    assert "no letter to print" in words_of(
        adviser.post(reverse("messages_letters", args=[message.sending_id]), follow=True)
    )
    assert "Has died" in words_of(adviser.get(reverse("people_person", args=[person.public_id])))


def test_whether_it_went_is_said_by_a_person(saltmarsh: Organisation, viewer: Viewer, adviser: Client) -> None:
    message = make_message(viewer, make_reachable(saltmarsh, 1))
    Message.objects.update(state="sending", started_at=MORNING)

    assert "Did these go?" in words_of(adviser.get(reverse("messages_one", args=[message.sending_id])))
    adviser.post(reverse("messages_settle", args=[message.pk]), {"went": "yes"})

    assert Message.objects.get().state == "sent"


def test_the_outbox_says_that_nothing_left(saltmarsh: Organisation, viewer: Viewer, adviser: Client) -> None:
    make_message(viewer, make_reachable(saltmarsh, 1))
    Message.objects.update(state="sending", started_at=MORNING, transport="outbox")

    said = words_of(adviser.get(reverse("messages_outbox")))

    assert "None of these left this machine." in said
    assert "Text message to 07700 900001" in said


def test_words_are_changed_and_shown_for_somebody_invented(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    lead = signed_in(staff["data_lead"])
    viewer = viewer_for(staff["data_lead"], saltmarsh, DAY)
    words = get_wording(viewer, "closing")
    address = reverse("wordings_change", args=["closing"])
    given = {"subject": "Until next time", "words": words.words, "easy": words.easy, "text": words.text, "version": "0"}

    refused = words_of(lead.post(address, given | {"words": "You are NEET, ((first name))."}))
    assert "It says “neet”, which others at home could read." in refused
    saved = lead.post(address, given | {"once": "b"})
    assert "Until next time" in words_of(lead.get(saved["Location"]))
    behind = lead.post(address, given | {"subject": "Farewell", "once": "c"})
    assert behind.status_code == 409
    assert get_wording(viewer, "closing").version == 1


def test_a_page_of_messages_asks_as_often_for_many_as_for_few(
    saltmarsh: Organisation, viewer: Viewer, adviser: Client
) -> None:
    def asked(numbers: range) -> tuple[int, int]:
        sending = draft(viewer, *(make_reachable(saltmarsh, number) for number in numbers))
        counts = []
        for address in (reverse("messages"), reverse("messages_one", args=[sending.pk])):
            with CaptureQueriesContext(connection) as caught:
                assert adviser.get(address).status_code == 200
            counts.append(len(caught))
        return counts[0], counts[1]

    asked(range(1, 2))
    assert asked(range(2, 4)) == asked(range(10, 17))


def test_a_list_leads_to_a_message_to_exactly_those_on_it(
    saltmarsh: Organisation, staff: dict[str, User], viewer: Viewer, adviser: Client
) -> None:
    keeping._kept.clear()
    people = [make_reachable(saltmarsh, number) for number in (1, 2)]
    open_case(
        person=people[0], adviser=staff["adviser"], level_of_need="2", because="Left college",
        next_step=NextStep(DAY, "Ring"), by=SETUP, at=MORNING,
    )  # fmt: skip
    make_leaver_notice(people[1])
    begin = {
        address: html.fromstring(adviser.get(address).content).xpath("//a[text()='Write to these']/@href")[0]
        for address in ("/desk/lists/not_known_16/", "/desk/lists/not_known_16/?adviser=mine", "/desk/leavers/")
    }

    wrote = {}
    for address, leads_to in begin.items():
        form = {**filled_in(adviser.get(leads_to)), "wording": "first_letter"}
        drafted = adviser.post(leads_to, form)
        sending = Sending.objects.get(pk=int(drafted.headers["Location"].split("/")[2]))
        wrote[address] = set(sending.messages.values_list("person_id", flat=True))

    assert list(wrote.values()) == [{each.pk for each in people}, {people[0].pk}, {people[1].pk}]
    for nonsense in ("list:code=none", "guarantee:year=1999", "guarantee:", "everybody:", "list"):
        assert adviser.get(reverse("messages_new"), {"to": nonsense}).status_code == 404


def test_every_wording_as_it_comes_can_be_looked_at(adviser: Client) -> None:
    assert adviser.get(reverse("wordings")).status_code == 200
    for code in shipped():
        assert adviser.get(reverse("wordings_one", args=[code])).status_code == 200
