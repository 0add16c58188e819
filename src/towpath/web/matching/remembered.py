"""What was decided about rows and is remembered for each sender: the list of it, and undoing one."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.clock import now, today
from towpath.imports.actions import DecisionStaysError, NotReadyError, forget
from towpath.imports.actions.forgetting import resting_on
from towpath.imports.queries import list_rows_told, sender_names
from towpath.matching.actions import AlreadyUndoneError
from towpath.matching.queries import Decision, DecisionNotFoundError, get_decision, list_decided, list_decisions
from towpath.people.queries import list_records
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Form
from towpath.web.forms.question import question_page
from towpath.web.matching.decided import decided_of, decided_table, done_words, resting_words
from towpath.web.matching.forms import UNDONE, DecidedFilter
from towpath.web.parts import pages_of
from towpath.web.people.reading import by_any_id, staff_names
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words

PAGE = 25


def remembered(request: HttpRequest) -> HttpResponse:
    """Show whom rows were taken for, the latest first, with the way to undo each."""
    viewer, names, staff = viewer_of(request), sender_names(viewer_of(request)), staff_names(viewer_of(request))
    decided = list_decided(viewer)
    form = DecidedFilter(
        request.GET,
        senders=[(code, names.get(code, code)) for code in dict.fromkeys(code for code, _ in decided)],
        people=[(who, staff.get(who, who)) for who in sorted({who for _, who in decided})],
    )
    asked = form.cleaned_data if form.is_valid() else {}
    undone = asked.get("show") == UNDONE
    about = {"sender": asked.get("sender", ""), "kind": asked.get("kind", ""), "made_by": asked.get("by", "")}
    page = Paginator(list_decisions(viewer, undone=undone, **about), PAGE).get_page(request.GET.get("page"))
    decisions = list(page)
    records = list_records(viewer, [each.person_id for each in decisions if each.person_id], today())
    rows = list_rows_told(viewer, [each.source for each in decisions])
    disclosing(
        request, [record.public_id for record in records.values()], subject="matching:decided" if decisions else ""
    )
    people = by_any_id(list(records.values()))
    shown = {
        "table": decided_table([decided_of(each, rows, people, names, staff) for each in decisions], undone=undone),
        "form": form,
        "count": page.paginator.count,
        "pages": pages_of(page, request.GET),
        "is_narrowed": undone or any(about.values()),
    }
    return render(request, "matching/decided.html", shown)


def forgetting(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Ask first, saying what would be taken back or why it cannot be; then undo one decision."""
    viewer, found = viewer_of(request), _decision(request, decision_id)
    records = list_records(viewer, [found.person_id] if found.person_id else [], today())
    disclosing(request, [record.public_id for record in records.values()], subject=f"matching_decision:{found.pk}")
    rows = list_rows_told(viewer, [found.source])
    people = by_any_id(list(records.values()))
    told = decided_of(found, rows, people, sender_names(viewer), staff_names(viewer))
    resting = resting_on(found) if found.undone_at is None else None
    shown = {
        "title": "Undo this decision?" if resting and not resting.stays_because else "This decision",
        "told": told,
        "stays": resting.stays_because if resting else "",
        "would": resting_words(resting) if resting and not resting.stays_because else (),
        "undone_words": f"It was undone on {date_in_words(localdate(found.undone_at))}." if found.undone_at else "",
        "back": reverse("matching_decided"),
        "back_words": "Decisions remembered",
        "button": "Undo it",
    }
    # An empty answer is an answer here: nothing is asked but whether to go on.
    form = Form(request.POST if request.method == "POST" else None)
    return question_page(
        request, form, lambda: _forget(viewer, found),
        template="matching/decided_one.html", shown=shown, onward=reverse("matching_decided"),
        refused=(DecisionStaysError, AlreadyUndoneError, NotReadyError),
    )  # fmt: skip


def _forget(viewer: Viewer, found: Decision) -> str:
    return done_words(forget(found, by=viewer.actor, at=now()))


def _decision(request: HttpRequest, decision_id: int) -> Decision:
    """Return a decision of the viewer's own council; any other is not found."""
    try:
        return get_decision(viewer_of(request), decision_id)
    except DecisionNotFoundError as error:
        raise Http404("No such decision in this council.") from error
