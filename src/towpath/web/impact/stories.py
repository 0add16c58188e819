"""Stories of a report: written with consent, checked, told, and taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.insight.reports.impact.actions import (
    ImpactRefusedError,
    StoryTold,
    check_story,
    withdraw_story,
    write_story,
)
from towpath.insight.reports.impact.queries import get_report, get_story, list_stories
from towpath.people.queries import leader_of, list_records, search_people
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Form
from towpath.web.impact.forms import CheckForm, StoryForm
from towpath.web.impact.presenters import story_card
from towpath.web.impact.views import found
from towpath.web.parts import Column, Link, Table
from towpath.web.people.reading import by_any_id, staff_names, subject_of
from towpath.web.viewers import viewer_of
from towpath.web.words import short_date


def stories(request: HttpRequest, report_id: int) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    report = found(lambda: get_report(viewer, report_id))
    rows = list(list_stories(viewer, report))
    disclosing(request, sorted({each.person.public_id for each in rows}))
    records = by_any_id(list_records(viewer, {each.person_id for each in rows}, on).values())
    staff, is_locked = staff_names(viewer), report.locked_at is not None
    cards = [
        story_card(
            each, record.shown_name if (record := records.get(each.person_id)) else "", staff, is_locked=is_locked
        )
        for each in rows
    ]
    return render(request, "impact/stories.html", {"report": report, "cards": cards, "is_locked": is_locked})


def find(request: HttpRequest, report_id: int) -> HttpResponse:
    """Find whom a story is about."""
    viewer, on = viewer_of(request), today()
    report = found(lambda: get_report(viewer, report_id))
    asked = request.GET.get("q", "").strip()
    people = search_people(viewer, asked, on) if asked else []
    disclosing(request, [each.public_id for each in people])
    rows = [
        (
            Link(
                each.shown_name or "Name not recorded", reverse("impact_story_write", args=[report.pk, each.public_id])
            ),
            short_date(each.birth_date),
        )
        for each in people
    ]
    table = Table("Who is it about?", (Column("Name", heading=True), Column("Born", whole=True)), rows)
    return render(request, "impact/find.html", {"report": report, "asked": asked, "table": table})


def write(request: HttpRequest, report_id: int, person_id: str) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    report = found(lambda: get_report(viewer, report_id))
    subject = subject_of(request, person_id)
    form = StoryForm(request.POST or None, initial={"agreed_date": on})

    def act(given: dict[str, Any]) -> str:
        told = StoryTold(
            title=given["title"],
            words=given["words"],
            agreed_for=given["agreed_for"],
            agreed_date=given["agreed_date"],
            agreed_how=given["agreed_how"],
        )
        person = leader_of(viewer, person_id, on)
        write_story(report=report, person=person, told=told, by=viewer.actor, at=now())
        return "Written. It is told once somebody has checked that nobody can be known by it."

    title = f"A story of {subject.record.shown_name or 'somebody'}"
    return _asked(request, report, form, act, title=title, button="Keep the story")


def check(request: HttpRequest, report_id: int, story_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    report = found(lambda: get_report(viewer, report_id))
    story = found(lambda: get_story(viewer, report, story_id))
    disclosing(request, [story.person.public_id])

    def act(_given: dict[str, Any]) -> str:
        check_story(story=story, by=viewer.actor, at=now())
        return "Checked. The report tells it."

    lead = "Read it as a neighbour would, who knows the borough and half of what happened."
    form = CheckForm(request.POST or None)
    return _asked(
        request, report, form, act, title="Can anybody be known by it?", button="Tell it", lead=lead, story=story
    )


def withdraw(request: HttpRequest, report_id: int, story_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    report = found(lambda: get_report(viewer, report_id))
    story = found(lambda: get_story(viewer, report, story_id))
    disclosing(request, [story.person.public_id])

    def act(_given: dict[str, Any]) -> str:
        withdraw_story(story=story, by=viewer.actor, at=now())
        return "Taken back. No report tells it, and copies released with it are marked. Tell whoever has one."

    lead = "It leaves the report at once, locked or not, and cannot be put back: it would have to be agreed again."
    form = Form(request.POST if request.method == "POST" else None)
    return _asked(
        request, report, form, act, title="Take this story back", button="Take it back", lead=lead, story=story
    )


def _asked(
    request: HttpRequest,
    report: Any,
    form: Form,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    button: str,
    lead: str = "",
    story: Any = None,
) -> HttpResponse:
    """Ask with a form; when it is answered, act and go back to the stories with what came of it."""
    back = reverse("impact_stories", args=[report.pk])
    if request.method == "POST" and form.is_valid():
        try:
            words = act(form.cleaned_data)
        except ImpactRefusedError as refused:
            if not form.visible_fields() or refused.field not in form.fields:
                messages.warning(request, str(refused))
                return redirect(back)
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, words)
            return redirect(back)
    page = {"form": form, "title": title, "button": button, "lead": lead, "story": story, "back": back}
    return render(request, "impact/asking.html", page)
