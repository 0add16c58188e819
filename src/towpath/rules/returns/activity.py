"""
The activity of one record: what the statement that speaks on the period end says, or what stands in for it.

A lapsed activity keeps its code. One that has ended, none at all, and one of compulsory age once Year 11 is over leave
a gap. Where the council lets gaps be filled, 810 (150 up to Year 11) is sent and nothing is written in the ledger.
Where it does not, an old activity is sent as lapsed and somebody of whom nothing is known is not sent.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from towpath.rules.dates import academic_year, academic_year_end, academic_year_start
from towpath.rules.returns.context import YEAR_11, YEAR_12
from towpath.rules.returns.facts import ReturnFacts, ReturnPlace, ReturnTerms, ToldActivity
from towpath.rules.returns.omissions import Omission
from towpath.rules.spells import Standing, Status, group_of, neet_start_date, spells_of, status_on
from towpath.rules.statements import OPEN, Statement
from towpath.standards import ActivityCode, Group, LapseFrom

NOT_KNOWN, NOT_KNOWN_AT_SCHOOL_AGE = "810", "150"
ON_ROLL, TAUGHT_AT_HOME = "110", "120"
NO_NUMBER = "9999"
HAS_PLACE = frozenset({"compulsory_age", "education"})
WITHOUT_PLACE = frozenset({"140", "150", "260"})
"""Registered nowhere, not known, and a gap year: education by their code, but at no establishment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentActivity:
    """An activity as it is sent; None and "" are left out of the record."""

    code: str
    start_date: date
    ascertained_date: date
    verified_date: date | None = None
    review_date: date | None = None
    lapses_date: date | None = None
    has_lapsed: bool = False
    neet_start_date: date | None = None
    expected_end_date: date | None = None
    place: ReturnPlace | None = None
    omissions: tuple[Omission, ...] = ()


def sent_activity(facts: ReturnFacts, terms: ReturnTerms, *, group: int, always: bool = False) -> SentActivity | None:
    """
    Return the activity to be sent, or None where nothing is known and gaps are left.

    :param group: the year group on the period end
    :param always: send something whatever the council's choice, as of somebody who leaves
    """
    told = {each.statement.id: each for each in facts.activities}
    statements = [each.statement for each in facts.activities]
    status = status_on(statements, terms.period_end, terms.standards)
    if group <= YEAR_11 and status.standing is not Standing.CURRENT and facts.roll_place:
        return _on_roll(facts, terms)
    speaking = status.statement
    gap = _gap(status, terms, group)
    if gap and (terms.fills_gaps or (speaking is None and always)):
        return _filled(facts, terms, gap, group, speaking)
    if speaking is None:
        return None
    return _stated(told[speaking.id], status, statements, facts, terms)


def _gap(status: Status, terms: ReturnTerms, group: int) -> str:
    """Return why there is no activity to send, or "" where there is one."""
    if status.statement is None:
        return "no_statement"
    if group >= YEAR_12 and group_of(status.statement, terms.standards) is Group.COMPULSORY:
        return "compulsory_age_over"
    return "activity_ended" if status.standing is Standing.ENDED else ""


def _filled(facts: ReturnFacts, terms: ReturnTerms, gap: str, group: int, speaking: Statement | None) -> SentActivity:
    """Return Not Known from the day on which the gap began, or on which we came to know of the person if later."""
    on = terms.period_end
    at_school_age = group <= YEAR_11
    began = academic_year_start(academic_year(on) - (0 if at_school_age else group - YEAR_12))
    if gap == "activity_ended" and speaking and speaking.end_date:
        start = speaking.end_date + timedelta(days=1)
    else:
        start = min(max(began, facts.known_since), on)
    code = NOT_KNOWN_AT_SCHOOL_AGE if at_school_age else NOT_KNOWN
    year_end = academic_year_end(on) if at_school_age else None
    return SentActivity(
        code=code,
        start_date=start,
        ascertained_date=start,
        lapses_date=year_end,
        expected_end_date=year_end,
        omissions=(Omission(gap, "activity_code", code),),
    )


