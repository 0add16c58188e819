"""
What could be joined in the borough, and a handful of young people on their way into it.

In 2024 four of the supported go from a shortlist to six weeks after the start, or part of the way. In January 2026 the
directory holds openings of every start rule, checked lately, and two young people have something on their list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from towpath.applications.actions import record_step, shortlist
from towpath.applications.models import Application
from towpath.charter.actions import plan_placement, post_opportunity, record_check
from towpath.clock import LONDON
from towpath.demo.month import NIGHT, Month
from towpath.demo.year.cast import CHARTER, LOOKED_AFTER, PRE_EMPLOYMENT
from towpath.demo.year.charter import signing_of
from towpath.demo.year.stage import Year, read
from towpath.provision.actions import close_opening, record_establishments, record_openings
from towpath.provision.establishments import EstablishmentFacts
from towpath.provision.models import Establishment, Opening
from towpath.provision.openings import OpeningFacts
from towpath.rules.applications import Stage
from towpath.tracking.actions.decisions import decide_proposal

SOURCE = "page:directory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How far one application of 2024 comes: the day of each stage and who said so."""

    title: str
    steps: tuple[tuple[date, Stage, str], ...]


OURS, COLLEGE, THEIRS = "ours", "provider_contact", "young_person"
WAYS = (
    Way(
        title="Motor vehicle level 1",
        steps=(
            (date(2024, 7, 2), Stage.APPLIED, OURS), (date(2024, 8, 6), Stage.OFFERED, COLLEGE),
            (date(2024, 8, 13), Stage.ACCEPTED, THEIRS), (date(2024, 9, 9), Stage.STARTED, COLLEGE),
            (date(2024, 10, 22), Stage.SIX_WEEKS, COLLEGE),
        ),
    ),
    Way(
        title="Childcare level 2",
        steps=(
            (date(2024, 7, 9), Stage.APPLIED, OURS), (date(2024, 8, 20), Stage.OFFERED, COLLEGE),
            (date(2024, 8, 27), Stage.ACCEPTED, THEIRS), (date(2024, 9, 9), Stage.STARTED, COLLEGE),
            (date(2024, 10, 4), Stage.LEFT, COLLEGE),
        ),
    ),
    Way(
        title="Ready for work",
        steps=(
            (date(2024, 10, 8), Stage.APPLIED, OURS), (date(2024, 10, 15), Stage.OFFERED, COLLEGE),
            (date(2024, 10, 16), Stage.ACCEPTED, THEIRS), (date(2024, 10, 21), Stage.STARTED, COLLEGE),
            (date(2024, 12, 3), Stage.SIX_WEEKS, COLLEGE),
        ),
    ),
    Way(
        title="Barista and front of house",
        steps=((date(2024, 11, 5), Stage.APPLIED, OURS), (date(2024, 11, 14), Stage.REFUSED, COLLEGE)),
    ),
)  # fmt: skip


def play_directory(year: Year) -> None:
    """Write down the directory of 2024 and the four who used it."""
    agenda = year.agenda
    agenda.add(date(2024, 4, 22), lambda at: _record(year.month, "was", at))
    # Those whom no list of the borough speaks of, and whom the Charter does not place.
    free = [each for each in year.of(LOOKED_AFTER) if not (each.nccis_id or each.groups & {CHARTER, PRE_EMPLOYMENT})]
    for place, (member, way) in enumerate(zip(free[-len(WAYS) :], WAYS, strict=True)):
        begins = way.steps[0][0] - timedelta(days=7)
        agenda.add(begins, partial(_apply, year, member.key, way, place), hour=15)
    agenda.add(date(2025, 7, 25), lambda at: _close_all(year, at))


def _record(month: Month, when: str, at: datetime) -> None:
    """Record the places and what can be joined there, as seen on the day."""
    told: Sequence[Mapping[str, Any]] = read("directory")["provider"]
    places = record_establishments(
        organisation=month.organisation, source=SOURCE, by=NIGHT, at=at,
        incoming=[
            EstablishmentFacts(
                name=each["name"], postcode=each["postcode"], easting=each["at"][0], northing=each["at"][1],
                is_training_provider=True, establishment_type="Training provider",
            )
            for each in told
        ],
    )  # fmt: skip
    openings = [
        OpeningFacts(
            establishment_id=place.establishment_id,
            **opening,
            places_as_at_date=at.date() if "places" in opening else None,
        )
        for each, place in zip(told, places, strict=True)
        for opening in each[when]
    ]
    record_openings(
        organisation=month.organisation, incoming=openings, checked_date=at.date(), source=SOURCE, by=NIGHT, at=at
    )


