"""The rates that DfE would work out from a return, beside the figures it published last."""

from collections.abc import Mapping
from dataclasses import dataclass

from towpath.access import Viewer
from towpath.insight.queries import (
    AreaNotFoundError,
    Benchmark,
    NoFiguresError,
    list_benchmark_years,
    show_benchmark,
)
from towpath.organisation.queries import get_organisation
from towpath.returns.queries import Preview
from towpath.rules.ranks import Measure
from towpath.rules.returns.rates import ReturnRates
from towpath.web.parts import Cell, Column, Count, Table
from towpath.web.words import count_in_words, list_in_words, month_in_words, percent_in_words

MEASURES: Mapping[Measure, tuple[str, str]] = {
    Measure.NEET: ("neet", "NEET"),
    Measure.NOT_KNOWN: ("not_known", "Not known"),
    Measure.COMBINED: ("combined", "NEET or not known"),
    Measure.PARTICIPATION: ("participating", "In education or training"),
    Measure.GUARANTEE: ("offers", "September Guarantee: offered a place"),
}
COLUMNS = (
    Column("Measure", heading=True),
    Column("This return", numeric=True),
    Column("DfE’s headline so far", numeric=True),
    Column("Published last", numeric=True),
    Column("England"),
    Column("Statistical neighbours"),
)


@dataclass(frozen=True, slots=True)
class PreviewShown:
    """The table of a preview, and what must be said with it."""

    table: Table
    notes: tuple[str, ...]


def shown_preview(viewer: Viewer, preview: Preview) -> PreviewShown | None:
    """Return a preview as a page draws it; None of a return built before rates were kept."""
    if preview.rates is None:
        return None
    area = get_organisation(viewer.organisation).la_code
    published = {measure: _published(viewer, area, measure) for measure in MEASURES}
    rows: list[tuple[Cell, ...]] = [
        (
            words,
            _count(preview.rates, name),
            _headline(preview, measure, name),
            *_published_cells(published[measure]),
        )
        for measure, (name, words) in MEASURES.items()
    ]
    caption = f"The rates in this return of {month_in_words(preview.period_end)}, as DfE would work them out"
    return PreviewShown(Table(caption, COLUMNS, rows, cards=True), tuple(_notes(preview)))


def _published(viewer: Viewer, area: str, measure: Measure) -> Benchmark | None:
    """Return the last published figure of a council, or None where nobody has one of it."""
    for year in reversed(list_benchmark_years(viewer, measure)):
        try:
            return show_benchmark(viewer, area, measure, year)
        except (AreaNotFoundError, NoFiguresError):
            continue
    return None


def _published_cells(found: Benchmark | None) -> tuple[Cell, ...]:
    if found is None:
        return ("None here", "None here", "None here")
    own = "Not published" if found.own.value is None else f"{found.own.value}%"
    england = f"{found.england.value}%" if found.england and found.england.value is not None else "Not published"
    near = sorted(each.value for each in found.neighbours.members if each.value is not None) if found.neighbours else []
    return (
        Count(own, str(found.own.year)),
        england,
        f"{near[0]}% to {near[-1]}%, {len(near)} councils" if near else "None here",
    )


def _count(rates: ReturnRates, name: str) -> Cell:
    percent = rates.percent(name)
    return Count(count_in_words(getattr(rates, name)), "no cohort" if percent is None else percent_in_words(percent))


def _headline(preview: Preview, measure: Measure, name: str) -> Cell:
    if measure is Measure.GUARANTEE:
        return "As in this return"
    if measure is Measure.PARTICIPATION:
        return "At the end of March" if preview.march is None else _count(preview.march, name)
    if preview.winter is None:
        return "From December"
    percent = preview.winter.percent(name)
    words = "no cohort" if percent is None else percent_in_words(percent)
    return Count(words, f"{len(preview.winter_months)} of 3 months")


def _notes(preview: Preview) -> list[str]:
    rates = preview.rates
    assert rates is not None
    counted = f"Of {count_in_words(rates.cohort)} of academic age 16 or 17 who count."
    notes = [f"{counted} Somebody whose activity has lapsed is not known."]
    if preview.winter_months:
        months = list_in_words([month_in_words(end) for end in preview.winter_months])
        notes.append(f"DfE’s headline is the average of December, January and February. Known here: {months}.")
    return notes
