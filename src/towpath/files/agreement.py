"""Whether a sharing agreement lets a file go: facts in, a reason out."""

from dataclasses import dataclass
from datetime import date

from towpath.rules.dates import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """
    What an agreement says: who may receive, for which purposes, and from when to when, both days included.

    `reference` is how the agreement, or the law it rests on, is known.
    """

    reference: str
    parties: frozenset[str]
    covers: frozenset[str]
    from_date: date
    to_date: date | None = None


def reason_to_refuse(agreement: Agreement | None, *, to: str, purpose: str, on: date) -> str | None:
    """Return why a file may not go to somebody for a purpose on a day, in words that say what to do, or None."""
    if agreement is None:
        return f"There is no sharing agreement with {to}. Record one first."
    named = f"The agreement {agreement.reference}"
    if to not in agreement.parties:
        return f"{named} is not with {to}. Choose an agreement that names them."
    if purpose not in agreement.covers:
        return f"{named} does not cover {purpose}. Choose one that does, or have it changed."
    if on < agreement.from_date:
        return f"{named} starts on {day_words(agreement.from_date)}. Wait until then."
    if agreement.to_date and on > agreement.to_date:
        return f"{named} ended on {day_words(agreement.to_date)}. Have it renewed first."
    return None
