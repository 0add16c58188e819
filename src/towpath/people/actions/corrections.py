"""Correct a birth date, and say what moves with it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from towpath.audit import Actor
from towpath.people.actions.book import book_on, write_book
from towpath.people.facts import FactsRefusedError, Refusal
from towpath.people.models import BirthDate, Person
from towpath.rules.cohort import cohort_part, is_measured
from towpath.rules.dates import academic_year, day_words, year_group
from towpath.rules.duty import duty_on

YEARS_FROM_BIRTH_TO_GUARANTEE = 17
"""Somebody born in the academic year that starts in 2009 leaves Year 11 in the summer of 2026."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that follows from a birth date: what it was, what it is now, in words."""

    what: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """Return it as a line to be shown."""
        return f"{self.what}: {self.before}, now {self.after}"


@dataclass(frozen=True, slots=True)
class BirthDateCorrection:
    """A birth date as it was believed and as it is now, with everything that moved."""

    before: date | None
    after: date
    moved: tuple[Moved, ...]


def correct_birth_date(
    *, person: Person, birth_date: date, because: str, source: str, by: Actor, at: datetime, on: date | None = None
) -> BirthDateCorrection:
    """
    Correct when somebody was born, and return what that moves on a day.

    :param because: what the correction rests on, as "birth certificate"
    :param on: the day on which year group, cohort and duty are told; the day of `at` where it is not said
    :raises FactsRefusedError: the date is in the future
    """
    day = on or localdate(at)
    if birth_date > localdate(at):
        words = f"The birth date {day_words(birth_date)} is in the future. Check the year."
        raise FactsRefusedError((Refusal("birth_date_in_future", "birth_date", birth_date.isoformat(), words),))
    book = book_on(person, source=source, by=by, at=at, on=day)
    leader = book.sameness.leading(person.pk)
    now = book.slot(BirthDate, leader)
    before = now[0].content["birth_date"] if now else None
    book.replace(BirthDate, leader, told="birth_date", birth_date=birth_date, because=because)
    write_book(book)
    return BirthDateCorrection(before, birth_date, what_moves(before, birth_date, day))


def what_moves(before: date | None, after: date, on: date) -> tuple[Moved, ...]:
    """Return what differs on a day between two birth dates: year group, cohort, measures, duty and guarantee year."""
    was = _follows(before, on) if before else {}
    now = _follows(after, on)
    return tuple(
        Moved(what, was.get(what, "not known"), words) for what, words in now.items() if was.get(what) != words
    )


def _follows(birth_date: date, on: date) -> dict[str, str]:
    duty = duty_on(birth_date, on)
    return {
        "Year group": f"Year {year_group(birth_date, on)}",
        "Counted in the return as": cohort_part(birth_date, on, has_ehc_plan=False).value,
        "With an education, health and care plan, as": cohort_part(birth_date, on, has_ehc_plan=True).value,
        "In the 16 to 17 measures": "yes" if is_measured(birth_date, on) else "no",
        "Duty to participate": duty.state.value,
        "Duty starts": day_words(duty.starts_on),
        "Duty ends before": day_words(duty.ends_before),
        "September Guarantee, autumn of": str(academic_year(birth_date) + YEARS_FROM_BIRTH_TO_GUARANTEE),
    }
