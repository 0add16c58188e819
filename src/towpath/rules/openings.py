"""
Who could take this young person, from when, and the one thing that stands in the way.

Each condition is met, missed, or must be asked about: what a directory does not say is never taken for a no, nor for a
yes.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from operator import itemgetter
from typing import Any

from towpath.rules.dates import age, day_words
from towpath.rules.distance import Point, postcode_district, straight_line_km

SAME_WEEK = timedelta(days=6)
SEPTEMBER = 9
MANY = 2
"""Missing so many things is no near miss, so whatever else is missing need not be looked for."""


class StartRule(StrEnum):
    """When a course takes people."""

    UNKNOWN = ""
    ROLL_ON = "roll_on"
    FIXED_DATE = "fixed_date"
    SEPTEMBER = "september"


class Met(StrEnum):
    """What became of one condition."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


class Verdict(StrEnum):
    """Whether somebody could be taken: yes; yes as far as is known; but for one thing; or not."""

    CAN = "can"
    ASK_FIRST = "ask_first"
    NEAR_MISS = "near_miss"
    CANNOT = "cannot"


BEST_FIRST = (Verdict.CAN, Verdict.ASK_FIRST, Verdict.NEAR_MISS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a directory says of one opening; None and empty are not known."""

    start_rule: StartRule = StartRule.UNKNOWN
    start_date: date | None = None
    apply_by_date: date | None = None
    level: int | None = None
    hours_a_week: int | None = None
    least_age: int | None = None
    most_age: int | None = None
    entry_level: int | None = None
    asks_english_and_maths: bool | None = None
    has_send_support: bool | None = None
    is_small_group: bool | None = None
    places: int | None = None
    checked_date: date | None = None
    postcode: str = ""
    point: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    What one young person needs, on a day. Null is not known of what they hold, and not asked for of the rest.

    `start_date` is the day on which they want to begin, and its week.
    """

    on: date
    start_date: date
    birth_date: date | None = None
    level: int | None = None
    held_level: int | None = None
    holds_english_and_maths: bool | None = None
    most_hours: int | None = None
    needs_support: bool = False
    wants_small_group: bool = False
    most_km: int | None = None
    postcode: str = ""
    point: Point | None = None
    stale_after_days: int = 42


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition: whether it is met, and why, in words."""

    met: Met
    words: str


@dataclass(frozen=True, slots=True)
class Fit:
    """
    Whether an opening could take somebody, and why. `missing` is the one thing that a near miss lacks.

    Of one that cannot, the reasons go no further than the second thing missing.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    missing: str = ""

    @property
    def to_ask(self) -> tuple[str, ...]:
        """Return what must be asked before anybody is told that they could be taken."""
        return tuple(reason.words for reason in self.reasons if reason.met is Met.ASK)


def is_stale(checked_date: date | None, on: date, days: int) -> bool:
    """Return whether what a directory says was last checked more than so many days ago, or never."""
    return checked_date is None or (on - checked_date).days > days


def fit(offer: Offer, wanted: Wanted) -> Fit:
    """Return whether an opening could take somebody, from what the directory says and what is known of them."""
    reasons: list[Reason] = []
    missing: list[str] = []
    for condition in CONDITIONS:
        reason = condition.answer(offer, wanted)
        if reason is None:
            continue
        reasons.append(reason)
        if reason.met is Met.NO:
            missing.append(reason.words)
            if len(missing) == MANY:
                return Fit(Verdict.CANNOT, tuple(reasons))
    if missing:
        return Fit(Verdict.NEAR_MISS, tuple(reasons), missing[0])
    asks = any(reason.met is Met.ASK for reason in reasons)
    return Fit(Verdict.ASK_FIRST if asks else Verdict.CAN, tuple(reasons))


@dataclass(frozen=True, slots=True)
class Condition:
    """
    One thing asked of an opening, and the facts of the offer that answer it.

    `asked_by` names what in `Wanted` must be given before the answer can stand in anybody's way; empty is always.
    """

    answer: Callable[[Offer, Wanted], Reason | None]
    reads: tuple[str, ...]
    asked_by: str = ""

    def is_asked(self, wanted: Wanted) -> bool:
        """Return whether the answer bears on the verdict of a search."""
        given = getattr(wanted, self.asked_by) if self.asked_by else True
        return given is not None and given is not False


class Search:
    """
    One search of many openings. `reads` names the facts that bear on it, in the order in which an offer has them.

    A directory says the same of many openings, so each condition's answer to the same facts is remembered.
    """

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        asked = [condition for condition in CONDITIONS if condition.is_asked(wanted)]
        read = {name for condition in asked for name in condition.reads}
        self.reads = tuple(field.name for field in fields(Offer) if field.name in read)
        self._asked: list[tuple[Condition, Callable[[Sequence[Hashable]], Hashable], dict[Hashable, Met]]] = [
            (condition, itemgetter(*(self.reads.index(name) for name in condition.reads)), {}) for condition in asked
        ]

    def verdict(self, facts: Sequence[Hashable]) -> Verdict:
        """Return what `fit` comes to, from the facts of an opening that `reads` names, in its order."""
        missing, asks = 0, False
        for condition, taken_from, answers in self._asked:
            told = taken_from(facts)
            met = answers.get(told)
            if met is None:
                met = answers[told] = self._answer(condition, told)
            if met is Met.NO:
                missing += 1
                if missing == MANY:
                    return Verdict.CANNOT
            elif met is Met.ASK:
                asks = True
        if missing:
            return Verdict.NEAR_MISS
        return Verdict.ASK_FIRST if asks else Verdict.CAN

    def _answer(self, condition: Condition, told: Any) -> Met:
        # One fact alone is taken as it is; of several a tuple.
        values = (told,) if len(condition.reads) == 1 else told
        offer = Offer(**dict(zip(condition.reads, values, strict=True)))
        reason = condition.answer(offer, self.wanted)
        return Met.YES if reason is None else reason.met


@dataclass(frozen=True, slots=True)
class Matches:
    """The ids of openings that could take somebody or nearly, by verdict, and how many openings there were."""

    by_verdict: Mapping[Verdict, Sequence[int]]
    looked_at: int

    @property
    def found(self) -> list[int]:
        """Return those that can, then those to ask, then near misses, each in the order given."""
        return [one for verdict in BEST_FIRST for one in self.by_verdict[verdict]]

    def count(self, verdict: Verdict) -> int:
        """Return how many came to a verdict; whatever is none of the best cannot."""
        if verdict is Verdict.CANNOT:
            return self.looked_at - sum(len(self.by_verdict[each]) for each in BEST_FIRST)
        return len(self.by_verdict[verdict])


def match(rows: Iterable[tuple[int, Sequence[Hashable]]], search: Search, *, looked_at: int) -> Matches:
    """
    Return what could take somebody, of openings by id with the facts that the search reads.

    :param looked_at: how many openings there were, with those that were left out because they surely cannot
    """
    sorted_out: dict[Verdict, list[int]] = {verdict: [] for verdict in Verdict}
    for opening_id, facts in rows:
        sorted_out[search.verdict(facts)].append(opening_id)
    return Matches({verdict: tuple(sorted_out[verdict]) for verdict in BEST_FIRST}, looked_at)


def _start(offer: Offer, wanted: Wanted) -> Reason:
    starts, day = offer.start_date, wanted.start_date
    # Compared as text, for a search is given the facts as a row holds them.
    if offer.start_rule == StartRule.ROLL_ON:
        if starts and starts > day + SAME_WEEK:
            return Reason(Met.NO, f"It takes people at any time, but only from {day_words(starts)}.")
        return Reason(Met.YES, "It takes people at any time of the year.")
    if offer.start_rule == StartRule.SEPTEMBER:
        if day.month == SEPTEMBER:
            return Reason(Met.YES, "It takes people in September.")
        year = day.year + (day.month > SEPTEMBER)
        return Reason(Met.NO, f"It takes people in September only: next in September {year}.")
    if offer.start_rule == StartRule.UNKNOWN or starts is None:
        return Reason(Met.ASK, "We do not know when it takes people.")
    if starts > day + SAME_WEEK:
        return Reason(Met.NO, f"It starts later, on {day_words(starts)}.")
    if starts < day:
        return Reason(Met.NO, f"It began on {day_words(starts)}, and no later start is known.")
    return Reason(Met.YES, f"It starts on {day_words(starts)}.")


def _deadline(offer: Offer, wanted: Wanted) -> Reason | None:
    if offer.apply_by_date is None:
        return None
    if offer.apply_by_date < wanted.on:
        return Reason(Met.NO, f"Applications closed on {day_words(offer.apply_by_date)}.")
    return Reason(Met.YES, f"Apply by {day_words(offer.apply_by_date)}.")


def _places(offer: Offer, wanted: Wanted) -> Reason | None:
    if offer.places is None:
        return None
    if offer.places == 0:
        return Reason(Met.NO, "It has no place left.")
    return Reason(Met.YES, f"It has {offer.places} {'place' if offer.places == 1 else 'places'}.")


def _level(offer: Offer, wanted: Wanted) -> Reason | None:
    if wanted.level is None:
        return None
    if offer.level is None:
        return Reason(Met.ASK, "We do not know its level.")
    met = Met.YES if offer.level == wanted.level else Met.NO
    return Reason(met, f"It is at {level_words(offer.level)}.")


def _age(offer: Offer, wanted: Wanted) -> Reason | None:
    if offer.least_age is None and offer.most_age is None:
        return None
    if wanted.birth_date is None:
        return Reason(Met.ASK, "It has an age limit, and we do not know their birth date.")
    then = age(wanted.birth_date, wanted.start_date)
    if offer.least_age is not None and then < offer.least_age:
        return Reason(Met.NO, f"It takes people from {offer.least_age}; they will be {then}.")
    if offer.most_age is not None and then > offer.most_age:
        return Reason(Met.NO, f"It takes people up to {offer.most_age}; they will be {then}.")
    return Reason(Met.YES, f"They are of the age it takes, at {then}.")


def _entry(offer: Offer, wanted: Wanted) -> Reason | None:
    if offer.entry_level is None:
        return None
    asked = level_words(offer.entry_level)
    if wanted.held_level is None:
        return Reason(Met.ASK, f"It asks for {asked}. Ask what they hold.")
    if wanted.held_level < offer.entry_level:
        return Reason(Met.NO, f"It asks for {asked}; they hold {level_words(wanted.held_level)}.")
    return Reason(Met.YES, f"They hold the {asked} it asks for.")


def _english_and_maths(offer: Offer, wanted: Wanted) -> Reason | None:
    if not offer.asks_english_and_maths:
        return None
    if wanted.holds_english_and_maths is None:
        return Reason(Met.ASK, "It asks for English and maths at grade 4. Ask whether they hold both.")
    if wanted.holds_english_and_maths:
        return Reason(Met.YES, "They hold the English and maths it asks for.")
    return Reason(Met.NO, "It asks for English and maths at grade 4, which they do not hold.")


def _hours(offer: Offer, wanted: Wanted) -> Reason | None:
    if wanted.most_hours is None:
        return None
    if offer.hours_a_week is None:
        return Reason(Met.ASK, "We do not know its hours a week.")
    words = f"It takes {offer.hours_a_week} hours a week"
    if offer.hours_a_week > wanted.most_hours:
        return Reason(Met.NO, f"{words}, more than {wanted.most_hours}.")
    return Reason(Met.YES, f"{words}.")


def _support(offer: Offer, wanted: Wanted) -> Reason | None:
    if not wanted.needs_support:
        return None
    if offer.has_send_support is None:
        return Reason(Met.ASK, "We do not know whether it gives extra support to learn.")
    if offer.has_send_support:
        return Reason(Met.YES, "It gives extra support to learn.")
    return Reason(Met.NO, "It gives no extra support to learn.")


def _small_group(offer: Offer, wanted: Wanted) -> Reason | None:
    if not wanted.wants_small_group:
        return None
    if offer.is_small_group is None:
        return Reason(Met.ASK, "We do not know whether its groups are small.")
    if offer.is_small_group:
        return Reason(Met.YES, "Its groups are small.")
    return Reason(Met.NO, "Its groups are not small.")


def _distance(offer: Offer, wanted: Wanted) -> Reason | None:
    words, km = distance(offer, wanted)
    if wanted.most_km is None:
        return Reason(Met.YES, words) if words else None
    if km is None:
        return Reason(Met.ASK, words or "We do not know how far it is.")
    if km > wanted.most_km:
        return Reason(Met.NO, f"{words} That is more than {wanted.most_km} km.")
    return Reason(Met.YES, words)


def distance(offer: Offer, wanted: Wanted) -> tuple[str, float | None]:
    """
    Return how far an opening is from somebody's home in words, and in kilometres where both are on the map.

    It is a straight line and says so; where one of the two is not on the map, it compares postcode districts.
    """
    if offer.point and wanted.point:
        km = straight_line_km(offer.point, wanted.point)
        about = " from the middle of their postcode district" if wanted.point.of_district else ""
        return f"{km:.1f} km in a straight line{about}, not by road or bus.", km
    here, there = postcode_district(wanted.postcode), postcode_district(offer.postcode)
    if not (here and there):
        return "", None
    if here == there:
        return f"It is in their own postcode district, {there}. We cannot say how far.", None
    return f"It is in {there} and they live in {here}. We cannot say how far.", None


def _freshness(offer: Offer, wanted: Wanted) -> Reason | None:
    if not is_stale(offer.checked_date, wanted.on, wanted.stale_after_days):
        return None
    if offer.checked_date is None:
        return Reason(Met.ASK, "Nobody has checked this entry.")
    return Reason(
        Met.ASK, f"This entry was last checked on {day_words(offer.checked_date)}. Ring before you rely on it."
    )


CONDITIONS: tuple[Condition, ...] = (
    Condition(_start, ("start_rule", "start_date")),
    Condition(_deadline, ("apply_by_date",)),
    Condition(_places, ("places",)),
    Condition(_level, ("level",), asked_by="level"),
    Condition(_age, ("least_age", "most_age")),
    Condition(_entry, ("entry_level",)),
    Condition(_english_and_maths, ("asks_english_and_maths",)),
    Condition(_hours, ("hours_a_week",), asked_by="most_hours"),
    Condition(_support, ("has_send_support",), asked_by="needs_support"),
    Condition(_small_group, ("is_small_group",), asked_by="wants_small_group"),
    Condition(_distance, ("postcode", "point"), asked_by="most_km"),
    Condition(_freshness, ("checked_date",)),
)
"""What is asked of an opening, in the order in which the answers are read."""


def level_words(level: int) -> str:
    """Return a level of qualification in words; nought is entry level."""
    return f"level {level}" if level else "entry level"
