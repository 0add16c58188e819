"""A remembered decision is forgotten: what it did is taken back exactly, or it is said why it cannot be."""

from datetime import date, timedelta

import pytest

from tests.apps.imports.lists import (
    BY,
    held_row,
    hold,
    load,
    moved_on,
    outcomes,
    portrait,
    pupil,
    reasons,
    roll,
    send,
    starter,
    starters,
    sum_holds,
)
from tests.factories.moments import MORNING
from towpath.imports.actions import DecisionStaysError, apply_batch, forget, look_again, settle_row, undo_batch
from towpath.imports.models import Batch
from towpath.matching.actions import AlreadyUndoneError
from towpath.matching.models import Decision
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.actions import decide_conflict, record_statement
from towpath.tracking.models import Conflict
from towpath.tracking.values import NewStatement

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)
LATER_STILL = MORNING + timedelta(hours=2)


@pytest.fixture
def known(saltmarsh: Organisation) -> Person:
    [person] = hold(saltmarsh, 1)
    return person


@pytest.fixture
def moved(saltmarsh: Organisation, known: Person) -> Batch:
    return load(saltmarsh, roll(moved_on(1)))


def _decide(batch: Batch, kind: str, person: Person | None = None) -> Decision:
    settle_row(held_row(batch), decision=kind, person=person, by=BY, at=LATER)
    return _standing()


def _standing() -> Decision:
    return Decision.objects.get(undone_at=None)


def test_what_was_written_by_a_decision_is_taken_back_with_it(
    saltmarsh: Organisation, known: Person, moved: Batch
) -> None:
    before = portrait(saltmarsh)
    decision = _decide(moved, "same", known)
    assert portrait(saltmarsh) != before

    forget(decision, by=BY, at=LATER_STILL)

    assert portrait(saltmarsh) == before
    assert (outcomes(moved), reasons(moved)) == (["held"], ["may_be"])
    assert sum_holds(moved)


def test_what_later_lists_wrote_by_it_is_taken_back_too(saltmarsh: Organisation, known: Person, moved: Batch) -> None:
    before = portrait(saltmarsh)
    decision = _decide(moved, "same", known)
    again = load(saltmarsh, roll(moved_on(1, Gender="U")), at=LATER)
    assert outcomes(again) == ["updated"]

    forget(decision, by=BY, at=LATER_STILL)

    assert portrait(saltmarsh) == before
    assert (outcomes(moved), outcomes(again)) == (["held"], ["held"])


def test_statements_of_a_row_go_with_its_decision(saltmarsh: Organisation, known: Person) -> None:
    before = portrait(saltmarsh)
    moved_away = {key: moved_on(1)[key] for key in ("Surname", "Postcode")}
    batch = load(saltmarsh, starters(starter(1, **moved_away)), "college_starters", code="lock")
    assert reasons(batch) == ["may_be"]
    decision = _decide(batch, "same", known)
    assert portrait(saltmarsh) != before

    forget(decision, by=BY, at=LATER_STILL)

    assert portrait(saltmarsh) == before


def test_what_gave_way_to_a_row_comes_back_with_its_decision(saltmarsh: Organisation, known: Person) -> None:
    ours = NewStatement(
        person_id=known.pk,
        code="310",
        start_date=date(2025, 9, 10),
        verified_date=date(2026, 1, 20),
        how="young_person",
        sender="advisers",
        source="page:status",
    )
    record_statement(organisation=saltmarsh, new=ours, by=BY, at=MORNING)
    before = portrait(saltmarsh)
    moved_away = {key: moved_on(1)[key] for key in ("Surname", "Postcode")}
    batch = load(saltmarsh, starters(starter(1, **moved_away)), "college_starters", code="lock")
    decision = _decide(batch, "same", known)
    conflict = Conflict.objects.get()
    decide_conflict(organisation=saltmarsh, conflict_id=conflict.pk, take=True, by=BY, at=LATER)
    look_again(held_row(batch), by=BY, at=LATER)
    assert portrait(saltmarsh) != before

    forget(decision, by=BY, at=LATER_STILL)

    assert portrait(saltmarsh) == before
    # Said to be the same person after all, the row is news again.
    settle_row(held_row(batch), decision="same", person=known, by=BY, at=LATER_STILL)
    assert (outcomes(batch), reasons(batch)) == (["held"], ["conflict"])


def test_somebody_who_was_made_by_a_decision_is_held_no_more(saltmarsh: Organisation, moved: Batch) -> None:
    before = portrait(saltmarsh)
    decision = _decide(moved, "new")

    forget(decision, by=BY, at=LATER_STILL)

    assert portrait(saltmarsh) == before
    assert (outcomes(moved), Person.objects.filter(withdrawn_at=None).count()) == (["held"], 1)


@pytest.mark.parametrize("kind", ["new", "parked", "never", "same"])
def test_before_the_list_is_applied_the_row_is_asked_about_again(
    saltmarsh: Organisation, known: Person, kind: str
) -> None:
    batch = send(saltmarsh, roll(moved_on(1)))
    decision = _decide(batch, kind, known if kind in ("never", "same") else None)

    forget(decision, by=BY, at=LATER_STILL)
    apply_batch(batch, by=BY, at=LATER_STILL)

    assert (outcomes(batch), reasons(batch)) == (["held"], ["may_be"])


def test_two_rows_of_one_person_cannot_be_told_apart_and_nothing_changes(saltmarsh: Organisation) -> None:
    [known] = hold(saltmarsh, 1)
    batch = load(saltmarsh, roll(pupil(1, Gender="M"), moved_on(1)))
    decision = _decide(batch, "same", known)
    before = portrait(saltmarsh)

    with pytest.raises(DecisionStaysError, match="is not the only one of that list about them"):
        forget(decision, by=BY, at=LATER_STILL)

    assert portrait(saltmarsh) == before
    assert _standing() == decision


def test_somebody_made_of_whom_more_is_known_since_stays(saltmarsh: Organisation, moved: Batch) -> None:
    decision = _decide(moved, "new")
    load(saltmarsh, roll(moved_on(1, Gender="U")), code="another", at=LATER)

    with pytest.raises(DecisionStaysError, match="more has been recorded of them since"):
        forget(decision, by=BY, at=LATER_STILL)


def test_an_undone_list_leaves_only_the_memory_to_forget(saltmarsh: Organisation, known: Person, moved: Batch) -> None:
    decision = _decide(moved, "same", known)
    undo_batch(moved, by=BY, at=LATER)
    before = portrait(saltmarsh)

    forget(decision, by=BY, at=LATER_STILL)

    assert portrait(saltmarsh) == before
    assert reasons(load(saltmarsh, roll(moved_on(1)))) == ["may_be"]


def test_two_tabs_forget_once(known: Person, moved: Batch) -> None:
    decision = _decide(moved, "same", known)
    forget(decision, by=BY, at=LATER_STILL)

    with pytest.raises(AlreadyUndoneError):
        forget(decision, by=BY, at=LATER_STILL)


def test_not_this_person_is_forgotten_without_what_was_decided_after_it(
    saltmarsh: Organisation, known: Person, moved: Batch
) -> None:
    [second] = hold(saltmarsh, 2)
    settle_row(held_row(moved), decision="never", person=second, by=BY, at=LATER)
    settle_row(held_row(moved), decision="same", person=known, by=BY, at=LATER)
    before = portrait(saltmarsh)

    forget(Decision.objects.get(kind="never"), by=BY, at=LATER_STILL)

    assert portrait(saltmarsh) == before
    assert _standing().kind == "same"
