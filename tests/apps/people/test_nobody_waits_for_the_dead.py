"""Once somebody has died, no list asks anybody to ring, meet, chase or place them; a mistake taken back asks again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.factories.answers import RING_ME, make_answer
from tests.factories.cast import SETUP, make_viewer
from tests.factories.charter import forward, make_opportunity, make_signing, register
from tests.factories.desk import make_leaver_notice
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from tests.factories.people import WREN, make_person, pupil
from tests.factories.programmes import join, make_pre_employment, make_run
from tests.factories.referrals import accept_for, make_referral
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.answers.queries import list_open_answers, list_wishes
from towpath.applications.actions import record_step, shortlist
from towpath.applications.queries import list_proposing
from towpath.caseload.actions import close_case, open_case
from towpath.caseload.queries import count_cases, list_cases, list_cases_of, list_cases_to_close, list_own_cases
from towpath.charter.queries import list_awaited, list_seekers
from towpath.contact.actions import NextStep
from towpath.contact.sending import stop_contact
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people, set_return_fact, withdraw_fact
from towpath.people.kinds import Kind
from towpath.people.models import ContactStop, Person
from towpath.people.queries import list_dead
from towpath.programmes.models import TaughtSession
from towpath.programmes.queries import list_register
from towpath.referrals.models import Referral
from towpath.referrals.queries import list_waiting
from towpath.rules.applications import WAY, Stage
from towpath.tasks.actions import add_task
from towpath.tasks.queries import count_overdue, list_own_tasks, list_tasks_of
from towpath.tracking.actions import (
    StatementRefusedError,
    decide_conflict,
    decide_proposal,
    propose_statement,
    record_statement,
)
from towpath.tracking.models import Conflict, Proposal, Statement
from towpath.tracking.models.statement import Waiting
from towpath.tracking.queries import list_conflicts
from towpath.tracking.queries.notices import list_waiting_notices
from towpath.tracking.queries.teaching import list_taught_across
from towpath.tracking.queries.waiting import list_proposals
from towpath.tracking.values import NewStatement

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DIED, YESTERDAY = date(2026, 1, 20), DAY - timedelta(days=1)
BY = {"by": SETUP, "at": MORNING}


@dataclass
class Council:
    """Who looks, and what is true of one young person of theirs."""

    organisation: Organisation
    viewer: Viewer
    user: User


@pytest.fixture
def council(saltmarsh: Organisation) -> Council:
    # No role may see every list, so each test looks as whoever works that one.
    viewer = make_viewer(saltmarsh, "adviser")
    return Council(saltmarsh, viewer, User.objects.get(pk=viewer.user_id))


def a_case(council: Council, person: Person) -> None:
    step = NextStep(DAY, "Ring about college")
    because = "Left college"
    open_case(person=person, adviser=council.user, level_of_need="2", because=because, next_step=step, **BY)


def a_task(council: Council, person: Person) -> None:
    add_task(
        organisation=council.organisation, person=person, kind="next_step", words="Ring", due_date=YESTERDAY,
        owner=council.user, **BY,
    )  # fmt: skip


def said(person: Person, code: str, sender: str, how: str) -> NewStatement:
    return NewStatement(
        person_id=person.pk, code=code, start_date=date(2025, 9, 8), verified_date=date(2025, 10, 1), how=how,
        sender=sender, source=f"page:{sender}",
    )  # fmt: skip


def a_conflict(council: Council, person: Person) -> None:
    for code, sender, how in (("230", "lock-college", "provider_list"), ("619", "adviser", "young_person")):
        record_statement(organisation=council.organisation, new=said(person, code, sender, how), **BY)


def a_proposal(council: Council, person: Person) -> None:
    propose_statement(organisation=council.organisation, new=said(person, "230", "lock-college", "provider_list"), **BY)


def a_start_to_agree(council: Council, person: Person) -> None:
    opening = make_opening(make_college(council.organisation), start_date=date(2026, 1, 5))
    application = shortlist(person=person, opening=opening, why="Likes building", **BY)
    for stage in WAY[1 : WAY.index(Stage.STARTED) + 1]:
        application.refresh_from_db()
        record_step(
            application=application, version=application.version, stage=stage, happened_date=DAY,
            said_by="provider_contact", **BY,
        )  # fmt: skip


def a_notice(council: Council, person: Person) -> None:
    make_leaver_notice(person)


def a_wish_for_work(council: Council, person: Person) -> None:
    register(person)


def somebody_put_forward(council: Council, person: Person) -> None:
    register(person)
    forward(person, make_opportunity(make_signing(council.organisation)))


def a_place_on_a_run(council: Council, person: Person) -> None:
    join(make_run(make_pre_employment(council.organisation), council.user), person)


def an_answer(council: Council, person: Person) -> None:
    make_answer(council.viewer, person)


def a_wish_to_be_rung(council: Council, person: Person) -> None:
    make_answer(council.viewer, person, RING_ME)


def taught_elsewhere(council: Council, person: Person) -> None:
    set_return_fact(person=person, field="educated_la", value="341", source="page:1", **BY)


def taught_across(council: Council) -> list[int]:
    return [one.person_id for people in list_taught_across(council.viewer, DAY).values() for one in people]


def next_session(council: Council) -> TaughtSession:
    return TaughtSession.objects.filter(session_date__gte=DIED).order_by("session_date")[0]


def ids(rows: Iterable[object]) -> list[int]:
    return [row.person_id for row in rows]  # type: ignore[attr-defined]


Lister = Callable[[Council], list[int]]
LISTS: dict[str, tuple[Callable[[Council, Person], None], str, Lister]] = {
    "my cases": (a_case, "adviser", lambda c: ids(list_own_cases(c.viewer, DAY))),
    "the team's cases": (a_case, "manager", lambda c: ids(list_cases(c.viewer, DAY))),
    "my tasks": (a_task, "adviser", lambda c: ids(list_own_tasks(c.viewer, DAY))),
    "sources that disagree": (a_conflict, "tracking_officer", lambda c: ids(list_conflicts(c.viewer, DAY))),
    "proposals": (a_proposal, "tracking_officer", lambda c: ids(list_proposals(c.viewer, DAY))),
    "starts to agree": (a_start_to_agree, "tracking_officer", lambda c: ids(list_proposing(c.viewer, DAY))),
    "notices of leavers": (
        a_notice, "tracking_officer", lambda c: [each.notice.person_id for each in list_waiting_notices(c.viewer, DAY)],
    ),
    "who would like work": (a_wish_for_work, "adviser", lambda c: list(list_seekers(c.viewer, DAY))),
    "employers to ask": (somebody_put_forward, "adviser", lambda c: ids(list_awaited(c.viewer, DAY))),
    "answers to decide": (an_answer, "tracking_officer", lambda c: ids(list_open_answers(c.viewer, DAY))),
    "what was asked for by a link": (a_wish_to_be_rung, "adviser", lambda c: ids(list_wishes(c.viewer, DAY))),
    "who is taught elsewhere": (taught_elsewhere, "tracking_officer", taught_across),
    "a register": (
        a_place_on_a_run, "adviser",
        lambda c: [each.participation.person_id for each in list_register(c.viewer, next_session(c), DAY)],
    ),
}  # fmt: skip


def dies(person: Person) -> None:
    stop_contact(person=person, kind="died", from_date=DIED, source="page:1", **BY)


def take_back(person: Person) -> None:
    held = ContactStop.objects.get(kind="died", withdrawn_at__isnull=True)
    withdraw_fact(person=person, kind=Kind.STOPS, fact_id=held.pk, source="page:2", **BY)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_leaves_out_who_died_and_asks_again_once_it_was_a_mistake(council: Council, name: str) -> None:
    make, role, listed = LISTS[name]
    person, living = make_person(council.organisation, WREN), make_person(council.organisation, pupil(2))
    make(council, person)
    looking = council if role == "adviser" else Council(council.organisation, as_(council, role), council.user)
    assert listed(looking) == [person.pk]

    dies(person)
    assert listed(looking) == []

    take_back(person)
    assert listed(looking) == [person.pk]
    dies(living)
    assert listed(looking) == [person.pk]


def as_(council: Council, role: str) -> Viewer:
    return make_viewer(council.organisation, role)


def take_or_leave(waiting: Waiting, *, take: bool) -> None:
    """Decide what waits, as somebody does whose page was open before the death was recorded."""
    if isinstance(waiting, Conflict):
        decide_conflict(organisation=waiting.organisation, conflict_id=waiting.pk, take=take, **BY)
    else:
        decide_proposal(organisation=waiting.organisation, proposal_id=waiting.pk, take=take, **BY)


WAITING = [(a_conflict, Conflict), (a_proposal, Proposal)]


@pytest.mark.parametrize(("make", "model"), WAITING)
def test_on_a_page_still_open_what_waits_is_not_taken_of_who_died_meanwhile(
    council: Council, make: Callable[[Council, Person], None], model: type[Waiting]
) -> None:
    leader, person = make_person(council.organisation, WREN), make_person(council.organisation, pupil(2))
    make(council, person)
    merge_people(person=person, same_as=leader, **BY)
    waiting, written = model.objects.get(), Statement.objects.count()
    # It vouches for 1 October, and so does what it contradicts.
    stop_contact(person=leader, kind="died", from_date=date(2025, 9, 30), source="page:1", **BY)

    with pytest.raises(StatementRefusedError, match="They died on 30 September 2025"):
        take_or_leave(waiting, take=True)

    assert Statement.objects.filter(withdrawn_at__isnull=True).count() == written
    assert model.objects.get().state == Waiting.State.OPEN
    take_or_leave(waiting, take=False)
    assert model.objects.get().state == Waiting.State.REFUSED


@pytest.mark.parametrize(("make", "model"), WAITING)
def test_what_was_so_before_somebody_died_is_taken(
    council: Council, make: Callable[[Council, Person], None], model: type[Waiting]
) -> None:
    person = make_person(council.organisation, WREN)
    make(council, person)
    stop_contact(person=person, kind="died", from_date=date(2025, 10, 1), source="page:1", **BY)

    take_or_leave(model.objects.get(), take=True)

    assert model.objects.get().state == Waiting.State.TAKEN


@pytest.mark.parametrize("is_case_on_the_leader", [True, False])
def test_what_hangs_on_another_record_of_theirs_stops_too(council: Council, is_case_on_the_leader: bool) -> None:
    leader, joined = make_person(council.organisation, WREN), make_person(council.organisation, pupil(2))
    with_case, with_death = (leader, joined) if is_case_on_the_leader else (joined, leader)
    a_case(council, with_case)
    dies(with_death)

    merge_people(person=joined, same_as=leader, **BY)

    assert list_dead(council.viewer, DAY) == {leader.pk, joined.pk}
    assert not list_own_cases(council.viewer, DAY).exists()


def test_nobody_of_the_next_council_is_told_who_died_here(council: Council, stranger: Viewer) -> None:
    dies(make_person(council.organisation, WREN))

    assert len(list_dead(council.viewer, DAY)) == 1
    assert list_dead(stranger, DAY) == frozenset()


def test_nothing_is_late_of_who_died_and_what_others_are_owed_stays(council: Council) -> None:
    person = make_person(council.organisation, WREN)
    a_case(council, person)
    a_task(council, person)
    add_task(
        organisation=council.organisation, person=person, kind="complaint", words="Answer the aunt", due_date=YESTERDAY,
        owner=council.user, **BY,
    )  # fmt: skip
    assert count_overdue(council.viewer, DAY) == 2

    dies(person)

    assert count_overdue(council.viewer, DAY) == 1
    assert [task.words for task in list_tasks_of(council.viewer, [person.pk], DAY)[person.pk]] == ["Answer the aunt"]
    assert count_cases(council.viewer, DAY) == {}


def test_a_case_of_who_died_can_still_be_read_and_is_closed_in_one_step(council: Council) -> None:
    person = make_person(council.organisation, WREN)
    a_case(council, person)
    dies(person)
    case = list_cases_of(council.viewer, [person.pk], DAY)[person.pk]
    assert list(list_cases_to_close(council.viewer, DAY)) == [case]

    close_case(case=case, version=case.version, because="died", **BY)

    assert not list_cases_to_close(council.viewer, DAY).exists()


def test_of_a_referral_the_first_contact_is_not_owed_once_they_died(council: Council) -> None:
    triage = as_(council, "manager")
    referral = accept_for(make_referral(council.organisation), council.user)
    Referral.objects.filter(pk=referral.pk).update(told_at=MORNING)
    unanswered = make_referral(council.organisation, sending="two", given_name="Otto")
    assert {each.referral.pk for each in list_waiting(triage, DAY)} == {referral.pk, unanswered.pk}

    dies(referral.person)

    assert [each.referral.pk for each in list_waiting(triage, DAY)] == [unanswered.pk]
