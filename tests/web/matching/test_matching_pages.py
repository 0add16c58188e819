"""Who is this? The row beside each rival, the decision, the next one, and taking it back."""

from collections.abc import Callable

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from tests.apps.imports.lists import held_row, hold, load, moved_on, pupil, roll, send, sender_of
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.factories.people import make_pupils, make_school
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.imports.models import Batch, Row
from towpath.matching.models import Decision
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.people.models import Person


def _page(answer: object) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())  # type: ignore[attr-defined]


def _words(answer: object) -> str:
    return " ".join(_page(answer).xpath("//main")[0].text_content().split())


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


@pytest.fixture
def known(saltmarsh: Organisation) -> list[Person]:
    return hold(saltmarsh, 1, 2)


@pytest.fixture
def moved(saltmarsh: Organisation, known: list[Person]) -> Batch:
    return load(saltmarsh, roll(moved_on(1), moved_on(2)))


def _rows(batch: Batch) -> tuple[Row, Row]:
    first, second = batch.rows.filter(because="may_be").order_by("number")
    return first, second


def _decide(client: Client, row: Row, decision: str) -> object:
    return client.post(f"/who-is-this/{row.pk}/", {"decision": decision})


def test_rows_that_wait_are_listed_with_why(officer: Client, moved: Batch) -> None:
    words = _words(officer.get("/who-is-this/"))

    assert "2 rows wait for somebody to say whom they are about." in words
    assert "Much agrees with somebody we know, but not enough to be sure." in words


def test_each_field_says_in_a_word_whether_it_agrees(officer: Client, moved: Batch, known: list[Person]) -> None:
    row, _ = _rows(moved)

    page = _page(officer.get(f"/who-is-this/{row.pk}/"))

    told = {
        line.xpath("./th")[0].text_content(): " ".join(line.xpath("./td[last()]")[0].text_content().split())
        for line in page.xpath("//tbody/tr")
    }
    assert told["Family name"] == f"{pupil(1)['Surname']} Differs"
    assert told["Postcode"] == f"{pupil(1)['Postcode']} Differs"
    assert told["Unique pupil number"] == pupil(1)["UPN"]  # The list gives none, so there is nothing to compare.
    assert Event.objects.filter(kind="matching.rivals_viewed").get().persons == f'["{known[0].public_id}"]'


def test_a_sender_that_teaches_nobody_is_no_school_of_theirs(
    officer: Client, saltmarsh: Organisation, moved: Batch
) -> None:
    row, _ = _rows(moved)

    def given() -> list[str]:
        lines = _page(officer.get(f"/who-is-this/{row.pk}/")).xpath("//tbody/tr[th='School or college']/td[1]")
        return [" ".join(line.text_content().split()) for line in lines]

    assert moved.sender.name not in given()
    moved.sender.establishment = make_school(saltmarsh)
    moved.sender.save()
    assert given() == [moved.sender.name]


def test_the_likeliest_record_stands_first_joined_ones_once_and_no_more_than_there_are_keys(
    officer: Client, saltmarsh: Organisation, moved: Batch, known: list[Person]
) -> None:
    people = make_pupils(saltmarsh, 12)
    joined = Person.objects.get(pk=people[4])
    merge_people(person=joined, same_as=Person.objects.get(pk=people[8]), reason="Twice", by=SETUP, at=MORNING)
    row, _ = _rows(moved)
    row.rivals = [people[9], people[4], known[0].pk, people[8], *people[:4], *people[5:8], *people[10:]]
    row.save(update_fields=["rivals"])

    page = _page(officer.get(f"/who-is-this/{row.pk}/"))

    buttons = [each.get("value") for each in page.xpath("//button[starts-with(@value, 'same:')]")]
    likeliest = [people[9], people[8], known[0].pk, *people[:4], *people[5:7]]
    public_ids = Person.objects.in_bulk(likeliest)
    assert buttons == [f"same:{public_ids[each].public_id}" for each in likeliest]


def test_the_same_person_is_recorded_at_once_and_the_next_row_comes(
    officer: Client, moved: Batch, known: list[Person]
) -> None:
    first, second = _rows(moved)

    answer = _decide(officer, first, f"same:{known[0].public_id}")

    first.refresh_from_db()
    assert answer["Location"] == f"/who-is-this/{second.pk}/"  # type: ignore[index]
    assert (first.outcome, first.person) == ("updated", known[0])


def test_never_this_person_keeps_the_row_until_somebody_says_who_it_is(
    officer: Client, saltmarsh: Organisation, known: list[Person]
) -> None:
    load(saltmarsh, roll(moved_on(1)), "school_roll", code="another")
    row = Row.objects.get(because="may_be")

    _decide(officer, row, f"never:{known[0].public_id}")

    assert Decision.objects.get().kind == "never"
    # A school's roll may make somebody of whom nobody else is a rival.
    assert Row.objects.get(pk=row.pk).outcome == "created"
    assert Person.objects.count() == 3


@pytest.mark.parametrize(("decision", "people", "outcome"), [("new", 3, "created"), ("parked", 2, "held")])
def test_somebody_new_is_made_and_a_row_left_out_is_not_asked_about_again(
    officer: Client, moved: Batch, decision: str, people: int, outcome: str
) -> None:
    first, second = _rows(moved)

    answer = _decide(officer, first, decision)

    assert answer["Location"] == f"/who-is-this/{second.pk}/"  # type: ignore[index]
    assert Person.objects.count() == people
    assert Row.objects.get(pk=first.pk).outcome == outcome
    assert f"/who-is-this/{first.pk}/" not in officer.get("/who-is-this/").content.decode().replace("/undo/", "")


