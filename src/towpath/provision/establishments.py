"""Recording establishments from a register: one or hundreds, in the same few queries."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
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
    decided = _decided(organisation, incoming, source=source, at=at)
    if decided.created or decided.updated:
        with transaction(by=by, at=at) as events:
            Establishment.objects.bulk_create(decided.created.values(), batch_size=CHUNK)
            columns = list(asdict(incoming[0]))
            Establishment.objects.bulk_update(decided.updated.values(), columns, batch_size=CHUNK)
            told = {"created": len(decided.created), "updated": len(decided.updated)}
            events.record("provision.establishments_recorded", subject=source, after=told)
    return decided.outcomes


def plan_establishments(
    *, organisation: Organisation, incoming: Sequence[EstablishmentFacts], source: str, at: datetime
) -> list[Outcome]:
    """Return what `record_establishments` would make of each, writing nothing."""
    return _decided(organisation, incoming, source=source, at=at).outcomes


@dataclass(slots=True)
class _Decided:
    created: dict[str, Establishment] = field(default_factory=dict)
    updated: dict[str, Establishment] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)


def _decided(
    organisation: Organisation, incoming: Sequence[EstablishmentFacts], *, source: str, at: datetime
) -> _Decided:
    urns = {facts.urn for facts in incoming}
    rows = Establishment.objects.filter(organisation=organisation, urn__in=urns).order_by("id")
    known = {row.urn: row for row in rows}
    decided = _Decided()
    for facts in incoming:
        row = known.get(facts.urn)
        if row is None:
            row = Establishment(organisation=organisation, recorded_at=at, source=source, **asdict(facts))
            known[facts.urn] = decided.created[facts.urn] = row
            decided.outcomes.append(Outcome.CREATED)
        elif _changed(row, facts):
            if facts.urn not in decided.created:
                decided.updated[facts.urn] = row
            decided.outcomes.append(Outcome.UPDATED)
        else:
            decided.outcomes.append(Outcome.UNCHANGED)
    return decided


def _changed(row: Establishment, facts: EstablishmentFacts) -> bool:
    """Set on the row what the register says otherwise, and return whether anything was."""
    changed = False
    for name, value in asdict(facts).items():
        # A kind is only ever added: a school that is also an employer does not stop being one.
        if value not in ("", None, False) and getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed
