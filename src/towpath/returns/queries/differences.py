"""How a return differs from the one before it, person by person, as their kept files say."""

from dataclasses import replace
from functools import lru_cache

from towpath.access.viewer import Viewer
from towpath.files.actions import check_not_removed
from towpath.people.models import Identifier
from towpath.returns.kept import records_kept
from towpath.returns.models import Run
from towpath.returns.queries.runs import get_run, list_runs
from towpath.rules.returns.compare import Difference, compare

COMPARED_AT_ONCE = 4
"""How many pairs of returns are kept compared in memory: somebody turns many pages of one pair."""


def find_run_before(viewer: Viewer, run: Run) -> Run | None:
    """Return the last return of an earlier month, the signed one where there is one; None where there is none."""
    earlier = list_runs(viewer).filter(period_end__lt=run.period_end).first()
    if earlier is None:
        return None
    signed = list_runs(viewer).filter(period_end=earlier.period_end, state=Run.State.SIGNED).first()
    return signed or earlier


def list_differences(viewer: Viewer, run_id: int, *, earlier_id: int | None = None) -> list[Difference]:
    """
    Return how a return differs from the one before it: those who joined, who left, and who changed.

    Nothing where there is none before it.

    :param earlier_id: another return to compare with, as an earlier version of the same month

    :raises RunNotFoundError: the return is not there, or not for this viewer
    :raises towpath.files.actions.FileRemovedError: the time of one of the two files was up
    """
    run = get_run(viewer, run_id)
    earlier = get_run(viewer, earlier_id) if earlier_id else find_run_before(viewer, run)
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
    return compare(records_kept(organisation, before_hash), records_kept(organisation, now_hash))
