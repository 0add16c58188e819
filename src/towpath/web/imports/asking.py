"""Whom we write to at a sender, the letters that ask for a list, and the links by which it comes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.imports.actions.contacts import (
    ContactRefusedError,
    add_sender_contact,
    end_sender_contact,
    make_worries_link,
)
from towpath.imports.actions.requesting import RequestRefusedError, write_request
from towpath.imports.formats import format_named
from towpath.imports.queries import list_owed_by
from towpath.imports.sender_queries import (
    ContactNotFoundError,
    get_contact,
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
WAYS = {"letter": "A letter that I print", "email": "An e-mail that I send myself"}
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
            DONE[Step(each.step)], short_date(each.due_date), each.to_name, each.get_way_display(),
            date_in_words(each.sent_at),
        )
        for each in list_requests(viewer, sender)[:PAGE]
    ]  # fmt: skip
    uploads = [
        (
            date_in_words(each.sent_at), each.sender_link.contact.name, str(each.rows_read), str(each.rows_to_mend),
            f"List {each.batch.number}" if each.batch else "Not read" if each.is_refused else "Being read",
        )
        for each in list_uploads(viewer, sender)[:PAGE]
    ]  # fmt: skip
    shown = {
        "sender": sender,
        "title": format_named(sender.format).title,
        "contacts": list_contacts(viewer, sender),
        "next": [(each.expected, _next_words(each)) for each in chases],
        "links": list_links(viewer, sender, now()),
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
            address = request.build_absolute_uri(reverse("send_list", args=[written.secret]))
            shown = {"sender": sender, "letter": written.request, "words": written.words(address)}
            return render(request, "imports/letter.html", shown)
    return _question(request, form, sender, title="Write about a list", button="Write it")


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


def _next_words(chase: Any) -> str:
    if chase.next is None:
        return "It was put to somebody above them: ring them, or stop expecting it."
    words = STEPS[chase.next.step]
    return f"{words} now" if chase.is_due else f"{words} from {date_in_words(chase.next.from_date)}"
