"""
Trying to reach somebody: which ways still work, when to stop, and which way to try next and why.

Nothing here forbids: a person may always overrule what is proposed, and that is written down. Every instant is local.
Source: docs/published-facts.md, What practice asks.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from towpath.rules.dates import add_months, day_words

NOON, EVENING_STARTS = 12, 17
PARTS_TO_CALL_AT = 2
"""Whoever is not in before noon may be in the evening: calls are spent only once made at two times of day."""
ASKED_TO_STOP = frozenset({"refused", "leave_alone"})
FAILED_ROUTE = frozenset({"wrong_number", "bounced"})
THEMSELVES, NEITHER = "Y", "N"
CHANNEL_OF_KIND = {"phone": frozenset({"phone", "text"}), "email": frozenset({"email"}), "post": frozenset({"letter"})}


class PartOfDay(StrEnum):
    """When in a day somebody was tried."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


def part_of_day(hour: int) -> PartOfDay:
    """Return the part of the day: the evening starts at five, when most are back from wherever they are."""
    if hour < NOON:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if hour < EVENING_STARTS else PartOfDay.EVENING


class Way(StrEnum):
    """A way to find out, in the order in which practice tries them."""

    TEXT = "text"
    CALL = "call"
    LETTER = "letter"
    VISIT = "visit"
    PARTNERS = "partners"
    COUNCIL = "council"


