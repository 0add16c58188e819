from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, upn_of
from tests.factories.programmes import join, make_pre_employment, make_run
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.caseload.actions import open_case
from towpath.contact.actions import NextStep
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.programmes.actions import (
    MarkedMeanwhileError,
    ProgrammeRefusedError,
    cancel_session,
    explain_absence,
    leave,
    mark_register,
)
from towpath.programmes.models import Participation, ProgrammeReason, ProgrammeRun, RegisterMark, TaughtSession
from towpath.programmes.queries import list_register
from towpath.tasks.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BY = {"by": SETUP, "at": MORNING}


@pytest.fixture
def run(saltmarsh: Organisation, lead: User) -> ProgrammeRun:
    return make_run(make_pre_employment(saltmarsh), lead)


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


@pytest.fixture
def joined(run: ProgrammeRun, wren: Person) -> Participation:
    return join(run, wren)


def sessions(run: ProgrammeRun) -> list[TaughtSession]:
    """Return the run's sessions in order: those of the first three weeks were held by the day of the test."""
    return list(run.sessions.order_by("session_date"))


def mark(session: TaughtSession, joined: Participation, what: str, seen: int = 0) -> RegisterMark:
    return mark_register(session=session, participation=joined, mark=what, seen=seen, **BY)


def tasks() -> list[tuple[str, str]]:
    return list(Task.objects.order_by("pk").values_list("state", "words"))


def test_the_same_mark_sent_twice_is_one_mark_and_one_event(run: ProgrammeRun, joined: Participation) -> None:
    first, *_ = sessions(run)

    for _ in range(3):
        mark(first, joined, "present")

    assert RegisterMark.objects.count() == 1
    assert Event.objects.filter(kind="programme.marked").count() == 1


def test_of_two_tabs_that_say_otherwise_the_second_is_told_and_the_first_stands(
    run: ProgrammeRun, joined: Participation
) -> None:
    first, *_ = sessions(run)
    mark(first, joined, "present", seen=0)

    with pytest.raises(MarkedMeanwhileError) as told:
        mark(first, joined, "absent", seen=0)

    assert told.value.mark.mark == "present"
    assert mark(first, joined, "absent", seen=1).version == 2
    with pytest.raises(MarkedMeanwhileError):
        mark(first, joined, "late", seen=1)


def test_two_missed_running_give_the_case_adviser_one_thing_to_do(
    run: ProgrammeRun, joined: Participation, wren: Person, manager: Viewer, lead: User
) -> None:
    case_adviser = User.objects.get(pk=manager.user_id)
    open_case(
        person=wren, adviser=case_adviser, level_of_need="2", because="NEET", next_step=NextStep(DAY), **BY
    )  # fmt: skip
    held = sessions(run)
    mark(held[0], joined, "present")
    mark(held[1], joined, "absent")
    assert tasks() == []

    mark(held[2], joined, "absent")
    mark(held[3], joined, "absent")

    words = "Missed two sessions running of Winter run: 14 January 2026 and 16 January 2026. Find out how they are."
    assert tasks() == [("open", words)]
    task = Task.objects.get()
    assert (task.owner, task.kind, task.due_date, task.person) == (case_adviser, "alert", DAY, wren)


def test_without_a_case_the_leader_of_the_run_is_asked(run: ProgrammeRun, joined: Participation, lead: User) -> None:
    for session in sessions(run)[:2]:
        mark(session, joined, "absent")

    assert Task.objects.get().owner == lead


def test_a_miss_that_is_put_right_takes_back_what_was_asked_and_a_return_does_not(
    run: ProgrammeRun, joined: Participation
) -> None:
    held = sessions(run)
    mark(held[0], joined, "absent")
    mark(held[1], joined, "absent")
    mark(held[2], joined, "present")
    assert [state for state, _ in tasks()] == ["open"]  # They came back, and were missed all the same.

    mark(held[1], joined, "late", seen=1)
    assert [state for state, _ in tasks()] == ["dropped"]

    mark(held[1], joined, "absent", seen=2)
    mark(held[2], joined, "absent", seen=1)
    assert [state for state, _ in tasks()] == ["dropped", "open"]


def test_leave_agreed_before_and_a_session_called_off_are_no_misses(run: ProgrammeRun, joined: Participation) -> None:
    held = sessions(run)
    mark(held[0], joined, "absent")
    mark(held[1], joined, "agreed")
    cancel_session(session=held[2], because="Snow", **BY)

    assert tasks() == []
    with pytest.raises(ProgrammeRefusedError, match="called off"):
        mark(held[2], joined, "absent")


