"""Put right what we hold of somebody: a fact of the return, or when they were born."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now
from towpath.organisation.queries import standards_for
from towpath.people.actions import ChangedMeanwhileError, correct_birth_date, set_return_fact, what_moves
from towpath.people.actions.corrections import Moved
from towpath.people.facts import FactsRefusedError
from towpath.people.queries import ReturnValue, leader_of, list_return_facts, organisation_of
from towpath.people.return_fields import RETURN_FIELD_NAMES, return_field
from towpath.web.forms.conflict import conflict_page
from towpath.web.people.forms import BirthDateForm, ReturnFactForm
from towpath.web.people.reading import Subject, subject_of
from towpath.web.people.words import came_from, return_value_words
from towpath.web.returns.warning import warned_of, with_value
from towpath.web.words import date_in_words

PAGE = "page:person"


def fact(request: HttpRequest, person_id: str, field: str) -> HttpResponse:
    """Change one value of the return, or correct it."""
    if field not in RETURN_FIELD_NAMES:
        raise Http404("The return has no such field.")
    subject, known = subject_of(request, person_id), return_field(field)
    value = next(one for one in list_return_facts(subject.viewer, subject.record.id, subject.on) if one.field == field)
    version = version_of(value)
    form = ReturnFactForm(
        request.POST or None,
        initial={"value": "" if value.is_default else value.value, "version": version},
        label=known.words,
        choices=_choices(subject, field),
        changes=known.changes,
    )
    back = reverse("people_facts", args=[subject.record.public_id])
    breaks: list[str] = []
    if request.method == "POST" and form.is_valid():
        if form.is_behind(version):
            saved = {"value": _words(subject, field, value.value)}
            return conflict_page(request, form, saved=saved, version=version, back=back)
        breaks = warned_of(request, subject, form, with_value(field, form.cleaned_data["value"]))
        if not breaks and _set(request, subject, field, form):
            return redirect(back)
    shown = {
        "bar": subject.bar,
        "breaks": breaks,
        "form": form,
        "known": known,
        "back": back,
        "held": _words(subject, field, value.value),
    }
    shown["because"] = (value.words or "Nobody has told us") if value.is_default else came_from(value.source)
    return render(request, "people/fact.html", shown)


def version_of(value: ReturnValue) -> str:
    """Return what changes whenever somebody changes the value."""
    return f"{value.value}:{value.from_date}:{value.is_default}"


def _words(subject: Subject, field: str, value: str | None) -> str:
    return return_value_words(standards_for(organisation_of(subject.viewer)), field, value, subject.on)


def _choices(subject: Subject, field: str) -> list[tuple[str, str]]:
    allowed = return_field(field).allowed(standards_for(organisation_of(subject.viewer)), subject.on)
    return sorted(((code, _words(subject, field, code)) for code in allowed), key=lambda choice: choice[1])


def _set(request: HttpRequest, subject: Subject, field: str, form: ReturnFactForm) -> bool:
    given = form.cleaned_data
    try:
        set_return_fact(
            person=leader_of(subject.viewer, subject.record.public_id, subject.on),
            field=field,
            value=given["value"],
            source=PAGE,
            by=subject.viewer.actor,
            at=now(),
            from_date=given.get("from_date"),
        )
    except FactsRefusedError as error:
        for refusal in error.refusals:
            form.add_error("value", refusal.words)
        return False
    except ChangedMeanwhileError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, f"{return_field(field).words}: {_words(subject, field, given['value'])}.")
    return True


def birth_date(request: HttpRequest, person_id: str) -> HttpResponse:
    """Correct a birth date: first show what moves with it, then do it."""
    subject = subject_of(request, person_id)
    held = subject.record.birth_date
    version, back = str(held), reverse("people_facts", args=[subject.record.public_id])
    form = BirthDateForm(request.POST or None, initial={"version": version})
    moved: tuple[Moved, ...] = ()
    asked = None
    if request.method == "POST" and form.is_valid():
        if form.is_behind(version):
            return conflict_page(request, form, saved={"birth_date": date_in_words(held)}, version=version, back=back)
        asked = form.cleaned_data["birth_date"]
        if asked > subject.on:
            form.add_error("birth_date", "The date of birth is in the future. Check the year.")
        elif form.cleaned_data["confirmed"] == asked.isoformat() and _correct(request, subject, form):
            return redirect(back)
        else:
            moved, form = what_moves(held, asked, subject.on), form.looked_at(asked)
    shown = {"bar": subject.bar, "form": form, "held": held, "moved": moved, "asked": asked, "back": back}
    shown["button"] = "Correct it" if asked else "See what changes"
    return render(request, "people/birth_date.html", shown)


def _correct(request: HttpRequest, subject: Subject, form: BirthDateForm) -> bool:
    given = form.cleaned_data
    try:
        correction = correct_birth_date(
            person=leader_of(subject.viewer, subject.record.public_id, subject.on),
            birth_date=given["birth_date"],
            because=given["because"],
            source=PAGE,
            by=subject.viewer.actor,
            at=now(),
            on=subject.on,
        )
    except (FactsRefusedError, ChangedMeanwhileError) as error:
        form.add_error(None, str(error))
        return False
    moved = " ".join(f"{move.words}." for move in correction.moved)
    messages.success(request, f"Date of birth corrected to {date_in_words(given['birth_date'])}. {moved}".strip())
    return True
