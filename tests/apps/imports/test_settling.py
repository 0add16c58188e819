"""A person decides who a held row is about: it is done, remembered, steers the next list, and can be undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.imports.lists import (
    BY,
    held_row,
    hold,
    load,
    moved_on,
    outcomes,
    pupil,
    reasons,
    roll,
    send,
    starter,
    starters,
    sum_holds,
)
from tests.factories.moments import MORNING
from tests.factories.people import make_person, make_pupils
from towpath.audit.models import Event
from towpath.imports.actions import (
    NotHeldError,
    NotReadyError,
    apply_batch,
    let_rows_go_on,
    look_again,
    settle_row,
    undo_batch,
)
from towpath.imports.models import Batch
from towpath.imports.summing import sum_of
from towpath.matching.actions import AlreadyUndoneError, PersonNotHereError, undo_decision
from towpath.matching.models import Decision
from towpath.organisation.models import Organisation
from towpath.people.models import Address, Name, Person
from towpath.tracking.actions import decide_conflict, record_statement
from towpath.tracking.models import Conflict, Statement
from towpath.tracking.values import NewStatement

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def known(saltmarsh: Organisation) -> Person:
    [person] = hold(saltmarsh, 1)
    return person


@pytest.fixture
def moved(saltmarsh: Organisation, known: Person) -> Batch:
    return load(saltmarsh, roll(moved_on(1)))


def test_a_held_row_said_to_be_somebody_is_applied_to_them(known: Person, moved: Batch) -> None:
    row = settle_row(held_row(moved), decision="same", person=known, by=BY, at=LATER)

    assert (row.outcome, row.person_id) == ("updated", known.pk)
    assert Address.objects.filter(person=known, withdrawn_at=None, to_date=None).get().postcode == "PR8 1AA"
    assert sum_of(moved).held == 0
    assert sum_holds(moved)


def test_settling_a_row_asks_no_more_of_the_database_of_a_larger_council(saltmarsh: Organisation, moved: Batch) -> None:
    first, second = held_row(moved), held_row(load(saltmarsh, roll(moved_on(1)), code="another"))
    with CaptureQueriesContext(connection) as of_few:
        settle_row(first, decision="parked", person=None, by=BY, at=MORNING)
    make_pupils(saltmarsh, 300)

    with CaptureQueriesContext(connection) as of_many:
        settle_row(second, decision="parked", person=None, by=BY, at=MORNING)

    assert len(of_many) <= len(of_few) <= 40


def test_what_was_settled_is_in_the_log(known: Person, moved: Batch) -> None:
    row = settle_row(held_row(moved), decision="same", person=known, by=BY, at=LATER)

    told = Event.objects.filter(at=LATER).order_by("sequence").values_list("kind", "subject", "person")
    assert (told[0][0], told[0][2]) == ("matching.decided", str(known.public_id))
    assert ("imports.row_settled", f"imports_row:{row.pk}", str(known.public_id)) in told


def test_the_same_row_next_month_is_not_asked_about(saltmarsh: Organisation, known: Person, moved: Batch) -> None:
    settle_row(held_row(moved), decision="same", person=known, by=BY, at=LATER)

    again = load(saltmarsh, roll(moved_on(1)))

    assert outcomes(again) == ["unchanged"]


def test_another_senders_row_is_asked_about(saltmarsh: Organisation, known: Person, moved: Batch) -> None:
    settle_row(held_row(moved), decision="parked", person=None, by=BY, at=LATER)

    batch = load(saltmarsh, roll(moved_on(1)), code="another")

    assert (outcomes(batch), reasons(batch)) == (["held"], ["may_be"])


def test_a_decision_undone_is_asked_again(saltmarsh: Organisation, moved: Batch) -> None:
    settle_row(held_row(moved), decision="parked", person=None, by=BY, at=LATER)
    [decision] = Decision.objects.filter(undone_at=None)

    undo_decision(organisation=saltmarsh, decision_id=decision.pk, by=BY, at=LATER)

    assert reasons(load(saltmarsh, roll(moved_on(1)))) == ["may_be"]
    with pytest.raises(AlreadyUndoneError):
        undo_decision(organisation=saltmarsh, decision_id=decision.pk, by=BY, at=LATER)


def test_a_row_parked_is_left_out_and_not_asked_about_again(saltmarsh: Organisation, moved: Batch) -> None:
    row = settle_row(held_row(moved), decision="parked", person=None, by=BY, at=LATER)

    assert (row.outcome, row.because) == ("held", "parked")
    again = load(saltmarsh, roll(moved_on(1)))
    assert reasons(again) == ["parked"]
    assert held_row(again).rivals == []


def test_a_row_said_not_to_be_the_only_rival_makes_somebody_new(known: Person, moved: Batch) -> None:
    row = settle_row(held_row(moved), decision="never", person=known, by=BY, at=LATER)

    assert row.outcome == "created"
    assert row.person_id != known.pk
    assert Person.objects.count() == 2


def test_somebody_new_is_made_once_however_often_the_list_comes(saltmarsh: Organisation, moved: Batch) -> None:
    row = settle_row(held_row(moved), decision="new", person=None, by=BY, at=LATER)

    again = load(saltmarsh, roll(moved_on(1)))

    assert (row.outcome, outcomes(again)) == ("created", ["unchanged"])
    assert Person.objects.count() == 2


def test_somebody_new_without_a_postcode_is_made_once(saltmarsh: Organisation, known: Person) -> None:
    bare = pupil(1, UPN="", Postcode="", DOB="02/07/2010")
    settle_row(held_row(load(saltmarsh, roll(bare))), decision="new", person=None, by=BY, at=LATER)

    again = load(saltmarsh, roll(bare))

    assert outcomes(again) == ["unchanged"]
    assert Person.objects.count() == 2


def test_two_rows_of_one_decision_for_somebody_new_make_one_person(saltmarsh: Organisation, known: Person) -> None:
    bare = pupil(1, UPN="", Postcode="", DOB="02/07/2010")
    waiting = send(saltmarsh, roll(bare))
    settle_row(held_row(waiting), decision="new", person=None, by=BY, at=LATER)

    batch = load(saltmarsh, roll(bare, bare))

    assert outcomes(batch) == ["created", "unchanged"]
    assert Person.objects.count() == 2


def test_a_row_settled_before_its_list_is_applied_is_done_with_it(saltmarsh: Organisation, known: Person) -> None:
    batch = send(saltmarsh, roll(moved_on(1), pupil(2)))

    row = settle_row(held_row(batch), decision="same", person=known, by=BY, at=LATER)

    assert (row.outcome, row.planned) == ("", "updated")
    assert Person.objects.count() == 1
    apply_batch(batch, by=BY, at=LATER)
    assert outcomes(batch) == ["updated", "created"]


def test_a_row_settled_already_is_not_settled_twice(known: Person, moved: Batch) -> None:
    row = held_row(moved)
    settle_row(row, decision="same", person=known, by=BY, at=LATER)

    with pytest.raises(NotHeldError):
        settle_row(row, decision="new", person=None, by=BY, at=LATER)

    assert Decision.objects.count() == 1
    assert Person.objects.count() == 1


def test_a_row_of_a_list_undone_is_not_settled(known: Person, moved: Batch) -> None:
    row = held_row(moved)
    undo_batch(moved, by=BY, at=LATER)

    with pytest.raises(NotReadyError):
        settle_row(row, decision="same", person=known, by=BY, at=LATER)


def test_nobody_of_another_council_is_decided_for(moved: Batch, farbank: Organisation) -> None:
    elsewhere = make_person(farbank)

    with pytest.raises(PersonNotHereError):
        settle_row(held_row(moved), decision="same", person=elsewhere, by=BY, at=LATER)

    assert Decision.objects.count() == 0


def test_a_decision_for_somebody_whose_list_was_undone_is_asked_again(saltmarsh: Organisation, known: Person) -> None:
    bare = pupil(1, UPN="", Postcode="", DOB="02/07/2010")
    first = load(saltmarsh, roll(bare))
    settle_row(held_row(first), decision="new", person=None, by=BY, at=LATER)
    undo_batch(first, by=BY, at=LATER)

    again = load(saltmarsh, roll(bare))

    assert (outcomes(again), reasons(again)) == (["held"], ["may_be"])
    assert Person.objects.filter(withdrawn_at=None).count() == 1


def test_an_undone_list_takes_what_was_settled_with_it(known: Person, moved: Batch) -> None:
    settle_row(held_row(moved), decision="same", person=known, by=BY, at=LATER)

    undo_batch(moved, by=BY, at=LATER)

    assert Address.objects.filter(person=known, withdrawn_at=None, to_date=None).get().postcode == pupil(1)["Postcode"]


def test_a_row_that_shares_nothing_with_whom_it_is_about_leaves_who_they_are_as_we_hold_it(
    saltmarsh: Organisation, known: Person
) -> None:
    strange = starters(starter(1, Surname="Finch", Forename="Jenny", Postcode="PR8 1AA", ULN=""))
    row = held_row(load(saltmarsh, strange, "college_starters", code="lock"))
    settle_row(row, decision="same", person=known, by=BY, at=LATER)

    # It is remembered for the next list of theirs.
    again = load(saltmarsh, strange, "college_starters", code="lock")

    assert reasons(again) == ["kept_ours"]
    name = Name.objects.get(person=known, withdrawn_at=None)
    assert (name.given_name, name.family_name) == (pupil(1)["Forename"], pupil(1)["Surname"])
    assert Statement.objects.get(withdrawn_at=None).person == known


def test_a_conflict_decided_lets_its_row_be_looked_at_again(saltmarsh: Organisation, known: Person) -> None:
    load(saltmarsh, starters(starter(1)), "college_starters", code="lock")
    other = starters(starter(1, **{"Learning Type": "Apprenticeship"}))
    batch = load(saltmarsh, other, "college_starters", code="quay")
    assert reasons(batch) == ["conflict"]
    [conflict] = Conflict.objects.all()
    decide_conflict(organisation=saltmarsh, conflict_id=conflict.pk, take=True, by=BY, at=LATER)

    row = look_again(held_row(batch), by=BY, at=LATER)

    assert row.outcome == "unchanged"
    assert Statement.objects.filter(withdrawn_at=None).count() == 1
    assert sum_of(batch).held == 0


def _in_work(known: Person) -> NewStatement:
    """Return what the young person said on 20 January: that they work."""
    return NewStatement(
        person_id=known.pk,
        code="310",
        start_date=date(2025, 9, 10),
        verified_date=date(2026, 1, 20),
        how="young_person",
        sender="advisers",
        source="page:status",
    )


def test_each_row_that_waits_for_one_conflict_goes_on_once_it_is_decided(
    saltmarsh: Organisation, known: Person
) -> None:
    record_statement(organisation=saltmarsh, new=_in_work(known), by=BY, at=MORNING)
    # The same list sent twice: the second row waits for the conflict that the first one brought.
    batches = [load(saltmarsh, starters(starter(1)), "college_starters", code="lock") for _ in range(2)]
    assert [(outcomes(each), reasons(each)) for each in batches] == [(["held"], ["conflict"])] * 2
    told = replace(_in_work(known), verified_date=date(2026, 1, 31))
    assert record_statement(organisation=saltmarsh, new=told, by=BY, at=LATER).answered

    let_rows_go_on(organisation=saltmarsh, person_id=known.pk, by=BY, at=LATER)

    assert [outcomes(each) for each in batches] == [["unchanged"]] * 2


def test_rows_of_others_and_those_that_wait_for_something_else_wait_on(saltmarsh: Organisation, known: Person) -> None:
    [second] = hold(saltmarsh, 2)
    record_statement(organisation=saltmarsh, new=_in_work(second), by=BY, at=MORNING)
    theirs = load(saltmarsh, starters(starter(2)), "college_starters", code="lock")
    strange = load(saltmarsh, roll(moved_on(1)))

    let_rows_go_on(organisation=saltmarsh, person_id=known.pk, by=BY, at=LATER)

    assert (reasons(theirs), reasons(strange)) == (["conflict"], ["may_be"])
    assert (outcomes(theirs), outcomes(strange)) == (["held"], ["held"])
    assert not Event.objects.filter(kind="imports.row_settled").exists()