def _apply(year: Year, key: str, way: Way, place: int, at: datetime) -> None:
    opening = Opening.objects.get(organisation=year.organisation, title=way.title, withdrawn_at__isnull=True)
    by = year.by("adviser", place)
    application = shortlist(person=year.people[key], opening=opening, why="They asked for it.", by=by, at=at)
    for day, stage, said_by in way.steps:

        def step(then: datetime, stage: Stage = stage, said_by: str = said_by) -> None:
            held = Application.objects.get(pk=application.pk)
            record_step(
                application=held, version=held.version, stage=stage, happened_date=then.date(), said_by=said_by, by=by,
                at=then,
            )  # fmt: skip
            if stage is Stage.STARTED:
                held.refresh_from_db()
                assert held.proposal_id is not None
                officer = year.by("tracking officer")
                decide_proposal(
                    organisation=year.organisation, proposal_id=held.proposal_id, take=True, by=officer, at=then
                )

        year.agenda.add(day, step, hour=16)


def _close_all(year: Year, at: datetime) -> None:
    """Take what could be joined in 2024 out of the directory: nothing stale is shown as if it were on offer."""
    for opening in Opening.objects.filter(organisation=year.organisation, withdrawn_at__isnull=True).order_by("pk"):
        close_opening(opening=opening, version=opening.version, by=year.by("adviser"), at=at)


def play_today(year: Year) -> None:
    """
    Play the demo's own month in these rooms: what can be joined now, two shortlists, openings with the Charter, and a
    placement that may not start because the employer's insurance has run out.
    """
    month = year.month
    _record(month, "now", _at(month, 6))
    wanted = (("Boat repair taster", "y060"), ("English and maths mornings", "y064"))
    for title, key in wanted:
        opening = Opening.objects.get(organisation=month.organisation, title=title, withdrawn_at__isnull=True)
        shortlist(
            person=year.people[key],
            opening=opening,
            why="Near, small and soon.",
            by=year.by("adviser"),
            at=_at(month, 20),
        )
    by = year.by("specialist")
    signings = {
        name: signing_of(year, name) for name in ("Quoin Restoration", "Samphire Restaurants", "Wherry Boatyard")
    }
    for name, title, is_held in (
        ("Quoin Restoration", "Trainee stonemason", False), ("Samphire Restaurants", "Trainee chef", True),
    ):  # fmt: skip
        signing = signings[name]
        post_opportunity(
            establishment=signing.establishment, title=title, sector=signing.sector, places=2, hours=30, least_age=16,
            starts_date=month.on + timedelta(days=30), closes_date=month.on + timedelta(days=20), is_held=is_held,
            gives_interview=True, is_paid=True, criteria="Willing to learn.", by=by, at=_at(month, 15),
        )  # fmt: skip
    _block(year, signings["Wherry Boatyard"].establishment, _at(month, 21))


def _block(year: Year, employer: Establishment, at: datetime) -> None:
    month = year.month
    member = [each for each in year.of(CHARTER) if PRE_EMPLOYMENT not in each.groups][-1]
    placement = plan_placement(
        person=year.people[member.key], establishment=employer, title="Boatyard assistant",
        planned_date=month.on + timedelta(days=2), is_paid=True, weekly_pay=Decimal("290.00"), hours=30,
        supervisor="The yard’s owner", by=year.by("specialist"), at=at,
    )  # fmt: skip
    for kind, expires in (
        ("employers_liability", month.on - timedelta(days=9)), ("public_liability", month.on + timedelta(days=200)),
        ("risk_assessment", None), ("agreement", None),
    ):  # fmt: skip
        record_check(
            establishment=employer, placement=placement, kind=kind, checked_date=at.date(), expires_date=expires,
            by=year.by("specialist"), at=at,
        )  # fmt: skip


def _at(month: Month, day: int) -> datetime:
    return datetime.combine(month.on.replace(day=day), time(11), LONDON)
