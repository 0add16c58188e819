"""What a statement or a list had settled waits again once it is taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories.moments import MORNING
from tests.factories.people import make_pupils
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.tracking.actions import decide_conflict, record_statement, withdraw_source, withdraw_statements
from towpath.tracking.models import Conflict
from towpath.tracking.values import NewStatement, Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = MORNING + timedelta(minutes=1)


@pytest.fixture
def college(saltmarsh: Organisation) -> NewStatement:
    return NewStatement(
        person_id=make_pupils(saltmarsh, 1)[0],
        code="230",
        start_date=date(2025, 9, 8),
        verified_date=date(2025, 10, 1),
        expected_end_date=date(2026, 7, 17),
        how="provider_list",
        sender="canalside-college",
        source="import:1:7",
    )


@pytest.fixture
def other(college: NewStatement) -> NewStatement:
    """Return what a second college's list says of the same days."""
    return replace(college, code="220", sender="weir", source="import:2:7", provider_name="Weir College")


@pytest.fixture
def two_lists(saltmarsh: Organisation, adviser: Viewer, college: NewStatement, other: NewStatement) -> Conflict:
    for each in (college, other):
        record_statement(organisation=saltmarsh, new=each, by=adviser.actor, at=MORNING)
    return Conflict.objects.get()


def test_a_list_that_was_taken_back_is_asked_about_anew_when_it_comes_again(
    saltmarsh: Organisation, adviser: Viewer, other: NewStatement, two_lists: Conflict
) -> None:
    withdraw_source(organisation=saltmarsh, source="import:2", by=adviser.actor, at=LATER)
    again = record_statement(
        organisation=saltmarsh, new=replace(other, source="import:3:7"), by=adviser.actor, at=LATER
    )

    assert again.outcome is Outcome.HELD
    assert list(Conflict.objects.order_by("pk").values_list("state", "source")) == [
        ("refused", "import:2:7"),
        ("open", "import:3:7"),
    ]


def test_a_conflict_that_a_person_refused_is_not_asked_again(
    saltmarsh: Organisation, adviser: Viewer, other: NewStatement, two_lists: Conflict
) -> None:
    decide_conflict(organisation=saltmarsh, conflict_id=two_lists.pk, take=False, by=adviser.actor, at=LATER)
    withdraw_source(organisation=saltmarsh, source="import:2", by=adviser.actor, at=LATER)

    again = record_statement(
        organisation=saltmarsh, new=replace(other, source="import:3:7"), by=adviser.actor, at=LATER
    )

    assert again.outcome is Outcome.UNCHANGED


@pytest.mark.parametrize("says_the_news", [True, False])
@pytest.mark.parametrize("is_by_source", [True, False])
def test_two_lists_disagree_again_once_what_settled_it_is_taken_back(
    saltmarsh: Organisation,
    adviser: Viewer,
    college: NewStatement,
    other: NewStatement,
    two_lists: Conflict,
    says_the_news: bool,
    is_by_source: bool,
) -> None:
    asked = replace(other if says_the_news else college, how="young_person", sender="advisers", source="page:status")
    told = record_statement(organisation=saltmarsh, new=asked, by=adviser.actor, at=LATER)
    assert told.answered == ("import:2:7",)

    about = {"organisation": saltmarsh, "by": adviser.actor, "at": LATER + timedelta(minutes=1)}
    if is_by_source:
        withdraw_source(source="page:status", **about)
    else:
        withdraw_statements(statement_ids=[told.statement_id or 0], reason="not_said", **about)

    two_lists.refresh_from_db()
    assert (two_lists.state, two_lists.decided_by, two_lists.statement_id) == ("open", "", None)
    assert Event.objects.get(kind="tracking.conflict_reopened").user == adviser.actor.user


def test_news_that_a_person_took_counts_as_refused_once_the_statement_it_became_is_taken_back(
    saltmarsh: Organisation, adviser: Viewer, two_lists: Conflict
) -> None:
    taken = decide_conflict(organisation=saltmarsh, conflict_id=two_lists.pk, take=True, by=adviser.actor, at=LATER)

    withdraw_statements(
        organisation=saltmarsh, statement_ids=[taken.statement_id or 0], by=adviser.actor, at=LATER, reason="not_said"
    )

    assert Conflict.objects.get().state == "refused"
