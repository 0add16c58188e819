"""Take back what was recorded by mistake: it stays to be read, and counts for nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_person
from tests.web.answers import filled_in, hidden_of, words_of
from tests.web.people.telling import tell
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.contact.actions import record_contact
from towpath.contact.models import ContactEvent
from towpath.organisation.models import Organisation
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.tracking.models import Spell, Statement

Login = Callable[[User], Client]


@pytest.fixture
def contact(wren: Person, staff: dict[str, User]) -> ContactEvent:
    """Return a call with Wren that was really with somebody else."""
    return record_contact(
        person=wren, happened_at=MORNING, channel="phone", outcome="spoke", words="Likes bricklaying",
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip


def test_a_contact_struck_out_stays_with_who_and_why_and_counts_for_nothing(
    adviser: Client, wren: Person, contact: ContactEvent
) -> None:
    assert "Strike out" in words_of(adviser.get(f"/people/{wren.public_id}/contacts/"))
    address = f"/people/{wren.public_id}/contacts/{contact.pk}/strike-out/"

    answer = adviser.post(address, hidden_of(adviser.get(address)) | {"because": "This was Robin"}, follow=True)

    said = words_of(answer)
    assert "Struck out on 31 January 2026 by Adaeze Okafor: This was Robin. It counts for nothing." in said
    assert "Last reached Never, as far as we know" in said
    assert b"<s>Likes bricklaying</s>" in answer.content
    assert address.encode() not in answer.content
    assert "Robin" not in " ".join(Event.objects.values_list("facts", flat=True))


def test_a_contact_is_not_struck_out_without_saying_why(adviser: Client, wren: Person, contact: ContactEvent) -> None:
    answer = adviser.post(
        f"/people/{wren.public_id}/contacts/{contact.pk}/strike-out/", {"because": "", "version": contact.version}
    )

    assert "Say why it is a mistake." in words_of(answer)
    contact.refresh_from_db()
    assert contact.withdrawn_at is None


def test_a_contact_struck_out_by_two_is_struck_out_once(adviser: Client, wren: Person, contact: ContactEvent) -> None:
    address = f"/people/{wren.public_id}/contacts/{contact.pk}/strike-out/"
    shown = hidden_of(adviser.get(address))
    adviser.post(address, shown | {"because": "This was Robin"})

    answer = adviser.post(address, shown | {"once": "another", "because": "Another reason"}, follow=True)

    assert "It may have been struck out already" in words_of(answer)
    contact.refresh_from_db()
    assert contact.withdrawn_because == "This was Robin"


def test_a_contact_changed_meanwhile_is_read_again_before_it_is_struck_out(
    adviser: Client, wren: Person, contact: ContactEvent
) -> None:
    address = f"/people/{wren.public_id}/contacts/{contact.pk}/strike-out/"
    shown = hidden_of(adviser.get(address))
    changed = address.replace("strike-out", "change")
    adviser.post(changed, filled_in(adviser.get(changed)) | {"words": "Likes boats", "because": "I mixed two up"})

    behind = adviser.post(address, shown | {"because": "This was Robin"})

    said = words_of(behind)
    assert "Somebody changed this contact meanwhile" in said
    assert "Likes boats" in said
    assert filled_in(behind)["because"] == "This was Robin"
    assert not ContactEvent.objects.filter(withdrawn_because="This was Robin").exists()
    assert "Struck out on" in words_of(adviser.post(address, filled_in(behind), follow=True))


def test_what_some_need_to_know_is_not_struck_out_by_others(
    staff: dict[str, User], signed_in: Login, wren: Person, contact: ContactEvent
) -> None:
    ContactEvent.objects.filter(pk=contact.pk).update(audience="need_to_know")

    officer = signed_in(staff["tracking_officer"])

    assert officer.get(f"/people/{wren.public_id}/contacts/{contact.pk}/strike-out/").status_code == 404
    assert "Strike out" not in words_of(officer.get(f"/people/{wren.public_id}/contacts/"))


def test_a_statement_withdrawn_stays_on_the_timeline_and_the_one_before_speaks_again(
    adviser: Client, wren: Person
) -> None:
    tell(wren, "230", date(2025, 9, 1), date(2025, 9, 8))
    mistaken = tell(wren, "619", date(2026, 1, 5), date(2026, 1, 20))
    address = f"/people/{wren.public_id}/timeline/{mistaken}/"
    assert "Withdraw this" in words_of(adviser.get(f"/people/{wren.public_id}/timeline/"))

    answer = adviser.post(address, hidden_of(adviser.get(address)) | {"reason": "wrong_person"}, follow=True)

    said = words_of(answer)
    assert "Withdrawn: Seeking employment, education or training (619). They count as: EET." in said
    assert "Withdrawn on 31 January 2026: it counts for nothing." in said
    assert [spell.code for spell in Spell.objects.all()] == ["230"]
    event = Event.objects.get(kind="tracking.statement_withdrawn")
    assert event.person == wren.public_id
    assert '"because":"wrong_person"' in event.facts.replace(" ", "")


def test_a_pupil_of_whom_nothing_is_told_any_more_counts_as_the_bar_says(
    adviser: Client, saltmarsh: Organisation
) -> None:
    pupil = make_person(saltmarsh, PersonFacts(legal_given_name="Robin", birth_date=date(2009, 9, 1)))  # Year 11.
    mistaken = tell(pupil, "619", date(2026, 1, 5), date(2026, 1, 20))
    address = f"/people/{pupil.public_id}/timeline/{mistaken}/"

    said = words_of(adviser.post(address, hidden_of(adviser.get(address)) | {"reason": "wrong_person"}, follow=True))

    assert "They count as: School age." in said
    assert "StatusSchool age" in said


def test_a_statement_withdrawn_by_two_is_withdrawn_once(adviser: Client, wren: Person) -> None:
    mistaken = tell(wren, "619", date(2026, 1, 5), date(2026, 1, 20))
    address = f"/people/{wren.public_id}/timeline/{mistaken}/"
    adviser.post(address, {"reason": "twice"})

    answer = adviser.post(address, {"reason": "not_said"}, follow=True)

    assert "Somebody else has just withdrawn this." in words_of(answer)
    assert Event.objects.filter(kind="tracking.statement_withdrawn").count() == 1


@pytest.mark.parametrize("reason", ["", "because I say so"])
def test_a_statement_is_not_withdrawn_without_a_reason_that_there_is(
    adviser: Client, wren: Person, reason: str
) -> None:
    mistaken = tell(wren, "619", date(2026, 1, 5), date(2026, 1, 20))

    assert adviser.post(f"/people/{wren.public_id}/timeline/{mistaken}/", {"reason": reason}).status_code == 200

    assert Statement.objects.get().withdrawn_at is None


@pytest.mark.parametrize("who", ["stranger", "school_lead", "commissioner"])
def test_nobody_else_takes_anything_back(
    signed_in: Login, stranger: User, staff: dict[str, User], wren: Person, contact: ContactEvent, who: str
) -> None:
    told = tell(wren, "619", date(2026, 1, 5), date(2026, 1, 20))
    client = signed_in(stranger if who == "stranger" else staff[who])
    refused = 404 if who == "stranger" else 403

    assert client.get(f"/people/{wren.public_id}/contacts/{contact.pk}/").status_code == refused
    for address in (f"contacts/{contact.pk}/change/", f"contacts/{contact.pk}/strike-out/", f"timeline/{told}/"):
        assert client.get(f"/people/{wren.public_id}/{address}").status_code == refused
        sent = client.post(f"/people/{wren.public_id}/{address}", {"because": "x", "reason": "twice"})
        assert sent.status_code == refused
    assert Statement.objects.get().withdrawn_at is None
    assert ContactEvent.objects.get().withdrawn_at is None


@pytest.mark.parametrize(
    "address", ["contacts/999999/", "contacts/999999/change/", "contacts/999999/strike-out/", "timeline/999999/"]
)
def test_what_there_is_not_cannot_be_taken_back(adviser: Client, wren: Person, address: str) -> None:
    assert adviser.get(f"/people/{wren.public_id}/{address}").status_code == 404
