"""Which weakly known facts a figure rests on, so that whoever quotes it can say so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from towpath.analysis.engine import Connection
from towpath.standards import ActivityCode, Confidence, LapseFrom, Standards

PAGE = "docs/reference/assumptions.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One published row of low confidence that a figure used, in words, and where more is said."""

    code: str
    words: str
    link: str


def assumptions_of(
    connection: Connection, standards: Standards, *, last: date, with_currency: bool
) -> list[Assumption]:
    """Return what is assumed of the codes stated by the last day asked about, in order of code."""
    codes = connection.execute("select distinct code from statements where start_date <= ? order by code", [last])
    return list(_assumed([code for (code,) in codes.fetchall()], standards, last, with_currency=with_currency))


def _assumed(codes: Iterable[str], standards: Standards, on: date, *, with_currency: bool) -> Iterable[Assumption]:
    published = standards.edition_on(on).activity_codes
    for row in (published[code] for code in codes if code in published):
        link = f"{PAGE}#activity-{row.code}"
        if row.confidence is Confidence.LOW:
            yield Assumption(code=row.code, words=f"{row.label}: how it counts is weakly known.", link=link)
        if with_currency and row.currency_confidence is Confidence.LOW:
            yield Assumption(code=row.code, words=f"{row.label}: assumed to lapse {_lapses(row)}.", link=link)


def _lapses(row: ActivityCode) -> str:
    terms = row.terms
    capped = ", or when it is expected to end if that is sooner" if terms.capped_by_expected_end else ""
    match terms.lapse_from:
        case LapseFrom.NONE:
            return "never"
        case LapseFrom.ACADEMIC_YEAR_END:
            return f"on 31 August{capped}"
        case LapseFrom.VERIFIED:
            return f"{terms.amount} {terms.unit} after it was verified{capped}"
        case LapseFrom.REVIEW:
            return f"{terms.amount} {terms.unit} after its review date{capped}"
