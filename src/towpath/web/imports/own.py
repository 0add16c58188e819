"""
The pages of a contact at a college or provider who signs in: what they are asked for, what they sent and how it read.

They lead to nobody's record. Whom a file names is read from the file, and never joined with whom the council knows.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.imports.actions.uploading import (
    UploadRefusedError,
    read_sent,
    send_own_file,
    tell_own_worries,
)
from towpath.imports.formats import format_named
from towpath.imports.own_queries import (
    NotTheirsError,
    Sender,
    contact_for,
    get_own_asked,
    get_own_sent,
    learners_of,
    list_own_asked,
    list_own_senders,
    list_own_sent,
    list_own_worries,
)
from towpath.imports.requests import columns_asked
from towpath.web.disclosure import disclosing
from towpath.web.imports.public_forms import OwnWorryForm, SendForm
from towpath.web.imports.reading_back import as_read, mend_file, take_worry_file
from towpath.web.parts import Column, Link, Table, Tag, pages_of
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, plural, short_date

Found = TypeVar("Found")
A_PAGE = 50
SEND, SEND_AGAIN = "Send it", "Sent. Send another in its place"
ASKED_COLUMNS = (Column("List", heading=True), Column("From"), Column("Due", whole=True), Column("What to do"))
SENT_COLUMNS = (Column("Sent", heading=True), Column("List"), Column("How it read"), Column("Learners"))
LEARNER_COLUMNS = (
    Column("Learner", heading=True), Column("Row", numeric=True), Column("Born", whole=True), Column("ULN"),
    Column("Started", whole=True), Column("How it read"),
)  # fmt: skip
WORRY_COLUMNS = (Column("Learner", heading=True), Column("Born"), Column("In your words"), Column("Told"))


def home(request: HttpRequest) -> HttpResponse:
    """Show the lists they are asked for, and what they sent before, the latest first."""
    viewer = viewer_of(request)
    page = Paginator(list_own_sent(viewer), A_PAGE).get_page(request.GET.get("page"))
    sent_for = set(list_own_sent(viewer).order_by().values_list("sender_link__expected_id", flat=True))
    asked = [
        (
            format_named(each.sender.format).title, each.sender.name, short_date(each.due_date),
            Link(
                SEND_AGAIN if each.pk in sent_for else SEND, reverse("sending_list", args=[each.pk]),
                f"due {date_in_words(each.due_date)}",
            ),
        )
        for each in list_own_asked(viewer)
    ]  # fmt: skip
    sent = [
        (
            date_in_words(each.sent_at), format_named(each.sender_link.sender.format).title,
            Link(_read_words(each), reverse("sending_read", args=[each.pk]), f"on {date_in_words(each.sent_at)}"),
            Link("See them", reverse("sending_learners", args=[each.pk]), f"of {short_date(each.as_at_date)}"),
        )
        for each in page
    ]  # fmt: skip
    shown = {
        "asked": Table("Lists we ask you for", ASKED_COLUMNS, asked, cards=True) if asked else None,
        "sent": Table("What you sent", SENT_COLUMNS, sent, cards=True) if sent else None,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "imports/own/home.html", shown)


def send(request: HttpRequest, expected_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    expected = _theirs(lambda: get_own_asked(viewer, expected_id))
    form = SendForm(request.POST or None, request.FILES or None, on=today())
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sent = send_own_file(
                contact=contact_for(viewer, expected.sender),
                expected=expected,
                content=file.read(),
                name=file.name,
                as_at_date=form.cleaned_data["as_at_date"],
                by=viewer.actor,
                at=now(),
            )
        except UploadRefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect("sending_read", sent_file_id=sent.upload.pk)
    layout = format_named(expected.sender.format)
    shown = {"expected": expected, "form": form, "title": layout.title, "asked": columns_asked(layout)}
    return render(request, "imports/own/send.html", shown)


def read(request: HttpRequest, sent_file_id: int) -> HttpResponse:
    """Show how a file they sent reads, on its own: whatever the council made of it since is not told."""
    viewer = viewer_of(request)
    found = _theirs(lambda: get_own_sent(viewer, sent_file_id))
    disclosing(request, [], subject=f"imports_sent_file:{found.pk}")
    expected = list_own_asked(viewer).filter(pk=found.sender_link.expected_id or 0).first()
    shown = {"sent": found, "expected": expected, **as_read(read_sent(found).told)}
    return render(request, "imports/own/read.html", shown)


def to_mend(request: HttpRequest, sent_file_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = _theirs(lambda: get_own_sent(viewer, sent_file_id))
    disclosing(request, [], subject=f"imports_sent_file:{found.pk}")
    return mend_file(read_sent(found).told)


def learners(request: HttpRequest, sent_file_id: int) -> HttpResponse:
    """Show whom a file they sent names, as the file has them."""
    viewer = viewer_of(request)
    found = _theirs(lambda: get_own_sent(viewer, sent_file_id))
    disclosing(request, [], subject=f"imports_sent_file:{found.pk}")
    page = Paginator(learners_of(viewer, found), A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            each.name or "Name not read", each.row, short_date(each.birth_date) if each.birth_date else "Not read",
            each.uln or "Not given", short_date(each.start_date) if each.start_date else "Not given",
            Tag("To mend", "yellow") if each.to_mend else Tag("Read well", "blue"),
        )
        for each in page
    ]  # fmt: skip
    table = Table("Learners in your list", LEARNER_COLUMNS, rows, cards=True) if rows else None
    return render(
        request, "imports/own/learners.html", {"sent": found, "table": table, "pages": pages_of(page, request.GET)}
    )


def worries(request: HttpRequest) -> HttpResponse:
    """Show whom they told us of, in their own words, and nothing of what came of it."""
    viewer = viewer_of(request)
    page = Paginator(list_own_worries(viewer), A_PAGE).get_page(request.GET.get("page"))
    disclosing(request, [], subject="imports_attendance_worry:own" if page.paginator.count else "")
    rows = [
        (
            f"{each.given_name} {each.family_name}", short_date(each.birth_date), each.words,
            date_in_words(each.received_at),
        )
        for each in page
    ]  # fmt: skip
    table = Table("Whom you told us of", WORRY_COLUMNS, rows, cards=True) if rows else None
    return render(request, "imports/own/worries.html", {"table": table, "pages": pages_of(page, request.GET)})


def tell(request: HttpRequest) -> HttpResponse:
    viewer, places = viewer_of(request), _places(request)
    form = OwnWorryForm(request.POST or None, places=_choices(places))
    if request.method == "POST" and form.is_valid():
        sender = places[form.cleaned_data["place"]]
        try:
            tell_own_worries(
                {form.sending(): form.said()},
                contact=contact_for(viewer, sender),
                sender=sender,
                by=viewer.actor,
                at=now(),
            )
        except UploadRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "We have it. Somebody at the council follows it up.")
            return redirect("sending_worries")
    return render(request, "imports/own/tell.html", {"form": form, "has_places": bool(places)})


def tell_file(request: HttpRequest) -> HttpResponse:
    """Take a file of worries, for the one place they are named for or the one they choose."""
    viewer, places = viewer_of(request), _places(request)
    chosen = request.GET.get("place", "") if len(places) > 1 else next(iter(places), "")
    sender = places.get(chosen)
    if sender is None:
        return render(request, "imports/own/place.html", {"places": _choices(places)})
    contact = contact_for(viewer, sender)
    return take_worry_file(
        request,
        sender,
        by=viewer.actor,
        tell=lambda said: tell_own_worries(said, contact=contact, sender=sender, by=viewer.actor, at=now()),
        back=reverse("sending_worries"),
    )


def _places(request: HttpRequest) -> dict[str, Sender]:
    """Return a sender for each place they are named for whose worries somebody reads, by the place's code."""
    found: dict[str, Sender] = {}
    for each in list_own_senders(viewer_of(request)):
        if each.owner_id is not None:
            found.setdefault(each.code, each)
    return found


def _choices(places: dict[str, Sender]) -> list[tuple[str, str]]:
    return [(code, sender.name) for code, sender in places.items()]


def _theirs(ask: Callable[[], Found]) -> Found:
    try:
        return ask()
    except NotTheirsError as error:
        raise Http404("No such list or file of yours.") from error


def _read_words(sent: Any) -> str:
    if sent.is_refused:
        return "Not read"
    fine = sent.rows_read - sent.rows_to_mend
    return (
        f"{plural(fine, 'row')} well, {sent.rows_to_mend:,} to mend"
        if sent.rows_to_mend
        else f"{plural(fine, 'row')}, all well"
    )
