"""Conflicts: two words side by side, one is taken, and the row that brought the news stops waiting."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from tests.apps.imports.lists import held_row, load, pupil, roll, send, starter, starters
from tests.factories.answers import make_answer
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from tests.web.answers import filled_in, in_boxes
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.answers.actions import Given
from towpath.audit.models import Event
from towpath.contact.sending import stop_contact
from towpath.imports.models import Batch, Row
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.answers import Doing, Since
from towpath.tracking.actions import record_statements
from towpath.tracking.models import Conflict, Spell
from towpath.tracking.values import NewStatement


def _page(answer: object) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())  # type: ignore[attr-defined]


def _words(answer: object) -> str:
    return " ".join(_page(answer).xpath("//main")[0].text_content().split())


def _said(person_id: int) -> NewStatement:
    """Return that the young person said ten days ago that they are looking for work."""
    return NewStatement(
        person_id=person_id,
        code="619",
        start_date=date(2026, 1, 5),
        verified_date=date(2026, 1, 21),
        how="young_person",
        sender="adviser",
        source="page:1",
    )


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


@pytest.fixture
def news(saltmarsh: Organisation) -> Batch:
    """Return a college's list that says otherwise of one young person."""
    load(saltmarsh, roll(pupil(1)))
    record_statements(organisation=saltmarsh, incoming=[_said(Person.objects.get().pk)], by=SETUP, at=MORNING)
    return load(saltmarsh, starters(starter(1)), "college_starters")


@pytest.fixture
def conflict(news: Batch) -> Conflict:
    return Conflict.objects.get()


def test_both_words_stand_side_by_side_with_who_said_them(officer: Client, conflict: Conflict) -> None:
    page = _page(officer.get(f"/conflicts/{conflict.pk}/"))

    lines = {line.xpath("./th")[0].text_content(): line.xpath("./td") for line in page.xpath("//tbody/tr")}
    held, news, same = (cell.text_content().strip() for cell in lines["Who said so"])
    assert held == "The young person told us"
    assert news == "A sender: on a list from the school, college or training provider"
    assert same == "Different"
    assert [cell.text_content().strip() for cell in lines["Until"]] == ["No end given", "No end given", "Same"]
    told = Event.objects.filter(kind="tracking.conflict_viewed").get()
    assert told.persons == f'["{conflict.person.public_id}"]'


def test_the_list_says_where_because_two_may_say_the_same_of_different_places(
    officer: Client, conflict: Conflict
) -> None:
    page = _page(officer.get("/conflicts/"))

    [row] = page.xpath("//main//tbody/tr")
    ours, news = (" ".join(cell.text_content().split()) for cell in row.xpath("./td")[:2])
    assert ours.endswith("(619)")
    assert conflict.provider_name or conflict.establishment
    where = conflict.establishment.name if conflict.establishment else conflict.provider_name
    assert news.endswith(f", {where}")


def test_the_news_is_taken_and_its_row_stops_waiting(officer: Client, conflict: Conflict, news: Batch) -> None:
    row = held_row(news)

    answer = officer.post(f"/conflicts/{conflict.pk}/", {"decision": "take"})

    assert answer["Location"] == "/conflicts/"
    assert "Decided. The news is what we go by now." in _words(officer.get("/conflicts/"))
    assert list(Spell.objects.values_list("code", flat=True)) == [conflict.code]
    assert Row.objects.get(pk=row.pk).outcome == "unchanged"


def test_what_we_hold_is_kept_and_the_row_stops_waiting_too(officer: Client, conflict: Conflict, news: Batch) -> None:
    row = held_row(news)

    officer.post(f"/conflicts/{conflict.pk}/", {"decision": "keep"})

    assert Conflict.objects.get().state == "refused"
    assert list(Spell.objects.values_list("code", flat=True)) == ["619"]
    assert Row.objects.get(pk=row.pk).outcome == "unchanged"


def test_on_a_page_left_open_nothing_is_taken_of_who_died_meanwhile(
    officer: Client, conflict: Conflict, news: Batch
) -> None:
    row, its_list = held_row(news), f"/lists/{news.number}/?show=held"
    assert _page(officer.get(its_list)).xpath(f"//section//a[@href='/conflicts/{conflict.pk}/']")
    assert "Look at it again" not in _words(officer.get(its_list))
    stop_contact(person=conflict.person, kind="died", source="page:2", by=SETUP, at=MORNING)

    answer = officer.post(f"/conflicts/{conflict.pk}/", {"decision": "take"})

    # On their own record: over the next conflict it would seem to be said of somebody else.
    assert answer["Location"] == f"/people/{conflict.person.public_id}/"
    said = _words(officer.get(answer["Location"]))
    assert "Nothing was changed. They have died, and nobody has recorded the day." in said
    assert list(Spell.objects.values_list("code", flat=True)) == ["619"]
    assert Row.objects.get(pk=row.pk).outcome == "held"

    # The row that brought the news is done with from its own list.
    assert "Look at it again" in _words(officer.get(its_list))
    again = _words(officer.post(f"/lists/rows/{row.pk}/look-again/", follow=True))
    assert f"Row {row.line} is now unchanged." in again
    assert Row.objects.get(pk=row.pk).because == "died"


