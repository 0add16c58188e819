from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.moments import MORNING
from tests.factories.people import make_pupils
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.people.models import Alias
from towpath.standards import Group
from towpath.tracking.actions import (
    StatementRefusedError,
    decide_conflict,
    decide_proposal,
    propose_statement,
    rebuild_all_spells,
    record_statement,
    record_statements,
    withdraw_source,
    withdraw_statements,
)
from towpath.tracking.actions.decisions import AlreadyDecidedError
from towpath.tracking.actions.withdrawing import AlreadyWithdrawnError
from towpath.tracking.models import Conflict, Proposal, Spell, Statement
from towpath.tracking.values import NewStatement, Outcome, Recorded

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people(saltmarsh: Organisation) -> list[int]:
    return make_pupils(saltmarsh, 4)


@pytest.fixture
def person_id(people: list[int]) -> int:
    return people[0]


@pytest.fixture
def college(person_id: int) -> NewStatement:
    return NewStatement(
        person_id=person_id,
        code="230",
        start_date=date(2025, 9, 8),
        verified_date=date(2025, 10, 1),
        expected_end_date=date(2026, 7, 17),
        how="provider_list",
        sender="canalside-college",
        source="import:1:7",
    )


@pytest.fixture
def call(person_id: int) -> NewStatement:
    """Return a call, ten days after the list would have been, in which the young person said they are not there."""
    return NewStatement(
        person_id=person_id,
        code="619",
        start_date=date(2025, 9, 20),
        verified_date=date(2025, 10, 11),
        how="young_person",
        sender="adviser",
        source="page:chase",
    )


def spells(person_id: int) -> list[tuple[date, date | None, str]]:
    rows = Spell.objects.filter(person_id=person_id).order_by("from_date")
    return [(row.from_date, row.to_date, row.code) for row in rows]


def test_a_statement_is_kept_and_its_spell_projected(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement
) -> None:
    recorded = record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)

    assert recorded.outcome is Outcome.CREATED
    spell = Spell.objects.get()
    assert (spell.from_date, spell.to_date, spell.group) == (date(2025, 9, 8), date(2026, 7, 17), Group.EET.value)
    assert spell.statement_id == recorded.statement_id
    assert Event.objects.filter(kind="tracking.statement_recorded").count() == 1


def test_the_same_news_twice_changes_nothing(saltmarsh: Organisation, adviser: Viewer, college: NewStatement) -> None:
    record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)
    written = Event.objects.filter(kind="tracking.statement_recorded").count()

    again = replace(college, source="import:2:9")
    recorded = record_statement(organisation=saltmarsh, new=again, by=adviser.actor, at=MORNING + timedelta(days=1))

    assert recorded.outcome is Outcome.UNCHANGED
    assert Statement.objects.count() == 1
    assert Event.objects.filter(kind="tracking.statement_recorded").count() == written
    assert Event.objects.latest("pk").kind == "tracking.statement_told_again"


def test_the_same_news_twice_on_one_list_is_written_once(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement
) -> None:
    recorded = record_statements(
        organisation=saltmarsh,
        incoming=[college, replace(college, source="import:1:8")],
        by=adviser.actor,
        at=MORNING,
    )

    assert [each.outcome for each in recorded] == [Outcome.CREATED, Outcome.UNCHANGED]
    assert recorded[1].statement_id == recorded[0].statement_id


def test_a_confirmation_is_a_new_statement(saltmarsh: Organisation, adviser: Viewer, college: NewStatement) -> None:
    record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)
    confirmed = replace(college, verified_date=date(2026, 1, 20))

    record_statement(organisation=saltmarsh, new=confirmed, by=adviser.actor, at=MORNING)

    assert Statement.objects.count() == 2
    assert spells(college.person_id) == [(date(2025, 9, 8), date(2026, 7, 17), "230")]


