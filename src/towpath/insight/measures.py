"""The council's own figures: rates at each month's end, winter averages, and who joined and left NEET."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from towpath.analysis.assumptions import Assumption, assumptions_of
from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.rates import MonthRates, monthly_rates, put_months
from towpath.insight.marts import Mart
from towpath.rules.dates import add_months, month_end

WINTER_ENDS_IN = 2
WINTER_MONTHS = 3
OUTSIDE = "OUTSIDE"
"""In place of a group: not of the cohort at that month's end, by age, residence or an activity that is left out."""
NOT_FOR_RELEASE = "Not for release: small numbers are not hidden."

FLOWS = """
with standing as (
    select
        months.month_number,
        months.last_date,
        residence.person_id,
        case when spells.status_group in ('EET', 'NEET', 'OTHER') then spells.status_group else 'NOT_KNOWN' end as held
    from months
    join residence
      on months.last_date between residence.from_date and residence.to_date
     and year(months.last_date) - case when month(months.last_date) < 9 then 1 else 0 end
         - year(residence.birth_date) - case when month(residence.birth_date) >= 9 then 1 else 0 end in (16, 17)
    left join spells
      on spells.person_id = residence.person_id
     and months.last_date between spells.from_date and coalesce(spells.to_date, date '9999-12-31')
),
counted as (select * from standing where held <> 'OTHER')
select later.last_date, 'joined', coalesce(earlier.held, 'OUTSIDE') as other, count(*)
from counted later
left join counted earlier on earlier.person_id = later.person_id and earlier.month_number = later.month_number - 1
where later.held = 'NEET' and coalesce(earlier.held, 'OUTSIDE') <> 'NEET'
  and later.month_number > (select min(month_number) from months)
group by all
union all
select months.last_date, 'left', coalesce(later.held, 'OUTSIDE') as other, count(*)
from counted earlier
join months on months.month_number = earlier.month_number + 1
left join counted later on later.person_id = earlier.person_id and later.month_number = earlier.month_number + 1
where earlier.held = 'NEET' and coalesce(later.held, 'OUTSIDE') <> 'NEET'
group by all
order by 1, 2, 3
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WinterAverage:
    """
    The mean of the ends of December, January and February, as DfE's headline: counts first, then the percentage.

    `year` is the year of that February. Source: docs/published-facts.md, Measures.
    """

    year: int
    months: tuple[MonthRates, MonthRates, MonthRates]

    def total(self, name: str) -> int:
        """Return the sum over the three months of a count: cohort, eet, neet or not_known."""
        return sum(getattr(month, name) for month in self.months)

    def mean(self, name: str) -> Fraction:
        """Return the mean count, in thirds."""
        return Fraction(self.total(name), WINTER_MONTHS)

    def percent(self, *names: str) -> float | None:
        """Return the mean of these counts together as a percentage of the mean cohort, unrounded."""
        cohort = self.total("cohort")
        return float(100 * Fraction(sum(map(self.total, names)), cohort)) if cohort else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """How many joined or left NEET since the month's end before, and from what or to what: a group, or OUTSIDE."""

    month_end: date
    joined: bool
    other: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """
    An organisation's rates, every number as it is. `marking` must stand wherever they are shown.

    `undated` people have no birth date known and are in no figure. `version` names exactly what they were counted from.
    """

    area: str
    known_on: date | None
    months: tuple[MonthRates, ...]
    averages: tuple[WinterAverage, ...]
    flows: tuple[Flow, ...]
    assumptions: tuple[Assumption, ...]
    edition: str
    standards_version: str
    version: str
    undated: int
    marking: str = NOT_FOR_RELEASE


def rates_from(mart: Mart, *, month_from: date, month_to: date) -> Rates:
    """Return the rates at each month's end from one month to another, from what a mart holds."""
    with open_engine(threads=1) as connection:
        mart.put_into(connection)
        months = tuple(_of_area(mart, monthly_rates(connection, first=month_from, last=month_to), month_from, month_to))
        flows = tuple(_flows(connection, month_from, month_to))
        last = month_end(month_to)
        assumptions = assumptions_of(connection, mart.standards, last=last, with_currency=True)
    return Rates(
        area=mart.area,
        known_on=mart.known_on,
        months=months,
        averages=tuple(winter_averages(months)),
        flows=flows,
        assumptions=tuple(assumptions),
        edition=mart.standards.edition_on(last).name,
        standards_version=mart.standards.version,
        version=mart.version,
        undated=mart.undated,
    )


def winter_averages(months: Sequence[MonthRates]) -> Iterator[WinterAverage]:
    """Yield an average for each winter of which all three months are given, in order."""
    for december, january, february in zip(months, months[1:], months[2:], strict=False):
        if february.month_end.month == WINTER_ENDS_IN:
            yield WinterAverage(year=february.month_end.year, months=(december, january, february))


def _of_area(mart: Mart, counted: Sequence[MonthRates], first: date, last: date) -> Iterator[MonthRates]:
    """Yield every month asked about: where nobody lives there is no area, and then every count is 0."""
    by_month = {each.month_end: each for each in counted if each.area == mart.area}
    end = month_end(first)
    while end <= month_end(last):
        yield by_month.get(end) or MonthRates(month_end=end, area=mart.area, cohort=0, eet=0, neet=0)
        end = month_end(add_months(end.replace(day=1), 1))


def _flows(connection: Connection, first: date, last: date) -> Iterator[Flow]:
    put_months(connection, first=add_months(first.replace(day=1), -1), last=last)
    for end, way, other, people in connection.execute(FLOWS).fetchall():
        yield Flow(month_end=end, joined=way == "joined", other=other, people=people)
