"""Working down a list by phone: nobody rung by two, nothing recorded twice, and what came of it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.cast import SETUP, make_user
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.clock import LONDON
from towpath.contact.actions import ContactRefusedError, record_contact, strike_out_contact
from towpath.contact.models import ContactEvent
from towpath.contact.queries import count_answers, list_tries
from towpath.contact.sending import stop_contact
from towpath.jobs.running import Running
from towpath.organisation.models import Organisation
from towpath.people.models import ContactRoute, Person
from towpath.rules.attempts import Way
from towpath.tracking.actions import (
    CallOutcome,
    SampleRefusedError,
    SessionRefusedError,
    draw_sample,
    judge_confirmation,
    leave_session,
    overrule_stop,
    record_statements,
    record_turn,
    settle_turn,
    start_session,
    take_next,
    undo_turn,
)
from towpath.tracking.jobs import draw_last_month
from towpath.tracking.models import CallSession, CallTurn, PersonLease, SampledConfirmation
from towpath.tracking.queries import (
    SampledNotFoundError,
    SessionNotFoundError,
    achieved_by_all,
    achieved_in,
    get_sampled,
    get_session,
    get_turn,
    is_elsewhere,
    list_sampled,
    list_sessions,
    sampled_by_month,
    trying_of,
)
from towpath.tracking.values import NewStatement

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NO_ANSWER = CallOutcome(channel="phone", outcome="no_answer")
SPOKE = CallOutcome(channel="phone", outcome="spoke")


@pytest.fixture
def people(saltmarsh: Organisation) -> list[int]:
    return make_pupils(saltmarsh, 3)


@pytest.fixture
def officers(saltmarsh: Organisation) -> tuple[User, User]:
    return make_user(saltmarsh, "tracking_officer"), make_user(saltmarsh, "adviser")


@pytest.fixture
def begin(saltmarsh: Organisation, people: list[int]) -> Callable[[User], CallSession]:
    def begun(user: User, code: str = "never_known") -> CallSession:
        return start_session(organisation=saltmarsh, user=user, list_code=code, person_ids=people, by=SETUP, at=MORNING)

    return begun


def take(session: CallSession, people: list[int], *, minutes: int = 0) -> int | None:
    turn = take_next(session=session, standing=people, by=SETUP, at=MORNING + timedelta(minutes=minutes))
    return turn.person_id if turn else None


def done(session: CallSession, person_id: int, told: CallOutcome = NO_ANSWER, *, minutes: int = 1) -> ContactEvent:
    turn = session.turns.select_related("session__user").get(person_id=person_id)
    at = MORNING + timedelta(minutes=minutes)
    by = SETUP.__class__("saltmarsh", session.user.public_id, "tracking_officer")
    return record_turn(turn=turn, person=Person.objects.get(pk=person_id), told=told, by=by, at=at)


def test_two_who_work_one_list_are_never_given_the_same_person(
    people: list[int], officers: tuple[User, User], begin: Callable[[User], CallSession]
) -> None:
    mine, theirs = (begin(user) for user in officers)

    assert take(mine, people) == people[0]
    assert take(theirs, people) == people[1]
    # Asking again gives the same, and what a colleague tried meanwhile is passed over for good.
    assert take(mine, people, minutes=1) == people[0]
    done(mine, people[0], minutes=2)
    assert take(mine, people, minutes=3) == people[2]
    assert take(theirs, people, minutes=4) == people[1]
    done(theirs, people[1], minutes=5)
    assert take(theirs, people, minutes=6) is None
    assert theirs.turns.get(person_id=people[0]).state == CallTurn.State.PASSED


def test_a_colleagues_text_to_everybody_empties_nobodys_session(
    saltmarsh: Organisation, people: list[int], officers: tuple[User, User], begin: Callable[[User], CallSession]
) -> None:
    mine, colleague = begin(officers[0]), officers[1]
    by = SETUP.__class__("saltmarsh", colleague.public_id, "adviser")
    for person_id, channel, outcome in zip(
        people, ("text", "phone", "text"), ("sent", "no_answer", "replied"), strict=True
    ):
        record_contact(
            person=Person.objects.get(pk=person_id), happened_at=MORNING, channel=channel, outcome=outcome,
            owner=colleague, by=by, at=MORNING + timedelta(minutes=1),
        )  # fmt: skip

    assert take(mine, people, minutes=2) == people[0]
    assert take_next(session=mine, standing=people, by=SETUP, at=MORNING + timedelta(minutes=3), skipped=1) is not None
    waiting = mine.turns.filter(state=CallTurn.State.WAITING).values_list("person_id", flat=True)
    assert list(waiting) == [people[0]]


def test_somebody_is_free_again_after_ten_minutes(
    people: list[int], officers: tuple[User, User], begin: Callable[[User], CallSession]
) -> None:
    mine, theirs = (begin(user) for user in officers)
    take(mine, people)

    assert take(theirs, people, minutes=9) == people[1]
    leave_session(session=theirs, for_good=False, by=SETUP, at=MORNING + timedelta(minutes=9))
    assert take(theirs, people, minutes=10) == people[0]


def test_whoever_stands_on_the_list_no_longer_is_passed_over(
    people: list[int], officers: tuple[User, User], begin: Callable[[User], CallSession]
) -> None:
    session = begin(officers[0])

    assert take(session, people[1:]) == people[1]
    assert session.turns.get(person_id=people[0]).state == CallTurn.State.PASSED


def test_an_outcome_is_recorded_once_in_the_one_log(
    saltmarsh: Organisation, people: list[int], officers: tuple[User, User], begin: Callable[[User], CallSession]
) -> None:
    session = begin(officers[0])
    take(session, people)
    route = ContactRoute.objects.get(person_id=people[0])
    event = done(session, people[0], CallOutcome(channel="phone", outcome="wrong_number", route=route))

    with pytest.raises(SessionRefusedError, match="recorded twice"):
        done(session, people[0])

    assert ContactEvent.objects.get() == event
    assert (event.kind, event.route_id) == ("attempt", route.pk)
    assert not PersonLease.objects.filter(person_id=people[0]).exists()
    kinds = set(Event.objects.filter(person=Person.objects.get(pk=people[0]).public_id).values_list("kind", flat=True))
    assert {"desk.turn_taken", "desk.turn_done", "contact.recorded"} <= kinds


def test_the_last_outcome_is_taken_back_and_they_are_next_again(
    people: list[int], officers: tuple[User, User], begin: Callable[[User], CallSession]
) -> None:
    session = begin(officers[0])
    with pytest.raises(SessionRefusedError, match="Nothing has been recorded"):
        undo_turn(session=session, by=SETUP, at=MORNING)
    take(session, people)
    event = done(session, people[0])

    undo_turn(session=session, by=SETUP, at=MORNING + timedelta(minutes=2))

    event.refresh_from_db()
    assert event.withdrawn_because.startswith("Undone")
    assert take(session, people, minutes=3) == people[0]


def test_what_a_colleague_took_up_meanwhile_is_not_undone(
    people: list[int], officers: tuple[User, User], begin: Callable[[User], CallSession]
) -> None:
    mine, theirs = (begin(user) for user in officers)
    done(mine, people[0])
    PersonLease.objects.create(
        organisation_id=mine.organisation_id, person_id=people[0], user=theirs.user, until=MORNING + timedelta(hours=1)
    )

    with pytest.raises(SessionRefusedError, match="colleague"):
        undo_turn(session=mine, by=SETUP, at=MORNING + timedelta(minutes=2))

    PersonLease.objects.all().delete()
    strike_out_contact(event=ContactEvent.objects.get(), because="Not her", by=SETUP, at=MORNING)
    with pytest.raises(ContactRefusedError):
        undo_turn(session=mine, by=SETUP, at=MORNING + timedelta(minutes=2))
    assert mine.turns.get(person_id=people[0]).state == CallTurn.State.DONE


def test_a_session_is_its_owners_and_goes_on_tomorrow(
    saltmarsh: Organisation, people: list[int], officers: tuple[User, User], begin: Callable[[User], CallSession],
    stranger: Viewer,
) -> None:  # fmt: skip
    session = begin(officers[0])
    mine, theirs = (viewer_for(user, saltmarsh, DAY) for user in officers)
    take(session, people)
    done(session, people[0])
    leave_session(session=session, for_good=False, by=SETUP, at=MORNING)

    [kept] = list_sessions(mine)
    assert (kept.people, kept.left) == (3, 2)
    assert take(session, people, minutes=24 * 60) == people[1]
    assert get_turn(mine, session.pk, 2).person_id == people[1]
    assert (is_elsewhere(theirs, people[1], MORNING), is_elsewhere(mine, people[1], MORNING)) == (True, False)
    for viewer in (theirs, stranger):
        with pytest.raises(SessionNotFoundError):
            get_session(viewer, session.pk)
    with pytest.raises(SessionNotFoundError):
        get_turn(mine, session.pk, 9)
    # Another of the same list takes its place.
    begin(officers[0])
    session.refresh_from_db()
    assert session.stopped_at == MORNING


def test_a_session_needs_a_list_and_somebody_on_it(saltmarsh: Organisation, officers: tuple[User, User]) -> None:
    about = {"organisation": saltmarsh, "user": officers[0], "by": SETUP, "at": MORNING}

    for code, ids in (("nonsense", [1]), ("lapsing", [])):
        with pytest.raises(SessionRefusedError):
            start_session(list_code=code, person_ids=ids, **about)


def test_what_came_of_sessions_is_counted_for_oneself_and_for_all_together(
    saltmarsh: Organisation, people: list[int], officers: tuple[User, User], begin: Callable[[User], CallSession],
    manager: Viewer,
) -> None:  # fmt: skip
    mine, theirs = (begin(user) for user in officers)
    done(mine, people[0], minutes=1)
    done(mine, people[1], SPOKE, minutes=6)
    settle_turn(turn=mine.turns.get(person_id=people[1]), by=SETUP, at=MORNING)
    done(theirs, people[2], minutes=7)
    me = viewer_for(officers[0], saltmarsh, DAY)

    [own] = achieved_in(me, [mine, theirs]).values()
    both = achieved_by_all(manager, DAY.replace(day=1))

    assert (own.tried, own.reached, own.settled, own.time) == (2, 1, 1, timedelta(minutes=5))
    assert (both.sessions, both.tried, both.reached, both.settled) == (2, 3, 1, 1)
    assert achieved_by_all(me, DAY.replace(day=1)).tried == 0


def test_the_next_way_and_the_best_time_come_from_the_log(
    saltmarsh: Organisation, people: list[int], officers: tuple[User, User], stranger: Viewer
) -> None:
    viewer, person = viewer_for(officers[0], saltmarsh, DAY), Person.objects.get(pk=people[0])
    for days in range(5):
        record_contact(
            person=person, happened_at=MORNING - timedelta(days=days), channel="phone",
            outcome="spoke_family" if days == 4 else "no_answer", owner=officers[0], by=SETUP, at=MORNING,
        )  # fmt: skip
    at = MORNING.astimezone(LONDON)

    found = trying_of(viewer, person.pk, at, open_ways=[Way.CALL])
    times = count_answers(viewer, people, DAY)

    assert (len(found.tries), found.next_way.way) == (5, None)
    assert found.next_way.not_before == date(2026, 1, 29) + timedelta(days=14)
    assert times.best_part is not None
    assert times.by_part[times.best_part].answered == 1
    assert list_tries(stranger, people, DAY) == {}

    assert found.next_way.stop is not None
    overrule_stop(person=person, rule=found.next_way.stop.reason, by=SETUP, at=MORNING)
    assert trying_of(viewer, person.pk, at, open_ways=[Way.CALL]).next_way.way is Way.CALL


def test_a_wish_on_the_record_stops_a_caller(
    saltmarsh: Organisation, people: list[int], officers: tuple[User, User]
) -> None:
    viewer, person = viewer_for(officers[0], saltmarsh, DAY), Person.objects.get(pk=people[0])

    stop_contact(person=person, kind="asked_not", until_date=date(2026, 3, 1), source="page:1", by=SETUP, at=MORNING)

    found = trying_of(viewer, person.pk, MORNING.astimezone(LONDON), open_ways=[Way.CALL]).next_way
    assert (found.way, found.because) == (None, "They asked not to be contacted until 1 March 2026.")


# Dip-samples.


@pytest.fixture
def confirmed(saltmarsh: Organisation, people: list[int], officers: tuple[User, User]) -> None:
    """Record four confirmations of December: two of each officer, and one that came by a list."""
    for number, person_id in enumerate(people):
        for source in ("page:status", "import:1:1") if number == 0 else ("page:status",):
            told = NewStatement(
                person_id=person_id, code="230" if source[0] == "p" else "210", start_date=date(2025, 9, 8),
                how="young_person", sender="advisers", source=source,
            )  # fmt: skip
            by = SETUP.__class__("saltmarsh", officers[number % 2].public_id, "adviser")
            at = MORNING - timedelta(days=45)
            record_statements(organisation=saltmarsh, incoming=[told], by=by, at=at)


def test_a_sample_is_drawn_of_each_officers_own_confirmations(
    saltmarsh: Organisation, confirmed: None, officers: tuple[User, User], manager: Viewer, stranger: Viewer
) -> None:
    month = date(2025, 12, 1)
    about = {"organisation": saltmarsh, "month_date": month, "by": manager.actor, "at": MORNING}

    assert draw_sample(size=1, **about) == 2
    with pytest.raises(SampleRefusedError, match="drawn already"):
        draw_sample(size=1, **about)

    sample = list_sampled(manager, month, DAY)
    assert {each.officer for each in sample} == {user.public_id for user in officers}
    assert {each.statement.source for each in sample} == {"page:status"}
    SampledConfirmation.objects.filter(pk=sample[0].pk).update(
        verdict="right", looked_at=MORNING, looked_by=manager.user
    )
    # SQLite puts what has no time first by itself; PostgreSQL puts it last.
    assert [each.pk for each in list_sampled(manager, month, DAY)] == [sample[1].pk, sample[0].pk]
    for viewer in (stranger, viewer_for(officers[1], saltmarsh, DAY)):
        assert not list_sampled(viewer, month, DAY)
        assert sampled_by_month(viewer) == {}
        with pytest.raises(SampledNotFoundError):
            get_sampled(viewer, sample[0].pk, DAY)


def test_last_months_sample_is_drawn_at_night_without_anybody_pressing(
    saltmarsh: Organisation, confirmed: None
) -> None:
    by = SETUP.__class__("saltmarsh", "schedule", "schedule")
    drawn = []
    for night in ("2025-12-31", "2026-01-01", "2026-01-02"):
        at = datetime.combine(date.fromisoformat(night), time(2), LONDON)
        drawn.append(draw_last_month(Running(1, 1, saltmarsh.pk, {"night_date": night}, by, at)))

    assert [each.get("drawn") for each in drawn] == [None, 3, None]
    assert set(SampledConfirmation.objects.values_list("month_date", "drawn_by")) == {(date(2025, 12, 1), "schedule")}


def test_a_month_is_sampled_once_it_is_over_and_somebody_confirmed_in_it(saltmarsh: Organisation) -> None:
    for month, words in ((date(2026, 1, 1), "not over"), (date(2025, 11, 1), "Nobody confirmed")):
        with pytest.raises(SampleRefusedError, match=words):
            draw_sample(organisation=saltmarsh, month_date=month, size=5, by=SETUP, at=MORNING)


def test_a_verdict_is_somebody_elses_given_once_and_says_what_is_wrong(
    saltmarsh: Organisation, confirmed: None, officers: tuple[User, User], manager: Viewer
) -> None:
    draw_sample(organisation=saltmarsh, month_date=date(2025, 12, 1), size=5, by=SETUP, at=MORNING)
    first, *_ = SampledConfirmation.objects.order_by("pk")
    about = {"sampled": first, "by": manager.actor, "at": MORNING}

    for verdict, words in (("fine", ""), ("wrong", " ")):
        with pytest.raises(SampleRefusedError):
            judge_confirmation(verdict=verdict, words=words, **about)
    with pytest.raises(SampleRefusedError, match="yourself"):
        judge_confirmation(
            **{**about, "by": SETUP.__class__("saltmarsh", first.officer, "manager")}, verdict="right", words=""
        )
    judge_confirmation(verdict="wrong", words="The college never had her", **about)
    with pytest.raises(SampleRefusedError, match="already"):
        judge_confirmation(verdict="right", words="", **about)

    found = sampled_by_month(manager)[date(2025, 12, 1)]
    assert (found.drawn, found.wrong, found.right) == (3, 1, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        SampledConfirmation.objects.filter(pk=first.pk).update(looked_by=first.officer)
