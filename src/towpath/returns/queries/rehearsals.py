"""What rehearsals found: each night's counts, and each problem for as long as it stands."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from towpath.access.viewer import Viewer
from towpath.returns.models import Rehearsal, RehearsalProblem
from towpath.returns.standing import mended_problems, new_problems, open_problems


class RehearsalNotFoundError(LookupError):
    """There is no such rehearsal for this viewer."""


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many problems of one code a rehearsal found, and how many of them are new and how many mended."""

    code: str
    severity: str
    now: int
    new: int
    mended: int


def list_rehearsals(viewer: Viewer) -> QuerySet[Rehearsal]:
    """Return the rehearsals of the viewer's organisation, the latest first."""
    if not viewer.may("return.view"):
        return Rehearsal.objects.none()
    return Rehearsal.objects.filter(organisation_id=viewer.organisation_id).order_by("-pk")


def get_rehearsal(viewer: Viewer, rehearsal_id: int) -> Rehearsal:
    """
    Return one rehearsal of the viewer's organisation.

    :raises RehearsalNotFoundError: there is none, or it is not for this viewer
    """
    found = list_rehearsals(viewer).filter(pk=rehearsal_id).first()
    if found is None:
        raise RehearsalNotFoundError(f"There is no rehearsal {rehearsal_id} here.")
    return found


def find_reference(viewer: Viewer, rehearsal: Rehearsal) -> Rehearsal | None:
    """Return the rehearsal of the night before another, else the last before it; None where it is the first."""
    earlier = list_rehearsals(viewer).filter(pk__lt=rehearsal.pk)
    return earlier.filter(night_date__isnull=False).first() or earlier.first()


def list_rehearsal_problems(viewer: Viewer, rehearsal: Rehearsal, *, show: str = "now") -> QuerySet[RehearsalProblem]:
    """
    Return what a rehearsal found, with whose record each is, in the order first found.

    Whoever shows them discloses the records first. Those mended long ago are no longer kept.

    :param show: "now" for all, "new" for those that the rehearsal before it had not, "mended" for those it had alone
    """
    if not list_rehearsals(viewer).filter(pk=rehearsal.pk).exists():
        return RehearsalProblem.objects.none()
    reference = find_reference(viewer, rehearsal)
    if show == "now":
        rows = open_problems(rehearsal)
    elif reference is None:
        rows = RehearsalProblem.objects.none()
    else:
        rows = new_problems(rehearsal, reference) if show == "new" else mended_problems(rehearsal, reference)
    return rows.select_related("person").order_by("pk")


def count_rehearsal_problems(viewer: Viewer, rehearsal: Rehearsal) -> list[CodeCount]:
    """Return how many problems there are of each code, were not there and are no longer, by code."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for show in ("now", "new", "mended"):
        rows = list_rehearsal_problems(viewer, rehearsal, show=show).order_by("code", "severity")
        for row in rows.values("code", "severity").annotate(problems=Count("pk")):
            counted.setdefault((row["code"], row["severity"]), Counter())[show] = row["problems"]
    return [
        CodeCount(code, severity, found["now"], found["new"], found["mended"])
        for (code, severity), found in sorted(counted.items())
    ]
