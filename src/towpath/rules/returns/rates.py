"""
The rates that DfE will work out from a return, previewed: NEET, not known, participation and the September Guarantee.

Everyone of academic age 16 or 17 sent by a status that counts is in the cohort, but for young adults in custody. A
record whose currency has lapsed is not known, whatever its code. Source: docs/published-facts.md, Measures and Cohort.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from towpath.rules.cohort import is_measured
from towpath.rules.dates import academic_year, add_months, month_end
from towpath.rules.returns.compare import LAPSED
from towpath.rules.returns.model import Record
from towpath.standards import Edition, Group

NOT_PARTICIPATION = frozenset({"none", "neet", "not_known", "left_out", "outside"})
"""Parts of an activity's row that are no part of the participation measure."""
OFFER_MADE = "offer_made"
WINTER_BEGINS_IN, WINTER_MONTHS = 12, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRates:
    """
    Counts of one month's return, or of several added up; a percentage is of its cohort, None where that is empty.

    `guarantee` counts those sent with a September Guarantee status, of any age, and `offers` those of them with one.
    """

    cohort: int = 0
    neet: int = 0
    not_known: int = 0
    participating: int = 0
    guarantee: int = 0
    offers: int = 0

    @property
    def combined(self) -> int:
        """Return how many are NEET or not known."""
        return self.neet + self.not_known

    def percent(self, name: str) -> float | None:
        """Return a count as a percentage, unrounded: offers of those in the guarantee, all else of the cohort."""
        base = self.guarantee if name == "offers" else self.cohort
        count: int = getattr(self, name)
        return 100 * count / base if base else None

    def without(self, other: "ReturnRates") -> "ReturnRates":
        """Return these counts with those of some records taken away."""
        return _summed(self, other, -1)

    def beside(self, other: "ReturnRates") -> "ReturnRates":
        """Return these counts with those of more records added."""
        return _summed(self, other, 1)

    def counts(self) -> dict[str, int]:
        """Return the counts by name, to be kept."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def _summed(one: ReturnRates, other: ReturnRates, sign: int) -> ReturnRates:
    return ReturnRates(**{name: count + sign * getattr(other, name) for name, count in one.counts().items()})


def kept_rates(counts: Mapping[str, int] | None) -> ReturnRates | None:
    """Return rates from counts that were kept, or None where none were."""
    return ReturnRates(**counts) if counts else None


def rates_of(records: Iterable[Record], period_end: date, edition: Edition) -> ReturnRates:
    """Return the counts of some records of a month's return."""
    counting = Counting(period_end, edition)
    for record in records:
        counting.take(record)
    return counting.rates


class Counting:
    """Counts records one after another, as they pass."""

    def __init__(self, period_end: date, edition: Edition) -> None:
        self._period_end, self._edition = period_end, edition
        self._counts = dict.fromkeys(ReturnRates().counts(), 0)
        self._measured: dict[date, bool] = {}

    @property
    def rates(self) -> ReturnRates:
        """Return what was counted so far."""
        return ReturnRates(**self._counts)

    def take(self, record: Record) -> None:
        """Count one record in whatever it belongs to."""
        status = self._edition.cohort_statuses.get(record.cohort_status)
        offered = self._edition.guarantee_statuses.get(record.guarantee_11_status or record.guarantee_12_status)
        if offered:
            self._counts["guarantee"] += 1
            self._counts["offers"] += offered.category == OFFER_MADE
        if (status is None or status.in_measures) and self._is_measured(record.birth_date.day):
            self._take_measured(record)

    def _is_measured(self, born: date | None) -> bool:
        if born is None:
            return False
        if born not in self._measured:
            self._measured[born] = is_measured(born, self._period_end)
        return self._measured[born]

    def _take_measured(self, record: Record) -> None:
        row = self._edition.activity_codes.get(record.activity_code)
        group = row.group if row and record.currency_lapsed != LAPSED else Group.NOT_KNOWN
        if group is Group.OTHER:
            return
        self._counts["cohort"] += 1
        self._counts["neet"] += group is Group.NEET
        self._counts["not_known"] += group not in (Group.NEET, Group.EET)
        self._counts["participating"] += bool(row and group is Group.EET and row.measure not in NOT_PARTICIPATION)


def winter_of(period_end: date) -> tuple[date, date, date]:
    """Return the ends of December, January and February of the academic year of a month."""
    december = date(academic_year(period_end), WINTER_BEGINS_IN, 1)
    first, second, third = (month_end(add_months(december, place)) for place in range(WINTER_MONTHS))
    return first, second, third


def march_of(period_end: date) -> date:
    """Return the end of March of the academic year of a month."""
    return date(academic_year(period_end) + 1, 3, 31)


def average_of(months: Iterable[ReturnRates]) -> ReturnRates:
    """
    Return the sums of several months: a percentage of them is the mean count as a part of the mean cohort, as DfE's.
    """
    total = ReturnRates()
    for each in months:
        total = total.beside(each)
    return total
