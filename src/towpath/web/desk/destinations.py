"""Year 11 leavers: what they meant to do, were offered, did in autumn and were doing in January, side by side."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.access import Viewer
from towpath.applications.queries import list_guarantee_accepted
from towpath.clock import today
from towpath.documents.charts import Chart
from towpath.documents.steps import StepPoint, funnel_chart
from towpath.insight.pictures import svg_of
from towpath.people.queries import list_dead, list_records
from towpath.provision.queries import list_establishments
from towpath.rules.cells import plain_row
from towpath.rules.destinations import Column, Direction, January, JourneyFigures
from towpath.tracking.queries import Leaver, LeaversYear, get_leavers, released_leavers
from towpath.web.desk.guarantee import NOWHERE, STATES, an_offered_year, place_name
from towpath.web.disclosure import disclosing
from towpath.web.parts import Cell, Count, Figure, Link, Table, pages_of
from towpath.web.parts import Column as Heading
from towpath.web.people_links import person_link
from towpath.web.rates.presenters import table_of
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, plural, short_date

A_PAGE = 50
OURS = "This council’s own records, whole: not to be sent outside the council."
DIRECTIONS = {
    Direction.EDUCATION: "School, sixth form or college",
    Direction.TRAINING: "Apprenticeship or training",
    Direction.WORK: "Work",
    Direction.NEET: "Not in education, employment or training",
    Direction.OTHER: "Something else",
    Direction.UNDECIDED: "Undecided",
    Direction.NOT_RECORDED: "Not recorded",
}
JANUARIES = {
    January.SAME_PLACE: "In learning, in the same place",
    January.ANOTHER_PLACE: "In learning, in another place",
    January.SOMEWHERE: "In learning, not recorded whether in the same place",
    January.JOINED: "In learning, and was not in autumn",
    January.DOES_OTHER: "Known to do something else",
    January.NOT_RECORDED: "Not recorded",
    January.NOT_YET: "Not yet January",
}
WORDS: Mapping[Column, Mapping[str, str]] = {
    Column.MEANT: {each.value: words for each, words in DIRECTIONS.items() if each is not Direction.NEET},
    Column.OFFERED: {each.value: words for each, words in STATES.items()},
    Column.AUTUMN: {each.value: words for each, words in DIRECTIONS.items() if each is not Direction.UNDECIDED},
    Column.JANUARY: {each.value: words for each, words in JANUARIES.items() if each is not January.NOT_YET},
}
COUNTED = {
    Column.MEANT: "Said what they meant to do",
    Column.OFFERED: "Have an offer",
    Column.AUTUMN: "In learning in autumn",
    Column.JANUARY: "In learning on 31 January",
}
HEADINGS = {
    Column.MEANT: "Meant to do",
    Column.OFFERED: "September Guarantee",
    Column.AUTUMN: "In September and October",
    Column.JANUARY: "On 31 January",
}


def destinations(request: HttpRequest) -> HttpResponse:
    """Show the leavers of a summer in figures; nobody is named."""
    viewer, on = viewer_of(request), today()
    year = leaving_year(request, on)
    found = leavers_of(viewer, year, on)
    shown: dict[str, object] = {
        "year": year,
        "years": [Link(str(each), f"?year={each}") for each in (year - 1, year + 1) if an_offered_year(each, on)],
        "found": found,
        "may_survey": viewer.may("return.view"),
    }
    if found is not None:
        figures = found.figures()
        picture = _picture(found, on)
        shown |= {
            "said": _said(found, figures, on),
            "figure": _figure(picture, year) if picture else None,
            "tables": [_column_table(found, figures, each) for each in _reached(found, on)],
            "schools": _schools(found, _names(viewer), on),
            "releases": [
                Link(f"{COUNTED[each]}: download as CSV, small numbers hidden", _file(year, each))
                for each in _reached(found, on)
            ],
        }
    return render(request, "desk/destinations.html", shown)


def chart(request: HttpRequest) -> HttpResponse:
    """Draw how far the leavers of a summer came; with nobody there is nothing to draw."""
    viewer, on = viewer_of(request), today()
    found = leavers_of(viewer, leaving_year(request, on), on)
    picture = _picture(found, on) if found else None
    if picture is None:
        return redirect("desk_destinations")
    return HttpResponse(svg_of(picture, viewer.organisation), content_type="image/svg+xml")


def released(request: HttpRequest) -> HttpResponse:
    """Let one column go as a file, school by school, with small numbers hidden because a file travels."""
    viewer, on = viewer_of(request), today()
    year, columns = leaving_year(request, on), {each.value: each for each in Column}
    column = columns.get(request.GET.get("column", ""), Column.MEANT)
    found = leavers_of(viewer, year, on)
    lines = released_leavers(viewer, found, _names(viewer), column, on) if found else []
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="leavers-{year}-{column.value}-by-school.csv"'
    writer = csv.writer(answer)
    writer.writerow(("taught_at", f"{column.value}_yes", f"{column.value}_no_or_not_recorded", "leavers"))
    writer.writerows(map(plain_row, lines))
    return answer


def people(request: HttpRequest) -> HttpResponse:
    """Show the leavers who came to one state of one column, or of one school, each with all four."""
    viewer, on = viewer_of(request), today()
    year = leaving_year(request, on)
    found = leavers_of(viewer, year, on)
    if found is None:
        return redirect(f"{reverse('desk_destinations')}?year={year}")
    chosen = _Chosen.of(request)
    leavers = [each for each in found.leavers if chosen.holds(each)]
    page = Paginator(leavers, A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [each.person_id for each in page], on)
    disclosing(request, [each.public_id for each in records.values()], subject=f"leavers:{year}")
    dead = list_dead(viewer, on) & set(records)
    rows: list[Sequence[Cell]] = [
        (
            person_link(records[each.person_id].shown_name, records[each.person_id].public_id),
            *(_state_words(each, column) for column in Column),
            *(["Yes" if each.person_id in dead else "No"] if dead else []),
        )
        for each in page
        if each.person_id in records
    ]
    headings = (Heading("Young person", heading=True), *(Heading(each) for each in HEADINGS.values()))
    headings += (Heading("Has died"),) if dead else ()
    shown = {
        "year": year,
        "heading": chosen.words,
        "count": len(leavers),
        "table": Table(f"{chosen.words}, {year}", headings, rows, cards=True, caption_hidden=True),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "desk/destinations_people.html", shown)


@dataclass(frozen=True, slots=True)
class _Chosen:
    column: Column | None
    state: str
    place: str

    @classmethod
    def of(cls, request: HttpRequest) -> "_Chosen":
        columns = {each.value: each for each in Column}
        column = columns.get(request.GET.get("column", ""))
        state = request.GET.get("state", "")
        known = column is not None and state in WORDS[column]
        return cls(column if known else None, state if known else "", request.GET.get("place", ""))

    def holds(self, leaver: Leaver) -> bool:
        is_placed = self.place in ("", str(leaver.establishment_id or NOWHERE))
        return is_placed and (self.column is None or leaver.journey.state(self.column).value == self.state)

    @property
    def words(self) -> str:
        if self.column is None:
            return "Leavers"
        return f"{HEADINGS[self.column]}: {WORDS[self.column][self.state]}"


def _state_words(leaver: Leaver, column: Column) -> str:
    state = leaver.journey.state(column)
    return JANUARIES[January.NOT_YET] if state is January.NOT_YET else WORDS[column][state.value]


def leaving_year(request: HttpRequest, on: date) -> int:
    """Return the summer that was asked for, else the last whose leavers are in their autumn or past it."""
    asked = request.POST.get("year") or request.GET.get("year") or ""
    if asked.isascii() and asked.isdigit() and len(asked) == 4 and an_offered_year(int(asked), on):
        return int(asked)
    return on.year if on >= date(on.year, 9, 1) else on.year - 1


def leavers_of(viewer: Viewer, year: int, on: date) -> LeaversYear | None:
    """Return the leavers of a summer, None where their cohort is not fixed."""
    return get_leavers(viewer, year, on, accepted=list_guarantee_accepted(viewer, year, on))


def _names(viewer: Viewer) -> Mapping[int, str]:
    return {each.pk: each.name for each in list_establishments(viewer)}


def _reached(found: LeaversYear, on: date) -> list[Column]:
    """Return the columns of which there can be something by a day."""
    begins: Mapping[Column, Callable[[], date]] = {
        Column.AUTUMN: lambda: found.autumn.from_date,
        Column.JANUARY: lambda: found.autumn.january_date,
    }
    return [each for each in Column if each not in begins or begins[each]() <= on]


def _said(found: LeaversYear, figures: JourneyFigures, on: date) -> list[str]:
    """Return in sentences who is counted, and what a missing record means."""
    cohort = date_in_words(found.guarantee.cohort.fixed_date)
    who = (
        f"These are the {plural(figures.leavers, 'young person', 'young people')} of Year 11 for whom this council "
        f"answered on {cohort}. “Not recorded” is never counted as a no."
    )
    until = date_in_words(found.guarantee.counted_date)
    said = [
        who,
        f"The September Guarantee is as its own page has it, to {until}; the rest as known on {date_in_words(on)}.",
        "Autumn is September and October.",
    ]
    if both := figures.as_meant + figures.otherwise:
        said.append(
            f"Of the {both:,} of whom both are recorded, {figures.as_meant:,} did in autumn what they had meant to."
        )
    if on < found.autumn.january_date:
        said.append(f"Who is still there in January is counted from {date_in_words(found.autumn.january_date)}.")
    return said


def _picture(found: LeaversYear, on: date) -> Chart | None:
    figures = found.figures()
    if not figures.leavers:
        return None
    steps = [_step("Leavers of Year 11", figures.leavers, figures)]
    steps += [_step(COUNTED[each], figures.counted(each), figures) for each in _reached(found, on)]
    last = _reached(found, on)[-1]
    title = f"{COUNTED[last]}: {figures.counted(last):,} of {plural(figures.leavers, 'leaver', 'leavers')}"
    return funnel_chart(steps, title=title, whole="leavers")


def _step(name: str, count: int, figures: JourneyFigures) -> StepPoint:
    return StepPoint(name=name, count=Decimal(count), text=f"{count:,}", percent_text=_percent(count, figures.leavers))


def _percent(count: int, leavers: int) -> str:
    return f"{100 * count / leavers:.1f}%" if leavers else ""


def _figure(picture: Chart, year: int) -> Figure:
    table = table_of(picture.headings, picture.rows, "The bars of the chart")
    address = f"{reverse('desk_destinations_chart')}?year={year}"
    return Figure(picture.title, address, picture.summary, table, OURS)


def _column_table(found: LeaversYear, figures: JourneyFigures, column: Column) -> Table:
    counts: Mapping[Column, Mapping[str, int]] = {
        Column.MEANT: {each.value: count for each, count in figures.meant.items()},
        Column.OFFERED: {each.value: count for each, count in figures.offered.items()},
        Column.AUTUMN: {each.value: count for each, count in figures.autumn.items()},
        Column.JANUARY: {each.value: count for each, count in figures.january.items()},
    }
    rows: list[Sequence[Cell]] = [
        (
            Link(words, _people(found, column=column.value, state=state)),
            Count(counts[column][state], _percent(counts[column][state], figures.leavers)),
        )
        for state, words in WORDS[column].items()
    ]
    heading = HEADINGS[column]
    if column is Column.JANUARY:
        heading = f"On {short_date(found.autumn.january_date)}"
    return Table(heading, (Heading("What", heading=True), Heading("Leavers", numeric=True)), rows)


def _schools(found: LeaversYear, names: Mapping[int, str], on: date) -> Table:
    columns = _reached(found, on)
    told = sorted(
        ((place_name(place, names), place, each) for place, each in found.figures_by_place().items()),
        key=lambda row: row[0],
    )
    rows: list[Sequence[Cell]] = [
        (
            Link(name, _people(found, place=str(place or NOWHERE))),
            each.leavers,
            *(Count(each.counted(column), _percent(each.counted(column), each.leavers)) for column in columns),
        )
        for name, place, each in told
    ]
    headings = (
        Heading("Taught at in May", heading=True),
        Heading("Leavers", numeric=True),
        *(Heading(COUNTED[each], numeric=True) for each in columns),
    )
    return Table("School by school", headings, rows, cards=True)


def _people(found: LeaversYear, **chosen: str) -> str:
    year = found.autumn.leaving_year
    return f"{reverse('desk_destinations_people')}?{urlencode({'year': year, **chosen})}"


def _file(year: int, column: Column) -> str:
    return f"{reverse('desk_destinations_file')}?{urlencode({'year': year, 'column': column.value})}"
