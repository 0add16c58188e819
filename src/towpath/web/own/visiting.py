"""Whose visit a request is part of, kept by a cookie of its own: never by the session of anybody who works here."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from towpath.access import OwnViewer
from towpath.caseload.actions import look
from towpath.caseload.door import viewer_of_visit
from towpath.clock import now

_UNASKED = object()


def find_own_viewer(request: HttpRequest) -> OwnViewer | None:
    """Return the young person whose visit this is, worked out once for each request; None where it is nobody's."""
    found = getattr(request, "own_viewer", _UNASKED)
    if found is _UNASKED:
        found = viewer_of_visit(request.COOKIES.get(settings.OWN_COOKIE_NAME, ""), now())
        request.own_viewer = found  # type: ignore[attr-defined]
    return found  # type: ignore[return-value]


def own_viewer_of(request: HttpRequest) -> OwnViewer:
    """
    Return the young person whose visit this is, behind a gate that let them in.

    :raises PermissionError: it is nobody's, so the gate was left out
    """
    viewer = find_own_viewer(request)
    if viewer is None:
        raise PermissionError("This page stands behind the gate of somebody's own pages.")
    return viewer


def showing(request: HttpRequest) -> OwnViewer:
    """Return whose visit this is, once the log holds that they are about to be shown this page."""
    viewer = own_viewer_of(request)
    look(viewer=viewer, page=request.resolver_match.view_name if request.resolver_match else "", at=now())
    request.has_disclosed = True  # type: ignore[attr-defined]
    return viewer


def keep_visit(response: HttpResponseBase, secret: str) -> None:
    """Hand the browser what keeps the visit open; it ends with the browser, and is sent nowhere else."""
    response.set_cookie(
        settings.OWN_COOKIE_NAME, secret, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )


def forget_visit(response: HttpResponseBase) -> None:
    """Take it back."""
    response.delete_cookie(settings.OWN_COOKIE_NAME, samesite="Lax")
    response["Clear-Site-Data"] = '"cache", "storage"'
