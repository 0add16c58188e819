"""The September Guarantee: its figures by year group and by school, who has no offer, and fixing its cohort."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from towpath.access import Viewer
from towpath.applications.queries import list_guarantee_accepted
from towpath.clock import now, today
from towpath.organisation.queries import get_organisation, standards_for
from towpath.people.queries import list_dead, list_records, organisation_of
from towpath.provision.queries import list_establishments
from towpath.rules.guarantee import GUARANTEED_YEARS, OFFERS, GuaranteeFigures, Season, Settled
from towpath.tracking.actions import CohortRefusedError, fix_guarantee_cohort
from towpath.tracking.queries import GuaranteeLine, SeptemberGuarantee, get_guarantee
from towpath.web.disclosure import disclosing
from towpath.web.parts import Cell, Column, Count, Link, Table, pages_of
from towpath.web.people_links import person_link
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, plural, short_date
from towpath.web.writing_links import GUARANTEE, write_to

A_PAGE = 50
EARLIEST = 2013
STATES = {
    Settled.ACCEPTED: "Offer made and accepted",
    Settled.OFFERED: "Offer made, not known to be accepted",
    Settled.NOT_APPROPRIATE: "Offer not appropriate",
    Settled.NO_OFFER: "No offer",
    Settled.NOT_RECORDED: "Not recorded",
}
GROUPS = {"11": "Year 11", "12": "Year 12", "": "Both years"}
NOWHERE = "none"
"""How an address names those of whom nobody knows where they were taught."""


def guarantee(request: HttpRequest) -> HttpResponse:
    """Show a September's figures; nobody is named."""
    viewer, on = viewer_of(request), today()
    year = _year(request, on)
    found = _found(viewer, year, on)
    shown = {
        "year": year,
        "fixed_words": date_in_words(Season(year).fixed_date),
        "is_over": on > Season(year).fixed_date,
        "may_fix": viewer.may("desk.manage"),
        "years": [Link(str(each), f"?year={each}") for each in (year - 1, year + 1) if an_offered_year(each, on)],
        "found": found,
    }
    if found is not None:
        places = {each.pk: each.name for each in list_establishments(viewer)}
        shown |= {"said": _said(found), "figures": _figures(found), "schools": _schools(found, places)}
        shown["everybody"] = _people(found)
    return render(request, "desk/guarantee.html", shown)


def fix(request: HttpRequest) -> HttpResponse:
    """Fix the cohort of a September as everybody stood at the end of May."""
    viewer, year = viewer_of(request), _year(request, today())
    council = get_organisation(viewer.organisation)
    try:
        fix_guarantee_cohort(organisation=council, cohort_year=year, by=viewer.actor, at=now())
    except CohortRefusedError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"The cohort of September {year} is fixed.")
    return redirect(f"{reverse('desk_guarantee')}?year={year}")


def people(request: HttpRequest) -> HttpResponse:
    """Show who came to one state, of a year group or of a school where the address names one."""
    viewer, on = viewer_of(request), today()
    year = _year(request, on)
    found = _found(viewer, year, on)
    if found is None:
        # The page of the figures says why there is nobody yet, and who may fix the cohort.
        return redirect(f"{reverse('desk_guarantee')}?year={year}")
    chosen = _Chosen.of(request.GET)
    asked = {name: request.GET.get(name, "") for name in ("state", "group", "place")}
    lines = [each for each in found.lines if chosen.holds(each)]
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [each.person_id for each in page], on)
    disclosing(request, [each.public_id for each in records.values()], subject=f"guarantee:{year}")
    statuses = standards_for(organisation_of(viewer)).edition_on(on).guarantee_statuses
    dead = list_dead(viewer, on)
    rows: list[Sequence[Cell]] = [
        (
            person_link(records[each.person_id].shown_name, records[each.person_id].public_id),
            f"Year {each.year_group}",
            statuses[each.status].label if each.status in statuses else "Not recorded",
            _since(each, dead),
            "Fixed in May" if each.counted.was_fixed else "Joined since May",
        )
        for each in page
        if each.person_id in records
    ]
    columns = (
        Column("Young person", heading=True),
        Column("In May"),
        Column("Recorded"),
        Column("Since then"),
        Column("Cohort"),
    )
    heading = STATES[chosen.state] if chosen.state else "Everybody"
    shown = {
        "year": year,
        "heading": heading,
        "count": len(lines),
        "table": Table(f"{heading}, September {year}", columns, rows, cards=True, caption_hidden=True),
        "results": page,
        "pages": pages_of(page, request.GET),
        "until": _until(found),
        "groups": [Link(words, _people(found, **asked | {"group": group})) for group, words in GROUPS.items()],
        "write_to": write_to(viewer, GUARANTEE, year=year, **asked),
    }
    return render(request, "desk/guarantee_people.html", shown)


