"""
The shapes a check may take. One file holds one check, named by its code.

`words` say what is wrong, then what to do. They may hold {value}, what was given; {other}, what it was held against;
and {line}. Severity and label come from the published list; only checks of our own, whose codes begin "TOWPATH-",
state theirs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from towpath.rules.returns.context import Context
from towpath.rules.returns.model import FaultKind, Header, Record

OURS = "TOWPATH-"
ADVICE = "advice"
ERROR = "error"
PERIOD_END = "period_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the published list says of its checks, for one that is ours."""

    severity: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCheck:
    """Fails a record over one of its fields; `other` names the field, or PERIOD_END, that it was held against."""

    code: str
    field: str
    words: str
    fails: Callable[[Record, Context], bool]
    other: str = ""


@dataclass(frozen=True, slots=True)
class At:
    """A field that fails, the value it has, and which of its values that is where it repeats."""

    field: str
    value: str
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsCheck:
    """Fails a record over any number of its fields; `finds` answers with each."""

    code: str
    words: str
    finds: Callable[[Record, Context], Iterable[At]]
    own: Own | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatCheck:
    """
    Fails a record whose `key` an earlier record with another `owner` had; a record whose key is "" is passed over.

    {other} in the words is the earlier owner.
    """

    code: str
    field: str
    words: str
    key: Callable[[Record], str]
    owner: Callable[[Record], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderCheck:
    """Fails the header over one of its fields; `finds` answers with each value that will not do, "" for one missing."""

    code: str
    field: str
    words: str
    finds: Callable[[Header, Context], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultCheck:
    """
    Tells what the reader met that is not part of a return, in the words of each kind of fault.

    {other} in the words is how many times it was met.
    """

    code: str
    words: Mapping[FaultKind, str]
    own: Own | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCheck:
    """Tells a published check that has no rule here, so that none is passed over in silence."""

    code: str
    words: str
    own: Own


Check = RecordCheck | FieldsCheck | RepeatCheck | HeaderCheck | FaultCheck | ListCheck


def own_words(check: Check) -> Own | None:
    """Return what a check of ours states of itself, or None for a published one."""
    return check.own if isinstance(check, FieldsCheck | FaultCheck | ListCheck) else None
