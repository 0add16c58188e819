"""Say what a young person is doing and note a contact: what is saved, what is refused, and what is never lost."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.web.answers import hidden_of, in_boxes, words_of
from towpath.access.models import User
from towpath.caseload.models import Case
from towpath.contact.models import ContactEvent
from towpath.people.models import Person
from towpath.tasks.actions import add_task
from towpath.tasks.models import Task
from towpath.tracking.actions import record_statement
from towpath.tracking.models import Conflict, Statement
from towpath.tracking.values import NewStatement

TODAY = in_boxes("verified_date", 31, 1, 2026)
AT_COLLEGE = {
    "code": "230", "how": "young_person", "provider": "Tideway College", **TODAY,
    **in_boxes("start_date", 8, 9, 2025), **in_boxes("expected_end_date", 31, 7, 2026),
}  # fmt: skip
HAPPENED = in_boxes("happened_date", 31, 1, 2026)
SPOKE = {"outcome": "spoke", "channel": "phone", **HAPPENED}
RING = {"next": "step", "step": "Ring the college", "when": "14"}


def test_what_she_told_us_is_saved_and_said(adviser: Client, wren: Person) -> None:
    address = f"/people/{wren.public_id}/status/"

    answer = adviser.post(address, hidden_of(adviser.get(address)) | AT_COLLEGE, follow=True)

    statement = Statement.objects.get()
    assert (statement.code, statement.how, statement.verified_date) == ("230", "young_person", DAY)
    assert statement.provider_name == "Tideway College"
    assert "Saved: Further education, full time (230) from 8 Sep 2025." in words_of(answer)


def test_the_same_form_sent_twice_is_one_statement(adviser: Client, wren: Person) -> None:
    address = f"/people/{wren.public_id}/status/"
    sent = hidden_of(adviser.get(address)) | AT_COLLEGE

    adviser.post(address, sent)
    adviser.post(address, sent)

    assert Statement.objects.count() == 1


def test_a_course_without_an_end_is_asked_for_one_and_what_was_typed_is_kept(adviser: Client, wren: Person) -> None:
    answer = adviser.post(f"/people/{wren.public_id}/status/", AT_COLLEGE | in_boxes("expected_end_date", "", "", ""))

    assert "Give a date: “Further education, full time” cannot be recorded without it." in words_of(answer)
    assert b'value="Tideway College"' in answer.content
    assert not Statement.objects.exists()


def test_a_start_that_is_agreed_needs_a_day_to_ask_again(adviser: Client, wren: Person) -> None:
    answer = adviser.post(f"/people/{wren.public_id}/status/", AT_COLLEGE | {"code": "616"})

    assert "Start date agreed: RPA compliant” cannot be recorded without it" in words_of(answer)


def test_what_the_ledger_refuses_stands_beside_its_question(adviser: Client, wren: Person) -> None:
    # She was four on 31 August 2013; nobody is at college the day before.
    answer = adviser.post(f"/people/{wren.public_id}/status/", AT_COLLEGE | in_boxes("start_date", 30, 8, 2013))

    assert "The activity starts before this person could be at school" in words_of(answer)
    assert b'href="#start_date-day"' in answer.content


def test_hearsay_confirms_nothing_and_may_be_kept_to_follow_up(adviser: Client, wren: Person) -> None:
    address = f"/people/{wren.public_id}/status/"
    heard = AT_COLLEGE | {"how": "hearsay"}

    refused = adviser.post(address, heard)
    adviser.post(address, heard | {"keep": "yes"})

    assert "What is only heard cannot confirm a status" in words_of(refused)
    assert "Keep it to follow up" in words_of(refused)
    assert not Statement.objects.exists()
    note = ContactEvent.objects.get()
    assert (note.kind, note.outcome) == ("note", "noted")
    assert "Heard, not confirmed: Further education, full time (230) at Tideway College" in note.words
    assert Task.objects.get().due_date == DAY + timedelta(days=7)


def test_a_contradiction_is_held_and_the_page_says_so(adviser: Client, wren: Person) -> None:
    new = NewStatement(
        person_id=wren.pk, code="310", start_date=date(2025, 9, 1), verified_date=date(2026, 1, 25),
        how="provider_list", sender="college", source="import:9",
    )  # fmt: skip
    record_statement(organisation=wren.organisation, new=new, by=SETUP, at=MORNING)

    answer = adviser.post(f"/people/{wren.public_id}/status/", AT_COLLEGE, follow=True)

    assert "Held, not saved: another source said something different lately" in words_of(answer)
    assert Conflict.objects.filter(state="open").count() == 1


def test_a_confirmation_starts_from_what_was_known_last(adviser: Client, wren: Person) -> None:
    adviser.post(f"/people/{wren.public_id}/status/", AT_COLLEGE)

    shown = adviser.get(f"/people/{wren.public_id}/status/")

    assert "Filled in with what we knew last" in words_of(shown)
    assert b'<option value="230" selected>' in shown.content
    assert b'value="Tideway College"' in shown.content


def test_a_contact_on_a_case_sets_what_comes_next(adviser: Client, wren: Person, case: Case) -> None:
    address = f"/people/{wren.public_id}/contact/"

    answer = adviser.post(address, hidden_of(adviser.get(address)) | SPOKE | RING)

    assert answer["Location"] == f"/people/{wren.public_id}/"
    case.refresh_from_db()
    assert (case.next_words, case.next_date) == ("Ring the college", DAY + timedelta(days=14))
    assert ContactEvent.objects.get().outcome == "spoke"


def test_an_open_case_may_say_that_nothing_is_needed_but_not_say_nothing(
    adviser: Client, wren: Person, case: Case
) -> None:
    address = f"/people/{wren.public_id}/contact/"
    hidden = hidden_of(adviser.get(address))

    blank = adviser.post(address, hidden | SPOKE | {"next": "nothing"})
    adviser.post(address, hidden | SPOKE | {"next": "look_again", "when": "28"})

    assert blank.status_code == 200
    case.refresh_from_db()
    assert (case.next_words, case.next_date) == ("", DAY + timedelta(days=28))


def test_without_a_case_nothing_need_follow(adviser: Client, wren: Person) -> None:
    adviser.post(f"/people/{wren.public_id}/contact/", SPOKE | {"next": "nothing", "version": ""})

    assert ContactEvent.objects.get().next_date is None
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"next": "step", "when": "7"}, "Say in a few words what is to be done."),
        ({"next": "step", "step": "Ring"}, "Choose by when."),
        ({"next": "look_again", "when": "other"}, "Give the day."),
        ({"next": "look_again", "when": "other", **in_boxes("due_date", 30, 1, 2026)}, "on or after 31 January 2026"),
        ({"next": "nothing", **in_boxes("happened_date", 1, 2, 2026)}, "on or before 31 January 2026"),
        ({}, "Answer “What happens next?”"),
    ],
)
def test_a_contact_asks_for_what_is_missing(adviser: Client, wren: Person, given: dict[str, str], asked: str) -> None:
    answer = adviser.post(f"/people/{wren.public_id}/contact/", SPOKE | {"version": ""} | given)

    assert asked in words_of(answer)
    assert not ContactEvent.objects.exists()


def test_two_tabs_on_one_case_show_both_and_lose_nothing(adviser: Client, wren: Person, case: Case) -> None:
    address = f"/people/{wren.public_id}/contact/"
    first, second = (hidden_of(adviser.get(address)) for _ in "ab")
    adviser.post(address, first | SPOKE | RING)

    answer = adviser.post(address, second | SPOKE | {"next": "step", "step": "Visit", "when": "7"})

    assert answer.status_code == 409
    assert "Next: Ring the college by 14 Feb 2026." in words_of(answer)
    assert ContactEvent.objects.count() == 1
    adviser.post(address, hidden_of(answer) | SPOKE | {"next": "step", "step": "Visit", "when": "7"})
    assert ContactEvent.objects.count() == 2


def test_whoever_was_told_the_status_too_goes_on_to_record_it(adviser: Client, wren: Person) -> None:
    sent = SPOKE | {"next": "nothing", "version": "", "told_status": "on"}

    answer = adviser.post(f"/people/{wren.public_id}/contact/", sent)

    assert answer["Location"] == f"/people/{wren.public_id}/status/?how=young_person"
    assert b'value="young_person" checked' in adviser.get(answer["Location"]).content


def test_a_contact_ticks_off_what_it_finished(adviser: Client, wren: Person, staff: dict[str, User]) -> None:
    task = add_task(
        organisation=wren.organisation, kind="next_step", words="Send the bus timetable", due_date=DAY, person=wren,
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip

    adviser.post(
        f"/people/{wren.public_id}/contact/", SPOKE | {"next": "nothing", "version": "", "settled": str(task.pk)}
    )

    task.refresh_from_db()
    assert task.state == "done"


def test_ticking_off_twice_does_no_harm_and_goes_back_to_where_it_was(
    adviser: Client, wren: Person, staff: dict[str, User]
) -> None:
    task = add_task(
        organisation=wren.organisation, kind="next_step", words="Ring", due_date=DAY, person=wren,
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip
    address = f"/people/{wren.public_id}/tasks/{task.pk}/done/"

    first = adviser.post(address, {"back": "/today/"})
    second = adviser.post(address, {"back": "https://elsewhere.example/"})

    assert (first.status_code, first["Location"]) == (302, "/today/")
    assert (second.status_code, second["Location"]) == (302, f"/people/{wren.public_id}/")


def test_words_for_those_who_need_to_know_are_hidden_from_the_rest(
    adviser: Client, wren: Person, staff: dict[str, User], signed_in
) -> None:
    sent = SPOKE | {"next": "nothing", "version": "", "words": "She told us about home.", "need_to_know": "on"}
    adviser.post(f"/people/{wren.public_id}/contact/", sent)
    page = f"/people/{wren.public_id}/contacts/"

    assert "She told us about home." in words_of(adviser.get(page))
    seen = words_of(signed_in(staff["tracking_officer"]).get(page))
    assert "She told us about home." not in seen
    assert "For those who need to know" in seen


def test_what_comes_next_is_read_by_everybody_and_the_page_says_so_beforehand(
    adviser: Client, wren: Person, staff: dict[str, User], signed_in
) -> None:
    address = f"/people/{wren.public_id}/contact/"
    asked = words_of(adviser.get(address))
    adviser.post(address, SPOKE | RING | {"version": "", "words": "She told us about home.", "need_to_know": "on"})

    assert "Ring the college" in words_of(signed_in(staff["tracking_officer"]).get(f"/people/{wren.public_id}/"))
    assert "Others see that there was a contact, and what is to be done next, so keep that plain." in asked


def test_a_day_typed_before_another_answer_was_chosen_is_no_longer_asked(adviser: Client, wren: Person) -> None:
    junk = {"due_date-day": "31", "due_date-month": "2", "due_date-year": "26"}

    sent = SPOKE | {"version": "", "next": "look_again", "when": "7"} | junk
    answer = adviser.post(f"/people/{wren.public_id}/contact/", sent)

    assert answer.status_code == 302
    assert ContactEvent.objects.get().next_date == DAY + timedelta(days=7)


def test_the_contact_page_says_which_number_to_ring_and_groups_what_may_come_of_it(
    adviser: Client, wren: Person
) -> None:
    answer = adviser.get(f"/people/{wren.public_id}/contact/")

    said = words_of(answer)
    assert "Ring 07700 900123Their own, nobody has asked if it is safe." in said
    assert said.index("You reached the young person") < said.index("You tried") < said.index("No answer")
    assert b'value="step" data-uncovers="true"' in answer.content


def test_changing_a_fact_says_what_is_sent_now(adviser: Client, wren: Person) -> None:
    said = words_of(adviser.get(f"/people/{wren.public_id}/return-facts/level_of_need/"))

    assert "In the return now: 3: minimum. Minimum, until an adviser has assessed it." in said
