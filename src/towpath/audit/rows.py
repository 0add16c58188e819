"""
Writing many rows at once, inside the transaction that is open.

A list of 500 pupils is some 10,000 rows. Making a model of each, and asking every field of each model how it is
written, takes three times as long as writing it.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model

Cells = Sequence[Any]
# Longer statements gain nothing.
MOST_MARKS = 30_000


def insert_rows(model: type[Model], columns: Sequence[str], rows: Sequence[Cells]) -> None:
    """
    Insert rows of plain values, given in the order of the columns.

    :raises RuntimeError: no transaction is open, so that each row would be committed, or lost, by itself
    """
    if rows:
        _check_open()
        with connection.cursor() as cursor:
            cursor.executemany(
                f"{_into(model, columns)} values {_marks(columns)}", list(_written(model, columns, rows))
            )


def insert_numbered(model: type[Model], columns: Sequence[str], rows: Sequence[Cells]) -> list[int]:
    """
    Insert rows likewise, and return the id that each was given, in order.

    :raises RuntimeError: no transaction is open
    """
    _check_open()
    ids: list[int] = []
    written = list(_written(model, columns, rows))
    at_once = max(1, _most_marks() // len(columns))
    with connection.cursor() as cursor:
        for start in range(0, len(written), at_once):
            part = written[start : start + at_once]
            marks = ", ".join([_marks(columns)] * len(part))
            cells = [cell for row in part for cell in row]
            cursor.execute(f"{_into(model, columns)} values {marks} returning id", cells)
            ids += [pk for (pk,) in cursor.fetchall()]
    return ids


def _check_open() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Rows are written inside a transaction. Open one with towpath.audit.actions.transaction.")


def _most_marks() -> int:
    """Return how many values one statement may hold: what the loaded SQLite allows is its builder's choice."""
    if connection.vendor != "sqlite":
        return MOST_MARKS
    connection.ensure_connection()
    return min(MOST_MARKS, connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER))


def _into(model: type[Model], columns: Sequence[str]) -> str:
    quote = connection.ops.quote_name
    return f"insert into {quote(model._meta.db_table)} ({', '.join(quote(column) for column in columns)})"


def _marks(columns: Sequence[str]) -> str:
    return f"({', '.join(['%s'] * len(columns))})"


def _written(model: type[Model], columns: Sequence[str], rows: Sequence[Cells]) -> Iterator[Cells]:
    """Yield rows as the driver takes them: instants and JSON are written otherwise than they are held."""
    by_column = {field.column: field for field in model._meta.concrete_fields}
    writers = [(place, _writer(by_column[name])) for place, name in enumerate(columns)]
    otherwise = [(place, write) for place, write in writers if write is not None]
    for row in rows:
        cells = list(row)
        for place, write in otherwise:
            cells[place] = write(cells[place])
        yield cells


def _writer(field: "Field[Any, Any]") -> Callable[[Any], Any] | None:
    if isinstance(field, DateTimeField):
        # All rows of a batch carry the same instant or two.
        return lru_cache(maxsize=16)(lambda value: field.get_db_prep_save(value, connection))
    if isinstance(field, JSONField):
        # What the field itself asks for each value, asked once: a list has five to a row.
        adapt, encoder = connection.ops.adapt_json_value, field.encoder
        return lambda value: None if value is None else adapt(value, encoder)
    return None
