"""What a list proposes waits on its own page until somebody agrees, and is nobody else's to see."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.apps.imports.lists import load, pupil, roll
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.imports.files import as_bytes
from tests.web.answers import filled_in, words_of
from towpath.access.models import User
from towpath.contact.sending import stop_contact
from towpath.organisation.models import Organisation
from towpath.tracking.models import Proposal, Statement

CLAIM = ("Says", "Surname", "Forename", "DOB", "Postcode", "Start Date")


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


@pytest.fixture
def claimed(saltmarsh: Organisation) -> Proposal:
    known = pupil(1)
    load(saltmarsh, roll(known), code="a-school")
    row = ["New claim", known["Surname"], known["Forename"], known["DOB"], known["Postcode"], "05/01/2026"]
    load(saltmarsh, as_bytes([list(CLAIM), row]), "people_list", code="jobcentre")
    return Proposal.objects.get()


def test_a_claim_is_looked_at_and_agreed(officer: Client, claimed: Proposal) -> None:
    assert "1 more is proposed by lists" in words_of(officer.get("/proposals/"))
    assert pupil(1)["Surname"] in words_of(officer.get("/proposals/lists/"))
    page = officer.get(f"/proposals/lists/{claimed.pk}/")
    assert "Seeking employment, education or training (619)" in words_of(page)

    officer.post(f"/proposals/lists/{claimed.pk}/", {**filled_in(page), "decision": "take"})

    assert Statement.objects.get().code == "619"
    assert "Nothing to agree" in words_of(officer.get("/proposals/lists/"))


def test_a_claim_is_left_and_a_second_decision_changes_nothing(officer: Client, claimed: Proposal) -> None:
    address = f"/proposals/lists/{claimed.pk}/"
    officer.post(address, {"decision": "neither"})
    officer.post(address, {"decision": "leave"})
    officer.post(address, {"decision": "take"})

    claimed.refresh_from_db()
    assert (claimed.state, Statement.objects.count()) == ("refused", 0)


def test_a_claim_is_not_agreed_of_who_died_while_the_page_was_open(officer: Client, claimed: Proposal) -> None:
    stop_contact(person=claimed.person, kind="died", source="page:2", by=SETUP, at=MORNING)

    answer = officer.post(f"/proposals/lists/{claimed.pk}/", {"decision": "take"})

    claimed.refresh_from_db()
    # On their own record: over the next claim it would seem to be said of somebody else.
    assert answer["Location"] == f"/people/{claimed.person.public_id}/"
    answer = officer.get(answer["Location"])
    assert "Nothing was changed. They have died, and nobody has recorded the day." in words_of(answer)
    assert (claimed.state, Statement.objects.count()) == ("open", 0)


@pytest.mark.parametrize("decision", ["take", "leave"])
def test_what_no_list_brought_is_not_decided_here(officer: Client, claimed: Proposal, decision: str) -> None:
    Proposal.objects.filter(pk=claimed.pk).update(source="own:1")

    answer = officer.post(f"/proposals/lists/{claimed.pk}/", {"decision": decision})

    claimed.refresh_from_db()
    assert (answer.status_code, claimed.state, Statement.objects.count()) == (404, "open", 0)


def test_others_see_nothing_of_it(
    claimed: Proposal, staff: dict[str, User], stranger: User, signed_in: Callable[[User], Client]
) -> None:
    address = f"/proposals/lists/{claimed.pk}/"
    assert signed_in(stranger).get(address).status_code == 404
    assert signed_in(stranger).post(address, {"decision": "take"}).status_code == 404
    assert Proposal.objects.get().state == "open"
    assert signed_in(staff["adviser"]).get(address).status_code == 403
    assert pupil(1)["Surname"] not in words_of(signed_in(stranger).get("/proposals/lists/"))
