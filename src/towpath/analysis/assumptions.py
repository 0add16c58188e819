"""Which weakly known facts a figure rests on, so that whoever quotes it can say so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from towpath.analysis.engine import Connection
from towpath.standards import Standards
from towpath.standards.assumed import About, anchor_of, assumed_of

PAGE = "docs/reference/assumptions.md"
ACTIVITIES = "activity_codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One published row of low confidence that a figure used, in words, and where more is said."""

    code: str
    label: str
    words: str

    @property
    def anchor(self) -> str:
        """Return the name of the row's place on a page of what is assumed."""
        return anchor_of(ACTIVITIES, self.code)

    @property
    def link(self) -> str:
        """Return where the documents say more of it."""
        return f"{PAGE}#{self.anchor}"


def assumptions_of(
    connection: Connection, standards: Standards, *, last: date, with_currency: bool
) -> list[Assumption]:
    """Return what is assumed of the codes stated by the last day asked about, in order of code."""
    codes = connection.execute("select distinct code from statements where start_date <= ? order by code", [last])
    return list(assumptions_about([code for (code,) in codes.fetchall()], standards, last, with_currency=with_currency))


def assumptions_about(
    codes: Iterable[str], standards: Standards, on: date, *, with_currency: bool = True
) -> Iterator[Assumption]:
    """Yield what is assumed of how these codes count and, with currency, of when they lapse, in the order given."""
    published = standards.edition_on(on).activity_codes
    used = (About.ROW, About.CURRENCY) if with_currency else (About.ROW,)
    for row in (published[code] for code in codes if code in published):
        for each in assumed_of(ACTIVITIES, row):
            if each.about in used:
                yield Assumption(code=row.code, label=row.label, words=f"{row.label}: assumed to {each.words}.")
