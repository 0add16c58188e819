"""The demo's last evening in words: what the office found, built, counted and compared."""

from collections.abc import Iterator

from towpath.demo.month import Month
from towpath.demo.office import Office, build_and_sign, compare, count_rates, desk_counts, office_of, score_pupils
from towpath.insight.measures import Rates
from towpath.organisation.queries import standards_for
from towpath.returns.models import Run
from towpath.rules.ranks import MEASURE_TERMS
from towpath.rules.ready_lists import LISTS_BY_CODE
from towpath.rules.returns.check import label_of


def end_of_month(month: Month) -> Iterator[str]:
    """Do the month's last work and yield what came of it, line by line."""
    office = office_of(month)
    scored = score_pupils(office)
    bands = ", ".join(f"{people} {band}" for band, people in scored.bands.items())
    yield f"\nEarly identification ({scored.scheme_name}): {scored.people} pupils of Years 9 to 11: {bands}."
    yield f"  {scored.limited} were not scored, because their sharing is limited. A school decides, not the score."
    yield "\nStatus desk, what changes the rate most first:"
    yield from (f"  {each.count:>5}  {LISTS_BY_CODE[each.code].words}" for each in desk_counts(office))
    yield from _return_lines(build_and_sign(office))
    yield from _rate_lines(count_rates(office))
    yield from _compared_lines(office)


def _return_lines(run: Run) -> Iterator[str]:
    edition = standards_for(run.organisation, known_at=run.known_at).edition_on(run.period_end)
    counts = run.counts["problems"]
    whole = "" if edition.read_whole else ", not read whole"
    yield f"\nReturn for {run.period_end:%B %Y}: {run.records:,} records, edition {run.edition}{whole}; {run.state}."
    if not counts:
        yield "  The check found nothing wrong."
    for code, number in counts.items():
        yield f"  {number:>5}  {code}: {label_of(code, edition)}"


def _rate_lines(rates: Rates) -> Iterator[str]:
    yield f"\nRates, academic age 16 and 17. {rates.marking}"
    for each in rates.months:
        yield (
            f"  {each.month_end:%b %Y}  cohort {each.cohort:,}  NEET {each.neet} ({_percent(each.neet_percent)})  "
            f"not known {each.not_known} ({_percent(each.not_known_percent)})  both {_percent(each.combined_percent)}"
        )
    for assumed in rates.assumptions:
        yield f"  assumes: {assumed.words} {assumed.link}"


def _percent(value: float | None) -> str:
    return "no cohort" if value is None else f"{value:.1f}%"


def _compared_lines(office: Office) -> Iterator[str]:
    yield "\nPublished figures of the council on which this one is modelled:"
    told: dict[str, None] = {}
    for shown in compare(office):
        own = shown.own
        rank = shown.rank.words if shown.rank else "no rank"
        england = f"; England {shown.england.value}%" if shown.england else ""
        yield f"  {own.name} {own.year}, {MEASURE_TERMS[own.measure].words}: {own.value}%, {rank}{england}"
        told.update(dict.fromkeys([f"Source: {shown.source.words}", *shown.notes]))
    yield from (f"  {words}" for words in told)
