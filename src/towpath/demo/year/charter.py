"""
The Caring Business Charter's year: who signs, what is pledged and used, who registers, and what came of it.

As at 31 March 2025 sixty-five organisations stand by it; some ended before, some sign later or end since, so that the
day matters. In the year 42 young people register, 10 begin a paid placement and 5 of those become lasting jobs. One of
the five is the apprentice of the Pre-Employment Programme: one person, told of in both rooms.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random

from towpath.charter.actions import (
    end_placement,
    end_signing,
    make_permanent,
    make_pledge,
    plan_placement,
    post_opportunity,
    put_forward,
    record_answer,
    record_check,
    record_consent,
    record_stay,
    register_seeker,
    sign_charter,
    start_placement,
    use_pledge,
    withdraw_consent,
)
from towpath.charter.models import Placement, Pledge, Signing, StayCheck
from towpath.demo.year.agenda import working_day
from towpath.demo.year.cast import CHARTER, LOOKED_AFTER, OUTSIDE, PRE_EMPLOYMENT, Member
from towpath.demo.year.stage import CARRIED_OVER, FIRST, LAST, Year, read, say
from towpath.rules.placements import SUSTAINED_WEEKS, due_date

APPRENTICE_AT = "Towline Careers Trust"
"""Where the one apprentice of the year went: the charity that runs the programme."""
APPRENTICESHIP, JOB = "310", "330"
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
HAND_MADE = {"work_taster": 2, "mentoring": 1, "mock_interview": 3, "site_visit": 1, "in_kind": 4, "training": 1}
"""Kinds of pledge that somebody says were used, with how many were promised of each."""
HAND_WORDS = {
    "work_taster": "A morning in the workshop", "mentoring": "A first meeting with a mentor",
    "mock_interview": "A practice interview with two of their staff", "site_visit": "Six young people looked round",
    "in_kind": "Boots and a jacket", "training": "Eight of their staff took part",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """
    One placement of the year as it is drawn. `ends` says after how many weeks it ended and why, where it did;
    `lasting` after how many it became a lasting job; `stays` what was answered at 4, 13 and 26 weeks (y, n, or . where
    nobody asked).
    """

    employer: str
    title: str
    kind: str
    start: date
    stays: str
    lasting: int | None = None
    ends: tuple[int, str] | None = None
    is_paid: bool = True


JOBS = (
    Job(employer=APPRENTICE_AT, title="Apprentice in youth work, level 3", kind="apprenticeship",
        start=date(2024, 12, 2), lasting=0, stays="yyy"),
    Job(employer="Breakwater Builders", title="Site assistant", kind="paid_placement",
        start=date(2024, 5, 13), lasting=9, stays="yyy"),
    Job(employer="The Anchor Kitchen", title="Kitchen assistant", kind="paid_role",
        start=date(2024, 6, 24), lasting=13, stays="yyy"),
    Job(employer="Beacon Street Surgery", title="Reception assistant", kind="guaranteed_interview",
        start=date(2024, 9, 2), lasting=12, stays="yy."),
    Job(employer="Bollard Project Partners", title="Office junior", kind="job_carving",
        start=date(2024, 10, 7), lasting=20, stays="yyy"),
    Job(employer="Capstan Scaffolding", title="Yard hand", kind="paid_placement",
        start=date(2024, 7, 8), ends=(12, "finished"), stays="yn"),
    Job(employer="Flagstone Bakery", title="Bakery trainee", kind="guaranteed_interview",
        start=date(2024, 8, 5), ends=(16, "another_job"), stays="yyn"),
    Job(employer="Harbourlight Rooms", title="Housekeeping assistant", kind="paid_placement",
        start=date(2024, 11, 4), ends=(3, "not_suited"), stays="n"),
    Job(employer="Kestrel Community Radio", title="Studio runner", kind="paid_placement",
        start=date(2025, 1, 13), ends=(12, "finished"), stays="yn"),
    Job(employer="Marram Garden Centre", title="Nursery assistant", kind="paid_role",
        start=date(2025, 2, 17), ends=(30, "finished"), stays="yyy"),
    Job(employer="Limekiln Garage", title="Workshop experience", kind="work_experience", is_paid=False,
        start=date(2024, 7, 15), ends=(2, "finished"), stays="n"),
    Job(employer="Pebble Software", title="Testing experience", kind="work_experience", is_paid=False,
        start=date(2024, 10, 21), ends=(1, "finished"), stays="n"),
    Job(employer="Saltmarsh Health Trust", title="Ward experience", kind="work_experience", is_paid=False,
        start=date(2025, 3, 3), ends=(2, "finished"), stays="n"),
)  # fmt: skip
"""The year's placements: ten paid, of which the first five became lasting jobs in it, and three of work experience."""


