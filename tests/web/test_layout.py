"""The menu: its parts, the pages beneath them, and where somebody is."""

from collections.abc import Callable

import pytest
from django.test import Client
from lxml import html

from tests.factories.cast import NAMES
from towpath.access.models import User
from towpath.web.layout import SECTIONS
from towpath.web.policy import ROUTES, find_route

PAGES = [name for section in SECTIONS for _, name in section.pages]


def test_every_page_of_the_menu_is_a_route_and_stands_once() -> None:
    assert [name for name in PAGES if find_route(name) is None] == []
    assert len(PAGES) == len(set(PAGES))


def test_no_page_lies_in_two_parts_and_no_part_names_what_is_not_there() -> None:
    names = {route.name for route in ROUTES}

    assert [name for name in names if sum(section.holds(name) for section in SECTIONS) > 1] == []
    assert [
        also for section in SECTIONS for also in section.also if not any(name.startswith(also) for name in names)
    ] == []


@pytest.mark.parametrize("role", NAMES)
def test_everybody_is_shown_what_they_may_open_and_nothing_else(
    staff: dict[str, User], signed_in: Callable[[User], Client], role: str
) -> None:
    client = signed_in(staff[role])
    own = [name for name in PAGES if role in (find_route(name) or pytest.fail(name)).roles]
    page = html.fromstring(client.get("/today/", follow=True).content.decode())

    parts = page.xpath("//header//nav[@aria-label='Main' or @aria-labelledby]//a/@href")

    assert len(parts) == sum(any(name in own for _, name in section.pages) for section in SECTIONS)
    assert {client.get(address).status_code for address in parts} <= {200}


def test_a_page_says_which_of_its_part_it_is_and_one_further_in_says_none(
    staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(staff["manager"])

    at, within = (
        html.fromstring(client.get(address).content.decode()) for address in ("/charter/", "/charter/counts/")
    )

    beneath = "//nav[@aria-label='In this part']"
    assert at.xpath(f"{beneath}//a[@aria-current='page']/text()") == ["Charter"]
    assert within.xpath(f"{beneath}//a[@aria-current='page']") == []
    assert "tp-pages--deep" in within.xpath(beneath)[0].get("class")
    assert "tp-pages--deep" not in at.xpath(beneath)[0].get("class")
