"""
NEET and not-known rates of each area at each month's end.

The cohort is everyone of academic age 16 or 17 who lives in the area that day, without those whose current activity is
left out of the measures (710, custody of a young adult). Someone of whom nothing was ever said is in it. Not known is
what is left of the cohort when those known to be in education, employment or training (EET) and those NEET are taken
away. Source: docs/published-facts.md, Cohort.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from towpath.analysis.engine import Connection, sql_text
from towpath.analysis.spells import histories
from towpath.rules.cohort import is_measured
from towpath.rules.dates import month_ends
from towpath.rules.spells import status_on
from towpath.standards import Group, Standards


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRates:
    """Counts of one area on the last day of a month; percentages are of the cohort, and None where it is empty."""

    month_end: date
    area: str
    cohort: int
    eet: int
    neet: int

    @property
    def not_known(self) -> int:
        """Return how many of the cohort are in no known activity."""
        return self.cohort - self.eet - self.neet

    @property
    def neet_percent(self) -> float | None:
        """Return NEET as a percentage, unrounded."""
        return self._percent(self.neet)

    @property
    def not_known_percent(self) -> float | None:
        """Return not known as a percentage, unrounded."""
        return self._percent(self.not_known)

    @property
    def combined_percent(self) -> float | None:
        """Return NEET and not known together as a percentage of their joint count, unrounded."""
        return self._percent(self.neet + self.not_known)

    def _percent(self, count: int) -> float | None:
        return 100 * count / self.cohort if self.cohort else None


def monthly_rates(connection: Connection, *, first: date, last: date) -> list[MonthRates]:
    """
    Return the rates of every area in `residence`, from the month of `first` to the month of `last`, from `spells`.

    In order of month, then area.
    """
    put_months(connection, first=first, last=last)
    return [
        MonthRates(month_end=month_end, area=area, cohort=cohort, eet=eet, neet=neet)
        for month_end, area, cohort, eet, neet in connection.execute(sql_text("rates")).fetchall()
    ]


def put_months(connection: Connection, *, first: date, last: date) -> None:
    """Put the months asked about into the table `months`: a number that rises by one, the first day and the last."""
    connection.execute("create or replace temp table months (month_number int, first_date date, last_date date)")
    connection.executemany(
        "insert into months values (?, ?, ?)",
        [[end.year * 12 + end.month, end.replace(day=1), end] for end in month_ends(first, last)],
    )


def monthly_rates_one_by_one(
    connection: Connection,
    standards: Standards,
    *,
    first: date,
    last: date,
    known_on: date | None = None,
    with_currency: bool = True,
) -> list[MonthRates]:
    """Return the same by asking the reference about each person at each month's end: slow, and plain to follow."""
    said = dict(histories(connection, known_on=known_on))
    living = connection.execute("select person_id, birth_date, area, from_date, to_date from residence").fetchall()
    areas = sorted({area for _, _, area, _, _ in living})
    rates = []
    for month_end in month_ends(first, last):
        counts = {area: dict.fromkeys(Group, 0) for area in areas}
        for person_id, birth_date, area, from_date, to_date in living:
            if from_date <= month_end <= to_date and is_measured(birth_date, month_end):
                theirs = said.get(person_id, [])
                counts[area][status_on(theirs, month_end, standards, with_currency=with_currency).group] += 1
        rates += [_counted(month_end, area, groups) for area, groups in counts.items()]
    return rates


def _counted(month_end: date, area: str, groups: Mapping[Group, int]) -> MonthRates:
    cohort = sum(groups.values()) - groups[Group.OTHER]
    return MonthRates(month_end=month_end, area=area, cohort=cohort, eet=groups[Group.EET], neet=groups[Group.NEET])
