"""Finding the rows of an impact report: those of a period, as they were known at an instant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Min, Model, Q, QuerySet

from towpath.charter.models import CharterRegistration, Placement
from towpath.clock import LONDON
from towpath.contact.models import ContactEvent
from towpath.funds.models import Movement
from towpath.organisation.models import Organisation
from towpath.people.models import CareFact
from towpath.people.sameness import Sameness
from towpath.programmes.models import Participation, ParticipationOutcome, RegisterMark, RunStage, StageCompletion
from towpath.rules.impact import CountedRow, Kind
from towpath.rules.programmes.register import CAME

NUMERACY_FUNDER = "Multiply"
"""Whose programmes count as numeracy."""
_YOUNG = Participation.JoinedAs.YOUNG_PERSON


@dataclass(frozen=True, slots=True)
class Gathered:
    """One row that counts, and the day that puts it into the period."""

    row: CountedRow
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """
    Whose rows, from one day to another, both included, as known at an instant.

    What a table keeps no earlier versions of is taken as it stands, from the rows that were there by then.
    """

    organisation: Organisation
    from_date: date
    to_date: date
    known_at: datetime

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return self.from_date, self.to_date


def gathered(period: Period) -> list[Gathered]:
    """Return every row that a report of the period counts, each with its day. Thirteen queries, however many rows."""
    leading = Sameness.of(period.organisation, known_at=period.known_at)
    found = [
        *_supported(period, leading),
        *_charter(period, leading),
        *_numeracy(period, leading),
        *_pre_employment(period, leading),
        *_funded(period, leading),
    ]
    return sorted(found, key=lambda each: (each.row.kind, each.on, each.row.row))


def _supported(period: Period, same: Sameness) -> Iterator[Gathered]:
    """Yield each intervention with whoever had a care fact in force in the period, and one such fact for each."""
    facts = CareFact.objects.filter(
        Q(from_date__isnull=True) | Q(from_date__lte=period.to_date),
        Q(to_date__isnull=True) | Q(to_date__gte=period.from_date),
        organisation=period.organisation,
    )
    fact_of: dict[int, tuple[int, date | None]] = {}
    rows = facts.known_at(period.known_at).order_by("pk")
    for pk, person_id, from_date in rows.values_list("pk", "person_id", "from_date"):
        fact_of.setdefault(same.leading(person_id), (pk, from_date))
    first, after = (datetime.combine(day, time.min, LONDON) for day in (period.from_date, _next(period.to_date)))
    contacts = _believed(ContactEvent.objects.all(), period).filter(
        happened_at__gte=first,
        happened_at__lt=after,
        reached=ContactEvent.Reached.YOUNG_PERSON,
        kind__in=(ContactEvent.Kind.CONVERSATION, ContactEvent.Kind.VISIT),
    )
    supported = set()
    for pk, person_id, happened_at in contacts.order_by("pk").values_list("pk", "person_id", "happened_at"):
        person = same.leading(person_id)
        if person in fact_of:
            supported.add(person)
            yield _row(Kind.INTERVENTION, person, ContactEvent, pk, happened_at.astimezone(LONDON).date())
    for person in sorted(supported):
        pk, from_date = fact_of[person]
        yield _row(Kind.SUPPORTED, person, CareFact, pk, max(from_date or period.from_date, period.from_date))


def _charter(period: Period, same: Sameness) -> Iterator[Gathered]:
    registrations = _held(CharterRegistration.objects.filter(registered_date__range=period.days), period)
    for pk, person_id, on in registrations.values_list("pk", "person_id", "registered_date"):
        yield _row(Kind.REGISTERED, same.leading(person_id), CharterRegistration, pk, on)
    paid = _held(Placement.objects.filter(is_paid=True, started_date__range=period.days), period)
    for pk, person_id, on in paid.values_list("pk", "person_id", "started_date"):
        yield _row(Kind.PLACEMENT, same.leading(person_id), Placement, pk, on)
    permanent = _held(Placement.objects.filter(permanent_date__range=period.days), period)
    for pk, person_id, on in permanent.values_list("pk", "person_id", "permanent_date"):
        yield _row(Kind.PERMANENT, same.leading(person_id), Placement, pk, on)


def _numeracy(period: Period, same: Sameness) -> Iterator[Gathered]:
    """Yield whoever came for the first time in the period to a course paid for by the numeracy programme."""
    marks = RegisterMark.objects.filter(
        organisation=period.organisation,
        recorded_at__lte=period.known_at,
        mark__in=CAME,
        session__cancelled_at__isnull=True,
        participation__run__programme__funder__iexact=NUMERACY_FUNDER,
        participation__in=_believed(Participation.objects.all(), period),
    )
    columns = ("participation_id", "participation__person_id", "participation__joined_as")
    for of_one in marks.order_by("participation_id").values(*columns).annotate(first=Min("session__session_date")):
        if period.from_date <= of_one["first"] <= period.to_date:
            is_young = of_one["participation__joined_as"] == _YOUNG
            kind = Kind.NUMERACY if is_young else Kind.NUMERACY_FAMILY
            person = same.leading(of_one["participation__person_id"])
            yield _row(kind, person, Participation, of_one["participation_id"], of_one["first"])


def _pre_employment(period: Period, same: Sameness) -> Iterator[Gathered]:
    """Yield who joined a run with a paid placement, and of them who completed it and what they went on to."""
    runs = RunStage.objects.filter(organisation=period.organisation, kind=RunStage.Kind.PLACEMENT, is_paid=True)
    joined = _believed(Participation.objects.all(), period).filter(
        joined_as=_YOUNG, joined_date__range=period.days, run__in=runs.values("run")
    )
    for pk, person_id, on in joined.order_by("pk").values_list("pk", "person_id", "joined_date"):
        yield _row(Kind.JOINED, same.leading(person_id), Participation, pk, on)
    completed = _believed(StageCompletion.objects.all(), period).filter(
        participation__in=joined, stage__completes=True, completed_date__lte=period.to_date
    )
    columns = ("pk", "participation__person_id", "completed_date")
    for pk, person_id, on in completed.order_by("pk").values_list(*columns):
        yield _row(Kind.COMPLETED, same.leading(person_id), StageCompletion, pk, on)
    outcomes = _believed(ParticipationOutcome.objects.all(), period).filter(
        participation__in=joined, start_date__lte=period.to_date
    )
    columns_too = ("pk", "participation__person_id", "start_date", "is_apart")
    for pk, person_id, on, is_apart in outcomes.order_by("pk").values_list(*columns_too):
        kind = Kind.APART if is_apart else Kind.PROGRESSED
        yield _row(kind, same.leading(person_id), ParticipationOutcome, pk, on)


def _funded(period: Period, same: Sameness) -> Iterator[Gathered]:
    """Yield each payment that stands: what was spent on a request less what came back of it."""
    movements = Movement.objects.filter(
        request__organisation=period.organisation,
        request__paid_date__range=period.days,
        made_at__lte=period.known_at,
    )
    columns = ("request_id", "request__person_id", "request__paid_date", "source", "target", "pence")
    spent: dict[tuple[int, int, date], int] = {}
    for request_id, person_id, on, source, target, pence in movements.order_by("pk").values_list(*columns):
        key = (request_id, same.leading(person_id), on)
        spent[key] = spent.get(key, 0) + pence * ((target == "spent") - (source == "spent"))
    for (request_id, person, on), pence in spent.items():
        if pence > 0:
            yield Gathered(CountedRow(Kind.FUNDED, person, f"funds_support_request:{request_id}", pence), on)


def _believed(rows: QuerySet, period: Period) -> QuerySet:
    """Return the rows of a table that keeps when each was written and taken back, as known at the instant."""
    return rows.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=period.known_at),
        organisation=period.organisation,
        recorded_at__lte=period.known_at,
    )


def _held(rows: QuerySet, period: Period) -> QuerySet:
    """Return the rows of a table that keeps no earlier versions: those written by the instant, as they stand."""
    return rows.filter(organisation=period.organisation, recorded_at__lte=period.known_at).order_by("pk")


def _row(kind: Kind, person: int, table: type[Model], pk: int, on: date) -> Gathered:
    return Gathered(CountedRow(kind, person, f"{table._meta.db_table}:{pk}"), on)


def _next(day: date) -> date:
    return day + timedelta(days=1)
