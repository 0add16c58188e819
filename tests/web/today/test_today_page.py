"""Today: each role sees what waits for it, and a new council sees where to start."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from tests.factories.voice import make_complaint
from tests.web.answers import words_of
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.audit import Actor
from towpath.audit.models import Event
from towpath.caseload.models import Case
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.privacy.actions import open_urgent_look
from towpath.standards import Group
from towpath.tasks.actions import add_task
from towpath.tracking.queries import desk as keeping
from towpath.tracking.queries import get_desk
from towpath.web.today.presenters import Waiting, cards_of

Login = Callable[[User], Client]


def to_ring(person: Person, owner: User, days: int) -> None:
    """Give somebody a call to make, due so many days from today."""
    add_task(
        organisation=person.organisation, kind="next_step", words="Ring", due_date=DAY + timedelta(days=days),
        person=person, owner=owner, by=SETUP, at=MORNING,
    )  # fmt: skip


def test_an_empty_council_is_led_to_set_up(staff: dict[str, User], signed_in: Login) -> None:
    assert "Go to set-up" in words_of(signed_in(staff["data_lead"]).get("/today/"))


def test_an_adviser_sees_what_is_overdue_and_their_own_next_steps(
    adviser: Client, wren: Person, case: Case, staff: dict[str, User]
) -> None:
    Case.objects.filter(pk=case.pk).update(next_date=DAY - timedelta(days=1))
    to_ring(wren, staff["adviser"], -1)

    said = words_of(adviser.get("/today/"))

    assert "My cases overdue 1" in said
    assert "Wren Halloran: Ring Overdue since 30 Jan 2026" in said
    assert wren.public_id in Event.objects.get(kind="today.viewed").persons


def test_a_colleagues_next_steps_are_not_mine(staff: dict[str, User], signed_in: Login, wren: Person) -> None:
    to_ring(wren, staff["adviser"], 0)

    said = words_of(signed_in(staff["specialist"]).get("/today/"))

    assert "Nothing is waiting for you" in said
    assert not Event.objects.filter(kind="today.viewed").exists()


@pytest.mark.parametrize("role", ["school_lead", "commissioner", "tracking_officer", "manager"])
def test_everybody_has_a_today(staff: dict[str, User], signed_in: Login, role: str) -> None:
    assert signed_in(staff[role]).get("/today/").status_code == 200


def test_today_costs_the_same_for_one_step_as_for_many(
    adviser: Client, saltmarsh: Organisation, wren: Person, staff: dict[str, User]
) -> None:
    to_ring(wren, staff["adviser"], 0)
    adviser.get("/today/")
    with CaptureQueriesContext(connection) as one:
        adviser.get("/today/")
    for person_id in make_pupils(saltmarsh, 30):
        to_ring(Person.objects.get(pk=person_id), staff["adviser"], 1)

    with CaptureQueriesContext(connection) as many:
        answer = adviser.get("/today/")

    assert answer.content.count(b">Done<") == 25
    assert len(many) <= len(one) + 1


def test_only_what_waits_has_a_card() -> None:
    cards = cards_of(Waiting(overdue_cases=0, quiet=None, team_overdue=1234))

    assert [(card.heading, card.figure) for card in cards] == [("The team’s cases overdue", "1,234")]
    assert cards[0].link is not None
    assert cards[0].link.href == "/cases/team/?show=overdue"


def test_a_case_due_today_waits_and_is_not_overdue(adviser: Client, wren: Person, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(next_date=DAY)

    said = words_of(adviser.get("/today/"))

    assert "My cases due today 1" in said
    assert "overdue" not in said
    assert "Showing those due today only." in words_of(adviser.get("/cases/?show=today"))


@pytest.mark.parametrize(
    ("role", "way"),
    [("school_lead", "/schools/"), ("commissioner", "/rates/"), ("manager", "/people/")],
)
def test_whoever_has_nothing_waiting_is_led_to_where_their_work_is(
    staff: dict[str, User], signed_in: Login, role: str, way: str
) -> None:
    page = signed_in(staff[role]).get("/today/")

    assert "Nothing is waiting for you" in words_of(page)
    assert f'<a class="govuk-link" href="{way}">' in page.content.decode()


def test_a_tracking_officer_is_told_how_many_there_are_to_find_and_led_to_them(
    staff: dict[str, User], signed_in: Login, saltmarsh: Organisation, wren: Person
) -> None:
    officer = signed_in(staff["tracking_officer"])
    one = officer.get("/today/")
    make_pupils(saltmarsh, 3)

    several = officer.get("/today/")

    to_find = get_desk(viewer_for(staff["tracking_officer"], saltmarsh, DAY), DAY).groups[Group.NOT_KNOWN]
    assert "Young people to find 1Aged 16 or 17, and not known" in words_of(one)
    assert f"Young people to find {to_find}Aged 16 or 17, and not known" in words_of(several)
    assert to_find == 1 + 3
    assert 'href="/desk/">Young people to find' in several.content.decode()


def test_an_officer_with_nobody_to_find_is_not_told_of_nobody(staff: dict[str, User], signed_in: Login) -> None:
    assert "Young people to find" not in words_of(signed_in(staff["tracking_officer"]).get("/today/"))


def test_counting_whom_to_find_costs_the_same_for_many(
    staff: dict[str, User], signed_in: Login, saltmarsh: Organisation, wren: Person
) -> None:
    officer = signed_in(staff["tracking_officer"])
    officer.get("/today/")
    keeping._kept.clear()
    with CaptureQueriesContext(connection) as one:
        officer.get("/today/")
    make_pupils(saltmarsh, 30)

    keeping._kept.clear()
    with CaptureQueriesContext(connection) as many:
        officer.get("/today/")

    assert len(many) == len(one)


def test_what_is_about_nobody_is_done_where_its_words_lead(
    staff: dict[str, User], signed_in: Login, saltmarsh: Organisation, wren: Person
) -> None:
    manager = signed_in(staff["manager"])
    complaint = make_complaint(saltmarsh)
    open_urgent_look(
        person=wren, door="notes", reason="Her college rang and said that she has not come in today",
        by=Actor("saltmarsh", staff["adviser"].public_id, "adviser"), at=MORNING,
    )  # fmt: skip

    page = manager.get("/today/").content.decode()

    for address in (reverse("voice_complaint", args=[complaint.pk]), reverse("urgent")):
        assert f'href="{address}"' in page.partition("My next steps")[2]
        assert manager.get(address).status_code == 200
