"""
Receiving a list: kept as it came, every row read and checked, what would become of each planned, and nothing applied.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import chain, islice

from django.db.models import Max

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.rows import insert_rows
from towpath.files.actions import keep, open_kept
from towpath.files.models import StoredFile
from towpath.imports.actions.alarms import Watch, alarms
from towpath.imports.actions.desk import AROUND, Desk, open_desk
from towpath.imports.actions.doing import Doing, do_chunk, note_on
from towpath.imports.actions.layouts import ASKABLE, is_layout_of, is_mappable, layouts_in_force, map_of
from towpath.imports.actions.openings import show_openings
from towpath.imports.actions.places import plan_places
from towpath.imports.actions.states import NotReadyError
from towpath.imports.formats import format_named
from towpath.imports.models import Batch, Row, Sender
from towpath.imports.reading.column_map import ColumnMap
from towpath.imports.reading.layout import Arrival, IncomingRow
from towpath.imports.reading.read import Reading, read_file
from towpath.imports.reading.refusals import FileRefused
from towpath.imports.reading.repeats import numbered
from towpath.imports.storing import stored, stored_problem
from towpath.jobs.collecting import seldom_collecting
from towpath.organisation.models import Organisation
from towpath.organisation.queries import standards_for
from towpath.rules.problems import Problem

CHUNK = 500
DIRECTORY = {"establishments": plan_places, "openings": show_openings}
"""What shows each kind of list that is about nobody."""
CODED_LISTS = ("activity_codes", "characteristics", "cohort_statuses", "guarantee_statuses", "intended_destinations")
SKIPPED, REJECTED, HELD = Row.Outcome.SKIPPED, Row.Outcome.REJECTED, Row.Outcome.HELD
COLUMNS = tuple(field.attname for field in Row._meta.concrete_fields if not field.primary_key)
SETTLED_BY_READING = {"skipped": SKIPPED, "rejected": REJECTED, "held": HELD}


@seldom_collecting()
def receive_list(
    *,
    sender: Sender,
    content: bytes,
    name: str,
    as_at_date: date,
    by: Actor,
    at: datetime,
    file: StoredFile | None = None,
    progress: Callable[[int], None] | None = None,
) -> Batch:
    """
    Keep a list, read and check every row of it, plan what would become of each, and return the batch, with nothing
    applied.

    A file that cannot be read gives a refused batch whose problems say why.

    :param as_at_date: the day that the list speaks of
    :param file: where its content is kept already; it is kept now where absent
    :param progress: called with the rows read so far after each chunk
    """
    organisation = sender.organisation
    with transaction(by=by, at=at) as events:
        file = file or keep(
            organisation=organisation,
            content=BytesIO(content),
            original_name=name,
            file_class=StoredFile.FileClass.INCOMING,
            by=by,
            at=at,
        )
        batch = Batch.objects.create(
            organisation=organisation,
            number=_next_number(organisation),
            sender=sender,
            format=sender.format,
            file=file,
            state=Batch.State.REFUSED,
            as_at_date=as_at_date,
            received_at=at,
            received_by=by.user,
        )
        events.record("imports.received", subject=f"imports_batch:{batch.pk}", after={"format": sender.format})
    return _read(batch, content, name, by=by, at=at, progress=progress)


@seldom_collecting()
def read_again(
    batch: Batch,
    *,
    only: ColumnMap | None = None,
    by: Actor,
    at: datetime,
    progress: Callable[[int], None] | None = None,
) -> Batch:
    """
    Read a list once more from the file kept, after somebody said what its columns are; what was read before is dropped.

    :param only: what its columns are, where nothing else is to be gone by
    :raises NotReadyError: some of it is applied, it is undone, or it could not be read at all
    """
    with transaction(by=by, at=at) as events:
        held = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if held.state not in (Batch.State.STAGED, Batch.State.STOPPED) and not held.asks_columns:
            raise NotReadyError(f"List {held.number} is {held.state}, so it is not read again.")
        Row.objects.filter(batch=batch).delete()
        batch.state, batch.asks_columns, batch.layout = Batch.State.REFUSED, False, None
        batch.problems, batch.alarm, batch.alarm_accepted_by = [], [], ""
        batch.save(update_fields=["state", "asks_columns", "layout", "problems", "alarm", "alarm_accepted_by"])
        events.record("imports.read_again", subject=f"imports_batch:{batch.pk}")
    with open_kept(batch.file) as kept:
        content = kept.read()
    return _read(batch, content, batch.file.original_name, only=only, by=by, at=at, progress=progress)


def _read(
    batch: Batch,
    content: bytes,
    name: str,
    *,
    only: ColumnMap | None = None,
    by: Actor,
    at: datetime,
    progress: Callable[[int], None] | None,
) -> Batch:
    """Read and check every row of a batch just begun, and plan what would become of each."""
    sender, format_ = batch.sender, format_named(batch.format)
    layouts = layouts_in_force(sender, batch.format) if is_mappable(format_) else []
    try:
        reading = read_file(
            format_,
            content,
            name,
            arrival=arrival_of(sender, batch.as_at_date),
            maps=[only] if only else [map_of(layout) for layout in layouts],
        )
        batch.layout = next(
            (layout for layout in layouts if reading.column_map and is_layout_of(layout, reading.column_map)), None
        )
        watch = _stage(batch, reading, by=by, at=at, progress=progress)
    except FileRefused as refused:
        asks = is_mappable(format_) and refused.problem.code in ASKABLE
        return refuse(batch, refused.problem, by=by, at=at, asks_columns=asks)
    batch.alarm = alarms(batch, watch)
    batch.state = Batch.State.STOPPED if batch.alarm else Batch.State.STAGED
    with transaction(by=by, at=at) as events:
        batch.save(update_fields=["state", "problems", "alarm", "layout"])
        told = {"rows": batch.rows.count(), "alarms": [alarm["code"] for alarm in batch.alarm]}
        if batch.layout:
            told["layout"] = batch.layout.version
        events.record("imports.staged", subject=f"imports_batch:{batch.pk}", after=told)
    return batch


def _next_number(organisation: Organisation) -> int:
    latest = Batch.objects.filter(organisation=organisation).aggregate(latest=Max("number"))["latest"]
    return (latest or 0) + 1


def arrival_of(sender: Sender, on: date) -> Arrival:
    """Return what is known of a list besides its file: its day, the codes in force and the kind of place it is from."""
    edition = standards_for(sender.organisation).edition_on(on)
    # A code withdrawn since is read all the same: the ledger judges it on the day its activity started.
    codes = {name: frozenset(getattr(edition, name)) for name in CODED_LISTS}
    return Arrival(on=on, codes=codes, provider_type=_provider_type(sender))


def _provider_type(sender: Sender) -> str:
    place = sender.establishment
    if place is None:
        return ""
    kind = place.establishment_type.casefold()
    if "special post" in kind:
        return "special_post_16"
    if place.is_college:
        return "sixth_form_college" if "sixth form" in kind else "further_education"
    if place.is_training_provider:
        return "other_provider"
    return "school_sixth_form" if place.is_school else ""


def _stage(batch: Batch, reading: Reading, *, by: Actor, at: datetime, progress: Callable[[int], None] | None) -> Watch:
    """
    Write the rows in chunks, each with what would become of it, and return what was counted on the way.
    """
    batch.problems = [stored_problem(problem) for problem in reading.problems]
    doing = Doing(batch=batch, by=by, at=at, for_good=False)
    watch = Watch()
    is_log = format_named(batch.format).kind == "contacts"
    incoming = numbered(reading.rows()) if is_log else reading.rows()
    every: Iterator[Row] = (_row(batch, number, each) for number, each in enumerate(incoming, start=1))
    first = list(islice(every, AROUND + 1))
    show_directory = DIRECTORY.get(format_named(batch.format).kind)
    desk = None if show_directory else open_desk(batch, first)
    for rows in _in_chunks(chain(first, every), desk):
        waiting = [row for row in rows if row.outcome == Row.Outcome.WAITING]
        if show_directory is not None:
            show_directory(batch, waiting, at=at)
        elif desk is not None:
            shown = do_chunk(desk, waiting, doing)
            watch.see(shown)
            for became in shown:
                became.place.row.planned = became.outcome
                note_on(became.place.row, became)
        with transaction(by=by, at=at) as events:
            insert_rows(Row, COLUMNS, [[getattr(row, column) for column in COLUMNS] for row in rows])
            told = {"from": rows[0].number, "to": rows[-1].number}
            events.record("imports.rows_staged", subject=f"imports_batch:{batch.pk}", after=told)
        if progress is not None:
            progress(rows[-1].number)
    return watch


def _in_chunks(every: Iterator[Row], desk: Desk | None) -> Iterator[list[Row]]:
    """Yield the rows in chunks, once the desk has looked at all that are scored together."""
    while window := list(islice(every, AROUND)):
        if desk is not None:
            desk.look_at([row for row in window if row.outcome == Row.Outcome.WAITING])
        for start in range(0, len(window), CHUNK):
            yield window[start : start + CHUNK]


def _row(batch: Batch, number: int, incoming: IncomingRow) -> Row:
    return Row(
        batch_id=batch.pk,
        number=number,
        sheet=incoming.sheet[:100],
        line=incoming.row,
        as_given=[list(pair) for pair in incoming.as_given],
        values=stored(incoming.values),
        problems=[stored_problem(problem) for problem in incoming.problems],
        outcome=SETTLED_BY_READING.get(incoming.outcome_hint, Row.Outcome.WAITING),
        because="reading" if incoming.outcome_hint == "held" else "",
    )


def refuse(batch: Batch, problem: Problem, *, by: Actor, at: datetime, asks_columns: bool = False) -> Batch:
    """Keep the reason, and none of the rows read before the file turned out unreadable or the reading was cut off."""
    with transaction(by=by, at=at) as events:
        Row.objects.filter(batch=batch).delete()
        batch.state = Batch.State.REFUSED
        batch.problems, batch.asks_columns = [stored_problem(problem)], asks_columns
        batch.save(update_fields=["state", "problems", "asks_columns"])
        events.record("imports.refused", subject=f"imports_batch:{batch.pk}", after={"problem": problem.code})
    return batch
