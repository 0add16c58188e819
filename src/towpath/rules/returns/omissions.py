"""What the building of a return stood in for, left out or did not send, in words: nothing of it is silent."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """What was done where something was missing."""

    FILLED = "filled"
    LEFT_OUT = "left_out"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an omission's code says: what was done, the words of nobody in particular, and those of one person."""

    severity: Severity
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Omission:
    """One thing that was missing of one person: why, the field of the record, and the value that stands in, if any."""

    code: str
    field: str
    value: str = ""

    @property
    def severity(self) -> Severity:
        """Return what was done about it."""
        return OMISSIONS[self.code].severity


OMISSIONS: Mapping[str, Meaning] = MappingProxyType(
    {
        "no_statement": Meaning(
            Severity.FILLED,
            "Nobody has told us what they are doing",
            "Nobody has told us what this young person is doing, so {value} is sent in its place and the ledger is "
            "left as it is. Find out what they are doing.",
        ),
        "activity_ended": Meaning(
            Severity.FILLED,
            "What they were doing has ended and nobody has said what followed",
            "What this young person was doing has ended and nobody has said what followed, so {value} is sent from "
            "the day after. Find out what they are doing.",
        ),
        "compulsory_age_over": Meaning(
            Severity.FILLED,
            "All that is known is what they did in Year 11",
            "All we know is what this young person did in Year 11, which is over, so {value} is sent from 1 "
            "September. Find out what they are doing.",
        ),
        "on_school_roll": Meaning(
            Severity.FILLED,
            "On a school’s roll, with no activity recorded that still counts",
            "No activity is recorded that still counts, and a school has this pupil on its roll or knows that they are "
            "taught at home, so {value} is sent. Nothing need be done unless that is wrong.",
        ),
        "expected_end": Meaning(
            Severity.FILLED,
            "The course has no expected end",
            "The course has no expected end, so the end of the academic year, {value}, is sent. Ask the provider.",
        ),
        "no_postcode": Meaning(
            Severity.FILLED,
            "There is no postcode",
            "There is no postcode, so {value} is sent, as is usual where there is no address. Find the address.",
        ),
        "address_protected": Meaning(
            Severity.LEFT_OUT,
            "The address is protected, so the care-of is sent",
            "The address is protected: the care-of is sent in its place. Nothing need be done.",
        ),
        "no_care_of": Meaning(
            Severity.LEFT_OUT,
            "The address is protected and there is no care-of",
            "The address is protected and no care-of is recorded, so no address is sent. Record a care-of.",
        ),
        "lead_council_unknown": Meaning(
            Severity.FILLED,
            "Nobody knows where they live now",
            "Where this young person lives now is not known, so this council, {value}, still leads. Find out.",
        ),
        "preferred_name": Meaning(
            Severity.FILLED,
            "A part of the legal name is missing",
            "A part of the legal name is missing, so {value}, the name they prefer, is sent. Find the legal name.",
        ),
        "guarantee_not_recorded": Meaning(
            Severity.FILLED,
            "The September Guarantee has no status",
            "The September Guarantee has no status for this young person, so {value}, not yet recorded, is sent. "
            "Record what they have been offered.",
        ),
        "leaves": Meaning(
            Severity.FILLED,
            "They leave the return, and are sent this once with the reason",
            "This young person no longer belongs in the return and was in it before, so status {value} is sent this "
            "once. Record the status if it is right.",
        ),
        "unwritable": Meaning(
            Severity.LEFT_OUT,
            "A value holds a character that no return may hold",
            "This value holds a character that no return may hold, so it is left out. Type it again.",
        ),
        "nothing_known": Meaning(
            Severity.NOT_SENT,
            "Nobody has told us what they are doing, and gaps are left",
            "Nobody has told us what this young person is doing and the council's setting leaves such gaps, so they "
            "are not sent. Find out, or let gaps be filled.",
        ),
        "no_birth_date": Meaning(
            Severity.NOT_SENT,
            "There is no birth date",
            "There is no birth date, so it cannot be told whether they belong in the return. Find the birth date.",
        ),
    }
)


def omission_words(code: str, value: str) -> str:
    """Return what is missing and what to do, in words."""
    return OMISSIONS[code].words.format(value=value)
