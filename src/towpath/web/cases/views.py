"""Caseloads: one's own and the team's; open a case, hand it over, close it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.access.queries import get_list
from towpath.caseload.actions import CaseChangedError, CaseRefusedError, close_case, hand_over, open_case
from towpath.caseload.lists import BARRIERS, CASE_CLOSINGS
from towpath.caseload.queries import (
    count_cases,
    find_agreement,
    find_plan,
    find_transition_plan,
    list_advisers,
    list_barriers,
    list_cases,
    list_cases_of,
    list_cases_to_close,
    list_own_cases,
)
from towpath.clock import now, today
from towpath.contact.queries import last_contact_dates
from towpath.organisation.lists import offered, words_of
from towpath.organisation.queries import settings_on
from towpath.people.queries import leader_of, list_records, organisation_of
from towpath.tasks.queries import list_tasks_of
from towpath.tracking.queries import list_statuses
from towpath.web.cases.forms import CloseForm, HandOverForm, OpenCaseForm
from towpath.web.cases.presenters import cases_table, counts_table
from towpath.web.disclosure import disclosing
from towpath.web.forms.conflict import conflict_page
from towpath.web.parts import Fact, pages_of
from towpath.web.people.history import planned_words
from towpath.web.people.reading import Subject, by_any_id, subject_of
from towpath.web.people.words import place_words
from towpath.web.plans.presenters import handed_on
from towpath.web.viewers import viewer_of
from towpath.web.words import short_date

A_PAGE = 25


def cases(request: HttpRequest) -> HttpResponse:
    viewer, on = viewer_of(request), today()
    return render(request, "cases/cases.html", _listed(request, list_own_cases(viewer, on), of_team=False))


def team(request: HttpRequest) -> HttpResponse:
    """Show everybody's cases, or those of one adviser, under how many each has."""
    viewer, on = viewer_of(request), today()
    advisers = list_advisers(viewer, on)
    chosen = next((one for one in advisers if one.public_id == request.GET.get("adviser")), None)
    rows = list_cases(viewer, on)
    shown = _listed(request, rows.filter(adviser=chosen) if chosen else rows, of_team=True)
    counts = counts_table(advisers, count_cases(viewer, on))
    return render(request, "cases/team.html", shown | {"counts": counts, "chosen": chosen.name if chosen else ""})


def _listed(request: HttpRequest, rows: Any, *, of_team: bool) -> dict[str, object]:
    """Return one page of cases for a template, once the log holds whom it shows."""
    viewer, on = viewer_of(request), today()
    overdue, due = rows.filter(next_date__lt=on), rows.filter(next_date=on)
    show = request.GET.get("show", "")
    page = Paginator({"overdue": overdue, "today": due}.get(show, rows), A_PAGE).get_page(request.GET.get("page"))
    ids = [case.person_id for case in page]
    died = list(list_cases_to_close(viewer, on, of_team=of_team).values_list("person_id", flat=True))
    records = list_records(viewer, [*ids, *died], on)
    disclosing(request, [record.public_id for record in records.values()])
    by_id = by_any_id(records.values())
    table = cases_table(
        page,
        by_id,
        list_statuses(viewer, ids, on),
        last_contact_dates(viewer, ids, on),
        on=on,
        quiet_days=int(settings_on(organisation_of(viewer), on)["contact.neet_days"]),
        of_team=of_team,
    )
    return {
        "table": table,
        "died": [by_id[each] for each in died if each in by_id],
        "place": place_words(page),
        "pages": pages_of(page, request.GET),
        "overdue": overdue.count(),
        "due": due.count(),
        "show": show if show in ("overdue", "today") else "",
        "has_own": viewer.may("caseload.work"),
    }


