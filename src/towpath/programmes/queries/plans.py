"""The plans of programmes, and a council's own reasons."""

from django.db.models import QuerySet

from towpath.access import Viewer
from towpath.programmes.models import Programme, ProgrammeReason, ProgrammeStage
from towpath.programmes.queries.runs import ProgrammeNotFoundError


def list_programmes(viewer: Viewer) -> QuerySet[Programme]:
    """Return the programmes of the viewer's council, by name; none to whoever may not work on them."""
    if not viewer.may("programmes.work"):
        return Programme.objects.none()
    return Programme.objects.filter(organisation_id=viewer.organisation_id).order_by("name", "pk")


def get_programme(viewer: Viewer, programme_id: int) -> Programme:
    """
    Return one programme.

    :raises ProgrammeNotFoundError: there is none that the viewer may see
    """
    programme = list_programmes(viewer).filter(pk=programme_id).first()
    if programme is None:
        raise ProgrammeNotFoundError("There is no such programme here.")
    return programme


def get_stage(viewer: Viewer, stage_id: int) -> ProgrammeStage:
    """
    Return one stage of a plan, with its programme.

    :raises ProgrammeNotFoundError: there is none that the viewer may see
    """
    stages = ProgrammeStage.objects.filter(programme__in=list_programmes(viewer)).select_related("programme")
    stage = stages.filter(pk=stage_id).first()
    if stage is None:
        raise ProgrammeNotFoundError("There is no such stage here.")
    return stage


def list_reasons(viewer: Viewer, use: str) -> QuerySet[ProgrammeReason]:
    """Return the reasons for an absence or for leaving that the viewer's council offers, in the order it added them."""
    if not viewer.may("programmes.work"):
        return ProgrammeReason.objects.none()
    return ProgrammeReason.objects.filter(
        organisation_id=viewer.organisation_id, use=use, closed_date__isnull=True
    ).order_by("pk")
