"""
One-to-one support: who is recorded and taken on, each contact and attempt, agreements, needs, barriers and plans.

A contact counts as an intervention where the young person was reached in conversation or seen; attempts, messages and
notes are planted beside them, and so are contacts before and after the year, which count for nothing in it.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from towpath.access.models import User
from towpath.audit import Actor
from towpath.caseload.actions import (
    Contact,
    Move,
    Score,
    Step,
    close_barrier,
    close_case,
    finish_step,
    open_barrier,
    open_case,
    record_agreement,
    record_needs,
    record_work,
    write_plan,
    write_transition_plan,
)
from towpath.caseload.models import Barrier, Case, NeedsAssessment, Plan, PlanStep
from towpath.contact.actions import NextStep, record_contact
from towpath.demo.month import NIGHT
from towpath.demo.year.agenda import working_day
from towpath.demo.year.cast import LOOKED_AFTER, TIMES, Member
from towpath.demo.year.stage import CARRIED_OVER, FIRST, LAST, Year, read, say
from towpath.people.actions import record_care_fact, record_people
from towpath.people.facts import PersonFacts
from towpath.people.models import CareFact, Person
from towpath.tasks.actions import finish_task
from towpath.tasks.models import Task

SOURCE = "diary:looked_after"
VIRTUAL_SCHOOL = "On the virtual school’s list"
STAY_OPEN = 12
"""How many of the cases are still open today; their last contacts are since the year."""
TEAM = 6
"""How many of the staff work with care-experienced young people: the two specialists and the first four advisers."""
DOMAINS = ("learning", "direction", "confidence", "wellbeing", "people", "home", "money", "travel")
_WEEK = timedelta(days=7)
_LAST_VISIT = date(2025, 3, 25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody of the team, as a user and as the log knows them."""

    user: User
    by: Actor


def record_everybody(year: Year) -> None:
    """Write down who is looked after or left care, as the virtual school and the leaving care team told it."""

    def record(at: datetime) -> None:
        told = [(None, _facts(each)) for each in year.cast]
        recorded = record_people(organisation=year.organisation, incoming=told, source=SOURCE, by=NIGHT, at=at)
        ids = [each.person_id for each in recorded]
        held = Person.objects.select_related("organisation").in_bulk([each for each in ids if each is not None])
        for member, person_id in zip(year.cast, ids, strict=True):
            year.people[member.key] = held[person_id or 0]
            _record_care(year, member, at)

    year.agenda.add(CARRIED_OVER, record, hour=9)


def _facts(member: Member) -> PersonFacts:
    return PersonFacts(
        nccis_id=member.nccis_id or None,
        upn=member.upn or None,
        legal_given_name=member.given_name,
        legal_family_name=member.family_name,
        birth_date=member.birth_date,
    )


def _record_care(year: Year, member: Member, at: datetime) -> None:
    """Say that they are looked after until they are 18, and a care leaver from then on."""
    born = member.birth_date
    grown = born.replace(year=born.year + 18) if (born.month, born.day) != (2, 29) else date(born.year + 18, 3, 1)
    person = year.people[member.key]

    def tell(kind: str, from_date: date, to_date: date | None, at: datetime) -> None:
        record_care_fact(person=person, kind=kind, from_date=from_date, to_date=to_date, source=SOURCE, by=NIGHT, at=at)

    eve = grown - timedelta(days=1)

    def grow(then: datetime) -> None:
        tell(CareFact.Kind.LOOKED_AFTER.value, member.since, eve, then)
        tell(CareFact.Kind.FORMER_RELEVANT.value, grown, None, then)

    if grown <= at.date():
        grow(at)
        return
    tell(CareFact.Kind.LOOKED_AFTER.value, member.since, None, at)
    if grown < date(2026, 1, 1):
        year.agenda.add(grown, grow, hour=8)


def support_everybody(year: Year) -> None:
    """Write down the year's support of each of those in the first group."""
    dice = year.dice("support")
    times = [often for often, people in TIMES.items() for _ in range(people)]
    dice.shuffle(times)
    team = _team(year)
    for place, (member, often) in enumerate(zip(year.of(LOOKED_AFTER), times, strict=True)):
        _Support(year, member, team[place % TEAM], random.Random(dice.random())).write_down(place, often)


