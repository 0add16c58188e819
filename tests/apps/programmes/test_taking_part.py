from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, mark_address, upn_of
from tests.factories.programmes import STARTS, join, make_count_on_you, make_pre_employment, make_run
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people, record_relative
from towpath.people.facts import PersonFacts
from towpath.people.models import FamilyLink, Person
from towpath.programmes.actions import (
    ProgrammeAsked,
    ProgrammeChangedError,
    ProgrammeRefusedError,
    StageAsked,
    add_reason,
    add_stage,
    answer_confidence,
    cancel_session,
    change_programme,
    change_stage,
    close_reason,
    complete_stage,
    leave,
    make_programme,
    record_outcome,
    withdraw_participation,
)
from towpath.programmes.models import Participation, Programme, ProgrammeReason, ProgrammeRun
from towpath.standards.calendar import bank_holidays

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BY = {"by": SETUP, "at": MORNING}


@pytest.fixture
def programme(saltmarsh: Organisation) -> Programme:
    return make_pre_employment(saltmarsh)


@pytest.fixture
def run(programme: Programme, lead: User) -> ProgrammeRun:
    return make_run(programme, lead)


@pytest.fixture
def course(saltmarsh: Organisation, lead: User) -> ProgrammeRun:
    return make_run(make_count_on_you(saltmarsh), lead)


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


def reason(saltmarsh: Organisation, use: str = "leaving") -> ProgrammeReason:
    return ProgrammeReason.objects.filter(organisation=saltmarsh, use=use).order_by("pk")[0]


def test_a_run_has_its_plans_stages_one_after_another_and_a_session_on_each_of_their_days(run: ProgrammeRun) -> None:
    laid_out = [(stage.name, stage.from_date, stage.to_date) for stage in run.stages.order_by("position")]

    assert laid_out == [
        ("Classroom", date(2026, 1, 12), date(2026, 2, 1)),
        ("Paid placement", date(2026, 2, 2), date(2026, 3, 15)),
        ("Guaranteed interview", date(2026, 3, 16), date(2026, 3, 22)),
    ]
    assert run.end_date == date(2026, 3, 22)
    assert run.sessions.filter(stage__name="Classroom").count() == 3 * 3
    assert run.sessions.filter(stage__name="Paid placement").count() == 6 * 5
    assert run.sessions.filter(stage__name="Guaranteed interview").count() == 0


def test_there_is_no_session_on_a_bank_holiday(programme: Programme, lead: User) -> None:
    easter_monday = date(2026, 4, 6)
    assert easter_monday in bank_holidays()

    run = make_run(programme, lead, start_date=date(2026, 3, 30))

    assert not run.sessions.filter(session_date=easter_monday).exists()
    assert run.sessions.filter(stage__name="Classroom").count() == 3 * 3 - 1 - 1  # Good Friday too.


def test_changing_the_plan_leaves_a_run_as_it_was_planned(programme: Programme, run: ProgrammeRun) -> None:
    asked = ProgrammeAsked(name="Pre-Employment Programme", least_age=18)
    change_programme(programme=programme, version=1, asked=asked, **BY)
    stage = programme.stages.get(position=1)
    change_stage(stage=stage, asked=StageAsked(name="Classroom", kind="classroom", weeks=4, weekdays="1"), **BY)

    run.refresh_from_db()
    assert (run.least_age, run.most_age) == (16, 25)
    assert run.stages.get(position=1).weeks == 3


def test_of_two_who_change_a_plan_at_once_the_second_is_told(programme: Programme) -> None:
    asked = ProgrammeAsked(name="Pre-Employment Programme")
    change_programme(programme=programme, version=1, asked=asked, **BY)

    with pytest.raises(ProgrammeChangedError):
        change_programme(programme=programme, version=1, asked=replace(asked, name="Another"), **BY)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (ProgrammeAsked(name=" "), "Give the programme a name"),
        (ProgrammeAsked(name="Pre-Employment Programme"), "already"),
        (ProgrammeAsked(name="A", least_age=25, most_age=16), "Swap them"),
        (ProgrammeAsked(name="A", least_age=-1), "from 10 to 120"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    saltmarsh: Organisation, programme: Programme, asked: ProgrammeAsked, words: str
) -> None:
    with pytest.raises(ProgrammeRefusedError, match=words):
        make_programme(organisation=saltmarsh, asked=asked, **BY)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (StageAsked(name="More", kind="classroom", weeks=0), "1 to 52 weeks"),
        (StageAsked(name="More", kind="classroom", weeks=1, weekdays="8"), "each day of the week once"),
        (StageAsked(name="More", kind="picnic", weeks=1), "what kind"),
        (StageAsked(name="More", kind="other", weeks=1, completes=True), "Another stage counts as completing"),
    ],
)
def test_a_stage_that_cannot_be_is_refused(programme: Programme, asked: StageAsked, words: str) -> None:
    with pytest.raises(ProgrammeRefusedError, match=words):
        add_stage(programme=programme, asked=asked, **BY)


