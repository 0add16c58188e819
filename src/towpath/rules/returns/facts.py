"""What one record of the return is built from: plain values, gathered from wherever they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from towpath.rules.statements import Statement
from towpath.standards import Edition, Standards


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnTerms:
    """
    What holds for a whole return: the last day of its month, the council that sends it, its choices and the lists.

    `fills_gaps` and `not_known_breaks_run` are the settings `return.gap` and `neet.not_known_breaks_run`.
    """

    period_end: date
    council: str
    standards: Standards
    fills_gaps: bool
    not_known_breaks_run: bool

    @property
    def edition(self) -> Edition:
        """Return the requirement in force on the period end."""
        return self.standards.edition_on(self.period_end)

    @property
    def month_start(self) -> date:
        """Return the first day of the month."""
        return self.period_end.replace(day=1)

    @property
    def period_end_before(self) -> date:
        """Return the period end of the month before."""
        return self.month_start - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that the return asks for; `is_default` says that nobody has told us and that it stands in."""

    value: str
    is_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAddress:
    """Where somebody lives. Of a protected one only `care_of` is sent."""

    lines: tuple[str, ...] = ()
    town: str = ""
    county: str = ""
    postcode: str = ""
    is_protected: bool = False
    care_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPlace:
    """A school, college or provider as the return names it; what is not known is empty."""

    name: str = ""
    number: str = ""
    ukprn: str = ""
    la_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollPlace:
    """A place on a school's roll on the period end, or home education; `told_date` is when we were told."""

    is_at_home: bool
    told_date: date
    from_date: date | None = None
    place: ReturnPlace | None = None


@dataclass(frozen=True, slots=True)
class ToldActivity:
    """A statement of the ledger, the day it was written down, where it says the activity is, and by whose word."""

    statement: Statement
    recorded_date: date
    place: ReturnPlace | None = None
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A September Guarantee status and the council that answers for it."""

    status: str
    la_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnFacts:
    """
    Everything that one record needs, as known on the day asked about and in force on the period end.

    `values` holds every field of the return's panel by name, defaults included. `before` is the same as it was known
    when the month began and in force the day before, or None of somebody who was not known then: whoever was in the
    return before and no longer belongs leaves it by a status, and not in silence. `guarantees` are by year group, of
    the cohort that the month reports. `duplicate_ids` were sent for records since found to be this person.
    """

    young_persons_id: str
    birth_date: date
    known_since: date
    values: Mapping[str, Stated]
    before: Mapping[str, Stated] | None = None
    previous_young_persons_id: str = ""
    duplicate_ids: tuple[str, ...] = ()
    given_name: str = ""
    middle_name: str = ""
    family_name: str = ""
    preferred_given_name: str = ""
    preferred_family_name: str = ""
    address: ReturnAddress | None = None
    upn: str = ""
    uln: str = ""
    characteristics: tuple[str, ...] = ()
    activities: tuple[ToldActivity, ...] = ()
    roll_place: RollPlace | None = None
    guarantees: Mapping[int, Guarantee] = field(default_factory=dict)
    intended_destination: str = ""

    def value(self, name: str) -> str:
        """Return one value of the panel."""
        return self.values[name].value


def guarantee_cohort_year(period_end: date) -> int:
    """Return the year of the September whose guarantee a month reports: from April to March it is one and the same."""
    return period_end.year if period_end.month >= 4 else period_end.year - 1
