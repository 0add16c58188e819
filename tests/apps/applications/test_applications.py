"""From the shortlist to six weeks after the start, and who may know of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from tests.factories.people import WREN, make_person
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.applications.actions import (
    ApplicationChangedError,
    ApplicationRefusedError,
    record_step,
    shortlist,
    take_back_step,
)
from towpath.applications.models import Application, Step
from towpath.applications.queries import (
    ApplicationNotFoundError,
    get_application,
    list_applications,
    list_applications_of,
)
from towpath.audit.models import Event
from towpath.caseload.actions import open_case
from towpath.contact.actions import NextStep
from towpath.files.actions import open_kept
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people
from towpath.people.models import Person
from towpath.provision.models import Establishment, Opening
from towpath.returns.actions import build_return
from towpath.rules.applications import WAY, Stage
from towpath.rules.returns.model import Record
from towpath.rules.returns.read import read_return
from towpath.tasks.models import Task
from towpath.tracking.actions import GUARANTEES, NewGuarantee, decide_proposal, withdraw_statements
from towpath.tracking.models import GuaranteeFact, Proposal, Spell, Statement

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


@pytest.fixture
def college(saltmarsh: Organisation) -> Establishment:
    return make_college(saltmarsh)


@pytest.fixture
def opening(college: Establishment) -> Opening:
    return make_opening(college, end_date=date(2026, 7, 17), start_date=date(2026, 1, 5))


@pytest.fixture
def listed(wren: Person, opening: Opening, adviser: Viewer) -> Application:
    return shortlist(person=wren, opening=opening, why="Likes building", by=adviser.actor, at=MORNING)


def step(application: Application, stage: Stage, by: Viewer, *, at: datetime = MORNING, **changed: object) -> Step:
    application.refresh_from_db()
    told: dict[str, object] = {"happened_date": at.date(), "said_by": "provider_contact"}
    return record_step(
        application=application, version=application.version, stage=stage, by=by.actor, at=at, **{**told, **changed}
    )  # type: ignore[arg-type]


def go_to(application: Application, stage: Stage, by: Viewer) -> None:
    for each in WAY[1 : WAY.index(stage) + 1]:
        step(application, each, by)


def test_a_shortlist_says_why_and_is_in_the_log(listed: Application, wren: Person) -> None:
    assert (listed.stage, listed.why) == ("shortlisted", "Likes building")
    assert Event.objects.filter(kind="application.shortlisted", person=wren.public_id).count() == 1


def test_one_opening_is_on_the_list_once(listed: Application, wren: Person, opening: Opening, adviser: Viewer) -> None:
    with pytest.raises(ApplicationRefusedError, match="already"):
        shortlist(person=wren, opening=opening, by=adviser.actor, at=MORNING)


def test_one_opening_is_on_the_list_once_under_a_merged_record(
    saltmarsh: Organisation, listed: Application, wren: Person, opening: Opening, adviser: Viewer, manager: Viewer
) -> None:
    other = make_person(saltmarsh, replace(WREN, upn=None, legal_given_name="Wrenn"), source="import:2")
    merge_people(person=wren, same_as=other, by=manager.actor, at=MORNING)

    with pytest.raises(ApplicationRefusedError, match="already"):
        shortlist(person=other, opening=opening, by=adviser.actor, at=MORNING)
    assert list(list_applications_of(adviser, other.pk, DAY)) == [listed]


def test_what_was_turned_down_may_be_listed_again(
    listed: Application, wren: Person, opening: Opening, adviser: Viewer
) -> None:
    step(listed, Stage.TURNED_DOWN, adviser, said_by="young_person")

    assert shortlist(person=wren, opening=opening, by=adviser.actor, at=MORNING).pk != listed.pk


def test_another_councils_opening_is_not_listed(wren: Person, farbank: Organisation, adviser: Viewer) -> None:
    theirs = make_opening(make_college(farbank))

    with pytest.raises(ApplicationRefusedError, match="not in the directory"):
        shortlist(person=wren, opening=theirs, by=adviser.actor, at=MORNING)


def test_a_step_out_of_turn_is_refused_and_nothing_is_kept(listed: Application, adviser: Viewer) -> None:
    with pytest.raises(ApplicationRefusedError, match="does not come next"):
        step(listed, Stage.STARTED, adviser)

    assert listed.steps.count() == 1


def test_a_step_to_come_is_refused(listed: Application, adviser: Viewer) -> None:
    with pytest.raises(ApplicationRefusedError, match="has not come yet"):
        step(listed, Stage.APPLIED, adviser, happened_date=MORNING.date() + timedelta(days=1))


def test_nobodys_word_is_not_an_offer(listed: Application, adviser: Viewer) -> None:
    step(listed, Stage.APPLIED, adviser, said_by="ours")

    for nobody in ("ours", "", "a friend"):
        with pytest.raises(ApplicationRefusedError, match="who told us"):
            step(listed, Stage.OFFERED, adviser, said_by=nobody)


def test_a_second_tab_is_told_and_changes_nothing(listed: Application, adviser: Viewer) -> None:
    how = {"stage": Stage.APPLIED, "happened_date": MORNING.date(), "said_by": "ours", "at": MORNING}
    record_step(application=listed, version=1, by=adviser.actor, **how)  # type: ignore[arg-type]

    with pytest.raises(ApplicationChangedError):
        record_step(application=listed, version=1, by=adviser.actor, **how)  # type: ignore[arg-type]
    assert listed.steps.count() == 1 + 1


def test_long_words_are_refused_and_right_to_left_words_are_kept(listed: Application, adviser: Viewer) -> None:
    with pytest.raises(ApplicationRefusedError, match="4,000"):
        step(listed, Stage.APPLIED, adviser, words="x" * 10_000)

    assert step(listed, Stage.APPLIED, adviser, words="قالت إنها سعيدة").words == "قالت إنها سعيدة"


def test_an_offer_is_told_to_the_guarantee(listed: Application, wren: Person, adviser: Viewer) -> None:
    go_to(listed, Stage.OFFERED, adviser)

    fact = GuaranteeFact.objects.get(person=wren, withdrawn_at__isnull=True)
    # Born 31 August 2009 and starting on 5 January 2026: Year 11 until 31 August 2025.
    assert (fact.cohort_year, fact.year_group, fact.status, fact.la_code) == (2025, 11, "110", "343")


def guarantee_of(person: Person) -> list[tuple[str, str]]:
    """Return the status and the source of what stands of somebody in the guarantee."""
    standing = GuaranteeFact.objects.filter(person=person, withdrawn_at__isnull=True).order_by("pk")
    return list(standing.values_list("status", "source"))


def tell_guarantee_by_list(person: Person, status: str) -> None:
    """Let a list say where somebody stands in the guarantee of September 2025."""
    fact = NewGuarantee(
        person_id=person.pk, cohort_year=2025, year_group=11, status=status, la_code="343", source="import:7"
    )
    GUARANTEES.record(organisation=person.organisation, incoming=[fact], by=SETUP, at=MORNING - timedelta(days=1))


def test_an_application_is_awaited_under_the_guarantee_until_it_ends(
    listed: Application, wren: Person, adviser: Viewer
) -> None:
    applied = step(listed, Stage.APPLIED, adviser)
    awaited = guarantee_of(wren)

    step(listed, Stage.REFUSED, adviser)

    assert awaited == [("140", f"application_step:{applied.pk}")]
    assert guarantee_of(wren) == []


def test_an_offer_that_is_turned_down_was_made_all_the_same(listed: Application, wren: Person, adviser: Viewer) -> None:
    go_to(listed, Stage.OFFERED, adviser)

    step(listed, Stage.TURNED_DOWN, adviser, said_by="young_person")

    assert [status for status, _ in guarantee_of(wren)] == ["110"]


def test_a_second_application_is_awaited_when_the_first_is_refused(
    listed: Application, wren: Person, college: Establishment, adviser: Viewer
) -> None:
    other = shortlist(person=wren, opening=make_opening(college, title="Joinery"), by=adviser.actor, at=MORNING)
    for each in (listed, other):
        step(each, Stage.APPLIED, adviser)

    step(listed, Stage.REFUSED, adviser)

    assert [status for status, _ in guarantee_of(wren)] == ["140"]


def test_what_a_list_told_the_guarantee_stands_against_an_application_and_not_against_an_offer(
    listed: Application, wren: Person, adviser: Viewer
) -> None:
    tell_guarantee_by_list(wren, "122")
    step(listed, Stage.APPLIED, adviser)
    applied = guarantee_of(wren)

    step(listed, Stage.OFFERED, adviser)

    assert applied == [("122", "import:7")]
    assert [status for status, _ in guarantee_of(wren)] == ["110"]


def test_what_a_list_told_comes_back_when_each_step_was_a_mistake(
    listed: Application, wren: Person, adviser: Viewer
) -> None:
    tell_guarantee_by_list(wren, "151")
    go_to(listed, Stage.OFFERED, adviser)
    said = []
    for later in (1, 2):
        listed.refresh_from_db()
        at = MORNING + timedelta(hours=later)
        take_back_step(application=listed, version=listed.version, by=adviser.actor, at=at)
        said += guarantee_of(wren)

    assert [status for status, _ in said] == ["140", "151"]
    assert said[-1][1] == "import:7"


def test_the_return_counts_the_offer_of_an_application(
    saltmarsh: Organisation, listed: Application, wren: Person, adviser: Viewer
) -> None:
    go_to(listed, Stage.OFFERED, adviser)

    at = MORNING + timedelta(hours=1)
    run = build_return(organisation=saltmarsh, period_end=DAY, known_at=at, by=SETUP, at=at)

    with open_kept(run.file) as file:
        [record] = [item for item in read_return(file) if isinstance(item, Record)]
    # In January the Year 11 part is of those who are in Year 12 by now.
    assert (record.guarantee_indicator, record.guarantee_11_status) == ("Y", "110")


def test_a_job_offer_says_nothing_to_the_guarantee(wren: Person, college: Establishment, adviser: Viewer) -> None:
    job = shortlist(person=wren, opening=make_opening(college, kind="vacancy"), by=adviser.actor, at=MORNING)

    go_to(job, Stage.OFFERED, adviser)

    assert not GuaranteeFact.objects.exists()


def test_a_start_proposes_a_status_and_records_none(listed: Application, opening: Opening, adviser: Viewer) -> None:
    go_to(listed, Stage.STARTED, adviser)

    listed.refresh_from_db()
    proposal = listed.proposal
    assert proposal is not None
    assert (proposal.code, proposal.how, proposal.expected_end_date) == ("230", "provider_contact", opening.end_date)
    assert (proposal.state, proposal.course_title) == (Proposal.State.OPEN, "Bricklaying Level 1")
    assert not Statement.objects.exists()


def test_a_start_asks_their_adviser_after_six_weeks_and_the_answer_settles_it(
    listed: Application, wren: Person, adviser: Viewer, manager: Viewer
) -> None:
    boss = User.objects.get(pk=manager.user_id)
    next_step = NextStep(due_date=DAY, words="Ring")
    open_case(
        person=wren, adviser=boss, level_of_need="1", because="NEET", next_step=next_step, by=manager.actor, at=MORNING
    )
    go_to(listed, Stage.STARTED, adviser)
    asked = Task.objects.get(source=f"applications_application:{listed.pk}")
    in_six_weeks = MORNING + timedelta(days=42)

    step(listed, Stage.SIX_WEEKS, adviser, at=in_six_weeks)

    assert (asked.owner, asked.due_date) == (boss, MORNING.date() + timedelta(days=42))
    asked.refresh_from_db()
    listed.refresh_from_db()
    assert (asked.state, listed.stage, listed.ended_date) == ("done", "six_weeks", in_six_weeks.date())


def last_proposal(application: Application) -> Proposal:
    application.refresh_from_db()
    assert application.proposal is not None
    return application.proposal


def test_six_weeks_propose_that_the_status_is_still_so(
    listed: Application, saltmarsh: Organisation, adviser: Viewer, data_lead: Viewer
) -> None:
    go_to(listed, Stage.STARTED, adviser)
    start = last_proposal(listed)
    decide_proposal(organisation=saltmarsh, proposal_id=start.pk, take=True, by=data_lead.actor, at=MORNING)

    later = MORNING + timedelta(days=42)
    step(listed, Stage.SIX_WEEKS, adviser, at=later)

    stay = last_proposal(listed)
    assert (stay.code, stay.start_date, stay.verified_date) == ("230", MORNING.date(), later.date())
    decide_proposal(organisation=saltmarsh, proposal_id=stay.pk, take=True, by=data_lead.actor, at=later)
    # A confirmation is a new statement: the spell goes on, and is known for longer.
    assert Statement.objects.count() == 2
    [spell] = Spell.objects.filter(person=listed.person)
    assert (spell.code, spell.from_date) == ("230", MORNING.date())


def test_a_later_word_takes_the_place_of_one_that_nobody_decided_on(listed: Application, adviser: Viewer) -> None:
    go_to(listed, Stage.STARTED, adviser)
    start = last_proposal(listed)

    step(listed, Stage.SIX_WEEKS, adviser, at=MORNING + timedelta(days=42))

    start.refresh_from_db()
    assert start.state == Proposal.State.REFUSED
    assert [each.pk for each in Proposal.objects.filter(state=Proposal.State.OPEN)] == [last_proposal(listed).pk]


def test_having_left_proposes_the_end_and_asks_what_they_do_now(
    listed: Application, saltmarsh: Organisation, adviser: Viewer, data_lead: Viewer
) -> None:
    go_to(listed, Stage.STARTED, adviser)
    decide_proposal(
        organisation=saltmarsh, proposal_id=last_proposal(listed).pk, take=True, by=data_lead.actor, at=MORNING
    )
    later = MORNING + timedelta(days=10)

    step(listed, Stage.LEFT, adviser, at=later)

    end = last_proposal(listed)
    assert (end.code, end.start_date, end.end_date) == ("230", MORNING.date(), later.date())
    decide_proposal(organisation=saltmarsh, proposal_id=end.pk, take=True, by=data_lead.actor, at=later)
    # Past the end the day is not known, and the start does not come back.
    [spell] = Spell.objects.filter(person=listed.person)
    assert spell.to_date == later.date()
    [asked] = Task.objects.filter(state=Task.State.OPEN)
    assert (asked.words, asked.due_date) == (
        "They left Bricklaying Level 1. Find out what they do now.",
        later.date() + timedelta(days=7),
    )


def test_taking_back_that_they_stayed_proposes_the_start_again_and_asks_again(
    listed: Application, adviser: Viewer
) -> None:
    go_to(listed, Stage.STARTED, adviser)
    later = MORNING + timedelta(days=42)
    step(listed, Stage.SIX_WEEKS, adviser, at=later)
    listed.refresh_from_db()

    take_back_step(application=listed, version=listed.version, by=adviser.actor, at=later + timedelta(hours=1))

    again = last_proposal(listed)
    assert (again.state, again.verified_date, listed.stage) == (Proposal.State.OPEN, MORNING.date(), "started")
    [asked] = Task.objects.filter(state=Task.State.OPEN)
    assert asked.due_date == later.date()


def test_taking_back_that_they_left_keeps_what_was_decided_of_the_start(
    listed: Application, saltmarsh: Organisation, adviser: Viewer, data_lead: Viewer
) -> None:
    go_to(listed, Stage.STARTED, adviser)
    start = last_proposal(listed)
    decide_proposal(organisation=saltmarsh, proposal_id=start.pk, take=False, by=data_lead.actor, at=MORNING)
    later = MORNING + timedelta(days=10)
    step(listed, Stage.LEFT, adviser, at=later)
    listed.refresh_from_db()

    take_back_step(application=listed, version=listed.version, by=adviser.actor, at=later + timedelta(hours=1))

    assert last_proposal(listed).pk == start.pk
    assert not Proposal.objects.filter(state=Proposal.State.OPEN).exists()
    assert [each.kind for each in Task.objects.filter(state=Task.State.OPEN)] == ["review"]


def test_taking_back_a_start_takes_back_what_it_proposed(listed: Application, adviser: Viewer) -> None:
    go_to(listed, Stage.STARTED, adviser)
    listed.refresh_from_db()

    take_back_step(application=listed, version=listed.version, by=adviser.actor, at=MORNING)

    listed.refresh_from_db()
    assert (listed.stage, listed.proposal) == ("accepted", None)
    assert Proposal.objects.get().state == Proposal.State.REFUSED
    assert Task.objects.get().state == Task.State.DROPPED
    step(listed, Stage.STARTED, adviser)


def test_taking_back_an_offer_takes_it_back_from_the_guarantee(listed: Application, adviser: Viewer) -> None:
    go_to(listed, Stage.OFFERED, adviser)
    listed.refresh_from_db()

    take_back_step(application=listed, version=listed.version, by=adviser.actor, at=MORNING)

    assert [status for status, _ in guarantee_of(listed.person)] == ["140"]


def test_a_start_that_became_a_status_is_not_taken_back(
    listed: Application, saltmarsh: Organisation, adviser: Viewer, data_lead: Viewer
) -> None:
    go_to(listed, Stage.STARTED, adviser)
    listed.refresh_from_db()
    assert listed.proposal is not None
    decide_proposal(organisation=saltmarsh, proposal_id=listed.proposal.pk, take=True, by=data_lead.actor, at=MORNING)

    with pytest.raises(ApplicationRefusedError, match="Put that right first"):
        take_back_step(application=listed, version=listed.version, by=adviser.actor, at=MORNING)
    assert Statement.objects.count() == 1


def test_a_start_is_taken_back_once_the_status_it_became_was_withdrawn(
    listed: Application, saltmarsh: Organisation, adviser: Viewer, data_lead: Viewer
) -> None:
    go_to(listed, Stage.STARTED, adviser)
    how = {"organisation": saltmarsh, "by": data_lead.actor, "at": MORNING}
    taken = decide_proposal(proposal_id=last_proposal(listed).pk, take=True, **how)
    withdraw_statements(statement_ids=[taken.statement_id], reason="never started", **how)

    take_back_step(application=listed, version=listed.version, by=adviser.actor, at=MORNING)

    listed.refresh_from_db()
    assert (listed.stage, listed.proposal) == ("accepted", None)
    step(listed, Stage.STARTED, adviser)
    assert last_proposal(listed).state == Proposal.State.OPEN


def test_what_a_start_proposed_cannot_be_decided_while_it_is_taken_back(listed: Application, adviser: Viewer) -> None:
    go_to(listed, Stage.STARTED, adviser)
    listed.refresh_from_db()

    with CaptureQueriesContext(connection) as asked:
        take_back_step(application=listed, version=listed.version, by=adviser.actor, at=MORNING)

    read = next(each["sql"] for each in asked if '"tracking_proposal"."state"' in each["sql"])
    # SQLite lets one writer in at a time, and has nothing to say here.
    locked = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    assert read.startswith('SELECT "tracking_proposal"."id"')
    assert read.endswith(f" LIMIT 21{locked}")


def test_a_start_whose_status_was_refused_is_taken_back(
    listed: Application, saltmarsh: Organisation, adviser: Viewer, data_lead: Viewer
) -> None:
    go_to(listed, Stage.STARTED, adviser)
    listed.refresh_from_db()
    assert listed.proposal is not None
    decide_proposal(organisation=saltmarsh, proposal_id=listed.proposal.pk, take=False, by=data_lead.actor, at=MORNING)

    take_back_step(application=listed, version=listed.version, by=adviser.actor, at=MORNING)

    listed.refresh_from_db()
    assert (listed.stage, listed.proposal) == ("accepted", None)


def test_an_ending_is_not_taken_back_once_it_is_on_their_list_again(
    listed: Application, wren: Person, adviser: Viewer
) -> None:
    step(listed, Stage.TURNED_DOWN, adviser)
    shortlist(person=wren, opening=listed.opening, by=SETUP, at=MORNING)
    listed.refresh_from_db()

    with pytest.raises(ApplicationRefusedError, match="on their list again"):
        take_back_step(application=listed, version=listed.version, by=adviser.actor, at=MORNING)


def test_the_shortlist_itself_is_not_taken_back(listed: Application, adviser: Viewer) -> None:
    with pytest.raises(ApplicationRefusedError, match="turned down"):
        take_back_step(application=listed, version=1, by=adviser.actor, at=MORNING)


def test_a_stranger_a_school_and_a_commissioner_see_no_application(
    saltmarsh: Organisation, listed: Application, wren: Person, stranger: Viewer
) -> None:
    for viewer in (stranger, make_viewer(saltmarsh, "school_lead"), make_viewer(saltmarsh, "commissioner")):
        assert not list_applications(viewer, DAY).exists()
        with pytest.raises(ApplicationNotFoundError):
            get_application(viewer, wren.pk, listed.pk, DAY)


def test_an_application_is_not_found_under_somebody_else(
    saltmarsh: Organisation, listed: Application, adviser: Viewer
) -> None:
    other = make_person(saltmarsh, replace(WREN, upn=None, legal_given_name="Bob", birth_date=date(2009, 1, 1)))

    with pytest.raises(ApplicationNotFoundError):
        get_application(adviser, other.pk, listed.pk, DAY)


def test_the_database_takes_a_stage_once(listed: Application) -> None:
    again = {"stage": "shortlisted", "happened_date": DAY, "said_by": "ours", "recorded_at": datetime.now(UTC)}

    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(application=listed, recorded_by="x", **again)
