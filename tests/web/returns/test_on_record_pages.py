"""The record says what the return would say, and a form warns of what it would break before it is saved."""

from collections.abc import Callable

import pytest
from django.test import Client
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.access.models import User
from towpath.people.actions import set_return_fact
from towpath.people.models import CharacteristicFact, Person, ReturnFact


def words(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())  # type: ignore[attr-defined]


@pytest.fixture
def pregnant_boy(wren: Person) -> str:
    """Return where a circumstance of somebody is added who is sent as a boy."""
    set_return_fact(person=wren, field="gender", value="M", source="page:1", from_date=None, by=SETUP, at=MORNING)
    return f"/people/{wren.public_id}/details/characteristics/add/"


def test_the_record_says_what_the_return_would_say(adviser: Client, wren: Person) -> None:
    overview = words(adviser.get(f"/people/{wren.public_id}/"))
    page = words(adviser.get(f"/people/{wren.public_id}/return/"))

    assert "In the return of January 2026" in overview
    assert "Nobody has told us what this young person is doing, so 810 is sent" in page
    assert "Activity not known (810)" in page or "(810)" in page
    assert "GivenName" in page


def test_a_form_warns_before_it_saves_and_saves_what_is_right_all_the_same(
    adviser: Client, wren: Person, pregnant_boy: str
) -> None:
    given = {"code": "180", "disclosed_by": "Wren"}

    warned = adviser.post(pregnant_boy, given)
    assert "Not saved yet." in words(warned)
    assert "Check 260:" in words(warned)
    assert not CharacteristicFact.objects.filter(code="180").exists()

    seen = html.fromstring(warned.content.decode()).xpath('//input[@name="warned"]/@value')
    answer = adviser.post(pregnant_boy, {**given, "warned": seen})
    assert answer.status_code == 302
    assert CharacteristicFact.objects.filter(code="180").exists()


def test_a_warning_that_was_seen_of_one_thing_does_not_pass_another(adviser: Client, pregnant_boy: str) -> None:
    answer = adviser.post(pregnant_boy, {"code": "180", "warned": "306:SENSupportFlag"})

    assert "Not saved yet." in words(answer)


def test_what_breaks_nothing_is_saved_at_once(adviser: Client, wren: Person, pregnant_boy: str) -> None:
    assert adviser.post(pregnant_boy, {"code": "140"}).status_code == 302
    assert ReturnFact.objects.filter(field="gender", value="M").exists()


def test_both_flags_of_send_are_warned_of(adviser: Client, wren: Person) -> None:
    page = f"/people/{wren.public_id}/return-facts/"
    adviser.post(f"{page}send_flag/", {"value": "Y", "version": "N:None:True"})

    assert "Check 306:" in words(adviser.post(f"{page}sen_support_flag/", {"value": "Y", "version": "N:None:True"}))


def test_a_commissioner_sees_nothing_of_it(
    staff: dict[str, User], signed_in: Callable[[User], Client], wren: Person
) -> None:
    assert signed_in(staff["commissioner"]).get(f"/people/{wren.public_id}/return/").status_code == 403
