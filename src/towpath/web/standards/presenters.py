"""What is assumed, row by row, in words that somebody with the requirement in hand can agree with or correct."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from towpath.standards import Confidence, Correction, Edition
from towpath.standards.assumed import Assumed, list_assumed
from towpath.standards.calendar import UploadWindow
from towpath.standards.risk import Criterion, Scheme
from towpath.web.assumed_links import RETURN_WINDOW, criterion_anchor, criterion_words, weak_criteria
from towpath.web.parts import Column, Table
from towpath.web.words import date_in_words, plural

HEADINGS = {
    "activity_codes": "What young people are doing",
    "characteristics": "Characteristics",
    "cohort_statuses": "Why a record is in the return",
    "intended_destinations": "What Year 11 pupils mean to do",
    "guarantee_statuses": "September Guarantee",
    "ethnicities": "Ethnicity",
    "fields": "Fields of the return",
    "checks": "Checks of the return",
}
CORRECTED_COLUMNS = (Column("Row", heading=True), Column("From"), Column("Reason"), Column("Source"))


@dataclass(frozen=True, slots=True)
class Weak:
    """One row that is weakly known: where a figure's link finds it, what it is, and what we take to hold."""

    anchor: str
    title: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class WeakGroup:
    heading: str
    rows: Sequence[Weak]


def groups_of(edition: Edition, window: UploadWindow, scheme: Scheme) -> list[WeakGroup]:
    """Return everything of low confidence by where it stands: the lists, the calendar, the risk scheme."""
    groups = [
        WeakGroup(HEADINGS[name], [_weak(list(rows)) for _, rows in groupby(found, key=lambda each: each.anchor)])
        for name, found in groupby(list_assumed(edition), key=lambda each: each.list_name)
    ]
    if window.confidence is Confidence.LOW:
        groups.append(WeakGroup("When the return is due", [_window(window)]))
    weak = weak_criteria(scheme)
    if weak:
        groups.append(WeakGroup(f"Points: {scheme.title}", [_criterion(each) for each in weak]))
    return groups


def _weak(assumed: Sequence[Assumed]) -> Weak:
    row = assumed[0].row
    return Weak(assumed[0].anchor, f"{row.label} ({row.code})", [f"Taken to {each.words}." for each in assumed])


def _window(window: UploadWindow) -> Weak:
    days = f"from working day {window.opens_working_day} to working day {window.closes_working_day}"
    words = f"Taken to be uploaded {days} of the month after."
    return Weak(RETURN_WINDOW, "Days on which a month’s return is uploaded", [words])


def _criterion(criterion: Criterion) -> Weak:
    words = [f"{part[:1].upper()}{part[1:]}." for part in criterion.note.split("; ")]
    title = f"{criterion_words(criterion)} {plural(criterion.points, 'point')}"
    return Weak(criterion_anchor(criterion.code), title, words)


def corrections_table(corrections: Iterable[Correction]) -> Table:
    """Return what the council has corrected, and so no longer assumes."""
    rows = [
        (f"{HEADINGS[each.list_name]}: {each.code}", date_in_words(each.starts_on), each.reason, each.source)
        for each in corrections
    ]
    return Table("What this council has corrected", CORRECTED_COLUMNS, rows, cards=True)
