"""
The year's programmes: three runs of Count on You, the last of the Multiply money, and one Pre-Employment Programme.

Twenty-two young people come to Count on You, with six of their families outside the 22; one is on two of its runs and
is one person, and one is enrolled and never comes. Of the eight who join the Pre-Employment Programme four complete
it, three of whom go on to the Health Trust; the fourth is the one apprentice elsewhere, told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from towpath.audit import Actor
from towpath.demo.year.agenda import working_day
from towpath.demo.year.cast import CHARTER, LOOKED_AFTER, MULTIPLY, PRE_EMPLOYMENT, Member
from towpath.demo.year.charter import APPRENTICE_AT, APPRENTICESHIP
from towpath.demo.year.stage import SOURCE_OF_FAMILY, Year
from towpath.people.actions import record_relative
from towpath.people.models import FamilyLink
from towpath.programmes.actions import (
    ProgrammeAsked,
    StageAsked,
    add_question,
    add_stage,
    answer_confidence,
    complete_stage,
    enrol,
    explain_absence,
    leave,
    make_programme,
    mark_register,
    plan_run,
    record_outcome,
)
from towpath.programmes.models import (
    Participation,
    Programme,
    ProgrammeReason,
    ProgrammeRun,
    RunStage,
    TaughtSession,
)

HEALTH_TRUST = "Saltmarsh Health Trust"
_PLANNED = date(2024, 4, 15)
_WEEK = timedelta(weeks=1)
ROOM = "The Old Customs House, room 2"

COURSES = (
    ("Summer course", date(2024, 6, 4), 8),
    ("Autumn course", date(2024, 10, 1), 8),
    ("Winter course", date(2025, 1, 14), 6),
)
"""The runs of Count on You: what each is called, its first day, and how many of the 22 it is the first for."""
FAMILY = (
    (0, "Glenda", "mother"), (2, "Yolande", "grandmother"), (9, "Emeka", "foster carer"), (11, "Moira", "aunt"),
    (16, "Desmond", "father"), (18, "Ashling", "sister"),
)  # fmt: skip
"""Who of their families came: beside which of the 22, called what, and what they are to them."""
RAN = date(2024, 9, 16)
"""The first day of the Pre-Employment Programme, a Monday."""
LEFT_AFTER = ((6, "Health"), (13, "Found work or a course elsewhere"), (24, "Travel"), (38, "Not what they wanted"))
"""After how many days each of the four who did not complete left, and why."""


def play_programmes(year: Year) -> None:
    """Write down the programmes of the year."""
    _CountOnYou(year).write_down()
    _PreEmployment(year).write_down()


@dataclass(slots=True)
class _Taught:
    """A run as it is taught: who takes part by the key of the cast, and who comes to what."""

    year: Year
    dice: Random
    run: ProgrammeRun | None = None
    joined: dict[str, Participation] = field(default_factory=dict)

    @property
    def by(self) -> Actor:
        return self.year.by("specialist", 1)

    def plan(self, programme: Programme, name: str, start: date, at: datetime) -> None:
        self.run = plan_run(
            programme=programme, name=name, start_date=start, place_words=ROOM, places=14,
            lead=self.year.holder("specialist", 1), by=self.year.by("manager"), at=at,
        )  # fmt: skip
        for session in TaughtSession.objects.filter(run=self.run).order_by("session_date"):
            end = session.starts_time.hour + 3
            self.year.agenda.add(session.session_date, partial(self.mark, session), hour=end, minute=45)

    def join(self, key: str, at: datetime, **how: object) -> Participation:
        assert self.run is not None
        told = {"joined_as": "young_person", "joined_date": self.run.start_date, **how}
        person = self.year.people[key]
        self.joined[key] = enrol(run=self.run, person=person, by=self.by, at=at, **told)  # type: ignore[arg-type]
        return self.joined[key]

    def mark(self, session: TaughtSession, at: datetime) -> None:
        """Mark everybody who is looked for; most come, and a few are late or away."""
        away = list(ProgrammeReason.objects.filter(organisation=self.year.organisation, use="absence").order_by("pk"))
        is_first = session.session_date == self.run.start_date if self.run else False
        for key, held in self.joined.items():
            held.refresh_from_db(fields=("left_date", "version"))
            if held.left_date is not None and held.left_date < session.session_date:
                continue
            chance = self.dice.random()
            mark = (
                "absent"
                if key in self.never
                else "present"
                if is_first or chance < 0.86
                else "late"
                if chance < 0.93
                else "absent"
            )
            row = mark_register(session=session, participation=held, mark=mark, seen=0, by=self.by, at=at)
            if mark == "absent" and self.dice.random() < 0.7:
                explain_absence(mark=row, reason=self.dice.choice(away), by=self.by, at=at)

    @property
    def never(self) -> frozenset[str]:
        """Return who never comes."""
        return frozenset({self.year.cast[-1].key})

    def go(self, key: str, after: int, why: str) -> None:
        """Write down that somebody leaves so many days after the first, and why."""

        def left(at: datetime) -> None:
            held = self.joined[key]
            held.refresh_from_db()
            reason = ProgrammeReason.objects.get(organisation=self.year.organisation, use="leaving", words=why)
            leave(participation=held, version=held.version, left_date=at.date(), because=reason, by=self.by, at=at)

        assert self.run is not None
        self.year.agenda.add(working_day(self.run.start_date + timedelta(days=after)), left, hour=17)

    def complete(self, keys: Sequence[str], number: int, at: datetime) -> None:
        """Write down who completed a stage today."""
        stage = RunStage.objects.get(run=self.run, position=number)
        for key in keys:
            complete_stage(participation=self.joined[key], stage=stage, completed_date=at.date(), by=self.by, at=at)


class _CountOnYou:
    """Count on You: six weeks of two hours, families too."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.members = list(year.of(MULTIPLY))
        self.questions: list[int] = []

    def write_down(self) -> None:
        self.year.agenda.add(_PLANNED, self._make, hour=10)

    def _make(self, at: datetime) -> None:
        by = self.year.by("manager")
        asked = ProgrammeAsked(
            name="Count on You", words="Numbers for money, work and home, with the family if they like.",
            progressed_words="Into a course or work", funder="Multiply", family_may_join=True, least_age=19,
            asks_no_maths=True,
        )  # fmt: skip
        programme = make_programme(organisation=self.year.organisation, asked=asked, by=by, at=at)
        course = StageAsked(name="Course", kind="classroom", weeks=6, weekdays="2", hours=Decimal(2), completes=True)
        add_stage(programme=programme, asked=course, by=by, at=at)
        for words, short_words in (
            ("How sure are you with money from day to day?", "Money day to day"),
            ("How sure are you with numbers at work or in a course?", "Numbers at work"),
        ):
            self.questions.append(
                add_question(programme=programme, words=words, short_words=short_words, by=by, at=at).pk
            )
        first = 0
        for number, (name, start, many) in enumerate(COURSES):
            course_of = _Taught(self.year, self.year.dice(name))
            course_of.plan(programme, name, start, at)
            self._fill(course_of, start, range(first, first + many), is_last=number == len(COURSES) - 1)
            first += many

    def _fill(self, course: _Taught, start: date, places: range, *, is_last: bool) -> None:
        """Let those whose places these are join on the first day; on the last run, somebody for the second time."""
        agenda = self.year.agenda
        keys = [self.members[place].key for place in places]
        agenda.add(start, lambda at: self._join(course, keys, places, is_last, at), hour=9)
        leaver = None if is_last else keys[-1]

        def finish(at: datetime) -> None:
            stayed = [key for key in keys if key != leaver and course.dice.random() < 0.86]
            course.complete(stayed, 1, at)
            self._answer(course, stayed, "after", at)
            for key in stayed[:2]:
                start_date = at.date() - timedelta(days=3)
                record_outcome(
                    participation=course.joined[key], kind="course", where_words="Saltmarsh College, evening maths",
                    start_date=start_date, by=course.by, at=at,
                )  # fmt: skip

        if leaver:
            course.go(leaver, 16, "Caring for somebody")
        agenda.add(working_day(start + 5 * _WEEK + timedelta(days=1)), finish, hour=16)

    def _join(self, course: _Taught, keys: list[str], places: range, is_last: bool, at: datetime) -> None:
        again = [self.members[COURSES[0][2] - 1].key, self.year.cast[-1].key] if is_last else []
        for key in [*keys, *again]:
            course.join(key, at, has_maths="no", allowed_because=self._why(key, at.date()))
        self._answer(course, keys, "before", at)
        for place, given_name, relation in FAMILY:
            if place in places:
                self._bring(course, self.members[place], given_name, relation, at)

    def _why(self, key: str, on: date) -> str:
        member = next(each for each in self.year.cast if each.key == key)
        return "" if member.age_on(on) >= 19 else "Turns 19 within the year, and starts work that asks for it."

    def _bring(self, course: _Taught, member: Member, given_name: str, relation: str, at: datetime) -> None:
        person = self.year.people[member.key]
        record_relative(
            person=person, relation=relation, given_name=given_name, family_name=member.family_name,
            source=SOURCE_OF_FAMILY, by=course.by, at=at,
        )  # fmt: skip
        link = (
            FamilyLink.objects.known_at(None)
            .filter(person=person)
            .select_related("relative__organisation")
            .latest("pk")
        )
        key = f"{member.key} {relation}"
        self.year.people[key] = link.relative
        course.join(
            key, at, joined_as="family", beside=course.joined[member.key],
            allowed_because="Came with the young person; age and maths not asked.",
        )  # fmt: skip

    def _answer(self, course: _Taught, keys: Sequence[str], moment: str, at: datetime) -> None:
        for key in keys:
            low, high = (2, 6) if moment == "before" else (4, 9)
            scores = {question: course.dice.randint(low, high) for question in self.questions}
            answer_confidence(
                participation=course.joined[key],
                moment=moment,
                scores=scores,
                answered_date=at.date(),
                by=course.by,
                at=at,
            )


