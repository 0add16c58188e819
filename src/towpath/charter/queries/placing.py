"""Placements with what stops them, whether they lasted, and the Charter in counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from towpath.access import Viewer
from towpath.charter.models import CharterRegistration, Placement, PlacementCheck, StayCheck, Submission
from towpath.charter.queries.register import count_pledges
from towpath.organisation.queries import settings_on
from towpath.people.queries import living, organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.rules.disclosure import Figure, Sum, Symbol
from towpath.rules.parts_hidden import hidden_with_parts
from towpath.rules.placements import SUSTAINED_WEEKS, Lasted, lasted


class PlacementNotFoundError(LookupError):
    """There is no placement of that id that the viewer may see."""


class StayNotFoundError(LookupError):
    """There is no such question that the viewer may see."""


def list_placements(viewer: Viewer, on: date) -> QuerySet[Placement]:
    """Return the placements of young people whom the viewer may see, the latest planned first."""
    if not viewer.may("charter.work"):
        return Placement.objects.none()
    seen = visible_to(viewer, on, merged_too=True).order_by().values("pk")
    rows = Placement.objects.filter(organisation_id=viewer.organisation_id, person__in=seen)
    joined = rows.select_related("person__organisation", "establishment__organisation", "organisation")
    return joined.order_by("-planned_date", "-pk")


def list_placements_of(viewer: Viewer, person_id: int, on: date) -> QuerySet[Placement]:
    """Return one young person's placements, the latest planned first."""
    records = Sameness.around(organisation_of(viewer), [person_id]).everyone
    return list_placements(viewer, on).filter(person__in=records)


def list_placements_running(viewer: Viewer, establishment_id: int, on: date) -> QuerySet[Placement]:
    """Return the placements of the living at one employer that have not ended, the first planned first."""
    rows = list_placements(viewer, on).filter(establishment_id=establishment_id, ended_date__isnull=True)
    rows = rows.filter(person__in=living(viewer, on).values("pk"))
    return rows.order_by("planned_date", "pk")


def get_placement(viewer: Viewer, placement_id: int, on: date) -> Placement:
    """
    Return one placement.

    :raises PlacementNotFoundError: there is none that the viewer may see
    """
    row = list_placements(viewer, on).filter(pk=placement_id).first()
    if row is None:
        raise PlacementNotFoundError("There is no such placement here.")
    return row


def list_checks(viewer: Viewer, placement: Placement) -> QuerySet[PlacementCheck]:
    """Return the checks of a placement and of its employer, the latest first."""
    if not viewer.may("charter.work") or placement.organisation_id != viewer.organisation_id:
        return PlacementCheck.objects.none()
    rows = PlacementCheck.objects.filter(
        Q(placement=placement) | Q(placement__isnull=True),
        establishment_id=placement.establishment_id,
        withdrawn_at__isnull=True,
    )
    return rows.order_by("-checked_date", "-pk")


@dataclass(frozen=True, slots=True)
class Stay:
    """Whether a placement lasted so many weeks, with the question that asks."""

    check: StayCheck
    lasted: Lasted


def list_stays(viewer: Viewer, placement: Placement, on: date) -> list[Stay]:
    """Return whether a placement lasted 4, 13 and 26 weeks; nothing before it starts. One query."""
    if not viewer.may("charter.work") or placement.organisation_id != viewer.organisation_id:
        return []
    rows = StayCheck.objects.filter(placement=placement).select_related("task", "placement__person").order_by("weeks")
    return [Stay(row, _lasted(placement, row, on)) for row in rows]


def get_stay(viewer: Viewer, placement: Placement, weeks: int) -> StayCheck:
    """
    Return the question of one placement after so many weeks.

    :raises StayNotFoundError: there is none that the viewer may see
    """
    rows = StayCheck.objects.filter(placement=placement, organisation_id=viewer.organisation_id, weeks=weeks)
    row = rows.select_related("task", "placement__person").order_by("pk").first()
    if row is None or not viewer.may("charter.work"):
        raise StayNotFoundError("There is no such question here.")
    return row


@dataclass(frozen=True, slots=True)
class Counts:
    """The Charter between two days, each figure as the viewer may be shown it; pledges (made, used) by kind."""

    figures: Mapping[str, Figure]
    pledges: Mapping[str, tuple[int, Figure]]
    are_hidden: bool


