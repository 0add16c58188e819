"""Currency: how long an activity may be reported as known before somebody must confirm it again."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from towpath.rules.dates import academic_year_end, add_months
from towpath.rules.statements import Statement
from towpath.standards import CurrencyTerms, LapseFrom, LapseUnit, Standards


class Because(StrEnum):
    """What set the lapse date."""

    DOES_NOT_LAPSE = "the code does not lapse"
    ACADEMIC_YEAR_ENDS = "the academic year ends"
    COUNTED_FROM_VERIFICATION = "counted from the verification"
    COUNTED_FROM_REVIEW = "counted from the review date"
    NO_REVIEW_DATE = "no review date was given, so counted from the verification"
    STATED_BY_SENDER = "no review date was given, so as the sender stated"
    EXPECTED_END = "the activity is expected to end"
    CODE_NOT_PUBLISHED = "the code is not published, so nothing is known from it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """The last day on which an activity is current, None where it does not lapse, and what set it."""

    lapses_date: date | None
    because: Because


def currency_of(statement: Statement, standards: Standards) -> Currency:
    """
    Return the last day on which this activity may be reported as known.

    The terms are those in force on the day the statement vouches from. A code that was never published lapses before it
    starts.
    Source: docs/published-facts.md, Currency; inferred from sample records of 2019-20, see standards/SOURCES.md
    `inferred-currency`.
    """
    terms = standards.terms_on(statement.code, statement.effective_date)
    if terms is None:
        return Currency(lapses_date=statement.start_date - timedelta(days=1), because=Because.CODE_NOT_PUBLISHED)
    uncapped = _uncapped(statement, terms)
    end = statement.expected_end_date
    if terms.capped_by_expected_end and uncapped.lapses_date and end and end < uncapped.lapses_date:
        return Currency(lapses_date=end, because=Because.EXPECTED_END)
    return uncapped


def _uncapped(statement: Statement, terms: CurrencyTerms) -> Currency:
    vouched = statement.effective_date
    if terms.lapse_from is LapseFrom.NONE:
        return Currency(lapses_date=None, because=Because.DOES_NOT_LAPSE)
    if terms.lapse_from is LapseFrom.ACADEMIC_YEAR_END:
        return Currency(lapses_date=academic_year_end(vouched), because=Because.ACADEMIC_YEAR_ENDS)
    if terms.lapse_from is LapseFrom.VERIFIED:
        return Currency(lapses_date=_counted(vouched, terms), because=Because.COUNTED_FROM_VERIFICATION)
    return _from_review(statement, terms)


def _from_review(statement: Statement, terms: CurrencyTerms) -> Currency:
    if statement.review_date:
        return Currency(lapses_date=_counted(statement.review_date, terms), because=Because.COUNTED_FROM_REVIEW)
    if statement.stated_lapses_date:
        return Currency(lapses_date=statement.stated_lapses_date, because=Because.STATED_BY_SENDER)
    return Currency(lapses_date=_counted(statement.effective_date, terms), because=Because.NO_REVIEW_DATE)


def _counted(day: date, terms: CurrencyTerms) -> date:
    amount = terms.amount or 0
    return add_months(day, amount) if terms.unit is LapseUnit.MONTHS else day + timedelta(days=amount)
