"""Who is NEET, told apart by one thing at a time: counts for everybody who sees rates, people for whoever may."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from towpath.clock import today
from towpath.insight.queries.neet import KEPT_FROM_OTHERS, By, NeetPerson, count_neet, list_neet, may_open
from towpath.organisation.queries import standards_for
from towpath.people.queries import PersonRecord, list_records, organisation_of
from towpath.rules.neet_runs import BANDS, LONGEST
from towpath.standards import Edition
from towpath.web.disclosure import disclosing
from towpath.web.parts import Cell, Column, Count, Link, Table, pages_of
from towpath.web.people_links import person_link
from towpath.web.rates.presenters import figure_words
from towpath.web.rates.tabs import tabs_of_rates
from towpath.web.viewers import viewer_of
from towpath.web.words import date_in_words, percent_in_words, plural, short_date

A_PAGE = 25
WORDS = {
    By.REASON: "Why",
    By.LENGTH: "How long",
    By.AGAIN: "First time or again",
    By.AREA: "Where they live",
    By.SCHOOL: "Last school",
    By.GROUP: "Group",
}
NOTES = {
    By.REASON: "By what they are recorded as doing.",
    By.LENGTH: "Since the first day of the run of NEET that reaches today.",
    By.AGAIN: "Again means NEET within six months of leaving it for education, work or training. That rule is ours.",
    By.AREA: "By postcode sector. Load a look-up of wards to see them by ward.",
    By.SCHOOL: "The school on whose roll they last were.",
    By.GROUP: "Somebody may be in several, so these do not add up.",
}
BY_WARD = "By ward, as the look-up loaded on {} has them. A postcode that it does not hold is in none that is known."
KEYS = {
    By.AGAIN: {"again": "Again, within six months", "first": "The first time, or after longer"},
    By.GROUP: {
        "plan": "Education, health and care plan",
        "support": "SEN support",
        "vulnerable": "Vulnerable group, as DfE defines it",
        "none": "None of these",
    },
}
IN_ORDER = {By.LENGTH: [*(words for _, words in BANDS), LONGEST]}


def neet(request: HttpRequest) -> HttpResponse:
    """Show how many are NEET by one thing; whoever may look people up opens each number."""
    viewer, on, by = viewer_of(request), today(), _by(request)
    counts = count_neet(viewer, on, by)
    if counts is None:
        raise Http404("No rates for this role.")
    edition = standards_for(organisation_of(viewer)).edition_on(on)
    order = IN_ORDER.get(by)
    keys = sorted(counts.parts, key=order.index) if order else list(counts.parts)
    rows: list[tuple[Cell, ...]] = []
    for key in keys:
        part, words = counts.parts[key], key_words(by, key, edition)
        shown = figure_words(part)
        both = part.value is not None and bool(counts.total.value)
        percent = percent_in_words(float(100 * part.value / counts.total.value)) if both else ""  # type: ignore[operator]
        address = f"{reverse('rates_neet_people')}?{urlencode({'by': by.value, 'key': key})}"
        opens = may_open(viewer, by, key)
        rows.append((Link(words, address, "open to the young people") if opens else words, Count(shown, percent)))
    shown_page = {
        "tabs": tabs_of_rates(viewer),
        "by": [Link(words, f"?by={one.value}") for one, words in WORDS.items()],
        "by_words": WORDS[by],
        "note": BY_WARD.format(date_in_words(counts.wards_loaded_at)) if counts.wards_loaded_at else NOTES[by],
        "total": figure_words(counts.total),
        "on": on,
        "table": Table(
            f"Who is NEET: {WORDS[by].lower()}",
            (Column(WORDS[by], heading=True), Column("Young people", numeric=True)),
            rows,
        ),
        "is_hidden": any(each.symbol is not None for each in counts.parts.values()),
    }
    return render(request, "rates/neet.html", shown_page)


def people(request: HttpRequest) -> HttpResponse:
    """Show who is counted under one number, whoever is NEET longest first."""
    viewer, on, by = viewer_of(request), today(), _by(request)
    key = request.GET.get("key", "")
    edition = standards_for(organisation_of(viewer)).edition_on(on)
    page = Paginator(list_neet(viewer, on, by, key), A_PAGE).get_page(request.GET.get("page"))
    records = list_records(viewer, [each.person_id for each in page], on)
    disclosing(request, [each.public_id for each in records.values()])
    rows = [_line(each, records[each.person_id], edition, on) for each in page if each.person_id in records]
    columns = (
        Column("Young person", heading=True),
        Column("Why"),
        Column("NEET since", whole=True),
        Column("Left it before"),
        Column("Last school"),
    )
    words = key_words(by, key, edition)
    shown = {
        "words": words,
        "by": by.value,
        "by_words": WORDS[by],
        "table": Table(f"NEET: {words}", columns, rows, cards=True, caption_hidden=True),
        "results": page,
        "pages": pages_of(page, request.GET),
    }
    return render(request, "rates/neet_people.html", shown)


def _line(each: NeetPerson, record: PersonRecord, edition: Edition, on: date) -> tuple[Cell, ...]:
    days = (on - each.run.since).days
    return (
        person_link(record.shown_name, record.public_id),
        key_words(By.REASON, each.code, edition),
        f"{short_date(each.run.since)}, {plural(days, 'day')}",
        f"On {date_in_words(each.run.left_date)}" if each.run.left_date else "Not lately",
        each.school or "Not known",
    )


def key_words(by: By, key: str, edition: Edition) -> str:
    """Return one key in words."""
    if by is By.REASON and key in edition.activity_codes:
        return f"{edition.activity_codes[key].label} ({key})"
    if key == KEPT_FROM_OTHERS and by is By.AREA:
        return "Kept from others"
    told = KEYS.get(by, {}).get(key, key)
    return (told[:1].upper() + told[1:]) if told else "Not known"


def _by(request: HttpRequest) -> By:
    asked = request.GET.get("by", "")
    return By(asked) if asked in list(By) else By.REASON
