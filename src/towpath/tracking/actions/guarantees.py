"""Recording September Guarantee statuses and intended destinations: the latest news of a year stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from towpath.audit import Actor
from towpath.organisation.models import Organisation
from towpath.people.facts import Outcome
from towpath.people.standing import record_standing, withdraw_standing
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


def record_guarantees(
    *, organisation: Organisation, incoming: Sequence[NewGuarantee], by: Actor, at: datetime
) -> list[Outcome]:
    """Record guarantee statuses and return what became of each, in the order given. One transaction."""
    return record_standing(
        GuaranteeFact,
        key_names=("cohort_year", "year_group"),
        kind="tracking.guarantee_recorded",
        organisation=organisation,
        incoming=incoming,
        by=by,
        at=at,
    )


def record_intended_destinations(
    *, organisation: Organisation, incoming: Sequence[NewIntendedDestination], by: Actor, at: datetime
) -> list[Outcome]:
    """Record intended destinations and return what became of each, in the order given. One transaction."""
    return record_standing(
        IntendedDestinationFact,
        key_names=("cohort_year",),
        kind="tracking.destination_recorded",
        organisation=organisation,
        incoming=incoming,
        by=by,
        at=at,
    )


def withdraw_guarantees_of(*, organisation: Organisation, source: str, by: Actor, at: datetime) -> int:
    """
    Withdraw the guarantee statuses and intended destinations still standing that came by a source; return how many.
    """
    return sum(
        withdraw_standing(
            model, kind="tracking.source_withdrawn", organisation=organisation, source=source, by=by, at=at
        )
        for model in (GuaranteeFact, IntendedDestinationFact)
    )
