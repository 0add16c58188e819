"""How two returns differ, person by person."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from towpath.rules.returns.layout import ELEMENTS
from towpath.rules.returns.members import LEAVERS
from towpath.rules.returns.model import Record

LAPSED = "Y"
_FIELDS = tuple(each.name for each in fields(Record) if each.compare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One person who joined, left or changed between two returns; `elements` are those whose value is another.

    `activities` and `statuses` are the codes before and now, empty where there is no record, and `lapsed` whether the
    activity's currency had run out. No other value is given: an address before may be one that is protected now.
    `is_silent` is of somebody who left with no status to say why: look at them. `person_id` is None until somebody is
    found who holds the number, or where nobody does any more.
    """

    kind: str
    young_persons_id: str
    activities: tuple[str, str]
    statuses: tuple[str, str]
    lapsed: tuple[bool, bool]
    elements: tuple[str, ...] = ()
    is_silent: bool = False
    person_id: int | None = None


def compare(before: Mapping[str, Record], now: Mapping[str, Record]) -> tuple[Difference, ...]:
    """
    Return how two returns differ, each its records by their number: who joined, who left, who changed.

    Somebody sent under another number than before says the one before, which is gone: they changed.
    """
    gone = {number: record for number, record in before.items() if number not in now}
    same, joined = [], []
    for number, record in now.items():
        earlier = before.get(number) or gone.pop(record.previous_young_persons_id, None)
        if earlier is None:
            joined.append(_difference("joined", None, record))
        else:
            same.append(_difference("changed", earlier, record))
    left = [_difference("left", record, None) for record in gone.values()]
    return (*joined, *left, *(each for each in same if each.elements))


def _changed(before: Record, now: Record) -> tuple[str, ...]:
    return tuple(ELEMENTS[name].shown for name in _FIELDS if getattr(before, name) != getattr(now, name))


def _difference(kind: str, before: Record | None, now: Record | None) -> Difference:
    then, after = before or Record(), now or Record()
    return Difference(
        kind=kind,
        young_persons_id=after.young_persons_id or then.young_persons_id,
        activities=(then.activity_code, after.activity_code),
        statuses=(then.cohort_status, after.cohort_status),
        lapsed=(then.currency_lapsed == LAPSED, after.currency_lapsed == LAPSED),
        elements=_changed(before, now) if before and now else (),
        is_silent=now is None and then.cohort_status not in LEAVERS,
    )
