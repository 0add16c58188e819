"""
What may be known of somebody that a factor rests on: each piece of evidence, its unit, and how its text is read.

Unknown is not no: what nobody told us is simply not there.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from towpath.rules.dates import add_months

Value = Decimal | str
YES, NO = "yes", "no"

_YES = frozenset({"yes", "y", "true", "t", "1"})
_NO = frozenset({"no", "n", "false", "f", "0"})
_SEN = {
    "E": ("e", "s", "ehcp", "ehc plan", "plan", "statement"),
    "K": ("k", "a", "p", "sen support", "support", "school action", "school action plus"),
    "N": ("n", "none", "no", "no sen", "no special educational need"),
}
_SEN_CODES = {word: code for code, words in _SEN.items() for word in words}


_LANGUAGES = {
    "ENGLISH": "ENG",
    "BELIEVED TO BE ENGLISH": "ENB",
    "ENGLISH (BELIEVED)": "ENB",
    "NOT OBTAINED": "NOT",
    "INFORMATION NOT OBTAINED": "NOT",
    "NOT KNOWN": "NOT",
    "UNKNOWN": "NOT",
    "REFUSED": "REF",
    "CLASSIFICATION PENDING": "ZZZ",
}
_UNKNOWN = frozenset({"", "-", "?", "unknown", "not known", "n/k", "nk", "n/a"})


class UnreadableError(ValueError):
    """A piece of evidence is not what it should be; the words say what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceKind:
    """
    One thing that may be told of somebody. `also` lists other headings that mean it; `unit` is what its text is in.

    `read` turns text into a number or a word of ours, and raises `UnreadableError` where it cannot.
    """

    name: str
    words: str
    unit: str
    read: Callable[[str], Value]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: its value, the day it is as at where that is known, and whence it came."""

    value: Value
    as_at_date: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything told of one person by kind, the latest first, and the day asked about; None is undated evidence."""

    pieces: Mapping[str, Sequence[Piece]]
    as_at: date | None = None

    def latest(self, name: str) -> Piece | None:
        """Return the latest piece of a kind, or None where nobody told us."""
        return next(iter(self.pieces.get(name, ())), None)

    def all(self, name: str) -> Sequence[Piece]:
        """Return every piece of a kind, the latest first."""
        return self.pieces.get(name, ())

    def within(self, months: int | None) -> "Evidence":
        """Return what is no older than so many months on the day asked about; undated evidence is kept."""
        if months is None or self.as_at is None:
            return self
        first = add_months(self.as_at, -months)
        kept = {
            name: [each for each in pieces if each.as_at_date is None or each.as_at_date > first]
            for name, pieces in self.pieces.items()
        }
        return Evidence(kept, self.as_at)


def says_unknown(text: str) -> bool:
    """Return whether a text says that nobody knows, as a blank does."""
    return text.strip().lower() in _UNKNOWN


def plain(value: Value) -> str:
    """Return a value as it is kept and shown: a number without an exponent, a word as it is."""
    return format(value, "f") if isinstance(value, Decimal) else value


def stated(values: Mapping[str, Value], *, source: str = "") -> Evidence:
    """Return undated evidence of one value a kind, as a file gives it."""
    return Evidence({name: (Piece(value, None, source),) for name, value in values.items()})


def _yes_no(text: str) -> Value:
    word = text.strip().lower()
    if word in _YES:
        return YES
    if word in _NO:
        return NO
    raise UnreadableError("Write yes or no, or leave it empty where it is not known.")


def _percent(text: str) -> Value:
    number = _number(text.strip().removesuffix("%"), "Write a percentage from 0 to 100, such as 84.5.")
    if number > 100:
        raise UnreadableError("Write a percentage from 0 to 100, such as 84.5.")
    if 0 < number <= 1:
        raise UnreadableError("This may be a part of 1 and not of 100. Write 84.5 for 84.5%.")
    return number


def _count(text: str) -> Value:
    number = _number(text, "Write a whole number, such as 3, and 0 for none.")
    if number != number.to_integral_value():
        raise UnreadableError("Write a whole number, such as 3, and 0 for none.")
    return number.to_integral_value()


def _number(text: str, words: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise UnreadableError(words) from None
    if not number.is_finite() or number < 0:
        raise UnreadableError(words)
    return number


def _sen(text: str) -> Value:
    code = _SEN_CODES.get(text.strip().lower())
    if code is None:
        raise UnreadableError("Write E for a plan, K for SEN support or N for none.")
    return code


def _language(text: str) -> Value:
    word = re.sub(r"\s+", " ", text).strip().upper()
    return _LANGUAGES.get(word, word)


def _kind(
    name: str, words: str, read: Callable[[str], Value] = _yes_no, unit: str = "yes or no", also: Collection[str] = ()
) -> EvidenceKind:
    return EvidenceKind(name=name, words=words, unit=unit, read=read, also=tuple(also))


EVIDENCE_KINDS: tuple[EvidenceKind, ...] = (
    _kind(
        "attendance_percent",
        "Attendance over the period of the list",
        _percent,
        "percent of possible sessions, 0 to 100",
        ("attendance", "attendance_pct", "attendance_percentage"),
    ),
    _kind(
        "suspensions",
        "How often suspended in the period",
        _count,
        "suspensions",
        ("suspension_count", "exclusions", "fixed_term_exclusions"),
    ),
    _kind(
        "suspension_sessions",
        "Sessions missed through suspension in the period",
        _count,
        "sessions, two to a day",
        ("exclusion_sessions", "excluded_sessions", "sessions_excluded"),
    ),
    _kind("permanently_excluded", "Permanently excluded", also=("permanent_exclusion",)),
    _kind(
        "sen_provision",
        "Special educational needs provision",
        _sen,
        "E plan, K SEN support, N none",
        ("sen", "sen_status"),
    ),
    _kind("send_flag", "Has an education, health and care plan", also=("ehcp", "ehc_plan", "has_ehc_plan")),
    _kind("sen_support_flag", "Has SEN support", also=("sen_support", "has_sen_support")),
    _kind("eal", "English is an additional language", also=("english_additional_language",)),
    _kind("first_language", "First language", _language, "code of the school census, such as ENG, ENB or POL"),
    _kind("alternative_provision", "In alternative provision", also=("educated_away", "ap", "pru")),
    _kind("in_care", "Looked after", also=("looked_after", "lac", "cla")),
    _kind("pregnant", "Pregnant", also=("pregnancy",)),
    _kind("parent", "A parent", also=("young_parent",)),
    _kind("fsm_eligible", "Eligible for free school meals", also=("fsm", "free_school_meals")),
    _kind("young_carer", "A young carer", also=("carer",)),
    _kind("custody", "In custody", also=("in_custody",)),
    _kind("youth_justice", "Supervised by youth justice", also=("yot", "youth_offending")),
)

_BY_NAME = {kind.name: kind for kind in EVIDENCE_KINDS}


def evidence_kind(name: str) -> EvidenceKind:
    """
    Return the kind of that name.

    :raises KeyError: there is no such kind
    """
    return _BY_NAME[name]
