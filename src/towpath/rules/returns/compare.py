"""How two returns differ, person by person."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from towpath.rules.returns.layout import ELEMENTS
from towpath.rules.returns.members import LEAVERS
from towpath.rules.returns.model import GivenDate, Record

LAPSED = "Y"
VALUES_SHOWN = frozenset(
    {
        *("cohort_status", "birth_date", "ethnicity", "lead_la", "educated_la", "transferred_to_la", "year_11_la"),
        *("uln", "upn", "guarantee_11_status", "guarantee_11_la", "guarantee_12_status", "guarantee_12_la"),
        *("level_of_need", "send_flag", "sen_support_flag", "activity_code", "start_date", "ascertained_date"),
        *("verified_date", "review_date", "due_to_lapse_date", "currency_lapsed", "neet_start_date"),
        *("predicted_end_date", "intended_destination"),
    }
)
"""
Fields whose values may be told of somebody who changed: not where they live or go, nor what they were called, nor a
circumstance, for what was may be kept from those who may see what is.
"""


@dataclass(frozen=True, slots=True)
class Changed:
    """One element that says something else than before, each value as sent."""

    element: str
    before: str
    now: str


_FIELDS = tuple(each.name for each in fields(Record) if each.compare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One person who joined, left or changed between two returns; `elements` are those whose value is another.

    `activities` and `statuses` are the codes before and now, empty where there is no record, and `lapsed` whether the
    activity's currency had run out. `values` are of those elements whose value may be told: `VALUES_SHOWN`.
    `is_silent` is of somebody who left with no status to say why: look at them. `person_id` is None until somebody is
    found who holds the number, or where nobody does any more.
    """

    kind: str
    young_persons_id: str
    activities: tuple[str, str]
    statuses: tuple[str, str]
    lapsed: tuple[bool, bool]
    elements: tuple[str, ...] = ()
    values: tuple[Changed, ...] = ()
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


def _values(before: Record, now: Record) -> tuple[Changed, ...]:
    return tuple(
        Changed(ELEMENTS[name].shown, _text(before, name), _text(now, name))
        for name in _FIELDS
        if name in VALUES_SHOWN and getattr(before, name) != getattr(now, name)
    )


def _text(record: Record, name: str) -> str:
    given: str | GivenDate = getattr(record, name)
    return given.text if isinstance(given, GivenDate) else given


def _difference(kind: str, before: Record | None, now: Record | None) -> Difference:
    then, after = before or Record(), now or Record()
    return Difference(
        kind=kind,
        young_persons_id=after.young_persons_id or then.young_persons_id,
        activities=(then.activity_code, after.activity_code),
        statuses=(then.cohort_status, after.cohort_status),
        lapsed=(then.currency_lapsed == LAPSED, after.currency_lapsed == LAPSED),
        elements=_changed(before, now) if before and now else (),
        values=_values(before, now) if before and now else (),
        is_silent=now is None and then.cohort_status not in LEAVERS,
    )
