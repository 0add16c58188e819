"""One person or two: records side by side, joined or kept apart, and either taken back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_person
from tests.web.answers import words_of
from towpath.access.models import User
from towpath.contact.actions import record_contact
from towpath.matching.models import Pair
from towpath.matching.pairs import PairRefusedError, find_pairs, keep_apart
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.people.actions.recording import record_person
from towpath.people.facts import PersonFacts
from towpath.people.models import Alias, Person

Login = Callable[[User], Client]
CANARY = "osprey 7731"


@pytest.fixture
def one(saltmarsh: Organisation) -> Person:
    return _somebody(saltmarsh, legal_given_name="Thomas", phone="07700 900123")


@pytest.fixture
def other(saltmarsh: Organisation) -> Person:
    return _somebody(saltmarsh, legal_given_name="Tom", postcode="PR8 1AA")


def _somebody(saltmarsh: Organisation, **said: str) -> Person:
    facts = PersonFacts(legal_family_name="Hesketh-Rowe", birth_date=date(2009, 11, 30), **said)  # type: ignore[arg-type]
    recorded = record_person(organisation=saltmarsh, facts=facts, source="page:1", by=SETUP, at=MORNING)
    return Person.objects.get(pk=recorded.person_id)


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Login) -> Client:
    return signed_in(staff["data_lead"])


def pair_of(one: Person, other: Person) -> str:
    return reverse("joining_pair", args=[one.public_id, other.public_id])


def decide(client: Client, one: Person, other: Person, decision: str) -> object:
    return client.post(pair_of(one, other), {"decision": decision, "reason": "One mother"})


def test_two_records_stand_side_by_side_with_what_agrees(lead: Client, one: Person, other: Person) -> None:
    words = words_of(lead.get(pair_of(one, other)))

    assert "Family name Hesketh-Rowe Hesketh-Rowe Agrees" in words
    assert "First name Thomas Tom Differs" in words


def test_once_scored_a_short_name_is_said_to_be_nearly_the_same(
    lead: Client, saltmarsh: Organisation, one: Person, other: Person
) -> None:
    find_pairs(organisation=saltmarsh, by=SETUP, at=MORNING)

    words = words_of(lead.get(pair_of(one, other)))

    assert "First name Thomas Tom Nearly One given name is a short or other form of the other." in words
    assert "Likely the same person: 99 in 100." in words


def test_joined_records_are_one_person_and_two_again_when_parted(lead: Client, one: Person, other: Person) -> None:
    decide(lead, one, other, one.public_id)

    assert lead.get(f"/people/{other.public_id}/").status_code == 200
    page = words_of(lead.get(reverse("joining", args=[one.public_id])))
    assert "Tom Hesketh-Rowe" in page
    assert "One mother" in page
    join = Alias.objects.get()
    assert (join.person, join.same_as) == (other, one)

    lead.post(reverse("joining_part", args=[one.public_id, join.pk]), {"once": "token"})

    join.refresh_from_db()
    assert join.undone_at is not None
    assert lead.get(pair_of(one, other)).status_code == 200


def test_the_other_record_may_go_on_instead(lead: Client, one: Person, other: Person) -> None:
    decide(lead, one, other, other.public_id)

    assert Alias.objects.get().same_as == other


def test_records_kept_apart_are_not_asked_about_again_until_that_is_taken_back(
    lead: Client, saltmarsh: Organisation, one: Person, other: Person
) -> None:
    find_pairs(organisation=saltmarsh, by=SETUP, at=MORNING)
    assert "1 pair of records" in words_of(lead.get("/duplicates/"))

    decide(lead, one, other, "apart")
    find_pairs(organisation=saltmarsh, by=SETUP, at=MORNING)

    assert "No duplicates found" in words_of(lead.get("/duplicates/"))
    assert "Hesketh-Rowe" in words_of(lead.get("/duplicates/?show=apart"))
    lead.post(pair_of(one, other), {"again": "yes"})
    assert Pair.objects.get().apart_at is None


def test_people_kept_apart_stay_apart_whomever_either_is_joined_to(
    lead: Client, saltmarsh: Organisation, one: Person, other: Person
) -> None:
    find_pairs(organisation=saltmarsh, by=SETUP, at=MORNING)
    decide(lead, one, other, "apart")
    third = _somebody(saltmarsh, legal_given_name="Thom", postcode="PR8 1AA")
    find_pairs(organisation=saltmarsh, by=SETUP, at=MORNING)
    merge_people(person=other, same_as=third, by=SETUP, at=MORNING)

    assert "No duplicates found" in words_of(lead.get("/duplicates/"))
    assert find_pairs(organisation=saltmarsh, by=SETUP, at=MORNING) == 0
    assert "No duplicates found" in words_of(lead.get("/duplicates/"))
    assert "Hesketh-Rowe" in words_of(lead.get("/duplicates/?show=apart"))
    with pytest.raises(PairRefusedError, match="already"):
        keep_apart(one=one, other=third, by=SETUP, at=MORNING)
    lead.post(pair_of(one, third), {"again": "yes"})
    assert "1 pair of records" in words_of(lead.get("/duplicates/"))


def test_whoever_is_joined_is_no_duplicate_any_more(
    lead: Client, saltmarsh: Organisation, one: Person, other: Person
) -> None:
    find_pairs(organisation=saltmarsh, by=SETUP, at=MORNING)
    decide(lead, one, other, one.public_id)

    assert "No duplicates found" in words_of(lead.get("/duplicates/"))
    assert find_pairs(organisation=saltmarsh, by=SETUP, at=MORNING) == 0


def test_the_second_of_two_who_decide_is_told_and_changes_nothing(lead: Client, one: Person, other: Person) -> None:
    decide(lead, one, other, one.public_id)

    answer = decide(lead, one, other, other.public_id)

    assert answer.status_code == 404  # type: ignore[attr-defined]
    assert Alias.objects.count() == 1


def test_a_note_for_few_is_read_by_nobody_more_after_a_join(
    staff: dict[str, User], signed_in: Login, lead: Client, one: Person, other: Person
) -> None:
    record_contact(
        person=other, happened_at=MORNING, channel="phone", outcome="spoke", words=CANARY, audience="need_to_know",
        owner=staff["specialist"], by=SETUP, at=MORNING,
    )  # fmt: skip
    before = {role: _reads(signed_in(staff[role]), other) for role in ROLES}

    decide(lead, one, other, one.public_id)

    assert {role: _reads(signed_in(staff[role]), one) for role in ROLES} == before
    assert before["specialist"]
    assert not before["adviser"]


ROLES = ("adviser", "specialist", "tracking_officer", "manager", "data_lead")


def _reads(client: Client, person: Person) -> bool:
    return CANARY in client.get(f"/people/{person.public_id}/contacts/").content.decode()


def test_somebody_of_the_next_council_is_never_shown_beside_ours(
    lead: Client, farbank: Organisation, one: Person
) -> None:
    elsewhere = make_person(farbank)

    assert lead.get(pair_of(one, elsewhere)).status_code == 404
    assert "No duplicates found" in words_of(lead.get("/duplicates/"))


@pytest.mark.parametrize("role", ["adviser", "tracking_officer", "school_lead", "commissioner"])
def test_only_those_who_may_join_records_come_here(
    staff: dict[str, User], signed_in: Login, one: Person, other: Person, role: str
) -> None:
    client = signed_in(staff[role])

    assert client.get("/duplicates/").status_code in (403, 404)
    assert decide(client, one, other, one.public_id).status_code in (403, 404)  # type: ignore[attr-defined]
    assert not Alias.objects.exists()
