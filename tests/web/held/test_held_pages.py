"""The pages of what is held: who sees, who asks, what is looked at, who lets it go; and what would be deleted."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.apps.privacy.conftest import ask
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_pupils
from tests.web.answers import filled_in, hidden_of, in_boxes, words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.caseload.actions import raise_concern
from towpath.contact.actions import record_contact
from towpath.files.models import Release
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.privacy.models import AccessRequest, PackDecision, RecordHold

Login = Callable[[User], Client]
CANARY = "osprey 7731"


@pytest.fixture
def noted(wren: Person, staff: dict[str, User]) -> Person:
    record_contact(
        person=wren, happened_at=MORNING, channel="phone", outcome="spoke", words="Her friend Tegan drives her.",
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip
    raise_concern(person=wren, seen_date=DAY, words=f"Heard of {CANARY}", told="lead", by=SETUP, at=MORNING)
    return wren


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Login) -> Client:
    return signed_in(staff["data_lead"])


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Login) -> Client:
    return signed_in(staff["manager"])


def of(name: str, row: AccessRequest) -> str:
    return reverse(name, args=[row.public_id])


def look_at_all(client: Client, row: AccessRequest, **answers: str) -> int:
    """Answer every text that waits, and return how many there were."""
    for number in range(100):
        page = client.get(of("held_request", row)).content.decode()
        if "Look at the first" not in page:
            return number
        asked = client.get(of("held_look", row))
        sent = filled_in(asked) | {"choice": "include"} | answers
        assert client.post(of("held_look", row), sent).status_code == 302
    raise AssertionError("There is no end to it.")


def test_a_request_is_recorded_looked_at_copied_and_let_go_by_another(
    noted: Person, lead: Client, manager: Client, staff: dict[str, User]
) -> None:
    address = reverse("held_ask", args=[noted.public_id])
    sent = hidden_of(lead.get(address)) | {"asked_by": "young_person", "identity": "known"}
    sent |= in_boxes("received_date", 31, 1, 2026) | in_boxes("identity_shown_date", 31, 1, 2026)
    # Sent twice, it is recorded once.
    first, second = lead.post(address, sent), lead.post(address, sent)
    row = AccessRequest.objects.get()
    assert first["Location"] == second["Location"] == of("held_request", row)
    page = words_of(lead.get(of("held_request", row)))
    assert "2 March 2026" in page
    assert CANARY not in page

    assert look_at_all(lead, row, choice="redact") > 0
    assert PackDecision.objects.filter(words="Her friend [somebody else] drives her.").exists()
    lead.post(of("held_make", row))
    assert "Let go" not in words_of(lead.get(of("held_request", row)))
    lead.post(of("held_release", row))
    assert not Release.objects.exists()

    # A manager's list says so, and the manager takes it away.
    assert "Copy made" in words_of(manager.get(reverse("held")))
    answer = manager.post(of("held_release", row), {"form": "page"})
    taken = b"".join(answer.streaming_content).decode()
    assert answer["Content-Disposition"] == 'attachment; filename="what-we-hold.html"'
    assert "[somebody else] drives her" in taken
    assert "Tegan" not in taken
    assert CANARY not in taken
    assert Event.objects.filter(kind="subject_access.released", user=staff["manager"].public_id).exists()


def test_a_decision_on_what_has_changed_since_is_asked_again(noted: Person, lead: Client) -> None:
    row = ask(noted)
    sent = filled_in(lead.get(of("held_look", row))) | {"choice": "include", "seen": "0" * 64}

    answer = lead.post(of("held_look", row), sent)

    assert "changed while you were reading" in words_of(answer)
    assert not PackDecision.objects.exists()


def test_the_safeguarding_part_is_for_its_lead_alone(
    noted: Person, lead: Client, manager: Client, signed_in: Login, staff: dict[str, User]
) -> None:
    row = ask(noted)
    safeguarding = signed_in(staff["safeguarding_lead"])
    [key] = {
        part.split('"')[0] for part in safeguarding.get(of("held_request", row)).content.decode().split("?item=")[1:]
    }

    assert CANARY in safeguarding.get(f"{of('held_look', row)}?item={key}").content.decode()
    for other in (lead, manager):
        assert other.get(f"{of('held_look', row)}?item={key}").status_code == 302
        for name in ("held_request", "held_look"):
            assert CANARY not in other.get(of(name, row), follow=True).content.decode()
        seen = other.get(reverse("held_seen", args=[noted.public_id])).content.decode()
        assert "oncern: " not in seen


def test_who_can_see_is_for_those_who_may_see_the_log(noted: Person, lead: Client, adviser: Client) -> None:
    page = words_of(lead.get(reverse("held_seen", args=[noted.public_id])))

    assert "Adaeze Okafor" in page
    assert "Their role opens every record of the council" in page
    assert adviser.get(reverse("held_seen", args=[noted.public_id])).status_code == 403
    assert "Who can see this person" not in words_of(adviser.get(reverse("people_person", args=[noted.public_id])))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (in_boxes("received_date", 1, 2, 2026), "on or before 31 January 2026"),
        ({"asked_by": "parent"}, "Give the name"),
        ({"words": "x" * 10_000, "identity": ""}, "Answer “How do you know who is asking?”"),
    ],
)
def test_a_request_that_cannot_be_so_is_asked_again(
    wren: Person, lead: Client, changed: dict[str, str], said: str
) -> None:
    address = reverse("held_ask", args=[wren.public_id])
    sent = hidden_of(lead.get(address)) | {"asked_by": "young_person", "identity": "known"}
    sent |= in_boxes("received_date", 31, 1, 2026) | in_boxes("identity_shown_date", 31, 1, 2026) | changed

    assert said in words_of(lead.post(address, sent))
    assert not AccessRequest.objects.exists()


def test_of_two_tabs_the_second_keeps_what_was_typed(wren: Person, lead: Client) -> None:
    row = ask(wren)
    first, second = filled_in(lead.get(of("held_more_time", row))), filled_in(lead.get(of("held_close", row)))
    lead.post(of("held_more_time", row), first | {"words": "Much of it"})

    answer = lead.post(of("held_close", row), second | {"closed_as": "taken_back", "words": "Rang today"})

    assert answer.status_code == 409
    assert "Rang today" in answer.content.decode()
    assert lead.post(of("held_close", row), filled_in(answer)).status_code == 302
    row.refresh_from_db()
    assert row.closed_as == "taken_back"


def test_a_hold_is_placed_shown_and_lifted(wren: Person, lead: Client) -> None:
    address = reverse("held_hold", args=[wren.public_id])
    lead.post(address, hidden_of(lead.get(address)) | {"reason": "court", "words": "Order of 3 May"})
    page = words_of(lead.get(reverse("retention")))
    assert "A court case: Order of 3 May" in page
    assert "are deleted every night; nothing else is" in page
    assert "oncerns, and" not in page

    lift = reverse("retention_lift", args=[RecordHold.objects.get().pk])
    lead.post(lift, hidden_of(lead.get(lift)) | {"words": "Over"})
    assert "Lifted 31 Jan 2026" in words_of(lead.get(reverse("retention")))
    assert lead.post(lift, hidden_of(lead.get(lift)) | {"words": "Again"}).status_code == 200


def test_no_hold_is_cut_off_however_many_there_are(saltmarsh: Organisation, lead: Client) -> None:
    RecordHold.objects.bulk_create(
        RecordHold(
            organisation=saltmarsh, person_id=person_id, reason="inquiry", words=f"Hold {number}.", placed_at=MORNING,
            placed_by="setup",
        )
        for number, person_id in enumerate(make_pupils(saltmarsh, 26), 1)
    )  # fmt: skip

    first, second = (words_of(lead.get(f"{reverse('retention')}?holds={page}")) for page in (1, 2))

    assert "1 to 25 of 26" in first
    assert "Hold 26." in first
    assert "Hold 1." not in first
    assert "Hold 1." in second
    assert "Hold 2." not in second


def test_the_next_borough_finds_none_of_it(
    wren: Person, farbank: Organisation, stranger: User, signed_in: Login
) -> None:
    row, client = ask(wren), signed_in(stranger)
    make_person(farbank, source="import:1")

    assert client.get(of("held_request", row)).status_code == 404
    assert client.get(reverse("held_seen", args=[wren.public_id])).status_code == 404
    assert "Wren" not in words_of(client.get(reverse("held")))
