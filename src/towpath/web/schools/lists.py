"""A school's list for review: read it, decide each pupil, add one, sign it off, open it again, and see what changed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.access.queries import get_list
from towpath.clock import now, today
from towpath.organisation.lists import offered
from towpath.people.queries import PersonRecord, list_records
from towpath.risk.actions import (
    ListChangedError,
    ListRefusedError,
    Said,
    add_pupil,
    reopen_list,
    say_of_pupil,
    sign_off_list,
)
from towpath.risk.list_reasons import ADDED, REASONS, TAKEN_OFF
from towpath.risk.queries import (
    AssessmentRecord,
    Line,
    ListNotFoundError,
    ListStanding,
    get_addable,
    get_line,
    get_standing,
    list_changes,
    list_lines,
    list_school_list,
    list_to_add,
)
from towpath.standards.risk import load_scheme
from towpath.web.assumed_links import criteria_links
from towpath.web.disclosure import disclosing
from towpath.web.forms.conflict import conflict_page
from towpath.web.forms.question import question_page
from towpath.web.parts import Link, pages_of
from towpath.web.people.reading import staff_names
from towpath.web.schools.forms import AddForm, PupilForm, ReopenForm, SignForm
from towpath.web.schools.list_presenters import (
    changes_table,
    counts_words,
    events_of,
    listed_of,
    reopened_words,
    state_words,
)
from towpath.web.schools.presenters import NO_SCHOOL, pupils_of
from towpath.web.schools.words import STANDINGS
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words

A_PAGE = 25
SHOWN = {"": "All", "undecided": "Not decided yet", "taken_off": "Taken off"}


def school_list(request: HttpRequest, list_id: int) -> HttpResponse:
    viewer, on, standing = _standing(request, list_id)
    lines, assessed = list_lines(viewer, standing.school_list, on), _assessed(viewer, standing, on)
    place = {person_id: number for number, person_id in enumerate(assessed)}
    lines.sort(key=lambda line: (place.get(line.person_id, len(place)), line.id))
    show = request.GET.get("show", "")
    chosen = [line for line in lines if show in ("", line.standing)]
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    listed = {line.person_id for line in lines}
    unscored = [each for each in assessed.values() if each.not_scored]
    records = list_records(viewer, {*(line.person_id for line in page), *(each.person_id for each in unscored)}, on)
    _disclose(request, standing, records)
    scheme = load_scheme(standing.school_list.run.scheme_name)
    shown = _heading(viewer, standing) | {
        "pupils": listed_of(page, assessed, records, list_id, is_open=_may_decide(viewer, standing)),
        "unscored": pupils_of([each for each in unscored if each.person_id not in listed], records),
        "counts": counts_words(standing, unscored),
        "words": f"{scheme.title}, as things stood on {date_in_words(standing.school_list.run.as_at_date)}.",
        "assumed": criteria_links(scheme),
        "results": page,
        "pages": pages_of(page, request.GET),
        "filters": [(words, f"?show={key}" if key else request.path, key == show) for key, words in SHOWN.items()],
    }
    return render(request, "schools/list.html", shown)


def line(request: HttpRequest, list_id: int, line_id: int) -> HttpResponse:
    """Show one pupil with why they are on the list and all that was said, and take what is said now."""
    viewer, on, standing = _standing(request, list_id)
    found, row = _line(viewer, list_id, line_id, on)
    shown = _one(request, standing, found)
    form = PupilForm(
        request.POST or None,
        initial={"version": row.version},
        reasons=offered(get_list(viewer, REASONS[TAKEN_OFF])),
    )
    if not _may_decide(viewer, standing):
        if request.method == "POST":
            return _shut(request, standing)
        return render(request, "schools/line.html", shown | {"form": form})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("kind", "reason", "words")}
        try:
            say_of_pupil(line=row, version=form.seen_version(), said=Said(**given), by=viewer.actor, at=now())
        except ListChangedError:
            return _two_versions(request, form, found, row.version)
        except ListRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect("schools_list", list_id)
    return render(request, "schools/line.html", shown | {"form": form})


def add(request: HttpRequest, list_id: int) -> HttpResponse:
    """Put one of the school's own pupils on its list, who is not on it."""
    viewer, on, standing = _standing(request, list_id)
    if not _may_decide(viewer, standing):
        return _shut(request, standing)
    records = list_records(viewer, list_to_add(viewer, standing.school_list, on), on)
    _disclose(request, standing, records)
    form = AddForm(
        request.POST or None,
        pupils=_choices(records.values()),
        reasons=offered(get_list(viewer, REASONS[ADDED])),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        said = Said(kind="added", reason=given["reason"], words=given["words"])
        try:
            person = get_addable(viewer, standing.school_list, given["pupil"], on)
            add_pupil(school_list=standing.school_list, person=person, said=said, by=viewer.actor, at=now())
        except (ListRefusedError, ListNotFoundError) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "They are on the list.")
            return redirect("schools_list", list_id)
    return render(request, "schools/add.html", _heading(viewer, standing) | {"form": form})


def sign(request: HttpRequest, list_id: int) -> HttpResponse:
    """Sign a list off as it was read."""
    viewer, _on, standing = _standing(request, list_id)
    if not _may_decide(viewer, standing):
        return _shut(request, standing)

    def act() -> str:
        sign_off_list(school_list=standing.school_list, version=form.seen_version(), by=viewer.actor, at=now())
        return "The list is signed off. Only the council can open it again."

    form = SignForm(request.POST or None, initial={"version": standing.school_list.version})
    shown = {"counts": counts_words(standing, ())}
    return _versioned(request, standing, form, act, "schools/sign.html", shown)


