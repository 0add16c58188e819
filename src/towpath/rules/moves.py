"""
A young person who moves between councils: what of their record may go with them, and what never does.

Notes, contacts, concerns, care, characteristics and where a protected address lies never go. Source: ours, as
docs/adr/0048-a-move-goes-as-a-sheet-and-a-letter.md says.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.rules.dates import add_months, school_leaving_date
from towpath.standards import Group


class Direction(StrEnum):
    """Whether somebody left for another council or came from it."""

    OUT = "out"
    IN = "in"


class Part(StrEnum):
    """A part of the record that may go. What tracking rests on always goes; the rest where somebody agreed to it."""

    WHO = "who"
    ADDRESS = "address"
    REACH = "reach"
    ACTIVITY = "activity"
    GUARANTEE = "guarantee"
    SUPPORT = "support"


PART_WORDS = {
    Part.WHO: "Who they are: names, birth date, gender, UPN and ULN",
    Part.ADDRESS: "Where they live now",
    Part.REACH: "Their own phone number and e-mail address, where nobody said it is unsafe",
    Part.ACTIVITY: "What they have done since 16, with start and end, and where",
    Part.GUARANTEE: "Their September Guarantee status",
    Part.SUPPORT: "SEN support, EHC plan and level of need, where somebody said",
}
NEVER = (
    "notes and contacts, safeguarding concerns, care, characteristics, what partners told of youth justice and health, "
    "risk scores, and an address that is or was kept from others"
)
SAYS_MUCH = "What somebody did may itself say custody, illness or pregnancy"
ALWAYS = frozenset({Part.WHO, Part.ACTIVITY})
IN_CONFIDENCE = "youth_justice"
"""Who tells of what somebody does for our eyes alone."""
EARLIEST_MONTHS = 24
"""A move longer ago than this is a year mistyped: whoever moved then is long another council's."""
OF_LIMITED = frozenset({Part.WHO, Part.ADDRESS})
"""What goes of somebody whose sharing is limited: name, birth date and address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MayGo:
    """What decides which parts may go."""

    chosen: frozenset[Part]
    is_address_protected: bool
    is_sharing_limited: bool


def parts_that_go(asked: MayGo) -> frozenset[Part]:
    """Return the parts that go of those somebody chose; a protected address never, and of a limited record little."""
    parts = asked.chosen | ALWAYS
    if asked.is_sharing_limited:
        parts &= OF_LIMITED
    return parts - {Part.ADDRESS} if asked.is_address_protected else parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One activity, who told of it, and the last day on which it is known; None where it goes on."""

    group: Group
    how: str
    last_date: date | None


def goes_with_move(done: Done, birth_date: date | None) -> bool:
    """Return whether an activity reaches past compulsory school age, and was not told in confidence."""
    if done.how == IN_CONFIDENCE or done.group is Group.COMPULSORY:
        return False
    return birth_date is None or done.last_date is None or done.last_date > school_leaving_date(birth_date)


def wrong_with_move(la_code: str, councils: Collection[str], moved_date: date, on: date) -> tuple[str, str]:
    """
    Return the question that is answered wrongly and what to do, or nothing twice.

    :param councils: every other council that there is on the day
    """
    if la_code not in councils:
        return "la_code", "Choose the council. It is another than yours."
    if moved_date > on:
        return "moved_date", "That day has not come yet. Write the move down once they have moved."
    if moved_date < add_months(on, -EARLIEST_MONTHS):
        return "moved_date", "That day is more than two years ago. Check the year."
    return "", ""


def fingerprint(sha256: str) -> str:
    """Return the start of a file's hash in groups of four, to be read out on the phone and compared."""
    return " ".join(sha256[at : at + 4] for at in range(0, 16, 4))
