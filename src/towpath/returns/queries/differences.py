"""How a return differs from the one before it, person by person, as their kept files say."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from towpath.access.viewer import Viewer
from towpath.files.actions import open_kept
from towpath.people.models import Identifier
from towpath.returns.models import Run
from towpath.returns.queries.runs import get_run, list_runs
from towpath.rules.returns.layout import ELEMENTS
from towpath.rules.returns.members import LEAVERS
from towpath.rules.returns.model import Record
from towpath.rules.returns.read import read_return

_FIELDS = tuple(each.name for each in fields(Record) if each.compare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One person who joined, left or changed between two returns; `elements` are those whose value is another.

    `is_silent` is of somebody who left with no status to say why: look at them. `person_id` is None where nobody holds
    the identifier any more.
    """

    kind: str
    young_persons_id: str
    person_id: int | None
    elements: tuple[str, ...] = ()
    is_silent: bool = False


def list_differences(viewer: Viewer, run_id: int) -> list[Difference]:
    """
    Return how a return differs from the last one of an earlier month: those who joined, who left, and who changed.

    Of an earlier month the one signed speaks, else the latest. Nothing where there is none.

    :raises RunNotFoundError: the return is not there, or not for this viewer
    """
    run = get_run(viewer, run_id)
    earlier = list_runs(viewer).filter(period_end__lt=run.period_end).first()
    if earlier is None:
        return []
    signed = list_runs(viewer).filter(period_end=earlier.period_end, state=Run.State.SIGNED).first()
    before, now = _records(signed or earlier), _records(run)
    held = Identifier.objects.filter(organisation_id=viewer.organisation_id, kind=Identifier.Kind.NCCIS)
    owners = dict(held.order_by("recorded_at", "pk").values_list("value", "person_id"))
    joined = [_difference("joined", number, owners) for number in now if number not in before]
    left = [
        _difference("left", number, owners, is_silent=record.cohort_status not in LEAVERS)
        for number, record in before.items()
        if number not in now
    ]
    changed = [
        _difference("changed", number, owners, elements=elements)
        for number, record in now.items()
        if number in before and (elements := _changed(before[number], record))
    ]
    return [*joined, *left, *changed]


def _records(run: Run) -> dict[str, Record]:
    with open_kept(run.file) as file:
        return {item.young_persons_id: item for item in read_return(file) if isinstance(item, Record)}


def _changed(before: Record, now: Record) -> tuple[str, ...]:
    return tuple(ELEMENTS[name].shown for name in _FIELDS if getattr(before, name) != getattr(now, name))


def _difference(
    kind: str, number: str, owners: Mapping[str, int], *, elements: tuple[str, ...] = (), is_silent: bool = False
) -> Difference:
    return Difference(
        kind=kind,
        young_persons_id=number,
        person_id=owners.get(number),
        elements=elements,
        is_silent=is_silent,
    )
