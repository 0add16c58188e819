"""Complaints, for managers: what waits, one complaint, and what is done about it."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from towpath.access.queries import get_list
from towpath.caseload.lists import VOICE_THEMES
from towpath.clock import now, today
from towpath.referrals.letters import shown
from towpath.voice.actions import (
    VoiceChangedError,
    VoiceRefusedError,
    acknowledge_complaint,
    answer_complaint,
    hand_over_complaint,
    learn_from_complaint,
)
from towpath.voice.queries import (
    complaint_standings_of,
    get_complaint,
    list_complaints,
    list_complaints_waiting,
    list_followers,
    list_managers,
)
from towpath.web.forms.question import question_page
from towpath.web.parts import Link, pages_of
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of
from towpath.web.voice import forms
from towpath.web.voice.presenters import clock_of, complaint_actions, complaint_facts, complaints_table, owed_words
from towpath.web.voice.views import A_PAGE, choices_of, disclose_voice, find_or_404


def complaints(request: HttpRequest) -> HttpResponse:
    """Show the complaints not yet answered, the longest due first; or with `show=all` every one."""
    viewer, on = viewer_of(request), today()
    every = request.GET.get("show") == "all"
    rows: Any = list_complaints(viewer) if every else list_complaints_waiting(viewer, on)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    standings = complaint_standings_of(viewer, list(page), on) if every else list(page)
    disclose_voice(request, [each.complaint for each in standings], "voice_complaint")
    found = {
        "table": complaints_table(standings, caption="All complaints" if every else "Complaints to answer"),
        "every": every,
        "place": place_words(page),
        "pages": pages_of(page, request.GET),
        "council": viewer.organisation,
    }
    return render(request, "voice/complaints.html", found)


def one(request: HttpRequest, complaint_id: int) -> HttpResponse:
    viewer, row = viewer_of(request), _complaint(request, complaint_id)
    [standing] = complaint_standings_of(viewer, [row], today())
    disclose_voice(request, [row], "voice_complaint")
    found = {
        "reference": shown(row.reference),
        "owed": owed_words(standing.owed),
        "clock": clock_of(standing.owed, is_late=standing.is_late),
        "facts": complaint_facts(row),
        "actions": complaint_actions(row),
        "learnt": Link("What it taught us", reverse("voice_one", args=[row.entry_id])) if row.entry_id else None,
    }
    return render(request, "voice/complaint.html", found)


def acknowledge(request: HttpRequest, complaint_id: int) -> HttpResponse:
    def act(given: Any, **who: Any) -> str:
        acknowledge_complaint(how=given["how"], **who)
        return "Saved: they were told. Now find out what happened."

    row = _complaint(request, complaint_id)
    return _ask(request, row, forms.AcknowledgeForm, "Tell them that we have it", act)


def answer(request: HttpRequest, complaint_id: int) -> HttpResponse:
    def act(given: Any, **who: Any) -> str:
        answer_complaint(outcome=given["outcome"], words=given["words"], **who)
        return "Saved: the complaint is answered."

    return _ask(request, _complaint(request, complaint_id), forms.AnswerForm, "Answer the complaint", act)


def hand_over(request: HttpRequest, complaint_id: int) -> HttpResponse:
    managers = list_managers(viewer_of(request), today())

    def act(given: Any, **who: Any) -> str:
        owner = next(each for each in managers if each.public_id == given["owner"])
        hand_over_complaint(owner=owner, **who)
        return f"{owner.name} has it now."

    return _ask(
        request, _complaint(request, complaint_id), forms.HandOverForm, "Give it to another manager", act,
        choices={"owner": [("", "Choose one"), *((each.public_id, each.name) for each in managers)]},
        lead="Nobody answers a complaint about themselves.",
    )  # fmt: skip


def learn(request: HttpRequest, complaint_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    followers = list_followers(viewer, today())

    def act(given: Any, **who: Any) -> str:
        owner = next(each for each in followers if each.public_id == given["owner"])
        learn_from_complaint(words=given["words"], theme=given["theme"], owner=owner, **who)
        return "It is in the voice register now, and names nobody."

    return _ask(
        request, _complaint(request, complaint_id), forms.LearnForm, "Put it in the voice register", act,
        choices=choices_of(get_list(viewer, VOICE_THEMES), followers),
    )  # fmt: skip


def _complaint(request: HttpRequest, complaint_id: int) -> Any:
    return find_or_404(viewer_of(request), get_complaint, complaint_id)


def _ask(
    request: HttpRequest, row: Any, form_class: Any, title: str, act: Callable[..., str], *, choices: Any = None,
    lead: str = "",
) -> HttpResponse:  # fmt: skip
    disclose_voice(request, [row], "voice_complaint")
    form = form_class(request.POST or None, initial={"version": row.version}, choices=choices)
    who = {"complaint": row, "version": form.seen_version(), "by": viewer_of(request).actor, "at": now()}
    back = reverse("voice_complaint", args=[row.pk])
    return question_page(
        request, form, lambda: act(form.cleaned_data, **who), template="voice/form.html", onward=back,
        shown={
            "title": title, "button": "Save", "lead": lead, "facts": complaint_facts(row), "back": back,
            "back_words": f"Complaint {shown(row.reference)}",
        },
        refused=VoiceRefusedError, changed=VoiceChangedError,
    )  # fmt: skip
