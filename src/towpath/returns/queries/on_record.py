"""What the return that is next would say of one person, as things stand or as they would with something changed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

from towpath.access.viewer import Viewer
from towpath.organisation.queries import get_organisation, settings_on
from towpath.people.queries.records import CHARACTERISTIC_DOORS
from towpath.people.queries.visible import visible_to
from towpath.returns.actions.building import header_of, terms_of
from towpath.returns.actions.gathering import Gathering
from towpath.returns.actions.numbers import Numbers
from towpath.returns.actions.places import Places
from towpath.returns.due import next_month
from towpath.rules.returns.build import Built, build_record
from towpath.rules.returns.check import ReturnProblem, check_items
from towpath.rules.returns.facts import ReturnFacts
from towpath.rules.returns.layout import ELEMENTS
from towpath.rules.returns.members import NotSent
from towpath.rules.returns.model import Header, Record
from towpath.standards import Edition

Change = Callable[[ReturnFacts], ReturnFacts]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOnRecord:
    """One thing that a check finds or that would be filled or left out; no value of what the viewer may not know."""

    code: str
    severity: str
    element: str
    value: str
    other: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """
    What the return of a month would say of somebody: the record sent, or why there is none, and what is wrong with it.

    What the viewer may not know of a person is left out of the record.
    """

    period_end: date
    edition: Edition
    record: Record | None
    not_sent: NotSent | None
    found: tuple[FoundOnRecord, ...]


def find_on_record(viewer: Viewer, person_id: int, on: date, *, at: datetime) -> OnRecord | None:
    """
    Return what the return that is next would say of somebody; None where the viewer may not see or change them.

    A number that somebody else has too is found by checks of the whole return alone. About 25 queries.

    :param at: the instant as known at
    """
    return _said(viewer, person_id, on, at, None)


def would_break(viewer: Viewer, person_id: int, on: date, *, at: datetime, change: Change) -> tuple[FoundOnRecord, ...]:
    """
    Return what the return would find wrong with somebody if something were changed that it does not find wrong now.

    :param change: takes what is known of them and returns it as it would be
    """
    gathered = _gathered(viewer, person_id, on, at)
    if gathered is None:
        return ()
    before = _answer(viewer, person_id, gathered, None)
    after = _answer(viewer, person_id, gathered, change)
    known = Counter((each.code, each.element, each.value) for each in before.found)
    new = []
    for each in after.found:
        key = (each.code, each.element, each.value)
        if known[key]:
            known[key] -= 1
        elif each.severity not in ("filled", "left_out"):
            new.append(each)
    return tuple(new)


@dataclass(frozen=True, slots=True)
class _Gathered:
    gathering: Gathering
    header: Header
    facts: ReturnFacts | None
    needs_number: bool = False


def _said(viewer: Viewer, person_id: int, on: date, at: datetime, change: Change | None) -> OnRecord | None:
    gathered = _gathered(viewer, person_id, on, at)
    return None if gathered is None else _answer(viewer, person_id, gathered, change)


def _gathered(viewer: Viewer, person_id: int, on: date, at: datetime) -> _Gathered | None:
    if not viewer.may("people.edit") or not visible_to(viewer, on).filter(pk=person_id).exists():
        return None
    organisation = get_organisation(viewer.organisation)
    period_end = next_month(organisation, on)
    terms = terms_of(organisation, period_end, at, settings_on(organisation, period_end, known_at=at))
    places = Places(organisation=organisation, known_at=at, at=at)
    gathering = Gathering(organisation=organisation, terms=terms, known_at=at, places=places, only=[person_id])
    facts, needs_number = None, False
    if person_id in gathering.person_ids():
        [found] = gathering.gather([person_id])
        needs_number = found.needs_number
        if needs_number:
            found = found.numbered(Numbers(organisation=organisation).propose([person_id])[person_id])
        facts = found.facts
    return _Gathered(gathering, header_of(organisation, period_end, at), facts, needs_number)


def _answer(viewer: Viewer, person_id: int, gathered: _Gathered, change: Change | None) -> OnRecord:
    terms = gathered.gathering.terms
    built = Built(not_sent=NotSent.OUTSIDE_AGES)
    if gathered.facts is not None:
        built = build_record(change(gathered.facts) if change else gathered.facts, terms)
    elif not gathered.gathering.has_birth_date(person_id):
        built = Built(not_sent=NotSent.NO_BIRTH_DATE)
    hidden = {code for code, door in CHARACTERISTIC_DOORS.items() if not viewer.sees(door, person_id)}
    result = check_items(chain(iter([gathered.header]), built.records), terms.standards)
    own = built.records[0].young_persons_id if built.records else ""
    found = [_found(each, hidden) for each in result.problems if each.young_persons_id == own and own]
    found += [
        FoundOnRecord(
            code=each.code,
            severity=each.severity.value,
            element=ELEMENTS[each.field].shown,
            value=each.value,
            other="",
        )
        for each in built.omissions
    ]
    record = built.records[0] if built.records else None
    if record and hidden:
        record = replace(record, characteristics=tuple(code for code in record.characteristics if code not in hidden))
    if record and gathered.needs_number:
        # What they would be given is nobody's until a return is built.
        record = replace(record, young_persons_id="")
    return OnRecord(
        period_end=terms.period_end,
        edition=terms.edition,
        record=record,
        not_sent=built.not_sent,
        found=tuple(found),
    )


def _found(problem: ReturnProblem, hidden: set[str]) -> FoundOnRecord:
    # What is wrong with a characteristic says that somebody has it.
    is_hidden = problem.element == ELEMENTS["characteristics"].shown and problem.value in hidden
    return FoundOnRecord(
        code=problem.code,
        severity=problem.severity,
        element=problem.element,
        value="" if is_hidden else problem.value,
        other="" if is_hidden else problem.other,
        is_hidden=is_hidden,
    )
