"""What a factor is: one question, the evidence it needs, and how that becomes a value with its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from towpath.rules.risk.evidence import YES, Evidence, Piece, Value


@dataclass(frozen=True, slots=True)
class Finding:
    """What the evidence says to a factor's question, as at which day and whence; dates and sources where known."""

    value: Value
    as_at_date: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """
    One question about somebody. Operators, cut-offs and points are not here: they stand in the rows of a scheme.

    `find` returns None where the evidence does not say, and `unknown` says what that means. `words` says a value to
    staff; `to_young_person` says to somebody, kindly, why the question matters, and `looked_at` says to anybody what is
    looked at, in words that follow "We look at". `permission` is the leave it takes to
    be told that this was a reason. `is_special_category` is as UK GDPR articles 9 and 10 have it: health,
    ethnic origin and what reveals it, and criminal offences.
    """

    code: str
    question: str
    evidence: tuple[str, ...]
    unit: str
    unknown: str
    find: Callable[[Evidence], Finding | None]
    words: Callable[[Value], str]
    to_young_person: str
    looked_at: str
    source: str
    is_special_category: bool
    permission: str = "risk.view"


def found(piece: Piece | None) -> Finding | None:
    """Return a piece of evidence as it stands, or None where there is none."""
    return None if piece is None else Finding(piece.value, piece.as_at_date, piece.source)


def told(name: str) -> Callable[[Evidence], Finding | None]:
    """Return how a factor finds the latest piece of one kind as it stands."""
    return lambda evidence: found(evidence.latest(name))


def claims(holds: str, does_not: str) -> Callable[[Value], str]:
    """Return how a factor says yes and no."""
    return lambda value: holds if value == YES else does_not
