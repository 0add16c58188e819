"""
For how long what is kept is kept: each category, from which event, for how many months, and who says so.

Law sets hardly any of these. A council chooses its own by a dated setting named `retention.` and the category. A hold
beats every one of them. Nothing is ever counted as due of somebody for whom the event is not known.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from towpath.rules.dates import academic_year_end, add_months, birthday

UPPER_AGE = 19
UPPER_AGE_LONGER = 25


class Event(StrEnum):
    """What the months are counted from."""

    UPPER_AGE = "upper_age"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Category:
    """
    One kind of record. `source` is who says so, and `is_published` whether that is somebody besides us.

    The months are ours or the source's until a council chooses its own.
    """

    code: str
    words: str
    event: Event
    months: int
    source: str
    is_published: bool


BARNET = "Barnet’s post-16 privacy notice"
CATEGORIES: tuple[Category, ...] = (
    Category(
        "record",
        "The record of a young person and the work with them",
        Event.UPPER_AGE,
        36,
        f"{BARNET}: put away 12 months after the upper age, and deleted within 36",
        is_published=True,
    ),
    Category(
        "safeguarding",
        "Safeguarding concerns, and what was added to them",
        Event.WRITTEN,
        900,
        "The Independent Inquiry into Child Sexual Abuse: 75 years",
        is_published=True,
    ),
    Category(
        "programme",
        "Programmes and courses that a funder pays for",
        Event.WRITTEN,
        84,
        f"{BARNET}: 7 years for learners whom a European fund paid for",
        is_published=True,
    ),
    Category(
        "money",
        "Money asked for and paid for a young person",
        Event.WRITTEN,
        84,
        "Ours: six years and this one",
        is_published=False,
    ),
    Category(
        "list",
        "Rows of lists, as they were given to us",
        Event.WRITTEN,
        13,
        "Ours: a year’s lists and a month",
        is_published=False,
    ),
    Category(
        "worry",
        "What colleges and providers said of learners who stop attending",
        Event.WRITTEN,
        6,
        "Ours: two terms in which whom it is about may still be found",
        is_published=False,
    ),
    Category(
        "request",
        "Requests for what is held, and the answers that went out",
        Event.WRITTEN,
        36,
        "Ours: as long as somebody may ask how they were answered",
        is_published=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Due:
    """Whether something is due to be deleted on a day: the last day it is kept, or why that cannot be known."""

    keep_until_date: date | None
    is_held: bool = False

    def is_due(self, on: date) -> bool:
        """Return whether it is kept no longer, no hold apart; on the last day it is still kept."""
        return self.keep_until_date is not None and on > self.keep_until_date and not self.is_held

    def is_kept_by_hold(self, on: date) -> bool:
        """Return whether nothing but a hold keeps it."""
        return self.is_held and self.keep_until_date is not None and on > self.keep_until_date


def upper_age_date(birth_date: date, *, stays_longer: bool) -> date:
    """
    Return the last day on which the service may be for somebody.

    It is the 31 August on or after the day they turn 19, or 25 for those with an education, health and care plan or who
    were in care.
    """
    return academic_year_end(birthday(birth_date, UPPER_AGE_LONGER if stays_longer else UPPER_AGE))


def due_of(event_date: date | None, months: int, *, is_held: bool) -> Due:
    """Return by when something kept for some months from an event is deleted; unknown events keep it."""
    return Due(add_months(event_date, months) if event_date else None, is_held)


def length_words(months: int) -> str:
    """Return a number of months as it is said: whole years as years."""
    count, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def last_due_event(on: date, months: int) -> date:
    """Return the latest day from which something kept for some months is due on a day."""
    # Months differ in length, so the day of the same number may not be it; it is never more than days away.
    event = add_months(on, -months) + timedelta(days=4)
    while not due_of(event, months, is_held=False).is_due(on):
        event -= timedelta(days=1)
    return event


def category_of(code: str) -> Category:
    """
    Return a category.

    :raises KeyError: there is no such category
    """
    return {each.code: each for each in CATEGORIES}[code]
