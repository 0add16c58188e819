"""
Spells: the stretches of days on which a young person's activity is known.

The one rule for overlaps, late news, confirmation and conflict: on any day, of the statements already started, the
highest-ranked speaks;
past its own end or lapse the day is not known; an earlier one never resumes. `analysis/spells.sql` says the same for
whole populations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from towpath.rules.currency import currency_of
from towpath.rules.statements import OPEN, Statement
from towpath.standards import Group, Standards

ONE_DAY = timedelta(days=1)


class Standing(StrEnum):
    """How the statement that speaks stands on a day."""

    CURRENT = "current"
    LAPSED = "lapsed"
    ENDED = "ended"
    NO_STATEMENT = "no statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """
    How a young person counts on a day.

    `statement` is the one that speaks even when it has lapsed or ended: a lapsed record keeps its code. `group` is then
    not known.
    """

    group: Group
    standing: Standing
    statement: Statement | None
    lapses_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """
    Days, both ends inclusive, on which one statement speaks and is current; `to_date` is None while nothing ends it.
    """

    from_date: date
    to_date: date | None
    group: Group
    statement: Statement
    lapses_date: date | None

    def covers(self, day: date) -> bool:
        """Return whether the day lies within the spell."""
        return self.from_date <= day <= (self.to_date or OPEN)


def group_of(statement: Statement, standards: Standards) -> Group:
    """Return how the statement's code counts, by the list in force on the day it vouches from."""
    row = standards.edition_on(statement.effective_date).activity_codes.get(statement.code)
    return row.group if row else Group.NOT_KNOWN


def status_on(statements: Iterable[Statement], on: date, standards: Standards, *, with_currency: bool = True) -> Status:
    """
    Return how a young person counts on a day, given everything said about them.

    :param with_currency: False asks what would hold if nothing ever lapsed
    """
    started = [statement for statement in statements if statement.start_date <= on]
    if not started:
        return Status(group=Group.NOT_KNOWN, standing=Standing.NO_STATEMENT, statement=None, lapses_date=None)
    speaking = max(started, key=lambda statement: statement.rank)
    lapses_date = currency_of(speaking, standards).lapses_date if with_currency else None
    if speaking.end_date and speaking.end_date < on:
        standing = Standing.ENDED
    elif lapses_date and lapses_date < on:
        standing = Standing.LAPSED
    else:
        standing = Standing.CURRENT
    group = group_of(speaking, standards) if standing is Standing.CURRENT else Group.NOT_KNOWN
    return Status(group=group, standing=standing, statement=speaking, lapses_date=lapses_date)


def spells_of(statements: Iterable[Statement], standards: Standards, *, with_currency: bool = True) -> list[Spell]:
    """Return the spells of one young person in order of their days; between them the activity is not known."""
    spells = []
    next_start = OPEN
    for statement in sorted(statements, key=lambda statement: statement.rank, reverse=True):
        lapses_date = currency_of(statement, standards).lapses_date if with_currency else None
        last = min(statement.end_date or OPEN, lapses_date or OPEN)
        if next_start != OPEN:
            last = min(last, next_start - ONE_DAY)
        if statement.start_date <= last:
            spells.append(
                Spell(
                    from_date=statement.start_date,
                    to_date=None if last == OPEN else last,
                    group=group_of(statement, standards),
                    statement=statement,
                    lapses_date=lapses_date,
                )
            )
        next_start = min(next_start, statement.start_date)
    return spells[::-1]


def neet_start_date(spells: Sequence[Spell], on: date, *, not_known_breaks_run: bool) -> date | None:
    """
    Return the first day of the unbroken run of NEET activities that reaches this day, or None if not NEET on it.

    Days not known, whether in no spell or in one whose code says so, break the run only if `not_known_breaks_run`: a
    council setting.
    Source: docs/published-facts.md, Activities (checks 224 to 226); how a gap counts is not published.
    """
    run_start: date | None = None
    for spell in reversed([spell for spell in spells if spell.from_date <= on]):
        if run_start is None:
            if spell.group is not Group.NEET or not spell.covers(on):
                return None
        elif spell.group is Group.NOT_KNOWN and not not_known_breaks_run:
            continue
        elif spell.group is not Group.NEET or (not_known_breaks_run and spell.to_date != run_start - ONE_DAY):
            return run_start
        run_start = spell.from_date
    return run_start
