"""Whom we write to at a sender, the letters that ask for a list, and the links by which it comes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.contact.sent import BECAUSE_WORDS
from towpath.documents.letters import Letter, letters_page
from towpath.documents.paper import NoPdfError, pdf_of
from towpath.imports.actions.contacts import (
    ContactRefusedError,
    add_sender_contact,
    end_sender_contact,
    give_account,
    make_worries_link,
    withdraw_link,
)
from towpath.imports.actions.requesting import RequestRefusedError, write_request
from towpath.imports.formats import format_named
from towpath.imports.queries import list_owed_by
from towpath.imports.requests import LINK
from towpath.imports.sender_queries import (
    ContactNotFoundError,
    LinkNotFoundError,
    RequestNotFoundError,
    get_contact,
    get_letter_by,
    get_sender_link,
    list_chases,
    list_contacts,
    list_links,
    list_requests,
    list_uploads,
    list_worries,
)
from towpath.rules.list_chasing import Step
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Form
from towpath.web.imports.senders import sender_of
from towpath.web.parts import Column, Table, pages_of
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, short_date

PAGE = 50
STEPS = {Step.ASKED: "Ask for it", Step.REMINDED: "Remind them", Step.ESCALATED: "Put it to somebody above them"}
DONE = {Step.ASKED: "Asked", Step.REMINDED: "Reminded", Step.ESCALATED: "Put to somebody above"}
WAYS = {"letter": "A letter that I print", "email": "An e-mail, sent from here"}
LETTER_COLUMNS = (Column("What", heading=True), Column("List due"), Column("To"), Column("How"), Column("When"))
UPLOAD_COLUMNS = (Column("Sent", heading=True), Column("By"), Column("Rows"), Column("To mend"), Column("List"))
WORRY_COLUMNS = (
    Column("Learner", heading=True),
    Column("Born"),
    Column("Last came"),
    Column("In their words"),
    Column("Told by"),
    Column("Follow-up"),
)


class ContactForm(Form):
    name = forms.CharField(label="Name", max_length=120)
    job_title = forms.CharField(label="Job (optional)", max_length=120, required=False)
    email = forms.EmailField(label="E-mail address (optional)", required=False)


class LetterForm(Form):
    expected = forms.ChoiceField(label="Which list?", widget=forms.RadioSelect)
    contact = forms.ChoiceField(label="To whom?", widget=forms.RadioSelect)
    step = forms.ChoiceField(
        label="What does it do?", choices=[(step.value, words) for step, words in STEPS.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    way = forms.ChoiceField(label="How does it go?", choices=list(WAYS.items()), widget=forms.RadioSelect)

    def __init__(self, *args: object, owed: Any, contacts: Any, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), f"Due {date_in_words(each.due_date)}") for each in owed
        ]
        self.fields["contact"].choices = [(str(each.pk), each.name) for each in contacts]  # type: ignore[attr-defined]


def asking(request: HttpRequest, sender_id: int) -> HttpResponse:
    """Show who is written to, what is next about each list owed, which links work, and what went and came."""
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    chases = [each for each in list_chases(viewer, today()) if each.expected.sender_id == sender.pk]
    letters = [
        (
            DONE[Step(each.step)], short_date(each.due_date), each.to_name, way_words(each),
            date_in_words(each.sent_at),
        )
        for each in list_requests(viewer, sender)[:PAGE]
    ]  # fmt: skip
    uploads = [
        (
            date_in_words(each.sent_at), each.sender_link.contact.name, str(each.rows_read), str(each.rows_to_mend),
            f"List {each.batch.number}" if each.batch else came_words(each),
        )
        for each in list_uploads(viewer, sender)[:PAGE]
    ]  # fmt: skip
    shown = {
        "sender": sender,
        "title": format_named(sender.format).title,
        "contacts": list_contacts(viewer, sender),
        "next": [(each.expected, next_words(each)) for each in chases],
        "links": list_links(viewer, sender, now()),
        "can_invite": viewer.may("users.manage"),
        "letters": Table("Letters that went", LETTER_COLUMNS, letters, cards=True) if letters else None,
        "uploads": Table("Files that came", UPLOAD_COLUMNS, uploads, cards=True) if uploads else None,
    }
    return render(request, "imports/asking.html", shown)


def contact(request: HttpRequest, sender_id: int) -> HttpResponse:
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "job_title", "email")}
        try:
            added = add_sender_contact(sender=sender, **given, by=viewer.actor, at=now())
        except ContactRefusedError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"{added.name} is a contact of {sender.name}.")
            return redirect("imports_asking", sender_id=sender.pk)
    return _question(request, form, sender, title="Add a contact", button="Add")


def end_contact(request: HttpRequest, sender_id: int, sender_contact_id: int) -> HttpResponse:
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    found = _contact_of(request, sender, sender_contact_id)
    end_sender_contact(contact=found, by=viewer.actor, at=now())
    messages.success(request, f"{found.name} is written to no more, and their links work no longer.")
    return redirect("imports_asking", sender_id=sender.pk)


def letter(request: HttpRequest, sender_id: int) -> HttpResponse:
    """Ask which letter to whom, keep that it went, and show it once with its link."""
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    owed, contacts = list_owed_by(viewer, sender), list_contacts(viewer, sender)
    form = LetterForm(request.POST or None, owed=owed, contacts=contacts)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            written = write_request(
                expected=owed.get(pk=given["expected"]),
                contact=_contact_of(request, sender, int(given["contact"])),
                step=given["step"],
                way=given["way"],
                from_name=viewer.name,
                with_link=True,
                by=viewer.actor,
                at=now(),
            )
        except RequestRefusedError as error:
            form.add_error(None, str(error))
        else:
            if not written.secret:
                messages.success(
                    request, f"The e-mail to {written.request.to_name} is on its way. Its link goes in it."
                )
                return redirect("imports_asking", sender_id=sender.pk)
            words = written.words(_link_address(request, written.secret))
            shown = {"sender": sender, "letter": written.request, "secret": written.secret, "blocks": blocks_of(words)}
            return render(request, "imports/letter.html", shown)
    return _question(request, form, sender, title="Write about a list", button="Write it")


def account(request: HttpRequest, sender_id: int, sender_contact_id: int) -> HttpResponse:
    """Let a contact sign in, and show their invitation once."""
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    found = _contact_of(request, sender, sender_contact_id)
    try:
        secret = give_account(contact=found, from_date=today(), by=viewer.actor, at=now())
    except ContactRefusedError as error:
        messages.warning(request, str(error))
        return redirect("imports_asking", sender_id=sender.pk)
    if not secret:
        messages.success(request, f"{found.name} signs in already, and finds what we ask for there. Tell them.")
        return redirect("imports_asking", sender_id=sender.pk)
    address = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return render(request, "imports/account_link.html", {"sender": sender, "contact": found, "address": address})


def letter_pdf(request: HttpRequest, sender_id: int) -> HttpResponse:
    """Give whoever has just written a letter the same as a PDF; the page they hold brings the link's secret back."""
    viewer, sender, secret = viewer_of(request), sender_of(request, sender_id), request.POST.get("secret", "")
    try:
        written = get_letter_by(viewer, sender, secret, now())
    except RequestNotFoundError:
        messages.warning(request, "That letter’s link works no more, so it is not printed again. Write another.")
        return redirect("imports_asking", sender_id=sender.pk)
    place = sender.establishment
    lines = (written.to_name, written.contact.job_title, sender.name, place.postcode if place else "")
    letter = Letter(
        sender=sender.organisation.name,
        address=tuple(line for line in lines if line),
        day=date_in_words(written.sent_at),
        subject=written.subject,
        words=written.words.replace(LINK, _link_address(request, secret)),
    )
    page = letters_page([letter])
    try:
        content, kind, ending = pdf_of(page), "application/pdf", "pdf"
    except NoPdfError:
        # The page prints the same.
        content, kind, ending = page.encode(), "text/html", "html"
    name = f'attachment; filename="letter-{written.pk}.{ending}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})


