"""Which returns there are, what is wrong with each, and what became of it."""

from datetime import date

from django.db.models import Count, QuerySet

from towpath.access.viewer import Viewer
from towpath.returns.models import Run, RunProblem, Upload


class RunNotFoundError(LookupError):
    """There is no such return for this viewer."""


def list_runs(viewer: Viewer) -> QuerySet[Run]:
    """Return the returns of the viewer's organisation, the latest month and building first."""
    if not viewer.may("return.view"):
        return Run.objects.none()
    rows = Run.objects.filter(organisation_id=viewer.organisation_id)
    return rows.select_related("organisation", "file", "sign_off").order_by("-period_end", "-built_at", "-pk")


def get_run(viewer: Viewer, run_id: int) -> Run:
    """
    Return one return of the viewer's organisation.

    :raises RunNotFoundError: there is none, or it is not for this viewer
    """
    run = list_runs(viewer).filter(pk=run_id).first()
    if run is None:
        raise RunNotFoundError(f"There is no return {run_id} here.")
    return run


def list_run_problems(viewer: Viewer, run_id: int, *, code: str | None = None) -> QuerySet[RunProblem]:
    """
    Return what is wrong with a return, with whose record it is, in the order of the file.

    `message_of` has the words. Whoever shows them discloses the records first.

    :param code: only the problems of one code
    """
    rows = RunProblem.objects.filter(run__in=list_runs(viewer).filter(pk=run_id))
    if code is not None:
        rows = rows.filter(code=code)
    return rows.select_related("person").order_by("pk")


def count_run_problems(viewer: Viewer, run_id: int) -> dict[tuple[str, str], int]:
    """Return how many problems there are of each code and severity, in the order of the codes. One query."""
    rows = list_run_problems(viewer, run_id).order_by("code", "severity").values("code", "severity")
    return {(row["code"], row["severity"]): row["problems"] for row in rows.annotate(problems=Count("pk"))}


def list_uploads(viewer: Viewer, run_id: int) -> QuerySet[Upload]:
    """Return what was told of the uploads of a return, the latest first."""
    rows = Upload.objects.filter(run__in=list_runs(viewer).filter(pk=run_id))
    return rows.order_by("-uploaded_at", "-recorded_at", "-pk")


def list_versions(viewer: Viewer, period_end: date) -> QuerySet[Run]:
    """Return every return of a month that was ever signed, the latest version first, with its uploads. Two queries."""
    rows = list_runs(viewer).filter(period_end=period_end, sign_off__isnull=False)
    return rows.order_by("-sign_off__version", "-pk").prefetch_related("uploads")


def find_version_before(viewer: Viewer, run: Run) -> Run | None:
    """Return the signed return of the same month that one takes the place of, or would; None where it is the first."""
    signed = getattr(run, "sign_off", None)
    rows = list_versions(viewer, run.period_end).exclude(pk=run.pk)
    return (rows.filter(sign_off__version__lt=signed.version) if signed else rows).first()
