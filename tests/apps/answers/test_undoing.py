"""A decision about an answer is taken back whole, or it says why not: nothing of it is lost without a word."""

from datetime import date, timedelta

import pytest

from tests.factories.answers import JOB, make_answer
from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from towpath.access import Viewer
from towpath.access.models import User
from towpath.answers.actions import (
    AlreadyDecidedError,
    AnswerRefusedError,
    Believed,
    confirm_answer,
    refuse_answer,
    undo_decision,
)
from towpath.answers.models import Answer
from towpath.contact.actions import Told, amend_contact
from towpath.contact.models import ContactEvent
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tasks.models import Task
from towpath.tracking.actions import decide_conflict, record_statement
from towpath.tracking.models import Conflict, Statement
from towpath.tracking.values import NewStatement

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MINUTE = timedelta(minutes=1)
LATER = MORNING + MINUTE


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


def college_says(person: Person, *, sender: str = "college", verified: date = DAY, **said: object) -> None:
    """Record that a college's list has somebody there since September, vouched for on a day."""
    told = {"code": "230", "provider_name": "Lock College", "source": f"import:{sender}", **said}
    new = NewStatement(
        person_id=person.pk, start_date=date(2025, 9, 1), verified_date=verified, how="provider_list", sender=sender,
        **told,
    )  # type: ignore[arg-type]  # fmt: skip
    record_statement(organisation=person.organisation, new=new, by=SETUP, at=MORNING)


def confirm(answer: Answer, viewer: Viewer, **believed: object) -> Answer:
    said = {"code": answer.code, "start_date": answer.start_date, "place": answer.place} | believed
    return confirm_answer(answer=answer, believed=Believed(**said), by=viewer.actor, at=LATER).answer  # type: ignore[arg-type]


def undo(answer: Answer, viewer: Viewer) -> Answer:
    return undo_decision(answer=answer, by=viewer.actor, at=LATER + MINUTE)


def test_an_answer_that_is_confirmed_anew_is_held_anew(adviser: Viewer, wren: Person) -> None:
    college_says(wren)
    answer = make_answer(adviser, wren)
    confirm(answer, adviser)
    undo(answer, adviser)

    again = confirm(answer, adviser)

    assert list(Conflict.objects.order_by("pk").values_list("state", flat=True)) == ["refused", "open"]
    assert again.conflict_id == Conflict.objects.get(state="open").pk


def test_an_answer_is_not_confirmed_where_a_colleague_decided_against_those_very_words(
    adviser: Viewer, saltmarsh: Organisation, wren: Person
) -> None:
    college_says(wren)
    first, second = make_answer(adviser, wren), make_answer(adviser, wren)
    held = confirm(first, adviser)
    decide_conflict(organisation=saltmarsh, conflict_id=held.conflict_id or 0, take=False, by=SETUP, at=LATER)

    with pytest.raises(AnswerRefusedError, match="decided under Conflicts"):
        confirm(second, adviser)

    assert Answer.objects.get(pk=second.pk).state == "open"


@pytest.mark.parametrize("take", [True, False])
def test_what_was_decided_under_conflicts_since_is_not_half_undone(
    adviser: Viewer, saltmarsh: Organisation, wren: Person, take: bool
) -> None:
    college_says(wren)
    answer = make_answer(adviser, wren)
    held = confirm(answer, adviser)
    decide_conflict(organisation=saltmarsh, conflict_id=held.conflict_id or 0, take=take, by=SETUP, at=LATER)
    before = set(Statement.objects.filter(withdrawn_at__isnull=True))

    with pytest.raises(AnswerRefusedError, match="decided under Conflicts"):
        undo(answer, adviser)

    assert set(Statement.objects.filter(withdrawn_at__isnull=True)) == before
    assert len(before) == 1
    assert Answer.objects.get().state == "confirmed"
    assert ContactEvent.objects.get().withdrawn_at is None


def test_two_lists_that_an_answer_settled_disagree_again_when_it_is_undone(adviser: Viewer, wren: Person) -> None:
    college_says(wren, verified=date(2026, 1, 30))
    college_says(wren, sender="weir", code="220", provider_name="Weir College", verified=date(2026, 1, 30))
    answer = make_answer(adviser, wren)
    confirmed = confirm(answer, adviser)
    assert confirmed.statement_id is not None
    assert Conflict.objects.get().state == "refused"

    undo(answer, adviser)

    assert Conflict.objects.get().state == "open"


