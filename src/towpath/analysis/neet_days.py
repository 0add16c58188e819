"""
Days NEET in a window, such as the first six months after Year 11, for each person and on average.

Source: docs/published-facts.md, Days NEET.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.analysis.engine import Connection, sql_text
from towpath.analysis.spells import histories
from towpath.rules.spells import spells_of
from towpath.rules.windows import DaysInWindow, days_in_window
from towpath.standards import Standards


class NotKnown(StrEnum):
    """How days not known count: people with no known day leave the mean, or such days are NEET, or they are not."""

    EXCLUDE = "exclude"
    NEET = "neet"
    NOT_NEET = "not-neet"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDays:
    """One person's window, and the days that count for them: None where they are in no mean."""

    person_id: str
    window: DaysInWindow
    counted_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanDays:
    """
    Days in a window over everyone asked about.

    `people` is everyone. `people_without_days` turned 18 or left before it began: they are in no mean.
    `mean_days` is over `people_in_mean`: everyone with a day in the window, and with EXCLUDE only those with a known
    one. `mean_days_any` is over `people_with_any`: those of them with a day that counts. `not_known_mean_days` is over
    everyone with a day in the window, so with EXCLUDE it shows what the mean does not. `people_partial` had their days
    stopped by an 18th birthday or by leaving; their days are counted, not scaled. A mean over nobody is None.
    """

    people: int
    people_without_days: int
    people_in_mean: int
    people_partial: int
    mean_days: float | None
    people_with_any: int
    mean_days_any: float | None
    not_known_mean_days: float | None


def days_by_person(connection: Connection, *, first: date, last: date) -> list[tuple[str, DaysInWindow]]:
    """Return the window of everyone in `tracked`, from `spells`, in order of person."""
    connection.execute(
        "create or replace temp table days_window as"
        " select cast(? as date) as first_date, cast(? as date) as last_date",
        [first, last],
    )
    return [
        (person_id, DaysInWindow(days=days, neet=neet, known=known, is_partial=is_partial))
        for person_id, days, neet, known, is_partial in connection.execute(sql_text("neet_days")).fetchall()
    ]


def days_one_by_one(
    connection: Connection, standards: Standards, *, first: date, last: date, with_currency: bool = True
) -> list[tuple[str, DaysInWindow]]:
    """Return the same by asking the reference about each person in turn: slow, and plain to follow."""
    said = dict(histories(connection))
    tracked = connection.execute("select person_id, birth_date, left_date from tracked order by person_id").fetchall()
    windows = []
    for person_id, birth_date, left_date in tracked:
        spells = spells_of(said.get(person_id, []), standards, with_currency=with_currency)
        windows.append((person_id, days_in_window(spells, first, last, birth_date=birth_date, left_date=left_date)))
    return windows


def counted(windows: Sequence[tuple[str, DaysInWindow]], not_known: NotKnown) -> list[PersonDays]:
    """Return the days that count for each person under the rule for days not known."""
    return [
        PersonDays(person_id=person_id, window=window, counted_days=_counted_days(window, not_known))
        for person_id, window in windows
    ]


def _counted_days(window: DaysInWindow, not_known: NotKnown) -> int | None:
    if window.days == 0 or (not_known is NotKnown.EXCLUDE and window.known == 0):
        return None
    return window.neet + (window.not_known if not_known is NotKnown.NEET else 0)


def mean_days(people: Sequence[PersonDays]) -> MeanDays:
    """Return the averages; the class says who is in each."""
    in_mean = [person.counted_days for person in people if person.counted_days is not None]
    with_any = [days for days in in_mean if days > 0]
    with_days = [person.window for person in people if person.window.days > 0]
    return MeanDays(
        people=len(people),
        people_without_days=len(people) - len(with_days),
        people_in_mean=len(in_mean),
        people_partial=sum(person.window.is_partial for person in people),
        mean_days=_mean(in_mean),
        people_with_any=len(with_any),
        mean_days_any=_mean(with_any),
        not_known_mean_days=_mean([window.not_known for window in with_days]),
    )


def _mean(days: Sequence[int]) -> float | None:
    return sum(days) / len(days) if days else None
