"""Where staff make the code to somebody's own pages, see whether it was used, cancel it, and say how they are shown."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.caseload.actions import OwnPagesRefusedError, cancel_code, make_code, write_card
from towpath.caseload.queries import CodeNotFoundError, find_card, get_code, list_codes
from towpath.clock import now
from towpath.people.queries import leader_of, organisation_of
from towpath.web.forms.form import Form
from towpath.web.own.forms import CardForm
from towpath.web.own.presenters import code_lines
from towpath.web.people.flags import NO_LETTER
from towpath.web.people.reading import Subject, subject_of
from towpath.web.viewers import viewer_of


def codes(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show the codes of somebody and how each stands; asked to, make a new one and show its letter, once."""
    subject = subject_of(request, person_id)
    if request.method == "POST":
        return _letter(request, subject)
    known = list_codes(subject.viewer, subject.record.id, subject.on, now())
    shown = {
        "bar": subject.bar,
        "form": Form(),
        "codes": code_lines(known),
        "card": find_card(subject.viewer, subject.viewer.user_id),
    }
    return render(request, "own/codes.html", shown)


def _letter(request: HttpRequest, subject: Subject) -> HttpResponse:
    if subject.stops:
        messages.warning(request, NO_LETTER)
        return redirect("codes", subject.record.public_id)
    person = leader_of(subject.viewer, subject.record.public_id, subject.on)
    try:
        code, letters = make_code(person=person, made_by=request.user, by=subject.viewer.actor, at=now())  # type: ignore[arg-type]
    except OwnPagesRefusedError as error:
        messages.warning(request, str(error))
        return redirect("codes", subject.record.public_id)
    name = subject.record.name("preferred") or subject.record.name("legal")
    # Shown once and never kept: the letter is the only place where the code exists.
    shown = {
        "public_id": subject.record.public_id,
        "who": subject.bar.name,
        "called": name.given_name if name else "",
        "letters": letters,
        "address": request.build_absolute_uri(reverse("own_code")).partition("://")[2],
        "until": code.link.expires_at,
    }
    return render(request, "own/letter.html", shown)


def cancel(request: HttpRequest, person_id: str, code_id: int) -> HttpResponse:
    subject = subject_of(request, person_id)
    try:
        code = get_code(subject.viewer, subject.record.id, code_id, subject.on)
        cancel_code(code=code, by=subject.viewer.actor, at=now())
    except CodeNotFoundError:
        raise Http404("No such code of this person.") from None
    except OwnPagesRefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "The code is cancelled. It opens nothing now.")
    return redirect("codes", subject.record.public_id)


def card(request: HttpRequest) -> HttpResponse:
    """Ask one of the staff what young people may see of them. Nothing is shown that they did not write here."""
    viewer = viewer_of(request)
    known = find_card(viewer, viewer.user_id)
    first = {"shown_name": known.shown_name, "reach": known.reach} if known else {}
    form = CardForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("shown_name", "reach")}
        write_card(organisation=organisation_of(viewer), user=request.user, by=viewer.actor, at=now(), **given)  # type: ignore[arg-type]
        messages.success(request, "Saved. The young people whose cases you have see this from now on.")
        return redirect("codes_card")
    return render(request, "own/card.html", {"form": form})
