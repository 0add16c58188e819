"""Recording September Guarantee statuses and intended destinations: the latest news of a year stands."""

from dataclasses import dataclass

from towpath.people.standing import Standing
from towpath.tracking.models import GuaranteeFact, IntendedDestinationFact


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGuarantee:
    """A September Guarantee status; see `GuaranteeFact` for its parts."""

    person_id: int
    cohort_year: int
    year_group: int
    status: str
    la_code: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIntendedDestination:
    """What a Year 11 pupil means to do next."""

    person_id: int
    cohort_year: int
    code: str
    words: str
    source: str


GUARANTEES = Standing(model=GuaranteeFact, key_names=("cohort_year", "year_group"), kind="tracking.guarantee_recorded")
"""September Guarantee statuses, recorded, planned and withdrawn as facts of which the latest stands."""

DESTINATIONS = Standing(model=IntendedDestinationFact, key_names=("cohort_year",), kind="tracking.destination_recorded")
"""Intended destinations, likewise."""
