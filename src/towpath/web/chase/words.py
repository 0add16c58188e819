"""How the chase board says why somebody is on it, since when, and what was tried."""

from collections.abc import Mapping
from datetime import date

from towpath.contact.queries import LastContact
from towpath.rules.spells import Standing
from towpath.tracking.queries import ChaseLine, Reason
from towpath.web.words import plural, short_date

REASON_LABELS: Mapping[Reason, str] = {
    Reason.NOT_KNOWN: "Not known",
    Reason.NEET_NOT_CONTACTED: "NEET, not reached",
    Reason.START_PASSED: "Start passed",
    Reason.END_PASSED: "End passed",
    Reason.REVIEW_PASSED: "Review passed",
    Reason.LAPSING: "Lapsing soon",
}


def since_words(line: ChaseLine) -> str:
    """Return why somebody is on the board with its date, as "Lapses on 14 Feb 2026"."""
    if line.due_date == date.min:
        return "Never reached, as far as we know"
    if line.reason is Reason.NOT_KNOWN and line.status.standing is Standing.NO_STATEMENT:
        return "Nobody has ever told us"
    day = short_date(line.due_date)
    words = {
        Reason.NOT_KNOWN: f"Not known since {day}",
        Reason.NEET_NOT_CONTACTED: f"Last heard from on {day}",
        Reason.START_PASSED: f"Was to start by {day}",
        Reason.END_PASSED: f"Was expected to end on {day}",
        Reason.REVIEW_PASSED: f"Review was due on {day}",
        Reason.LAPSING: f"Lapses on {day}",
    }
    return words[line.reason]


def tried_words(contact: LastContact | None) -> str:
    """Return when somebody was last tried and how often since they were last reached."""
    if contact is None or contact.tried_at is None:
        return "Not tried yet"
    last = f"Last tried {short_date(contact.tried_at)}"
    return f"{last}, {plural(contact.attempts_since, 'try', 'tries')} since reached" if contact.attempts_since else last
