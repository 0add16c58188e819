"""
Messages: who is left out of one and why, what a text costs, and when it may go.

A person decides whom to write to; these rules say whom nobody may write to by a list, and the words for it. Our own
rules: the guidance asks for sensitivity and names no list.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum


class Channel(StrEnum):
    """A way in which a message goes."""

    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"


class To(StrEnum):
    """Whom a message is written to."""

    YOUNG_PERSON = "young_person"
    PARENT = "parent"


class LeftOut(StrEnum):
    """Why somebody is left out, the weightiest first: where several hold, the first is told."""

    DIED = "died"
    ASKED_NOT = "asked_not"
    CONCERN = "concern"
    CUSTODY = "custody"
    TOLD_NOTHING = "told_nothing"
    RETURNED = "returned"
    PROTECTED = "protected"
    NOT_SAFE = "not_safe"
    NO_ROUTE = "no_route"
    TOO_OFTEN = "too_often"


WORDS: Mapping[LeftOut, str] = {
    LeftOut.DIED: "They have died",
    LeftOut.ASKED_NOT: "They asked not to be contacted",
    LeftOut.CONCERN: "There is an open safeguarding concern",
    LeftOut.CUSTODY: "They are in custody",
    LeftOut.TOLD_NOTHING: "Somebody in the family must be told nothing",
    LeftOut.RETURNED: "Post to their address came back",
    LeftOut.PROTECTED: "Their address is protected",
    LeftOut.NOT_SAFE: "No way to reach them is safe to use",
    LeftOut.NO_ROUTE: "We have no way to reach them like this",
    LeftOut.TOO_OFTEN: "They were tried too often since they last answered",
}

LOOK_FIRST = "Somebody must look at the record first"
"""What is said in place of a reason that only some may know."""
NEED_TO_KNOW = frozenset({LeftOut.CONCERN, LeftOut.CUSTODY})


def words_for(reason: LeftOut, may_know: Collection[LeftOut]) -> str:
    """Return why somebody is left out, as far as whoever asks may know it."""
    return LOOK_FIRST if reason in NEED_TO_KNOW and reason not in may_know else WORDS[reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One number or address. `is_safe` is "yes", "no" or "unknown"; `is_parents` says whose it is."""

    id: int
    channel: Channel
    value: str
    is_safe: str = "unknown"
    is_parents: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """
    What is known of somebody that bears on writing to them.

    `keeps_from_family` says that a relative must be told nothing. `attempts` counts what was tried since they were last
    reached.
    """

    ways: Sequence[Way] = ()
    has_died: bool = False
    asked_not: bool = False
    has_concern: bool = False
    in_custody: bool = False
    keeps_from_family: bool = False
    post_came_back: bool = False
    is_protected: bool = False
    attempts: int = 0


def way_or_reason(known: Circumstances, *, channel: Channel, to: To, most_attempts: int) -> Way | LeftOut:
    """
    Return the number or address that a message goes to, or why it goes to none.

    A way known to be safe is taken before one nobody asked about. Where the address is protected, or a relative must be
    told nothing, only a way known to be safe will do. What is not safe is never used.
    """
    if reason := _never(known, channel, to):
        return reason
    ways = [way for way in known.ways if way.channel is channel and way.is_parents is (to is To.PARENT)]
    if not ways:
        return LeftOut.NO_ROUTE
    must_be_sure = channel is not Channel.LETTER and (known.is_protected or known.keeps_from_family)
    allowed = {"yes"} if must_be_sure else {"yes", "unknown"}
    fit = [way for way in ways if way.is_safe in allowed]
    if not fit:
        return LeftOut.NOT_SAFE
    if known.attempts >= most_attempts:
        return LeftOut.TOO_OFTEN
    return next((way for way in fit if way.is_safe == "yes"), fit[0])


def never_sought(known: Circumstances) -> LeftOut | None:
    """Return why nobody may look for somebody by a list, in writing or at their door, or None."""
    holds = (
        (LeftOut.DIED, known.has_died),
        (LeftOut.ASKED_NOT, known.asked_not),
        (LeftOut.CONCERN, known.has_concern),
        (LeftOut.CUSTODY, known.in_custody),
    )
    return next((reason for reason, is_so in holds if is_so), None)


def _never(known: Circumstances, channel: Channel, to: To) -> LeftOut | None:
    """Return why nothing may go by this channel to anybody about them, whatever ways there are."""
    if reason := never_sought(known):
        return reason
    by_post = channel is Channel.LETTER
    holds = (
        (LeftOut.TOLD_NOTHING, known.keeps_from_family and (by_post or to is To.PARENT)),
        (LeftOut.RETURNED, known.post_came_back and by_post),
        (LeftOut.PROTECTED, known.is_protected and by_post),
    )
    return next((reason for reason, is_so in holds if is_so), None)


_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")


@dataclass(frozen=True, slots=True)
class Segments:
    """How many parts a text goes in; `is_unicode` says that a letter in it makes the parts less than half as long."""

    count: int
    is_unicode: bool


def segments_of(text: str) -> Segments:
    """
    Return how many parts a text is billed as.

    160 letters of the GSM alphabet go in one part, or 153 in each of several, some counting twice; with any other
    letter it is 70, or 67. Source: 3GPP TS 23.038 and 23.040.
    """
    if all(letter in _GSM or letter in _GSM_TWICE for letter in text):
        length = len(text) + sum(letter in _GSM_TWICE for letter in text)
        return Segments(_parts(length, 160, 153), is_unicode=False)
    return Segments(_parts(len(text.encode("utf-16-le")) // 2, 70, 67), is_unicode=True)


def _parts(length: int, alone: int, joined: int) -> int:
    return 1 if length <= alone else -(-length // joined)


def next_open(at: datetime, *, opens: time, closes: time) -> datetime:
    """
    Return the first instant from `at` on that is not in the quiet hours: the same, or when the next day's begin.

    Messages go from `opens`, and none from `closes` on.
    """
    if opens <= at.time() < closes:
        return at
    day = at.date() if at.time() < opens else at.date() + timedelta(days=1)
    return datetime.combine(day, opens, tzinfo=at.tzinfo)
