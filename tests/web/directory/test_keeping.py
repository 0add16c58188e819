"""An entry of the directory by hand, on its pages: added, changed in two tabs, closed, put back, and shut to others."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.openings import make_college, make_opening
from tests.factories.people import make_person
from tests.web.answers import words_of
from towpath.access.models import User
from towpath.applications.actions import shortlist
from towpath.organisation.models import Organisation
from towpath.provision.models import Establishment, Opening

ENTRY = {
    "title": "Forge taster", "kind": "course", "start_rule": "roll_on", "level": "0", "hours_a_week": "8",
    "has_send_support": "yes", "places": "4", "cost": "0", "postcode": "sm1 2bb", "url": "forge.example.org",
    "checked_date-day": "30", "checked_date-month": "1", "checked_date-year": "2026",
}  # fmt: skip


@pytest.fixture
def college(saltmarsh: Organisation) -> Establishment:
    return make_college(saltmarsh)


def test_a_provider_is_found_by_name_and_an_entry_added(adviser: Client, college: Establishment) -> None:
    found = words_of(adviser.get("/directory/add/?name=lock"))

    answer = adviser.post(f"/directory/add/{college.pk}/", ENTRY)

    assert "1 name fits. Lock College, SM1 1AA" in found
    opening = Opening.objects.get()
    assert answer["Location"] == f"/directory/{opening.pk}/"
    assert (opening.establishment, opening.level, opening.places, opening.cost) == (college, 0, 4, 0)
    assert (opening.has_send_support, opening.is_small_group) == (True, None)
    assert (opening.postcode, opening.url) == ("SM1 2BB", "https://forge.example.org")
    page = words_of(adviser.get(f"/directory/{opening.pk}/"))
    assert "4, as at 30 Jan 2026" in page
    assert "Small groups Not known" in page


def test_a_provider_whom_nobody_knows_is_added_on_the_way(adviser: Client, saltmarsh: Organisation) -> None:
    answer = adviser.post(
        "/directory/add/provider/", {"name": "The Forge", "kind": "training_provider", "postcode": "sm12bb"}
    )

    forge = Establishment.objects.get(name="The Forge")
    assert (forge.is_training_provider, forge.postcode, forge.organisation) == (True, "SM1 2BB", saltmarsh)
    assert answer["Location"] == f"/directory/add/{forge.pk}/"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Answer “What is it called?”"),
        ({"start_rule": ""}, "Choose when it takes people."),
        ({"start_rule": "fixed_date"}, "It starts on a fixed date, and none is given."),
        ({"cost": "-1"}, "greater than or equal to 0"),
        ({"hours_a_week": "999"}, "less than or equal to 168"),
        ({"least_age": "19", "most_age": "16"}, "Swap the two."),
        ({"url": "javascript:alert(1)"}, "Enter the web address in full"),
        ({"checked_date-day": "1", "checked_date-month": "2"}, "on or before 31 January 2026"),
        ({"description": "x" * 10_001}, "at most 10000 characters"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    adviser: Client, college: Establishment, wrong: dict[str, str], words: str
) -> None:
    answer = adviser.post(f"/directory/add/{college.pk}/", {**ENTRY, "sector": "معدن", **wrong})

    assert words in words_of(answer)
    assert "معدن" in answer.content.decode()
    assert not Opening.objects.exists()


def test_the_same_form_sent_twice_adds_one_entry(adviser: Client, college: Establishment) -> None:
    sent = {**ENTRY, "once": "a-token-of-this-form"}

    first, again = (adviser.post(f"/directory/add/{college.pk}/", sent) for _ in range(2))

    assert first["Location"] == again["Location"]
    assert Opening.objects.count() == 1


def test_a_change_shows_what_is_held_and_saves_what_is_typed(adviser: Client, college: Establishment) -> None:
    opening = make_opening(college, hours_a_week=16, has_send_support=False)
    page = adviser.get(f"/directory/{opening.pk}/change/").content.decode()

    adviser.post(f"/directory/{opening.pk}/change/", {**ENTRY, "version": "1", "hours_a_week": ""})

    assert 'value="Bricklaying Level 1"' in page
    assert 'value="no" selected' in page
    opening.refresh_from_db()
    assert (opening.title, opening.hours_a_week, opening.has_send_support) == ("Forge taster", None, True)


def test_a_second_tab_sees_both_versions_and_loses_nothing(adviser: Client, college: Establishment) -> None:
    opening = make_opening(college)
    adviser.post(f"/directory/{opening.pk}/change/", {**ENTRY, "version": "1"})

    answer = adviser.post(f"/directory/{opening.pk}/change/", {**ENTRY, "version": "1", "title": "Forge for beginners"})

    assert answer.status_code == 409
    assert "What is it called? Forge taster Forge for beginners" in words_of(answer)
    assert Opening.objects.get().title == "Forge taster"


def test_an_entry_is_closed_with_a_word_of_who_waits_and_put_back(adviser: Client, college: Establishment) -> None:
    opening = make_opening(college)
    shortlist(person=make_person(college.organisation), opening=opening, by=SETUP, at=MORNING)
    asked = words_of(adviser.get(f"/directory/{opening.pk}/close/"))

    adviser.post(f"/directory/{opening.pk}/close/", {"version": "1"})
    behind = adviser.post(f"/directory/{opening.pk}/close/", {"version": "1"}, follow=True)
    shut = words_of(adviser.get(f"/directory/{opening.pk}/change/", follow=True))
    back = adviser.post(f"/directory/{opening.pk}/reopen/", {"version": "2"}, follow=True)

    assert "1 young person has it on their list." in asked
    assert "Somebody changed this entry while you looked at it." in words_of(behind)
    assert "Put it back before you change it." in shut
    assert "is in the directory again" in words_of(back)
    assert Opening.objects.get().withdrawn_at is None


def test_what_is_stale_is_found_to_be_checked(adviser: Client, college: Establishment) -> None:
    make_opening(college, title="Old course", checked_date=MORNING.date().replace(year=2025))
    make_opening(college, title="New course")

    stale, fresh = (words_of(adviser.get(f"/directory/?checked={which}")) for which in ("stale", "fresh"))

    assert "Old course" in stale
    assert "New course" not in stale
    assert "New course" in fresh
    assert "Old course" not in fresh


@pytest.mark.parametrize(("role", "status"), [("school_lead", 403), ("commissioner", 403), ("stranger", 404)])
def test_keeping_is_shut_to_others(
    role: str, status: int, staff: dict[str, User], stranger: User, signed_in: Callable[[User], Client],
    college: Establishment,
) -> None:  # fmt: skip
    opening = make_opening(college)
    client = signed_in(stranger if role == "stranger" else staff[role])

    for path in (f"add/{college.pk}", f"{opening.pk}/change", f"{opening.pk}/close"):
        assert client.get(f"/directory/{path}/").status_code == status
        assert client.post(f"/directory/{path}/", {**ENTRY, "version": "1"}).status_code == status
    assert client.post(f"/directory/{opening.pk}/reopen/", {"version": "1"}).status_code == status
    opening.refresh_from_db()
    assert (Opening.objects.count(), opening.version, opening.withdrawn_at) == (1, 1, None)
