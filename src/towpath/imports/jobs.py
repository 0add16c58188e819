"""A list read, applied or undone while nobody waits: what the queue calls, and how far it says it has got."""

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

from towpath.audit import Actor
from towpath.files.actions import keep, open_kept
from towpath.files.models import StoredFile
from towpath.imports.actions import NotReadyError, apply_batch, read_again, receive_list, undo_batch
from towpath.imports.actions.layouts import read_map, written_map
from towpath.imports.actions.receiving import refuse
from towpath.imports.models import Batch, Sender
from towpath.imports.reading.column_map import ColumnMap
from towpath.jobs.actions import enqueue
from towpath.jobs.models import Job
from towpath.jobs.running import JobRefusedError, Running
from towpath.rules.problems import Problem

READ = "towpath.imports.jobs.read_list"
READ_AGAIN = "towpath.imports.jobs.read_list_again"
APPLY = "towpath.imports.jobs.apply_list"
UNDO = "towpath.imports.jobs.undo_list"
LONGEST_READ_AT_ONCE = 250_000
"""A file of more bytes is read by a job: it may take longer than somebody waits for a page."""
STOPPED = Problem(
    code="READING-STOPPED",
    message="Reading stopped before the end, and the file was read again from its start. Look at the later list.",
)


def queue_reading(*, sender: Sender, content: bytes, name: str, as_at_date: date, by: Actor, at: datetime) -> Job:
    """
    Keep a list that is too long to be read while somebody waits, and queue its reading; once for a file and a day.
    """
    file = keep(
        organisation=sender.organisation,
        content=BytesIO(content),
        original_name=name,
        file_class=StoredFile.FileClass.INCOMING,
        by=by,
        at=at,
    )
    told = {"sender": sender.pk, "file": file.pk, "as_at_date": as_at_date.isoformat(), "at": at.isoformat()}
    key = f"imports.read:{sender.pk}:{file.sha256}:{as_at_date}"
    return enqueue(READ, organisation=sender.organisation, arguments=told, by=by, at=at, key=key)


def read_list(running: Running) -> Mapping[str, object]:
    """Read and check the list that the job names, as if it had been read when it came; nothing of it is applied."""
    told = running.arguments
    file = StoredFile.objects.get(organisation_id=running.organisation_id, pk=int(str(told["file"])))
    sender = Sender.objects.select_related("organisation", "establishment").get(
        organisation_id=running.organisation_id, pk=int(str(told["sender"]))
    )
    # Every try reads at the one instant, so that a later one knows what an earlier one left behind.
    at = datetime.fromisoformat(str(told["at"]))
    for earlier in Batch.objects.filter(sender=sender, file__sha256=file.sha256, received_at=at):
        if earlier.state != Batch.State.REFUSED or earlier.problems:
            return {"batch": earlier.number}
        refuse(earlier, STOPPED, by=running.by, at=running.at)
    words = "Reading the list"
    running.progress(0, None, words)
    with open_kept(file) as content:
        batch = receive_list(
            sender=sender,
            content=content.read(),
            name=file.original_name,
            as_at_date=date.fromisoformat(str(told["as_at_date"])),
            by=running.by,
            at=at,
            file=file,
            progress=lambda rows: running.progress(rows, None, words),
        )
    return {"batch": batch.number}


def queue_reading_again(batch: Batch, *, column_map: ColumnMap, by: Actor, at: datetime) -> Job:
    """Queue the reading of a long list once more, by what somebody said that its columns are."""
    told = {"batch": batch.pk, "map": written_map(column_map)}
    key = f"imports.batch:{batch.pk}"
    return enqueue(READ_AGAIN, organisation=batch.organisation, arguments=told, by=by, at=at, key=key)


def read_list_again(running: Running) -> Mapping[str, object]:
    """
    Read the batch that the job names once more, by the map that it carries.

    :raises JobRefusedError: the batch is in no state to be read again; the words say which
    """
    batch = _batch(running)
    words = f"Reading list {batch.number} again"
    running.progress(0, None, words)
    told: Any = running.arguments["map"]
    # A reading that was cut off left the list refused and with nothing said of why.
    if batch.state == Batch.State.REFUSED and not batch.problems:
        refuse(batch, STOPPED, by=running.by, at=running.at, asks_columns=True)
    try:
        read_again(
            batch,
            only=read_map(told),
            by=running.by,
            at=running.at,
            progress=lambda rows: running.progress(rows, None, words),
        )
    except NotReadyError as refused:
        raise JobRefusedError(str(refused)) from refused
    return {"batch": batch.number}


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
            clock=running.now,
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
        undone = undo_batch(batch, by=running.by, at=running.at, clock=running.now)
    except NotReadyError as refused:
        raise JobRefusedError(str(refused)) from refused
    return {"batch": batch.number, "built_on": len(undone.built_on)}


def _batch(running: Running) -> Batch:
    rows = Batch.objects.filter(organisation_id=running.organisation_id).select_related("organisation", "sender")
    return rows.get(pk=int(str(running.arguments["batch"])))
