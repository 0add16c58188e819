"""How good the records are, night by night, by school and by sender."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from towpath.access.viewer import Viewer
from towpath.organisation.queries import get_organisation, settings_on
from towpath.returns.models import QualityCount, Rehearsal
from towpath.returns.queries.rehearsals import list_rehearsals
from towpath.rules.disclosure import Figure, released, rows_and_columns

SCOPES = (QualityCount.Scope.SCHOOL.value, QualityCount.Scope.SENDER.value)


@dataclass(frozen=True, slots=True)
class Quality:
    """How many have what a measure asks for, of those it applies to; `key` tells the school or sender, if any."""

    key: str
    measure: str
    part: int
    base: int

    @property
    def percent(self) -> float | None:
        """Return the part as a percentage, unrounded."""
        return 100 * self.part / self.base if self.base else None


def list_quality(viewer: Viewer, rehearsal: Rehearsal) -> list[Quality]:
    """Return each measure of everybody at a rehearsal. Two queries."""
    rows = QualityCount.objects.filter(rehearsal__in=list_rehearsals(viewer).filter(pk=rehearsal.pk).order_by())
    return _told(rows.filter(scope=QualityCount.Scope.ALL).order_by("measure"))


def list_quality_by(viewer: Viewer, rehearsal: Rehearsal, scope: str, measure: str) -> list[Quality]:
    """Return one measure at a rehearsal by school or by sender, the furthest from whole first. One query."""
    rows = QualityCount.objects.filter(rehearsal__in=list_rehearsals(viewer).filter(pk=rehearsal.pk).order_by())
    found = _told(rows.filter(scope=scope, measure=measure).order_by("key"))
    return sorted(found, key=lambda each: (each.percent if each.percent is not None else 101.0, -each.base, each.key))


def list_quality_over_time(viewer: Viewer, measure: str, *, most: int = 60) -> list[tuple[date, Quality]]:
    """Return one measure of everybody day by day, the last rehearsal of each day, earliest first. One query."""
    rows = QualityCount.objects.filter(rehearsal__in=list_rehearsals(viewer).order_by())
    rows = rows.filter(scope=QualityCount.Scope.ALL, measure=measure).select_related("rehearsal")
    by_day = {
        localdate(row.rehearsal.rehearsed_at): Quality(row.key, row.measure, row.part, row.base)
        for row in sorted(rows.order_by("-rehearsal_id")[:most], key=lambda row: row.rehearsal_id)
    }
    return sorted(by_day.items(), key=lambda each: each[0])


def released_quality(
    viewer: Viewer, rehearsal: Rehearsal, scope: str, measure: str
) -> list[tuple[str, Figure, Figure, Figure]]:
    """
    Return one measure by school or sender as it may leave: who has it, who lacks it, and both, small numbers hidden.

    The last line is everybody, where there is more than one. Three queries.
    """
    parts = list_quality_by(viewer, rehearsal, scope, measure)
    if not parts:
        return []
    chosen = settings_on(get_organisation(viewer.organisation), localdate(rehearsal.rehearsed_at))
    upper = int(chosen["suppression.upper"])
    table = [[each.part, each.base - each.part, each.base] for each in parts]
    names = [each.key or "None" for each in parts]
    if len(table) > 1:
        table.append([sum(column) for column in zip(*table, strict=True)])
        names.append("Everybody")
    cells, sums = rows_and_columns(table)
    shown = released(cells, sums, upper=upper)
    return [(name, shown[place, 0], shown[place, 1], shown[place, 2]) for place, name in enumerate(names)]


def _told(rows: QuerySet[QualityCount]) -> list[Quality]:
    return [Quality(*values) for values in rows.values_list("key", "measure", "part", "base")]