def test_calling_off_a_session_that_was_marked_counts_again(run: ProgrammeRun, joined: Participation) -> None:
    held = sessions(run)
    mark(held[0], joined, "absent")
    mark(held[1], joined, "present")
    mark(held[2], joined, "absent")
    assert tasks() == []

    cancel_session(session=held[1], because="No heating: nobody was taught", **BY)
    assert [state for state, _ in tasks()] == ["open"]

    cancel_session(session=held[2], because="Marked for another day", **BY)
    assert [state for state, _ in tasks()] == ["dropped"]


def go(joined: Participation, session: TaughtSession) -> None:
    because = ProgrammeReason.objects.filter(use="leaving")[0]
    leave(participation=joined, version=1, left_date=session.session_date, because=because, **BY)


@pytest.mark.parametrize("how", ["called off", "put right"])
def test_nobody_is_asked_to_look_after_whoever_has_left(run: ProgrammeRun, joined: Participation, how: str) -> None:
    held = sessions(run)
    for session, what in zip(held, ("absent", "present", "absent"), strict=False):
        mark(session, joined, what)
    go(joined, held[2])
    joined.refresh_from_db()

    # Either way two were missed running.
    if how == "called off":
        cancel_session(session=held[1], because="No heating: nobody was taught", **BY)
    else:
        mark(held[1], joined, "absent", seen=1)

    assert tasks() == []


def test_what_was_asked_of_whoever_has_left_is_still_taken_back(run: ProgrammeRun, joined: Participation) -> None:
    held = sessions(run)
    mark(held[0], joined, "absent")
    mark(held[1], joined, "absent")
    go(joined, held[1])

    cancel_session(session=held[1], because="Snow", **BY)

    assert [state for state, _ in tasks()] == ["dropped"]


def test_a_session_to_come_is_not_marked(run: ProgrammeRun, joined: Participation) -> None:
    coming = next(session for session in sessions(run) if session.session_date > DAY)

    with pytest.raises(ProgrammeRefusedError, match="still to come"):
        mark(coming, joined, "present")


def test_whoever_joined_late_or_left_early_is_not_looked_for(
    run: ProgrammeRun, saltmarsh: Organisation, wren: Person, adviser: Viewer
) -> None:
    held = sessions(run)
    late = join(run, wren, joined_date=held[2].session_date)
    gone = join(run, make_person(saltmarsh, replace(WREN, upn=upn_of(3))))
    go(gone, held[1])

    looked_for = [
        [line.participation for line in list_register(adviser, session, DAY)] for session in (held[0], held[1], held[2])
    ]

    assert looked_for == [[gone], [gone], [late]]
    with pytest.raises(ProgrammeRefusedError, match="do not take part in this session"):
        mark(held[0], late, "present")


def test_a_session_of_another_run_does_not_mark_them(run: ProgrammeRun, joined: Participation, lead: User) -> None:
    other = make_run(run.programme, lead, name="Another")

    with pytest.raises(ProgrammeRefusedError, match="do not take part"):
        mark(sessions(other)[0], joined, "present")


def test_an_absence_is_explained_when_somebody_knows_and_a_new_mark_forgets_it(
    run: ProgrammeRun, joined: Participation
) -> None:
    held, ill = sessions(run), ProgrammeReason.objects.get(use="absence", words="Ill")
    absent = mark(held[0], joined, "absent")
    explain_absence(mark=absent, reason=ill, **BY)

    here = mark(held[0], joined, "late", seen=2)

    assert here.reason is None
    with pytest.raises(ProgrammeRefusedError, match="no absence to explain"):
        explain_absence(mark=here, reason=ill, **BY)
    wrong, away = ProgrammeReason.objects.filter(use="leaving")[0], mark(held[1], joined, "absent")
    with pytest.raises(ProgrammeRefusedError, match="reasons for an absence"):
        explain_absence(mark=away, reason=wrong, **BY)


@pytest.mark.parametrize("what", ["", "here", "PRESENT"])
def test_a_mark_there_is_not_is_refused(run: ProgrammeRun, joined: Participation, what: str) -> None:
    with pytest.raises(ProgrammeRefusedError, match="There is no mark"):
        mark(sessions(run)[0], joined, what)


def test_marks_made_in_any_order_are_read_in_the_order_of_the_sessions(
    run: ProgrammeRun, joined: Participation
) -> None:
    held = sessions(run)
    mark(held[3], joined, "present")
    mark(held[1], joined, "absent")
    mark(held[0], joined, "absent")

    assert tasks() == []  # They have come since.
    assert held[3].session_date - held[0].session_date == timedelta(days=7)
