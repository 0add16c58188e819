"""What a list or a person tells of one opening, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from towpath.provision.establishments import Outcome
from towpath.rules.dates import day_words

HIGHEST_LEVEL = 8
OLDEST = 120
HOURS_IN_A_WEEK = 168
MOST_PLACES = 9_999
DEAREST = 999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFacts:
    """
    Facts as given; see `Opening` for each. None is not given, and takes the place of nothing.

    :param establishment_id: whose opening it is
    """

    establishment_id: int | None
    title: str
    kind: str = "course"
    reference: str = ""
    qualification: str | None = None
    sector: str | None = None
    level: int | None = None
    description: str | None = None
    delivery: str | None = None
    place: str | None = None
    postcode: str | None = None
    start_rule: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    apply_by_date: date | None = None
    duration: str | None = None
    study_mode: str | None = None
    attendance: str | None = None
    hours_a_week: int | None = None
    least_age: int | None = None
    most_age: int | None = None
    entry_level: int | None = None
    entry_words: str | None = None
    asks_english_and_maths: bool | None = None
    teaches_english_and_maths: bool | None = None
    has_send_support: bool | None = None
    is_small_group: bool | None = None
    is_reengagement: bool | None = None
    support_words: str | None = None
    places: int | None = None
    places_as_at_date: date | None = None
    cost: Decimal | None = None
    cost_words: str | None = None
    url: str | None = None

    @property
    def key(self) -> str:
        """Return what the same opening is recognised by when it is told again."""
        # A run that starts on another day, at another place or for longer is another thing to join.
        parts = (
            *(self.kind, self.reference, self.title, self.qualification, self.delivery, self.place),
            *(self.start_date, self.duration, self.study_mode, self.attendance),
        )
        said = "\n".join(str(part or "").casefold().strip() for part in parts)
        return sha256(said.encode()).hexdigest()

    def columns(self) -> Mapping[str, object]:
        """Return what is given, under the name of its column."""
        given = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "establishment_id"}
        return {name: value for name, value in given.items() if value is not None and value != ""}


def facts_held(opening: Any) -> OpeningFacts:
    """Return what a row of the directory says, as if it were told again."""
    return OpeningFacts(**{field.name: getattr(opening, field.name) for field in fields(OpeningFacts)})


def wrong_with(given: OpeningFacts) -> tuple[str, str] | None:
    """Return the code and the words of what cannot be so of an opening, or None where all of it can."""
    if not given.title.strip():
        return "no_title", "It has no name. Write what it is called."
    if given.cost is not None and given.cost < 0:
        return "cost_below_0", f"It would cost {given.cost}. Write what somebody pays, 0 where it is free."
    if given.start_rule == "fixed_date" and given.start_date is None:
        return "no_start", "It starts on a fixed date, and none is given. Write the day it starts."
    if given.start_date and given.end_date and given.end_date < given.start_date:
        return "ends_before_it_starts", f"It would end on {day_words(given.end_date)}, before it starts. Swap the two."
    if given.least_age is not None and given.most_age is not None and given.most_age < given.least_age:
        return "ages_swapped", f"It would take people from {given.least_age} to {given.most_age}. Swap the two."
    for code, words, value, most in (
        ("level_too_high", "level", given.level, HIGHEST_LEVEL),
        ("level_too_high", "level it asks for", given.entry_level, HIGHEST_LEVEL),
        ("too_old", "lowest age", given.least_age, OLDEST),
        ("too_old", "highest age", given.most_age, OLDEST),
        ("too_many_hours", "number of hours a week", given.hours_a_week, HOURS_IN_A_WEEK),
        ("too_many_places", "number of places", given.places, MOST_PLACES),
        ("too_dear", "cost", given.cost, DEAREST),
    ):
        if value is not None and not 0 <= value <= most:
            return code, f"The {words} would be {value}. Write a number from 0 to {most:,}."
    return None


@dataclass(frozen=True, slots=True)
class RecordedOpening:
    """What became of one opening's facts: its id, the columns that changed, or why nothing was recorded."""

    opening_id: int | None
    outcome: Outcome
    changed: tuple[str, ...] = ()
    problem_code: str = ""
    words: str = ""
