"""Requests for what is held: which there are, by when each is due, what waits to be looked at."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from towpath.access.viewer import Viewer
from towpath.people.queries import organisation_of
from towpath.people.sameness import Sameness
from towpath.privacy.actions.requests import days_of, is_open
from towpath.privacy.copying import gather
from towpath.privacy.looking import Unit
from towpath.privacy.models import AccessRequest, SubjectPack
from towpath.privacy.models.requests import Part
from towpath.rules.subject_access import AnswerDue, answer_due, extend_by


class AccessRequestNotFoundError(LookupError):
    """There is no such request for this viewer."""


class UnitNotFoundError(LookupError):
    """There is no such text to look at, or not for this viewer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """
    How a request stands. `pack` is the newest copy that the viewer's role works on, of their own part.

    `safeguarding_done` says that the lead has answered their part, and not whether there was anything in it.
    """

    request: AccessRequest
    due: AnswerDue
    more_time_by: date | None
    part: str
    pack: SubjectPack | None
    safeguarding_done: bool


def list_requests(viewer: Viewer) -> QuerySet[AccessRequest]:
    """Return the requests of the viewer's council with their copies: open ones first, the longest waiting first."""
    if not viewer.may("subject_access.view"):
        return AccessRequest.objects.none()
    rows = AccessRequest.objects.filter(organisation_id=viewer.organisation_id).select_related("person", "organisation")
    rows = rows.prefetch_related(Prefetch("packs", SubjectPack.objects.order_by("pk")))
    return rows.order_by(F("closed_at").desc(nulls_first=True), "received_date", "pk")


def list_requests_of(viewer: Viewer, person_id: int) -> QuerySet[AccessRequest]:
    """Return the requests about one person, merges resolved."""
    ids = Sameness.around(organisation_of(viewer), [person_id]).everyone
    return list_requests(viewer).filter(person__in=ids)


def get_request(viewer: Viewer, public_id: str) -> AccessRequest:
    """
    Return one request.

    :raises AccessRequestNotFoundError: there is none, or it is not for this viewer
    """
    found = list_requests(viewer).filter(public_id=public_id).first()
    if found is None:
        raise AccessRequestNotFoundError("There is no such request here.")
    return found


def part_of(viewer: Viewer) -> str:
    """Return the part of every request that a viewer works on."""
    return Part.SAFEGUARDING if viewer.may("concern.read") else Part.MAIN


def standing_of(viewer: Viewer, request: AccessRequest) -> Standing:
    """Return how a request stands for a viewer. No query for one that was listed, and one for any other."""
    packs: dict[str, SubjectPack] = {}
    if viewer.may("subject_access.view") and request.organisation_id == viewer.organisation_id:
        packs = {pack.part: pack for pack in sorted(request.packs.all(), key=lambda pack: pack.pk)}
    due = answer_due(days_of(request), is_open)
    safeguarding = packs.get(Part.SAFEGUARDING)
    return Standing(
        request=request,
        due=due,
        more_time_by=extend_by(days_of(request), is_open) if due.due_date and not request.extended_date else None,
        part=part_of(viewer),
        pack=packs.get(part_of(viewer)),
        safeguarding_done=safeguarding is not None
        and (safeguarding.released_at is not None or safeguarding.page_id is None),
    )


def list_units(viewer: Viewer, request: AccessRequest, on: date) -> tuple[list[Unit], int]:
    """
    Return what a viewer must look at in a request, what waits first, and how many texts are for others to look at.

    It reads everything that is held of the person: some three queries for every two tables.
    """
    may_look = viewer.may("subject_access.work") or viewer.may("concern.read")
    if not may_look or request.organisation_id != viewer.organisation_id:
        return [], 0
    every = gather(request, part_of(viewer), on).units
    own = [unit for unit in every if unit.is_for(viewer.role)]
    elsewhere = sum(unit.decision is None for unit in every if not unit.is_for(viewer.role))
    return sorted(own, key=lambda unit: unit.decision is not None), elsewhere


def get_unit(viewer: Viewer, request: AccessRequest, key: str, on: date) -> Unit:
    """
    Return one text to look at.

    :raises UnitNotFoundError: there is none of that key for this viewer
    """
    found = next((unit for unit in list_units(viewer, request, on)[0] if unit.key == key), None)
    if found is None:
        raise UnitNotFoundError("There is no such text to look at.")
    return found


def get_pack(viewer: Viewer, request: AccessRequest) -> SubjectPack:
    """
    Return the newest copy of the part that a viewer works on.

    :raises AccessRequestNotFoundError: none was made
    """
    rows = SubjectPack.objects.filter(
        Q(request=request), part=part_of(viewer), request__organisation_id=viewer.organisation_id
    ).select_related("page__organisation", "json__organisation")
    found = rows.order_by("-pk").first() if viewer.may("subject_access.view") else None
    if found is None:
        raise AccessRequestNotFoundError("No copy was made yet.")
    return found
