"""Who would get a message, at which number or address, what it would say, and who is left out and why."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from towpath.access import Viewer
from towpath.contact.models import Message, Sending
from towpath.contact.queries import last_contact_dates
from towpath.organisation.queries import settings_on
from towpath.people.queries import ContactRouteRecord, PersonRecord, list_records, list_stops, organisation_of
from towpath.rules.messages import Channel, Circumstances, LeftOut, Segments, To, Way, segments_of, way_or_reason
from towpath.rules.wordings import filled

CHANNELS = {"phone": Channel.TEXT, "email": Channel.EMAIL}
PARENTS = ("parent", "carer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """What rooms above know of people, by the record each goes by: it bars a message and is told to few."""

    with_concern: Collection[int] = frozenset()
    in_custody: Collection[int] = frozenset()
    post_came_back: Collection[int] = frozenset()
    asked_not: Collection[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Goes:
    """One message as it would go."""

    person_id: int
    public_id: str
    shown_name: str
    way: Way
    addressee: str
    subject: str
    words: str


@dataclass(frozen=True, slots=True)
class StaysOut:
    """Somebody left out of a message, and why."""

    person_id: int
    public_id: str
    shown_name: str
    reason: LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would become of a sending now. `parts` is how many parts its texts go in, and `pence` what they cost."""

    goes: tuple[Goes, ...] = ()
    left_out: tuple[StaysOut, ...] = ()
    parts: int = 0
    pence: int = 0
    has_unicode: bool = False
    reasons: Mapping[LeftOut, int] = field(default_factory=dict)

    @property
    def seal(self) -> str:
        """What tells to whom and where it goes from any others, so that it goes as whoever sends it was shown."""
        shown = sorted((each.person_id, each.way.value) for each in self.goes)
        return sha256(repr(shown).encode()).hexdigest()


def plan_of(viewer: Viewer, sending: Sending, on: date, *, barred: Barred) -> Plan:
    """
    Return what would become of a draft now: nothing is written, and it is asked again when it is sent.

    Whom the viewer may not see is in neither list. At most 24 queries, however many people.
    """
    ids = list(sending.messages.filter(state=Message.State.DRAFT).order_by("pk").values_list("person_id", flat=True))
    records = list_records(viewer, ids, on)
    most_attempts = int(settings_on(organisation_of(viewer), on)["messages.most_attempts"])
    goes: list[Goes] = []
    left_out: list[StaysOut] = []
    channel, to = Channel(sending.channel), To(sending.to)
    for person_id, known in _circumstances(viewer, records, on, barred).items():
        record = records[person_id]
        found = way_or_reason(known, channel=channel, to=to, most_attempts=most_attempts)
        if isinstance(found, Way):
            goes.append(_going(record, found, sending))
        else:
            left_out.append(StaysOut(person_id, record.public_id, record.shown_name, found))
    billed = [segments_of(each.words) for each in goes] if channel is Channel.TEXT else []
    return Plan(
        goes=tuple(goes),
        left_out=tuple(sorted(left_out, key=lambda each: (list(LeftOut).index(each.reason), each.shown_name))),
        parts=_parts(billed),
        pence=_parts(billed) * int(settings_on(organisation_of(viewer), on)["messages.text_pence"]),
        has_unicode=any(each.is_unicode for each in billed),
        reasons=Counter(each.reason for each in left_out),
    )


def reasons_now(viewer: Viewer, rows: Sequence[Message], on: date, *, barred: Barred) -> Mapping[int, str]:
    """
    Return why each of these messages may go no more to where it was to go, by message; empty where it still may.

    It is asked again when a message is about to leave, because what bars it is often found out after it was queued.
    That somebody was tried too often is not asked again: the message itself may be one of those tries.
    """
    records = list_records(viewer, {row.person_id for row in rows}, on)
    leader = {member: record.id for record in records.values() for member in (record.id, *record.merged_ids)}
    known = _circumstances(viewer, records, on, barred)
    return {row.pk: _reason_now(row, known.get(leader.get(row.person_id, 0))) for row in rows}


