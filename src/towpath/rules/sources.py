"""Who told us what a young person is doing, and how far that goes: hearsay is a lead, never a confirmation."""

from dataclasses import dataclass
from enum import IntEnum


class Strength(IntEnum):
    """How far a source goes; only a LEAD cannot confirm."""

    LEAD = 0
    SECOND_HAND = 1
    RECORD = 2
    FIRST_HAND = 3


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who may tell us; `code` is kept on the statement."""

    code: str
    words: str
    strength: Strength


SOURCES = (
    Source("young_person", "The young person told us", Strength.FIRST_HAND),
    Source("seen", "Seen there by our staff", Strength.FIRST_HAND),
    Source("parent", "A parent or carer told us", Strength.SECOND_HAND),
    Source("provider_list", "On a list from the school, college or training provider", Strength.RECORD),
    Source("provider_contact", "Staff of the school, college or training provider told us", Strength.RECORD),
    Source("employer", "The employer told us", Strength.RECORD),
    Source("social_worker", "A social worker or personal adviser told us", Strength.RECORD),
    Source("youth_justice", "The youth justice service told us", Strength.RECORD),
    Source("partner", "A partner agency told us", Strength.RECORD),
    Source("another_council", "Another council told us", Strength.RECORD),
    Source("government_list", "On a list from a government department", Strength.RECORD),
    Source("previous_system", "Carried over from the system before this one", Strength.RECORD),
    Source("hearsay", "Heard from a friend, neighbour or online", Strength.LEAD),
)

_BY_CODE = {source.code: source for source in SOURCES}


def source_of(code: str) -> Source | None:
    """Return the source of that code, or None where there is none."""
    return _BY_CODE.get(code)


def can_confirm(code: str) -> bool:
    """Return whether a source is known and goes further than hearsay."""
    source = _BY_CODE.get(code)
    return source is not None and source.strength > Strength.LEAD
