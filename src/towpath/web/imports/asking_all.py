"""Everybody who owes us a list is asked in one go, once it was seen who is and who is left out, and why."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now, today
from towpath.imports.actions.requesting import ask_all, why_no_email
from towpath.imports.formats import format_named
from towpath.imports.sender_queries import Planned, plan_asking
from towpath.organisation.queries import get_organisation
from towpath.rules.list_chasing import Asking, LeftOut
from towpath.web.forms.form import Form
from towpath.web.imports.asking import STEPS
from towpath.web.parts import Cell, Column, Link, Table
from towpath.web.viewers import viewer_of
from towpath.web.words import plural, short_date

GOING_COLUMNS = (
    Column("Sender", heading=True),
    Column("List"),
    Column("Due", whole=True),
    Column("What goes"),
    Column("To"),
)
LEFT_COLUMNS = (Column("Sender", heading=True), Column("List"), Column("Due", whole=True), Column("Why"))
WHY = {
    LeftOut.NO_CONTACT: "Nobody to write to: add a contact",
    LeftOut.NO_EMAIL: "Their contact has no e-mail address: write a letter",
    LeftOut.SEVERAL: "Several contacts, and none was written to yet: choose one",
    LeftOut.GO_ABOVE: "Reminded twice: choose somebody above them",
    LeftOut.WRITTEN_ABOVE: "Put to somebody above them already: ring them",
    LeftOut.NOT_YET: "Not to be asked or reminded yet",
}


class AskAllForm(Form):
    """The last question before all are asked: what was seen must be what goes."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


def ask(request: HttpRequest) -> HttpResponse:
    """Show who would be asked and who is left out, then ask."""
    viewer, plans = viewer_of(request), plan_asking(viewer_of(request), today())
    going = [each for each in plans if isinstance(each.asking, Asking)]
    seen = _fingerprint(going)
    form = AskAllForm(request.POST or None, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] != seen:
            form = AskAllForm(initial={"seen": seen})
            messages.warning(request, "Something changed meanwhile. Look once more at who is asked.")
        else:
            refused = ask_all(
                asked=[
                    (each.expected, each.contact, each.asking.step)
                    for each in going
                    if each.contact and isinstance(each.asking, Asking)
                ],
                from_name=viewer.name,
                by=viewer.actor,
                at=now(),
            )
            sent = len(going) - len(refused)
            messages.success(request, f"{plural(sent, 'e-mail is', 'e-mails are')} on the way.")
            for expected, why in refused:
                messages.warning(request, f"{expected.sender.name}: {why}")
            return redirect("imports_senders")
    left_out = [each for each in plans if isinstance(each.asking, LeftOut)]
    shown = {
        "form": form,
        "shut": why_no_email(get_organisation(viewer.organisation), now()) if going else "",
        "going": _going_table(going),
        "left_out": _left_table(left_out),
    }
    return render(request, "imports/ask_all.html", shown)


def _fingerprint(going: list[Planned]) -> str:
    """Return what changes whenever another e-mail would go than was seen."""
    told = ((each.expected.pk, each.asking) for each in going)
    return ",".join(f"{key}:{each.step}:{each.contact_id}" for key, each in told if isinstance(each, Asking))


def _going_table(going: list[Planned]) -> Table | None:
    rows: list[tuple[Cell, ...]] = []
    for each in going:
        to = f"{each.contact.name}, {each.contact.email}" if each.contact else ""
        step = STEPS[each.asking.step] if isinstance(each.asking, Asking) else ""
        rows.append((*_about(each), step, to))
    return Table("Who is asked", GOING_COLUMNS, rows, cards=True) if rows else None


def _left_table(left_out: list[Planned]) -> Table | None:
    rows: list[tuple[Cell, ...]] = []
    for each in left_out:
        address = reverse("imports_asking", args=[each.expected.sender_id])
        why = WHY[each.asking] if isinstance(each.asking, LeftOut) else ""
        rows.append((*_about(each), Link(why, address, f"at {each.expected.sender.name}")))
    return Table("Who is left out, and why", LEFT_COLUMNS, rows, cards=True) if rows else None


def _about(each: Planned) -> tuple[Cell, ...]:
    sender = each.expected.sender
    return (sender.name, format_named(sender.format).title, short_date(each.expected.due_date))
