from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import make_user, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_pupils
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.caseload.actions import (
    CaseChangedError,
    CaseRefusedError,
    Contact,
    close_case,
    hand_over,
    open_case,
    record_work,
)
from towpath.caseload.models import Case
from towpath.caseload.queries import CaseNotFoundError, count_cases, get_case, list_advisers, list_cases, list_own_cases
from towpath.contact.actions import ContactRefusedError, NextStep
from towpath.contact.models import ContactEvent
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.tasks.actions import add_task

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEXT_WEEK = NextStep(due_date=DAY + timedelta(days=7), words="Ring about the open day")


@pytest.fixture
def worker(saltmarsh: Organisation, adviser: Viewer) -> User:
    return User.objects.get(pk=adviser.user_id)


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


@pytest.fixture
def case(wren: Person, worker: User, adviser: Viewer) -> Case:
    return open_case(
        person=wren,
        adviser=worker,
        level_of_need="2",
        because="Left college in October",
        next_step=NEXT_WEEK,
        by=adviser.actor,
        at=MORNING,
    )


def call(**changed: object) -> Contact:
    told: dict[str, object] = {
        "happened_at": MORNING,
        "channel": "phone",
        "outcome": "spoke",
        "words": "Likes plumbing",
    }
    return Contact(**{**told, **changed})  # type: ignore[arg-type]


def test_an_open_case_always_says_when_it_is_next_looked_at(case: Case) -> None:
    assert (case.next_date, case.next_words) == (DAY + timedelta(days=7), "Ring about the open day")


def test_nothing_needed_until_a_day_is_allowed(case: Case, adviser: Viewer) -> None:
    look_again = NextStep(due_date=DAY + timedelta(days=30))

    record_work(case=case, version=1, contact=call(), next_step=look_again, by=adviser.actor, at=MORNING)

    case.refresh_from_db()
    assert (case.next_words, case.next_date) == ("", DAY + timedelta(days=30))


def test_a_contact_is_recorded_with_the_next_step_in_one_go(case: Case, wren: Person, adviser: Viewer) -> None:
    event = record_work(case=case, version=1, contact=call(), next_step=NEXT_WEEK, by=adviser.actor, at=MORNING)

    assert (event.person, event.kind) == (wren, ContactEvent.Kind.CONVERSATION)
    case.refresh_from_db()
    assert case.version == 1 + 1
    assert Event.objects.filter(person=wren.public_id, kind__in=("case.worked", "contact.recorded")).count() == 2


def test_a_contact_in_the_future_records_nothing(case: Case, adviser: Viewer) -> None:
    tomorrow = call(happened_at=MORNING + timedelta(days=1))

    with pytest.raises(ContactRefusedError, match="has not happened yet"):
        record_work(case=case, version=1, contact=tomorrow, next_step=NEXT_WEEK, by=adviser.actor, at=MORNING)

    case.refresh_from_db()
    assert case.version == 1
    assert not ContactEvent.objects.exists()


def test_two_tabs_do_not_overwrite_each_other(case: Case, adviser: Viewer) -> None:
    record_work(case=case, version=1, contact=call(), next_step=NEXT_WEEK, by=adviser.actor, at=MORNING)

    with pytest.raises(CaseChangedError) as changed:
        record_work(case=case, version=1, contact=call(), next_step=NEXT_WEEK, by=adviser.actor, at=MORNING)

    assert changed.value.case.version == 2
    assert ContactEvent.objects.count() == 1


def test_a_young_person_has_one_open_case(case: Case, wren: Person, worker: User, adviser: Viewer) -> None:
    about = {"person": wren, "adviser": worker, "level_of_need": "1", "because": "x", "next_step": NEXT_WEEK}

    with pytest.raises(CaseRefusedError, match="has an open case already"):
        open_case(**about, by=adviser.actor, at=MORNING)

    close_case(case=case, version=1, because="settled", by=adviser.actor, at=MORNING)
    assert open_case(**about, by=adviser.actor, at=MORNING).pk != case.pk


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"level_of_need": "4"}, "is not 1, 2 or 3"),
        ({"next_step": NextStep(due_date=DAY - timedelta(days=1), words="x")}, "which has passed"),
        ({"began_date": DAY + timedelta(days=1)}, "which is to come"),
    ],
)
def test_a_case_that_cannot_be_opened_says_why(
    wren: Person, worker: User, adviser: Viewer, change: dict[str, object], words: str
) -> None:
    about = {"person": wren, "adviser": worker, "level_of_need": "2", "because": "x", "next_step": NEXT_WEEK, **change}

    with pytest.raises(CaseRefusedError, match=words):
        open_case(**about, by=adviser.actor, at=MORNING)  # type: ignore[arg-type]

    assert not Case.objects.exists()


