"""A list applied or undone while nobody waits: what the queue calls, and how far it says it has got."""

from collections.abc import Mapping

from towpath.imports.actions import NotReadyError, apply_batch, undo_batch
from towpath.imports.models import Batch
from towpath.jobs.running import JobRefusedError, Running

APPLY = "towpath.imports.jobs.apply_list"
UNDO = "towpath.imports.jobs.undo_list"


def apply_list(running: Running) -> Mapping[str, object]:
    """
    Apply the batch that the job names, or go on where an earlier try stopped; nothing, where it is all applied.

    :raises JobRefusedError: the batch is in no state to be applied; the words say which
    """
    batch = _batch(running)
    if batch.state == Batch.State.APPLIED:
        return {"batch": batch.number}
    words = f"Applying list {batch.number}"
    try:
        apply_batch(
            batch,
            by=running.by,
            at=running.at,
            progress=lambda done, total: running.progress(done, total, words),
        )
    except NotReadyError as refused:
        raise JobRefusedError(str(refused)) from refused
    return {"batch": batch.number}


def undo_list(running: Running) -> Mapping[str, object]:
    """
    Undo the batch that the job names; nothing, where it is undone already.

    :raises JobRefusedError: the batch is in no state to be undone; the words say which
    """
    batch = _batch(running)
    if batch.state == Batch.State.UNDONE:
        return {"batch": batch.number}
    running.progress(0, None, f"Undoing list {batch.number}")
    try:
        undone = undo_batch(batch, by=running.by, at=running.at)
    except NotReadyError as refused:
        raise JobRefusedError(str(refused)) from refused
    return {"batch": batch.number, "built_on": len(undone.built_on)}


def _batch(running: Running) -> Batch:
    rows = Batch.objects.filter(organisation_id=running.organisation_id).select_related("organisation", "sender")
    return rows.get(pk=int(str(running.arguments["batch"])))
