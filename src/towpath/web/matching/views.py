"""Who is this? The queue of held rows, one row beside its rivals, and the decision with its undoing."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from towpath.clock import now, today
from towpath.imports.actions import DecisionStaysError, NotHeldError, NotReadyError, settle_row, unsettle_row
from towpath.imports.actions.desk import meaning_of
from towpath.imports.queries import RowNotFoundError, get_row, list_held
from towpath.imports.storing import restored
from towpath.matching.actions import AlreadyUndoneError, PersonNotHereError
from towpath.people.queries import (
    PersonNotFoundError,
    PersonRecord,
    leader_of,
    list_hidden_addresses,
    list_records,
    search_people,
)
from towpath.provision.queries import list_establishments
from towpath.web.account.views import KEYS
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Form
from towpath.web.imports.presenters import name_in, people_told_of, title_of
from towpath.web.matching.presenters import LETTERS, Known, comparison_of, held_table, place_ids, why_of
from towpath.web.parts import pages_of
from towpath.web.viewers import viewer_of

PAGE = 25
FEWEST_LETTERS = 2
LIKENESSES = 3
MOST_RIVALS = len(LETTERS)
LAST_DECIDED = "matching_last_row"
NAMES_SOMEBODY = ("same", "never")
DECISIONS = (*NAMES_SOMEBODY, "new", "parked")
DONE = {
    "same": "Decided: the same person.",
    "never": "Marked: not this person. They will not be offered for this row again.",
    "new": "Decided: somebody new.",
    "parked": "Left out. The row will not be asked about again.",
}


def held(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = Paginator(list_held(viewer), PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    disclosing(request, [], subject="matching:held" if rows else "")
    shown = {
        "table": held_table(rows, hidden=_hidden(request, rows)) if rows else None,
        "first": rows[0].pk if rows else None,
        "pages": pages_of(page, request.GET),
        "count": page.paginator.count,
        "undo": request.session.get(LAST_DECIDED),
    }
    return render(request, "matching/held.html", shown)


def row(request: HttpRequest, row_id: int) -> HttpResponse:
    viewer, found = viewer_of(request), _row(request, row_id)
    waiting = list_held(viewer)
    if request.method == "POST":
        return _decide(request, found)
    if not waiting.filter(pk=found.pk).exists():
        messages.warning(request, "That row does not wait for anybody any more.")
        return redirect("matching")
    records = _rivals(request, found)
    disclosing(request, [record.public_id for record in records], subject=f"imports_row:{found.pk}")
    named = list_establishments(viewer).filter(pk__in=place_ids(records)).values_list("pk", "name")
    sender = found.batch.sender
    # Another system or an agency that sends a list is no school or college of anybody's.
    known = Known(dict(named), meaning_of(found.batch).issuer, sender.name if sender.establishment_id else "")
    shown = {
        "row": found,
        "name": name_in(restored(found.values)),
        "title": title_of(found.batch),
        "why": why_of(found, hidden=_hidden(request, [found])),
        "compared": comparison_of(found, records, known),
        "are_rivals": bool(found.rivals),
        "is_applied": found.batch.state == "applied",
        "left": waiting.count(),
        "skip": _after(list(waiting.values_list("pk", flat=True)), found.pk),
        "undo": request.session.get(LAST_DECIDED),
        "keys": _keys(len(records)),
        "are_keys_on": request.session.get(KEYS, False),
        "form": Form(),
    }
    return render(request, "matching/row.html", shown)


def _keys(rivals: int) -> list[tuple[str, str]]:
    """Return which key does what beside this many records."""
    same = [(str(place + 1), f"same as record {letter}") for place, letter in enumerate(LETTERS[:rivals])]
    return [*same, ("n", "somebody new"), ("l", "leave out"), ("s", "later"), ("u", "undo the last")]


def undo(request: HttpRequest, row_id: int) -> HttpResponse:
    """Take back the last decision and what it did, or say why that cannot be."""
    found = _row(request, row_id)
    request.session.pop(LAST_DECIDED, None)
    try:
        unsettle_row(found, by=viewer_of(request).actor, at=now())
    except (DecisionStaysError, NotReadyError, AlreadyUndoneError) as error:
        messages.warning(request, str(error))
        return redirect("matching")
    messages.success(request, "The decision is undone. Decide again.")
    return redirect("matching_row", row_id=row_id)


def _decide(request: HttpRequest, found: Any) -> HttpResponse:
    """Act on the button pressed, and go on to the next row."""
    decision, _, public_id = request.POST.get("decision", "").partition(":")
    if decision not in DECISIONS or (decision in NAMES_SOMEBODY) != bool(public_id):
        messages.warning(request, "Press one of the buttons to decide.")
        return redirect("matching_row", row_id=found.pk)
    viewer = viewer_of(request)
    try:
        person = leader_of(viewer, public_id, today()) if public_id else None
        settled = settle_row(found, decision=decision, person=person, by=viewer.actor, at=now())
    except (PersonNotFoundError, PersonNotHereError, NotHeldError, NotReadyError) as error:
        messages.warning(request, f"Nothing was changed. {error}")
    else:
        request.session[LAST_DECIDED] = settled.pk
        came_to = settled.outcome or settled.planned
        refused = " The row was then rejected: look at why in its list." if came_to == "rejected" else ""
        messages.success(request, DONE[decision] + refused)
    return _next(request, found)


def _next(request: HttpRequest, found: Any) -> HttpResponse:
    """Show the same row while it still waits, else the next one, else the list."""
    waiting = list(list_held(viewer_of(request)).values_list("pk", flat=True))
    row_id = found.pk
    if row_id in waiting:
        return redirect("matching_row", row_id=row_id)
    following = _after(waiting, row_id)
    return redirect("matching_row", row_id=following) if following else redirect("matching")


def _after(waiting: Sequence[int], row_id: int) -> int | None:
    """Return the row to decide after this one, the first again after the last; None where no other waits."""
    others = [each for each in waiting if each != row_id]
    return next((each for each in others if each > row_id), others[0] if others else None)


def _rivals(request: HttpRequest, found: Any) -> list[PersonRecord]:
    """
    Return whom to show beside a row, the likeliest first: its rivals, or where there are none those whose names are
    most like. There are no more than there are keys to choose one by.
    """
    viewer, on = viewer_of(request), today()
    ids = list(found.rivals)
    name = name_in(restored(found.values))
    if not ids and len(name) > FEWEST_LETTERS:
        ids = [each.person_id for each in search_people(viewer, name, on, limit=LIKENESSES)]
    records = list_records(viewer, ids, on)
    going_by = {each: record for record in records.values() for each in (record.id, *record.merged_ids)}
    likeliest = {going_by[each].id: going_by[each] for each in ids if each in going_by}
    return list(likeliest.values())[:MOST_RIVALS]


def _hidden(request: HttpRequest, rows: Sequence[Any]) -> frozenset[int]:
    """Return of which records nothing may be said of where they live, of those that these rows tell of."""
    return list_hidden_addresses(viewer_of(request), people_told_of(rows))


def _row(request: HttpRequest, row_id: int) -> Any:
    """Return a row of the viewer's own council; any other is not found."""
    try:
        return get_row(viewer_of(request), row_id)
    except RowNotFoundError as error:
        raise Http404("No such row in this council.") from error
