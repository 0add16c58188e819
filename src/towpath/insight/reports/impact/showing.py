"""An impact report in words: the same for the page, the PDF and the figures that are taken away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from towpath.clock import LONDON
from towpath.insight.measures import NOT_FOR_RELEASE
from towpath.insight.reports.impact.measures import (
    HEADLINE,
    MEASURE_OF,
    SECTIONS,
    ImpactMeasure,
    ImpactSection,
    Unit,
)
from towpath.insight.reports.impact.queries import ImpactFound
from towpath.rules.dates import day_words
from towpath.rules.disclosure import Figure, Symbol
from towpath.rules.impact import IN

HIDDEN, NOT_APPLICABLE = "hidden", "does not apply"
_WAYS = ("One way", "Two ways", "Three ways", "All four ways")
NOTHING_FROZEN = (
    "No study whose days end in this period was frozen before it was run. So nothing is said here of what support"
    " changed: the counts say what was done and what came after, not what it caused."
)
READ_WITH_CARE = (
    "This is a comparison, not proof. Advisers choose whom to support, and young people choose whether to take it, so"
    " what nobody wrote down may have made the difference. Every study frozen for the period is here."
)
VOICE_NOT_KEPT = "This report was locked before the voice register was part of it."
HEARD = {
    "said": "Things said",
    "acted_upon": "Acted upon",
    "promised": "Promised, and not done yet",
    "cannot": "Could not be done, with the reason told",
    "waiting": "Waiting for an answer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One number with what it means."""

    measure: ImpactMeasure
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """A table of words; the first cell of each row heads it."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """One section, as far as it has words, numbers, points and a table."""

    code: str
    title: str
    words: tuple[str, ...] = ()
    lines: tuple[ShownLine, ...] = ()
    points: tuple[str, ...] = ()
    table: ShownTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownImpact:
    """A whole report. `told` says what period it is of, as known when, and by whom it was prepared."""

    title: str
    period: str
    marking: str
    told: tuple[str, ...]
    headline: tuple[ShownLine, ...]
    sections: tuple[ShownSection, ...]
    stories: tuple[tuple[str, str], ...]
    methods: tuple[str, ...]
    definitions: ShownTable


def shown_impact(found: ImpactFound) -> ShownImpact:
    """Return a report in words."""
    lines = {name: ShownLine(measure=each, value=_value(each, found)) for name, each in MEASURE_OF.items()}
    has_fund = found.figures["funded"].value != 0
    counted = [_counted(section, lines, found) for section in SECTIONS if section.code != "fund" or has_fund]
    return ShownImpact(
        title=found.report.title,
        period=f"{day_words(found.report.from_date)} to {day_words(found.report.to_date)}",
        marking=marking_of(found),
        told=tuple(_told(found)),
        headline=tuple(lines[name] for name in HEADLINE),
        sections=(*counted, _compared(found.beside["benchmark"]), _evaluated(found), _heard(found.beside)),
        stories=tuple((each.title, each.words) for each in found.stories),
        methods=tuple(_methods(found)),
        definitions=_definitions(lines, has_fund=has_fund),
    )


def impact_lines(found: ImpactFound) -> Iterator[str]:
    """Yield a report's numbers as lines of plain text."""
    shown = shown_impact(found)
    yield f"{shown.title}, {shown.period}. {shown.marking}"
    for section in shown.sections:
        if section.lines:
            yield f"\n{section.title}"
            yield from (f"  {line.value:>9}  {line.measure.label}" for line in section.lines)
            yield from (f"  {words}" for words in section.words[1:])
            yield from (
                f"  {row[1]:>9}  took part in {row[0].lower()}" for row in (section.table.rows if section.table else ())
            )


def marking_of(found: ImpactFound) -> str:
    """Return what must stand wherever the report is shown."""
    if found.is_whole:
        return NOT_FOR_RELEASE
    return f"Counts from 1 to {found.upper} are hidden, and any that would give them away. 0 is shown."


def figure_words(figure: Figure, unit: Unit = Unit.COUNT) -> str:
    """Return a figure as it is written, or what stands in its place."""
    if figure.value is None:
        return NOT_APPLICABLE if figure.symbol is Symbol.NOT_APPLICABLE else HIDDEN
    if unit is Unit.PERCENT:
        return f"{_short(figure.value)}%"
    return f"£{figure.value:,.2f}" if unit is Unit.POUNDS else f"{figure.value:,}"


def _value(measure: ImpactMeasure, found: ImpactFound) -> str:
    return figure_words(found.figures[measure.name], measure.unit)


def _counted(section: ImpactSection, lines: Mapping[str, ShownLine], found: ImpactFound) -> ShownSection:
    words, table = [section.words], None
    if section.code == "people":
        words += _sum_words(lines)
        table = ShownTable(
            caption="In how many of the four ways people took part",
            headings=("Took part in", "People"),
            rows=tuple((way, figure_words(found.figures[name])) for way, name in zip(_WAYS, IN, strict=True)),
        )
    return ShownSection(
        code=section.code,
        title=section.title,
        words=tuple(words),
        lines=tuple(lines[name] for name in section.measures),
        table=table,
    )


