"""The public door: anybody may tell us something or complain, and read what we did about what was said."""

import secrets
from typing import Any

from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.audit import Actor
from towpath.clock import now, today
from towpath.referrals.door import councils_open, find_council
from towpath.referrals.letters import shown
from towpath.voice.actions import VoiceRefusedError, receive_complaint, receive_suggestion
from towpath.voice.door import complaint_days, look_by, open_stage, you_said_we_did
from towpath.web.forms.form import ONCE
from towpath.web.parts import pages_of
from towpath.web.referrals.limits import may_send
from towpath.web.voice.presenters import public_card
from towpath.web.voice.public_forms import ComplaintForm, HowFarForm, SuggestionForm

RECEIPT = "voice-receipt"
RECEIPT_LASTS = 24 * 60 * 60
FORMS = {"suggestion": SuggestionForm, "complaint": ComplaintForm}
TITLES = {"suggestion": "Tell us what you think", "complaint": "Make a complaint"}
A_PAGE = 20


def say(request: HttpRequest) -> HttpResponse:
    return render(request, "voice/public/councils.html", {"councils": councils_open(today())})


def council(request: HttpRequest, council: str) -> HttpResponse:
    return render(request, "voice/public/council.html", {"council": _council(council)})


def form(request: HttpRequest, council: str, form: str) -> HttpResponse:
    """Ask, and take it in. Whoever sends it need not say who they are."""
    place = _council(council)
    if form not in FORMS:
        raise Http404("There is no such form.")
    asked: Any = FORMS[form](request.POST or None)
    if request.method == "POST" and asked.is_valid():
        if not may_send(request, place.code, what="say"):
            return render(request, "voice/public/too_many.html", {"council": place}, status=429)
        try:
            reference = _take_in(place, form, asked)
        except VoiceRefusedError as error:
            asked.add_error(None, str(error))
        else:
            told = {"reference": reference, "form": form, "data": bool(asked.cleaned_data.get("is_about_data"))}
            return redirect("say_sent", council=place.code, receipt=signing.dumps(told, salt=RECEIPT))
    found = {"council": place, "form": asked, "title": TITLES[form], "is_complaint": form == "complaint"}
    return render(request, "voice/public/form.html", found)


def _take_in(place: Any, form: str, asked: Any) -> str:
    sending = asked.data.get(ONCE) or secrets.token_urlsafe(16)
    by, at = Actor(organisation=place.code, user="public", role="young_person"), now()
    if form == "complaint":
        complaint = receive_complaint(organisation=place, given=asked.complaint(), sending=sending, by=by, at=at)
        return complaint.reference
    return receive_suggestion(organisation=place, sending=sending, by=by, at=at, **asked.told()).reference


def sent(request: HttpRequest, council: str, receipt: str) -> HttpResponse:
    """Show the reference and what happens next. The receipt says it all: nothing is looked up."""
    place, on = _council(council), today()
    try:
        told = signing.loads(receipt, salt=RECEIPT, max_age=RECEIPT_LASTS)
    except signing.BadSignature:
        raise Http404("This receipt is not ours, or is too old.") from None
    acknowledged, answered = complaint_days(place, on, is_about_data=told["data"])
    found = {
        "council": place,
        "reference": shown(told["reference"]),
        "is_complaint": told["form"] == "complaint",
        "look_by": look_by(place, on),
        "acknowledged_by": acknowledged,
        "answered_by": answered,
    }
    return render(request, "voice/public/sent.html", found)


def status(request: HttpRequest, council: str) -> HttpResponse:
    """Show how far something has got to whoever types its reference; it stands in no address and says no word of it."""
    place = _council(council)
    asked = HowFarForm(request.POST or None)
    words = ""
    if request.method == "POST" and asked.is_valid():
        if not may_send(request, place.code, what="how-far"):
            return render(request, "voice/public/too_many.html", {"council": place}, status=429)
        words = open_stage(place, asked.cleaned_data["reference"], at=now()) or ""
        if not words:
            asked.add_error("reference", "We have nothing with this reference. Look at each letter again.")
    return render(request, "voice/public/status.html", {"council": place, "form": asked, "words": words})


def you_said(request: HttpRequest, council: str) -> HttpResponse:
    """Show what was said and what became of it, as let out after a second look."""
    place, on = _council(council), today()
    page = Paginator(you_said_we_did(place, on), A_PAGE).get_page(request.GET.get("page"))
    found = {"council": place, "cards": [public_card(each, on) for each in page], "pages": pages_of(page, request.GET)}
    return render(request, "voice/public/you_said.html", found)


def _council(code: str) -> Any:
    found = find_council(code, today())
    if found is None:
        raise Http404("No such council is here.")
    return found
