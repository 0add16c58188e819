"""The gate in front of every view: deny by default, as the policy says."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, resolve, reverse
from django.utils.log import log_response

from towpath.access.queries import NoRoleError
from towpath.web.disclosure import prove_disclosed
from towpath.web.forms.once import answered_already, forget_sending, remember_answer
from towpath.web.own.visiting import find_own_viewer
from towpath.web.policy import ANYONE, NOBODY, OWN, SIGNED_IN, Route, find_route
from towpath.web.viewers import NoCouncilChosenError, viewer_of

View = Callable[..., HttpResponseBase]

_GUARDED = "is_guarded"


def guarded(patterns: Sequence[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return the same routes with the gate in front of each, those inside an `include` too."""
    for pattern in _every(patterns):
        if not getattr(pattern.callback, _GUARDED, False):
            pattern.callback = guard(pattern.callback)
    return list(patterns)


def _every(patterns: Iterable[URLPattern | URLResolver]) -> Iterable[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _every(pattern.url_patterns)
        else:
            yield pattern


def guard(view: View) -> View:
    """Return a view that is run only for those whom its policy row names."""

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return _answer(request, view, args, kwargs)
        except OperationalError as error:
            # Nothing was written: every action is one transaction. Say so plainly, and let the log have the cause.
            response = render(request, "503.html", status=503)
            log_response("database unavailable", response=response, request=request, exception=error)
            return response

    setattr(gate, _GUARDED, True)
    return gate


def _answer(request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponseBase:
    if request.resolver_match is None:
        # The sign-in library takes up a form again, after asking for the password, by calling its view itself.
        request.resolver_match = resolve(request.path_info)
    route = find_route(request.resolver_match.view_name)
    if route is None or route.who == NOBODY:
        raise Http404("No policy row opens this route.")
    refused = _refusal(request, route)
    if refused is not None:
        return refused
    _recognise(request)
    earlier = answered_already(request)
    if earlier is not None:
        return earlier
    try:
        response = view(request, *args, **kwargs)
    except BaseException:
        forget_sending(request)
        raise
    remember_answer(request, response)
    prove_disclosed(request, route, response)
    if route.name == "account_logout" and request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _refusal(request: HttpRequest, route: Route) -> HttpResponseBase | None:
    """Return the answer for someone who may not go on, or None."""
    method = "GET" if request.method == "HEAD" else request.method
    if route.who == ANYONE:
        return None if method in route.methods else HttpResponseNotAllowed(route.methods)
    if route.who == OWN:
        # A visit of a young person's own; who of the staff is signed in beside it makes no difference.
        if find_own_viewer(request) is None:
            return redirect(f"{reverse('own_code')}?over=yes")
        return None if method in route.methods else HttpResponseNotAllowed(route.methods)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if route.who != SIGNED_IN:
        try:
            viewer = viewer_of(request)
        except NoCouncilChosenError:
            return redirect("councils")
        except NoRoleError:
            return no_role(request)
        if _lacks_second_step(request):
            return redirect(f"{reverse('mfa_index')}?needed=yes")
        if not viewer.may(route.who):
            raise PermissionDenied(f"A {viewer.role} may not open {route.name}.")
    return None if method in route.methods else HttpResponseNotAllowed(route.methods)


def _recognise(request: HttpRequest) -> None:
    """Let a page that asks for no role still show the council and the menu to whoever has them, so they can go back."""
    if request.user.is_authenticated:
        with suppress(NoCouncilChosenError, NoRoleError):
            viewer_of(request)


def _lacks_second_step(request: HttpRequest) -> bool:
    """Return whether somebody must first turn on a second step; codes to recover with are none by themselves."""
    if not settings.IS_SECOND_STEP_COMPULSORY:
        return False
    return not is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])  # type: ignore[arg-type]


def no_role(request: HttpRequest) -> HttpResponseBase:
    """Return the page for somebody whose part here has ended or is suspended, and sign them out."""
    logout(request)
    return render(request, "account/no_role.html", status=403)