def _since(line: GuaranteeLine, dead: Collection[int]) -> str:
    if line.person_id in dead:
        return "Has died"
    return "No change" if line.now is line.counted.settled else STATES[line.now]


def chosen_people(viewer: Viewer, asked: Mapping[str, str], on: date) -> tuple[str, list[int], str]:
    """
    Return who stands on the page of people that has this query, in words and by id, and the letter that suits the day.

    :raises LookupError: the cohort of that year is not fixed, or there is no such year
    """
    year = asked.get("year", "")
    chosen = _Chosen.of(asked)
    found = _found(viewer, int(year), on) if _may_be_asked(year, on) else None
    if found is None:
        raise LookupError(f"There is no September Guarantee of {year}.")
    words = f"September Guarantee {year}: {STATES[chosen.state] if chosen.state else 'everybody'}"
    if chosen.year_group:
        words += f", Year {chosen.year_group}"
    if chosen.place:
        words += ", of one school" if chosen.place != NOWHERE else ", not known where"
    return words, [each.person_id for each in found.lines if chosen.holds(each)], found.season.wording_on(on)


@dataclass(frozen=True, slots=True)
class _Chosen:
    state: Settled | None
    year_group: int | None
    place: str

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "_Chosen":
        states = {each.value: each for each in Settled}
        groups = {str(each): each for each in GUARANTEED_YEARS}
        return cls(states.get(asked.get("state", "")), groups.get(asked.get("group", "")), asked.get("place", ""))

    def holds(self, line: GuaranteeLine) -> bool:
        return (
            self.state in (None, line.counted.settled)
            and self.year_group in (None, line.year_group)
            and self.place in ("", str(line.establishment_id or NOWHERE))
        )


def an_offered_year(year: int, on: date) -> bool:
    """Return whether the cohort of a September may be fixed by a day, and is not of before the guarantee."""
    return EARLIEST <= year <= (on.year if on > Season(on.year).fixed_date else on.year - 1)


def _may_be_asked(year: str, on: date) -> bool:
    return year.isascii() and year.isdigit() and len(year) == 4 and an_offered_year(int(year), on)


def _year(request: HttpRequest, on: date) -> int:
    """Return the September that was asked for, else the last whose cohort can be fixed."""
    asked = request.POST.get("year") or request.GET.get("year") or ""
    if _may_be_asked(asked, on):
        return int(asked)
    return on.year if on > Season(on.year).fixed_date else on.year - 1


def _found(viewer: Viewer, year: int, on: date) -> SeptemberGuarantee | None:
    return get_guarantee(viewer, year, on, accepted=list_guarantee_accepted(viewer, year, on))


def _percent(value: Fraction | None) -> str:
    return "none to count" if value is None else f"{float(value):.1f}%"


def _until(found: SeptemberGuarantee) -> str:
    """Return until when news counts: every page with a figure says it, and the days carried over with it."""
    season = found.season
    closes, until = date_in_words(season.closes_date), date_in_words(season.counts_until)
    words = f"Counts what was recorded by {date_in_words(found.counted_date)}. The season closes on {closes}"
    if not season.carry_over_days:
        return f"{words}, and your council carries nothing over."
    days = plural(season.carry_over_days, "day")
    return f"{words}; your council carries over {days} after it, to {until}, which DfE’s figure does not."


