"""Nothing about a person leaves before the log holds that it did."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from towpath.audit.actions import disclose
from towpath.clock import now
from towpath.web.policy import Route, find_route
from towpath.web.viewers import viewer_of


class UndisclosedError(Exception):
    """A page went against its policy row: it shows people and told the log nothing, or the other way round."""


def disclosing(request: HttpRequest, persons: Iterable[object], *, subject: str = "") -> None:
    """
    Commit to the log that these people's records are about to be shown, as the kind that the route's policy row names.

    Call it with the public ids of everyone on the page, an empty list included, before the page is drawn. With a
    `subject` the log is told even where nobody on the page has a record yet: a row of a list is about somebody too.

    :raises UndisclosedError: the route's policy row says that it shows nobody
    """
    route = find_route(request.resolver_match.view_name) if request.resolver_match else None
    if route is None or not route.discloses:
        raise UndisclosedError(
            f"The policy row of {route.name if route else 'this route'} does not say that it discloses."
        )
    shown = list(persons)
    if shown or subject:
        disclose(by=viewer_of(request).actor, at=now(), kind=route.discloses, persons=shown, subject=subject)
    request.has_disclosed = True  # type: ignore[attr-defined]


def prove_disclosed(request: HttpRequest, route: Route, response: HttpResponseBase) -> None:
    """
    Return only where a page that shows people has told the log.

    :raises UndisclosedError: it has not; the reader gets the error page and nothing of the record
    """
    if route.discloses and response.status_code < 300 and not getattr(request, "has_disclosed", False):
        raise UndisclosedError(f"{route.name} shows people's records and called disclosing() for none of them.")