def play_charter(year: Year) -> None:
    """Write down the Charter's year and what has happened since."""
    _Signings(year).write_down()
    seekers = list(year.of(CHARTER))
    _register(year, seekers)
    # The apprentice is on the Pre-Employment Programme too; the rest are of those who are on no programme.
    apprentice = next(each for each in seekers if {PRE_EMPLOYMENT, LOOKED_AFTER} <= each.groups)
    rest = [each for each in seekers if PRE_EMPLOYMENT not in each.groups]
    for number, (member, job) in enumerate(zip([apprentice, *rest], JOBS, strict=False)):
        _Placing(year, member, job, year.dice(f"job {number}")).write_down()
    _tell_of_no(year, rest[len(JOBS) - 1 :])


class _Signings:
    """Who signs and ends, and what each promises."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.dice = year.dice("signings")

    def write_down(self) -> None:
        told = read("employers")
        ended_later = set(told["ended_later"]["names"])
        for group in ("on_list", "ended_before", "signed_later"):
            for sector, names in told[group].items():
                for name in names:
                    self._write(group, sector, name, ends_later=name in ended_later)

    def _write(self, group: str, sector: str, name: str, *, ends_later: bool) -> None:
        dice, agenda = self.dice, self.year.agenda
        places = {job.employer: job for job in JOBS}
        since, until = (
            (date(2025, 4, 1), date(2025, 11, 28)) if group == "signed_later" else (date(2022, 6, 1), date(2025, 3, 20))
        )
        signed = working_day(since + timedelta(days=dice.randint(0, (until - since).days)))
        if name in places or group == "ended_before" or signed < date(2022, 6, 1):
            signed = working_day(date(2022, 6, 1) + timedelta(days=dice.randint(0, 600)))
        agenda.add(max(signed, CARRIED_OVER), lambda at: self._sign(name, sector, signed, at), hour=11)
        if group == "ended_before":
            agenda.add(
                working_day(date(2024, 9, 2) + timedelta(days=dice.randint(0, 120))), lambda at: self._end(name, at)
            )
        if ends_later:
            agenda.add(
                working_day(date(2025, 6, 2) + timedelta(days=dice.randint(0, 120))), lambda at: self._end(name, at)
            )

    def _sign(self, name: str, sector: str, signed: date, at: datetime) -> None:
        dice, by = self.dice, self.year.by("manager")
        signing = sign_charter(
            organisation=self.year.organisation, name=name, sector=sector, signed_date=signed,
            postcode=f"SB{dice.randint(1, 9)} {dice.randint(1, 9)}AA", by=by, at=at,
            renew_date=date(2026, 3, 31) if dice.random() < 0.7 else date(2026, 2, 28),
        )  # fmt: skip
        placed = next((job.kind for job in JOBS if job.employer == name), None)
        promised = {placed: 2} if placed else {}
        for kind in dice.sample(("guaranteed_interview", *HAND_MADE), dice.randint(1, 2)):
            promised.setdefault(kind, HAND_MADE.get(kind, 2))
        for kind, many in promised.items():
            pledge = make_pledge(signing=signing, kind=kind, quantity=many, from_date=signed, by=by, at=at)
            if kind in HAND_MADE and dice.random() < 0.5:
                self._use(pledge, at.date())

    def _use(self, pledge: Pledge, on: date) -> None:
        used = max(on + _DAY, FIRST + timedelta(days=self.dice.randint(0, 350)))
        if used > LAST:
            return

        def use(at: datetime) -> None:
            pledge.refresh_from_db()
            words = HAND_WORDS[pledge.kind]
            use_pledge(pledge=pledge, used_date=at.date(), words=words, by=self.year.by("specialist"), at=at)

        self.year.agenda.add(working_day(used), use, hour=16)

    def _end(self, name: str, at: datetime) -> None:
        signing = signing_of(self.year, name)
        how, why = self.dice.choice(
            (("closed", "Closed its doors."), ("lapsed", "Under new owners, who did not renew."))
        )
        end_signing(signing=signing, ended_date=at.date(), how=how, because=why, by=self.year.by("manager"), at=at)


def signing_of(year: Year, name: str) -> Signing:
    """Return the signing of a member by its name, which stands."""
    rows = Signing.objects.filter(organisation=year.organisation, establishment__name=name, ended_date__isnull=True)
    return rows.select_related("establishment__organisation", "organisation").get()


def _register(year: Year, seekers: list[Member]) -> None:
    """Register the 42 over the year, and three before it."""
    dice = year.dice("registrations")
    sectors = ("construction", "hospitality", "healthcare", "project_management", "other")

    def register(member: Member, at: datetime) -> None:
        register_seeker(
            person=year.people[member.key], registered_date=at.date(), sectors=dice.sample(sectors, dice.randint(1, 2)),
            hours_most=dice.choice((16, 20, 30, 37)), agrees_to_held=dice.choice((True, True, False, None)),
            words=say("likes", dice), by=year.by("specialist"), at=at,
        )  # fmt: skip

    for place, member in enumerate(seekers):
        # Whoever is placed registered weeks before.
        day = working_day(FIRST + timedelta(days=2 + _days_on(place)))
        year.agenda.add(day, partial(register, member), hour=9, minute=30)
    for member in year.cast[-OUTSIDE:-1]:
        year.agenda.add(date(2024, 3, 27), partial(register, member))


def _days_on(place: int) -> int:
    """Return on which day of the year somebody registers: first those who are placed, then those put forward."""
    return place * 7 if place < 14 else 20 + place * 37 % (240 if place < 26 else 325)


@dataclass(slots=True)
class _Placing:
    """One young person's way from an opening to what became of the placement."""

    year: Year
    member: Member
    job: Job
    dice: Random
    placement: Placement | None = None

    def write_down(self) -> None:
        agenda, job = self.year.agenda, self.job
        agenda.add(working_day(job.start - 3 * _WEEK), self._offer, hour=11)
        agenda.add(job.start, self._start, hour=9)
        for weeks, answer in zip(SUSTAINED_WEEKS, job.stays, strict=False):
            if answer != ".":
                day = working_day(due_date(job.start, weeks) + _DAY)
                agenda.add(day, partial(self._stay, weeks, answer == "y"), hour=12)
        if job.lasting is not None:
            agenda.add(working_day(job.start + job.lasting * _WEEK), self._last, hour=13)
            agenda.add(date(2025, 12, 9), self._confirm, hour=15)
        if job.ends is not None:
            agenda.add(job.start + job.ends[0] * _WEEK - 3 * _DAY, self._end, hour=17)

    def _offer(self, at: datetime) -> None:
        """Post the opening, ask them, put them forward, and hear that they are offered it."""
        year, job, person = self.year, self.job, self.year.people[self.member.key]
        by, signing = year.by("specialist"), signing_of(year, job.employer)
        pledge = signing.pledges.filter(kind=job.kind).first()
        opportunity = post_opportunity(
            establishment=signing.establishment, title=job.title, sector=signing.sector, places=1, pledge=pledge,
            hours=30 if job.is_paid else 20, least_age=16, starts_date=job.start, closes_date=job.start - _DAY,
            is_held=job.kind == "apprenticeship", gives_interview=job.kind == "guaranteed_interview",
            is_paid=job.is_paid, by=by, at=at,
        )  # fmt: skip
        consent = record_consent(
            person=person, opportunity=opportunity, says_yes=True, said_date=at.date(), how="in_person",
            knows_it_is_held=opportunity.is_held, by=by, at=at,
        )  # fmt: skip
        called = f"{self.member.given_name} {self.member.family_name}"
        sent, _ = put_forward(consent=consent, called=called, words=say("likes", self.dice), by=by, at=at)
        record_answer(
            submission=sent, version=sent.version, interview_held=True, interview_date=at.date(),
            feedback=say("feedback", self.dice), outcome="offered", by=by, at=at,
        )  # fmt: skip
        sent.refresh_from_db()
        self.placement = plan_placement(
            person=person, establishment=signing.establishment, title=job.title, planned_date=job.start,
            is_paid=job.is_paid, submission=sent, weekly_pay=Decimal("258.00") if job.is_paid else None,
            hours=30 if job.is_paid else 20, supervisor="Their shift lead", by=by, at=at,
        )  # fmt: skip
        for kind, expires in _checks(self.member.age_on(job.start) < 18, job.start):
            record_check(
                establishment=signing.establishment, placement=self.placement, kind=kind, checked_date=at.date(),
                expires_date=expires, by=by, at=at,
            )  # fmt: skip

    def _held(self) -> Placement:
        assert self.placement is not None
        self.placement.refresh_from_db()
        return self.placement

    def _start(self, at: datetime) -> None:
        held = self._held()
        start_placement(
            placement=held, version=held.version, started_date=at.date(), owner=self.year.holder("specialist"),
            by=self.year.by("specialist"), at=at,
        )  # fmt: skip
        self._confirm(at)

    def _confirm(self, at: datetime) -> None:
        """Confirm the job as what they are doing; work experience is not one."""
        job = self.job
        if job.is_paid:
            code = APPRENTICESHIP if job.kind == "apprenticeship" else JOB
            self.year.confirm(self.member.key, code=code, start=job.start, place=job.employer, at=at)

    def _stay(self, weeks: int, is_still_there: bool, at: datetime) -> None:
        stay = StayCheck.objects.select_related("task", "placement__person").get(placement=self._held(), weeks=weeks)
        record_stay(stay=stay, is_still_there=is_still_there, said_date=at.date(), by=self.year.by("specialist"), at=at)
        if is_still_there:
            self._confirm(at)

    def _last(self, at: datetime) -> None:
        held, by = self._held(), self.year.by("specialist")
        make_permanent(placement=held, version=held.version, permanent_date=at.date(), by=by, at=at)

    def _end(self, at: datetime) -> None:
        assert self.job.ends is not None
        held, by = self._held(), self.year.by("specialist")
        end_placement(
            placement=held, version=held.version, ended_date=at.date(), because=self.job.ends[1], by=by, at=at
        )