def test_a_contradiction_within_the_councils_days_is_held(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement, call: NewStatement
) -> None:
    kept = record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)

    recorded = record_statement(organisation=saltmarsh, new=call, by=adviser.actor, at=MORNING)

    assert recorded.outcome is Outcome.HELD
    conflict = Conflict.objects.get(pk=recorded.conflict_id)
    assert (conflict.contradicts_id, conflict.state) == (kept.statement_id, "open")
    assert spells(college.person_id) == [(date(2025, 9, 8), date(2026, 7, 17), "230")]


def test_a_held_contradiction_is_held_once(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement, call: NewStatement
) -> None:
    for new in (college, call, call):
        recorded = record_statement(organisation=saltmarsh, new=new, by=adviser.actor, at=MORNING)

    assert recorded.outcome is Outcome.HELD
    assert Conflict.objects.count() == 1


def test_taking_a_conflict_lets_it_speak_in_place_of_what_it_contradicts(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement, call: NewStatement
) -> None:
    record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)
    held = record_statement(organisation=saltmarsh, new=call, by=adviser.actor, at=MORNING)

    conflict = decide_conflict(
        organisation=saltmarsh, conflict_id=held.conflict_id or 0, take=True, by=adviser.actor, at=MORNING
    )

    assert spells(college.person_id) == [(date(2025, 9, 20), None, "619")]
    assert conflict.statement is not None
    assert conflict.statement.replaces_id == conflict.contradicts_id
    [logged] = Event.objects.filter(kind="tracking.statement_withdrawn")
    assert logged.subject == f"tracking_statement:{conflict.contradicts_id}"


def test_refusing_a_conflict_keeps_the_ledger_and_is_remembered(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement, call: NewStatement
) -> None:
    record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)
    held = record_statement(organisation=saltmarsh, new=call, by=adviser.actor, at=MORNING)

    decide_conflict(organisation=saltmarsh, conflict_id=held.conflict_id or 0, take=False, by=adviser.actor, at=MORNING)
    again = record_statement(organisation=saltmarsh, new=call, by=adviser.actor, at=MORNING)

    assert again.outcome is Outcome.UNCHANGED
    assert Statement.objects.count() == 1
    assert spells(college.person_id) == [(date(2025, 9, 8), date(2026, 7, 17), "230")]


def two_lists(saltmarsh: Organisation, adviser: Viewer, college: NewStatement) -> tuple[NewStatement, Recorded]:
    """Hold what a second college says of somebody whom the first has too, and return it with what became of it."""
    record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)
    other = replace(college, sender="weir", source="import:2:7", provider_name="Weir College", code="220")
    other = replace(other, verified_date=date(2025, 10, 1))
    return other, record_statement(organisation=saltmarsh, new=other, by=adviser.actor, at=MORNING)


@pytest.mark.parametrize("says_the_news", [True, False])
def test_what_is_told_by_whoever_was_asked_settles_two_lists_that_disagree(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement, says_the_news: bool
) -> None:
    other, held = two_lists(saltmarsh, adviser, college)
    asked = replace(other if says_the_news else college, how="young_person", sender="advisers", source="page:status")

    told = record_statement(organisation=saltmarsh, new=asked, by=adviser.actor, at=MORNING)

    assert held.outcome is Outcome.HELD
    assert (told.outcome, told.answered) == (Outcome.CREATED, ("import:2:7",))
    conflict = Conflict.objects.get()
    assert (conflict.state, conflict.decided_by) == ("taken" if says_the_news else "refused", adviser.actor.user)
    assert conflict.statement_id == told.statement_id
    assert [code for _, _, code in spells(college.person_id)] == ["220" if says_the_news else "230"]
    assert Event.objects.get(kind="tracking.conflict_answered").user == adviser.actor.user


@pytest.mark.parametrize(("heard", "still_stands"), [(date(2025, 10, 1), False), (date(2025, 10, 4), True)])
def test_what_lost_is_taken_back_only_where_it_would_go_on_speaking(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement, heard: date, still_stands: bool
) -> None:
    other, _ = two_lists(saltmarsh, adviser, replace(college, verified_date=date(2025, 10, 3)))
    asked = replace(other, how="young_person", sender="advisers", source="page:status", verified_date=heard)

    told = record_statement(organisation=saltmarsh, new=asked, by=adviser.actor, at=MORNING)

    lost = Statement.objects.get(sender=college.sender)
    assert told.answered == ("import:2:7",)
    assert (lost.withdrawn_at is None) is still_stands
    logged = Event.objects.filter(kind="tracking.statement_withdrawn").values_list("subject", flat=True)
    assert list(logged) == ([] if still_stands else [f"tracking_statement:{lost.pk}"])
    assert [code for _, _, code in spells(college.person_id)] == ["220"]


