"""
Recording September Guarantee statuses and intended destinations: the latest news of a year stands, earlier is
withdrawn.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Q

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.actions.projection import CHUNK
from towpath.tracking.actions.statements import came_by
from towpath.tracking.models import GuaranteeFact, IntendedDestinationFact
from towpath.tracking.values import Outcome


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
    return _record(
        GuaranteeFact, "tracking.guarantee_recorded", ("cohort_year", "year_group"), organisation, incoming, by, at
    )


def record_intended_destinations(
    *, organisation: Organisation, incoming: Sequence[NewIntendedDestination], by: Actor, at: datetime
) -> list[Outcome]:
    """Record intended destinations and return what became of each, in the order given. One transaction."""
    return _record(
        IntendedDestinationFact, "tracking.destination_recorded", ("cohort_year",), organisation, incoming, by, at
    )


Fact = GuaranteeFact | IntendedDestinationFact


def _record(
    model: type[GuaranteeFact] | type[IntendedDestinationFact],
    kind: str,
    key_names: tuple[str, ...],
    organisation: Organisation,
    incoming: Sequence[NewGuarantee] | Sequence[NewIntendedDestination],
    by: Actor,
    at: datetime,
) -> list[Outcome]:
    names = ("person_id", *key_names)
    standing: dict[tuple[object, ...], Fact] = {
        tuple(getattr(row, name) for name in names): row
        for row in model.objects.filter(
            person_id__in={new.person_id for new in incoming}, withdrawn_at__isnull=True
        ).order_by("pk")
    }
    outcomes, fresh, withdrawn = [], {}, []
    for new in incoming:
        values = asdict(new)
        key = tuple(values[name] for name in names)
        before = standing.get(key)
        if before is not None and all(
            getattr(before, name) == value for name, value in values.items() if name != "source"
        ):
            outcomes.append(Outcome.UNCHANGED)
            continue
        if before is not None and before.pk is not None:
            withdrawn.append(before.pk)
        standing[key] = fresh[key] = model(organisation=organisation, recorded_at=at, **values)
        outcomes.append(Outcome.CREATED)
    if fresh:
        with transaction(by=by, at=at) as events:
            model.objects.filter(pk__in=withdrawn).update(withdrawn_at=at)
            model.objects.bulk_create(fresh.values(), batch_size=CHUNK)  # type: ignore[arg-type]
            public_ids = dict(
                Person.objects.filter(pk__in={new.person_id for new in fresh.values()}).values_list("pk", "public_id")
            )
            for row in fresh.values():
                events.record(kind, person=public_ids[row.person_id], subject=f"{model._meta.db_table}:{row.pk}")
    return outcomes


def withdraw_guarantees_of(*, organisation: Organisation, source: str, by: Actor, at: datetime) -> int:
    """
    Withdraw every guarantee status and intended destination still in force that came by a source, and return how many.
    """
    count = 0
    for model in (GuaranteeFact, IntendedDestinationFact):
        rows = model.objects.filter(came_by(source), Q(organisation=organisation, withdrawn_at__isnull=True))
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        if ids:
            with transaction(by=by, at=at) as events:
                model.objects.filter(pk__in=ids).update(withdrawn_at=at)
                events.record(
                    "tracking.source_withdrawn", subject=source, after={"table": model._meta.db_table, "rows": ids}
                )
        count += len(ids)
    return count