def test_a_plan_with_no_stage_that_completes_it_cannot_be_run(saltmarsh: Organisation, lead: User) -> None:
    empty = make_programme(organisation=saltmarsh, asked=ProgrammeAsked(name="Empty"), **BY)
    with pytest.raises(ProgrammeRefusedError, match="no stages"):
        make_run(empty, lead)
    add_stage(programme=empty, asked=StageAsked(name="One", kind="other", weeks=1), **BY)

    with pytest.raises(ProgrammeRefusedError, match="No stage counts as completing"):
        make_run(empty, lead)


@pytest.mark.parametrize("places", [-1, 0, 501])
def test_a_run_of_no_places_is_refused(programme: Programme, lead: User, places: int) -> None:
    with pytest.raises(ProgrammeRefusedError, match="places"):
        make_run(programme, lead, places=places)


def test_a_run_is_planned_once(programme: Programme, run: ProgrammeRun, lead: User) -> None:
    with pytest.raises(ProgrammeRefusedError, match="planned from 12 January 2026 already"):
        make_run(programme, lead)


def test_somebody_who_may_not_work_on_programmes_cannot_lead_one(programme: Programme, data_lead: Viewer) -> None:
    with pytest.raises(ProgrammeRefusedError, match="one of our advisers"):
        make_run(programme, User.objects.get(pk=data_lead.user_id))


def test_whoever_meets_what_is_asked_joins_without_a_reason(run: ProgrammeRun, wren: Person) -> None:
    joined = join(run, wren)  # Wren is 16.

    assert (joined.allowed_because, joined.allowed_by) == ("", "")
    kinds = list(Event.objects.filter(person=wren.public_id).order_by("sequence").values_list("kind", flat=True))
    assert kinds[-2:] == ["programme.entry_judged", "programme.joined"]


def test_whoever_is_under_19_joins_count_on_you_with_a_reason_that_is_kept(course: ProgrammeRun, wren: Person) -> None:
    with pytest.raises(ProgrammeRefusedError, match="Aged 16 when the run starts; it asks for at least 19") as refused:
        join(course, wren, has_maths="no")
    assert refused.value.asks_for == "allowed_because"

    joined = join(course, wren, has_maths="no", allowed_because="Leaves care in May; the funder agreed on 5 January")

    assert joined.allowed_because.startswith("Leaves care")
    assert joined.allowed_by == SETUP.user
    told = Event.objects.get(kind="programme.entry_judged", person=wren.public_id).facts
    assert "least_age not_met" in told
    assert "Leaves care" not in Event.objects.get(kind="programme.joined").facts


def test_what_is_not_known_asks_for_a_reason_too(course: ProgrammeRun, saltmarsh: Organisation) -> None:
    nameless = make_person(saltmarsh, PersonFacts(legal_given_name="Odile", legal_family_name="Marsh"))

    with pytest.raises(ProgrammeRefusedError, match="birth date is not known"):
        join(course, nameless, joined_as="adult", has_maths="no")


def test_a_protected_address_is_not_told_by_whether_they_live_here(saltmarsh: Organisation, lead: User) -> None:
    change_setting(saltmarsh, key="residence.postcodes", value="SM", from_date=date(2025, 1, 1), **BY)
    local = make_programme(organisation=saltmarsh, asked=ProgrammeAsked(name="For locals", asks_residence=True), **BY)
    add_stage(programme=local, asked=StageAsked(name="One", kind="other", weeks=1, completes=True), **BY)
    run = make_run(local, lead)
    open_to_all = make_person(saltmarsh, replace(WREN, upn=upn_of(1)))
    hidden = make_person(saltmarsh, replace(WREN, upn=upn_of(2)))
    mark_address(person=hidden, source="page:1", **BY)

    assert join(run, open_to_all).allowed_because == ""
    with pytest.raises(ProgrammeRefusedError, match="not known whether they live"):
        join(run, hidden)


