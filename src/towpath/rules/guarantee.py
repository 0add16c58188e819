"""
The September Guarantee of one year: who it is about, until when its news counts, and its figures.

Source: docs/published-facts.md, Guarantee.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from towpath.rules.dates import year_group

GUARANTEED_YEARS = YEAR_11, YEAR_12 = (11, 12)
RESULTS_MONTH = 8
"""The month in which results of A levels come out, and those of GCSEs a week later."""
ALREADY_IN_LEARNING = ("114", "115")
"""Published statuses of Year 12 that say they go on where they are: an offer, and taken up."""


class Settled(StrEnum):
    """
    What came of the guarantee for somebody. The first two are one published state, an offer made, told apart.

    An offer of which nobody recorded that it was accepted is not said to be refused.
    """

    ACCEPTED = "accepted"
    OFFERED = "offered"
    NOT_APPROPRIATE = "not_appropriate"
    NO_OFFER = "no_offer"
    NOT_RECORDED = "not_recorded"


OFFERS = (Settled.ACCEPTED, Settled.OFFERED)


@dataclass(frozen=True, slots=True)
class Season:
    """
    The season of one September: its cohort is fixed at the end of May, and its news counts to the end of October.

    :param carry_over_days: days after the close in which news still counts, as the council chose
    """

    cohort_year: int
    carry_over_days: int = 0

    @property
    def fixed_date(self) -> date:
        """The day on which whoever is there makes up the cohort."""
        return date(self.cohort_year, 5, 31)

    @property
    def closes_date(self) -> date:
        """The last day of the published season."""
        return date(self.cohort_year, 10, 31)

    @property
    def counts_until(self) -> date:
        """The last day whose news counts in the council's own figures."""
        return self.closes_date + timedelta(days=self.carry_over_days)

    def wording_on(self, on: date) -> str:
        """Return which of our letters suits these people on a day: in the August of their results, that of the day."""
        has_results = (on.year, on.month) == (self.cohort_year, RESULTS_MONTH)
        return "results_day" if has_results else "guarantee"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCohort:
    """
    What decides whether somebody is in the cohort of a September, all as on the day when it is fixed.

    `taught_la` is the council that they are taught in, empty where nobody knows. `is_gone` says that they died or that
    the record was somebody else's twice.
    """

    birth_date: date
    is_resident: bool
    taught_la: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """The year group in which somebody is in the cohort, and the council that answers for them."""

    year_group: int
    la_code: str


def answered_for(one: OfCohort, season: Season, council: str) -> Answered | None:
    """
    Return how somebody is in the cohort that a council keeps, or None where they are not.

    For Year 11 the council where they are taught answers, so a resident taught elsewhere is kept with that council's
    code and is not counted here; where nobody knows where, the council where they live. For Year 12 it is always that.
    """
    group = year_group(one.birth_date, season.fixed_date)
    if one.is_gone or group not in GUARANTEED_YEARS:
        return None
    if group == YEAR_12:
        return Answered(group, council) if one.is_resident else None
    if one.is_resident or one.taught_la == council:
        return Answered(group, one.taught_la or council)
    return None


def settled_as(status: str, category: str, *, is_accepted: bool) -> Settled:
    """
    Return what a published status comes to; one that is not published, or none, is not recorded.

    :param category: of the published list of guarantee statuses
    :param is_accepted: whether somebody recorded that they accepted, or took up, a place of this September
    """
    if category == "offer_made":
        return Settled.ACCEPTED if is_accepted or status in ALREADY_IN_LEARNING else Settled.OFFERED
    if category == "offer_not_appropriate":
        return Settled.NOT_APPROPRIATE
    return Settled.NO_OFFER if category == "no_offer" else Settled.NOT_RECORDED


@dataclass(frozen=True, slots=True)
class Counted:
    """
    One young person as the figures count them.

    `was_fixed` says whether they were there when the cohort was fixed; `at_close` is what they came to by the published
    close and `settled` by the last day that counts, which differ by what was carried over alone.
    """

    was_fixed: bool
    settled: Settled
    at_close: Settled


@dataclass(frozen=True, slots=True)
class GuaranteeFigures:
    """How many came to each state, of those fixed in May and of those who joined since, and offers carried over."""

    fixed: Mapping[Settled, int]
    joined: Mapping[Settled, int]
    carried: int

    @property
    def cohort(self) -> int:
        """How many were fixed in May: what every percentage is of."""
        return sum(self.fixed.values())

    def count(self, settled: Settled) -> int:
        """Return how many came to a state, whoever joined included."""
        return self.fixed[settled] + self.joined[settled]

    def percent(self, *states: Settled) -> Fraction | None:
        """Return these states as a percentage of the cohort, unrounded; None where nobody was in it."""
        if not self.cohort:
            return None
        return Fraction(100 * sum(self.count(each) for each in states), self.cohort)

    @property
    def offers(self) -> int:
        """How many have an offer, whoever joined included."""
        return sum(self.count(each) for each in OFFERS)

    @property
    def joined_with_offer(self) -> int:
        """How many of the offers are of somebody who joined after the cohort was fixed."""
        return sum(self.joined[each] for each in OFFERS)

    @property
    def is_above_all(self) -> bool:
        """Whether there are more offers than there were people in May."""
        return self.offers > self.cohort


def figures_of(people: Iterable[Counted]) -> GuaranteeFigures:
    """Return the figures of these people."""
    fixed, joined = dict.fromkeys(Settled, 0), dict.fromkeys(Settled, 0)
    carried = 0
    for each in people:
        (fixed if each.was_fixed else joined)[each.settled] += 1
        carried += (each.settled in OFFERS) - (each.at_close in OFFERS)
    return GuaranteeFigures(fixed, joined, carried)
