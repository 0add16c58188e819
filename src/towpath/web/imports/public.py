"""
The public door of lists: a contact sends one by a link, sees at once how it reads, and mends it.

Nothing shown here depends on whom the council knows. How a file read is shown to the browser that sent it alone, so
that a link passed on tells nothing but who it is for and what is asked.
"""

from datetime import date
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access.links import LinkRefusedError
from towpath.clock import now, today
from towpath.imports.actions.uploading import (
    Sent,
    UploadRefusedError,
    actor_of,
    finish_sending,
    open_door,
    read_back,
    send_file,
    tell_worries,
    tell_worry,
)
from towpath.imports.formats import format_named
from towpath.imports.requests import columns_asked
from towpath.web.imports.public_forms import SendForm, WorryForm
from towpath.web.imports.reading_back import as_read, mend_file, take_worry_file
from towpath.web.referrals.limits import may_send

SENT = "files_sent"
RECEIPT = "list-receipt"
RECEIPT_LASTS = 24 * 60 * 60


def send(request: HttpRequest, secret: str) -> HttpResponse:
    """Say who it is for and what is asked, and take a file; nothing of an earlier one is shown here."""
    try:
        door = open_door(secret, takes="list", at=now())
    except LinkRefusedError:
        return _over(request)
    form = SendForm(request.POST or None, request.FILES or None, on=today())
    if request.method == "POST" and form.is_valid():
        if not may_send(request, door.organisation.code, what="list"):
            return render(request, "imports/public/too_many.html", status=429)
        file = form.cleaned_data["file"]
        try:
            sent = send_file(
                secret, content=file.read(), name=file.name, as_at_date=form.cleaned_data["as_at_date"], at=now()
            )
        except LinkRefusedError:
            return _over(request)
        except UploadRefusedError as error:
            form.add_error(None, str(error))
        else:
            return _after(request, secret, door, sent)
    shown = {
        "door": door,
        "form": form,
        "title": _title(door),
        "asked": columns_asked(format_named(door.sender.format)),
    }
    return render(request, "imports/public/send.html", shown)


def read(request: HttpRequest, secret: str) -> HttpResponse:
    """Show whoever sent a file how it reads: each row to mend, the cell as given, and what to do."""
    sent = _read_back(request, secret)
    if isinstance(sent, HttpResponse):
        return sent
    return render(request, "imports/public/read.html", {"secret": secret, **as_read(sent.told)})


def to_mend(request: HttpRequest, secret: str) -> HttpResponse:
    """Give whoever sent a file what is to be mended in it, as a file."""
    sent = _read_back(request, secret)
    if isinstance(sent, HttpResponse):
        return sent
    return mend_file(sent.told)


def end(request: HttpRequest, secret: str) -> HttpResponse:
    """Take it that nothing better can be sent."""
    sent = _read_back(request, secret)
    if isinstance(sent, HttpResponse):
        return sent
    try:
        upload = finish_sending(secret, at=now())
    except LinkRefusedError:
        return _over(request)
    except UploadRefusedError:
        return redirect("send_list_read", secret=secret)
    return _receipt(rows=upload.rows_read, to_mend=upload.rows_to_mend)


def worry(request: HttpRequest, secret: str) -> HttpResponse:
    """Take what a contact says of a learner who stops attending: the answer is the same whoever they are."""
    try:
        door = open_door(secret, takes="worries", at=now())
    except LinkRefusedError:
        return _over(request)
    form = WorryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not may_send(request, door.organisation.code, what="worry"):
            return render(request, "imports/public/too_many.html", status=429)
        try:
            tell_worry(secret, form.said(), sending=form.sending(), at=now())
        except LinkRefusedError:
            return _over(request)
        except UploadRefusedError as error:
            form.add_error(None, str(error))
        else:
            return _receipt(again=reverse("send_worry", args=[secret]))
    return render(request, "imports/public/worry.html", {"door": door, "form": form, "secret": secret})


def worry_file(request: HttpRequest, secret: str) -> HttpResponse:
    """Take what a contact says of several learners as a file of rows."""
    try:
        door = open_door(secret, takes="worries", at=now())
        if request.method == "POST" and not may_send(request, door.organisation.code, what="worry"):
            return render(request, "imports/public/too_many.html", status=429)
        return take_worry_file(
            request,
            door.sender,
            by=actor_of(door),
            tell=lambda said: tell_worries(secret, said, at=now()),
            back=reverse("send_worry", args=[secret]),
        )
    except LinkRefusedError:
        return _over(request)


def done(request: HttpRequest, receipt: str) -> HttpResponse:
    """Say that it came. The receipt says it all: nothing is looked up."""
    try:
        told = signing.loads(receipt, salt=RECEIPT, max_age=RECEIPT_LASTS)
    except signing.BadSignature:
        raise Http404("This receipt is not ours, or is too old.") from None
    return render(request, "imports/public/done.html", {"told": told})


def _after(request: HttpRequest, secret: str, door: Any, sent: Sent) -> HttpResponse:
    if sent.told.is_whole:
        return _receipt(rows=sent.told.rows, to_mend=0)
    request.session[SENT] = {**request.session.get(SENT, {}), str(door.pk): sent.upload.pk}
    return redirect("send_list_read", secret=secret)


def _read_back(request: HttpRequest, secret: str) -> Sent | HttpResponse:
    """Return the latest file that this browser sent by a link; where it sent none, or the link is over, the answer."""
    try:
        door = open_door(secret, takes="list", at=now())
        sent = request.session.get(SENT, {}).get(str(door.pk))
        return read_back(secret, int(sent), at=now()) if sent else redirect("send_list", secret=secret)
    except LinkRefusedError:
        return _over(request)


def _receipt(**told: object) -> HttpResponse:
    day: date = today()
    receipt = signing.dumps({"rows": None, "again": "", "day": day.isoformat(), **told}, salt=RECEIPT)
    return redirect("send_done", receipt=receipt)


def _title(door: Any) -> str:
    return format_named(door.sender.format).title


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "imports/public/over.html", status=404)
