"""Lists in: load one, look at what it would do, apply it while watching, put right what was rejected, undo it."""

from collections.abc import Collection
from functools import partial
from io import StringIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from towpath.access import Viewer
from towpath.access.queries import list_roles
from towpath.clock import now, today
from towpath.imports.actions import NotHeldError, NotReadyError, accept_alarm, look_again, receive_list
from towpath.imports.actions.doing import CONFLICT
from towpath.imports.actions.layouts import is_mappable
from towpath.imports.actions.settling import DECIDABLE
from towpath.imports.actions.undoing import UNDOABLE, who_would_stay
from towpath.imports.formats import format_named
from towpath.imports.jobs import APPLY, LONGEST_READ_AT_ONCE, UNDO, queue_reading
from towpath.imports.queries import (
    BatchNotFoundError,
    RowNotFoundError,
    get_batch,
    get_row,
    get_sender,
    list_batches,
    list_batches_of_file,
    list_batches_to_do,
    list_batches_with_held,
    list_senders,
)
from towpath.imports.reading.layout import ABOUT_NOBODY
from towpath.imports.sender_queries import names_of_contacts
from towpath.imports.storing import restored_problem
from towpath.imports.summing import list_rows, list_worth_a_look, sum_of, sums_of, write_rejected
from towpath.jobs.actions import enqueue
from towpath.organisation.queries import get_organisation
from towpath.people.queries import list_hidden_addresses, list_records
from towpath.tracking.queries import list_conflicts
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Form
from towpath.web.imports.forms import AddListForm
from towpath.web.imports.presenters import (
    LOOK_TAB,
    Batch,
    batch_facts,
    is_cut_off,
    lists_table,
    look_table,
    people_told_of,
    row_shown,
    rows_table,
    state_of,
    sum_in_words,
    tabs_of,
    title_of,
)
from towpath.web.parts import Link, pages_of
from towpath.web.people_links import person_link
from towpath.web.viewers import viewer_of

PAGE = 25
NEEDS_SOMEBODY = ("rejected", "held")
SHOWN_WHO_STAY = 50
LIST_TABS = {"": "All lists", "to-do": "Still to do", "held": "With held rows"}