def stop_link(request: HttpRequest, sender_id: int, sender_link_id: int) -> HttpResponse:
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    try:
        found = get_sender_link(viewer, sender, sender_link_id)
    except LinkNotFoundError as error:
        raise Http404("No such link in this council.") from error
    withdraw_link(sender_link=found, by=viewer.actor, at=now())
    messages.success(request, f"{found.contact.name}’s link works no longer.")
    return redirect("imports_asking", sender_id=sender.pk)


def _link_address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("send_list", args=[secret]))


def blocks_of(words: str) -> list[tuple[bool, list[str]]]:
    """Return a letter's words as its paragraphs and lists: whether each is a list, and its lines."""
    found = []
    for block in words.split("\n\n"):
        lines = block.splitlines()
        is_list = all(line.startswith("- ") for line in lines)
        found.append((is_list, [line.removeprefix("- ") for line in lines] if is_list else lines))
    return found


def worries_link(request: HttpRequest, sender_id: int, sender_contact_id: int) -> HttpResponse:
    """Make a link by which a contact tells of learners who stop attending, and show it once."""
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    found = _contact_of(request, sender, sender_contact_id)
    try:
        _, secret = make_worries_link(sender=sender, contact=found, by=viewer.actor, at=now())
    except ContactRefusedError as error:
        messages.warning(request, str(error))
        return redirect("imports_asking", sender_id=sender.pk)
    address = request.build_absolute_uri(reverse("send_worry", args=[secret]))
    return render(request, "imports/worries_link.html", {"sender": sender, "contact": found, "address": address})


