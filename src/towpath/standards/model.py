"""The shapes of published facts: frozen rows, each with its confidence and where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Group(StrEnum):
    """How an activity counts in the NEET and not-known measures."""

    COMPULSORY = "COMPULSORY"
    EET = "EET"
    NEET = "NEET"
    OTHER = "OTHER"
    NOT_KNOWN = "NOT_KNOWN"


class Participation(StrEnum):
    """How an activity stands to the duty to participate."""

    COMPULSORY_AGE = "compulsory_age"
    PARTICIPATING = "participating"
    WORKING_TOWARDS = "working_towards"
    TEMPORARY_BREAK = "temporary_break"
    NOT_PARTICIPATING = "not_participating"
    EXCLUDED = "excluded"
    NOT_KNOWN = "not_known"


class LapseFrom(StrEnum):
    """What a currency term is counted from."""

    ACADEMIC_YEAR_END = "academic_year_end"
    VERIFIED = "verified"
    REVIEW = "review"
    NONE = "none"


class LapseUnit(StrEnum):
    """What a currency term is counted in."""

    DAYS = "days"
    MONTHS = "months"


class Confidence(StrEnum):
    """How sure we are of a row: read in a source, fitting several signs, or weakly remembered or inferred."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One published fact. `basis` lists the keys of its sources in SOURCES.md; dates are inclusive and open where None.
    """

    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    confidence: Confidence
    note: str
    basis: tuple[str, ...]

    def in_force(self, on: date) -> bool:
        """Return whether the row stands on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyTerms:
    """How long an activity may be reported as known; `amount` is counted in `unit` and None where not counted."""

    lapse_from: LapseFrom
    amount: int | None
    unit: LapseUnit | None
    capped_by_expected_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityCode(Row):
    """
    What a young person may be recorded as doing.

    `expected_end`, `review_date`, `lapse_date` and `neet_start_date` say whether the return asks for that field:
    "required", "optional" or "no". `measure` is the part of the published participation measure that it falls in.
    """

    group: Group
    subgroup: str
    participation: Participation
    measure: str
    terms: CurrencyTerms
    expected_end: str
    review_date: str
    lapse_date: str
    neet_start_date: str
    participation_confidence: Confidence
    currency_confidence: Confidence

    @property
    def is_neet(self) -> bool:
        """Return whether the code counts as not in education, employment or training."""
        return self.group is Group.NEET


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic(Row):
    """A fact about a young person that the return carries by code."""

    in_vulnerable_group: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortStatus(Row):
    """Why a record is in the return, or leaves it."""

    in_measures: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IntendedDestination(Row):
    """What a Year 11 pupil says they mean to do next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeStatus(Row):
    """Where a young person stands in the September Guarantee; `category` is the published bucket."""

    category: str
    for_year_11: bool
    for_year_12: bool
    category_confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Ethnicity(Row):
    """An ethnic group as the return codes it."""

    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Row):
    """
    One element of the return. `code` is its path; `mandatory` is "mandatory", "optional" or "conditional" with `when`.
    """

    element: str
    parent: str
    dataset: str
    field_code: str
    format: str
    mandatory: str
    when: str
    values: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Row):
    """
    A test of the return: `label` says what is wrong; validity is judged on PeriodEnd; `level` is "record" or "file".
    """

    severity: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Row):
    """A council, or a place outside England that the return names; `label` is its name."""

    region: str
    ons_code: str
    kind: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """
    The NCCIS requirement in force from a day, with any corrections of a council laid over it.

    Every list is keyed by code. `read_whole` is False where only its differences were read, and `words` says what was.
    """

    name: str
    starts_on: date
    read_whole: bool
    words: str
    activity_codes: Mapping[str, ActivityCode]
    characteristics: Mapping[str, Characteristic]
    cohort_statuses: Mapping[str, CohortStatus]
    intended_destinations: Mapping[str, IntendedDestination]
    guarantee_statuses: Mapping[str, GuaranteeStatus]
    ethnicities: Mapping[str, Ethnicity]
    fields: Mapping[str, Field]
    checks: Mapping[str, Check]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """
    A council's dated change to one published row, with its reason and source; `values` are as the CSV spells them.
    """

    list_name: str
    code: str
    starts_on: date
    ends_on: date | None
    values: Mapping[str, str]
    is_addition: bool
    reason: str
    source: str

    def in_force(self, on: date) -> bool:
        """Return whether the correction stands on that day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
