"""Recording establishments from a register: one or hundreds, in the same few queries."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.provision.models import Establishment

CHUNK = 500


class Outcome(StrEnum):
    """What became of one establishment of a register."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishmentFacts:
    """What a register says of one establishment. It is known by its URN; an identifier not known is empty."""

    urn: str
    name: str
    establishment_number: str = ""
    ukprn: str = ""
    la_code: str = ""
    establishment_type: str = ""
    phase: str = ""
    opened_date: date | None = None
    closed_date: date | None = None
    postcode: str = ""
    is_school: bool = False
    is_college: bool = False
    is_training_provider: bool = False


def record_establishments(
    *, organisation: Organisation, incoming: Sequence[EstablishmentFacts], source: str, by: Actor, at: datetime
) -> list[Outcome]:
    """
    Record establishments and return what became of each, in the order given. One transaction.

    What a council has said of an establishment besides, as that it is an employer too, stays as it is.
    """
    known = {
        row.urn: row
        for row in Establishment.objects.filter(
            organisation=organisation, urn__in={facts.urn for facts in incoming}
        ).order_by("id")
    }
    created: dict[str, Establishment] = {}
    updated: dict[str, Establishment] = {}
    outcomes = []
    for facts in incoming:
        row = known.get(facts.urn)
        if row is None:
            row = Establishment(organisation=organisation, recorded_at=at, source=source, **asdict(facts))
            known[facts.urn] = created[facts.urn] = row
            outcomes.append(Outcome.CREATED)
        elif _changed(row, facts):
            if facts.urn not in created:
                updated[facts.urn] = row
            outcomes.append(Outcome.UPDATED)
        else:
            outcomes.append(Outcome.UNCHANGED)
    if created or updated:
        with transaction(by=by, at=at) as events:
            Establishment.objects.bulk_create(created.values(), batch_size=CHUNK)
            columns = list(asdict(incoming[0]))
            Establishment.objects.bulk_update(updated.values(), columns, batch_size=CHUNK)
            told = {"created": len(created), "updated": len(updated)}
            events.record("provision.establishments_recorded", subject=source, after=told)
    return outcomes


def _changed(row: Establishment, facts: EstablishmentFacts) -> bool:
    """Set on the row what the register says otherwise, and return whether anything was."""
    changed = False
    for name, value in asdict(facts).items():
        # A kind is only ever added: a school that is also an employer does not stop being one.
        if value not in ("", None, False) and getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed
