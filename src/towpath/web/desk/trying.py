"""What whoever rings or knocks needs first: what is safe, whom to ask for, what was tried, and who may know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from towpath.access import Viewer
from towpath.contact.queries import count_answers
from towpath.organisation.lists import Choices
from towpath.people.queries import (
    ContactRouteRecord,
    Hint,
    PersonRecord,
    list_cautions,
    list_household,
    list_returned_post,
    list_stops,
    route_dates,
)
from towpath.rules.attempts import WAY_WORDS, NextWay, Route, Tried, Way, working_routes
from towpath.rules.best_times import Times, times_of
from towpath.tracking.queries import Trying, trying_of
from towpath.web.desk.words import best_words, calls_words
from towpath.web.parts import Link
from towpath.web.people.presenters import whose_words
from towpath.web.people.reaching import is_usable, phone_of
from towpath.web.people_links import person_link
from towpath.web.words import phone_in_words, short_date

MOST_TRIES = 5
NOT_TO_BE_TOLD = "Somebody in the family must not be told. Say nothing to whoever answers until you know who they are."
HINT_WORDS = {
    "sibling": "Brother or sister, held here",
    "address": "At the same address",
    "number": "Has the same parent’s number",
}


@dataclass(frozen=True, slots=True)
class Number:
    """One number that may be rung. `has_failed` says that it was wrong the last time."""

    route_id: str
    text: str
    href: str
    whose: str
    has_failed: bool


@dataclass(frozen=True, slots=True)
class HintRow:
    """Somebody who may know, why we think so, and the number to ring them on where there is one."""

    who: Link | str
    why: str
    number: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeTrying:
    """Everything that stands above the buttons. `named` are the public ids of others shown."""

    warnings: Sequence[str]
    ask_for: str
    numbers: Sequence[Number]
    tried: Sequence[str]
    next_way: NextWay
    next_words: str
    is_overruled: bool
    own_times: str
    hints: Sequence[HintRow]
    named: Sequence[str]


def before_trying(
    viewer: Viewer, record: PersonRecord, at: datetime, outcomes: Choices, channels: Choices
) -> BeforeTrying:
    """Return what must be known before somebody is rung or visited, at a local instant."""
    on = at.date()
    caution = list_cautions(viewer, [record.id], on).get(record.id)
    came_back = list_returned_post(viewer, [record.id], on).get(record.id)
    warnings = []
    if caution is not None:
        warnings += [caution.words] if caution.words else []
        warnings += ["Two go together to this door."] if caution.needs_two else []
    if any(each.must_not_be_told for each in record.family):
        warnings.append(NOT_TO_BE_TOLD)
    if any(each.is_safe == "no" for each in record.contact_routes):
        warnings.append("A number or address on the record is not safe to use. It is not offered here.")
    if came_back is not None:
        warnings.append(f"Post came back from their address on {short_date(came_back)}. They may have moved.")
    has_died = any(each.kind == "died" for each in list_stops(viewer, [record.id], on).get(record.id, ()))
    if has_died:
        warnings.insert(0, "They have died. Nobody is rung, visited or written to.")
    open_ways = set() if has_died else _open_ways(record, has_post=came_back is None)
    trying = trying_of(viewer, record.id, at, open_ways=open_ways)
    numbers = [] if has_died else _numbers(viewer, record, trying)
    hints = list_household(viewer, record, on)
    return BeforeTrying(
        warnings=warnings,
        ask_for=_ask_for(record, numbers),
        numbers=numbers,
        tried=[_tried(each, outcomes, channels) for each in reversed(trying.tries[-MOST_TRIES:])],
        next_way=trying.next_way,
        next_words=_next_words(trying.next_way),
        is_overruled=trying.is_overruled,
        own_times=_own_times(trying.tries),
        hints=[_hint(each) for each in hints],
        named=[each.record.public_id for each in hints],
    )


def _usable(record: PersonRecord) -> list[ContactRouteRecord]:
    numbers = [route for route in record.contact_routes if route.kind == "phone" and is_usable(route, record)]
    return sorted(numbers, key=lambda route: (route.belongs_to != "self", route.is_safe != "yes", route.id))


def _open_ways(record: PersonRecord, *, has_post: bool) -> set[Way]:
    ways = {Way.PARTNERS, Way.COUNCIL}
    if _usable(record):
        ways |= {Way.TEXT, Way.CALL}
    address = record.address
    if address is not None and has_post:
        if address.care_of or not address.is_protected:
            ways.add(Way.LETTER)
        if not address.is_protected:
            ways.add(Way.VISIT)
    return ways


def _numbers(viewer: Viewer, record: PersonRecord, trying: Trying) -> list[Number]:
    """Return the numbers to ring, those that were never wrong first."""
    usable = _usable(record)
    since = route_dates(viewer, [each.id for each in usable])
    routes = [Route(each.id, each.kind, since[each.id]) for each in usable if each.id in since]
    working = {each.id for each in working_routes(routes, trying.tries)}
    numbers = [
        Number(
            str(each.id),
            phone_in_words(each.value),
            f"tel:{each.value.replace(' ', '')}",
            whose_words(each) + (", safe to use" if each.is_safe == "yes" else ", nobody has asked if it is safe"),
            each.id not in working,
        )
        for each in usable
    ]
    return sorted(numbers, key=lambda each: each.has_failed)


def _ask_for(record: PersonRecord, numbers: Sequence[Number]) -> str:
    name = record.shown_name or "the young person"
    if not numbers:
        return name
    first = next((each for each in record.contact_routes if str(each.id) == numbers[0].route_id), None)
    if first is None or first.belongs_to == "self":
        return name
    return f"{first.owner_name or 'whoever this number belongs to'}, about {name}"


def _tried(each: Tried, outcomes: Choices, channels: Choices) -> str:
    what = outcomes[each.outcome].words if each.outcome in outcomes else each.outcome
    how = channels[each.channel].words if each.channel in channels else each.channel
    return f"{short_date(each.date)}, {each.happened_at:%H:%M}: {how.lower()}, {what[:1].lower()}{what[1:]}"


def _next_words(found: NextWay) -> str:
    return f"{WAY_WORDS[found.way]}. {found.because}" if found.way is not None else found.because


def _own_times(tries: Iterable[Tried]) -> str:
    calls = [(each.happened_at, each.reached != "N") for each in tries if each.channel == "phone"]
    if not calls:
        return ""
    times = times_of(calls)
    return best_words(times) or calls_words(times)


def times_of_people(viewer: Viewer, person_ids: Sequence[int], at: datetime) -> str:
    """Return in words when people like these answer, as a session keeps it from its start."""
    times: Times = count_answers(viewer, person_ids, at.date())
    return best_words(times) or calls_words(times)


def _hint(each: Hint) -> HintRow:
    phone = phone_of(each.record)
    return HintRow(
        person_link(each.record.shown_name, each.record.public_id), HINT_WORDS[each.why], phone.text, phone.href
    )


def session_links(call_session_id: int) -> Mapping[str, str]:
    """Return the addresses of what can be done to a session."""
    return {
        "following": reverse("desk_call_next", args=[call_session_id]),
        "undo": reverse("desk_call_undo", args=[call_session_id]),
        "leave": reverse("desk_call_leave", args=[call_session_id]),
    }
