"""
More of everything that a page of the rooms around the month may list, for whoever counts how often a page asks.

Each function adds rows of one room: to as many people as it is given, and around the same ids as the crawl's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from tests.factories.cast import SETUP
from tests.factories.charter import (
    check_everything,
    forward,
    make_opportunity,
    make_placement,
    make_signing,
    promise,
    register,
)
from tests.factories.desk import make_council_move, make_leaver_notice
from tests.factories.funds import approve, ask_of, make_pot, pay
from tests.factories.impact import care, make_january, make_story, reach
from tests.factories.leavers import make_study
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from tests.factories.programmes import join, make_run
from tests.factories.referrals import agree_with, make_agency, make_referral, make_site
from tests.factories.returns import make_action, make_report
from tests.factories.school_lists import make_objection
from tests.factories.voice import do, finish, make_complaint, make_suggestion, make_voice, publish
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.applications.actions import record_step, shortlist
from towpath.caseload.actions import (
    Move,
    Score,
    Step,
    add_to_concern,
    give_skill,
    make_code,
    open_barrier,
    raise_concern,
    record_agreement,
    record_needs,
    write_plan,
    write_transition_plan,
)
from towpath.caseload.lists import BARRIERS, SKILLS
from towpath.caseload.models import Concern, Plan, TransitionPlan
from towpath.charter.actions import use_pledge
from towpath.charter.models import Opportunity, Pledge
from towpath.funds.models import Pot
from towpath.insight.models import ImprovementPlan
from towpath.insight.reports.impact.actions import Papers, lock_report, release_report
from towpath.organisation.actions import add_choice
from towpath.organisation.models import Organisation
from towpath.people.actions import add_contact_route, record_relative
from towpath.people.models import Person
from towpath.privacy.actions import place_hold, record_request
from towpath.programmes.actions import StageAsked, add_question, add_stage, mark_register, record_outcome
from towpath.programmes.models import Participation, Programme, ProgrammeRun
from towpath.referrals.actions import add_to_agenda, call_panel, give_action, list_drop_in
from towpath.referrals.models import Panel, PanelItem
from towpath.returns.actions import rehearse
from towpath.risk.actions import Said, add_pupil
from towpath.risk.models import SchoolList
from towpath.rules.applications import Stage
from towpath.voice.actions import write_release
from towpath.voice.models import VoiceEntry


@dataclass(frozen=True, slots=True)
class Around:
    """What the rooms grow around: the council, its staff by role, the crawl's ids, its person, and more people."""

    council: Organisation
    staff: Mapping[str, User]
    ids: Mapping[str, str]
    person: Person
    people: Mapping[int, Person]
    """Others by a number of their own, which is never used twice."""

    @property
    def adviser(self) -> User:
        return self.staff["adviser"]

    def held(self, name: str) -> int:
        return int(self.ids[name])


