"""One list of every way on, through the directory and the Charter, as each may see it; and what is to be agreed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.cast import SETUP
from tests.factories.charter import forward, make_opportunity, make_placement, make_signing
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from tests.web.answers import words_of
from towpath.access.models import User
from towpath.applications.actions import record_step, shortlist
from towpath.applications.models import Application
from towpath.audit.models import Event
from towpath.contact.sending import stop_contact
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.actions import close_opening
from towpath.rules.applications import WAY, Stage
from towpath.tracking.models import Proposal


def go_to(application: Application, stage: Stage) -> None:
    for each in WAY[1 : WAY.index(stage) + 1]:
        application.refresh_from_db()
        record_step(
            application=application, version=application.version, stage=each, happened_date=DAY,
            said_by="provider_contact", by=SETUP, at=MORNING,
        )  # fmt: skip


@pytest.fixture
def listed(saltmarsh: Organisation, wren: Person) -> Application:
    return shortlist(person=wren, opening=make_opening(make_college(saltmarsh)), by=SETUP, at=MORNING)


def test_the_directory_and_the_charter_are_one_list(
    adviser: Client, saltmarsh: Organisation, wren: Person, listed: Application
) -> None:
    put_forward, _ = forward(wren, make_opportunity(make_signing(saltmarsh, "Quoin Restoration"), title="Stonemason"))
    page = words_of(adviser.get(f"/people/{wren.public_id}/applications/"))

    make_placement(put_forward)

    assert "Bricklaying Level 1 Lock College On the shortlist" in page
    assert "Stonemason Quoin Restoration, through the Charter Put forward" in page
    later = words_of(adviser.get(f"/people/{wren.public_id}/applications/"))
    # One way on is one line, however far it has got.
    assert later.count("Stonemason") == 1
    assert "Quoin Restoration, through the Charter Planned" in later


@pytest.mark.parametrize("role", ["tracking_officer", "data_lead"])
def test_whoever_does_not_work_with_the_charter_sees_nothing_of_it(
    role: str, staff: dict[str, User], signed_in: Callable[[User], Client], saltmarsh: Organisation, wren: Person,
    listed: Application,
) -> None:  # fmt: skip
    forward(wren, make_opportunity(make_signing(saltmarsh, "Quoin Restoration"), title="Stonemason"))

    page = words_of(signed_in(staff[role]).get(f"/people/{wren.public_id}/applications/"))

    assert "Bricklaying Level 1" in page
    assert "Stonemason" not in page
    assert "Charter" not in page


def test_an_opening_that_is_no_longer_offered_says_so(adviser: Client, wren: Person, listed: Application) -> None:
    close_opening(opening=listed.opening, version=1, by=SETUP, at=MORNING)

    assert "Ask the provider: it is no longer in the directory" in words_of(
        adviser.get(f"/people/{wren.public_id}/applications/")
    )


def test_a_start_waits_to_be_agreed_and_goes_when_it_is(
    staff: dict[str, User], signed_in: Callable[[User], Client], wren: Person, listed: Application
) -> None:
    go_to(listed, Stage.STARTED)
    lead = signed_in(staff["data_lead"])
    waiting = words_of(lead.get("/proposals/"))
    card = words_of(lead.get(reverse("today")))
    listed.refresh_from_db()

    lead.post(f"/people/{wren.public_id}/applications/{listed.pk}/decide/", {"take": "yes", "version": listed.version})

    assert "1 young person is said to have started" in waiting
    assert "Started Bricklaying Level 1, Lock College" in waiting
    assert "Proposed statuses" in card
    assert wren.public_id in Event.objects.filter(kind="tracking.proposals_viewed").get().persons
    assert "Nothing to agree" in words_of(lead.get("/proposals/"))
    assert Proposal.objects.get().state == "taken"


def test_what_is_asked_of_whoever_agrees_fits_what_happened(
    staff: dict[str, User], signed_in: Callable[[User], Client], wren: Person, listed: Application
) -> None:
    go_to(listed, Stage.STARTED)
    listed.refresh_from_db()
    left_at = MORNING + timedelta(days=10)
    record_step(
        application=listed, version=listed.version, stage=Stage.LEFT, happened_date=left_at.date(),
        said_by="young_person", by=SETUP, at=left_at,
    )  # fmt: skip

    page = words_of(signed_in(staff["data_lead"]).get(f"/people/{wren.public_id}/applications/{listed.pk}/"))

    assert "That they have left is proposed as their status." in page
    assert "Did what they do end on that day?" in page


def test_a_proposal_is_read_again_where_a_step_was_recorded_meanwhile(
    staff: dict[str, User], signed_in: Callable[[User], Client], wren: Person, listed: Application
) -> None:
    go_to(listed, Stage.STARTED)
    listed.refresh_from_db()
    seen, left_at = listed.version, MORNING + timedelta(days=10)
    record_step(
        application=listed, version=seen, stage=Stage.LEFT, happened_date=left_at.date(),
        said_by="young_person", by=SETUP, at=left_at,
    )  # fmt: skip

    answer = signed_in(staff["data_lead"]).post(
        f"/people/{wren.public_id}/applications/{listed.pk}/decide/", {"take": "yes", "version": seen}, follow=True
    )

    assert "Somebody recorded a step meanwhile" in words_of(answer)
    assert not Proposal.objects.filter(state="taken").exists()


def test_a_start_is_not_agreed_of_who_died_while_the_page_was_open(
    staff: dict[str, User], signed_in: Callable[[User], Client], wren: Person, listed: Application
) -> None:
    go_to(listed, Stage.STARTED)
    listed.refresh_from_db()
    lead, address = signed_in(staff["data_lead"]), f"/people/{wren.public_id}/applications/{listed.pk}/"
    stop_contact(person=wren, kind="died", source="page:2", by=SETUP, at=MORNING)

    answer = lead.post(f"{address}decide/", {"take": "yes", "version": listed.version}, follow=True)

    assert "They have died, and nobody has recorded the day." in words_of(answer)
    assert Proposal.objects.get().state == "open"


@pytest.mark.parametrize("role", ["adviser", "specialist", "manager", "school_lead", "commissioner"])
def test_proposals_are_shut_to_those_who_do_not_agree_them(
    role: str, staff: dict[str, User], signed_in: Callable[[User], Client], listed: Application
) -> None:
    go_to(listed, Stage.STARTED)

    assert signed_in(staff[role]).get("/proposals/").status_code == 403


def test_a_stranger_sees_none_of_it(
    stranger: User, signed_in: Callable[[User], Client], wren: Person, listed: Application
) -> None:
    go_to(listed, Stage.STARTED)
    client = signed_in(stranger)

    assert "Nothing to agree" in words_of(client.get("/proposals/"))
    assert client.get(f"/people/{wren.public_id}/applications/").status_code == 404