def _sum_words(lines: Mapping[str, ShownLine]) -> list[str]:
    """Return how the participations add up; nothing where one of them is hidden."""
    parts = [lines[name].value for name in ("supported", "registered", "numeracy", "joined")]
    if HIDDEN in (*parts, lines["participations"].value):
        return []
    total, (supported, registered, numeracy, joined) = lines["participations"].value, parts
    words = (
        f"{total} is a sum: {supported} supported, {registered} registered with the Charter, {numeracy} on the numeracy"
        f" course and {joined} on the pre-employment programme. Do not quote it as people."
    )
    return [words]


def _compared(benchmark: Mapping[str, Any]) -> ShownSection:
    rows = tuple(
        (each["measure"], each["value"] or "not published", each["rank"], each["england"], each["region"])
        for each in benchmark["rows"]
    )
    best = [f"On {each['measure']} {each['neighbours']}." for each in benchmark["rows"] if each["neighbours"]]
    name = next((each["name"] for each in benchmark["rows"]), "")
    table = ShownTable(
        caption=f"{name}, published figures of {benchmark['year']}",
        headings=("Measure", name, "Rank", "England", "Region"),
        rows=rows,
    )
    words = ["16 and 17 year olds, the mean of December, January and February. Lower is better."] if rows else []
    return ShownSection(
        code="benchmark",
        title="How the council compares",
        words=(*words, *_missing(benchmark)),
        points=(*best, *benchmark["notes"], *benchmark["sources"]),
        table=table if rows else None,
    )


def _missing(benchmark: Mapping[str, Any]) -> list[str]:
    """Return what is not known of the comparison; nothing where all of it is."""
    if not benchmark["rows"]:
        return [
            f"No published figures of {benchmark['year']} are here, so nothing is said of how the council compares."
        ]
    return [f"No published figure of {benchmark['year']} is here of: {words}." for words in benchmark["missing"]]


def _evaluated(found: ImpactFound) -> ShownSection:
    studies = found.beside["studies"]
    points = []
    for each in studies:
        sentences = each["inside"] if found.is_whole else each["released"]
        frozen = f"Frozen on {day_words(date.fromisoformat(each['frozen']))}"
        when = (
            f"{frozen}; as known on {day_words(date.fromisoformat(each['known_on']))}."
            if each["known_on"]
            else f"{frozen}, and not run yet."
        )
        points.append(" ".join([each["question"], *sentences, when]))
    return ShownSection(
        code="evaluation",
        title="What support changed",
        words=(READ_WITH_CARE,) if studies else (NOTHING_FROZEN,),
        points=tuple(points),
    )


def _heard(beside: Mapping[str, Any]) -> ShownSection:
    """Return what young people said and what became of it: counts of things said, which are of nobody."""
    voice = beside.get("voice")
    if voice is None:
        return ShownSection(code="voice", title="What young people said", words=(VOICE_NOT_KEPT,))
    if not voice["said"]:
        return ShownSection(code="voice", title="What young people said", words=("Nothing said was written down.",))
    rows = tuple((words, f"{voice[name]:,}") for name, words in HEARD.items())
    days = voice["median_days"]
    words = ["These are counts of things said, not of people."]
    if days is not None:
        words.append(f"Of what was acted upon, half was done within {_short(Decimal(str(days)))} days of being said.")
    return ShownSection(
        code="voice",
        title="What young people said",
        words=tuple(words),
        points=tuple(f"“{quote}”" for quote in voice["quotes"]),
        table=ShownTable(caption="What became of it by the last day", headings=("What", "How many"), rows=rows),
    )


def _told(found: ImpactFound) -> Iterator[str]:
    report = found.report
    known = found.known_at.astimezone(LONDON)
    instant = f"{known:%H:%M} on {day_words(known.date())}"
    yield f"Prepared by {report.made_by_name} for {report.organisation.name}."
    if report.locked_at is None:
        yield f"A draft: it counts what was known at {instant}, and changes with what is written down later."
    else:
        yield f"Locked by {report.locked_by_name}: it counts what was known at {instant}, and stays as it is."


def _methods(found: ImpactFound) -> Iterator[str]:
    yield "The period has both its first and its last day in it."
    yield "Each young person is counted once in a number, however often they took part and whatever records they have."
    yield "People and participations are two things: whoever took part in two ways is one person, two participations."
    yield "Family are counted apart, and are in no number of young people."
    yield (
        "Registrations, placements and registers keep no earlier versions: one changed after it was written is counted"
        " as it stood when this was counted."
    )
    yield "What nobody wrote down is not counted. The numbers say what was done and what followed, not what caused it."
    if found.is_whole:
        yield "Small numbers are not hidden here, so this copy is for those who may see the people in it."
    else:
        yield marking_of(found) + " A percentage or a mean of fewer than ten people is hidden."
    yield "Each story is told with the consent of whoever it is about, and may be taken back."


def _definitions(lines: Mapping[str, ShownLine], *, has_fund: bool) -> ShownTable:
    left_out = set() if has_fund else {name for each in SECTIONS if each.code == "fund" for name in each.measures}
    rows = tuple(
        (each.label, each.definition, each.included, each.left_out, each.source)
        for name, each in MEASURE_OF.items()
        if name in lines and name not in left_out
    )
    headings = ("Number", "What it is", "Who is in it", "Who is left out", "Where it comes from")
    return ShownTable(caption="What each number means", headings=headings, rows=rows)


def _short(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
