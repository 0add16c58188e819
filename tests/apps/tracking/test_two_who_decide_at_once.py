"""Two who decide one conflict at the same instant, each with a connection of their own: the first decides it."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections

from tests.factories.cast import SETUP, make_saltmarsh
from tests.factories.moments import MORNING
from tests.factories.people import make_pupils
from towpath.organisation.models import Organisation
from towpath.tracking.actions import decide_conflict, decisions, record_statement, statements
from towpath.tracking.actions.decisions import AlreadyDecidedError
from towpath.tracking.models import Conflict, Statement
from towpath.tracking.values import NewStatement, Outcome, Recorded

pytestmark = pytest.mark.django_db(transaction=True)
LONG_ENOUGH = 1.5
"""Seconds in which one whom nothing holds up would be done."""

COLLEGE = NewStatement(
    person_id=0,
    code="230",
    start_date=date(2025, 9, 8),
    verified_date=date(2025, 10, 1),
    how="provider_list",
    sender="canalside",
    source="import:1:7",
)


@pytest.fixture
def saltmarsh() -> Organisation:
    return make_saltmarsh()


@pytest.fixture
def college(saltmarsh: Organisation) -> NewStatement:
    [person_id] = make_pupils(saltmarsh, 1)
    return replace(COLLEGE, person_id=person_id)


@pytest.fixture
def conflict(saltmarsh: Organisation, college: NewStatement) -> Conflict:
    """Return what a second list says of somebody whom a college has."""
    news = replace(college, code="310", verified_date=date(2025, 10, 11), sender="harbour", source="import:2:3")
    record_statement(organisation=saltmarsh, new=college, by=SETUP, at=MORNING)
    record_statement(organisation=saltmarsh, new=news, by=SETUP, at=MORNING)
    return Conflict.objects.get()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def _meanwhile(
    monkeypatch: pytest.MonkeyPatch, pool: ThreadPoolExecutor, where: tuple[Any, str], act: Callable[[], Any]
) -> list[Future[Any]]:
    """
    Let somebody else act when one has come so far; on SQLite, whose writes come one by one, after them.
    """
    module, name = where
    real, started = getattr(module, name), []

    def alone() -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    def reached(*args: Any, **how: Any) -> Any:
        monkeypatch.setattr(module, name, real)
        if connection.vendor != "sqlite":
            started.append(pool.submit(alone))
            wait(started, timeout=LONG_ENOUGH)
        return real(*args, **how)

    monkeypatch.setattr(module, name, reached)
    return started


def _answer(saltmarsh: Organisation, college: NewStatement) -> Recorded:
    call = replace(college, how="young_person", sender="adviser", source="page:1", verified_date=date(2025, 10, 20))
    return record_statement(organisation=saltmarsh, new=call, by=SETUP, at=MORNING)


def test_an_answer_leaves_alone_what_somebody_is_just_deciding(
    saltmarsh: Organisation,
    college: NewStatement,
    conflict: Conflict,
    pool: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer() -> Recorded:
        return _answer(saltmarsh, college)

    started = _meanwhile(monkeypatch, pool, (decisions, "rebuild_spells"), answer)
    decide_conflict(organisation=saltmarsh, conflict_id=conflict.pk, take=True, by=SETUP, at=MORNING)
    answered = started[0].result() if started else answer()

    conflict.refresh_from_db()
    assert (conflict.state, conflict.statement.code) == ("taken", "310")  # type: ignore[union-attr]
    # It says otherwise than what was taken, and a person decides that too.
    assert (answered.outcome, answered.answered) == (Outcome.HELD, ())


def test_what_an_answer_is_just_deciding_is_not_decided_again(
    saltmarsh: Organisation,
    college: NewStatement,
    conflict: Conflict,
    pool: ThreadPoolExecutor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def take() -> Conflict:
        return decide_conflict(organisation=saltmarsh, conflict_id=conflict.pk, take=True, by=SETUP, at=MORNING)

    started = _meanwhile(monkeypatch, pool, (statements, "_write"), take)
    answered = _answer(saltmarsh, college)
    with pytest.raises(AlreadyDecidedError):
        started[0].result() if started else take()

    conflict.refresh_from_db()
    assert (conflict.state, answered.answered) == ("refused", ("import:2:3",))
    assert sorted(Statement.objects.filter(withdrawn_at=None).values_list("sender", flat=True)) == [
        "adviser", "canalside",
    ]  # fmt: skip