ELSEWHERE = "route_changed"


def _reason_now(row: Message, known: Circumstances | None) -> str:
    if known is None:
        return ELSEWHERE
    channel, to = Channel(row.sending.channel), To(row.sending.to)
    # By what it says: a number that was put right, as to be unsafe, has another row.
    same = [way for way in known.ways if way.channel is channel and way.value == row.address]
    found = way_or_reason(replace(known, ways=same, attempts=0), channel=channel, to=to, most_attempts=1)
    if isinstance(found, Way):
        return ""
    return ELSEWHERE if found is LeftOut.NO_ROUTE else found.value


def _circumstances(
    viewer: Viewer, records: Mapping[int, PersonRecord], on: date, barred: Barred
) -> Mapping[int, Circumstances]:
    """Return what bears on writing to each of these people, by the record they go by."""
    stops = list_stops(viewer, list(records), on)
    last = last_contact_dates(viewer, list(records), on)
    found = {}
    for person_id, record in records.items():
        kinds = {each.kind for each in stops.get(person_id, ())}
        found[person_id] = Circumstances(
            ways=_ways(record),
            has_died="died" in kinds,
            asked_not="asked_not" in kinds or person_id in barred.asked_not,
            has_concern=person_id in barred.with_concern,
            in_custody=person_id in barred.in_custody,
            keeps_from_family=any(each.must_not_be_told for each in record.family),
            post_came_back=person_id in barred.post_came_back,
            is_protected=record.address is not None and record.address.is_protected,
            attempts=last[person_id].attempts_since if person_id in last else 0,
        )
    return found


def _parts(billed: Collection[Segments]) -> int:
    return sum(each.count for each in billed)


def _ways(record: PersonRecord) -> list[Way]:
    ways = [
        Way(
            id=each.id,
            channel=CHANNELS[each.kind],
            value=each.value,
            is_safe=each.is_safe,
            is_parents=each.belongs_to in PARENTS,
            name=each.owner_name,
        )
        for each in record.contact_routes
        if each.kind in CHANNELS and _is_known(each)
    ]
    lines = address_lines(record)
    if lines:
        for is_parents in (False, True):
            ways.append(Way(id=0, channel=Channel.LETTER, value="\n".join(lines), is_parents=is_parents))
    return ways


def _is_known(route: ContactRouteRecord) -> bool:
    """Return whether we know whose it is: "somebody else's" is no way to reach a young person or a parent."""
    return route.belongs_to == "self" or route.belongs_to in PARENTS


def address_lines(record: PersonRecord) -> list[str]:
    """Return the lines of an address that a letter can go to; a dash where it is protected, and none without one."""
    address = record.address
    if address is None:
        return []
    # A protected address is left out by its own reason, and so must count as an address though no line is shown.
    if address.is_protected:
        return ["-"]
    every = (
        address.address_line_1, address.address_line_2, address.address_line_3, address.address_line_4, address.town,
        address.postcode,
    )  # fmt: skip
    lines = [line for line in every if line]
    return lines if address.address_line_1 and address.postcode else []


def _going(record: PersonRecord, way: Way, sending: Sending) -> Goes:
    values = {**sending.values, "first name": _first_name(record)}
    to_parent = sending.to == Sending.To.PARENT
    addressee = f"Parent or carer of {record.shown_name}" if to_parent else record.shown_name
    return Goes(
        person_id=record.id,
        public_id=record.public_id,
        shown_name=record.shown_name,
        way=way,
        addressee=addressee,
        subject=filled(sending.subject, values),
        words=filled(sending.words, values),
    )


def _first_name(record: PersonRecord) -> str:
    names = [name for kind in ("preferred", "legal") if (name := record.name(kind))]
    return next((each.given_name for each in names if each.given_name.strip(" -")), record.shown_name or "friend")
