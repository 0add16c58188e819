"""What a young person says on their own pages: a tick, words of their own, that something is wrong, and choices."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.caseload.actions import (
    OwnPagesRefusedError,
    OwnPagesTooMuchError,
    answer_about_working,
    object_to_scoring,
    tell_us,
    tick_step,
)
from towpath.caseload.queries import find_own_answer, list_own_sayings
from towpath.clock import now
from towpath.web.own.forms import AnswerForm, ObjectForm, SayForm
from towpath.web.own.presenters import surroundings
from towpath.web.own.visiting import own_viewer_of, showing
from towpath.web.own.words import ANSWERED, TELL_US


def tick(request: HttpRequest, step_id: int) -> HttpResponse:
    try:
        tick_step(viewer=own_viewer_of(request), step_id=step_id, at=now())
    except OwnPagesTooMuchError:
        return _back_to("own_plan", "enough")
    except OwnPagesRefusedError:
        return _back_to("own_plan", "gone")
    return _back_to("own_plan", "ticked")


def say(request: HttpRequest, about: str) -> HttpResponse:
    """Ask what they want to add, or what is wrong."""
    if about not in TELL_US:
        raise Http404("There is no such page to tell us about.")
    title, back, back_words = TELL_US[about]
    form = SayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            tell_us(viewer=own_viewer_of(request), about=about, kind=given["kind"], words=given["words"], at=now())
        except OwnPagesRefusedError as error:
            form.add_error(None, str(error))
        else:
            return _back_to(back, "said")
    showing(request)
    shown = {
        "mine": surroundings(request),
        "form": form,
        "title": title,
        "back": reverse(back),
        "back_words": back_words,
    }
    return render(request, "own/say.html", shown)


def choices(request: HttpRequest) -> HttpResponse:
    viewer = showing(request)
    objected = [each for each in list_own_sayings(viewer) if each.kind == "objection"]
    shown = {
        "mine": surroundings(request),
        "answered": ANSWERED.get(find_own_answer(viewer), ""),
        "objection": objected[0] if objected else None,
    }
    return render(request, "own/choices.html", shown)


def answer(request: HttpRequest) -> HttpResponse:
    """Ask whether they want to work with an adviser: one more answer, beside those they gave before."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_about_working(viewer=own_viewer_of(request), at=now(), **_given(form, "answer", "words"))
        except OwnPagesRefusedError as error:
            form.add_error(None, str(error))
        else:
            return _back_to("own_choices", "answered")
    showing(request)
    return render(request, "own/answer.html", {"mine": surroundings(request), "form": form})


def object_(request: HttpRequest) -> HttpResponse:
    """Ask whether they object to being scored: it holds at once, and a person decides."""
    form = ObjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            object_to_scoring(viewer=own_viewer_of(request), at=now(), **_given(form, "words"))
        except OwnPagesRefusedError as error:
            form.add_error(None, str(error))
        else:
            return _back_to("own_choices", "objected")
    showing(request)
    return render(request, "own/object.html", {"mine": surroundings(request), "form": form})


def _given(form: AnswerForm | ObjectForm, *names: str) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in names}


def _back_to(name: str, done: str) -> HttpResponseRedirect:
    return redirect(f"{reverse(name)}?{urlencode({'done': done})}")
