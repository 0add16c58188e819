"""A young person's own pages underneath: codes, visits, and what is said there."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.apps.caseload.conftest import LATER, LONG_AND_BOTH_WAYS, SOON, Room
from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person
from towpath.access import OwnViewer
from towpath.access.actions import end_role
from towpath.access.models import Link, User
from towpath.audit.models import Event
from towpath.caseload.actions import (
    CodeRefusedError,
    OwnPagesRefusedError,
    OwnPagesTooMuchError,
    Step,
    answer_about_working,
    cancel_code,
    end_visit,
    look,
    make_code,
    object_to_scoring,
    open_case,
    open_visit,
    tell_us,
    tick_step,
    write_card,
    write_plan,
)
from towpath.caseload.door import viewer_of_visit
from towpath.caseload.models import OwnCode, OwnVisit, OwnWords, Plan, WorkAgreement
from towpath.caseload.queries import (
    CodeNotFoundError,
    find_card,
    find_own_answer,
    find_own_plan,
    get_code,
    get_own_adviser,
    list_codes,
    list_own_sayings,
    list_sayings,
)
from towpath.contact.actions import NextStep
from towpath.organisation.actions import change_setting
from towpath.people.actions import merge_people
from towpath.people.facts import PersonFacts
from towpath.risk.actions import decide_objection
from towpath.risk.holding_back import objected
from towpath.risk.models import Objection
from towpath.tasks.actions import finish_task
from towpath.tasks.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BIRTHDAY = {"day": 31, "month": 8}
MINUTE = timedelta(minutes=1)


def code(room: Room) -> tuple[OwnCode, str]:
    return make_code(person=room.wren, made_by=room.worker, by=room.adviser.actor, at=MORNING)


@pytest.fixture
def wren(room: Room) -> OwnViewer:
    """Return Wren as she looks at her own pages."""
    _, letters = code(room)
    _, secret = open_visit(letters, **BIRTHDAY, at=MORNING)
    viewer = viewer_of_visit(secret, MORNING)
    assert viewer is not None
    return viewer


@pytest.fixture
def plan(room: Room) -> Plan:
    return write_plan(
        person=room.wren, number=0, goal="I want to fix boats", our_view="Needs a push", review_date=LATER,
        steps=[
            Step(words="Look up bus times", whose="young_person", due_date=SOON),
            Step(words="Ring the college", whose="adviser", due_date=SOON),
        ],
        owner=room.worker, by=room.adviser.actor, at=MORNING,
    )  # fmt: skip


def test_a_code_lets_its_owner_in_once(room: Room) -> None:
    made, letters = code(room)

    visit, secret = open_visit(f"{letters[:4]} {letters[4:8].lower()}-{letters[8:]}", **BIRTHDAY, at=MORNING)

    assert visit.code == made
    viewer = viewer_of_visit(secret, MORNING)
    assert viewer is not None
    assert viewer.person == room.wren.public_id
    with pytest.raises(CodeRefusedError):
        open_visit(letters, **BIRTHDAY, at=MORNING)


def test_nothing_that_is_kept_gives_the_code_or_the_visit_away(room: Room) -> None:
    _, letters = code(room)
    _, secret = open_visit(letters, **BIRTHDAY, at=MORNING)

    kept = [
        str(value) for model in (Link, OwnCode, OwnVisit, Event) for row in model.objects.values_list() for value in row
    ]

    assert not [value for value in kept if letters in value or secret in value]


@pytest.mark.parametrize("birthday", [{"day": 30, "month": 8}, {"day": 8, "month": 31}, {"day": 31, "month": 9}])
def test_a_code_without_the_birthday_lets_nobody_in(room: Room, birthday: dict[str, int]) -> None:
    made, letters = code(room)

    with pytest.raises(CodeRefusedError):
        open_visit(letters, **birthday, at=MORNING)

    made.refresh_from_db()
    assert made.tries == 1
    assert open_visit(letters, **BIRTHDAY, at=MORNING)


def test_of_two_who_send_a_code_at_one_moment_one_is_let_in(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    made, letters = code(room)

    def somebody_else_was_first(*birthday: object) -> bool:
        return bool(Link.objects.filter(pk=made.link_id).update(used_at=MORNING))

    monkeypatch.setattr("towpath.caseload.actions.own_codes.birthday_fits", somebody_else_was_first)

    with pytest.raises(CodeRefusedError):
        open_visit(letters, **BIRTHDAY, at=MORNING)

    assert not OwnVisit.objects.exists()
    assert Event.objects.filter(kind="own.code_refused").count() == 1


def test_the_fifth_wrong_birthday_locks_the_code_and_tells_the_adviser(room: Room) -> None:
    _, letters = code(room)

    for _ in range(5):
        with pytest.raises(CodeRefusedError):
            open_visit(letters, day=1, month=1, at=MORNING)

    with pytest.raises(CodeRefusedError):
        open_visit(letters, **BIRTHDAY, at=MORNING)
    assert [one.state for one in list_codes(room.adviser, room.wren.pk, DAY, MORNING)] == ["locked"]
    task = Task.objects.get()
    assert (task.owner, task.kind, task.due_date) == (room.worker, Task.Kind.ALERT, DAY)
    assert Event.objects.filter(kind="own.code_refused", role="young_person").count() == 5


def test_a_code_expires_when_the_council_says(room: Room) -> None:
    change_setting(room.council, key="own_pages.code_days", value=3, from_date=DAY, by=SETUP, at=MORNING)
    _, letters = code(room)

    with pytest.raises(CodeRefusedError):
        open_visit(letters, **BIRTHDAY, at=MORNING + timedelta(days=3))

    assert open_visit(letters, **BIRTHDAY, at=MORNING + timedelta(days=3) - MINUTE)


def test_a_new_code_stops_the_one_before(room: Room) -> None:
    _, earlier = code(room)
    _, letters = code(room)

    with pytest.raises(CodeRefusedError):
        open_visit(earlier, **BIRTHDAY, at=MORNING)

    assert open_visit(letters, **BIRTHDAY, at=MORNING)
    assert [one.state for one in list_codes(room.adviser, room.wren.pk, DAY, MORNING)] == ["used", "cancelled"]


def test_a_cancelled_code_lets_nobody_in_and_is_cancelled_once(room: Room) -> None:
    made, letters = code(room)

    cancel_code(code=made, by=room.adviser.actor, at=MORNING)

    with pytest.raises(CodeRefusedError):
        open_visit(letters, **BIRTHDAY, at=MORNING)
    with pytest.raises(OwnPagesRefusedError, match="works no more"):
        cancel_code(code=made, by=room.adviser.actor, at=MORNING)


def test_nobody_whose_birthday_is_unknown_is_given_a_code(room: Room) -> None:
    unborn = make_person(room.council, PersonFacts(legal_given_name="Kit", legal_family_name="Marlow"))

    with pytest.raises(OwnPagesRefusedError, match="date of birth first"):
        make_code(person=unborn, made_by=room.worker, by=room.adviser.actor, at=MORNING)


def test_a_visit_ends_after_half_an_hour_of_nothing_and_a_look_keeps_it(room: Room) -> None:
    _, letters = code(room)
    _, secret = open_visit(letters, **BIRTHDAY, at=MORNING)
    viewer = viewer_of_visit(secret, MORNING + 29 * MINUTE)
    assert viewer is not None
    assert viewer_of_visit(secret, MORNING + 30 * MINUTE) is None

    # A look writes to the log for good, which a test inside a transaction may not; the visit is moved as it would.
    OwnVisit.objects.filter(pk=viewer.visit_id).update(seen_at=MORNING + 29 * MINUTE)

    assert viewer_of_visit(secret, MORNING + 58 * MINUTE) is not None


@pytest.mark.django_db(transaction=True)
def test_a_look_is_in_the_log_before_the_page_leaves_and_keeps_the_visit(room: Room, wren: OwnViewer) -> None:
    look(viewer=wren, page="own_plan", at=MORNING + MINUTE)

    event = Event.objects.get(kind="own.viewed")
    assert (event.role, event.subject, wren.person in event.persons) == ("young_person", "own_plan", True)
    assert OwnVisit.objects.get().seen_at == MORNING + MINUTE


def test_signing_out_ends_the_visit(room: Room) -> None:
    _, letters = code(room)
    _, secret = open_visit(letters, **BIRTHDAY, at=MORNING)
    viewer = viewer_of_visit(secret, MORNING)
    assert viewer is not None

    end_visit(viewer=viewer, at=MORNING)

    assert viewer_of_visit(secret, MORNING) is None
    assert viewer_of_visit("", MORNING) is None
    assert viewer_of_visit("made up", MORNING) is None


def test_a_visit_reaches_every_record_that_is_theirs_and_no_other(room: Room) -> None:
    again = make_person(room.council, PersonFacts(legal_given_name="Wren", legal_family_name="Halloran-Reid"))
    make_person(room.council, PersonFacts(legal_given_name="Rowan", legal_family_name="Halloran"))
    merge_people(person=again, same_as=room.wren, reason="One girl", by=room.manager.actor, at=MORNING)
    _, letters = code(room)
    _, secret = open_visit(letters, **BIRTHDAY, at=MORNING)

    viewer = viewer_of_visit(secret, MORNING)
    assert viewer is not None
    assert viewer.record_ids == {room.wren.pk, again.pk}
    assert (viewer.person_id, viewer.public_ids) == (room.wren.pk, {room.wren.public_id, again.public_id})


def test_a_join_ends_visits_and_codes_from_before_it(room: Room) -> None:
    again = make_person(room.council, PersonFacts(legal_given_name="Wren", legal_family_name="Halloran-Reid"))
    _, letters = code(room)
    _, secret = open_visit(letters, **BIRTHDAY, at=MORNING)
    _, unused = code(room)

    merge_people(person=again, same_as=room.wren, reason="One girl", by=room.manager.actor, at=MORNING + MINUTE)

    assert viewer_of_visit(secret, MORNING + MINUTE) is None
    with pytest.raises(CodeRefusedError):
        open_visit(unused, **BIRTHDAY, at=MORNING + 2 * MINUTE)
    assert not OwnCode.objects.filter(tries__gt=0).exists()


def test_the_plan_is_seen_without_what_the_adviser_thinks(wren: OwnViewer, plan: Plan) -> None:
    seen = find_own_plan(wren)

    assert seen is not None
    assert seen.goal == "I want to fix boats"
    assert [(step.words, step.whose) for step in seen.steps] == [
        ("Look up bus times", "young_person"),
        ("Ring the college", "adviser"),
    ]
    assert "Needs a push" not in repr(seen)


def test_ticking_a_step_is_a_note_and_a_task_and_changes_no_step(room: Room, wren: OwnViewer, plan: Plan) -> None:
    step = plan.steps.get(position=1)

    tick_step(viewer=wren, step_id=step.pk, at=MORNING)

    step.refresh_from_db()
    assert step.done_at is None
    task = OwnWords.objects.get().task
    assert (task.owner, task.due_date) == (room.worker, DAY + timedelta(days=7))
    seen = find_own_plan(wren)
    assert seen is not None
    assert [one.is_ticked for one in seen.steps] == [True, False]
    with pytest.raises(OwnPagesRefusedError, match="told us that before"):
        tick_step(viewer=wren, step_id=step.pk, at=MORNING)
    assert OwnWords.objects.count() == 1


def test_no_step_of_the_adviser_of_an_older_plan_or_of_anybody_else_can_be_ticked(
    room: Room, wren: OwnViewer, plan: Plan
) -> None:
    rowan = make_person(room.council, PersonFacts(legal_given_name="Rowan", legal_family_name="Halloran"))
    own = Step(words="Ring home", whose="young_person", due_date=SOON)
    written = {"goal": "A job", "review_date": LATER, "steps": [own], "owner": room.worker}
    other = write_plan(person=rowan, number=0, by=SETUP, at=MORNING, **written)  # type: ignore[arg-type]
    newer = write_plan(person=room.wren, number=1, by=SETUP, at=MORNING, **written)  # type: ignore[arg-type]

    for step in (*plan.steps.all(), *other.steps.all()):
        with pytest.raises(OwnPagesRefusedError, match="has changed"):
            tick_step(viewer=wren, step_id=step.pk, at=MORNING)

    assert tick_step(viewer=wren, step_id=newer.steps.get().pk, at=MORNING)


def test_what_is_said_is_read_by_the_adviser_and_shown_as_read_once_settled(room: Room, wren: OwnViewer) -> None:
    said = tell_us(viewer=wren, about="plan", kind="wrong", words="I never said <b>plumbing</b>", at=MORNING)

    assert [one.words for one in list_sayings(room.adviser, room.wren.pk, DAY)] == ["I never said <b>plumbing</b>"]
    assert [one.is_settled for one in list_own_sayings(wren)] == [False]
    finish_task(task=said.task, by=room.adviser.actor, at=MORNING)
    assert [one.is_settled for one in list_own_sayings(wren)] == [True]


@pytest.mark.parametrize(
    ("words", "kind", "wrong"),
    [
        (" ", "added", "Write what you want"),
        (LONG_AND_BOTH_WAYS, "added", "Use 2,000 at most"),
        ("x", "done", "Choose what"),
        ("x", "rude", "Choose what"),
    ],
)
def test_what_cannot_be_said_says_why_and_keeps_nothing(wren: OwnViewer, words: str, kind: str, wrong: str) -> None:
    with pytest.raises(OwnPagesRefusedError, match=wrong):
        tell_us(viewer=wren, about="plan", kind=kind, words=words, at=MORNING)

    assert not OwnWords.objects.exists()


def test_one_visit_cannot_bury_an_adviser_in_tasks(wren: OwnViewer) -> None:
    for number in range(20):
        tell_us(viewer=wren, about="plan", kind="added", words=f"And {number}", at=MORNING)

    with pytest.raises(OwnPagesRefusedError, match="told us a lot"):
        tell_us(viewer=wren, about="plan", kind="added", words="And more", at=MORNING)

    assert Task.objects.count() == 20


def test_an_objection_holds_at_once_and_waits_for_a_person(room: Room, wren: OwnViewer) -> None:
    said = object_to_scoring(viewer=wren, words="Leave me out", at=MORNING)

    [objection] = Objection.objects.all()
    assert (objection.objected_by, objection.words) == ("young_person", "Leave me out")
    assert objected(wren.record_ids) == {objection.person_id}
    assert (said.task.kind, said.task.owner) == (Task.Kind.OBJECTION, room.worker)
    with pytest.raises(OwnPagesRefusedError, match="told that before"):
        object_to_scoring(viewer=wren, words="", at=MORNING)
    assert Task.objects.filter(kind=Task.Kind.OBJECTION).count() == 1

    decide_objection(objection=objection, decision="refused", because="Asked for by law", by=SETUP, at=MORNING)

    assert object_to_scoring(viewer=wren, words="Still", at=MORNING).pk != said.pk


def test_one_visit_gives_an_adviser_no_more_than_twenty_tasks(room: Room, wren: OwnViewer) -> None:
    for answer in ["yes", "withdrawn"] * 10:
        answer_about_working(viewer=wren, answer=answer, words="", at=MORNING)

    with pytest.raises(OwnPagesTooMuchError):
        answer_about_working(viewer=wren, answer="yes", words="", at=MORNING)
    with pytest.raises(OwnPagesTooMuchError):
        tell_us(viewer=wren, about="plan", kind="added", words="One more", at=MORNING)

    assert (Task.objects.count(), WorkAgreement.objects.count()) == (20, 20)


def test_an_answer_about_working_together_is_one_more_and_tells_the_adviser(room: Room, wren: OwnViewer) -> None:
    answer_about_working(viewer=wren, answer="yes", words="", at=MORNING)
    answer_about_working(viewer=wren, answer="withdrawn", words="Not now", at=MORNING)

    assert find_own_answer(wren) == "withdrawn"
    assert list(WorkAgreement.objects.order_by("pk").values_list("answer", "recorded_by")) == [
        ("yes", wren.user),
        ("withdrawn", wren.user),
    ]
    assert Task.objects.filter(owner=room.worker).count() == 2
    with pytest.raises(OwnPagesRefusedError, match="told us before"):
        answer_about_working(viewer=wren, answer="withdrawn", words="", at=MORNING)
    with pytest.raises(OwnPagesRefusedError, match="Choose one answer"):
        answer_about_working(viewer=wren, answer="maybe", words="", at=MORNING)


def test_what_is_said_goes_to_the_adviser_of_the_case_and_to_a_colleague_once_she_has_left(
    room: Room, wren: OwnViewer, colleague: User
) -> None:
    open_case(
        person=room.wren, adviser=colleague, level_of_need="2", because="NEET", next_step=NextStep(SOON, "Ring"),
        by=SETUP, at=MORNING,
    )  # fmt: skip
    owned = {"viewer": wren, "about": "plan", "kind": "added", "words": "Hello", "at": MORNING}

    assert tell_us(**owned).task.owner == colleague  # type: ignore[arg-type]
    end_role(colleague, organisation=room.council, by=SETUP, at=MORNING)
    assert tell_us(**owned).task.owner == room.worker  # type: ignore[arg-type]
    end_role(room.worker, organisation=room.council, by=SETUP, at=MORNING)
    assert tell_us(**owned).task.owner.name == "Marion Fairclough"  # type: ignore[arg-type, union-attr]


def test_an_adviser_is_shown_as_she_agreed_and_not_by_her_record(room: Room, wren: OwnViewer) -> None:
    change_setting(room.council, key="own_pages.reach", value="Ring 0151 496 0101", from_date=DAY, by=SETUP, at=MORNING)
    nobody = get_own_adviser(wren, DAY)
    open_case(
        person=room.wren, adviser=room.worker, level_of_need="2", because="NEET", next_step=NextStep(SOON, "Ring"),
        by=SETUP, at=MORNING,
    )  # fmt: skip
    unnamed = get_own_adviser(wren, DAY)

    write_card(
        organisation=room.council, user=room.worker, shown_name="Ada", reach="Text 07700 900555",
        by=room.adviser.actor, at=MORNING,
    )  # fmt: skip

    assert (nobody.has_one, nobody.reach) == (False, "Ring 0151 496 0101")
    assert (unnamed.has_one, unnamed.name, unnamed.reach) == (True, "", "Ring 0151 496 0101")
    named = get_own_adviser(wren, DAY)
    assert (named.name, named.reach) == ("Ada", "Text 07700 900555")
    with pytest.raises(OwnPagesRefusedError, match="Give a name"):
        write_card(
            organisation=room.council, user=room.worker, shown_name=" ", reach="x", by=room.adviser.actor, at=MORNING
        )


def test_a_stranger_and_the_wrong_role_find_no_code_and_nothing_that_was_said(room: Room, wren: OwnViewer) -> None:
    tell_us(viewer=wren, about="plan", kind="added", words="Osprey-7731", at=MORNING)
    made = OwnCode.objects.get()

    for viewer in (room.stranger, room.lead):
        assert list_codes(viewer, room.wren.pk, DAY, MORNING) == []
        assert list_sayings(viewer, room.wren.pk, DAY) == []
        with pytest.raises(CodeNotFoundError):
            get_code(viewer, room.wren.pk, made.pk, DAY)
    assert find_card(room.lead, room.worker.pk) is None
    assert get_code(room.adviser, room.wren.pk, made.pk, DAY) == made


def test_another_of_the_same_birthday_sees_nothing_of_hers(room: Room, wren: OwnViewer, plan: Plan) -> None:
    twin = make_person(
        room.council, PersonFacts(legal_given_name="Robin", legal_family_name="Halloran", birth_date=WREN.birth_date)
    )
    _, letters = make_code(person=twin, made_by=room.worker, by=room.adviser.actor, at=MORNING)
    tell_us(viewer=wren, about="plan", kind="added", words="Mine", at=MORNING)
    _, secret = open_visit(letters, **BIRTHDAY, at=MORNING)

    robin = viewer_of_visit(secret, MORNING)

    assert robin is not None
    assert find_own_plan(robin) is None
    assert list_own_sayings(robin) == []


def test_the_database_refuses_a_code_with_a_sixth_try_and_one_locked_too_soon(room: Room) -> None:
    made, _ = code(room)

    for change in ({"tries": 6}, {"tries": 5}, {"locked_at": MORNING}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OwnCode.objects.filter(pk=made.pk).update(**change)
