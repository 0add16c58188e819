"""Play the year from its first day to its last, and what has come of it since."""

import json
from datetime import date, datetime

from towpath.caseload.actions import give_skill
from towpath.demo.month import Month
from towpath.demo.year.canaries import plant_canaries
from towpath.demo.year.cast import make_cast
from towpath.demo.year.charter import play_charter
from towpath.demo.year.directory import play_directory
from towpath.demo.year.programmes import play_programmes
from towpath.demo.year.stage import CARRIED_OVER, Year
from towpath.demo.year.support import reach_around_the_year, record_everybody, support_everybody, sweep

SKILLS = (
    ("specialist", 0, "care"), ("specialist", 0, "send"), ("specialist", 1, "youth_justice"),
    ("specialist", 1, "social_care"), ("adviser", 0, "mental_health"), ("adviser", 2, "young_parents"),
)  # fmt: skip
SWEPT_UNTIL = date(2025, 12, 19)


def can_be_played(on: date) -> bool:
    """Return whether the demo's month lies after the year and what came of it, so that there is a past to tell of."""
    return on.replace(day=1) > SWEPT_UNTIL


def play_year(month: Month) -> Year:
    """
    Play the year 2024-25 in a council that was opened before it, and return it.

    The same borough and seed give the same year, whatever the size of the borough.
    """
    seed = json.loads((month.folder / "manifest.json").read_text(encoding="utf-8"))["seed"]
    year = Year(month=month, seed=seed, cast=make_cast(month.folder, seed))
    record_everybody(year)
    year.agenda.add(CARRIED_OVER, lambda at: _give_skills(year, at), hour=9, minute=15)
    play_charter(year)
    support_everybody(year)
    reach_around_the_year(year)
    play_programmes(year)
    play_directory(year)
    plant_canaries(year)
    sweep(year, SWEPT_UNTIL)
    year.agenda.play()
    return year


def _give_skills(year: Year, at: datetime) -> None:
    for role, place, code in SKILLS:
        give_skill(
            organisation=year.organisation, user=year.holder(role, place), code=code, from_date=at.date(),
            by=year.by("manager"), at=at,
        )  # fmt: skip
