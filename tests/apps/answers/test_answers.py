"""A link is answered once, by whoever holds it; what it says waits for a person, and stops or mends what it must."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.answers import JOB, RING_ME, make_answer, make_letters
from tests.factories.cast import SETUP, make_viewer
from tests.factories.messages import make_message, make_reachable, open_channels
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, pupil
from towpath.access import Viewer
from towpath.access.links import LinkRefusedError
from towpath.access.models import Link
from towpath.answers.actions import (
    AnswerRefusedError,
    Believed,
    Given,
    answer_by_link,
    confirm_answer,
    refuse_answer,
    undo_decision,
)
from towpath.answers.models import Answer
from towpath.answers.queries import (
    AnswerNotFoundError,
    get_answer,
    list_answers_of,
    list_open_answers,
    list_status_links,
    list_wishes,
    order_open_answers,
)
from towpath.audit.models import Event
from towpath.contact.asking import AskingRefusedError, find_status_link, withdraw_links_of
from towpath.contact.models import ContactEvent, Message, StatusLink
from towpath.contact.sending import stop_contact
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.people.models import ContactRoute, ContactStop, Person
from towpath.rules.answers import Doing, Kind, Since, Wish
from towpath.tasks.models import Task
from towpath.tracking.actions import StatementRefusedError, record_statement
from towpath.tracking.models import Conflict, Statement
from towpath.tracking.values import NewStatement

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
BOTH_WAYS = "مخبز سولت مارش \u202eBakery\u202c" * 5
LOOKING = Given(said=Doing.LOOKING, since=Since.THIS_MONTH)


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


def test_an_answer_is_proposed_and_is_no_statement(adviser: Viewer, wren: Person) -> None:
    answer = make_answer(adviser, wren)

    assert (answer.state, answer.code, answer.start_date) == ("open", "360", date(2025, 12, 1))
    assert (answer.teller, answer.place) == ("young_person", "Saltmarsh Bakery")
    assert not Statement.objects.exists()
    task = Task.objects.get(person=wren)
    assert (task.owner_id, task.due_date) == (adviser.user_id, DAY + timedelta(days=7))


def test_a_link_is_answered_once_however_often_it_is_opened(adviser: Viewer, wren: Person) -> None:
    letters = make_letters(adviser, wren)

    # A mail scanner follows every link before anybody reads it.
    assert [find_status_link(letters, at=MORNING + n * MINUTE) is not None for n in range(3)] == [True] * 3
    answer_by_link(f" {letters[:4]}-{letters[4:].lower()}", given=JOB, at=MORNING)

    # The second tap, the other tab, and whoever it was forwarded to.
    with pytest.raises(LinkRefusedError):
        answer_by_link(letters, given=LOOKING, at=MORNING)
    assert find_status_link(letters, at=MORNING) is None
    assert Answer.objects.count() == Task.objects.count() == 1


def test_a_link_works_for_the_days_of_the_council_and_not_a_moment_longer(adviser: Viewer, wren: Person) -> None:
    letters = make_letters(adviser, wren)
    expires_at = StatusLink.objects.get().link.expires_at

    assert expires_at == MORNING + timedelta(days=14)
    assert find_status_link(letters, at=expires_at - MINUTE)
    with pytest.raises(LinkRefusedError):
        answer_by_link(letters, given=JOB, at=expires_at)


@pytest.mark.parametrize("typed", ["", "x" * 10_000, "AAAAAAAAAAAA", "' or 1=1 --"])
def test_letters_that_are_nobodys_open_nothing(saltmarsh: Organisation, typed: str) -> None:
    with pytest.raises(LinkRefusedError):
        answer_by_link(typed, given=JOB, at=MORNING)


def test_a_link_of_another_purpose_a_closed_council_or_a_record_taken_out_opens_nothing(
    adviser: Viewer, saltmarsh: Organisation, wren: Person
) -> None:
    letters = make_letters(adviser, wren)
    Person.objects.filter(pk=wren.pk).update(withdrawn_at=MORNING)
    assert find_status_link(letters, at=MORNING) is None

    Person.objects.filter(pk=wren.pk).update(withdrawn_at=None)
    Organisation.objects.filter(pk=saltmarsh.pk).update(closed_date=DAY)
    assert find_status_link(letters, at=MORNING) is None

    Organisation.objects.filter(pk=saltmarsh.pk).update(closed_date=None)
    Link.objects.update(purpose="own_code")
    assert find_status_link(letters, at=MORNING) is None


def test_nothing_that_is_kept_gives_the_letters_away(adviser: Viewer, wren: Person) -> None:
    letters = make_letters(adviser, wren)
    answer_by_link(letters, given=JOB, at=MORNING)

    models = (Link, StatusLink, Answer, Event, Task)
    assert not [row for model in models for row in model.objects.values_list() if letters in str(row)]


def test_nobody_reads_in_the_log_of_events_what_was_answered_in_words(adviser: Viewer, wren: Person) -> None:
    make_answer(adviser, wren, RING_ME)

    said = Event.objects.get(kind="answer.received")
    assert (said.user, said.role) == (f"link:{StatusLink.objects.get().link_id}", "young_person")
    assert RING_ME.number not in said.facts


def test_an_answer_that_is_not_whole_uses_nothing_up(adviser: Viewer, wren: Person) -> None:
    letters = make_letters(adviser, wren)
    for given, field in (
        (Given(said=Doing.JOB, since=Since.NOT_SURE), "kind"),
        (Given(said=Doing.LOOKING, kind=Kind.SHORT, since=Since.NOT_SURE), "kind"),
        (Given(said=Doing.LOOKING), "since"),
        (Given(said=Doing.SCHOOL, since=Since.NOT_SURE, place="x" * 10_000), "place"),
        (Given(said=Wish.CALL_ME, number="7" * 31), "number"),
        (Given(said=Wish.CALL_ME, number="tell my mum"), "number"),
    ):
        with pytest.raises(AnswerRefusedError) as refused:
            answer_by_link(letters, given=given, at=MORNING)
        assert refused.value.field == field

    assert answer_by_link(letters, given=Given(said=Doing.SCHOOL, since=Since.LONGER, place=BOTH_WAYS), at=MORNING)


def test_what_is_confirmed_is_a_statement_and_a_contact(adviser: Viewer, wren: Person) -> None:
    answer = make_answer(adviser, wren)

    confirmed = confirm_answer(
        answer=answer, believed=as_proposed(answer), by=adviser.actor, at=MORNING + MINUTE
    ).answer

    assert confirmed.state == Answer.State.CONFIRMED
    statement = Statement.objects.get()
    assert (statement.code, statement.how, statement.verified_date) == ("360", "young_person", DAY)
    assert (statement.provider_name, statement.source) == ("Saltmarsh Bakery", f"answers_answer:{answer.pk}")
    logged = ContactEvent.objects.get()
    assert (logged.happened_at, logged.outcome, logged.reached) == (MORNING, "replied", "Y")
    assert Task.objects.get().state == Task.State.DONE


def test_a_parents_answer_stays_a_parents(adviser: Viewer, wren: Person) -> None:
    answer = make_answer(adviser, wren, LOOKING, to="parent")

    confirm_answer(answer=answer, believed=as_proposed(answer), by=adviser.actor, at=MORNING)

    assert Statement.objects.get().how == "parent"
    # It is no contact with the young person.
    assert ContactEvent.objects.get().kind == ContactEvent.Kind.NOTE


def test_what_is_put_right_keeps_what_was_answered(adviser: Viewer, wren: Person) -> None:
    answer = make_answer(adviser, wren)
    believed = Believed(code="350", start_date=date(2026, 1, 5), place="The Bakery, Saltmarsh")

    corrected = confirm_answer(answer=answer, believed=believed, by=adviser.actor, at=MORNING).answer

    assert corrected.state == Answer.State.CORRECTED
    assert (corrected.code, corrected.place) == ("360", "Saltmarsh Bakery")
    assert Statement.objects.get().code == "350"


def test_what_the_ledger_does_not_take_leaves_the_answer_open(adviser: Viewer, wren: Person) -> None:
    answer = make_answer(adviser, wren)

    with pytest.raises(StatementRefusedError):
        confirm_answer(answer=answer, believed=Believed(code="999", start_date=DAY), by=adviser.actor, at=MORNING)

    assert Answer.objects.get().state == Answer.State.OPEN


def test_an_answer_that_a_college_has_just_contradicted_becomes_a_conflict(
    adviser: Viewer, saltmarsh: Organisation, wren: Person
) -> None:
    told = NewStatement(
        person_id=wren.pk, code="230", start_date=date(2025, 9, 1), verified_date=DAY, how="provider_list",
        sender="college", source="import:1",
    )  # fmt: skip
    record_statement(organisation=saltmarsh, new=told, by=SETUP, at=MORNING)
    answer = make_answer(adviser, wren)

    held = confirm_answer(answer=answer, believed=as_proposed(answer), by=adviser.actor, at=MORNING).answer

    assert held.statement_id is None
    assert held.conflict_id == Conflict.objects.get().pk


def test_an_answer_is_decided_once(adviser: Viewer, wren: Person) -> None:
    answer = make_answer(adviser, wren)
    for because in ("", "x" * 201):
        with pytest.raises(AnswerRefusedError):
            refuse_answer(answer=answer, because=because, by=adviser.actor, at=MORNING)

    refused = refuse_answer(answer=answer, because="Their brother answered", by=adviser.actor, at=MORNING)

    assert (refused.state, refused.refused_because) == (Answer.State.REFUSED, "Their brother answered")
    assert not Statement.objects.exists()
    with pytest.raises(AnswerRefusedError):
        confirm_answer(answer=answer, believed=as_proposed(answer), by=adviser.actor, at=MORNING)
    with pytest.raises(AnswerRefusedError):
        refuse_answer(answer=answer, because="Again", by=adviser.actor, at=MORNING)


def test_a_decision_is_taken_back_with_what_it_recorded(adviser: Viewer, wren: Person) -> None:
    answer = make_answer(adviser, wren)
    with pytest.raises(AnswerRefusedError):
        undo_decision(answer=answer, by=adviser.actor, at=MORNING)
    confirm_answer(answer=answer, believed=as_proposed(answer), by=adviser.actor, at=MORNING)

    reopened = undo_decision(answer=answer, by=adviser.actor, at=MORNING + MINUTE)

    assert (reopened.state, reopened.statement_id, reopened.event_id) == ("open", None, None)
    assert Statement.objects.get().withdrawn_at == MORNING + MINUTE
    assert ContactEvent.objects.get().withdrawn_at == MORNING + MINUTE
    refuse_answer(answer=answer, because="It was a brother", by=adviser.actor, at=MORNING + MINUTE)
    assert undo_decision(answer=answer, by=adviser.actor, at=MORNING + MINUTE).refused_because == ""


def test_the_clearest_answer_is_decided_first_and_a_wish_is_no_answer(adviser: Viewer, saltmarsh: Organisation) -> None:
    people = [make_person(saltmarsh, pupil(number)) for number in range(1, 6)]
    to_ask = make_answer(adviser, people[0], Given(said=Doing.ILL, since=Since.THIS_MONTH))
    parents = make_answer(adviser, people[1], to="parent")
    no_code = make_answer(adviser, people[2], Given(said=Doing.OTHER, since=Since.THIS_MONTH))
    clear = make_answer(adviser, people[3])
    wish = make_answer(adviser, people[4], RING_ME)

    assert order_open_answers(adviser, DAY) == [clear.pk, parents.pk, to_ask.pk, no_code.pk]
    assert [row.pk for row in list_wishes(adviser, DAY)] == [wish.pk]
    assert Task.objects.get(person=people[4]).words.endswith("ring me, on 07700900456")


def test_whoever_asks_to_be_left_alone_is_and_what_waits_for_them_stops(
    manager: Viewer, saltmarsh: Organisation
) -> None:
    open_channels(saltmarsh)
    person = make_reachable(saltmarsh, 1)
    waiting = make_message(manager, person)

    answer = make_answer(manager, person, Given(said=Wish.LEAVE_ME))

    stop = ContactStop.objects.known_at(None).get(person=person)
    assert (stop.kind, stop.to_date) == ("asked_not", date(2026, 4, 30))
    waiting.refresh_from_db()
    assert waiting.state == Message.State.STOPPED
    assert answer.state == Answer.State.TOLD
    assert answer.task is not None
    assert answer.task.words.endswith("Look whether it was them")


@pytest.mark.parametrize("until_date", [None, date(2026, 12, 31)])
def test_a_press_on_a_link_shortens_no_wish_that_stands(
    manager: Viewer, saltmarsh: Organisation, until_date: date | None
) -> None:
    person = make_reachable(saltmarsh, 1)
    stop_contact(person=person, kind="asked_not", until_date=until_date, source="page:1", by=SETUP, at=MORNING)

    make_answer(manager, person, Given(said=Wish.LEAVE_ME))

    assert ContactStop.objects.known_at(None).get(person=person).to_date == until_date


def test_a_parents_wish_stops_nothing_before_a_person_decides(manager: Viewer, wren: Person) -> None:
    make_answer(manager, wren, Given(said=Wish.LEAVE_ME), to="parent")

    assert not ContactStop.objects.exists()
    assert Task.objects.get().due_date == DAY + timedelta(days=1)


def test_a_way_that_reached_somebody_else_is_used_no_more(manager: Viewer, saltmarsh: Organisation) -> None:
    person = make_reachable(saltmarsh, 1)
    route = ContactRoute.objects.known_at(None).get(person=person, kind="phone")
    letters = make_letters(manager, person, route=route.pk)

    answer_by_link(letters, given=Given(said=Wish.NOT_ME), at=MORNING)

    in_force = ContactRoute.objects.known_at(None).in_force(DAY).filter(person=person)
    assert [each.kind for each in in_force] == ["email"]
    assert Task.objects.get().words.endswith("Find another way")


def test_whoever_needs_help_is_rung_today(adviser: Viewer, wren: Person) -> None:
    make_answer(adviser, wren, Given(said=Wish.HELP))

    assert Task.objects.get().due_date == DAY


def test_an_answer_for_a_joined_record_is_of_the_one_they_go_by(
    adviser: Viewer, saltmarsh: Organisation, wren: Person
) -> None:
    twice = make_person(saltmarsh, pupil(3))
    letters = make_letters(adviser, twice)
    merge_people(person=twice, same_as=wren, by=SETUP, at=MORNING, reason="One person")

    assert answer_by_link(letters, given=JOB, at=MORNING).person_id == wren.pk


def test_nobody_else_sees_an_answer_or_a_link(
    adviser: Viewer, stranger: Viewer, saltmarsh: Organisation, wren: Person
) -> None:
    answer = make_answer(adviser, wren)
    commissioner = make_viewer(saltmarsh, "commissioner")

    assert [row.pk for row in list_open_answers(adviser, DAY)] == [answer.pk]
    assert [row.pk for row in list_answers_of(adviser, wren.pk, DAY)] == [answer.pk]
    assert list_status_links(adviser, wren.pk, DAY).count() == 1
    for other in (stranger, commissioner):
        assert not list_open_answers(other, DAY)
        assert not list_answers_of(other, wren.pk, DAY)
        assert not order_open_answers(other, DAY)
        assert not list_wishes(other, DAY)
        assert not list_status_links(other, wren.pk, DAY)
        with pytest.raises(AnswerNotFoundError):
            get_answer(other, answer.pk, DAY)


def test_a_link_is_made_for_the_young_person_or_a_parent_of_a_record_that_stands(adviser: Viewer, wren: Person) -> None:
    with pytest.raises(AskingRefusedError):
        make_letters(adviser, wren, to="somebody")
    wren.withdrawn_at = MORNING
    with pytest.raises(AskingRefusedError):
        make_letters(adviser, wren)


def test_the_links_of_a_message_that_did_not_go_open_nothing(manager: Viewer, saltmarsh: Organisation) -> None:
    open_channels(saltmarsh)
    person = make_reachable(saltmarsh, 1)
    message = make_message(manager, person)
    letters = make_letters(manager, person, message=message)

    assert withdraw_links_of(message, at=MORNING) == 1
    assert find_status_link(letters, at=MORNING) is None


def test_the_table_refuses_half_a_decision(adviser: Viewer, wren: Person) -> None:
    answer = make_answer(adviser, wren)

    for wrong in (
        {"state": "refused"},
        {"state": "confirmed", "decided_at": MORNING, "decided_by": "a"},
        {"refused_because": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(**wrong)


def as_proposed(answer: Answer) -> Believed:
    assert answer.start_date is not None
    return Believed(code=answer.code, start_date=answer.start_date, place=answer.place)
