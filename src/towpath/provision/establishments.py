"""What a register or a list tells of one establishment, and what became of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentFacts:
    """
    Facts as given. None is not given, and takes the place of nothing.

    A kind given is added; none is taken away by a list that does not mention it.
    """

    name: str | None = None
    urn: str | None = None
    establishment_number: str | None = None
    ukprn: str | None = None
    la_code: str | None = None
    establishment_type: str | None = None
    phase: str | None = None
    opened_date: date | None = None
    closed_date: date | None = None
    postcode: str | None = None
    easting: int | None = None
    northing: int | None = None
    is_school: bool | None = None
    is_college: bool | None = None
    is_training_provider: bool | None = None
    is_employer: bool | None = None
    is_agency: bool | None = None


KINDS = ("is_school", "is_college", "is_training_provider", "is_employer", "is_agency")


class Outcome(StrEnum):
    """What became of the facts given of one establishment."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one establishment's facts: its id, the columns that changed, or why nothing was recorded."""

    establishment_id: int | None
    outcome: Outcome
    changed: tuple[str, ...] = ()
    problem_code: str = ""
    words: str = ""