def test_before_its_list_is_applied_a_row_that_contradicts_leads_nowhere(
    officer: Client, saltmarsh: Organisation
) -> None:
    load(saltmarsh, roll(pupil(1)))
    record_statements(organisation=saltmarsh, incoming=[_said(Person.objects.get().pk)], by=SETUP, at=MORNING)
    shown = send(saltmarsh, starters(starter(1)), "college_starters")

    page = officer.get(f"/lists/{shown.number}/?show=held")

    assert "Decide which to go by. You can once this list is applied." in _words(page)
    assert not _page(page).xpath("//section//a | //section//button")


def test_the_row_stops_waiting_when_an_answer_by_link_is_confirmed(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client], news: Batch
) -> None:
    row, adviser = held_row(news), signed_in(staff["adviser"])
    # Since this month: the first of January, as the list's own day is the last.
    looking = Given(said=Doing.LOOKING, since=Since.THIS_MONTH)
    found = make_answer(viewer_for(staff["adviser"], saltmarsh, DAY), Person.objects.get(), looking)

    answer = adviser.post(f"/answers/{found.pk}/", {"decision": "as-proposed"}, follow=True)

    assert "What you were told now settles it." in _words(answer)
    assert Conflict.objects.get().state == "refused"
    assert Row.objects.get(pk=row.pk).outcome == "unchanged"


@pytest.mark.parametrize("role", ["adviser", "tracking_officer"])
def test_what_a_young_person_says_lets_the_row_go_on_whoever_writes_it_down(
    role: str, staff: dict[str, User], signed_in: Callable[[User], Client], conflict: Conflict, news: Batch
) -> None:
    row, said = held_row(news), {"code": "619", "how": "young_person"}
    client, address = signed_in(staff[role]), f"/people/{conflict.person.public_id}/status/"
    dates = {**in_boxes("start_date", 5, 1, 2026), **in_boxes("verified_date", 31, 1, 2026)}

    answer = client.post(address, {**filled_in(client.get(address)), **said, **dates}, follow=True)

    assert "What you were told now settles it." in _words(answer)
    assert Conflict.objects.get().state == "refused"
    assert Row.objects.get(pk=row.pk).outcome == "unchanged"


def test_two_people_on_one_conflict_decide_it_once(officer: Client, conflict: Conflict) -> None:
    officer.post(f"/conflicts/{conflict.pk}/", {"decision": "keep"})

    again = officer.post(f"/conflicts/{conflict.pk}/", {"decision": "take"})

    assert Conflict.objects.get().state == "refused"
    assert again["Location"] == f"/people/{conflict.person.public_id}/"
    assert "Nothing was changed. This has been decided already." in _words(officer.get(again["Location"]))


def test_no_button_decides_nothing(officer: Client, conflict: Conflict) -> None:
    answer = officer.post(f"/conflicts/{conflict.pk}/", {"decision": "both"})

    assert answer["Location"] == f"/conflicts/{conflict.pk}/"
    assert Conflict.objects.get().state == "open"


@pytest.mark.parametrize("role", ["adviser", "specialist", "manager", "school_lead", "commissioner"])
def test_conflicts_are_shut_to_those_who_do_not_settle_them(
    role: str, staff: dict[str, User], signed_in: Callable[[User], Client], conflict: Conflict
) -> None:
    client = signed_in(staff[role])

    assert [client.get(path).status_code for path in ("/conflicts/", f"/conflicts/{conflict.pk}/")] == [403, 403]


def test_a_conflict_of_the_next_council_is_not_found(
    stranger: User, signed_in: Callable[[User], Client], conflict: Conflict
) -> None:
    client = signed_in(stranger)

    assert client.get(f"/conflicts/{conflict.pk}/").status_code == 404
    assert client.post(f"/conflicts/{conflict.pk}/", {"decision": "take"}).status_code == 404
    assert Conflict.objects.get().state == "open"


def test_the_list_costs_the_same_however_many_conflicts(
    officer: Client, saltmarsh: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = make_pupils(saltmarsh, 30)
    record_statements(organisation=saltmarsh, incoming=[_said(each) for each in people], by=SETUP, at=MORNING)
    otherwise = [
        NewStatement(
            person_id=each,
            code="230",
            start_date=date(2025, 9, 8),
            verified_date=date(2026, 1, 25),
            how="provider_list",
            sender="college",
            source=f"import:1:{each}",
        )
        for each in people
    ]
    record_statements(organisation=saltmarsh, incoming=otherwise, by=SETUP, at=MORNING)
    officer.get("/conflicts/")

    with django_assert_max_num_queries(28):
        page = _page(officer.get("/conflicts/"))

    assert len(page.xpath("//tbody/tr")) == 25
    assert "30 young people" in page.text_content()
