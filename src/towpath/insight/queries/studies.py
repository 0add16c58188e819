"""Studies of support and what each run of them found: counts and comparisons, never a person."""

from collections.abc import Sequence

from django.db.models import QuerySet

from towpath.access import Viewer
from towpath.insight.models import Study, StudyRun


class StudyNotFoundError(LookupError):
    """There is no study of that number that the viewer may see."""


def list_studies(viewer: Viewer) -> QuerySet[Study]:
    """Return the studies of the viewer's council, the latest first; none for a role that may not see them."""
    if not viewer.may("studies.view"):
        return Study.objects.none()
    return Study.objects.filter(organisation_id=viewer.organisation_id).order_by("-frozen_at", "-pk")


def get_study(viewer: Viewer, study_id: int) -> Study:
    """
    Return one study, with its council.

    :raises StudyNotFoundError: the viewer may see none of that number
    """
    try:
        return list_studies(viewer).select_related("organisation").get(pk=study_id)
    except Study.DoesNotExist:
        raise StudyNotFoundError(f"No study {study_id}.") from None


def list_runs_of(viewer: Viewer, study: Study) -> Sequence[StudyRun]:
    """Return every run of a study, the latest first."""
    seen = list_studies(viewer).filter(pk=study.pk)
    return list(StudyRun.objects.filter(study__in=seen).order_by("-run_at", "-pk"))
