"""Pages that need no sign-in: the statements the law asks for, and what machines ask."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from towpath.clock import now

SECURITY_TXT_LASTS = timedelta(days=180)


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "about/accessibility.html")


def cookies(request: HttpRequest) -> HttpResponse:
    names = {
        "session": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
        "own": settings.OWN_COOKIE_NAME,
    }
    return render(request, "about/cookies.html", {"names": names, "hours": settings.SESSION_COOKIE_AGE // 3600})


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "about/privacy.html")


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer "ok" once the database answers; it says nothing else of the house."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness (RFC 9116): the address that was set, else the page that says whom to ask."""
    contact = getattr(settings, "SECURITY_CONTACT", "") or request.build_absolute_uri(reverse("privacy"))
    expires = (now() + SECURITY_TXT_LASTS).isoformat(timespec="seconds")
    return HttpResponse(
        f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en\n", content_type="text/plain; charset=utf-8"
    )
