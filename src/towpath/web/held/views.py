"""Who sees a record; requests for what is held, from recorded to let go."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.files.actions import FileRemovedError, ReleaseRefusedError
from towpath.files.store import FileDamagedError
from towpath.people.queries import leader_of, list_records
from towpath.privacy import actions
from towpath.privacy.actions import AccessChangedError, AccessRefusedError
from towpath.privacy.queries import (
    AccessRequest,
    AccessRequestNotFoundError,
    Standing,
    Unit,
    get_pack,
    get_request,
    list_opened,
    list_requests,
    list_requests_of,
    list_seen_by,
    list_units,
    standing_of,
)
from towpath.web.disclosure import disclosing
from towpath.web.forms.question import question_page
from towpath.web.held import forms
from towpath.web.held.presenters import (
    copy_facts,
    look_address,
    name_of,
    opened_table,
    pieces_of,
    request_facts,
    requests_table,
    seen_table,
    units_table,
    why_words,
)
from towpath.web.parts import Link, pages_of
from towpath.web.people.reading import by_any_id, staff_names, subject_of
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of
from towpath.web.words import short_date

A_PAGE = 25


def seen(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show who may open a record and why, and who did."""
    subject = subject_of(request, person_id)
    viewer, on, record = subject.viewer, subject.on, subject.record
    page = Paginator(list_opened(viewer, record.id, on), A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "bar": subject.bar,
        "seen": seen_table(list_seen_by(viewer, record.id, on)),
        "opened": opened_table(list(page), staff_names(viewer)),
        "requests": [
            Link(f"The request of {short_date(each.received_date)}", _address(each))
            for each in list_requests_of(viewer, record.id)
        ],
        "pages": pages_of(page, request.GET),
        "place": place_words(page),
    }
    return render(request, "held/seen.html", shown)


def ask(request: HttpRequest, person_id: str) -> HttpResponse:
    """Record that somebody asked what is held."""
    subject = subject_of(request, person_id)
    form = forms.AskForm(request.POST or None, on=subject.on)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "once"}
        try:
            row = actions.record_request(
                person=leader_of(subject.viewer, person_id, subject.on), by=subject.viewer.actor, at=now(), **given
            )
        except AccessRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Recorded. The clock is on the page.")
            return redirect("held_request", row.public_id)
    return render(request, "held/record.html", {"bar": subject.bar, "form": form})