def open_(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    form = OpenCaseForm(
        request.POST or None, initial={"adviser": subject.viewer.user}, staff=_staff(subject.viewer), on=subject.on
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            open_case(
                person=leader_of(subject.viewer, person_id, subject.on),
                adviser=_member(subject.viewer, given["adviser"]),
                level_of_need=given["level_of_need"],
                because=given["because"],
                next_step=form.next_step(),
                by=subject.viewer.actor,
                at=now(),
            )
        except CaseRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The case is open.")
            return redirect("people_person", subject.record.public_id)
    return render(request, "cases/open.html", {"bar": subject.bar, "form": form})


def pass_on(request: HttpRequest, person_id: str) -> HttpResponse:
    """Hand a case over to another adviser, with a note."""
    subject = subject_of(request, person_id)
    case = _case(subject)
    if case is None:
        return _no_case(request, subject)
    staff = [(key, words) for key, words in _staff(subject.viewer) if key != case.adviser.public_id]
    form = HandOverForm(request.POST or None, initial={"version": case.version}, staff=staff)
    if request.method == "POST" and form.is_valid():
        if form.is_behind(case.version):
            return _two_versions(request, form, case, subject)
        to = _member(subject.viewer, form.cleaned_data["adviser"])
        try:
            hand_over(
                case=case,
                version=case.version,
                to=to,
                note=form.cleaned_data["note"],
                by=subject.viewer.actor,
                at=now(),
            )
        except CaseChangedError as error:
            return _two_versions(request, form, error.case, subject)
        except CaseRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The case is {to.name}’s now.")
            return redirect("people_person", subject.record.public_id)
    left = _left(subject, case, owner=case.adviser) | {"goes_with": _goes_with(subject)}
    return render(request, "cases/hand_over.html", {"bar": subject.bar, "form": form} | left)


def close(request: HttpRequest, person_id: str) -> HttpResponse:
    subject = subject_of(request, person_id)
    case = _case(subject)
    if case is None:
        return _no_case(request, subject)
    reasons = offered(get_list(subject.viewer, CASE_CLOSINGS))
    asked = {"version": case.version, "because": "died" if subject.has_died else None}
    form = CloseForm(request.POST or None, initial=asked, reasons=reasons)
    if request.method == "POST" and form.is_valid():
        if form.is_behind(case.version):
            return _two_versions(request, form, case, subject)
        because = form.cleaned_data["because"]
        try:
            close_case(case=case, version=case.version, because=because, by=subject.viewer.actor, at=now())
        except CaseChangedError as error:
            return _two_versions(request, form, error.case, subject)
        except CaseRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The case is closed. Open a new one if there is work to do again.")
            return redirect("people_person", subject.record.public_id)
    return render(request, "cases/close.html", {"bar": subject.bar, "form": form} | _left(subject, case))


def _case(subject: Subject) -> Any:
    return list_cases_of(subject.viewer, [subject.record.id], subject.on).get(subject.record.id)


def _left(subject: Subject, case: Any, *, owner: Any = None) -> dict[str, object]:
    """Return what is planned on a case and what this owner, or anybody, has still to do for its young person."""
    tasks = list_tasks_of(subject.viewer, [subject.record.id], subject.on)[subject.record.id]
    return {
        "case": case,
        "planned": "" if subject.has_died else planned_words(case.next_words, case.next_date),
        "tasks": [
            f"{task.words} (due {short_date(task.due_date)}, {task.owner.name if task.owner else 'a team'})"
            for task in tasks
            if owner is None or task.owner == owner
        ],
    }


def _goes_with(subject: Subject) -> list[Fact]:
    """Return what whoever takes the case finds: what was agreed, the plan, the move and what stands in the way."""
    viewer, asked, on = subject.viewer, subject.record.id, subject.on
    known = get_list(viewer, BARRIERS)
    barriers = [
        words_of(known, one.code, one.recorded_at)
        for one in list_barriers(viewer, asked, on)
        if one.closed_date is None
    ]
    plan, move = find_plan(viewer, asked, on), find_transition_plan(viewer, asked, on)
    return handed_on(plan, move, find_agreement(viewer, asked, on), barriers, on)


def _no_case(request: HttpRequest, subject: Subject) -> HttpResponse:
    messages.warning(request, "No case is open. It may have been closed already.")
    return redirect("people_person", subject.record.public_id)


def _two_versions(request: HttpRequest, form: Any, case: Any, subject: Subject) -> HttpResponse:
    saved = {"adviser": case.adviser.name} if "adviser" in form.fields else {"because": "The case is still open"}
    back = reverse("people_person", args=[subject.record.public_id])
    return conflict_page(request, form, saved=saved, version=case.version, back=back)


def _staff(viewer: Viewer) -> list[tuple[str, str]]:
    return [(one.public_id, one.name) for one in list_advisers(viewer, today())]


def _member(viewer: Viewer, public_id: str) -> Any:
    return next(one for one in list_advisers(viewer, today()) if one.public_id == public_id)
