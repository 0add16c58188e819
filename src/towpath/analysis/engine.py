"""The one door to DuckDB: in memory, in this process, fetching nothing from anywhere."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files

import duckdb

Connection = duckdb.DuckDBPyConnection

# The words in which two dialects differ. Spark gives the same two names to its own functions. They are the
# engine's and not one connection's, so that every connection that is lent has them.
DIALECT = """
    create macro days_after(day, days) as day + cast(days as integer);
    create macro days_between(earlier, later) as later - earlier;
"""


@contextmanager
def open_engine(
    *, threads: int | None = None, memory_limit: str | None = None, temp_directory: str | None = None
) -> Iterator[Connection]:
    """
    Open an empty engine and close it afterwards.

    :param threads: how many to use; all cores unless told
    :param memory_limit: as DuckDB spells it, such as "500MB"; four fifths of the machine unless told
    :param temp_directory: where it may spill; a private folder, removed afterwards, unless told
    """
    with tempfile.TemporaryDirectory(prefix="towpath-") as private:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "temp_directory": temp_directory or private,
        }
        if threads:
            settings["threads"] = threads
        if memory_limit:
            settings["memory_limit"] = memory_limit
        connection = duckdb.connect(":memory:", config=settings)
        try:
            connection.execute(DIALECT)
            yield connection
        finally:
            connection.close()


@contextmanager
def borrow_engine() -> Iterator[Connection]:
    """
    Lend an empty connection of the one engine that this process keeps, for little work that is done often.

    Opening an engine takes longer than scoring a few rows. Each connection has tables of its own, which go when it is
    given back; whoever may need several cores or much memory opens an engine.
    """
    # A process that was forked has none of its parent's threads, so it has an engine of its own.
    connection = _kept_engine(os.getpid()).cursor()
    try:
        yield connection
    finally:
        connection.close()


@lru_cache(maxsize=1)
def _kept_engine(process_id: int) -> Connection:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "threads": 1,
        # Nothing that is lent for may grow so large that it must be put on a disk.
        "temp_directory": "",
    }
    engine = duckdb.connect(":memory:", config=settings)
    engine.execute(DIALECT)
    return engine


def sql_text(name: str) -> str:
    """Return the text of a query of this room by its file's name."""
    return (files("towpath.analysis") / f"{name}.sql").read_text(encoding="utf-8")
