"""Programmes of Saltmarsh as the service runs them: the Pre-Employment Programme, and Count on You."""

from datetime import date, time
from decimal import Decimal

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.access.models import User
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.programmes.actions import (
    ProgrammeAsked,
    StageAsked,
    add_question,
    add_stage,
    enrol,
    make_programme,
    plan_run,
)
from towpath.programmes.models import Participation, Programme, ProgrammeRun

STARTS = date(2026, 1, 12)
"""A Monday, three weeks before the day of every test."""


def make_pre_employment(organisation: Organisation) -> Programme:
    """Return three weeks in the classroom, six weeks of paid placement and a guaranteed interview."""
    asked = ProgrammeAsked(
        name="Pre-Employment Programme", progressed_words="Into full-time work", least_age=16, most_age=25
    )
    programme = make_programme(organisation=organisation, asked=asked, by=SETUP, at=MORNING)
    stages = (
        StageAsked(name="Classroom", kind="classroom", weeks=3, weekdays="135"),
        StageAsked(
            name="Paid placement", kind="placement", weeks=6, weekdays="12345", starts_time=time(9), hours=Decimal(7),
            is_paid=True, completes=True,
        ),
        StageAsked(name="Guaranteed interview", kind="interview", weeks=1),
    )  # fmt: skip
    for stage in stages:
        add_stage(programme=programme, asked=stage, by=SETUP, at=MORNING)
    return programme


def make_count_on_you(organisation: Organisation) -> Programme:
    """Return a numeracy course for 19 or over, their families with them, with two questions asked before and after."""
    asked = ProgrammeAsked(
        name="Count on You", progressed_words="Into a course or work", funder="Multiply", family_may_join=True,
        least_age=19, asks_no_maths=True,
    )  # fmt: skip
    programme = make_programme(organisation=organisation, asked=asked, by=SETUP, at=MORNING)
    course = StageAsked(name="Course", kind="classroom", weeks=6, weekdays="2", hours=Decimal(2), completes=True)
    add_stage(programme=programme, asked=course, by=SETUP, at=MORNING)
    for words, short_words in (
        ("How sure are you with money from day to day?", "Money day to day"),
        ("How sure are you with numbers at work or in a course?", "Numbers at work"),
    ):
        add_question(programme=programme, words=words, short_words=short_words, by=SETUP, at=MORNING)
    return programme


def make_run(
    programme: Programme, lead: User, *, name: str = "Winter run", places: int = 10, start_date: date = STARTS
) -> ProgrammeRun:
    """Return a run of a programme that began three weeks ago."""
    return plan_run(
        programme=programme, name=name, start_date=start_date, place_words="The Old Customs House, room 2",
        places=places, lead=lead, by=SETUP, at=MORNING,
    )  # fmt: skip


def join(run: ProgrammeRun, person: Person, **how: object) -> Participation:
    """Return somebody on a run from its first day."""
    told: dict[str, object] = {"joined_as": "young_person", "joined_date": run.start_date, **how}
    return enrol(run=run, person=person, by=SETUP, at=MORNING, **told)  # type: ignore[arg-type]