def worries(request: HttpRequest) -> HttpResponse:
    """Show what contacts said of learners who stop attending, the latest first."""
    page = Paginator(list_worries(viewer_of(request)), PAGE).get_page(request.GET.get("page"))
    known = [each.task.person.public_id for each in page if each.task and each.task.person]
    disclosing(request, known, subject="imports_attendance_worry:page" if page.paginator.count else "")
    rows = [
        (
            f"{each.given_name} {each.family_name}", short_date(each.birth_date),
            short_date(each.last_attended_date) if each.last_attended_date else "Not said", each.words,
            f"{each.sender_link.contact.name}, {each.sender_link.sender.name}",
            {"open": "Waits", "done": "Done", "dropped": "Dropped"}[each.task.state] if each.task else "Just came",
        )
        for each in page
    ]  # fmt: skip
    table = Table("Worries about attendance", WORRY_COLUMNS, rows, cards=True) if rows else None
    return render(request, "imports/worries.html", {"table": table, "pages": pages_of(page, request.GET)})


def _question(request: HttpRequest, form: Form, sender: Any, *, title: str, button: str) -> HttpResponse:
    shown = {"form": form, "sender": sender, "title": title, "button": button}
    return render(request, "imports/asking_question.html", shown)


def _contact_of(request: HttpRequest, sender: Any, contact_id: int) -> Any:
    try:
        return get_contact(viewer_of(request), sender, contact_id)
    except ContactNotFoundError as error:
        raise Http404("No such contact in this council.") from error


def way_words(letter: Any) -> str:
    """Return how a letter went: of an e-mail, whether it did."""
    if letter.way == "letter":
        return "Letter"
    because = BECAUSE_WORDS.get(letter.because, "The list came or the contact changed before it went")
    return {
        "queued": "E-mail, waiting to go",
        "sending": "E-mail being sent. If this stays, ring them: nobody knows whether it went",
        "sent": "E-mail, kept in the outbox" if letter.transport == "outbox" else "E-mail",
        "failed": f"E-mail that did not go: {because[:1].lower()}{because[1:]}",
    }[letter.state]


def came_words(upload: Any) -> str:
    """Return what became of a file of which no list was made."""
    if upload.is_refused:
        return "Not read"
    return "A later file took its place" if upload.is_replaced else "Being read"


def next_words(chase: Any) -> str:
    """Return what is next about a list that is owed, and from when."""
    if chase.next is None:
        return "It was put to somebody above them: ring them, or stop expecting it."
    words = STEPS[chase.next.step]
    return f"{words} now" if chase.is_due else f"{words} from {date_in_words(chase.next.from_date)}"
