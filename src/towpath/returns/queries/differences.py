"""How a return differs from the one before it, person by person, as their kept files say."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from towpath.access.viewer import Viewer
from towpath.files.actions import check_not_removed
from towpath.files.store import open_checked
from towpath.people.models import Identifier
from towpath.returns.models import Run
from towpath.returns.queries.runs import get_run, list_runs
from towpath.rules.returns.layout import ELEMENTS
from towpath.rules.returns.members import LEAVERS
from towpath.rules.returns.model import Record
from towpath.rules.returns.read import read_return

LAPSED = "Y"
COMPARED_AT_ONCE = 4
"""How many pairs of returns are kept compared in memory: somebody turns many pages of one pair."""
_FIELDS = tuple(each.name for each in fields(Record) if each.compare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One person who joined, left or changed between two returns; `elements` are those whose value is another.

    `activities` and `statuses` are the codes before and now, empty where there is no record, and `lapsed` whether the
    activity's currency had run out. No other value is given: an address before may be one that is protected now.
    `is_silent` is of somebody who left with no status to say why: look at them. `person_id` is None where nobody holds
    the identifier any more.
    """

    kind: str
    young_persons_id: str
    person_id: int | None
    activities: tuple[str, str]
    statuses: tuple[str, str]
    lapsed: tuple[bool, bool]
    elements: tuple[str, ...] = ()
    is_silent: bool = False


def find_run_before(viewer: Viewer, run: Run) -> Run | None:
    """Return the last return of an earlier month, the signed one where there is one; None where there is none."""
    earlier = list_runs(viewer).filter(period_end__lt=run.period_end).first()
    if earlier is None:
        return None
    signed = list_runs(viewer).filter(period_end=earlier.period_end, state=Run.State.SIGNED).first()
    return signed or earlier


def list_differences(viewer: Viewer, run_id: int) -> list[Difference]:
    """
    Return how a return differs from the one before it: those who joined, who left, and who changed.

    Nothing where there is none before it.

    :raises RunNotFoundError: the return is not there, or not for this viewer
    :raises towpath.files.actions.FileRemovedError: the time of one of the two files was up
    """
    run = get_run(viewer, run_id)
    earlier = find_run_before(viewer, run)
    if earlier is None:
        return []
    for file in (earlier.file, run.file):
        # Asked each time, so that a file whose time is up is not shown from what was read before.
        check_not_removed(file)
    found = _compared(run.organisation.code, earlier.sha256, run.sha256)
    held = Identifier.objects.filter(organisation_id=viewer.organisation_id, kind=Identifier.Kind.NCCIS)
    owners = dict(held.order_by("recorded_at", "pk").values_list("value", "person_id"))
    return [replace(each, person_id=owners.get(each.young_persons_id)) for each in found]


@lru_cache(maxsize=COMPARED_AT_ONCE)
def _compared(organisation: str, before_hash: str, now_hash: str) -> tuple[Difference, ...]:
    """Return how two kept files differ, of nobody yet; bytes under a hash never change, so they are read once."""
    return compare(_records(organisation, before_hash), _records(organisation, now_hash))


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


def _records(organisation: str, digest: str) -> dict[str, Record]:
    with open_checked(organisation, digest) as file:
        return {item.young_persons_id: item for item in read_return(file) if isinstance(item, Record)}


def _changed(before: Record, now: Record) -> tuple[str, ...]:
    return tuple(ELEMENTS[name].shown for name in _FIELDS if getattr(before, name) != getattr(now, name))


def _difference(kind: str, before: Record | None, now: Record | None) -> Difference:
    then, after = before or Record(), now or Record()
    return Difference(
        kind=kind,
        young_persons_id=after.young_persons_id or then.young_persons_id,
        person_id=None,
        activities=(then.activity_code, after.activity_code),
        statuses=(then.cohort_status, after.cohort_status),
        lapsed=(then.currency_lapsed == LAPSED, after.currency_lapsed == LAPSED),
        elements=_changed(before, now) if before and now else (),
        is_silent=now is None and then.cohort_status not in LEAVERS,
    )
