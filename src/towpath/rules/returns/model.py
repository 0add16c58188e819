"""What a return holds: its header and one record a person, every value as it was given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class GivenDate:
    """A date as the return spells it; `day` is None where nothing was given, or something that is not CCYY-MM-DD."""

    text: str = ""
    day: date | None = None

    @property
    def is_unreadable(self) -> bool:
        """Return whether something was given that is not a date."""
        return bool(self.text) and self.day is None


EARLIEST = "1900"
NO_DATE = GivenDate()


@lru_cache(maxsize=16_384)
def read_date(text: str) -> GivenDate:
    """
    Return a date from its text: CCYY-MM-DD and no other spelling, with the text kept whatever it says.

    A year before 1900 is a slip of the keyboard or a machine's zero, so it is not read as a date.
    """
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or text < EARLIEST:
        return GivenDate(text)
    try:
        return GivenDate(text, date.fromisoformat(text))
    except ValueError:
        return GivenDate(text)


@lru_cache(maxsize=16_384)
def given_date(day: date | None) -> GivenDate:
    """Return a date to be written in a return, or no date."""
    return NO_DATE if day is None else GivenDate(day.isoformat(), day)


def is_after(later: GivenDate, earlier: GivenDate) -> bool:
    """Return whether both dates are known and the first falls after the second; equal dates do not."""
    return later.day is not None and earlier.day is not None and later.day > earlier.day


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Who sent the return and for which month. `lines` gives the line of each element that was there, by field name."""

    database_ids: tuple[str, ...] = ()
    source_las: tuple[str, ...] = ()
    send_date: GivenDate = NO_DATE
    period_end: GivenDate = NO_DATE
    supplier_name: str = ""
    supplier_xml_version: str = ""
    xml_schema_version: str = ""
    line: int = field(default=0, compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    One young person in a return. Text is as given, "" where the element is empty or absent.

    `guarantee_11_…` and `guarantee_12_…` are the Year 11 and Year 12 parts of the September Guarantee. `number` is
    the record's place in its file, counted from 1; `line` is where it starts; `lines` gives the line of each element
    that was there, by field name, and by name and place ("characteristics[0]") for one that repeats.
    """

    young_persons_id: str = ""
    cohort_status: str = ""
    given_name: str = ""
    middle_name: str = ""
    family_name: str = ""
    address_line_1: str = ""
    address_line_2: str = ""
    address_line_3: str = ""
    address_line_4: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    gender: str = ""
    birth_date: GivenDate = NO_DATE
    ethnicity: str = ""
    lead_la: str = ""
    educated_la: str = ""
    transferred_to_la: str = ""
    year_11_la: str = ""
    uln: str = ""
    upn: str = ""
    guarantee_indicator: str = ""
    youth_contract_indicator: str = ""
    youth_contract_start_date: GivenDate = NO_DATE
    previous_young_persons_id: str = ""
    guarantee_11_status: str = ""
    guarantee_11_la: str = ""
    guarantee_12_status: str = ""
    guarantee_12_la: str = ""
    level_of_need: str = ""
    send_flag: str = ""
    sen_support_flag: str = ""
    characteristics: tuple[str, ...] = ()
    activity_code: str = ""
    start_date: GivenDate = NO_DATE
    ascertained_date: GivenDate = NO_DATE
    verified_date: GivenDate = NO_DATE
    review_date: GivenDate = NO_DATE
    due_to_lapse_date: GivenDate = NO_DATE
    currency_lapsed: str = ""
    establishment_number: str = ""
    establishment_name: str = ""
    ukprn: str = ""
    neet_start_date: GivenDate = NO_DATE
    predicted_end_date: GivenDate = NO_DATE
    intended_destination: str = ""
    has_details: bool = True
    has_activities: bool = True
    number: int = field(default=0, compare=False)
    line: int = field(default=0, compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


class FaultKind(Enum):
    """What can stop a file, or a part of it, from being read as a return."""

    MALFORMED = auto()
    EMPTY = auto()
    ENTITY = auto()
    EXTERNAL = auto()
    TOO_LONG = auto()
    TOO_DEEP = auto()
    NOT_CLOSED = auto()
    SECOND_ROOT = auto()
    SECOND_HEADER = auto()
    NO_HEADER = auto()
    NO_PLACE = auto()
    REPEATED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in a file that is not part of a return, or that ended the reading, at the line where it was met."""

    kind: FaultKind
    line: int
    element: str = ""
    value: str = ""
    young_persons_id: str = ""
    times: int = 1
