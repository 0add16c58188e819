"""Who is looking, worked out once for each request from the session and the roles in force today."""

from dataclasses import replace

from django.http import HttpRequest

from towpath.access import Viewer
from towpath.access.queries import NoRoleError, roles_of, viewer_with
from towpath.clock import today
from towpath.provision.queries import establishment_ids_of
from towpath.rules.access import SCHOOL_LEAD

CHOSEN = "council"


class NoCouncilChosenError(Exception):
    """The user has a role in several councils and has not said which they are working in."""


def viewer_of(request: HttpRequest) -> Viewer:
    """
    Return who is looking, for the council chosen in this session or the only one there is.

    :raises NoRoleError: the user has no role in force anywhere, or no longer has one in the council chosen
    :raises NoCouncilChosenError: there are several to choose from
    """
    found = getattr(request, "viewer", None)
    if found is not None:
        return found
    on = today()
    # Asked at every request, so that a suspension or an end is felt at the next one.
    councils = roles_of(request.user, on)  # type: ignore[arg-type]
    if not councils:
        raise NoRoleError(f"User {request.user.pk} has no role in force today.")
    chosen = request.session.get(CHOSEN, "")
    if chosen not in councils:
        # A role that ended must not quietly become another council's view of the same address.
        if chosen:
            del request.session[CHOSEN]
        if chosen or len(councils) > 1:
            raise NoCouncilChosenError
        chosen = next(iter(councils))
    viewer = viewer_with(councils[chosen], on)
    if viewer.role == SCHOOL_LEAD:
        viewer = replace(viewer, establishment_ids=establishment_ids_of(viewer, on))
    request.viewer = viewer  # type: ignore[attr-defined]
    request.council_name = councils[chosen].organisation.name  # type: ignore[attr-defined]
    request.council_count = len(councils)  # type: ignore[attr-defined]
    return viewer
