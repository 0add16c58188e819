"""What may be written in the ledger, and when two sources contradict each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from towpath.rules.dates import birthday, day_words
from towpath.rules.names import folded
from towpath.rules.sources import can_confirm
from towpath.rules.statements import Statement
from towpath.standards import Group, Standards

# Nobody is at school, let alone past it, before this; an earlier activity is a wrong date or a wrong person.
EARLIEST_AGE_AT_START = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    A statement together with who told us (`how`, a source's code) and the sender it came from.

    `place_id` and `place` say where, each as far as it is known.
    """

    statement: Statement
    how: str
    sender: str
    place_id: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a statement may not be written: a code, the field at fault, and words that say what to do."""

    code: str
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Death:
    """That somebody died, and on which day; None where nobody knows the day."""

    died_date: date | None


AFTER_DEATH = "died"
"""The code of the refusal of what is told of somebody after the day on which they died."""


def refusals(
    told: Told, *, birth_date: date | None, on: date, standards: Standards, death: Death | None = None
) -> Iterator[Refusal]:
    """
    Yield every reason why a statement may not be written on that day; none means that it may.

    A code is judged on the activity's start. A start in the future is ordinary; a verification in the future is not.
    After a death what nobody vouched for up to that day is not known, and no activity starts.
    """
    statement = told.statement
    if standards.activity_code(statement.code, statement.start_date) is None:
        yield Refusal(
            "unknown_code",
            "activity_code",
            "This activity code was not in force when the activity started. Use one from the list.",
        )
    if statement.end_date and statement.end_date < statement.start_date:
        yield Refusal("ends_before_start", "end_date", "The activity ends before it starts. Check both dates.")
    if birth_date and statement.start_date < birthday(birth_date, EARLIEST_AGE_AT_START):
        yield Refusal(
            "before_birth", "start_date", "The activity starts before this person could be at school. Check both dates."
        )
    if statement.verified_date and statement.verified_date > on:
        yield Refusal(
            "verified_in_future",
            "verified_date",
            "The verification lies in the future. Give the day on which somebody knew.",
        )
    if death is not None and (refused := after_death(statement, death)):
        yield refused
    if not can_confirm(told.how):
        yield Refusal(
            "cannot_confirm", "how", "This source is a lead, not a confirmation. Follow it up with somebody who knows."
        )


def after_death(statement: Statement, death: Death) -> Refusal | None:
    """Return why a statement may not be written of somebody who died; None where all of it was before."""
    if death.died_date is not None and _reaches(statement) <= death.died_date:
        return None
    return Refusal(AFTER_DEATH, "start_date", _death_words(death))


def _death_words(death: Death) -> str:
    if death.died_date is None:
        return "They have died, and nobody has recorded the day. Record it first where this is from before it."
    return f"They died on {day_words(death.died_date)}. What they did is recorded up to that day alone."


def _reaches(statement: Statement) -> date:
    """Return the last day that a statement vouches for, or its start where that is later."""
    return max(_vouched(statement), statement.start_date)


def contradicted(new: Told, standing: Iterable[Told], *, within_days: int, standards: Standards) -> Told | None:
    """
    Return the statement that a new one contradicts, or None.

    Two contradict when different senders vouch for the same day with different codes, or with one code in two places,
    and their vouching lies no more than `within_days` apart: neither is plainly the later news. That nobody knew is
    contradicted by nobody who has come to know since. The highest-ranked of those contradicted is returned.
    """
    against = [told for told in standing if _contradict(new, told, timedelta(days=within_days), standards)]
    return max(against, key=lambda told: told.statement.rank, default=None)


def is_not_known(code: str, on: date, standards: Standards) -> bool:
    """Return whether an activity code says only that nobody knows what somebody does."""
    known = standards.activity_code(code, on)
    return known is not None and known.group is Group.NOT_KNOWN


def _contradict(new: Told, other: Told, within: timedelta, standards: Standards) -> bool:
    mine, theirs = new.statement, other.statement
    if _vouched(mine) >= _vouched(theirs) and is_not_known(theirs.code, theirs.start_date, standards):
        return False
    same_day = mine.start_date <= _vouched(theirs) and theirs.start_date <= _vouched(mine)
    return (
        new.sender != other.sender
        and (mine.code != theirs.code or are_two_places(new, other))
        and same_day
        and abs(_vouched(mine) - _vouched(theirs)) <= within
    )


def is_outranked(new: Told, standing: Iterable[Told], *, on: date) -> bool:
    """
    Return whether a new statement of something still going on is late: one that stands already speaks in its place.
    """
    mine = new.statement
    if mine.start_date > on or (mine.end_date is not None and mine.end_date < on):
        return False
    return any(told.statement.start_date <= on and told.statement.rank > mine.rank for told in standing)


def are_two_places(one: Told, other: Told) -> bool:
    """Return whether two statements are plainly of two places; where either does not say, nothing is plain."""
    if one.place_id is not None and other.place_id is not None:
        return one.place_id != other.place_id
    return bool(one.place and other.place and folded(one.place) != folded(other.place))


def _vouched(statement: Statement) -> date:
    return statement.rank[0]