class _PreEmployment:
    """The Pre-Employment Programme: three weeks in the classroom, six of paid placement, a guaranteed interview."""

    def __init__(self, year: Year) -> None:
        self.year = year
        members = list(year.of(PRE_EMPLOYMENT))
        # As the Charter has it: the apprentice is the first of those who are in its group, this one and the first.
        self.apprentice = next(each.key for each in members if {CHARTER, LOOKED_AFTER} <= each.groups)
        self.stayed = [self.apprentice, *(each.key for each in members if each.key != self.apprentice)][:4]
        self.left = [each.key for each in members if each.key not in self.stayed]
        self.taught = _Taught(year, year.dice("pre-employment"))

    def write_down(self) -> None:
        self.year.agenda.add(_PLANNED, self._make, hour=11)

    def _make(self, at: datetime) -> None:
        by = self.year.by("manager")
        asked = ProgrammeAsked(
            name="Pre-Employment Programme",
            words="Three weeks to get ready, six weeks’ paid placement, and an interview.",
            progressed_words="Into full-time work", least_age=16, most_age=25,
        )  # fmt: skip
        programme = make_programme(organisation=self.year.organisation, asked=asked, by=by, at=at)
        for stage in (
            StageAsked(name="Classroom", kind="classroom", weeks=3, weekdays="135"),
            StageAsked(
                name="Paid placement", kind="placement", weeks=6, weekdays="12345", starts_time=time(9),
                hours=Decimal(7), is_paid=True, completes=True,
            ),
            StageAsked(name="Guaranteed interview", kind="interview", weeks=1),
        ):  # fmt: skip
            add_stage(programme=programme, asked=stage, by=by, at=at)
        self.taught.plan(programme, "Autumn run", RAN, at)
        agenda = self.year.agenda
        agenda.add(RAN, self._join, hour=8, minute=30)
        for key, (after, why) in zip(self.left, LEFT_AFTER, strict=True):
            self.taught.go(key, after, why)
        agenda.add(date(2024, 10, 4), lambda at: self._complete(at, 1), hour=17)
        agenda.add(date(2024, 11, 15), lambda at: self._complete(at, 2), hour=17)
        agenda.add(date(2024, 11, 22), lambda at: self._complete(at, 3), hour=17)
        agenda.add(date(2024, 12, 9), self._go_on, hour=12)

    def _join(self, at: datetime) -> None:
        for key in [*self.stayed, *self.left]:
            self.taught.join(key, at)

    def _complete(self, at: datetime, number: int) -> None:
        still = [key for key, held in self.taught.joined.items() if _is_here(held)]
        self.taught.complete(still, number, at)

    def _go_on(self, at: datetime) -> None:
        for key in self.stayed:
            is_apart = key == self.apprentice
            record_outcome(
                participation=self.taught.joined[key], kind="apprenticeship",
                where_words=f"{APPRENTICE_AT}, level 3" if is_apart else HEALTH_TRUST,
                start_date=date(2024, 12, 2), is_apart=is_apart, by=self.taught.by, at=at,
            )  # fmt: skip
            # The apprentice elsewhere is told of as a placement of the Charter, which confirms what they do.
            for day in () if is_apart else (at.date(), date(2025, 12, 9)):
                self.year.agenda.add(day, partial(self._confirm, key), hour=15)

    def _confirm(self, key: str, at: datetime) -> None:
        self.year.confirm(key, code=APPRENTICESHIP, start=date(2024, 12, 2), place=HEALTH_TRUST, at=at)


def _is_here(held: Participation) -> bool:
    held.refresh_from_db(fields=("left_date",))
    return held.left_date is None