def test_two_lists_that_disagree_wait_on_where_nobody_who_was_asked_spoke(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement
) -> None:
    two_lists(saltmarsh, adviser, college)
    third = replace(college, sender="lock", source="import:3:7", verified_date=date(2025, 10, 2))

    told = record_statement(organisation=saltmarsh, new=third, by=adviser.actor, at=MORNING)

    assert told.answered == ()
    assert Conflict.objects.filter(state="open").count() == 1


@pytest.mark.parametrize("how", ["another_council", "partner", "employer", "social_worker", "youth_justice"])
def test_a_row_of_a_list_decides_no_conflict_whoever_s_word_it_carries(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement, how: str
) -> None:
    other, _ = two_lists(saltmarsh, adviser, college)
    row = replace(other, how=how, sender="liverpool", source="import:3:9", verified_date=date(2025, 10, 2))

    [told] = record_statements(organisation=saltmarsh, incoming=[row], by=adviser.actor, at=MORNING)

    # It contradicts the first college too, so that it waits beside the second.
    assert (told.outcome, told.answered) == (Outcome.HELD, ())
    assert list(Conflict.objects.values_list("state", flat=True)) == ["open", "open"]
    assert spells(college.person_id) == [(date(2025, 9, 8), date(2026, 7, 17), "230")]


def test_a_conflict_is_decided_once(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement, call: NewStatement
) -> None:
    record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)
    held = record_statement(organisation=saltmarsh, new=call, by=adviser.actor, at=MORNING)
    about = {"organisation": saltmarsh, "conflict_id": held.conflict_id or 0, "by": adviser.actor, "at": MORNING}
    decide_conflict(take=True, **about)

    with pytest.raises(AlreadyDecidedError):
        decide_conflict(take=False, **about)


def test_another_council_cannot_decide_our_conflict(
    saltmarsh: Organisation, farbank: Organisation, adviser: Viewer, college: NewStatement, call: NewStatement
) -> None:
    record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)
    held = record_statement(organisation=saltmarsh, new=call, by=adviser.actor, at=MORNING)

    with pytest.raises(AlreadyDecidedError):
        decide_conflict(
            organisation=farbank, conflict_id=held.conflict_id or 0, take=True, by=adviser.actor, at=MORNING
        )
    assert Conflict.objects.get().state == "open"


def test_what_may_not_be_written_is_refused_with_its_field(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement
) -> None:
    before_birth = replace(college, start_date=date(2009, 5, 3), verified_date=None)

    with pytest.raises(StatementRefusedError) as refused:
        record_statement(organisation=saltmarsh, new=before_birth, by=adviser.actor, at=MORNING)

    assert [refusal.field for refusal in refused.value.refusals] == ["start_date"]
    assert not Statement.objects.exists()
    assert not Event.objects.filter(kind__startswith="tracking").exists()


def test_one_refused_row_does_not_stop_the_others(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement
) -> None:
    recorded = record_statements(
        organisation=saltmarsh, incoming=[replace(college, code="999"), college], by=adviser.actor, at=MORNING
    )

    assert [each.outcome for each in recorded] == [Outcome.REFUSED, Outcome.CREATED]


def test_hearsay_is_not_written(saltmarsh: Organisation, adviser: Viewer, college: NewStatement) -> None:
    with pytest.raises(StatementRefusedError, match="lead, not a confirmation"):
        record_statement(organisation=saltmarsh, new=replace(college, how="hearsay"), by=adviser.actor, at=MORNING)


