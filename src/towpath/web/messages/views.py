"""Draft, look, send; then see what became of each message."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.clock import now, today
from towpath.contact.planning import plan_of
from towpath.contact.sending import (
    NOBODY,
    SendingRefusedError,
    drop_draft,
    refuse_shut,
    send,
    settle,
    start_bulk,
    stop_sending,
    transport_of,
)
from towpath.contact.sent import (
    Sending,
    SendingNotFoundError,
    as_letters,
    count_printed,
    counts_of,
    get_message,
    get_sending,
    letters_of,
    list_messages,
    list_outbox,
    list_sendings,
    mark_printed,
    people_of,
    say_not_posted,
)
from towpath.contact.wordings import goes_without_link, list_wordings
from towpath.documents.letters import letters_page
from towpath.documents.paper import NoPdfError, pdf_of
from towpath.people.queries import PersonNotFoundError, list_records
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Choices
from towpath.web.messages.barring import barred_among, may_know
from towpath.web.messages.forms import NewMessageForm, SendForm
from towpath.web.messages.presenters import (
    left_out_groups,
    many_of,
    messages_table,
    never_posted_words,
    outbox_items,
    sending_facts,
    sendings_table,
)
from towpath.web.messages.whom import Whom, asked_for, every_list
from towpath.web.messages.whom import one as person_alone
from towpath.web.parts import pages_of
from towpath.web.people.reading import staff_names
from towpath.web.people.words import place_words
from towpath.web.viewers import viewer_of

A_PAGE = 50
Found = TypeVar("Found")


def found(look: Callable[[], Found]) -> Found:
    """Return what a query finds, or the page that says there is no such thing."""
    try:
        return look()
    except (SendingNotFoundError, PersonNotFoundError, LookupError):
        raise Http404("There is no such message here.") from None


def sendings(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = Paginator(list_sendings(viewer), A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "table": sendings_table(list(page), counts_of(list(page)), staff_names(viewer)),
        "place": place_words(page),
        "pages": pages_of(page, request.GET),
        "has_outbox": "outbox" in {transport_of(viewer, channel, today()) for channel in ("text", "email")},
    }
    return render(request, "messages/sendings.html", shown)


def new(request: HttpRequest) -> HttpResponse:
    """Ask whom to write to, what and how; nothing goes before the draft was looked at."""
    viewer, on = viewer_of(request), today()
    begun = _begun(request, viewer, on)
    disclosing(request, [begun.public_id] if begun and begun.public_id else [])
    offered = {each.code: each for each in [*([begun] if begun else []), *every_list(viewer, on)]}
    initial = {"channel": "text", "reading": "plain"}
    if begun:
        initial |= {"whom": begun.code, "wording": begun.wording}
    wordings = [("", "Choose one"), *((each.code, each.title) for each in list_wordings(viewer))]
    whom = [(each.code, each.words) for each in offered.values()]
    choices: dict[str, Choices] = {"whom": whom, "wording": wordings}
    form = NewMessageForm(request.POST or None, initial=initial, choices=choices)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            refuse_shut(viewer, given["channel"], on)
            sending = start_bulk(
                viewer,
                offered[given["whom"]].ids(),
                given["wording"],
                given["channel"],
                is_easy=given["reading"] == "easy" and given["channel"] != "text",
                values={"when": given["when"], "where": given["where"]},
                at=now(),
                on=on,
            )
        except SendingRefusedError as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return redirect("messages_one", sending.pk)
    shown = {
        "form": form,
        "title": "Write a message",
        "button": "Look at it before it goes",
        "back": reverse("messages"),
        "back_words": "Messages",
    }
    return render(request, "messages/new.html", shown)


def _begun(request: HttpRequest, viewer: Viewer, on: date) -> Whom | None:
    """Return whom the page that led here shows, none where somebody chooses."""
    if public_id := request.GET.get("person", ""):
        return found(lambda: person_alone(viewer, public_id, on))
    if asked := request.GET.get("to", ""):
        return found(lambda: asked_for(viewer, asked, on))
    return None


def one(request: HttpRequest, sending_id: int) -> HttpResponse:
    """Show a draft with who goes and who is left out, or a sending with what became of each message."""
    viewer = viewer_of(request)
    sending = found(lambda: get_sending(viewer, sending_id))
    return _draft(request, viewer, sending) if sending.sent_at is None else _sent(request, viewer, sending)


def _draft(request: HttpRequest, viewer: Viewer, sending: Sending) -> HttpResponse:
    on, known = today(), may_know(viewer)
    plan = plan_of(viewer, sending, on, barred=barred_among(viewer, people_of(sending), on))
    disclosing(request, [each.public_id for each in plan.goes] + [each.public_id for each in plan.left_out])
    shown = {
        "sending": sending,
        "facts": sending_facts(sending, plan, staff_names(viewer)),
        "goes": many_of(sending.channel, len(plan.goes)),
        "count": len(plan.goes),
        "names": [each.shown_name or "Name not recorded" for each in plan.goes],
        "left_out": left_out_groups(plan.left_out, known),
        "left_out_count": len(plan.left_out),
        "example": plan.goes[0] if plan.goes else None,
        "lost_link": goes_without_link(viewer, sending),
    }
    return render(request, "messages/draft.html", shown)


def _sent(request: HttpRequest, viewer: Viewer, sending: Sending) -> HttpResponse:
    on = today()
    rows = sending.messages.order_by("state", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    told = list_messages(viewer, list(page), on)
    disclosing(request, [each.public_id for each in told])
    counts = counts_of([sending])[sending.pk]
    shown = {
        "sending": sending,
        "facts": sending_facts(sending, None, staff_names(viewer)),
        "table": messages_table(told, may_know(viewer)),
        "unsure": [each for each in told if each.state == "sending"],
        "counts": counts,
        "waiting": counts.get("queued", 0),
        "letters": many_of("letter", counts.get("queued", 0) + counts.get("sent", 0)),
        "never_posted": never_posted_words(count_printed(sending)),
        "has_links": bool(sending.values.get("link")),
        "is_letter": sending.channel == Sending.Channel.LETTER,
        "is_shut": sending.channel != Sending.Channel.LETTER and transport_of(viewer, sending.channel, on) == NOBODY,
        "place": place_words(page),
        "pages": pages_of(page, request.GET),
    }
    return render(request, "messages/sent.html", shown)


def send_it(request: HttpRequest, sending_id: int) -> HttpResponse:
    """A second look, then send."""
    viewer, on = viewer_of(request), today()
    sending = found(lambda: get_sending(viewer, sending_id))
    if sending.sent_at is not None:
        disclosing(request, [])
        messages.info(request, "This was sent already. Nothing more went.")
        return redirect("messages_one", sending.pk)
    barred = barred_among(viewer, people_of(sending), on)
    plan = plan_of(viewer, sending, on, barred=barred)
    disclosing(request, [each.public_id for each in plan.goes])
    form = SendForm(request.POST or None, initial={"seen": plan.seal})
    if request.method == "POST" and form.is_valid():
        try:
            gone = send(viewer, sending, seen=form.cleaned_data["seen"], at=now(), on=on, barred=barred)
        except SendingRefusedError as refused:
            messages.warning(request, str(refused))
            return redirect("messages_one", sending.pk)
        words = many_of(sending.channel, len(gone.goes))
        is_letter = sending.channel == Sending.Channel.LETTER
        messages.success(request, f"{words} ready to print." if is_letter else f"{words} on the way.")
        return redirect("messages_one", sending.pk)
    shown = {
        "form": form,
        "sending": sending,
        "title": f"Send {many_of(sending.channel, len(plan.goes))}?",
        "facts": sending_facts(sending, plan, staff_names(viewer)),
        "button": "Make the letters" if sending.channel == Sending.Channel.LETTER else "Send now",
        "left_out_count": len(plan.left_out),
        "back": reverse("messages_one", args=[sending.pk]),
        "back_words": "Look again",
    }
    return render(request, "messages/send.html", shown)


def drop(request: HttpRequest, sending_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    sending = found(lambda: get_sending(viewer, sending_id))
    try:
        drop_draft(sending=sending, by=viewer.actor, at=now())
    except SendingRefusedError as refused:
        messages.warning(request, str(refused))
        return redirect("messages_one", sending.pk)
    messages.success(request, "Dropped. Nothing went to anybody.")
    return redirect("messages")


def stop(request: HttpRequest, sending_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    sending = found(lambda: get_sending(viewer, sending_id))
    try:
        stopped = stop_sending(sending=sending, by=viewer.actor, at=now())
    except SendingRefusedError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"{many_of(sending.channel, stopped)} stopped. What went has gone.")
    return redirect("messages_one", sending.pk)


def letters(request: HttpRequest, sending_id: int) -> HttpResponse:
    """Give every letter of a sending as one PDF to print; each is in the log once, however often it is printed."""
    viewer, on, at = viewer_of(request), today(), now()
    sending = found(lambda: get_sending(viewer, sending_id))
    rows = letters_of(viewer, sending, at, on, barred=barred_among(viewer, people_of(sending), on))
    if not rows:
        disclosing(request, [])
        messages.warning(request, "There is no letter to print.")
        return redirect("messages_one", sending.pk)
    page = letters_page(as_letters(viewer, rows, sender=sending.organisation.name, at=at, on=on))
    try:
        content, kind, ending = pdf_of(page), "application/pdf", "pdf"
    except NoPdfError:
        # The page prints the same, a letter to a sheet.
        content, kind, ending = page.encode(), "text/html", "html"
    disclosing(request, [row.person.public_id for row in rows])
    mark_printed(viewer, rows, at)
    name = f'attachment; filename="letters-{sending.pk}.{ending}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})


def not_posted(request: HttpRequest, sending_id: int) -> HttpResponse:
    """Take back at one press that the letters of a sending were posted."""
    viewer = viewer_of(request)
    sending = found(lambda: get_sending(viewer, sending_id))
    try:
        taken_back = say_not_posted(sending, by=viewer.actor, at=now())
    except SendingRefusedError as refused:
        messages.warning(request, str(refused))
    else:
        verb = "waits" if taken_back == 1 else "wait"
        messages.success(request, f"{many_of(sending.channel, taken_back)} {verb} to be printed again.")
    return redirect("messages_one", sending.pk)


def settle_one(request: HttpRequest, message_id: int) -> HttpResponse:
    """Say whether a message went that was being sent when the machine stopped."""
    viewer = viewer_of(request)
    message = found(lambda: get_message(viewer, message_id, today()))
    try:
        settle(message=message, it_went=request.POST.get("went") == "yes", by=viewer.actor, at=now())
    except SendingRefusedError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "Settled.")
    return redirect("messages_one", message.sending_id)


def outbox(request: HttpRequest) -> HttpResponse:
    """Show what would have left, where the council keeps it on this page instead."""
    viewer, on = viewer_of(request), today()
    page = Paginator(list_outbox(viewer, on), A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [row.person_id for row in page], on)
    names = {member: each.shown_name for each in records.values() for member in (each.id, *each.merged_ids)}
    disclosing(request, [each.public_id for each in records.values()])
    shown = {"items": outbox_items(page, names), "place": place_words(page), "pages": pages_of(page, request.GET)}
    return render(request, "messages/outbox.html", shown)
