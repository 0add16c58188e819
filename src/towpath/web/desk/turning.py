"""The turn of the year on 1 September: whom it changes and what they need next. Looking at it writes nothing."""

from collections.abc import Sequence
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import today
from towpath.organisation.queries import standards_for
from towpath.people.queries import list_records, organisation_of
from towpath.rules.dates import year_group
from towpath.rules.ready_lists import Situation
from towpath.rules.rollover import ROLLOVER_BY_CODE, ROLLOVER_LISTS, Rollover
from towpath.rules.spells import Standing
from towpath.standards import Standards
from towpath.tracking.queries import RolledOver, get_rollover
from towpath.web.disclosure import disclosing
from towpath.web.parts import Cell, Column, Link, Table, pages_of
from towpath.web.people_links import person_link
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, plural, short_date

A_PAGE = 50
MOST_YEARS = 13
LOOKED_AT_FROM = 6
"""The month from which the coming 1 September is looked at, and the last one no longer."""
DERIVED = (
    "Year groups follow from birth dates, so everybody goes up by themselves.",
    "School-age codes (110 to 150) end on 31 August of Year 11, by their terms.",
    "Education lapses on 31 August, by the terms of its code; other activities by their own.",
    "Who is in the return follows from age, and past Year 13 from an EHC plan in force.",
)


def rollover(request: HttpRequest) -> HttpResponse:
    """Show in figures whom a 1 September changes; nobody is named and nothing is written."""
    on = today()
    turn = _turn(request, on)
    found = _found(request, turn)
    rows: list[Sequence[Cell]] = [
        (
            Link(each.words, f"{reverse('desk_rollover_people')}?year={turn.year}&list={each.code}"),
            len(found.lists.get(each.code, ())),
            each.to_do,
        )
        for each in ROLLOVER_LISTS
    ]
    columns = (Column("Who", heading=True), Column("Young people", numeric=True), Column("What they need next"))
    shown = {
        "year": turn.year,
        "is_ahead": on < turn.first,
        "days": plural((turn.first - on).days, "day"),
        "known_words": date_in_words(on),
        "derived": DERIVED,
        "years": [Link(str(each), f"?year={each}") for each in (turn.year - 1, turn.year + 1) if each <= on.year],
        "table": Table(f"Whom 1 September {turn.year} changes", columns, rows, cards=True),
    }
    return render(request, "desk/rollover.html", shown)


def people(request: HttpRequest) -> HttpResponse:
    """Show who stands on one list of a turn of the year."""
    viewer, on = viewer_of(request), today()
    turn = _turn(request, on)
    ready = ROLLOVER_BY_CODE.get(request.GET.get("list", ""))
    if ready is None:
        # An address that names no list leads to all of them.
        return redirect("desk_rollover")
    found = _found(request, turn)
    ids = found.lists.get(ready.code, ())
    page = Paginator(ids, A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, list(page), on)
    disclosing(request, [each.public_id for each in records.values()], subject=f"rollover:{turn.year}:{ready.code}")
    standards = standards_for(organisation_of(viewer))
    rows: list[Sequence[Cell]] = [
        (
            person_link(records[each].shown_name, records[each].public_id),
            records[each].birth_date,
            _year_words(records[each].birth_date, turn),
            _words(found.before.get(each), standards, turn.eve),
            _words(found.after.get(each), standards, turn.first),
        )
        for each in page
        if each in records
    ]
    columns = (
        Column("Young person", heading=True),
        Column("Born", whole=True),
        Column("Year"),
        Column(short_date(turn.eve)),
        Column(short_date(turn.first)),
    )
    shown = {
        "year": turn.year,
        "ready": ready,
        "count": len(ids),
        "table": Table(ready.words, columns, rows, cards=True, caption_hidden=True),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "desk/rollover_people.html", shown)


def _found(request: HttpRequest, turn: Rollover) -> RolledOver:
    found = get_rollover(viewer_of(request), turn)
    if found is None:
        raise Http404("There is no desk here.")
    return found


def _turn(request: HttpRequest, on: date) -> Rollover:
    """Return the turn that was asked for, else the one that is nearest: the coming one from June on."""
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdigit() and len(asked) == 4 and on.year - 5 <= int(asked) <= on.year:
        return Rollover(int(asked))
    return Rollover(on.year if on.month >= LOOKED_AT_FROM else on.year - 1)


def _year_words(birth_date: date | None, turn: Rollover) -> str:
    if birth_date is None:
        return ""
    before, after = year_group(birth_date, turn.eve), year_group(birth_date, turn.first)
    return f"{before} to {after}" if after <= MOST_YEARS else "Past 13"


def _words(one: Situation | None, standards: Standards, on: date) -> str:
    if one is None or not one.is_tracked:
        return "Not tracked"
    row = standards.edition_on(on).activity_codes.get(one.code)
    label = row.label if row else ""
    if one.standing is Standing.CURRENT:
        return label
    return f"Not known: {label} lapsed or ended" if label else "Not known"