def grow_casework(around: Around) -> None:
    """Add plans in versions and of many steps, needs, barriers, concerns, codes, skills and words of lists."""
    person, adviser = around.person, around.adviser
    concern = Concern.objects.get(public_id=around.ids["concern_id"])
    for number, other in around.people.items():
        _plan(other, 0, steps=2, owner=adviser)
        _plan(person, _versions(Plan, person), steps=number // 4, owner=adviser)
        write_transition_plan(
            person=person, number=_versions(TransitionPlan, person), move=Move(preferred="Lock College"),
            checks={"first_week": DAY + timedelta(days=number)}, owner=adviser, by=SETUP, at=MORNING,
        )  # fmt: skip
        record_agreement(
            person=person, answer="yes", channel="phone", answered_date=DAY, words=f"Yes {number}", by=SETUP, at=MORNING
        )
        record_needs(
            person=person, assessed_date=DAY - timedelta(days=number), strengths="Kind",
            scores=[Score("money", number % 10), Score("travel", 4)], by=SETUP, at=MORNING,
        )  # fmt: skip
        word = add_choice(organisation=around.council, to=BARRIERS, words=f"Tide {number}", by=SETUP, at=MORNING)
        skill = add_choice(organisation=around.council, to=SKILLS, words=f"Knots {number}", by=SETUP, at=MORNING)
        for somebody in (person, other):
            open_barrier(person=somebody, code=word.code, opened_date=DAY, by=SETUP, at=MORNING)
            raise_concern(person=somebody, seen_date=DAY, words="Seen", told="lead", by=SETUP, at=MORNING)
        add_to_concern(concern=concern, kind="added", words=f"And {number}", by=SETUP, at=MORNING)
        give_skill(organisation=around.council, user=adviser, code=skill.code, from_date=DAY, by=SETUP, at=MORNING)
        make_code(person=person, made_by=adviser, by=SETUP, at=MORNING)
        add_contact_route(
            person=person, kind="phone", value=f"07700 9111{number:02}", belongs_to="parent", source="page:1", by=SETUP,
            at=MORNING,
        )  # fmt: skip
        record_relative(
            person=person, relation="sibling", given_name=f"Robin {number}", family_name="Halloran", source="page:1",
            by=SETUP, at=MORNING,
        )  # fmt: skip


def _versions(model: type[Plan] | type[TransitionPlan], person: Person) -> int:
    return model.objects.filter(person=person).count()


def _plan(person: Person, number: int, *, steps: int, owner: User) -> None:
    asked = [
        Step(words=f"Step {place}", whose=("adviser", "young_person")[place % 2], due_date=DAY)
        for place in range(steps)
    ]
    write_plan(
        person=person, number=number, goal="Boats", review_date=DAY, steps=asked, owner=owner, by=SETUP, at=MORNING
    )


def grow_options(around: Around) -> None:
    """Add places to learn, what can be joined there, and applications."""
    for number, other in around.people.items():
        opening = make_opening(
            make_college(around.council, name=f"College {number}", ukprn=f"100010{number}"), source=f"import:{number}"
        )
        shortlist(person=other, opening=opening, by=SETUP, at=MORNING)
        application = shortlist(person=around.person, opening=opening, by=SETUP, at=MORNING)
        record_step(
            application=application, version=1, stage=Stage.APPLIED, happened_date=DAY, said_by="young_person",
            by=SETUP, at=MORNING,
        )  # fmt: skip


def grow_charter(around: Around) -> None:
    """Add employers, pledges and their use, openings, whom they suit, whom they were asked to see, and placements."""
    opportunity = Opportunity.objects.get(pk=around.held("opportunity_id"))
    stands = opportunity.establishment.signings.get()
    pledge = Pledge.objects.get(pk=around.held("pledge_id"))
    for number, other in around.people.items():
        promise(make_signing(around.council, f"Chandler {number}"), quantity=number + 1)
        promise(stands, kind="work_experience")
        use_pledge(pledge=pledge, used_date=DAY, person=other, words="Met them", by=SETUP, at=MORNING)
        register(other)
        forward(other, opportunity)
        also = make_opportunity(stands, title=f"Deckhand {number}")
        make_opportunity(stands, title=f"Rigger {number}")
        forward(other, also)
        submission, _ = forward(around.person, also)
        check_everything(make_placement(submission))


def grow_programmes(around: Around) -> None:
    """Add runs, stages, questions, people who take part, marks of registers and what came of it."""
    programme = Programme.objects.get(pk=around.held("programme_id"))
    run = ProgrammeRun.objects.get(pk=around.held("programme_run_id"))
    participation = Participation.objects.get(pk=around.held("participation_id"))
    ProgrammeRun.objects.filter(pk=run.pk).update(places=100)
    unmarked = iter(run.sessions.filter(session_date__lt=DAY, marks__isnull=True).order_by("session_date"))
    first = run.sessions.order_by("session_date")[0]
    for number, other in around.people.items():
        make_run(programme, around.adviser, name=f"Run {number}")
        stage = StageAsked(name=f"Stage {number}", kind="classroom", weeks=1, weekdays="1")
        add_stage(programme=programme, asked=stage, by=SETUP, at=MORNING)
        add_question(
            programme=programme, words=f"How sure are you of {number}?", short_words=str(number), by=SETUP, at=MORNING
        )
        joined = join(run, other)
        mark_register(session=first, participation=joined, mark="absent", seen=0, by=SETUP, at=MORNING)
        if session := next(unmarked, None):
            mark_register(session=session, participation=participation, mark="present", seen=0, by=SETUP, at=MORNING)
        for each in (participation, joined):
            record_outcome(
                participation=each, kind="job", where_words="The lock", start_date=DAY - timedelta(days=number % 17),
                by=SETUP, at=MORNING,
            )  # fmt: skip


def grow_funds(around: Around) -> None:
    """Add pots, and requests that wait, were paid, and are of others."""
    pot, manager = Pot.objects.get(pk=around.held("pot_id")), around.staff["manager"]
    for number, other in around.people.items():
        make_pot(around.council, manager, name=f"Pot {number}")
        ask_of(pot, other, around.adviser, 100)
        ask_of(pot, around.person, around.adviser, 100 + number)
        pay(approve(ask_of(pot, around.person, around.adviser, 200 + number), manager), around.adviser)


def grow_referrals(around: Around) -> None:
    """Add referrals, panels, what stands on an agenda and is to be done of it, drop-ins and agreements."""
    panel = Panel.objects.get(pk=around.held("panel_id"))
    item = PanelItem.objects.get(pk=around.held("item_id"))
    for number in around.people:
        referral = make_referral(around.council, sending=f"sent {number}", family_name=f"Marsden-{number}")
        add_to_agenda(panel=panel, referral=referral, by=SETUP, at=MORNING)
        call_panel(organisation=around.council, name=f"Panel {number}", meets_at=MORNING, by=SETUP, at=MORNING)
        give_action(item=item, words="Ring", owner=around.adviser, due_date=DAY, by=SETUP, at=MORNING)
        agency = make_agency(around.council, name=f"Agency {number}")
        agree_with(agency)
        list_drop_in(
            site=make_site(agency), adviser=around.adviser, weekday=number % 7, opens_at=time(number % 6, 1),
            closes_at=time(number % 6, 2), from_date=DAY, by=SETUP, at=MORNING,
        )  # fmt: skip


def grow_voice(around: Around) -> None:
    """Add what was said, was changed and told to all, waits to be sorted, and complaints."""
    manager = viewer_for(around.staff["manager"], around.council, DAY)
    entry = VoiceEntry.objects.get(pk=around.held("entry_id"))
    for number in around.people:
        said = make_voice(around.council, around.adviser, sending=f"said {number}")
        finish(said)
        publish(said, manager)
        make_suggestion(around.council, sending=f"box {number}")
        make_complaint(around.council, sending=f"wrong {number}")
        do(write_release, entry, you_said=f"More rooms {number}.", we_did="The rooms are let.")


def grow_held(around: Around) -> None:
    """Add requests for what is held, holds and objections."""
    for other in around.people.values():
        record_request(
            person=other, asked_by="young_person", received_date=DAY, identity="not_yet", by=SETUP, at=MORNING
        )
        place_hold(person=other, reason="court", words="Ordered", by=SETUP, at=MORNING)
        make_objection(other)


def grow_school_list(around: Around, pupils: Sequence[Person]) -> None:
    """Add pupils to the school's list."""
    school_list = SchoolList.objects.get(pk=around.held("list_id"))
    for pupil in pupils:
        said = Said(kind="added", reason="no_plan")
        add_pupil(school_list=school_list, person=pupil, said=said, by=SETUP, at=MORNING)


def grow_results(around: Around) -> dict[str, str]:
    """Add studies and reports; return the ids of the last report, which tells and hands out the most."""
    manager = viewer_for(around.staff["manager"], around.council, DAY)
    for number, other in around.people.items():
        make_study(around.council, question=f"Question {number}?")
        care(other)
        reach(other, around.adviser, MORNING)
    report = make_january(around.council, title=f"January for {len(around.people)}")
    stories = [make_story(report, other) for other in around.people.values()]
    lock_report(report=report, viewer=manager, at=MORNING)
    papers = Papers(page=b"<p>Ours</p>", figures=b"a\n", pdf=None)
    for number in around.people:
        gone = release_report(
            report=report, papers=papers, stories=stories, to=f"Committee {number}", purpose="Its report", upper=4,
            by_name="Marion Fairclough", by=SETUP, at=MORNING,
        )  # fmt: skip
    return {"report_id": str(report.pk), "story_id": str(stories[0].pk), "release_id": str(gone.pk)}


def grow_returns(around: Around, ids: list[int]) -> None:
    """Add a night of the return, a report of DfE's about everybody, and a plan with as many actions."""
    rehearse(organisation=around.council, by=SETUP, at=MORNING + timedelta(minutes=len(ids)))
    lines = "".join(f",Nobody {each},1/1/2009,3{each % 9}\n" for each in ids)
    make_report(around.council, f"YPID,Surname,DOB,Error number\n{lines}")
    plan = ImprovementPlan.objects.get(pk=around.held("plan_id"))
    for number in ids:
        make_action(plan, words=f"Ring {number}")


def grow_desk(around: Around) -> None:
    """Add notices of leavers, and moves."""
    for other in around.people.values():
        make_leaver_notice(other)
        make_council_move(other)


def grow_rooms(around: Around, pupils: Sequence[Person]) -> dict[str, str]:
    """Add to every room, and return the ids whose lists are longest now."""
    grow_school_list(around, pupils)
    for grow in (
        grow_casework,
        grow_desk,
        grow_options,
        grow_charter,
        grow_programmes,
        grow_funds,
        grow_referrals,
        grow_voice,
        grow_held,
    ):
        grow(around)
    grow_returns(around, [pupil.pk for pupil in pupils])
    return grow_results(around)