def sweep(year: Year, until: date) -> None:
    """Each Friday the team ticks off what was done in the week: what had come due for anybody of the year."""

    def tick(at: datetime) -> None:
        mine = {person.pk for person in year.people.values()}
        due = Task.objects.filter(person__in=mine, state=Task.State.OPEN, due_date__lte=at.date())
        for task in due.select_related("person", "owner").order_by("due_date", "pk"):
            assert task.owner is not None
            finish_task(task=task, by=year.month.acting(task.owner, _role(year, task.owner)), at=at)

    day = FIRST + timedelta(days=4)
    while day <= until:
        year.agenda.add(day, tick, hour=17, minute=30)
        day += _WEEK


def _role(year: Year, user: User) -> str:
    return next(each.role for each in year.month.accounts if year.month.users[each.name].pk == user.pk)


def _team(year: Year) -> list[Worker]:
    posts = [("specialist", 0), ("specialist", 1), *(("adviser", place) for place in range(TEAM - 2))]
    return [Worker(user=year.holder(role, place), by=year.by(role, place)) for role, place in posts]


@dataclass(slots=True)
class _Support:
    """One young person's year with one worker."""

    year: Year
    member: Member
    worker: Worker
    dice: random.Random
    case: Case | None = None

    @property
    def person(self) -> Person:
        return self.year.people[self.member.key]

    def write_down(self, place: int, often: int) -> None:
        """Write down everything of this young person's year: `place` in the group, reached so `often`."""
        opened = working_day(FIRST + timedelta(days=7 + (place * 11) % 230))
        days = self._days(opened, often, is_last=place == 0)
        agenda = self.year.agenda
        agenda.add(opened, self._open)
        for number, day in enumerate(days):
            if self.dice.random() < 0.33:
                tried = working_day(max(opened, day - timedelta(days=self.dice.randint(2, 5))))
                agenda.add(tried, self._try, hour=12, minute=self.dice.randint(0, 59))
            agenda.add(day, self._meet, hour=13 + number % 3, minute=self.dice.randint(0, 59))
        if self.dice.random() < 0.92:
            agenda.add(days[0], lambda at: self._agree(at, self.dice.random() < 0.95), hour=16)
        if place % 5 < 2:
            agenda.add(days[0], self._look_at_needs, hour=16, minute=10)
            if often >= 3:
                agenda.add(days[-1], self._look_at_needs_again, hour=16, minute=10)
        if place % 5 < 3 and days[-1] < _LAST_VISIT:
            agenda.add(days[0], self._plan, hour=16, minute=20)
            if often >= 3:
                agenda.add(days[-1], self._review, hour=16, minute=20)
        if date(2008, 9, 1) <= self.member.birth_date <= date(2009, 8, 31) and place % 3 == 0:
            agenda.add(working_day(max(opened, date(2025, 2, 11)) + timedelta(days=place % 14)), self._move_on, hour=16)
        stays = place % 8 == 0 and place // 8 < STAY_OPEN
        if stays:
            self._since(place)
        else:
            agenda.add(working_day(max(days[-1], _LAST_VISIT) + timedelta(days=3 + place % 20)), self._close, hour=15)

    def _days(self, opened: date, often: int, *, is_last: bool) -> list[date]:
        """Return the days on which they were reached, each another, spread from the first week to the year's end."""
        span = (_LAST_VISIT - opened).days // often
        days = [
            working_day(opened + timedelta(days=number * span + self.dice.randint(1, max(1, span - 4))))
            for number in range(often)
        ]
        if is_last:
            # The last day of the period is in it.
            days[-1] = LAST
        return sorted(days)

    def _open(self, at: datetime) -> None:
        self.case = open_case(
            person=self.person, adviser=self.worker.user, level_of_need=self.dice.choice("1223"),
            because="Told of by the leaving care team" if self.member.age_on(FIRST) >= 18 else VIRTUAL_SCHOOL,
            next_step=NextStep(at.date() + _WEEK, "Get to know them"), by=self.worker.by, at=at,
        )  # fmt: skip

    def _work(self, at: datetime, contact: Contact, words: str, days: int) -> None:
        assert self.case is not None
        self.case.refresh_from_db()
        step = NextStep(working_day(at.date() + timedelta(days=days)), words)
        record_work(
            case=self.case, version=self.case.version, contact=contact, next_step=step, by=self.worker.by, at=at
        )

    def _meet(self, at: datetime) -> None:
        is_seen = self.dice.random() < 0.65
        family = self.member.age_on(at.date()) < 18 and self.dice.random() < 0.25
        contact = Contact(
            happened_at=at, channel="in_person" if is_seen else self.dice.choice(("phone", "phone", "video")),
            outcome="seen" if is_seen else "spoke", words=say("contacts", self.dice), with_family=family,
            who_was_present="Their carer" if family else "", minutes=self.dice.choice((20, 30, 45, 60)),
        )  # fmt: skip
        self._work(at, contact, say("next_steps", self.dice), self.dice.randint(7, 28))

    def _try(self, at: datetime) -> None:
        outcome, channel = self.dice.choice(
            (("no_answer", "phone"), ("left_message", "phone"), ("not_in", "in_person"), ("sent", "text"),
             ("replied", "text"), ("noted", "other")),
        )  # fmt: skip
        contact = Contact(happened_at=at, channel=channel, outcome=outcome, words=say("attempts", self.dice))
        self._work(at, contact, "", 7)

    def _agree(self, at: datetime, says_yes: bool) -> None:
        record_agreement(
            person=self.person, answer="yes" if says_yes else "no", channel="in_person", answered_date=at.date(),
            words="" if says_yes else "Not now. Ask me in the summer.", by=self.worker.by, at=at,
        )  # fmt: skip

    def _look_at_needs(self, at: datetime) -> None:
        asked = self.dice.sample(DOMAINS, 6)
        self._score(at, {domain: self.dice.randint(2, 6) for domain in asked})
        for code, words in self.dice.sample(read("words")["barriers"], self.dice.randint(1, 2)):
            open_barrier(person=self.person, code=code, words=words, opened_date=at.date(), by=self.worker.by, at=at)

    def _look_at_needs_again(self, at: datetime) -> None:
        before = NeedsAssessment.objects.filter(person=self.person).order_by("pk")[0]
        scores = {
            one.domain: min(10, max(0, one.score + self.dice.choice((-1, 0, 1, 1, 2, 2, 3))))
            for one in before.scores.all()
        }
        self._score(at, scores)
        for barrier in Barrier.objects.filter(person=self.person, closed_date__isnull=True).order_by("pk"):
            if self.dice.random() < 0.6:
                why = self.dice.choice(("solved", "solved", "managed", "passed_on"))
                close_barrier(barrier=barrier, because=why, closed_date=at.date(), by=self.worker.by, at=at)

    def _score(self, at: datetime, scores: dict[str, int]) -> None:
        record_needs(
            person=self.person, assessed_date=at.date(), strengths=say("strengths", self.dice),
            what_would_help=say("would_help", self.dice),
            scores=[Score(domain, score) for domain, score in sorted(scores.items())], by=self.worker.by, at=at,
        )  # fmt: skip

    def _steps(self, on: date) -> Sequence[Step]:
        drawn = self.dice.sample(read("words")["steps"], 3)
        return [
            Step(words=words, whose=whose, due_date=working_day(on + timedelta(days=14 * place)))
            for place, (words, whose) in enumerate(drawn, 1)
        ]

    def _plan(self, at: datetime) -> None:
        self._write(at, 0, say("goals", self.dice), self._steps(at.date()))

    def _review(self, at: datetime) -> None:
        plan = Plan.objects.filter(person=self.person).order_by("-number").first()
        assert plan is not None
        for step in plan.steps.filter(task__isnull=True, done_at__isnull=True).order_by("position")[:1]:
            finish_step(step=step, by=self.worker.by, at=at)
        kept = [
            Step(words=each.words, whose=each.whose, due_date=each.due_date, held_id=each.pk)
            for each in PlanStep.objects.filter(plan=plan).order_by("position")
        ]
        self._write(at, plan.number, plan.goal, [*kept, *self._steps(at.date())[:1]])

    def _write(self, at: datetime, number: int, goal: str, steps: Sequence[Step]) -> None:
        write_plan(
            person=self.person, number=number, goal=goal, review_date=working_day(at.date() + timedelta(days=84)),
            steps=steps, owner=self.worker.user, by=self.worker.by, at=at,
        )  # fmt: skip

    def _move_on(self, at: datetime) -> None:
        """Plan where somebody of Year 11 goes in September."""
        move = Move(
            preferred="Saltmarsh College, motor vehicle", back_up="Keelhouse Skills", application="applied",
            travel="The 14 bus, and a trial run in August", what_helps=say("would_help", self.dice), may_pass_on="yes",
        )  # fmt: skip
        days = {"summer": date(2025, 8, 21), "first_week": date(2025, 9, 8), "six_weeks": date(2025, 10, 17)}
        write_transition_plan(
            person=self.person, number=0, move=move, checks=days, owner=self.worker.user, by=self.worker.by, at=at
        )

    def _since(self, place: int) -> None:
        """Since the year they were met in each season, the last time this winter; the next step is still to come."""
        for day in (date(2025, 6, 10), date(2025, 9, 16), date(2025, 11, 18)):
            self.year.agenda.add(working_day(day + timedelta(days=place % 9)), self._meet, hour=11)
        last = working_day(date(2025, 12, 10) + timedelta(days=place % 7))
        self.year.agenda.add(last, self._meet_before_winter, hour=14)

    def _meet_before_winter(self, at: datetime) -> None:
        self._tick_off(at)
        plan = Plan.objects.filter(person=self.person).order_by("-number").first()
        if plan is not None:
            self._write(at, plan.number, plan.goal, self._steps(at.date() + timedelta(days=40)))
        contact = Contact(
            happened_at=at, channel="in_person", outcome="seen", words=say("contacts", self.dice), minutes=45
        )
        self._work(at, contact, say("next_steps", self.dice), 52 + self.dice.randint(0, 20))

    def _tick_off(self, at: datetime) -> None:
        """Finish what was still to be done, by the worker and by whoever else had a step."""
        for task in Task.objects.filter(person=self.person, state=Task.State.OPEN, owner=self.worker.user).order_by(
            "pk"
        ):
            finish_task(task=task, by=self.worker.by, at=at)
        latest = Plan.objects.filter(person=self.person).order_by("-number").first()
        for step in latest.steps.filter(task__isnull=True, done_at__isnull=True).order_by("position") if latest else ():
            finish_step(step=step, by=self.worker.by, at=at)

    def _close(self, at: datetime) -> None:
        assert self.case is not None
        self.case.refresh_from_db()
        why = self.dice.choice(("settled", "settled", "settled", "moved", "declined"))
        self._tick_off(at)
        close_case(case=self.case, version=self.case.version, because=why, by=self.worker.by, at=at)


def reach_around_the_year(year: Year) -> None:
    """Reach some before the year and after it, and try others in vain in it: none of it counts."""
    worker = _team(year)[0]
    supported, others = list(year.of(LOOKED_AFTER)), [each for each in year.cast if LOOKED_AFTER not in each.groups]

    def contact(member: Member, outcome: str, at: datetime) -> None:
        record_contact(
            person=year.people[member.key], happened_at=at, channel="phone", outcome=outcome, owner=worker.user,
            by=worker.by, at=at,
        )  # fmt: skip

    for member in supported[:3]:
        year.agenda.add(date(2024, 3, 28), partial(contact, member, "spoke"))
    for member in supported[3:6]:
        year.agenda.add(date(2025, 4, 1), partial(contact, member, "spoke"))
    for member in others[:5]:
        year.agenda.add(date(2024, 11, 12), partial(contact, member, "no_answer"))