def _on_roll(facts: ReturnFacts, terms: ReturnTerms) -> SentActivity:
    """Return what a school's roll says of a pupil: each year at school is sent as an activity of its own."""
    place = facts.roll_place
    assert place is not None
    on = terms.period_end
    start = max(academic_year_start(academic_year(on)), place.from_date or date.min)
    code = TAUGHT_AT_HOME if place.is_at_home else ON_ROLL
    year_end = academic_year_end(on)
    return SentActivity(
        code=code,
        start_date=start,
        ascertained_date=start,
        verified_date=min(max(place.told_date, start), on),
        lapses_date=year_end,
        expected_end_date=year_end,
        place=_sent_place(code, place.place, terms.edition.activity_codes.get(code), facts, terms),
        omissions=(Omission("on_school_roll", "activity_code", code),),
    )


def _stated(
    told: ToldActivity, status: Status, statements: list[Statement], facts: ReturnFacts, terms: ReturnTerms
) -> SentActivity:
    """
    Return what a statement says.

    A verification after the period end is sent as of the period end, for it vouches for that day too.
    """
    statement, on = told.statement, terms.period_end
    row = terms.edition.activity_codes.get(statement.code)
    verified = min(statement.effective_date, on)
    expected, omissions = _expected_end(statement, row)
    lapses = status.lapses_date if row is None or row.lapse_date == "required" else None
    if lapses is not None:
        lapses = min(lapses, expected or OPEN, statement.end_date or OPEN)
    return SentActivity(
        code=statement.code,
        start_date=statement.start_date,
        ascertained_date=min(max(told.recorded_date, statement.start_date), verified),
        verified_date=verified,
        review_date=statement.review_date if row is None or row.review_date != "no" else None,
        lapses_date=lapses,
        has_lapsed=status.standing is not Standing.CURRENT,
        neet_start_date=_neet_start(statement, row, statements, terms),
        expected_end_date=expected,
        place=_sent_place(statement.code, told.place, row, facts, terms),
        omissions=omissions,
    )


def _expected_end(statement: Statement, row: ActivityCode | None) -> tuple[date | None, tuple[Omission, ...]]:
    expected = statement.expected_end_date or statement.end_date
    if row is None:
        return expected, ()
    if row.expected_end == "no":
        return None, ()
    if expected is None and row.expected_end == "required" and row.terms.lapse_from is LapseFrom.ACADEMIC_YEAR_END:
        year_end = academic_year_end(statement.effective_date)
        return year_end, (Omission("expected_end", "predicted_end_date", year_end.isoformat()),)
    return expected, ()


def _neet_start(
    statement: Statement, row: ActivityCode | None, statements: list[Statement], terms: ReturnTerms
) -> date | None:
    if row is None or not row.is_neet:
        return None
    # One that has ended still began somewhere, and its record still asks when.
    on = min(terms.period_end, statement.end_date or OPEN)
    spells = spells_of([each for each in statements if each.start_date <= terms.period_end], terms.standards)
    return neet_start_date(spells, on, not_known_breaks_run=terms.not_known_breaks_run) or statement.start_date


def _sent_place(
    code: str, place: ReturnPlace | None, row: ActivityCode | None, facts: ReturnFacts, terms: ReturnTerms
) -> ReturnPlace | None:
    """Return an activity's establishment: a council's code and 9999 where education has no number of its own."""
    asks = row is not None and row.subgroup in HAS_PLACE and code not in WITHOUT_PLACE
    place = place or (ReturnPlace() if asks else None)
    if place and not place.number and asks:
        council = place.la_code or facts.value("educated_la") or terms.council
        return replace(place, number=f"{council}{NO_NUMBER}")
    return place