def test_one_person_joins_a_run_once_however_many_records_they_have(
    run: ProgrammeRun, wren: Person, saltmarsh: Organisation
) -> None:
    other = make_person(saltmarsh, replace(WREN, upn=upn_of(5)))
    join(run, wren)
    merge_people(person=other, same_as=wren, reason="One person", **BY)

    for record in (wren, other):
        with pytest.raises(ProgrammeRefusedError, match="on this run already"):
            join(run, record)


def test_one_person_may_take_part_in_several_runs(run: ProgrammeRun, course: ProgrammeRun, wren: Person) -> None:
    join(run, wren)
    join(course, wren, has_maths="no", allowed_because="The funder agreed")

    assert Participation.objects.filter(person=wren).count() == 2


def test_the_database_itself_keeps_a_person_on_a_run_once(run: ProgrammeRun, wren: Person) -> None:
    first = join(run, wren)
    first.pk = None
    first._state.adding = True

    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_a_full_run_takes_nobody_else_until_somebody_leaves(
    programme: Programme, lead: User, wren: Person, saltmarsh: Organisation
) -> None:
    small = make_run(programme, lead, name="Small", places=1)
    first = join(small, wren)
    second = make_person(saltmarsh, replace(WREN, upn=upn_of(7)))
    with pytest.raises(ProgrammeRefusedError, match="1 of 1 places"):
        join(small, second)

    leave(participation=first, version=1, left_date=DAY, because=reason(saltmarsh), **BY)

    assert join(small, second).pk


@pytest.mark.parametrize("days", [-1, 70])
def test_nobody_joins_before_a_run_or_after_it(run: ProgrammeRun, wren: Person, days: int) -> None:
    with pytest.raises(ProgrammeRefusedError, match="not in it"):
        join(run, wren, joined_date=STARTS + timedelta(days=days))


def test_somebody_of_26_joins_as_an_adult_and_not_as_a_young_person(
    course: ProgrammeRun, saltmarsh: Organisation
) -> None:
    grown = make_person(saltmarsh, replace(WREN, upn=None, birth_date=date(2000, 1, 12)))  # 26 on the very day.

    with pytest.raises(ProgrammeRefusedError, match="enrol them as an adult"):
        join(course, grown, has_maths="no")

    assert join(course, grown, has_maths="no", joined_as="adult").allowed_because == ""


def relative_of(wren: Person, **how: object) -> Person:
    record_relative(
        person=wren, relation="mother", given_name="Isolde", family_name="Halloran", source="page:1", **BY, **how
    )  # type: ignore[arg-type]
    return FamilyLink.objects.get(person=wren).relative


def test_a_member_of_the_family_joins_beside_their_young_person(course: ProgrammeRun, wren: Person) -> None:
    told = {"has_maths": "no", "allowed_because": "The funder agreed"}
    beside = join(course, wren, **told)
    mother = relative_of(wren)

    joined = join(course, mother, joined_as="family", beside=beside, **told)

    assert (joined.beside, joined.joined_as) == (beside, "family")


def test_a_relative_who_must_not_be_told_cannot_join_beside_them(course: ProgrammeRun, wren: Person) -> None:
    told = {"has_maths": "no", "allowed_because": "The funder agreed"}
    beside = join(course, wren, **told)
    barred = relative_of(wren, must_not_be_told=True)

    with pytest.raises(ProgrammeRefusedError, match="must not be told anything"):
        join(course, barred, joined_as="family", beside=beside, **told)


def test_nobody_joins_as_family_who_is_not_recorded_as_such(
    course: ProgrammeRun, run: ProgrammeRun, wren: Person, saltmarsh: Organisation
) -> None:
    told = {"has_maths": "no", "allowed_because": "The funder agreed"}
    beside = join(course, wren, **told)
    other = make_person(saltmarsh, replace(WREN, upn=upn_of(8)))

    for how, words in (
        ({"beside": beside}, "not recorded as family"),
        ({}, "Choose the young person"),
    ):
        with pytest.raises(ProgrammeRefusedError, match=words):
            join(course, other, joined_as="family", **how, **told)
    with pytest.raises(ProgrammeRefusedError, match="not open to families"):
        join(run, other, joined_as="family", beside=beside)


def test_family_take_no_place_from_a_learner(saltmarsh: Organisation, lead: User, wren: Person) -> None:
    told = {"has_maths": "no", "allowed_because": "The funder agreed"}
    small = make_run(make_count_on_you(saltmarsh), lead, places=1)
    beside = join(small, wren, **told)

    assert join(small, relative_of(wren), joined_as="family", beside=beside, **told).pk


