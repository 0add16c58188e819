"""What the return would say of one young person today: each check in words, and what would be sent."""

from collections.abc import Iterator, Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towpath.clock import now
from towpath.returns.queries import FoundOnRecord, OnRecord, find_on_record
from towpath.returns.words import words_of
from towpath.rules.returns.layout import RECORD_ELEMENTS
from towpath.rules.returns.model import GivenDate, Record
from towpath.standards import Edition
from towpath.standards.model import Row
from towpath.web.parts import Cell, Column, Table
from towpath.web.people.reading import Subject, subject_of
from towpath.web.returns.mending import NOTHING_TO_DO, element_words, place_of
from towpath.web.returns.presenters import SEVERITIES, severity_tag
from towpath.web.words import date_in_words, month_in_words

NOT_FOR_THIS_ROLE = "It is about a circumstance that your role does not see. Ask a manager to look."
NOT_WRONG = frozenset({"filled", "left_out"})


def on_record(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show what the return that is next would send of somebody, and what is wrong with it."""
    subject = subject_of(request, person_id)
    said = said_of(subject)
    shown = {
        "bar": subject.bar,
        "month": month_in_words(said.period_end) if said else "",
        "standing": standing_words(said),
        "found": found_table(said, subject) if said and said.found else None,
        "sent": sent_table(said.record, said.edition) if said and said.record else None,
    }
    return render(request, "returns/on_record.html", shown)


def said_of(subject: Subject) -> OnRecord | None:
    """Return what the return would say of whoever a page is about."""
    return find_on_record(subject.viewer, subject.record.id, subject.on, at=now())


def standing_words(said: OnRecord | None) -> str:
    """Return in a sentence whether somebody would be sent, and whether anything is wrong."""
    if said is None:
        return ""
    month = month_in_words(said.period_end)
    if said.record is None:
        return f"Not in the return of {month}: {said.not_sent}."
    wrong = sum(each.severity not in NOT_WRONG for each in said.found)
    if not wrong:
        return f"In the return of {month}, and nothing would be wrong."
    return f"In the return of {month}, with {wrong} thing{'' if wrong == 1 else 's'} to put right."


def found_words(found: FoundOnRecord, edition: Edition) -> str:
    """Return what a check finds and what to do, with the number that DfE gives the check."""
    words = NOT_FOR_THIS_ROLE if found.is_hidden else words_of(found.code, value=found.value, other=found.other)
    return f"Check {found.code}: {words}" if found.code in edition.checks else words


def found_table(said: OnRecord, subject: Subject) -> Table:
    """Return each thing that is wrong, the costliest first, with the way to where it is put right."""
    columns = (Column("What is wrong and what to do", heading=True), Column("Cost"), Column("Put it right"))
    order = list(SEVERITIES)
    ranked = sorted(said.found, key=lambda each: order.index(each.severity) if each.severity in order else len(order))
    rows: list[tuple[Cell, ...]] = []
    for each in ranked:
        place = place_of(each.code, each.element)
        mend: Cell = place.link(subject.record.public_id, each.element) if place else NOTHING_TO_DO
        rows.append((found_words(each, said.edition), severity_tag(each.severity), mend))
    return Table("What the checks would find", columns, rows, cards=True)


def sent_table(record: Record, edition: Edition) -> Table:
    """Return every element that would be sent, in the order of the file; what is empty is left out."""
    columns = (Column("What", heading=True), Column("As sent"), Column("Element"))
    rows = [
        (element_words(element.shown), words, element.shown)
        for element in RECORD_ELEMENTS
        for words in _values(record, element.field, edition)
    ]
    return Table("What would be sent", columns, rows, cards=True)


def _values(record: Record, field: str, edition: Edition) -> Iterator[str]:
    given: str | GivenDate | tuple[str, ...] = getattr(record, field)
    texts: Sequence[str] = given if isinstance(given, tuple) else [given if isinstance(given, str) else given.text]
    for text in texts:
        if not text:
            continue
        if isinstance(given, GivenDate) and given.day:
            yield date_in_words(given.day)
            continue
        row = _lists(edition, field).get(text)
        yield f"{row.label} ({text})" if row else text


def _lists(edition: Edition, field: str) -> Mapping[str, Row]:
    return {
        "activity_code": edition.activity_codes,
        "characteristics": edition.characteristics,
        "cohort_status": edition.cohort_statuses,
        "ethnicity": edition.ethnicities,
        "guarantee_11_status": edition.guarantee_statuses,
        "guarantee_12_status": edition.guarantee_statuses,
        "intended_destination": edition.intended_destinations,
    }.get(field, {})
