"""One contact: read it with what it said before, change it, or strike it out; nothing that was written is lost."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.access.queries import get_lists
from towpath.caseload.actions import amend_work
from towpath.clock import LONDON, now
from towpath.contact.actions import ContactChangedError, ContactRefusedError, Told, strike_out_contact
from towpath.contact.lists import LISTS
from towpath.contact.queries import (
    ContactEntry,
    ContactNotFoundError,
    ContactVersions,
    get_contact,
    get_contact_versions,
)
from towpath.web.forms.conflict import conflict_page
from towpath.web.forms.form import answer_words
from towpath.web.parts import Link
from towpath.web.people.forms import AmendForm, StrikeOutForm
from towpath.web.people.history import ContactWords, changed_words, contacts_of, versions_of
from towpath.web.people.reading import Subject, staff_names, subject_of
from towpath.web.people.telling import happened_at

ASKED = (
    "outcome",
    "channel",
    "who_was_present",
    "with_family",
    "words",
    "need_to_know",
    "step",
    "due_date",
    "happened_date",
)


def words_for(viewer: Viewer) -> ContactWords:
    """Return what a log is told with. Two queries."""
    return ContactWords(staff_names(viewer), get_lists(viewer, LISTS))


def links_of(subject: Subject, *, on_own_page: bool = False) -> Any:
    """Return what may be done about a contact, as links: read what it said before, change it, or strike it out."""

    def links(entry: ContactEntry, about: str) -> Sequence[Link]:
        if entry.is_hidden:
            return ()
        where = (subject.record.public_id, entry.id)
        found = []
        if (words := changed_words(entry)) and not on_own_page:
            found.append(Link(words, reverse("people_contact_versions", args=where), about))
        if entry.struck_out_at is None:
            found.append(Link("Change", reverse("people_amend", args=where), about))
            found.append(Link("Strike out", reverse("people_strike_out", args=where), about))
        return found

    return links


def versions(request: HttpRequest, person_id: str, contact_id: int) -> HttpResponse:
    """Show one contact as it stands, and what it said before."""
    subject = subject_of(request, person_id)
    found, words = _found(subject, contact_id), words_for(subject.viewer)
    shown = {
        "bar": subject.bar,
        "event": contacts_of([found.entry], words, links_of(subject, on_own_page=True)),
        "changed": changed_words(found.entry),
        "earlier": versions_of(found, words),
        "back": _log(subject),
    }
    return render(request, "people/versions.html", shown)


def amend(request: HttpRequest, person_id: str, contact_id: int) -> HttpResponse:
    """Ask what a contact is to say, and why it is changed; what it said before stays."""
    subject = subject_of(request, person_id)
    entry = _found(subject, contact_id).entry
    if entry.struck_out_at is not None:
        messages.warning(request, "This was struck out, so it is not changed any more.")
        return redirect(_log(subject))
    form = _form(subject, entry, request.POST or None)
    if request.method == "POST":
        # Whoever writes over a later version is shown it first, whatever else is wrong with what they typed.
        if form.is_behind(entry.version):
            return _two_versions(request, form, subject, entry)
        if form.is_valid():
            try:
                _amend(request, subject, entry, form)
            except ContactChangedError:
                return _two_versions(request, form, subject, _found(subject, contact_id).entry)
            except (ContactNotFoundError, ContactRefusedError) as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "Changed. What it said before is kept, with your name and your reason.")
                return redirect("people_contact_versions", subject.record.public_id, contact_id)
    return render(request, "people/amend.html", {"bar": subject.bar, "form": form, "back": _log(subject)})


def _form(subject: Subject, entry: ContactEntry, typed: Any) -> AmendForm:
    return AmendForm(
        typed, entry=entry, happened_date=_day(entry), lists=get_lists(subject.viewer, LISTS), on=subject.on
    )


def _day(entry: ContactEntry) -> date:
    return entry.happened_at.astimezone(LONDON).date()


def _amend(request: HttpRequest, subject: Subject, entry: ContactEntry, form: AmendForm) -> None:
    given, at = form.cleaned_data, now()
    day = given["happened_date"]
    told = Told(
        happened_at=entry.happened_at if day == _day(entry) else happened_at(day, at),
        channel=given["channel"],
        outcome=given["outcome"],
        words=given["words"],
        who_was_present=given["who_was_present"],
        with_family=given["with_family"],
        audience="need_to_know" if given["need_to_know"] else "team",
        next_step=form.next_step(),
    )
    event = get_contact(subject.viewer, subject.record.id, entry.id, subject.on)
    if event.version != entry.version:
        raise ContactChangedError
    amend_work(
        event=event,
        told=told,
        because=given["because"],
        owner=request.user,  # type: ignore[arg-type]
        by=subject.viewer.actor,
        at=at,
    )


def _two_versions(request: HttpRequest, form: AmendForm, subject: Subject, entry: ContactEntry) -> HttpResponse:
    """Show what is saved now beside what was typed, which stays to be sent again or let go."""
    now_saved = _form(subject, entry, None)
    saved = {name: answer_words(now_saved[name]) for name in ASKED}
    typed = _form(subject, entry, form.data)
    return conflict_page(request, typed, saved=saved, version=entry.version, back=_log(subject))


def strike_out(request: HttpRequest, person_id: str, contact_id: int) -> HttpResponse:
    """Ask why a contact is a mistake, and strike it out."""
    subject = subject_of(request, person_id)
    back, found = _log(subject), _found(subject, contact_id)
    form = StrikeOutForm(request.POST or None, initial={"version": found.entry.version})
    if request.method == "POST" and form.is_behind(found.entry.version) and found.entry.struck_out_at is None:
        messages.warning(request, "Somebody changed this contact meanwhile. Read it again before you strike it out.")
        form = form.renewed(found.entry.version)
    elif request.method == "POST" and form.is_valid():
        try:
            event = get_contact(subject.viewer, subject.record.id, contact_id, subject.on)
            if form.is_behind(event.version):
                raise ContactChangedError
            strike_out_contact(event=event, because=form.cleaned_data["because"], by=subject.viewer.actor, at=now())
        except (ContactChangedError, ContactNotFoundError, ContactRefusedError) as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, "Struck out. It stays in the log, and counts for nothing.")
        return redirect(back)
    [shown] = contacts_of([found.entry], words_for(subject.viewer), lambda entry, about: ())
    return render(request, "people/strike_out.html", {"bar": subject.bar, "form": form, "event": shown, "back": back})


def _log(subject: Subject) -> str:
    return reverse("people_contacts", args=[subject.record.public_id])


def _found(subject: Subject, contact_id: int) -> ContactVersions:
    try:
        return get_contact_versions(subject.viewer, subject.record.id, contact_id, subject.on)
    except ContactNotFoundError:
        raise Http404("This person has no such contact.") from None