def _said(found: SeptemberGuarantee) -> list[str]:
    """Return in sentences what the figures count, and why they may come to more than everybody."""
    figures = found.figures()
    everybody = plural(figures.cohort, "young person", "young people")
    day, fixed = date_in_words(found.cohort.fixed_date), short_date(localdate(found.cohort.fixed_at))
    cohort = (
        f"The cohort is the {everybody} for whom this council answered on {day}; it was fixed on {fixed}. For Year 11 "
        "that is where they are taught, for Year 12 where they live."
    )
    said = [cohort, _until(found)]
    joined = sum(figures.joined.values())
    if joined:
        more = "That is why it comes to more than 100%." if figures.is_above_all else "They can take it above 100%."
        said.append(
            f"{plural(joined, 'young person', 'young people')} joined after the cohort was fixed; "
            f"{figures.joined_with_offer:,} of them have an offer, and count over the same cohort. {more}"
        )
    if figures.carried:
        said.append(f"{figures.carried:,} of the offers count only because of the days carried over.")
    if found.late:
        said.append(f"{found.late:,} more have an offer today that came too late to count.")
    if elsewhere := sum(found.elsewhere.values()):
        said.append(
            f"{plural(elsewhere, 'young person lives', 'young people live')} here and are taught in another council, "
            "which answers for them: they are in no figure here."
        )
    return said


def _figures(found: SeptemberGuarantee) -> Table:
    groups: Mapping[str, int | None] = {"Year 11": 11, "Year 12": 12, "Both": None}
    figures = {words: found.figures(group) for words, group in groups.items()}

    def cell(words: str, state: Settled) -> Cell:
        return Count(figures[words].count(state), _percent(figures[words].percent(state)))

    rows: list[Sequence[Cell]] = [
        ("Cohort fixed in May", *(each.cohort for each in figures.values())),
        ("Offer made", *(Count(each.offers, _percent(each.percent(*OFFERS))) for each in figures.values())),
    ]
    for state, words in STATES.items():
        link = Link(words, _people(found, state=state.value))
        rows.append((link, *(cell(each, state) for each in groups)))
    columns = (Column("What came of it", heading=True), *(Column(each, numeric=True) for each in groups))
    return Table(f"September {found.season.cohort_year}", columns, rows, cards=True)


def _schools(found: SeptemberGuarantee, names: Mapping[int, str]) -> Table:
    places = found.figures_by_place().items()
    told = sorted(((place_name(place, names), place, each) for place, each in places), key=lambda row: row[0])
    rows: list[Sequence[Cell]] = [_school(found, name, place, each) for name, place, each in told]
    columns = (
        Column("Taught at in May", heading=True),
        Column("Cohort", numeric=True),
        Column("Joined since", numeric=True),
        Column("Offer made", numeric=True),
        Column("Not appropriate", numeric=True),
        Column("No offer", numeric=True),
        Column("Not recorded", numeric=True),
    )
    return Table("School by school", columns, rows, cards=True)


def place_name(place: int | None, names: Mapping[int, str]) -> str:
    """Return the name of where somebody was taught, or that it is not known."""
    return names.get(place, "A place no longer known") if place else "Not known where"


def _school(found: SeptemberGuarantee, name: str, place: int | None, each: GuaranteeFigures) -> Sequence[Cell]:
    return (
        Link(name, _people(found, place=str(place or NOWHERE))),
        each.cohort,
        sum(each.joined.values()),
        Count(each.offers, _percent(each.percent(*OFFERS))),
        each.count(Settled.NOT_APPROPRIATE),
        each.count(Settled.NO_OFFER),
        each.count(Settled.NOT_RECORDED),
    )


def _people(found: SeptemberGuarantee, **chosen: str) -> str:
    return f"{reverse('desk_guarantee_people')}?{urlencode({'year': found.season.cohort_year, **chosen})}"
