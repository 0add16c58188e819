"""Notices of leavers in pages: recorded from a record, listed with what is due, dealt with once."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.cast import SETUP
from tests.factories.desk import make_leaver_notice
from tests.factories.moments import MORNING
from tests.factories.people import make_person
from tests.web.answers import filled_in, in_boxes, words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.people.actions import set_return_fact
from towpath.people.models import Person
from towpath.tracking.models import LeaverNotice


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


def test_a_notice_is_recorded_from_a_record_and_followed_up_once(wren: Person, officer: Client) -> None:
    address = f"/desk/people/{wren.public_id}/leaver/"
    told = {
        **filled_in(officer.get(address)),
        "place": "other",
        "provider_name": "Estuary College",
        **in_boxes("left_date", 12, 1, 2026),
        **in_boxes("received_date", 14, 1, 2026),
    }
    tomorrow = officer.post(address, {**told, **in_boxes("received_date", 1, 2, 2026)})
    assert "has not come yet" in words_of(tomorrow)
    assert officer.post(address, {**told, "provider_name": ""}).status_code == 200

    again = {**filled_in(officer.get(address)), **{key: value for key, value in told.items() if key != "once"}}
    listed = words_of(officer.post(address, again, follow=True))
    assert "1 notice waits" in listed
    assert "Estuary College" in listed
    assert "14 January 2026" in listed.replace("14 Jan 2026", "14 January 2026")

    one = f"/desk/leavers/{LeaverNotice.objects.get().pk}/"
    page = officer.get(one)
    assert "Did the law ask them to tell us? Yes" in words_of(page)
    answer = {**filled_in(page), "done": "followed", "la_code": "none", "outcome": "At another college"}
    two_tabs = {**filled_in(officer.get(one)), "done": "mistake", "la_code": "none", "outcome": "Wrong person"}
    assert "Nothing waits" in words_of(officer.post(one, answer, follow=True))
    assert "dealt with this notice already" in words_of(officer.post(one, two_tabs))
    assert LeaverNotice.objects.get().state == "followed"
    assert Event.objects.filter(kind="leaver_notice.list_viewed").exists()


def test_another_councils_resident_is_passed_on_to_it(wren: Person, officer: Client) -> None:
    set_return_fact(person=wren, field="lead_la", value="341", source="page:1", by=SETUP, at=MORNING)
    one = f"/desk/leavers/{make_leaver_notice(wren).pk}/"
    page = officer.get(one)
    assert "Pass on to" in words_of(page)

    ours = {**filled_in(page), "la_code": "343", "done": "passed_on", "outcome": "By secure e-mail"}
    assert "It is another than yours" in words_of(officer.post(one, ours))
    theirs = {**filled_in(officer.get(one)), "outcome": "By secure e-mail"}
    officer.post(one, theirs)

    assert LeaverNotice.objects.get().passed_to == "341"


def test_nobody_else_opens_it(
    wren: Person, staff: dict[str, User], stranger: User, signed_in: Callable[[User], Client]
) -> None:
    one = f"/desk/leavers/{make_leaver_notice(wren).pk}/"

    for role in ("commissioner", "school_lead", "safeguarding_lead"):
        assert signed_in(staff[role]).get("/desk/leavers/").status_code == 403
        assert signed_in(staff[role]).get(one).status_code == 403
    assert signed_in(stranger).get(one).status_code == 404
    assert signed_in(stranger).get(f"/desk/people/{wren.public_id}/leaver/").status_code == 404
    assert "Nothing waits" in words_of(signed_in(stranger).get("/desk/leavers/"))
