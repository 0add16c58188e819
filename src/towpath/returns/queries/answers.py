"""What DfE reported back, and what is still to be done about it."""

from django.db.models import Count, QuerySet

from towpath.access.viewer import Viewer
from towpath.returns.models import DfeLine, DfeNote, DfeReport


class ReportNotFoundError(LookupError):
    """There is no such report, or no such line, for this viewer."""


def list_dfe_reports(viewer: Viewer) -> QuerySet[DfeReport]:
    """Return the reports of the viewer's organisation, the latest first."""
    if not viewer.may("return.view"):
        return DfeReport.objects.none()
    rows = DfeReport.objects.filter(organisation_id=viewer.organisation_id)
    return rows.select_related("organisation", "file", "run").order_by("-received_at", "-pk")


def get_dfe_report(viewer: Viewer, report_id: int) -> DfeReport:
    """
    Return one report of the viewer's organisation.

    :raises ReportNotFoundError: there is none, or it is not for this viewer
    """
    found = list_dfe_reports(viewer).filter(pk=report_id).first()
    if found is None:
        raise ReportNotFoundError(f"There is no report {report_id} here.")
    return found


def list_dfe_lines(viewer: Viewer, *, report_id: int | None = None, turn: str | None = None) -> QuerySet[DfeLine]:
    """
    Return lines of the viewer's organisation, what is due soonest first; those said again are left out of a turn.

    Whoever shows them discloses the records first.

    :param report_id: of one report alone
    :param turn: whose turn it is
    """
    rows = DfeLine.objects.filter(report__in=list_dfe_reports(viewer).order_by())
    if report_id is not None:
        rows = rows.filter(report_id=report_id)
    if turn is not None:
        rows = rows.filter(turn=turn, repeats__isnull=True)
    return rows.select_related("report", "person", "repeats").order_by("due_date", "pk")


def count_dfe_lines(viewer: Viewer) -> dict[str, int]:
    """Return how many lines there are of each turn. One query."""
    rows = list_dfe_lines(viewer).filter(repeats__isnull=True).order_by("turn").values("turn")
    return {row["turn"]: row["lines"] for row in rows.annotate(lines=Count("pk"))}


def get_dfe_line(viewer: Viewer, line_id: int) -> DfeLine:
    """
    Return one line of a report of the viewer's organisation.

    :raises ReportNotFoundError: there is none, or it is not for this viewer
    """
    found = list_dfe_lines(viewer).filter(pk=line_id).first()
    if found is None:
        raise ReportNotFoundError(f"There is no line {line_id} here.")
    return found


def list_dfe_notes(viewer: Viewer, line_id: int) -> QuerySet[DfeNote]:
    """Return what was done about a line, the latest first."""
    rows = DfeNote.objects.filter(line__in=list_dfe_lines(viewer).filter(pk=line_id).order_by())
    return rows.order_by("-noted_at", "-pk")