def reopen(request: HttpRequest, list_id: int) -> HttpResponse:
    """Open a signed list again for its school."""
    viewer, on, standing = _standing(request, list_id)
    if not standing.signed:
        return _shut(request, standing, "This list is open already.")

    def act() -> str:
        given = {name: form.cleaned_data[name] for name in ("because", "due_date")}
        reopen_list(school_list=standing.school_list, version=form.seen_version(), by=viewer.actor, at=now(), **given)
        return "The list is open again."

    form = ReopenForm(request.POST or None, initial={"version": standing.school_list.version}, on=on)
    return _versioned(request, standing, form, act, "schools/reopen.html", {})


def changes(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show whose place on the list, band or reasons differ from the scoring before."""
    viewer, on, standing = _standing(request, list_id)
    compared = list_changes(viewer, standing.school_list, on)
    page = Paginator(compared.pupils, A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [each.person_id for each in page], on)
    _disclose(request, standing, records)
    run, before = standing.school_list.run, compared.before
    shown = _heading(viewer, standing) | {
        "table": changes_table(page, records),
        "before": date_in_words(before.as_at_date) if before else "",
        "now": date_in_words(run.as_at_date),
        "same": compared.same,
        "other_points": bool(before and before.scheme_name != run.scheme_name),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "schools/changes.html", shown)


def _versioned(
    request: HttpRequest, standing: ListStanding, form: Any, act: Callable[[], str], template: str, shown: Any
) -> HttpResponse:
    return question_page(
        request, form, act, template=template, shown=_heading(viewer_of(request), standing) | shown,
        onward=reverse("schools_list", args=[standing.id]), refused=ListRefusedError, changed=ListChangedError,
        behind="Somebody changed this list since you opened this page. Read the list again first.",
    )  # fmt: skip


def _standing(request: HttpRequest, list_id: int) -> tuple[Viewer, date, ListStanding]:
    """
    Return who looks, when, and the list.

    :raises Http404: there is no such list for them
    """
    viewer, on = viewer_of(request), today()
    try:
        return viewer, on, get_standing(viewer, list_id, on)
    except ListNotFoundError as error:
        raise Http404(str(error)) from None


def _line(viewer: Viewer, list_id: int, line_id: int, on: date) -> tuple[Line, Any]:
    try:
        found, row = get_line(viewer, list_id, line_id, on)
    except ListNotFoundError as error:
        raise Http404(str(error)) from None
    return next(each for each in list_lines(viewer, found, on) if each.id == row.pk), row


def _assessed(viewer: Viewer, standing: ListStanding, on: date) -> Mapping[int, AssessmentRecord]:
    found = standing.school_list
    return {each.person_id: each for each in list_school_list(viewer, found.establishment_id, found.run, on)}


def _one(request: HttpRequest, standing: ListStanding, found: Line) -> dict[str, object]:
    """Return what a page about one line shows, once the log holds who is on it."""
    viewer, on = viewer_of(request), today()
    records = list_records(viewer, [found.person_id], on)
    _disclose(request, standing, records)
    assessed = _assessed(viewer, standing, on)
    [pupil] = listed_of([found], assessed, records, standing.id, is_open=True)
    return _heading(viewer, standing) | {"pupil": pupil, "events": events_of(found, staff_names(viewer))}


def _two_versions(request: HttpRequest, form: PupilForm, found: Line, version: int) -> HttpResponse:
    last = found.entries[0] if found.entries else None
    saved = {"kind": STANDINGS[found.standing].text, "words": last.words if last else ""}
    return conflict_page(request, form, saved=saved, version=version, back=request.path)


def _disclose(request: HttpRequest, standing: ListStanding, records: Mapping[int, PersonRecord]) -> None:
    shown = {record.public_id for record in records.values()}
    disclosing(request, sorted(shown), subject=f"risk_school_list:{standing.id}")


def _may_decide(viewer: Viewer, standing: ListStanding) -> bool:
    return viewer.may("school_list.review") and standing.signed is None


def _shut(request: HttpRequest, standing: ListStanding, words: str = "") -> HttpResponse:
    messages.warning(request, words or "This list is signed off. Only the council can open it again.")
    return redirect("schools_list", standing.id)


def _heading(viewer: Viewer, standing: ListStanding) -> dict[str, object]:
    found = standing.school_list
    name = found.establishment.name if found.establishment else NO_SCHOOL
    way = (
        reverse("schools_school", args=[found.establishment_id]) if found.establishment_id else reverse("schools_none")
    )
    return {
        "name": name,
        "list_id": standing.id,
        "standing": standing,
        "state": state_words(standing, staff_names(viewer)),
        "reopened": reopened_words(standing),
        "tabs": [
            Link("The list", reverse("schools_list", args=[standing.id])),
            Link("What changed", reverse("schools_changes", args=[standing.id])),
            Link("All pupils", way),
        ],
        "may": {
            "decide": _may_decide(viewer, standing),
            "reopen": viewer.may("school_list.open") and standing.signed is not None,
            "allocate": viewer.may("caseload.allocate") and standing.signed is not None,
        },
    }


def _choices(records: Any) -> Sequence[tuple[str, str]]:
    return [
        (record.public_id, f"{record.shown_name or 'Name not recorded'}, born {date_in_words(record.birth_date)}")
        for record in sorted(records, key=lambda one: (one.shown_name, one.id))
    ]