def test_after_the_last_row_the_list_is_empty_and_says_so(officer: Client, moved: Batch, known: list[Person]) -> None:
    for row, person in zip(_rows(moved), known, strict=True):
        answer = _decide(officer, row, f"same:{person.public_id}")

    assert answer["Location"] == "/who-is-this/"  # type: ignore[index]
    assert "Nobody to recognise" in _words(officer.get("/who-is-this/"))


def test_the_last_decision_is_taken_back_before_the_list_is_applied(
    officer: Client, saltmarsh: Organisation, known: list[Person]
) -> None:
    row = held_row(send(saltmarsh, roll(moved_on(1))))
    _decide(officer, row, "new")
    assert "Undo my last decision" in _words(officer.get("/who-is-this/"))

    answer = officer.post(f"/who-is-this/{row.pk}/undo/")

    assert answer["Location"] == f"/who-is-this/{row.pk}/"
    assert Row.objects.get(pk=row.pk).planned == "held"
    assert Decision.objects.filter(undone_at=None).count() == 0
    assert "Undo my last decision" not in _words(officer.get("/who-is-this/"))


def test_a_decision_that_was_done_is_taken_back_with_what_it_did(
    officer: Client, moved: Batch, known: list[Person]
) -> None:
    first, _ = _rows(moved)
    _decide(officer, first, f"same:{known[0].public_id}")

    officer.post(f"/who-is-this/{first.pk}/undo/")

    assert "The decision is undone. Decide again." in _words(officer.get("/who-is-this/"))
    assert Row.objects.get(pk=first.pk).outcome == "held"
    assert Decision.objects.get().undone_at is not None


def test_two_people_on_one_row_decide_it_once(officer: Client, moved: Batch, known: list[Person]) -> None:
    first, second = _rows(moved)
    _decide(officer, first, f"same:{known[0].public_id}")

    late = _decide(officer, first, "new")

    assert late["Location"] == f"/who-is-this/{second.pk}/"  # type: ignore[index]
    assert "Nothing was changed." in _words(officer.get("/who-is-this/"))
    assert Person.objects.count() == 2


def test_a_row_may_be_left_for_later_and_each_record_opened(officer: Client, moved: Batch, known: list[Person]) -> None:
    first, second = _rows(moved)

    links = _page(officer.get(f"/who-is-this/{first.pk}/")).xpath("//main//form//a/@href")

    assert f"/people/{known[0].public_id}/" in links
    assert links[-1] == f"/who-is-this/{second.pk}/"
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("decision", ["", "same", "new:abc", "merge:abc"])
def test_a_button_that_there_is_none_of_decides_nothing(officer: Client, moved: Batch, decision: str) -> None:
    first, _ = _rows(moved)

    answer = _decide(officer, first, decision)

    assert answer["Location"] == f"/who-is-this/{first.pk}/"  # type: ignore[index]
    assert Decision.objects.count() == 0


def test_somebody_of_the_next_council_cannot_be_chosen(officer: Client, moved: Batch, farbank: Organisation) -> None:
    load(farbank, roll(pupil(1)))
    foreign = Person.objects.get(organisation=farbank)
    first, _ = _rows(moved)

    _decide(officer, first, f"same:{foreign.public_id}")

    assert Decision.objects.count() == 0
    assert Row.objects.get(pk=first.pk).outcome == "held"


def test_nobody_alike_offers_those_with_the_nearest_names(
    officer: Client, saltmarsh: Organisation, known: list[Person]
) -> None:
    near = {"UPN": "A801200000999", "DOB": "01/01/2013", "Forename": "Zachariah", "Postcode": "PR8 1AA"}
    assert sender_of(saltmarsh, "school_indicators")
    batch = load(saltmarsh, roll(pupil(1, **near)), "school_indicators")

    words = _words(officer.get(f"/who-is-this/{held_row(batch).pk}/"))

    assert "Nobody we know is like this." in words
    assert "These are the people we hold whose names are most like it." in words
    assert pupil(1)["Surname"] in words


@pytest.mark.parametrize("role", ["adviser", "manager", "school_lead", "commissioner"])
def test_rows_are_shut_to_those_who_do_not_match(
    role: str, staff: dict[str, User], signed_in: Callable[[User], Client], moved: Batch
) -> None:
    first, _ = _rows(moved)

    assert signed_in(staff[role]).get(f"/who-is-this/{first.pk}/").status_code == 403


def test_a_row_of_the_next_council_is_not_found(
    stranger: User, signed_in: Callable[[User], Client], moved: Batch
) -> None:
    first, _ = _rows(moved)

    assert signed_in(stranger).get(f"/who-is-this/{first.pk}/").status_code == 404
    assert signed_in(stranger).post(f"/who-is-this/{first.pk}/undo/").status_code == 404


def test_the_pages_cost_the_same_however_many_rows(
    officer: Client, saltmarsh: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    load(saltmarsh, roll(*(pupil(number) for number in range(30))), code="first")
    batch = load(saltmarsh, roll(*(moved_on(number) for number in range(30))))
    officer.get("/who-is-this/")

    with django_assert_max_num_queries(14):
        listed = officer.get("/who-is-this/")
    with django_assert_max_num_queries(34):
        officer.get(f"/who-is-this/{batch.rows.order_by('number')[0].pk}/")

    assert len(_page(listed).xpath("//tbody/tr")) == 25
