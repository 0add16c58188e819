"""The pages on which a manager changes what may be chosen."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.charter import make_signing
from tests.web.answers import filled_in, hidden_of, in_boxes, words_of
from towpath.access.models import User
from towpath.organisation.models import ListEntry, Organisation
from towpath.provision.models import Site
from towpath.web.choices.catalogue import CATALOGUE

Login = Callable[[User], Client]


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Login) -> Client:
    return signed_in(staff["manager"])


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_list_shows_and_each_of_its_entries_may_be_changed(manager: Client, name: str) -> None:
    page = words_of(manager.get(f"/choices/{name}/"))

    for one in CATALOGUE[name].shipped:
        assert one.words in page
    last = CATALOGUE[name].shipped[-1]
    assert manager.get(f"/choices/{name}/{last.code}/").status_code == 200
    assert CATALOGUE[name].words in words_of(manager.get("/choices/"))


def test_an_entry_is_added_once_however_often_it_is_sent(manager: Client, adviser: Client) -> None:
    address = "/choices/contact_outcome/add/"
    sent = hidden_of(manager.get(address)) | {"words": "Met at the youth hub", "hint": "", "means": "visit.Y"}

    first, second = (manager.post(address, sent, follow=True) for _ in range(2))

    assert "“Met at the youth hub” may be chosen now." in words_of(first)
    assert second.status_code == 200
    assert ListEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Answer “What is it called?”"),
        ("x" * 121, "That is 121 characters. Keep what it is called to 120."),
        ("no ANSWER", "is in the list already"),
    ],
)
def test_words_that_will_not_do_stand_beside_the_question_with_why(manager: Client, words: str, said: str) -> None:
    answer = manager.post("/choices/contact_outcome/add/", {"words": words, "means": "attempt.N"})

    assert said in words_of(answer)
    assert not ListEntry.objects.exists()


def test_what_rules_depend_on_says_so_and_shows_no_box_to_take_it_away(manager: Client) -> None:
    page = manager.get("/choices/contact_outcome/noted/")

    assert "must stay to be chosen. What is only heard of somebody is kept as such a note" in words_of(page)
    assert b'name="is_offered"' not in page.content
    manager.post("/choices/contact_outcome/noted/", filled_in(page) | {"words": "Just a note"})
    entry = ListEntry.objects.get()
    assert (entry.words, entry.is_offered, entry.means) == ("Just a note", True, "note.N")


def test_of_two_tabs_the_second_is_shown_both_and_its_words_stay(manager: Client) -> None:
    address = "/choices/barrier/travel/"
    one, other = filled_in(manager.get(address)), filled_in(manager.get(address))
    del one["is_offered"]
    manager.post(address, one | {"words": "Buses"})

    answer = manager.post(address, other | {"words": "Getting about"})

    assert answer.status_code == 409
    page = words_of(answer)
    assert "Buses" in page
    assert "It may be chosen from now on No Yes" in page
    assert b'value="Getting about"' in answer.content
    manager.post(address, filled_in(answer))
    assert [row.words for row in ListEntry.objects.order_by("pk")] == ["Buses", "Getting about"]


def test_what_is_offered_no_more_is_listed_apart_and_offered_again(manager: Client) -> None:
    address = "/choices/barrier/travel/"
    sent = filled_in(manager.get(address))
    del sent["is_offered"]

    page = words_of(manager.post(address, sent, follow=True))

    assert "“Getting there” is saved." in page
    assert "What may be chosen no longer" in page
    manager.post(address, filled_in(manager.get(address)) | {"is_offered": "on"})
    assert ListEntry.objects.order_by("pk").last().is_offered  # type: ignore[union-attr]


def test_a_kind_of_support_names_what_is_looked_into_first(manager: Client) -> None:
    address = "/choices/fund_kind/phone/"
    sent = filled_in(manager.get(address)) | {"names": ["jobcentre", "bursary"]}

    page = words_of(manager.post(address, sent, follow=True))

    assert "16 to 19 bursary and Jobcentre flexible support" in page


def test_a_place_is_added_worded_anew_and_closed(manager: Client, saltmarsh: Organisation) -> None:
    make_signing(saltmarsh, "Lock Hotel")
    told = {"whose": "lock hotel", "name": " Lock  Street hub ", "address": "", "postcode": "sm1 1aa"}
    for wrong, said in (
        ({"whose": "Nobody & Co"}, "We know no organisation of this name."),
        ({"name": " "}, "Answer “What is the place called?”"),
        ({"name": "x" * 201}, "at most 200 characters"),
    ):
        assert said in words_of(manager.post("/choices/places/add/", told | wrong))

    manager.post("/choices/places/add/", told)

    site = Site.objects.get()
    assert (site.name, site.postcode) == ("Lock Street hub", "SM1 1AA")
    assert "has a place of that name already" in words_of(manager.post("/choices/places/add/", told))
    address = f"/choices/places/{site.pk}/"
    one, other = filled_in(manager.get(address)), filled_in(manager.get(address))
    manager.post(address, one | in_boxes("closed_date", 31, 1, 2026))
    assert manager.post(address, other | {"name": "Lock hub"}).status_code == 409
    assert "31 Jan 2026" in words_of(manager.get("/choices/places/"))


@pytest.mark.parametrize(
    "address", ["/choices/hats/", "/choices/hats/add/", "/choices/barrier/nonesuch/", "/choices/places/999999/"]
)
def test_a_list_or_entry_that_there_is_not_is_not_found(manager: Client, address: str) -> None:
    assert manager.get(address).status_code == 404


@pytest.mark.parametrize("role", ["adviser", "specialist", "school_lead", "commissioner", "tracking_officer"])
def test_nobody_else_changes_what_may_be_chosen(staff: dict[str, User], signed_in: Login, role: str) -> None:
    client = signed_in(staff[role])

    for address in (
        "/choices/",
        "/choices/places/",
        "/choices/barrier/",
        "/choices/barrier/add/",
        "/choices/barrier/travel/",
    ):
        assert client.get(address).status_code == 403
    assert client.post("/choices/barrier/add/", {"words": "x"}).status_code == 403
    assert not ListEntry.objects.exists()


def test_the_lists_take_one_query_however_many(
    manager: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    manager.get("/choices/")

    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        manager.get("/choices/")
