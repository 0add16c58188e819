"""Studies of support and what each run of them found: counts and comparisons, never a person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from towpath.access import Viewer
from towpath.insight.comparing import FEWEST
from towpath.insight.models import Study, StudyRun
from towpath.organisation.queries import settings_on


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


def found_for(viewer: Viewer, run: StudyRun, on: date) -> Mapping[str, Any]:
    """
    Return what a run found, as the viewer may see it: with small numbers hidden for whoever may not see people.

    A hidden count is None. An outcome of which one side has few who were NEET, or few who were not, is `hidden` whole,
    because a share of a known number gives the few away.

    :param on: the day whose setting says which counts are small
    :raises StudyNotFoundError: the viewer may not see the study
    """
    study = get_study(viewer, run.study_id)
    if viewer.may("people.search"):
        return dict(run.found)
    upper = int(settings_on(study.organisation, on)["suppression.upper"])
    few = set(range(1, max(upper, FEWEST - 1) + 1))
    return {
        **run.found,
        "left_out": {reason: None if count in few else count for reason, count in run.found["left_out"].items()},
        "outcomes": {name: _released(outcome, few) for name, outcome in run.found["outcomes"].items()},
    }


def _released(outcome: Mapping[str, Any], few: set[int]) -> Mapping[str, Any]:
    if outcome.get("too_few"):
        return {"too_few": True, "supported": None, "others": None, "designs": []}
    sides = [(outcome["counts"][side], outcome[side]) for side in ("supported", "others")]
    if any(count in few or total - count in few for count, total in sides):
        return {"hidden": True, "supported": outcome["supported"], "others": outcome["others"], "designs": []}
    return outcome
