"""Moving in: what the old system's lists brought beside its own totals, what is left behind, what we would return."""

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.clock import now, today
from towpath.imports.actions.moving import KINDS, totals_of, type_totals
from towpath.imports.moving import (
    LeftBehind,
    MovedKind,
    before_move,
    list_left_behind,
    list_move_batches,
    list_unread_values,
    sums_of_move,
)
from towpath.insight.queries import rates_for
from towpath.web.forms.conflict import conflict_page
from towpath.web.forms.form import VersionedForm
from towpath.web.imports.presenters import title_of
from towpath.web.imports.senders import sender_of
from towpath.web.parts import Cell, Column, Table, Tag
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, plural

TOTALS, LEFT, RETURN = "totals", "left-behind", "return"
TABS = {TOTALS: "Totals", LEFT: "Left behind", RETURN: "What we would return"}
OF_THE_RETURN = ("cohort", "eet", "neet", "not_known")
MOST = 99_999_999
NOT_TYPED = "Not typed in"
COLUMNS = (
    Column("What", heading=True),
    Column("Old system", numeric=True),
    Column("Held here", numeric=True),
    Column("Is it all there?"),
    Column("Rows read", numeric=True),
    Column("Used", numeric=True),
    Column("Held", numeric=True),
    Column("Rejected", numeric=True),
)
LEFT_COLUMNS = (Column("Column", heading=True), Column("Rows filled", numeric=True), Column("Why it is left out"))
UNREAD_COLUMNS = (Column("Column", heading=True), Column("Cells", numeric=True), Column("What is wrong with them"))
RETURN_COLUMNS = (
    Column("What", heading=True),
    Column("Old system", numeric=True),
    Column("Before the move", numeric=True),
    Column("Now", numeric=True),
)


class TotalsForm(VersionedForm):
    """The old system's own totals; any may be left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, words in KINDS.items():
            self.fields[kind] = forms.IntegerField(
                label=f"{words} (optional)",
                required=False,
                min_value=0,
                max_value=MOST,
                localize=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
                error_messages={
                    "invalid": f"{words}: write a whole number, such as 6075.",
                    "min_value": f"{words}: it cannot be less than 0.",
                    "max_value": f"{words}: it cannot be more than {MOST:,}.",
                },
            )


def move(request: HttpRequest, sender_id: int) -> HttpResponse:
    viewer, sender = viewer_of(request), sender_of(request, sender_id)
    totals = totals_of(sender)
    version = sha256(repr(sorted(totals.items())).encode()).hexdigest()[:32]
    form = TotalsForm(request.POST or None, initial={**totals, "version": version})
    if request.method == "POST" and form.is_valid():
        if form.is_behind(version):
            saved = {kind: str(totals.get(kind, "")) for kind in KINDS}
            back = reverse("imports_move", args=[sender.pk])
            return conflict_page(request, form, saved=saved, version=version, back=back)
        typed = {kind: form.cleaned_data[kind] for kind in KINDS}
        changed = type_totals(sender=sender, totals=typed, by=viewer.actor, at=now())
        messages.success(request, f"{plural(changed, 'total')} saved." if changed else "Nothing was changed.")
        return redirect("imports_move", sender_id=sender.pk)
    show = request.GET.get("show", "")
    tab = show if show in TABS else TOTALS
    batches = list_move_batches(sender)
    shown = {
        "sender": sender,
        "form": form,
        "batches": [title_of(batch) for batch in batches],
        "tab": TABS[tab],
        "tabs": [
            {"text": words, "href": f"{reverse('imports_move', args=[sender.pk])}?show={name}"}
            for name, words in TABS.items()
        ],
        "totals": totals_table(sums_of_move(sender, batches)) if tab == TOTALS else None,
        "left": [
            (title_of(batch), left_table(list_left_behind(batch)), unread_table(list_unread_values(batch)))
            for batch in batches
        ]
        if tab == LEFT
        else None,
        "returned": _returned(viewer, batches, totals) if tab == RETURN else None,
        "on": date_in_words(today()),
    }
    return render(request, "imports/move.html", shown)


def totals_table(kinds: list[MovedKind]) -> Table:
    """Return each kind as a row whose numbers add up: read = used + held + rejected."""
    rows: list[tuple[Cell, ...]] = []
    for each in kinds:
        used = each.rows.created + each.rows.updated + each.rows.unchanged
        of_rows = (each.rows.read, used, each.rows.held, each.rows.rejected) if each.rows.read else ("–",) * 4
        total = NOT_TYPED if each.total is None else each.total
        rows.append((each.words, total, each.held_here, difference_of(each), *of_rows))
    return Table("What moved, kind by kind", COLUMNS, rows, cards=True)


def difference_of(each: MovedKind) -> Cell:
    """Return whether as much is held here as the old system says, in words."""
    if each.short is None:
        return "Type in the total to compare"
    if each.short == 0:
        return Tag("All there", "blue")
    if each.short < 0:
        return Tag(f"{-each.short:,} more here", "purple")
    if each.rows.waiting:
        return Tag(f"{each.short:,} not applied yet", "yellow")
    return Tag(f"{each.short:,} short", "orange")


def left_table(left: list[LeftBehind]) -> Table | None:
    rows = [
        (each.heading[:120], each.rows, each.why or "Nobody has said what it is. Say so on the list.") for each in left
    ]
    return Table("Columns that no field is filled from", LEFT_COLUMNS, rows, cards=True) if rows else None


def unread_table(unread: Any) -> Table | None:
    rows = [(column[:120], count, message) for (column, message), count in unread.items()]
    return Table("Values that could not be read", UNREAD_COLUMNS, rows, cards=True) if rows else None


def _returned(viewer: Viewer, batches: list[Any], totals: dict[str, int]) -> Table | None:
    """Return what the month's figures were before the move and are now, beside the old system's own."""
    if not viewer.may("people.search"):
        return None
    month, before = today(), before_move(batches)
    current = rates_for(viewer, month, month).months
    earlier = rates_for(viewer, month, month, before).months if before else ()
    rows = [
        (
            KINDS[kind],
            totals.get(kind, NOT_TYPED),
            getattr(earlier[-1], kind) if earlier else "–",
            getattr(current[-1], kind) if current else 0,
        )
        for kind in OF_THE_RETURN
    ]
    return Table("The end of this month, before the move and now", RETURN_COLUMNS, rows, cards=True)
