"""Saving what a person said that a sender's columns are, and letting go of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.imports.models import Layout, Sender
from towpath.imports.reading.column_map import JOINABLE, MOST_HEADING_ROWS, ColumnMap, MappedColumn, signature_of
from towpath.imports.reading.field_words import words_for
from towpath.imports.reading.layout import ABOUT_NOBODY, Format

ASKABLE = frozenset({"headers.none", "headers.changed", "column.missing", "column.no_key"})
"""Why a list was refused that could be read once somebody says what its columns are."""


class LayoutRefusedError(ValueError):
    """A layout cannot be saved as asked; the words say what to do."""


class LayoutChangedError(Exception):
    """Somebody else saved a layout for this sender since the page was shown."""

    def __init__(self) -> None:
        super().__init__("Somebody else said meanwhile what these columns are. Look at theirs below.")


def is_mappable(layout: Format) -> bool:
    """Return whether a person may say what the columns of such lists are: tables that name people."""
    return layout.medium == "table" and layout.kind not in ABOUT_NOBODY


def layouts_in_force(sender: Sender, format_name: str) -> list[Layout]:
    """Return the layouts by which a sender's lists of a format are read, the latest first. One query."""
    rows = Layout.objects.filter(sender=sender, format=format_name, withdrawn_at__isnull=True)
    return list(rows.order_by("-version"))


def map_of(layout: Layout) -> ColumnMap:
    """Return a kept layout as reading takes it."""
    return read_map({"columns": layout.columns, "constants": layout.constants, "heading_rows": layout.heading_rows})


def read_map(told: Mapping[str, Any]) -> ColumnMap:
    """Return a map that was written as `written_map` writes it."""
    columns = tuple(
        MappedColumn(
            heading=each["heading"],
            field=each["field"],
            words=tuple((given, meant) for given, meant in each.get("words", ())),
            date_order=each.get("date_order", ""),
        )
        for each in told["columns"]
    )
    constants = tuple((name, text) for name, text in told["constants"])
    return ColumnMap(columns=columns, constants=constants, heading_rows=told["heading_rows"])


def written_map(column_map: ColumnMap) -> dict[str, Any]:
    """Return a map as JSON holds it."""
    return {
        "columns": _told(column_map.columns),
        "constants": [list(pair) for pair in column_map.constants],
        "heading_rows": column_map.heading_rows,
    }


def is_layout_of(layout: Layout, used: ColumnMap) -> bool:
    """Return whether this is the layout that a list was read by, whatever the order of its columns was."""
    kept = map_of(layout)
    return (
        kept.constants == used.constants
        and kept.heading_rows == used.heading_rows
        and sorted(kept.columns, key=repr) == sorted(used.columns, key=repr)
    )


def check_map(layout: Format, column_map: ColumnMap) -> None:
    """
    Do nothing where a map could be saved for lists of a format.

    :raises LayoutRefusedError: a field is unknown or filled twice, or nothing says whom a row is about
    """
    known = {column.field for column in layout.columns}
    filled: set[str] = set()
    for field in [column.field for column in column_map.columns if column.field] + [
        name for name, _ in column_map.constants
    ]:
        if field not in known:
            raise LayoutRefusedError(f"{field!r} is nothing that this list can hold.")
        if field in filled and field not in JOINABLE:
            raise LayoutRefusedError(f"Two columns fill the same: {words_for(field)}. Leave one of them out.")
        filled.add(field)
    if not 0 <= column_map.heading_rows <= MOST_HEADING_ROWS:
        raise LayoutRefusedError("Headings take one row, two or none.")
    if any(column.words and column.field in JOINABLE for column in column_map.columns):
        raise LayoutRefusedError("Words of a name or an address stand as they are.")


def save_layout(
    *, sender: Sender, layout: Format, column_map: ColumnMap, seen_version: int, by: Actor, at: datetime
) -> Layout:
    """
    Save what somebody said that a sender's columns are, as the sender's next version; the same said again is not saved.

    :param seen_version: the latest version that whoever says it has seen, 0 for none
    :raises LayoutRefusedError: it cannot be saved so
    :raises LayoutChangedError: there is a later version than they saw
    """
    check_map(layout, column_map)
    if not column_map.heading_rows:
        raise LayoutRefusedError("A list without headings cannot be known again, so it is asked about each time.")
    signature = signature_of(column_map.headings)
    same = _same(sender, layout, signature, column_map)
    if same is not None:
        return same
    with transaction(by=by, at=at) as events:
        held = Sender.objects.select_for_update(no_key=True).get(pk=sender.pk)
        latest = latest_version(held)
        if latest != seen_version:
            raise LayoutChangedError
        saved = Layout.objects.create(
            organisation_id=held.organisation_id,
            sender=held,
            version=latest + 1,
            format=layout.name,
            signature=signature,
            **written_map(column_map),
            saved_at=at,
            saved_by=by.user,
        )
        told = {"version": saved.version, "columns": len(column_map.columns), "format": layout.name}
        events.record("imports.layout_saved", subject=f"imports_layout:{saved.pk}", after=told)
    return saved


def latest_version(sender: Sender) -> int:
    """Return the number of a sender's latest layout, 0 where there is none."""
    return Layout.objects.filter(sender=sender).aggregate(latest=Max("version"))["latest"] or 0


def _same(sender: Sender, layout: Format, signature: str, column_map: ColumnMap) -> Layout | None:
    """Return the layout in force for these headings where it says exactly this."""
    held = next((each for each in layouts_in_force(sender, layout.name) if each.signature == signature), None)
    return held if held is not None and is_layout_of(held, column_map) else None


def _told(columns: Sequence[MappedColumn]) -> list[dict[str, object]]:
    return [
        {
            "heading": column.heading,
            "field": column.field,
            **({"words": [list(pair) for pair in column.words]} if column.words else {}),
            **({"date_order": column.date_order} if column.date_order else {}),
        }
        for column in columns
    ]


def withdraw_layout(*, layout: Layout, by: Actor, at: datetime) -> None:
    """Read no more lists by a layout; those read by it stay as they are. One let go of already stays so."""
    rows = Layout.objects.filter(pk=layout.pk, withdrawn_at__isnull=True)
    if not rows.exists():
        return
    with transaction(by=by, at=at) as events:
        rows.update(withdrawn_at=at, withdrawn_by=by.user)
        told = {"version": layout.version}
        events.record("imports.layout_withdrawn", subject=f"imports_layout:{layout.pk}", before=told)
