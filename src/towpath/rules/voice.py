"""
How far something that young people said has got, what is owed next, and how long it took: facts in, answers out.

The four parts are those of the Lundy model of article 12 of the United Nations Convention on the Rights of the Child:
space, voice, audience and influence. In how many days each thing is owed is the service's custom and no law's, but for
the day by which a complaint about somebody's own data is acknowledged, which is (docs/published-facts.md, Complaints).
"""

import re
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from towpath.rules.owed import AddWorkingDays, Owed

DAYS_OF_THE_LAW = 30
"""A complaint about somebody's own data is acknowledged within these days; the day it is received is the first."""


class Part(StrEnum):
    """One of the four parts that must be filled before anything counts as done."""

    SPACE = "space"
    VOICE = "voice"
    AUDIENCE = "audience"
    INFLUENCE = "influence"


class Outcome(StrEnum):
    """What whoever can change it decided. A promise is not yet a change."""

    NONE = ""
    CHANGED = "changed"
    WILL_CHANGE = "will_change"
    CANNOT = "cannot"


class Stage(StrEnum):
    """How far it has got."""

    NEW = "new"
    SAID = "said"
    HEARD = "heard"
    DECIDED = "decided"
    PROMISED = "promised"
    TOLD = "told"
    DONE = "done"


class Clock(StrEnum):
    """One thing owed by a day."""

    LOOK = "look"
    HEAR = "hear"
    ANSWER = "answer"
    TELL = "tell"
    CHANGE = "change"
    FINISH = "finish"
    ACKNOWLEDGE = "acknowledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """
    The days in the life of one entry; None has not been.

    `received_date` is when we wrote it down, which may be after it was said. `heard_date` is when whoever can change it
    heard it, and `reply_due_date` the day they set to answer by. `told_date` is when those who said it were last told.
    """

    received_date: date
    said_date: date
    is_looked_at: bool = True
    has_space: bool = False
    has_voice: bool = False
    heard_date: date | None = None
    reply_due_date: date | None = None
    outcome: Outcome = Outcome.NONE
    decided_date: date | None = None
    change_by_date: date | None = None
    changed_date: date | None = None
    told_date: date | None = None
    done_date: date | None = None

    @property
    def news_date(self) -> date | None:
        """Return the day of the latest thing there is to tell, or None where there is nothing yet."""
        return self.changed_date or self.decided_date

    @property
    def is_told(self) -> bool:
        """Return whether those who said it were told of the latest: of a promise, and then of the change."""
        return self.told_date is not None and self.news_date is not None and self.told_date >= self.news_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """In how many working days each thing is owed."""

    look_days: int = 3
    hear_days: int = 10
    tell_days: int = 5
    acknowledge_days: int = 3
    complaint_days: int = 20


def missing_parts(course: Course) -> tuple[Part, ...]:
    """
    Return which of the four parts are not filled, in their order.

    Influence is filled once it was changed, or was said why it cannot be, and whoever said it was told of that.
    """
    filled = {
        Part.SPACE: course.has_space,
        Part.VOICE: course.has_voice,
        Part.AUDIENCE: course.heard_date is not None,
        Part.INFLUENCE: course.outcome in (Outcome.CHANGED, Outcome.CANNOT) and course.is_told,
    }
    return tuple(part for part in Part if not filled[part])


def stage_of(course: Course) -> Stage:
    """Return how far an entry has got. A promise stays a promise when they were told of it."""
    if course.done_date is not None:
        return Stage.DONE
    if not course.is_looked_at:
        return Stage.NEW
    if course.heard_date is None:
        return Stage.SAID
    if course.outcome is Outcome.NONE:
        return Stage.HEARD
    if not course.is_told:
        return Stage.DECIDED
    return Stage.PROMISED if course.outcome is Outcome.WILL_CHANGE else Stage.TOLD


def owed_next(course: Course, terms: Terms, add_working_days: AddWorkingDays) -> Owed[Clock] | None:
    """
    Return what is owed next of an entry, or None once it is done.

    Days run from when we had it, for nobody can be late for what they did not have. The day to answer by and the day to
    change by are those that were set.
    """
    owed = {
        Stage.NEW: (Clock.LOOK, course.received_date, terms.look_days),
        Stage.SAID: (Clock.HEAR, course.received_date, terms.hear_days),
        Stage.HEARD: (Clock.ANSWER, course.reply_due_date, 0),
        Stage.DECIDED: (Clock.TELL, course.news_date, terms.tell_days),
        Stage.PROMISED: (Clock.CHANGE, course.change_by_date, 0),
        Stage.TOLD: (Clock.FINISH, course.told_date, terms.tell_days),
    }
    clock, starts, days = owed.get(stage_of(course), (Clock.FINISH, None, 0))
    return None if starts is None else Owed(clock, add_working_days(starts, days))


def days_to_did(course: Course) -> int | None:
    """Return the days from said to changed; None where nothing changed, be it promised or refused."""
    return None if course.changed_date is None else (course.changed_date - course.said_date).days


def days_to_answer(course: Course) -> int | None:
    """Return the days from said to an answer of whatever kind; None where there is none yet."""
    return None if course.decided_date is None else (course.decided_date - course.said_date).days


def median_days(days: Sequence[int]) -> float | None:
    """Return the middle of so many days, between the two middle ones where they are even; None of none."""
    return float(statistics.median(days)) if days else None


def shown_count(said_count: int | None, upper: int) -> int | None:
    """Return how many said so where that may be shown: more than the small numbers that a council hides."""
    return said_count if said_count is not None and said_count > upper else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintCourse:
    """The days in the life of one complaint; `is_about_data` is one that the law gives thirty days to acknowledge."""

    received_date: date
    is_about_data: bool = False
    acknowledged_date: date | None = None
    answered_date: date | None = None


def complaint_owed(course: ComplaintCourse, terms: Terms, add_working_days: AddWorkingDays) -> Owed[Clock] | None:
    """Return what is owed next of a complaint, or None once it is answered. An answer needs no acknowledgement."""
    if course.answered_date is not None:
        return None
    if course.acknowledged_date is not None:
        return Owed(Clock.ANSWER, add_working_days(course.received_date, terms.complaint_days))
    due = add_working_days(course.received_date, terms.acknowledge_days)
    if course.is_about_data:
        due = min(due, course.received_date + timedelta(days=DAYS_OF_THE_LAW - 1))
    return Owed(Clock.ACKNOWLEDGE, due)


_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TELLING = {
    "an e-mail address": re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w"),
    "a name on social media": re.compile(r"(?<!\w)@\w{2,30}"),
    "a phone number": re.compile(r"(?<!\d)(?:\+44|0)(?:[ ()-]{0,2}\d){9,10}(?!\d)"),
    "a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE),
    "a date": re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"),
}
LEAST_NAME = 3


def telling_words(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """
    Return what in a text could tell who somebody is, in words such as "a phone number"; none where nothing is found.

    It finds what a pattern can, so it stands before a person who reads every word and never in their place.

    :param names: names of whoever said it, any part of which counts
    """
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    found = [words for words, pattern in _TELLING.items() if pattern.search(plain)]
    parts = {part for name in names for part in re.findall(r"\w+", name.casefold()) if len(part) >= LEAST_NAME}
    said = set(re.findall(r"\w+", plain.casefold()))
    return (*found, *(f"the name {part.capitalize()}" for part in sorted(parts & said)))
