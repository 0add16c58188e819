"""A form sent twice is saved once: the second sending is shown the first one's answer."""

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from towpath.web.forms.form import ONCE

REMEMBERED_SECONDS = 60 * 60
_UNDER_WAY = ""


def _key(request: HttpRequest) -> str | None:
    """Return the name under which this sending is remembered, tied to the session so that no other can meet it."""
    token = request.POST.get(ONCE, "") if request.method == "POST" else ""
    if not token:
        return None
    return "once:" + sha256(f"{request.session.session_key}:{request.path}:{token}".encode()).hexdigest()


def answered_already(request: HttpRequest) -> HttpResponseBase | None:
    """Return the first answer to this very form, or None when this is the first sending."""
    key = _key(request)
    if key is None or cache.add(key, _UNDER_WAY, REMEMBERED_SECONDS):
        return None
    where = cache.get(key, _UNDER_WAY)
    return redirect(where) if where else render(request, "kit/already_saving.html", status=409)


def remember_answer(request: HttpRequest, response: HttpResponseBase) -> None:
    """Keep where a saved form led, so that a second sending goes there; a form shown again may be sent again."""
    key = _key(request)
    if key is None:
        return
    if response.status_code in (302, 303):
        cache.set(key, response["Location"], REMEMBERED_SECONDS)
    else:
        cache.delete(key)


def forget_sending(request: HttpRequest) -> None:
    """Let a form that failed be sent again."""
    if key := _key(request):
        cache.delete(key)
