"""
A protected address never leaves: not even for a manager, who sees it, does it stand on anything but a few screens.

What leaves is a file, a letter, a print, a release, a referral outward, an employer's page. Instead of a list of those,
every page and file that a manager or somebody outside may open is read, and the address stands on none but the screens
named here, so that whatever is added later is looked at by itself. A young person's own pages are searched in
`tests/web/own`, and the return in `tests/apps/returns/test_building.py`.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.apps.imports.lists import held_row, load, pupil, roll, send
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import mark_address
from tests.web.routes import every_route
from tests.web.test_stranger import ids as ids
from towpath.access.models import User
from towpath.imports.models import Batch
from towpath.organisation.models import Organisation
from towpath.people.actions import record_address
from towpath.people.models import Address, Person
from towpath.returns.actions import build_return
from towpath.web.policy import ANYONE, NOBODY, find_route

HOW = {"source": "page", "by": SETUP, "at": MORNING}
LINES = ("merganser", "bitternby", "sm9 9zz", "sm99zz")
SCREENS = {
    "people": "Whoever is found is told apart by where they live.",
    "people_person": "The record itself.",
    "joining_pair": "Two records are told apart by where they live.",
    "people_details": "Where an address is put right.",
    "people_details_change": "The same.",
    "people_details_end": "The same.",
    "held_look": "Where it is decided whether a copy of the record says it.",
}
"""The only pages that may show it, each on a screen and to a role that may see it, and why."""


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace").casefold()


@pytest.mark.slow
def test_a_protected_address_stands_on_its_screens_and_on_nothing_that_leaves(
    staff: dict[str, User], ids: dict[str, str], signed_in: Callable[[User], Client], saltmarsh: Organisation
) -> None:
    person = Person.objects.get(public_id=ids["person_id"])
    record_address(person=person, address_line_1="7 Merganser Wynd", town="Bitternby", postcode="SM9 9ZZ", **HOW)
    mark_address(person=person, care_of="c/o Lock House, SM1 1AA", **HOW)
    run = build_return(organisation=saltmarsh, period_end=DAY, known_at=MORNING, by=SETUP, at=MORNING)
    fact = Address.objects.known_at(None).get(person=person, town="Bitternby")
    told = {**ids, "run_id": str(run.pk), "kind": "addresses", "fact_id": str(fact.pk)}
    manager, anybody = signed_in(staff["manager"]), Client(raise_request_exception=False)

    shown = set()
    for route in every_route():
        row = find_route(route.name)
        if row is None or row.who == NOBODY or "GET" not in row.methods:
            continue
        address = route.address(told) + "?q=Halloran&for=parent&sector=Address+is+protected"
        text = _text(anybody if row.who == ANYONE else manager, address)
        if any(line in text for line in LINES):
            shown.add(route.name)

    assert shown <= set(SCREENS)
    # It is shown where it may be, or nothing said elsewhere would prove nothing.
    assert {"people", "people_person", "people_details"} <= shown


@pytest.mark.parametrize("is_protected", [False, True], ids=["open", "protected"])
def test_what_is_said_of_a_likeness_says_nothing_of_a_protected_address(
    staff: dict[str, User], signed_in: Callable[[User], Client], saltmarsh: Organisation, *, is_protected: bool
) -> None:
    load(saltmarsh, roll(pupil(1), pupil(2)), code="first")
    if is_protected:
        for person in Person.objects.all():
            mark_address(person=person, care_of="c/o Lock House, SM1 1AA", **HOW)
    moved = send(saltmarsh, roll(pupil(1, UPN="", Postcode="PR8 1AA")), code="moved")
    almost = load(saltmarsh, roll(pupil(2, UPN="", Forename="Zachary")), code="almost")
    row = held_row(almost)
    assert (row.because, told_of(moved)) == ("almost", [("very_alike", "postcode")])
    officer = signed_in(staff["tracking_officer"])

    says = {
        "worth a look": "The postcode differs.",
        "its list": "at this postcode",
        "the queue": "at this postcode",
        "the row": "at this postcode",
        "the file": "at this postcode",
    }
    pages = {
        "worth a look": f"/lists/{moved.number}/?show=worth-a-look",
        "its list": f"/lists/{almost.number}/?show=held",
        "the queue": "/who-is-this/",
        "the row": f"/who-is-this/{row.pk}/",
        "the file": f"/lists/{almost.number}/to-put-right.csv",
    }
    told = {name for name, address in pages.items() if says[name].casefold() in _text(officer, address)}

    assert told == (set() if is_protected else set(says))
    assert "much agrees with somebody we know" in _text(officer, "/who-is-this/") or not is_protected


def told_of(batch: Batch) -> list[tuple[str, str]]:
    """Return why each row of a list is worth a look, with what differs of where they live."""
    return [
        (row.because, reason["field"])
        for row in batch.rows.exclude(likenesses=[])
        for reason in row.likenesses[0]["reasons"]
        if reason["field"] == "postcode" and reason["verdict"] == "differs"
    ]