def test_a_proposal_is_no_statement_until_somebody_takes_it(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement
) -> None:
    proposal = propose_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)
    assert spells(college.person_id) == []

    decide_proposal(organisation=saltmarsh, proposal_id=proposal.pk, take=True, by=adviser.actor, at=MORNING)

    assert spells(college.person_id) == [(date(2025, 9, 8), date(2026, 7, 17), "230")]
    assert Proposal.objects.get().state == "taken"


def test_withdrawing_a_statement_takes_its_spell_away(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement
) -> None:
    recorded = record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)
    about = {"organisation": saltmarsh, "statement_ids": [recorded.statement_id], "by": adviser.actor, "at": MORNING}

    assert withdraw_statements(reason="wrong_person", **about) == 1
    assert spells(college.person_id) == []
    with pytest.raises(AlreadyWithdrawnError):
        withdraw_statements(reason="wrong_person", **about)


def test_withdrawing_a_source_takes_its_parts_and_no_others(
    saltmarsh: Organisation, adviser: Viewer, people: list[int], college: NewStatement
) -> None:
    others = people[1:3]
    record_statements(
        organisation=saltmarsh,
        incoming=[
            college,
            replace(college, person_id=others[0], source="import:1"),
            replace(college, person_id=others[1], source="import:12:7"),
        ],
        by=adviser.actor,
        at=MORNING,
    )

    assert withdraw_source(organisation=saltmarsh, source="import:1", by=adviser.actor, at=MORNING) == 2
    assert list(Statement.objects.filter(withdrawn_at=None).values_list("source", flat=True)) == ["import:12:7"]


def test_a_withdrawn_source_refuses_its_open_conflicts(
    saltmarsh: Organisation, adviser: Viewer, college: NewStatement, call: NewStatement
) -> None:
    record_statement(organisation=saltmarsh, new=college, by=adviser.actor, at=MORNING)
    record_statement(organisation=saltmarsh, new=call, by=adviser.actor, at=MORNING)

    withdraw_source(organisation=saltmarsh, source="page:chase", by=adviser.actor, at=MORNING)

    assert Conflict.objects.get().state == "refused"


def test_a_merged_person_has_one_history(
    saltmarsh: Organisation, adviser: Viewer, people: list[int], college: NewStatement
) -> None:
    twice = people[1]
    Alias.objects.create(
        organisation=saltmarsh, person_id=twice, same_as_id=college.person_id, made_at=MORNING, made_by="x"
    )
    earlier = NewStatement(
        person_id=twice,
        code="619",
        start_date=date(2025, 9, 1),
        how="parent",
        sender="adviser",
        source="page:chase",
    )

    record_statements(organisation=saltmarsh, incoming=[college, earlier], by=adviser.actor, at=MORNING)

    assert spells(college.person_id) == [
        (date(2025, 9, 1), date(2025, 9, 7), "619"),
        (date(2025, 9, 8), date(2026, 7, 17), "230"),
    ]
    assert spells(twice) == []


def test_rebuilding_everything_changes_nothing(
    saltmarsh: Organisation, adviser: Viewer, people: list[int], college: NewStatement
) -> None:
    others = people[1:]
    record_statements(
        organisation=saltmarsh,
        incoming=[college, *(replace(college, person_id=other) for other in others)],
        by=adviser.actor,
        at=MORNING,
    )
    before = [spells(person_id) for person_id in (college.person_id, *others)]

    assert rebuild_all_spells(organisation=saltmarsh, by=adviser.actor, at=MORNING) == 4
    assert [spells(person_id) for person_id in (college.person_id, *others)] == before


def test_the_number_of_queries_does_not_grow_with_the_list(saltmarsh: Organisation, adviser: Viewer) -> None:
    people = make_pupils(saltmarsh, 40)

    def queries_for(count: int, code: str) -> int:
        incoming = [
            NewStatement(
                person_id=person_id,
                code=code,
                start_date=date(2025, 9, 8),
                how="provider_list",
                sender="college",
                source="import:1",
            )
            for person_id in people[:count]
        ]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            record_statements(organisation=saltmarsh, incoming=incoming, by=adviser.actor, at=MORNING)
        return len(captured)

    assert queries_for(3, "210") == queries_for(40, "230")