def test_what_an_answer_took_back_is_put_back_when_it_is_undone(adviser: Viewer, wren: Person) -> None:
    # The first college vouches on the day after the answer, so its word would speak over what the answer bears out.
    college_says(wren, verified=DAY, code="220", provider_name="Weir College")
    college_says(wren, sender="lock", code="360", provider_name="Saltmarsh Bakery", verified=DAY - timedelta(days=1))
    answer = make_answer(adviser, wren)
    Answer.objects.filter(pk=answer.pk).update(answered_at=MORNING - timedelta(days=1))
    answer.refresh_from_db()
    confirm(answer, adviser)
    lost = Statement.objects.get(sender="college")
    assert lost.withdrawn_at == LATER

    undo(answer, adviser)

    assert Answer.objects.get().state == "open"
    [standing] = Statement.objects.filter(withdrawn_at__isnull=True)
    assert (standing.sender, standing.code, standing.provider_name) == ("college", "220", "Weir College")
    assert Conflict.objects.get().state == "open"


def test_an_answer_on_which_another_rests_is_undone_after_it(adviser: Viewer, wren: Person) -> None:
    first, second = make_answer(adviser, wren), make_answer(adviser, wren)
    assert confirm(first, adviser).statement_id == confirm(second, adviser).statement_id

    with pytest.raises(AnswerRefusedError, match="another answer"):
        undo(first, adviser)
    undo(second, adviser)
    assert Statement.objects.get().withdrawn_at is None
    undo(first, adviser)

    assert Statement.objects.get().withdrawn_at is not None


def test_the_task_comes_back_with_the_answer(adviser: Viewer, wren: Person) -> None:
    answer = make_answer(adviser, wren)
    confirm(answer, adviser)

    reopened = undo(answer, adviser)

    closed, new = Task.objects.order_by("pk")
    assert (closed.state, new.state, new.words, new.owner_id) == ("done", "open", closed.words, adviser.user_id)
    # Seven days, counted from the day on which it is undone.
    assert new.due_date == DAY + timedelta(days=7)
    assert reopened.task_id == new.pk
    refuse_answer(answer=answer, because="Their brother", by=adviser.actor, at=LATER)
    assert not Task.objects.filter(state="open").exists()


def test_a_contact_that_was_changed_since_is_struck_out_too(adviser: Viewer, wren: Person) -> None:
    answer = make_answer(adviser, wren)
    event = confirm(answer, adviser).event
    assert event is not None
    amend_contact(
        event=event, told=Told(happened_at=MORNING, channel=event.channel, outcome=event.outcome, words="By text."),
        because="More exact", owner=User.objects.get(pk=adviser.user_id), by=adviser.actor, at=LATER,
    )  # fmt: skip

    undo(answer, adviser)

    assert not ContactEvent.objects.filter(withdrawn_at__isnull=True).exists()


def test_a_decision_is_undone_by_whoever_made_it_alone(adviser: Viewer, saltmarsh: Organisation, wren: Person) -> None:
    colleague = make_viewer(saltmarsh, "tracking_officer")
    answer = make_answer(adviser, wren)
    confirm(answer, adviser)
    undo(answer, adviser)
    refuse_answer(answer=answer, because="Their brother", by=colleague.actor, at=LATER)

    with pytest.raises(AlreadyDecidedError):
        undo(answer, adviser)

    assert Answer.objects.get().state == "refused"
    assert undo(answer, colleague).state == "open"
    with pytest.raises(AnswerRefusedError, match="waits"):
        undo(answer, colleague)


def test_whoever_decides_second_is_told_so(adviser: Viewer, saltmarsh: Organisation, wren: Person) -> None:
    answer = make_answer(adviser, wren, JOB)
    refuse_answer(answer=answer, because="Their brother", by=adviser.actor, at=LATER)

    with pytest.raises(AlreadyDecidedError):
        confirm(answer, make_viewer(saltmarsh, "tracking_officer"))