@pytest.mark.parametrize("began", [DAY, DAY - timedelta(days=700)])
def test_a_case_carried_over_keeps_the_day_it_began(wren: Person, worker: User, adviser: Viewer, began: date) -> None:
    about = {"person": wren, "adviser": worker, "level_of_need": "2", "because": "x", "next_step": NEXT_WEEK}

    assert open_case(**about, began_date=began, by=adviser.actor, at=MORNING).opened_date == began


def test_only_those_who_may_work_a_case_are_given_one(saltmarsh: Organisation, case: Case, adviser: Viewer) -> None:
    commissioner = make_user(saltmarsh, "commissioner")

    with pytest.raises(CaseRefusedError, match="may not work a case here today"):
        hand_over(case=case, version=1, to=commissioner, note="Yours now", by=adviser.actor, at=MORNING)


def test_a_handover_needs_a_note_and_gives_the_case_away(saltmarsh: Organisation, case: Case, adviser: Viewer) -> None:
    specialist = make_user(saltmarsh, "specialist")
    with pytest.raises(CaseRefusedError, match="Write a note"):
        hand_over(case=case, version=1, to=specialist, note=" ", by=adviser.actor, at=MORNING)

    hand_over(case=case, version=1, to=specialist, note="Prefers texts", by=adviser.actor, at=MORNING)

    case.refresh_from_db()
    assert case.adviser == specialist
    assert list(list_own_cases(adviser, DAY)) == []


def test_what_was_to_do_on_a_record_merged_into_this_one_goes_with_the_case(
    saltmarsh: Organisation, wren: Person, case: Case, worker: User, adviser: Viewer
) -> None:
    specialist = make_user(saltmarsh, "specialist")
    double = make_person(saltmarsh, PersonFacts(legal_given_name="Ren"))
    task = add_task(
        organisation=saltmarsh, kind="next_step", words="Send the bus timetable", due_date=DAY, person=double,
        owner=worker, by=adviser.actor, at=MORNING,
    )  # fmt: skip
    merge_people(person=double, same_as=wren, by=adviser.actor, at=MORNING)

    hand_over(case=case, version=1, to=specialist, note="Prefers texts", by=adviser.actor, at=MORNING)

    task.refresh_from_db()
    assert task.owner == specialist


def test_what_was_to_do_cannot_be_finished_while_it_is_handed_over(
    saltmarsh: Organisation, case: Case, adviser: Viewer
) -> None:
    specialist = make_user(saltmarsh, "specialist")

    with CaptureQueriesContext(connection) as asked:
        hand_over(case=case, version=1, to=specialist, note="Prefers texts", by=adviser.actor, at=MORNING)

    [read] = [each["sql"] for each in asked if each["sql"].startswith('SELECT "tasks_task"')]
    # SQLite lets one writer in at a time, and has nothing to say here.
    locked = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    assert read.endswith(f'ORDER BY "tasks_task"."id" ASC{locked}')


def test_a_closed_case_takes_no_more_work(case: Case, adviser: Viewer) -> None:
    close_case(case=case, version=1, because="settled", by=adviser.actor, at=MORNING)

    with pytest.raises(CaseRefusedError, match="is closed"):
        record_work(case=case, version=2, contact=call(), next_step=NEXT_WEEK, by=adviser.actor, at=MORNING)
    assert list(list_cases(adviser, DAY)) == []


def test_strangers_commissioners_and_schools_see_no_case(saltmarsh: Organisation, case: Case, stranger: Viewer) -> None:
    for viewer in (stranger, make_viewer(saltmarsh, "commissioner"), make_viewer(saltmarsh, "school_lead")):
        assert list(list_cases(viewer, DAY)) == []
        with pytest.raises(CaseNotFoundError):
            get_case(viewer, case.pk, DAY)


def test_a_manager_sees_how_many_each_adviser_has_and_how_many_are_late(
    saltmarsh: Organisation, case: Case, worker: User
) -> None:
    manager = make_viewer(saltmarsh, "manager")

    assert count_cases(manager, DAY) == {worker.pk: (1, 0)}
    assert count_cases(manager, date(2026, 2, 8)) == {worker.pk: (1, 1)}
    assert {user.pk for user in list_advisers(manager, DAY)} >= {worker.pk, manager.user_id}


def test_a_caseloads_queries_do_not_grow(saltmarsh: Organisation, worker: User, adviser: Viewer) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            [(case.person.public_id, case.adviser.name) for case in list_own_cases(adviser, DAY)]
        return len(captured)

    def give(person_id: int) -> None:
        open_case(
            person=Person.objects.get(pk=person_id),
            adviser=worker,
            level_of_need="2",
            because="x",
            next_step=NEXT_WEEK,
            by=adviser.actor,
            at=MORNING,
        )

    people = make_pupils(saltmarsh, 6)
    give(people[0])
    with_one = queries()
    for person_id in people[1:]:
        give(person_id)

    assert queries() == with_one
