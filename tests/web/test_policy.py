"""The route policy is whole: a route without a row, or a row without a route, is a fault."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tests.web.routes import every_route
from towpath.rules.access import ROLE_PERMISSIONS
from towpath.web import policy
from towpath.web.guard import guard
from towpath.web.policy import ANYONE, NOBODY, OWN, ROUTES, SIGNED_IN, Route, find_route


def test_every_route_has_a_policy_row() -> None:
    without = [found.name for found in every_route() if find_route(found.name) is None]

    assert without == [], "Give each a row in towpath/web/policy/."


def test_every_policy_row_has_a_route() -> None:
    names = {found.name for found in every_route()}

    assert [route.name for route in ROUTES if route.name not in names] == []


def test_no_route_has_two_policy_rows() -> None:
    assert len({route.name for route in ROUTES}) == len(ROUTES)


def test_every_row_names_a_known_permission() -> None:
    known = {permission.name for permission in ROLE_PERMISSIONS} | {ANYONE, SIGNED_IN, OWN, NOBODY}

    assert [route.name for route in ROUTES if route.who not in known] == []


def test_a_route_that_takes_an_id_says_whose_rows_it_reaches() -> None:
    shut = {route.name for route in ROUTES if route.who == NOBODY}
    silent = [
        found.name
        for found in every_route()
        if found.takes and found.name not in shut and not find_route(found.name).objects  # type: ignore[union-attr]
    ]

    assert silent == []


def test_every_view_stands_behind_the_gate() -> None:
    from django.urls import URLResolver, get_resolver

    def views(patterns: list) -> list:
        return [
            view
            for one in patterns
            for view in (views(one.url_patterns) if isinstance(one, URLResolver) else [one.callback])
        ]

    found = views(get_resolver().url_patterns)

    assert len(found) > 20
    assert [view for view in found if not getattr(view, "is_guarded", False)] == []


def _show(request: HttpRequest) -> HttpResponse:
    return HttpResponse("shown")


urlpatterns = [path("", include("towpath.web.urls")), path("new/", guard(_show), name="new_page")]


@pytest.mark.urls(__name__)
def test_a_route_without_a_row_is_shut_to_everyone(client) -> None:
    assert client.get("/new/").status_code == 404


@pytest.mark.urls(__name__)
def test_a_route_opens_when_it_has_a_row(client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(policy._BY_NAME, "new_page", Route("new_page", ANYONE))

    assert client.get("/new/").content == b"shown"
    assert client.post("/new/").status_code == 405


def test_reading_is_the_only_method_unless_a_row_says_otherwise() -> None:
    assert Route("any", ANYONE).methods == ("GET",)
