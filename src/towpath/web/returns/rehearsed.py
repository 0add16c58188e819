"""A rehearsal in words: what would be wrong with the return today, what is new since last night and what was mended."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.timezone import localdate

from towpath.documents.charts import Chart
from towpath.documents.lines import LinePoint, lines_over_time
from towpath.returns.queries import CodeCount, Rehearsal, RehearsalProblem
from towpath.returns.words import message_of
from towpath.rules.returns.rates import kept_rates
from towpath.standards import Edition
from towpath.web.parts import Cell, Column, Fact, Link, Table
from towpath.web.people_links import person_link
from towpath.web.returns.mending import NOTHING_TO_DO, place_of
from towpath.web.returns.presenters import NOT_READ_WHOLE, SEVERITIES, NameOf, severity_tag, titled
from towpath.web.words import count_in_words, month_in_words, percent_in_words, plural, short_date, time_in_words

NOW, NEW, MENDED = "now", "new", "mended"
SHOWN: Mapping[str, str] = {NOW: "Found now", NEW: "New", MENDED: "Mended"}
MEANINGS: Mapping[str, str] = {
    NOW: "What the rehearsal found.",
    NEW: "Found now, and not by the rehearsal that it is compared with.",
    MENDED: "Found by the rehearsal that it is compared with, and no longer.",
}
COSTLY = ("file_failed", "file_rejected", "priority_1", "unknown")
TO_MEND = "priority_2"
NIGHTS_DRAWN = 60


def rehearsal_facts(made: Rehearsal, reference: Rehearsal | None, edition: Edition) -> list[Fact]:
    """Return what was rehearsed and when, and what has changed since the night before."""
    since = made.counts.get("since") or {}
    facts = [
        Fact("Rehearsed", time_in_words(made.rehearsed_at) + ("" if made.night_date else ", asked for by day")),
        Fact("Records", made.records),
        Fact("Would turn records away", _costly(made)),
        Fact("To put right", _severity(made, TO_MEND)),
        Fact("Checked against", f"NCCIS requirement {made.edition}{'' if edition.read_whole else NOT_READ_WHOLE}"),
    ]
    if reference:
        changed = f"{count_in_words(since.get('new', 0))} new, {count_in_words(since.get('mended', 0))} mended"
        facts.append(Fact(f"Since {time_in_words(reference.rehearsed_at)}", changed))
    return facts


def found_table(made: Rehearsal, counted: Iterable[CodeCount], edition: Edition) -> Table:
    """Return what was found by code, the costliest first, each number leading to whose records it is of."""
    order = list(SEVERITIES)
    columns = (
        Column("What is wrong", heading=True),
        Column("Cost"),
        Column("Now", numeric=True),
        Column("New", numeric=True),
        Column("Mended", numeric=True),
    )
    ranked = sorted(
        counted,
        key=lambda each: (
            order.index(each.severity) if each.severity in order else len(order),
            -each.now,
            each.code,
        ),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            titled(each.code, edition),
            severity_tag(each.severity),
            *(_number(made, each.code, show, getattr(each, show), edition) for show in SHOWN),
        )
        for each in ranked
    ]
    return Table("What the checks find today, and what would be filled or left out", columns, rows, cards=True)


def _number(made: Rehearsal, code: str, show: str, count: int, edition: Edition) -> Cell:
    if not count:
        return 0
    address = f"{reverse('returns_rehearsal_problems', args=[made.pk, code])}?show={show}"
    return Link(count_in_words(count), address, f"{SHOWN[show].lower()}: {titled(code, edition)}")


def found_rows(found: Sequence[RehearsalProblem], name_of: NameOf) -> Table:
    """Return one line for each problem: whose record, what is wrong and what to do, since when, and the way there."""
    columns = (
        Column("Young person", heading=True),
        Column("What is wrong and what to do"),
        Column("First found", whole=True),
        Column("Put it right"),
    )
    rows: list[tuple[Cell, ...]] = []
    for problem in found:
        name, public_id = name_of(problem.person_id)
        who = person_link(name, public_id) if public_id else "The file itself"
        place = place_of(problem.code, problem.element)
        mend: Cell = NOTHING_TO_DO if place is None else "No record to open"
        if place and public_id:
            mend = place.link(public_id, f"for {name}")
        rows.append((who, message_of(problem), short_date(localdate(problem.first.rehearsed_at)), mend))
    return Table("Records with this problem", columns, rows, cards=True, caption_hidden=True)


def nights_table(made: Iterable[Rehearsal]) -> Table:
    """Return each rehearsal with its counts, the latest first."""
    columns = (
        Column("Rehearsed", heading=True),
        Column("Return of"),
        Column("Records", numeric=True),
        Column("Turned away", numeric=True),
        Column("To put right", numeric=True),
        Column("NEET", numeric=True),
        Column("Not known", numeric=True),
        Column("New", numeric=True),
        Column("Mended", numeric=True),
    )
    return Table("Night by night, the latest first", columns, [_night(each) for each in made], cards=True)


def _night(made: Rehearsal) -> tuple[Cell, ...]:
    rates, since = kept_rates(made.counts.get("rates")), made.counts.get("since") or {}
    when = short_date(localdate(made.rehearsed_at))
    neet, unknown = (rates.percent("neet"), rates.percent("not_known")) if rates else (None, None)
    return (
        Link(when if made.night_date else f"{when}, by day", reverse("returns_rehearsal", args=[made.pk]), "rehearsal"),
        month_in_words(made.period_end),
        made.records,
        _costly(made),
        _severity(made, TO_MEND),
        "no cohort" if neet is None else percent_in_words(neet),
        "no cohort" if unknown is None else percent_in_words(unknown),
        since.get("new", "none before"),
        since.get("mended", "none before"),
    )


def trend_of(made: Sequence[Rehearsal]) -> Chart | None:
    """
    Return the chart of problems over the nights, or None where there is but one to draw.

    :param made: in any order; of one day the last speaks
    """
    by_day = {localdate(each.rehearsed_at): each for each in sorted(made, key=lambda each: each.pk)}
    if len(by_day) < 2:
        return None
    away, mend = "Records turned away", "To put right"
    points = [
        LinePoint(day, line, float(count))
        for day, each in by_day.items()
        for line, count in ((away, _costly(each)), (mend, _severity(each, TO_MEND)))
    ]
    (first, last) = (list(by_day.values())[place] for place in (0, -1))
    before, now = _costly(first), _costly(last)
    way = "stayed at" if before == now else f"went from {count_in_words(before)} to"
    title = f"Problems that would turn a record away {way} {count_in_words(now)} over {plural(len(by_day), 'day')}"
    summary = (
        f"A line for each of {len(by_day)} days. Those that would turn a record away {way} {count_in_words(now)};"
        f" those to put right went from {count_in_words(_severity(first, TO_MEND))} to"
        f" {count_in_words(_severity(last, TO_MEND))}."
    )
    return lines_over_time(points, title=title, summary=summary, axis="Problems")


def _severity(made: Rehearsal, severity: str) -> int:
    return int(made.counts.get("severities", {}).get(severity, 0))


def _costly(made: Rehearsal) -> int:
    return sum(_severity(made, severity) for severity in COSTLY)
