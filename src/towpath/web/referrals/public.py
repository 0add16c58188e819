"""The public door: anybody may ask for help for a young person, and see once how far that has got."""

import secrets
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.access.links import LinkRefusedError, find_link
from towpath.audit import Actor
from towpath.clock import now, today
from towpath.referrals.actions import ReferralRefusedError, open_status, receive_referral
from towpath.referrals.actions.telling import STATUS
from towpath.referrals.door import answer_by, councils_open, drop_ins_at, find_council, first_contact_by
from towpath.referrals.letters import STAGE_WORDS, shown
from towpath.web.forms.form import ONCE
from towpath.web.referrals.limits import may_send
from towpath.web.referrals.presenters import drop_in_lines
from towpath.web.referrals.public_forms import FORMS, TITLES

RECEIPT = "referral-receipt"
RECEIPT_LASTS = 24 * 60 * 60


def refer(request: HttpRequest) -> HttpResponse:
    return render(request, "referrals/public/councils.html", {"councils": councils_open(today())})


def council(request: HttpRequest, council: str) -> HttpResponse:
    """Show who may ask, what happens next and when, and where somebody can be talked to."""
    place, on = _council(council), today()
    found = {
        "council": place,
        "titles": TITLES,
        "answer_by": answer_by(place, on),
        "drop_ins": drop_in_lines(drop_ins_at(place, on)),
    }
    return render(request, "referrals/public/council.html", found)


def form(request: HttpRequest, council: str, who: str) -> HttpResponse:
    """Ask, and take it in: the answer is the same whether or not the young person is known here."""
    place, on = _council(council), today()
    if who not in FORMS:
        raise Http404("There is no such form.")
    asked: Any = FORMS[who](request.POST or None, on=on)
    if request.method == "POST" and asked.is_valid():
        if not may_send(request, place.code):
            return render(request, "referrals/public/too_many.html", {"council": place}, status=429)
        by = Actor(organisation=place.code, user="public", role="referrer")
        sending = asked.data.get(ONCE) or secrets.token_urlsafe(16)
        try:
            row = receive_referral(organisation=place, given=asked.referral(), sending=sending, by=by, at=now())
        except ReferralRefusedError as error:
            asked.add_error(None, str(error))
        else:
            receipt = signing.dumps({"reference": row.reference, "who": who}, salt=RECEIPT)
            return redirect("refer_sent", council=place.code, receipt=receipt)
    found = {"council": place, "form": asked, "title": TITLES[who], "is_own": who == "young-person"}
    return render(request, "referrals/public/form.html", found)


def sent(request: HttpRequest, council: str, receipt: str) -> HttpResponse:
    """Show the reference and what happens next. The receipt says it all: nothing is looked up."""
    place, on = _council(council), today()
    try:
        told = signing.loads(receipt, salt=RECEIPT, max_age=RECEIPT_LASTS)
    except signing.BadSignature:
        raise Http404("This receipt is not ours, or is too old.") from None
    found = {
        "council": place,
        "reference": shown(told["reference"]),
        "is_own": told["who"] == "young-person",
        "answer_by": answer_by(place, on),
        "first_contact_by": first_contact_by(place, on),
    }
    return render(request, "referrals/public/sent.html", found)


def status(request: HttpRequest, secret: str) -> HttpResponse:
    """Show how far a referral has got, once; opening the page does not use the link up, pressing the button does."""
    words = ""
    if request.method == "POST":
        try:
            words = STAGE_WORDS[open_status(secret, at=now())]
        except LinkRefusedError:
            return render(request, "referrals/public/status_over.html", status=404)
    elif find_link(secret, purpose=STATUS, at=now()) is None:
        return render(request, "referrals/public/status_over.html", status=404)
    return render(request, "referrals/public/status.html", {"words": words})


def _council(code: str) -> Any:
    found = find_council(code, today())
    if found is None:
        raise Http404("No such council takes referrals here.")
    return found