def lists(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    show = request.GET.get("show", "") if request.GET.get("show", "") in LIST_TABS else ""
    found = {"": list_batches, "to-do": list_batches_to_do, "held": list_batches_with_held}[show](viewer)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = {
        "table": lists_table(list(page), sums_of(list(page))) if page.paginator.count else None,
        "pages": pages_of(page, request.GET),
        "count": page.paginator.count,
        "show": show,
        "tab": LIST_TABS[show],
        "tabs": [Link(words, f"{reverse('imports')}?show={name}") for name, words in LIST_TABS.items()],
        "can_load": viewer.may("imports.load"),
    }
    return render(request, "imports/lists.html", shown)


def add(request: HttpRequest) -> HttpResponse:
    """Keep and read a list; nothing is applied until somebody has looked at what it would do."""
    viewer = viewer_of(request)
    senders = [(str(each.pk), f"{each.name}: {format_named(each.format).title}") for each in list_senders(viewer)]
    last = list_batches(viewer).filter(received_by=viewer.user).first()
    first = {"sender": request.GET.get("sender") or (str(last.sender_id) if last else ""), "as_at_date": today()}
    form = AddListForm(request.POST or None, request.FILES or None, senders=senders, on=today(), initial=first)
    if request.method == "POST" and form.is_valid():
        return _receive(request, form)
    return render(request, "imports/add.html", {"form": form, "has_senders": bool(senders)})


def _receive(request: HttpRequest, form: AddListForm) -> HttpResponse:
    """Read a short list while the person waits, and let a long one be read while they watch."""
    viewer, (content, name) = viewer_of(request), form.content()
    told: dict[str, Any] = {
        "sender": get_sender(viewer, int(form.cleaned_data["sender"])),
        "content": content,
        "name": name,
        "as_at_date": form.cleaned_data["as_at_date"],
        "by": viewer.actor,
        "at": now(),
    }
    if len(content) > LONGEST_READ_AT_ONCE:
        return watch(queue_reading(**told).pk, back=reverse("imports"))
    return redirect("imports_batch", number=receive_list(**told).number)


def batch(request: HttpRequest, number: int) -> HttpResponse:
    viewer, found = viewer_of(request), batch_of(request, number)
    summed = sum_of(found)
    worth = list_worth_a_look(found)
    tabs = tabs_of(found, summed, worth.count())
    tab = next((each for each in tabs if each.outcome == request.GET.get("show")), tabs[0])
    came_to = worth if tab.outcome == LOOK_TAB else list_rows(found, tab.outcome)
    page = Paginator(came_to, PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    people = sorted({row.person.public_id for row in rows if row.person})
    disclosing(request, people, subject=f"imports_batch:{found.pk}" if rows else "")
    shown = {
        "batch": found,
        "title": title_of(found),
        "state": state_of(found),
        "is_cut_off": is_cut_off(found),
        "sum": sum_in_words(summed, found.state),
        "facts": batch_facts(found, _colleagues(request), list_batches_of_file(viewer, found)),
        "problems": [restored_problem(held) for held in found.problems],
        "tabs": tabs,
        "tab": tab,
        "pages": pages_of(page, request.GET),
        "can": _can(request, found, summed.rejected + summed.held),
        "once": Form(),
        **_rows(request, found, rows, tab.outcome),
    }
    return render(request, "imports/batch.html", shown)


def _rows(request: HttpRequest, found: Batch, rows: list, outcome: str) -> dict[str, object]:
    """Return the rows of the tab: each whole where it needs somebody, else a line in a table."""
    viewer = viewer_of(request)
    hidden = list_hidden_addresses(viewer, people_told_of(rows))
    if outcome in NEEDS_SOMEBODY:
        show = partial(
            row_shown,
            can_match=viewer.may("people.match"),
            can_load=viewer.may("imports.load"),
            is_decidable=found.state in DECIDABLE,
            hidden=hidden,
            conflicts=_conflicts(viewer, rows),
        )
        return {"rows": [show(row) for row in rows], "table": None}
    if outcome == LOOK_TAB:
        return {"rows": [], "table": look_table(rows, hidden=hidden)}
    table = rows_table(rows, outcome, of_places=format_named(found.format).kind in ABOUT_NOBODY) if rows else None
    return {"rows": [], "table": table}


def _conflicts(viewer: Viewer, rows: Collection[Any]) -> dict[str, int]:
    """Return the conflicts that wait for somebody, of those that these rows brought, by source."""
    sources = [row.source for row in rows if row.because == CONFLICT]
    if not sources:
        return {}
    return dict(list_conflicts(viewer, today()).filter(source__in=sources).values_list("source", "pk"))


def _can(request: HttpRequest, found: Batch, to_put_right: int) -> dict[str, bool]:
    """Return what may be done to a list as it stands, by this person."""
    viewer = viewer_of(request)
    return {
        "apply": found.state == "staged" and viewer.may("imports.load"),
        "go_on": found.state == "applying" and viewer.may("imports.load"),
        "accept": found.state == "stopped" and viewer.may("imports.accept_alarm"),
        "undo": found.state in UNDOABLE and viewer.may("imports.undo"),
        "download": bool(to_put_right),
        "say_columns": may_say_columns(found) and viewer.may("imports.load"),
        "load_again": found.state in ("refused", "undone") and found.sender.is_active and viewer.may("imports.load"),
    }


def may_say_columns(found: Batch) -> bool:
    """Return whether somebody may say what a list's columns are: nothing of it is applied, and it is a table."""
    return is_mappable(format_named(found.format)) and (found.asks_columns or found.state in ("staged", "stopped"))


def rejected(request: HttpRequest, number: int) -> HttpResponse:
    """Give the rejected and held rows as they came, to be put right and sent again."""
    found = batch_of(request, number)
    rows = [list_rows(found, outcome).exclude(person=None).order_by() for outcome in NEEDS_SOMEBODY]
    people = {person for each in rows for person in each.values_list("person__public_id", flat=True)}
    disclosing(request, sorted(people), subject=f"imports_batch:{found.pk}")
    text = StringIO()
    write_rejected(found, text)
    # The mark at the start tells Excel that accents are UTF-8.
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="list-{found.number}-to-put-right.csv"'
    return response


def apply(request: HttpRequest, number: int) -> HttpResponse:
    found = batch_of(request, number)
    if found.state not in ("staged", "applying"):
        messages.warning(request, f"List {found.number} cannot be applied now. Look at its state below.")
        return redirect("imports_batch", number=number)
    return _queue(request, found, APPLY)


def accept(request: HttpRequest, number: int) -> HttpResponse:
    found = batch_of(request, number)
    try:
        accept_alarm(found, by=viewer_of(request).actor, at=now())
    except NotReadyError:
        messages.warning(request, "Nobody needs to accept an alarm here any more.")
    else:
        messages.success(request, "The alarm is accepted. Nothing is applied yet.")
    return redirect("imports_batch", number=number)


def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Ask first, saying who would stay; then undo while the person watches."""
    viewer, found = viewer_of(request), batch_of(request, number)
    if found.state not in UNDOABLE:
        messages.warning(request, f"List {found.number} cannot be undone now. Look at its state below.")
        return redirect("imports_batch", number=number)
    if request.method == "POST":
        return _queue(request, found, UNDO)
    staying = sorted(who_would_stay(found))
    records = list_records(viewer, staying[:SHOWN_WHO_STAY], today())
    disclosing(request, [record.public_id for record in records.values()], subject=f"imports_batch:{found.pk}")
    shown = {
        "batch": found,
        "title": title_of(found),
        "sum": sum_in_words(sum_of(found), found.state),
        "is_applied": found.state in ("applied", "applying"),
        "stay_count": len(staying),
        "stay": [person_link(record.shown_name, record.public_id) for record in records.values()],
        "form": Form(),
    }
    return render(request, "imports/undo.html", shown)


def look_at_row_again(request: HttpRequest, row_id: int) -> HttpResponse:
    """Use a doubtful row as it stands, or do what a held one says as things stand now."""
    try:
        row = get_row(viewer_of(request), row_id)
    except RowNotFoundError as error:
        raise Http404("No such row in this council.") from error
    try:
        row = look_again(row, by=viewer_of(request).actor, at=now())
    except (NotHeldError, NotReadyError) as error:
        messages.warning(request, str(error))
    else:
        came_to = row.outcome or row.planned
        words = "still waits: look at why below" if came_to == "held" else f"is now {came_to}"
        messages.success(request, f"Row {row.line} {words}.")
    return redirect(f"{reverse('imports_batch', args=[row.batch.number])}?show=held")


def batch_of(request: HttpRequest, number: int) -> Any:
    """Return a list of the viewer's own council; any other is not found."""
    try:
        return get_batch(viewer_of(request), number)
    except BatchNotFoundError as error:
        raise Http404("No such list in this council.") from error


def _queue(request: HttpRequest, found: Batch, handler: str) -> HttpResponse:
    """Let the work be done while the person watches, and bring them back to the list."""
    viewer = viewer_of(request)
    job = enqueue(
        handler,
        organisation=get_organisation(viewer.organisation),
        arguments={"batch": found.pk},
        # One key for both, so that a list is never applied and undone at once.
        key=f"imports.batch:{found.pk}",
        by=viewer.actor,
        at=now(),
    )
    return watch(job.pk, back=reverse("imports_batch", args=[found.number]))


def watch(job_id: int, *, back: str) -> HttpResponse:
    """Send the person to where they see how far a job has got, and from there to where they came from."""
    return redirect(f"{reverse('work', args=[job_id])}?{urlencode({'next': back})}")


def _colleagues(request: HttpRequest) -> dict[str, str]:
    """Return everybody who ever held a role here or sent by a link, by the id that the log holds."""
    viewer = viewer_of(request)
    return {role.user.public_id: role.user.name for role in list_roles(viewer)} | dict(names_of_contacts(viewer))
