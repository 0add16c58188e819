"""What decided between two sources is taken back, and what it decided with it: the question, and what had given way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.moments import MORNING
from tests.factories.people import make_pupils
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.tracking.actions import decide_conflict, record_statement, withdraw_source, withdraw_statements
from towpath.tracking.models import Conflict, Spell, Statement
from towpath.tracking.values import NewStatement, Outcome, Recorded

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = MORNING + timedelta(hours=1)
LATER_STILL = MORNING + timedelta(hours=2)
SEPTEMBER = date(2025, 9, 8)


@pytest.fixture
def ours(saltmarsh: Organisation) -> NewStatement:
    """Return what a college says of somebody: 230, as true on 3 October."""
    [person_id] = make_pupils(saltmarsh, 1)
    return NewStatement(
        person_id=person_id,
        code="230",
        start_date=SEPTEMBER,
        verified_date=date(2025, 10, 3),
        how="provider_list",
        sender="canalside",
        source="import:1:7",
    )


@pytest.fixture
def news(ours: NewStatement) -> NewStatement:
    """Return what a second college says of them two days before: 220."""
    return replace(ours, code="220", verified_date=date(2025, 10, 1), sender="weir", source="import:2:7")


@pytest.fixture
def conflict(saltmarsh: Organisation, adviser: Viewer, ours: NewStatement, news: NewStatement) -> Conflict:
    for each in (ours, news):
        record_statement(organisation=saltmarsh, new=each, by=adviser.actor, at=MORNING)
    return Conflict.objects.get()


def _answer(saltmarsh: Organisation, adviser: Viewer, news: NewStatement, **said: object) -> Recorded:
    """Let the young person say the same as the news, unless told otherwise, on the day of the news."""
    told = replace(news, how="young_person", sender="advisers", source="page:status", **said)
    return record_statement(organisation=saltmarsh, new=told, by=adviser.actor, at=LATER)


def _withdraw(saltmarsh: Organisation, adviser: Viewer, statement_id: int | None) -> None:
    withdraw_statements(
        organisation=saltmarsh, statement_ids=[statement_id or 0], by=adviser.actor, at=LATER_STILL, reason="not_said"
    )


def _take(saltmarsh: Organisation, adviser: Viewer, conflict: Conflict) -> Conflict:
    return decide_conflict(organisation=saltmarsh, conflict_id=conflict.pk, take=True, by=adviser.actor, at=LATER)


def _spells() -> list[tuple[date, str]]:
    return list(Spell.objects.order_by("from_date").values_list("from_date", "code"))


@pytest.mark.parametrize("is_by_source", [False, True], ids=["by its number", "by its source"])
@pytest.mark.parametrize("code", ["220", "230", "310"], ids=["bears the news out", "bears ours out", "a third thing"])
def test_a_mistaken_answer_leaves_the_question_it_found(
    saltmarsh: Organisation, adviser: Viewer, conflict: Conflict, news: NewStatement, code: str, *, is_by_source: bool
) -> None:
    answer = _answer(saltmarsh, adviser, news, code=code, verified_date=date(2025, 10, 6))
    conflict.refresh_from_db()
    assert conflict.state == ("taken" if code == "220" else "refused")

    if is_by_source:
        withdraw_source(organisation=saltmarsh, source="page:status", by=adviser.actor, at=LATER_STILL)
    else:
        _withdraw(saltmarsh, adviser, answer.statement_id)

    conflict.refresh_from_db()
    assert (conflict.state, conflict.decided_by, conflict.statement) == ("open", "", None)
    assert _spells() == [(SEPTEMBER, "230")]
    assert Event.objects.get(kind="tracking.conflict_reopened").user == adviser.actor.user


def test_what_an_answer_took_back_comes_back_with_the_question(
    saltmarsh: Organisation, adviser: Viewer, conflict: Conflict, news: NewStatement
) -> None:
    # It speaks of 1 October and ours of the 3rd, so that ours gives way.
    answer = _answer(saltmarsh, adviser, news)
    assert (Statement.objects.get(sender="canalside").withdrawn_at, _spells()) == (LATER, [(SEPTEMBER, "220")])

    _withdraw(saltmarsh, adviser, answer.statement_id)

    conflict.refresh_from_db()
    again = Statement.objects.get(withdrawn_at=None)
    assert (again.sender, again.source, again.recorded_at) == ("canalside", "import:1:7", LATER_STILL)
    assert (conflict.state, conflict.contradicts) == ("open", again)
    assert _spells() == [(SEPTEMBER, "230")]


def test_news_that_was_taken_and_is_withdrawn_gives_its_place_back(
    saltmarsh: Organisation, adviser: Viewer, conflict: Conflict, news: NewStatement
) -> None:
    taken = _take(saltmarsh, adviser, conflict)
    assert _spells() == [(SEPTEMBER, "220")]

    _withdraw(saltmarsh, adviser, taken.statement_id)

    conflict.refresh_from_db()
    assert (conflict.state, _spells()) == ("refused", [(SEPTEMBER, "230")])
    # Somebody found it wrong, so the same list asks nobody again.
    again = record_statement(organisation=saltmarsh, new=news, by=adviser.actor, at=LATER_STILL)
    assert again.outcome is Outcome.UNCHANGED


def test_what_gave_way_twice_comes_back_step_by_step(
    saltmarsh: Organisation, adviser: Viewer, conflict: Conflict, news: NewStatement
) -> None:
    first = _take(saltmarsh, adviser, conflict)
    third = replace(news, code="310", sender="harbour", source="import:3:7")
    held = record_statement(organisation=saltmarsh, new=third, by=adviser.actor, at=LATER)
    second = _take(saltmarsh, adviser, Conflict.objects.get(pk=held.conflict_id))

    _withdraw(saltmarsh, adviser, second.statement_id)
    assert _spells() == [(SEPTEMBER, "220")]

    first.refresh_from_db()
    _withdraw(saltmarsh, adviser, first.statement_id)
    assert _spells() == [(SEPTEMBER, "230")]


def test_a_list_that_is_undone_while_its_news_waits_is_asked_about_anew(
    saltmarsh: Organisation, adviser: Viewer, conflict: Conflict, news: NewStatement
) -> None:
    withdraw_source(organisation=saltmarsh, source="import:2", by=adviser.actor, at=LATER)

    sent_again = replace(news, source="import:3:7")
    again = record_statement(organisation=saltmarsh, new=sent_again, by=adviser.actor, at=LATER)

    assert again.outcome is Outcome.HELD
    found = Conflict.objects.order_by("pk").values_list("pk", "state", "source")
    assert list(found) == [(conflict.pk, "refused", "import:2:7"), (again.conflict_id, "open", "import:3:7")]


def test_what_a_person_refused_stays_refused_when_its_list_is_undone(
    saltmarsh: Organisation, adviser: Viewer, conflict: Conflict, news: NewStatement
) -> None:
    decide_conflict(organisation=saltmarsh, conflict_id=conflict.pk, take=False, by=adviser.actor, at=LATER)
    withdraw_source(organisation=saltmarsh, source="import:2", by=adviser.actor, at=LATER_STILL)

    sent_again = replace(news, source="import:3:7")
    again = record_statement(organisation=saltmarsh, new=sent_again, by=adviser.actor, at=LATER_STILL)

    assert again.outcome is Outcome.UNCHANGED


def test_a_list_that_is_undone_gives_back_what_its_news_took_the_place_of(
    saltmarsh: Organisation, adviser: Viewer, conflict: Conflict, news: NewStatement
) -> None:
    _take(saltmarsh, adviser, conflict)

    withdraw_source(organisation=saltmarsh, source="import:2", by=adviser.actor, at=LATER_STILL)

    assert _spells() == [(SEPTEMBER, "230")]
    # Nobody found it wrong: sent again, it is asked about again.
    again = record_statement(organisation=saltmarsh, new=news, by=adviser.actor, at=LATER_STILL)
    assert again.outcome is Outcome.HELD


def test_what_gave_way_does_not_come_back_once_its_own_list_is_undone(
    saltmarsh: Organisation, adviser: Viewer, conflict: Conflict
) -> None:
    _take(saltmarsh, adviser, conflict)

    for source in ("import:1", "import:2"):
        withdraw_source(organisation=saltmarsh, source=source, by=adviser.actor, at=LATER_STILL)

    assert _spells() == []
    assert not Statement.objects.filter(withdrawn_at=None).exists()


def test_the_question_of_a_list_that_is_undone_is_not_asked_again(
    saltmarsh: Organisation, adviser: Viewer, conflict: Conflict, news: NewStatement
) -> None:
    answer = _answer(saltmarsh, adviser, news)
    withdraw_source(organisation=saltmarsh, source="import:2", by=adviser.actor, at=LATER_STILL)

    _withdraw(saltmarsh, adviser, answer.statement_id)

    assert not Conflict.objects.filter(state="open").exists()
    assert _spells() == [(SEPTEMBER, "230")]