def _checks(is_under_18: bool, start: date) -> Iterator[tuple[str, date | None]]:
    yield "employers_liability", start + timedelta(days=364)
    yield "public_liability", start + timedelta(days=364)
    yield "risk_assessment", None
    yield "agreement", None
    if is_under_18:
        yield "parent_agreement", None


def _tell_of_no(year: Year, members: list[Member]) -> None:
    """Put six more forward who were not offered the job, or changed their mind."""
    dice = year.dice("no offer")
    employers = (
        "Dunlin Roofing",
        "The Gannet Inn",
        "Cygnet Community Nursing",
        "Sextant Planning",
        "Estuary Wheels",
        "Wherry Boatyard",
    )
    for place, (member, employer) in enumerate(zip(members, employers, strict=False)):
        day = working_day(max(date(2025, 2, 3), FIRST) + timedelta(days=place * 6))

        def tell(at: datetime, who: Member = member, name: str = employer, changed: bool = place == 5) -> None:
            by, signing = year.by("specialist"), signing_of(year, name)
            opportunity = post_opportunity(
                establishment=signing.establishment, title="Trainee", sector=signing.sector, places=1, hours=30,
                least_age=16, starts_date=at.date() + 4 * _WEEK, closes_date=at.date() + 2 * _WEEK,
                gives_interview=True, is_paid=True, by=by, at=at,
            )  # fmt: skip
            consent = record_consent(
                person=year.people[who.key], opportunity=opportunity, says_yes=True, said_date=at.date(), how="phone",
                by=by, at=at,
            )  # fmt: skip
            called = f"{who.given_name} {who.family_name}"
            sent, _ = put_forward(consent=consent, called=called, words=say("likes", dice), by=by, at=at)
            if changed:
                withdraw_consent(consent=consent, by=by, at=at)
                return
            record_answer(
                submission=sent, version=sent.version, interview_held=True, interview_date=at.date(),
                feedback=say("feedback", dice), outcome="not_offered", reason="not_selected", by=by, at=at,
            )  # fmt: skip

        year.agenda.add(day, tell, hour=14)
