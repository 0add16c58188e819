"""The family page: what must not be done first, whose number is whose, either side, and both counts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_user
from tests.factories.moments import MORNING
from tests.factories.people import make_person, mark_address, pupil
from tests.web.answers import filled_in, words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.caseload.models import Case
from towpath.contact.actions import record_contact
from towpath.contact.models import ContactEvent
from towpath.organisation.models import Organisation
from towpath.people.actions import add_contact_route, link_family
from towpath.people.facts import PersonFacts
from towpath.people.models import Person

Login = Callable[[User], Client]
HOW = {"source": "page:1", "by": SETUP, "at": MORNING}


@pytest.fixture
def maeve(saltmarsh: Organisation, wren: Person) -> Person:
    """Return Wren's mother, who lives with her."""
    named = PersonFacts(
        legal_given_name="Maeve", legal_family_name="Halloran", phone="07700 900777", address_line_1="4 Ropewalk",
        postcode="SM1 2AB",
    )  # fmt: skip
    mother = make_person(saltmarsh, named)
    link_family(person=wren, relative=mother, relation="mother", has_responsibility="yes", lives_with="yes", **HOW)
    return mother


@pytest.fixture
def rowan(saltmarsh: Organisation, wren: Person) -> Person:
    """Return a brother, told of on Wren's record alone."""
    brother = make_person(saltmarsh, PersonFacts(legal_given_name="Rowan", legal_family_name="Halloran"))
    link_family(person=wren, relative=brother, relation="brother", **HOW)
    return brother


def page(person: Person) -> str:
    return f"/people/{person.public_id}/family/"


def test_a_family_is_shown_in_parts_and_siblings_from_either_side(
    adviser: Client, wren: Person, maeve: Person, rowan: Person, case: Case
) -> None:
    of_wren, of_rowan, of_maeve = (words_of(adviser.get(page(each))) for each in (wren, rowan, maeve))

    assert "Parents and carers Maeve Halloran Relation Mother Parental responsibility Yes Live together Yes" in of_wren
    assert "Brothers and sisters Rowan Halloran Relation Brother Live together Not known" in of_wren
    # Which of the two Wren is, her brother's link does not say.
    assert "Brothers and sisters Wren Halloran Relation Brother or sister" in of_rowan
    assert "Their adviser Adaeze Okafor" in of_rowan
    assert "Children Wren Halloran Relation Child Responsible for them Yes" in of_maeve
    assert {wren.public_id, maeve.public_id} <= {
        each for event in Event.objects.filter(kind="person.viewed") for each in event.persons.split('"')
    }


def test_who_must_not_be_told_comes_first_and_no_number_of_theirs_is_offered(
    adviser: Client, wren: Person, maeve: Person, saltmarsh: Organisation
) -> None:
    link_family(person=wren, relative=maeve, relation="mother", must_not_be_told=True, **HOW)
    for value, belongs_to, owner, is_safe in (
        ("07700 900888", "parent", "Maeve Halloran", "unknown"),
        ("07700 900999", "carer", "Aunt Jo", "no"),
        ("07700 900666", "carer", "Uncle Bram", "yes"),
    ):
        add_contact_route(
            person=wren, kind="phone", value=value, belongs_to=belongs_to, owner_name=owner, is_safe=is_safe, **HOW
        )

    answer = adviser.get(page(wren))

    said = words_of(answer)
    first, second = said.index("Maeve Halloran must not be told anything about Wren"), said.index("Parents and carers")
    assert first < second
    assert "Do not use 07700 900999: a carer’s (Aunt Jo)." in said
    assert "Do not use 07700 900888: a parent’s (Maeve Halloran)." in said
    for unsafe in ("07700900777", "07700900888", "07700900999"):
        assert f"tel:{unsafe}".encode() not in answer.content
        for other in ("", "contact/", "contacts/"):
            assert f"tel:{unsafe}".encode() not in adviser.get(f"/people/{wren.public_id}/{other}").content
    assert b"tel:07700900666" in answer.content
    # From the mother's side it is the child of whom nothing is said.
    assert "Maeve Halloran must not be told anything about Wren Halloran." in words_of(adviser.get(page(maeve)))
    assert "Say nothing of them here" in words_of(adviser.get(page(maeve)))


