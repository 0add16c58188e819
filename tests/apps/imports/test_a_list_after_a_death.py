"""What a list says of somebody after the day on which they died is recorded nowhere, and said so at the preview."""

from datetime import date, timedelta

import pytest

from tests.apps.imports.lists import hold, leaver, leavers, load, outcomes, reasons, send, starter, starters
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.contact.sending import stop_contact
from towpath.imports.models import Row
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people, withdraw_fact
from towpath.people.kinds import Kind
from towpath.people.models import ContactStop, Person
from towpath.tracking.actions import StatementRefusedError, record_statement
from towpath.tracking.models import Conflict, Statement
from towpath.tracking.values import NewStatement

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DIED = date(2026, 1, 20)
BY = {"by": SETUP, "at": MORNING}


def dies(person: Person, died: date | None = DIED) -> None:
    stop_contact(person=person, kind="died", from_date=died, source="page:1", **BY)


@pytest.mark.parametrize(
    ("died", "words"),
    [
        (DIED, "They died on 20 January 2026. What they did is recorded up to that day alone."),
        (None, "They have died, and nobody has recorded the day. Record it first where this is from before it."),
    ],
)
def test_a_list_after_a_death_changes_nothing_and_says_why(
    saltmarsh: Organisation, died: date | None, words: str
) -> None:
    [person] = hold(saltmarsh, 1)
    dies(person, died)

    shown = send(saltmarsh, starters(starter(1)), "college_starters")

    # The college's own number for them is kept, and that is all.
    assert (outcomes(shown), reasons(shown)) == (["updated"], ["died"])
    batch = load(saltmarsh, starters(starter(1)), "college_starters", code="again")
    [row] = Row.objects.filter(batch=batch, person=person)
    assert row.because == "died"
    assert [problem["message"] for problem in row.problems if problem["code"] == "died"] == [words]
    assert not Statement.objects.exists()
    assert not Conflict.objects.exists()


@pytest.mark.parametrize(("as_at", "is_told"), [(DIED - timedelta(days=1), True), (DIED, True), (DAY, False)])
def test_what_a_list_says_of_days_before_the_death_is_kept(saltmarsh: Organisation, as_at: date, is_told: bool) -> None:
    [person] = hold(saltmarsh, 1)
    dies(person)

    load(saltmarsh, starters(starter(1)), "college_starters", as_at=as_at)

    assert Statement.objects.exists() is is_told


def test_a_death_taken_back_lets_the_next_list_speak(saltmarsh: Organisation) -> None:
    [person] = hold(saltmarsh, 1)
    dies(person)
    load(saltmarsh, starters(starter(1)), "college_starters")
    held = ContactStop.objects.get(kind="died")
    withdraw_fact(person=person, kind=Kind.STOPS, fact_id=held.pk, source="page:2", **BY)

    load(saltmarsh, starters(starter(1)), "college_starters", code="again")

    assert Statement.objects.get().person_id == person.pk


@pytest.mark.parametrize("was_there", [True, False])
def test_a_leaver_who_died_is_no_question_for_anybody(saltmarsh: Organisation, was_there: bool) -> None:
    [person] = hold(saltmarsh, 1)
    if was_there:
        load(saltmarsh, starters(starter(1)), "college_starters", code="lock")
    told = list(Statement.objects.all())
    dies(person)

    gone = {"Leaving Date": "25/01/2026", "Destination": "Not known"}
    batch = load(saltmarsh, leavers(leaver(1, **gone)), "college_leavers", code="lock")

    assert (outcomes(batch), reasons(batch)) == (["unchanged" if was_there else "updated"], ["died"])
    assert list(Statement.objects.filter(withdrawn_at__isnull=True)) == told


@pytest.mark.parametrize("is_death_on_the_leader", [True, False])
def test_whoever_records_it_by_hand_is_told_why_not(saltmarsh: Organisation, is_death_on_the_leader: bool) -> None:
    person, joined = hold(saltmarsh, 1, 2)
    dies(person if is_death_on_the_leader else joined)
    merge_people(person=joined, same_as=person, **BY)
    new = NewStatement(
        person_id=person.pk, code="619", start_date=DIED + timedelta(days=1), how="parent", sender="advisers",
        source="page:status",
    )  # fmt: skip

    with pytest.raises(StatementRefusedError, match="They died on 20 January 2026"):
        record_statement(organisation=saltmarsh, new=new, **BY)