CHANNEL_OF_WAY = {Way.TEXT: "text", Way.CALL: "phone", Way.LETTER: "letter", Way.VISIT: "in_person"}
KEPT_QUIET = frozenset({"phone", "text", "in_person"})
"""What disturbs a household at night."""
WAY_WORDS = {
    Way.TEXT: "Send a text",
    Way.CALL: "Ring",
    Way.LETTER: "Write a letter",
    Way.VISIT: "Knock at the door",
    Way.PARTNERS: "Ask partner services: the school they left, social care, youth justice, the jobcentre",
    Way.COUNCIL: "Ask the neighbouring councils",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """
    One time that somebody was tried or reached. `reached` is Y for them, F for family alone, N for neither.

    `route_id` is the number or address used, where it was written down.
    """

    happened_at: datetime
    channel: str
    outcome: str
    reached: str = NEITHER
    route_id: int | None = None

    @property
    def date(self) -> date:
        """The day on which it was."""
        return self.happened_at.date()


@dataclass(frozen=True, slots=True)
class Route:
    """One way to reach somebody that is on their record: its id, whether phone, e-mail or post, and since when."""

    id: int
    kind: str
    recorded_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    A council's rules for when to stop: at most `most` tries by one channel in `days`, the next way after `unanswered`.

    Whoever refused is left for `leave_months`; nobody is disturbed from the hour `quiet_from` until `quiet_until`.
    """

    most: int = 3
    days: int = 14
    unanswered: int = 2
    leave_months: int = 3
    quiet_from: int = 20
    quiet_until: int = 9


class StopReason(StrEnum):
    """Why nobody should try now."""

    LEFT_ALONE = "left_alone"
    TOO_MANY = "too_many"
    QUIET_HOURS = "quiet_hours"


@dataclass(frozen=True, slots=True)
class Stop:
    """Why not to try now, in words too, and the first day on which to; the same day where only the hour is wrong."""

    reason: StopReason
    until: date
    words: str


def working_routes(routes: Iterable[Route], tries: Sequence[Tried]) -> list[Route]:
    """
    Return the numbers and addresses that may still work, as far as what came of trying tells.

    A wrong number or a message that came back spoils the route it was sent by, until that is recorded anew. Where
    nobody wrote down which it was, it spoils one of that kind, the oldest; it cannot spoil one recorded later.
    """
    kept = sorted(routes, key=lambda each: (each.recorded_date, each.id))
    for tried in sorted(tries, key=lambda each: each.happened_at):
        if tried.outcome not in FAILED_ROUTE:
            continue
        spoilt = next(
            (
                each
                for each in kept
                if each.recorded_date <= tried.date
                and tried.channel in CHANNEL_OF_KIND.get(each.kind, ())
                and tried.route_id in (None, each.id)
            ),
            None,
        )
        if spoilt is not None:
            kept.remove(spoilt)
    return kept


def asked_to_stop_date(tries: Iterable[Tried]) -> date | None:
    """Return when somebody asked to be left alone, or refused, if that is the last we heard from them themselves."""
    reached = [each for each in tries if each.reached == THEMSELVES]
    last = max(reached, key=lambda each: each.happened_at, default=None)
    return last.date if last is not None and last.outcome in ASKED_TO_STOP else None


def tries_by(channel: str, tries: Iterable[Tried], *, on: date, days: int) -> list[Tried]:
    """Return the tries by one channel that reached nobody, in so many days up to a day, that day included."""
    first = on - timedelta(days=days - 1)
    return [
        each for each in tries if each.channel == channel and each.reached != THEMSELVES and first <= each.date <= on
    ]


def stop_of(channel: str, tries: Sequence[Tried], *, at: datetime, limits: Limits) -> Stop | None:
    """
    Return why nobody should try somebody by this channel now, or nothing.

    Letters and messages in bulk ask the same of each person.
    """
    on = at.date()
    if said := asked_to_stop_date(tries):
        until = add_months(said, limits.leave_months)
        if on < until:
            words = f"They asked on {day_words(said)} to be left alone. Leave them until {day_words(until)}."
            return Stop(StopReason.LEFT_ALONE, until, words)
    lately = tries_by(channel, tries, on=on, days=limits.days)
    if len(lately) >= limits.most:
        until = sorted(lately, key=lambda each: each.happened_at)[-limits.most].date + timedelta(days=limits.days)
        words = f"Tried {len(lately)} times this way in {limits.days} days. Wait until {day_words(until)}."
        return Stop(StopReason.TOO_MANY, until, words)
    if channel in KEPT_QUIET and not limits.quiet_until <= at.hour < limits.quiet_from:
        until = on if at.hour < limits.quiet_until else on + timedelta(days=1)
        words = f"It is between {limits.quiet_from}:00 and {limits.quiet_until}:00. Try in the day."
        return Stop(StopReason.QUIET_HOURS, until, words)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWay:
    """
    What to try next and why. With no way, nobody should try before `not_before`; with one, from that day.

    `stop` is the rule that holds it back, which a person may overrule.
    """

    way: Way | None
    because: str
    stop: Stop | None = None

    @property
    def not_before(self) -> date | None:
        """The first day to try, where a rule holds it back."""
        return self.stop.until if self.stop else None


def wish_kept(until: date | None) -> Stop:
    """Return why nobody should try whoever asked for that: to a last day, or for good."""
    if until is None:
        return Stop(StopReason.LEFT_ALONE, date.max, "They asked not to be contacted.")
    after = until + timedelta(days=1)
    return Stop(StopReason.LEFT_ALONE, after, f"They asked not to be contacted until {day_words(until)}.")


def next_way(
    tries: Sequence[Tried],
    *,
    open_ways: Collection[Way],
    at: datetime,
    limits: Limits,
    is_overruled: bool = False,
    wish: Stop | None = None,
) -> NextWay:
    """
    Return the next way to try: a text, calls at two times of day, a letter, a visit, partners, neighbouring councils.

    A way is passed once it went unanswered so often since somebody last answered, or where there is no number or
    address for it, or while its own limit holds.

    :param is_overruled: somebody decided to try all the same today, so that no rule stops
    :param wish: that they asked not to be contacted, where that is on their record
    """
    if wish is not None and not is_overruled:
        return NextWay(way=None, because=wish.words, stop=wish)
    since = _since_answered(tries)
    held: Stop | None = None
    for way in Way:
        if way not in open_ways or _is_spent(way, since, limits):
            continue
        channel = CHANNEL_OF_WAY.get(way)
        stop = None if channel is None or is_overruled else stop_of(channel, tries, at=at, limits=limits)
        if stop is None:
            return NextWay(way=way, because=_because(way, since))
        if stop.reason is StopReason.LEFT_ALONE:
            return NextWay(way=None, because=stop.words, stop=stop)
        if stop.reason is StopReason.QUIET_HOURS:
            return NextWay(way=way, because=stop.words, stop=stop)
        held = held or stop
    if held is not None:
        return NextWay(way=None, because=held.words, stop=held)
    return NextWay(way=None, because="Every way has been tried. Talk it over with your manager.")


def _since_answered(tries: Iterable[Tried]) -> list[Tried]:
    """Return the tries after somebody last answered, in order."""
    in_order = sorted(tries, key=lambda each: each.happened_at)
    last = max((place for place, each in enumerate(in_order) if each.reached == THEMSELVES), default=-1)
    return in_order[last + 1 :]


def _is_spent(way: Way, since: Sequence[Tried], limits: Limits) -> bool:
    if way is Way.COUNCIL:
        return False
    if way is Way.PARTNERS:
        return any(each.outcome == "spoke_other" for each in since)
    mine = [each for each in since if each.channel == CHANNEL_OF_WAY[way]]
    if way is Way.CALL and len({part_of_day(each.happened_at.hour) for each in mine}) < PARTS_TO_CALL_AT:
        return False
    return len(mine) >= limits.unanswered


def _because(way: Way, since: Sequence[Tried]) -> str:
    mine = [each for each in since if each.channel == CHANNEL_OF_WAY.get(way)]
    parts = sorted({part_of_day(each.happened_at.hour) for each in mine}, key=list(PartOfDay).index)
    if way is Way.CALL and parts:
        return f"Called in the {' and '.join(parts)} without an answer. Ring at another time of day."
    if mine:
        return "Tried once this way without an answer. Try once more." if len(mine) == 1 else "Try this way again."
    return (
        "Nothing has been tried since we last heard from them."
        if not since
        else "The ways before it went unanswered, or there is no number or address for them."
    )