def test_a_relative_s_open_address_that_gives_a_protected_one_away_is_pointed_out(
    adviser: Client, wren: Person, maeve: Person
) -> None:
    warning = "The address of Wren Halloran is protected, and Maeve Halloran lives with them at one that is not."
    assert warning not in words_of(adviser.get(page(wren)))

    mark_address(person=wren, care_of="c/o Lock House", **HOW)
    assert warning in words_of(adviser.get(page(wren)))
    mark_address(person=maeve, care_of="c/o Lock House", **HOW)
    assert warning not in words_of(adviser.get(page(wren)))


def test_who_shares_a_parent_on_record_is_named_as_maybe(
    adviser: Client, wren: Person, maeve: Person, rowan: Person, saltmarsh: Organisation
) -> None:
    fern = make_person(saltmarsh, PersonFacts(legal_given_name="Fern", legal_family_name="Ash"))
    for child in (fern, rowan):
        link_family(person=child, relative=maeve, relation="mum", **HOW)

    said = words_of(adviser.get(page(wren)))

    assert "May be a brother or sister Fern Ash has the same parent on record: Maeve Halloran" in said
    assert "Rowan Halloran has the same parent" not in said


def test_contacts_with_family_are_counted_apart_and_a_joint_one_in_both(
    adviser: Client, wren: Person, staff: dict[str, User]
) -> None:
    for outcome, with_family in (
        ("spoke", False),
        ("seen", True),
        ("seen_family", False),
        ("no_answer", True),
        ("sent", False),
    ):
        record_contact(
            person=wren, happened_at=MORNING - timedelta(hours=1), channel="phone", outcome=outcome,
            with_family=with_family, owner=staff["adviser"], by=SETUP, at=MORNING,
        )  # fmt: skip

    for address in (page(wren), f"/people/{wren.public_id}/contacts/"):
        said = words_of(adviser.get(address))
        # Spoke and seen with them: 1 + 1; seen with family and family seen alone: 1 + 1.
        assert "Talked with Wren Halloran 2 times" in said
        assert "Talked with family 2 times" in said


def test_that_family_took_part_is_said_when_a_contact_is_recorded(adviser: Client, wren: Person, case: Case) -> None:
    address = f"/people/{wren.public_id}/contact/"
    sent = filled_in(adviser.get(address)) | {
        "outcome": "spoke",
        "next": "look_again",
        "when": "7",
        "with_family": "on",
    }

    assert adviser.post(address, sent).status_code == 302

    assert ContactEvent.objects.get(person=wren).with_family is True


def test_a_family_of_nobody_says_so_and_leads_to_where_it_is_added(adviser: Client, wren: Person) -> None:
    answer = adviser.get(page(wren))

    assert "Nobody is recorded." in words_of(answer)
    assert f"/people/{wren.public_id}/details/family/".encode() in answer.content


def test_a_stranger_a_school_and_whoever_sees_no_family_get_none(
    wren: Person, maeve: Person, staff: dict[str, User], farbank: Organisation, signed_in: Login
) -> None:
    assert signed_in(make_user(farbank, "adviser", name="Stanley Peel")).get(page(wren)).status_code == 404
    for role in ("school_lead", "commissioner", "safeguarding_lead"):
        assert signed_in(staff[role]).get(page(wren)).status_code == 403


def test_a_large_family_takes_as_many_queries_as_a_small_one(
    adviser: Client, wren: Person, maeve: Person, rowan: Person, saltmarsh: Organisation
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert adviser.get(page(wren)).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for number in range(1, 7):
        link_family(person=wren, relative=make_person(saltmarsh, pupil(number)), relation="sister", **HOW)

    assert queries() == few
    assert few <= 80
