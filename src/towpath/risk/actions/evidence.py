"""Recording evidence, and taking back what a source brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from towpath.audit import Actor
from towpath.organisation.models import Organisation
from towpath.people.facts import Outcome
from towpath.people.standing import record_standing, withdraw_standing
from towpath.risk.models import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """One piece of evidence; see `Evidence` for its parts."""

    person_id: int
    name: str
    value: str
    as_at_date: date
    source: str


def record_evidence(
    *, organisation: Organisation, incoming: Sequence[NewEvidence], by: Actor, at: datetime
) -> list[Outcome]:
    """Record evidence and return what became of each piece, in the order given. One transaction."""
    return record_standing(
        Evidence,
        key_names=("name", "as_at_date"),
        kind="risk.evidence_recorded",
        organisation=organisation,
        incoming=incoming,
        by=by,
        at=at,
    )


def withdraw_evidence_of(*, organisation: Organisation, source: str, by: Actor, at: datetime) -> int:
    """Withdraw the evidence still standing that came by a source, and return how many pieces."""
    return withdraw_standing(
        Evidence, kind="risk.evidence_withdrawn", organisation=organisation, source=source, by=by, at=at
    )