def requests(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    page = Paginator(list_requests(viewer), A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [row.person_id for row in page], on)
    disclosing(request, [record.public_id for record in records.values()])
    standings = [standing_of(viewer, row) for row in page]
    shown = {
        "table": requests_table(standings, by_any_id(records.values()), on),
        "pages": pages_of(page, request.GET),
        "place": place_words(page),
    }
    return render(request, "held/requests.html", shown)


def request_(request: HttpRequest, copy_request_id: str) -> HttpResponse:
    """Show one request: by when, what waits to be looked at, and its copy."""
    viewer, row = viewer_of(request), _request(request, copy_request_id)
    standing = standing_of(viewer, row)
    heading = _heading(request, row)
    units, elsewhere = list_units(viewer, row, today()) if row.closed_at is None else ([], 0)
    staff = staff_names(viewer)
    waiting = sum(unit.decision is None for unit in units)
    shown = heading | {
        "facts": request_facts(standing, staff),
        "copy": copy_facts(standing, staff),
        "has_files": bool(standing.pack and standing.pack.page_id),
        "may_release": _may_release(request, standing),
        "actions": _actions(request, standing),
        "table": units_table(units, row) if units else None,
        "waiting": waiting,
        "elsewhere": elsewhere,
        "first": look_address(row, units[0]) if waiting else "",
        "is_open": row.closed_at is None,
        "is_lead": standing.part == "safeguarding",
    }
    return render(request, "held/request.html", shown)


def identity(request: HttpRequest, copy_request_id: str) -> HttpResponse:
    def act(given: Any, **who: Any) -> str:
        actions.record_identity(identity=given["identity"], shown_date=given["shown_date"], **who)
        return "Recorded."

    return _change(request, copy_request_id, forms.IdentityForm, "They showed who they are", act)


def question(request: HttpRequest, copy_request_id: str) -> HttpResponse:
    """Record what they were asked, or once they were, what they answered."""
    was_asked = _request(request, copy_request_id).asked_date is not None

    def act(given: Any, **who: Any) -> str:
        (actions.record_meaning if was_asked else actions.ask_meaning)(words=given["words"], **who)
        return "Recorded. The clock goes on." if was_asked else "Recorded. The clock stands still until they answer."

    title = "They said what they mean" if was_asked else "Ask what they mean"
    return _change(request, copy_request_id, forms.AnswerForm if was_asked else forms.QuestionForm, title, act)


def more_time(request: HttpRequest, copy_request_id: str) -> HttpResponse:
    def act(given: Any, **who: Any) -> str:
        actions.take_more_time(because=given["words"], **who)
        return "Recorded. There are two more months."

    return _change(request, copy_request_id, forms.MoreTimeForm, "Take two more months", act)


def close(request: HttpRequest, copy_request_id: str) -> HttpResponse:
    def act(given: Any, **who: Any) -> str:
        actions.close_request(closed_as=given["closed_as"], because=given["words"], **who)
        return "The request has ended."

    return _change(request, copy_request_id, forms.CloseForm, "End it without a copy", act)


def look(request: HttpRequest, copy_request_id: str) -> HttpResponse:
    """Show one text with whoever else it may be about, and take what is decided."""
    viewer, row = viewer_of(request), _request(request, copy_request_id)
    heading = _heading(request, row)
    units = list_units(viewer, row, today())[0] if row.closed_at is None else []
    wanted = request.POST.get("item") or request.GET.get("item") or (units[0].key if units else "")
    unit = next((each for each in units if each.key == wanted), None)
    if unit is None:
        messages.warning(request, "There is nothing to look at there any more.")
        return redirect("held_request", row.public_id)
    form = forms.LookForm(request.POST or None, initial=_first(unit), is_whole=not unit.field)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide(
                request=row, unit=unit, seen_digest=given["seen"], choice=given["choice"],
                words=given.get("words", ""), ground=given["ground"], by=viewer.actor, at=now(),
            )  # fmt: skip
        except AccessRefusedError as error:
            form.add_error(None, str(error))
        else:
            left = [each for each in units if each.decision is None and each.key != unit.key]
            messages.success(request, f"Saved. {len(left)} left to look at.")
            return redirect(look_address(row, left[0])) if left else redirect("held_request", row.public_id)
    shown = heading | {
        "form": form,
        "title": unit.held.told.title,
        "label": unit.label,
        "pieces": pieces_of(unit),
        "whys": why_words(unit),
        "left": sum(each.decision is None for each in units),
    }
    return render(request, "held/look.html", shown)


def _first(unit: Unit) -> dict[str, str]:
    """Return what the questions about a text start out with: what was decided last, or what is offered."""
    decided = unit.decision
    return {
        "item": unit.key,
        "seen": unit.digest,
        "choice": decided.choice if decided else "",
        "words": (decided.words if decided else "") or unit.offered,
        "ground": decided.ground if decided else "",
    }


def make(request: HttpRequest, copy_request_id: str) -> HttpResponse:
    """Make the copy of the part that the viewer works on."""
    viewer, row = viewer_of(request), _request(request, copy_request_id)
    disclosing(request, [row.person.public_id])
    try:
        pack = actions.build_pack(request=row, part=standing_of(viewer, row).part, by=viewer.actor, at=now())
    except AccessRefusedError as error:
        messages.warning(request, str(error))
    else:
        main = "The copy is made. Somebody else reads it and lets it go."
        said = "The copy is made. Read it, then let it go." if pack.page_id else "Noted: nothing goes out of this part."
        messages.success(request, main if pack.part == "main" else said)
    return redirect("held_request", row.public_id)


def release(request: HttpRequest, copy_request_id: str) -> HttpResponseBase:
    """Let the copy go, as the page or as JSON, and hand it over."""
    viewer, row = viewer_of(request), _request(request, copy_request_id)
    disclosing(request, [row.person.public_id])
    form = "json" if request.POST.get("form") == "json" else "page"
    try:
        pack = get_pack(viewer, row)
        content = actions.release_pack(pack=pack, form=form, by=viewer.actor, at=now())
    except (
        AccessRequestNotFoundError, AccessRefusedError, ReleaseRefusedError, FileRemovedError, FileDamagedError,
    ) as refused:  # fmt: skip
        messages.warning(request, str(refused))
        return redirect("held_request", row.public_id)
    ending, kind = ("json", "application/json") if form == "json" else ("html", "text/html; charset=utf-8")
    return FileResponse(content, as_attachment=True, filename=f"what-we-hold.{ending}", content_type=kind)


def _change(
    request: HttpRequest, copy_request_id: str, form_class: Any, title: str, act: Callable[..., str]
) -> HttpResponse:
    viewer, row = viewer_of(request), _request(request, copy_request_id)
    form = form_class(request.POST or None, initial={"version": row.version})
    how = {"request": row, "version": form.seen_version(), "by": viewer.actor, "at": now()}
    return question_page(
        request, form, lambda: act(form.cleaned_data, **how), template="held/change.html",
        shown=_heading(request, row) | {"title": title}, onward=reverse("held_request", args=[row.public_id]),
        refused=AccessRefusedError, changed=AccessChangedError,
    )  # fmt: skip


def _actions(request: HttpRequest, standing: Standing) -> list[Link]:
    """Return what may be done about a request besides looking and copying."""
    row = standing.request
    if row.closed_at or not viewer_of(request).may("subject_access.work"):
        return []
    steps = [
        ("held_identity", "Record how they showed who they are", row.identity == "not_yet"),
        ("held_question", "Ask what they mean", row.asked_date is None and row.identity != "not_yet"),
        ("held_question", "Record what they said they mean", row.asked_date is not None and row.told_date is None),
        (
            "held_more_time",
            f"Take two more months (tell them by {short_date(standing.more_time_by)})",
            standing.more_time_by is not None and standing.more_time_by >= today() and standing.pack is None,
        ),
        ("held_close", "End it without a copy", True),
    ]
    return [Link(words, reverse(name, args=[row.public_id])) for name, words, is_due in steps if is_due]


def _may_release(request: HttpRequest, standing: Standing) -> bool:
    viewer, pack = viewer_of(request), standing.pack
    if pack is None or pack.page_id is None or standing.request.closed_as in ("taken_back", "refused"):
        return False
    return viewer.may("concern.read") or (viewer.may("subject_access.release") and pack.built_by != viewer.user)


def _heading(request: HttpRequest, row: AccessRequest) -> dict[str, object]:
    """Return who a request is about, and tell the log that they are shown."""
    viewer, on = viewer_of(request), today()
    records = by_any_id(list_records(viewer, [row.person_id], on).values())
    disclosing(request, [row.person.public_id])
    return {
        "name": name_of(records.get(row.person_id)),
        "person_id": row.person.public_id,
        "copy_request_id": row.public_id,
        "on": on,
    }


def _address(row: AccessRequest) -> str:
    return reverse("held_request", args=[row.public_id])


def _request(request: HttpRequest, public_id: str) -> AccessRequest:
    try:
        return get_request(viewer_of(request), public_id)
    except AccessRequestNotFoundError as error:
        raise Http404(str(error)) from None