def count_charter(viewer: Viewer, first: date, last: date) -> Counts:
    """
    Return the Charter in counts of young people between two days, both included. Eight queries.

    Small numbers are hidden from whoever may not see people, and what would give them away with them; pledges made are
    the organisations' own and are never hidden. Nothing is counted for whoever may see no rates.
    """
    if not viewer.may("rates.view"):
        return Counts({}, {}, are_hidden=True)
    whose = {"organisation_id": viewer.organisation_id}
    sameness = Sameness.of(organisation_of(viewer))

    def people(ids: Iterable[int]) -> int:
        return len({sameness.leading(each) for each in ids})

    registered = CharterRegistration.objects.filter(registered_date__range=(first, last), **whose)
    sent = Submission.objects.filter(sent_date__range=(first, last), **whose)
    promised = sent.filter(interview_promised=True)
    started = Placement.objects.filter(started_date__range=(first, last), **whose)
    rows = list(started.prefetch_related("stays").order_by("pk"))
    counts = {
        "registered": people(registered.order_by().values_list("person_id", flat=True)),
        "put_forward": people(sent.order_by().values_list("person_id", flat=True)),
        "promised": promised.count(),
        "held": promised.filter(interview_held=True).count(),
        "with_feedback": promised.filter(interview_held=True).exclude(feedback="").count(),
        "started": len(rows),
        "paid": sum(row.is_paid for row in rows),
        "permanent": sum(row.permanent_date is not None and row.permanent_date <= last for row in rows),
    }
    counts["not_held"] = counts["promised"] - counts["held"]
    counts["no_feedback"] = counts["held"] - counts["with_feedback"]
    counts["unpaid"] = counts["started"] - counts["paid"]
    counts["not_permanent"] = counts["started"] - counts["permanent"]
    for weeks in SUSTAINED_WEEKS:
        found = [_lasted(row, check, last) for row in rows for check in row.stays.all() if check.weeks == weeks]
        for answer in Lasted:
            counts[_stay(answer, weeks)] = found.count(answer)
    pledges = count_pledges(viewer, last)
    counts |= {_used(kind): used for kind, (_, used) in pledges.items()}
    is_whole = viewer.may("charter.work")
    upper = int(settings_on(organisation_of(viewer), last)["suppression.upper"])
    hidden: frozenset[str] = frozenset() if is_whole else _hidden(counts, upper)
    shown = {
        name: Figure(None, Symbol.SUPPRESSED) if name in hidden else Figure(Decimal(many))
        for name, many in counts.items()
    }
    return Counts(shown, {kind: (made, shown[_used(kind)]) for kind, (made, _) in pledges.items()}, not is_whole)


def _hidden(counts: Mapping[str, int], upper: int) -> frozenset[str]:
    """Return what may not be shown. Who is registered may be put forward too; uses repeat interviews and starts."""
    sums = [
        Sum("promised", ("held", "not_held")),
        Sum("held", ("with_feedback", "no_feedback")),
        Sum("started", ("paid", "unpaid")),
        Sum("started", ("permanent", "not_permanent")),
        *(Sum("started", tuple(_stay(answer, weeks) for answer in Lasted)) for weeks in SUSTAINED_WEEKS),
    ]
    hidden = set(hidden_with_parts(counts, sums, upper=upper))
    if 1 <= abs(counts["registered"] - counts["put_forward"]) <= upper:
        hidden.add("put_forward")
    used = {name for name in counts if name.startswith(_used(""))}
    if hidden & (used | {"held", "started", "paid"}):
        hidden |= used
    return frozenset(hidden)


def _used(kind: str) -> str:
    return f"used {kind}"


def _stay(answer: Lasted, weeks: int) -> str:
    return f"{answer.name.lower()}_{weeks}"


def _lasted(placement: Placement, check: StayCheck, on: date) -> Lasted:
    if placement.started_date is None or placement.started_date > on:
        return Lasted.NOT_YET
    said = check.said_date if check.is_still_there and check.said_date and check.said_date <= on else None
    if check.is_still_there is False and placement.ended_date is None and check.said_date and check.said_date <= on:
        # Gone by the day it was asked, though nobody has written down the last day.
        return Lasted.NO
    return lasted(placement.started_date, check.weeks, on, ended=placement.ended_date, still_there_date=said)