def test_a_person_of_the_next_council_cannot_be_enrolled(run: ProgrammeRun, farbank: Organisation) -> None:
    theirs = make_person(farbank)

    with pytest.raises(ProgrammeRefusedError, match="no such person"):
        join(run, theirs)


def test_a_stage_is_completed_once_and_not_in_the_future(run: ProgrammeRun, wren: Person) -> None:
    joined, stage = join(run, wren), run.stages.get(position=1)
    for day, words in ((DAY + timedelta(days=1), "still to come"), (STARTS - timedelta(days=1), "before that")):
        with pytest.raises(ProgrammeRefusedError, match=words):
            complete_stage(participation=joined, stage=stage, completed_date=day, **BY)

    complete_stage(participation=joined, stage=stage, completed_date=DAY, **BY)

    with pytest.raises(ProgrammeRefusedError, match="completed before"):
        complete_stage(participation=joined, stage=stage, completed_date=DAY, **BY)


def test_a_job_that_is_to_begin_later_is_no_outcome_yet(run: ProgrammeRun, wren: Person) -> None:
    joined = join(run, wren)
    job = {"participation": joined, "kind": "job", "where_words": "Saltmarsh Hospital"}

    with pytest.raises(ProgrammeRefusedError, match="still to come"):
        record_outcome(**job, start_date=DAY + timedelta(days=1), **BY)

    record_outcome(**job, start_date=DAY, **BY)
    with pytest.raises(ProgrammeRefusedError, match="recorded before"):
        record_outcome(**job, start_date=DAY, **BY)


def test_whoever_leaves_says_why_once_and_long_words_in_any_script_are_kept(
    run: ProgrammeRun, wren: Person, saltmarsh: Organisation
) -> None:
    joined, words = join(run, wren), "شكرا " * 2000
    leaving = {"participation": joined, "left_date": DAY, **BY}
    with pytest.raises(ProgrammeChangedError):
        leave(version=9, because=reason(saltmarsh), **leaving)
    with pytest.raises(ProgrammeRefusedError, match="reasons for leaving"):
        leave(version=1, because=reason(saltmarsh, "absence"), **leaving)

    leave(version=1, because=reason(saltmarsh), words=words, **leaving)

    joined.refresh_from_db()
    assert joined.left_words == words.strip()
    assert "شكرا" not in Event.objects.get(kind="programme.left").facts
    for version in (1, 2):
        with pytest.raises(ProgrammeRefusedError, match="left already"):
            leave(version=version, because=reason(saltmarsh), **leaving)


def test_a_joining_by_mistake_is_taken_back_and_they_may_join_again(run: ProgrammeRun, wren: Person) -> None:
    withdraw_participation(participation=join(run, wren), version=1, **BY)

    again = join(run, wren)
    complete_stage(participation=again, stage=run.stages.get(position=1), completed_date=DAY, **BY)
    with pytest.raises(ProgrammeRefusedError, match="taken part already"):
        withdraw_participation(participation=again, version=1, **BY)


def test_confidence_is_answered_from_1_to_10_and_corrected(course: ProgrammeRun, wren: Person) -> None:
    joined = join(course, wren, has_maths="no", allowed_because="The funder agreed")
    question = course.programme.questions.get(position=1)
    answer = {"participation": joined, "moment": "before", "answered_date": DAY, **BY}
    for scores in ({question.pk: 0}, {question.pk: 11}, {}, {0: 5}):
        with pytest.raises(ProgrammeRefusedError):
            answer_confidence(scores=scores, **answer)

    answer_confidence(scores={question.pk: 3}, **answer)
    answer_confidence(scores={question.pk: 4}, **answer)

    assert list(joined.answers.values_list("moment", "score")) == [("before", 4)]


def test_a_session_is_called_off_once_and_says_why(run: ProgrammeRun) -> None:
    session = run.sessions.order_by("pk")[0]
    with pytest.raises(ProgrammeRefusedError, match="Say why"):
        cancel_session(session=session, because=" ", **BY)

    cancel_session(session=session, because="Snow", **BY)

    with pytest.raises(ProgrammeRefusedError, match="called off before"):
        cancel_session(session=session, because="Snow", **BY)


def test_a_council_adds_and_closes_its_own_reasons(saltmarsh: Organisation, programme: Programme) -> None:
    added = add_reason(organisation=saltmarsh, use="absence", words="At court", **BY)
    with pytest.raises(ProgrammeRefusedError, match="there already"):
        add_reason(organisation=saltmarsh, use="absence", words="At court", **BY)

    close_reason(reason=added, **BY)
    assert add_reason(organisation=saltmarsh, use="absence", words="At court", **BY).pk == added.pk
