"""A page that shows people leaves only after the log holds that it did."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from towpath.access.models import User
from towpath.audit.models import Event
from towpath.web import policy
from towpath.web.disclosure import UndisclosedError, disclosing
from towpath.web.guard import guard
from towpath.web.policy import Route


def _honest(request: HttpRequest) -> HttpResponse:
    disclosing(request, ["person-b", "person-a"], subject="list:chase")
    return HttpResponse("Ottilie")


def _silent(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Ottilie")


def _empty(request: HttpRequest) -> HttpResponse:
    disclosing(request, [])
    return HttpResponse("Nobody")


urlpatterns = [
    path("", include("towpath.web.urls")),
    path("honest/", guard(_honest), name="honest"),
    path("silent/", guard(_silent), name="silent"),
    path("empty/", guard(_empty), name="empty"),
    path("unsaid/", guard(_honest), name="unsaid"),
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _rows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("honest", "silent", "empty"):
        monkeypatch.setitem(policy._BY_NAME, name, Route(name, "people.view", discloses="person.viewed"))
    monkeypatch.setitem(policy._BY_NAME, "unsaid", Route("unsaid", "people.view"))


def test_a_disclosure_is_one_event_that_names_everyone_shown(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    adviser = signed_in(staff["adviser"])
    before = Event.objects.count()

    answer = adviser.get("/honest/")

    event = Event.objects.order_by("id").last()
    assert answer.content == b"Ottilie"
    assert Event.objects.count() == before + 1
    assert (event.kind, event.user, event.role, event.subject) == (
        "person.viewed", staff["adviser"].public_id, "adviser", "list:chase",
    )  # fmt: skip
    assert "person-a" in event.persons
    assert "person-b" in event.persons


def test_a_page_that_told_the_log_nothing_does_not_leave(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    answer = signed_in(staff["adviser"]).get("/silent/")

    assert answer.status_code == 500
    assert b"Ottilie" not in answer.content


def test_a_page_that_shows_nobody_says_so_and_makes_no_event(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    adviser = signed_in(staff["adviser"])
    before = Event.objects.count()

    assert adviser.get("/empty/").status_code == 200
    assert Event.objects.count() == before


def test_a_page_whose_row_does_not_say_that_it_discloses_cannot(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(staff["adviser"])
    client.raise_request_exception = True

    with pytest.raises(UndisclosedError, match="unsaid"):
        client.get("/unsaid/")


def test_nothing_leaves_when_the_log_cannot_be_written(
    staff: dict[str, User], signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("towpath.web.disclosure.disclose", full)

    answer = signed_in(staff["adviser"]).get("/honest/")

    assert answer.status_code == 500
    assert b"Ottilie" not in answer.content
    assert "What you last saved is safe" in answer.content.decode()


def test_somebody_without_the_permission_leaves_no_disclosure(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    commissioner = signed_in(staff["commissioner"])
    before = Event.objects.count()

    assert commissioner.get("/honest/").status_code == 403
    assert Event.objects.count() == before
