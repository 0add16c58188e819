"""SQLite's own copier, safe while others write: out of the live database, and back into it as one transaction."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection
from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

from towpath.config.backup.contents import LEFT_EMPTY, BackupRefusedError, Snapshot

SECONDS_TO_WAIT = 60
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
BESIDE = ("", "-journal", "-wal", "-shm")
"""What ends the names of a database's files."""


@contextmanager
def snapshot(file: Path) -> Iterator[Snapshot]:
    """
    Copy the database to a file of its own, as it stood at one moment.

    Whoever writes meanwhile waits for the copy, not for what is done with it. Pages once freed are not in it.

    :raises BackupRefusedError: the database is damaged, or cannot be copied
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as copy:
        try:
            _live().backup(copy)
            tables = _tidied(copy)
        except sqlite3.Error as reason:
            if reason.sqlite_errorcode in DAMAGED:
                raise _damaged(str(reason)) from None
            raise BackupRefusedError(
                f"The database cannot be copied ({reason}). Put that right and try again."
            ) from None
        yield Snapshot(ask=copy.execute, tables=tables, write=lambda: None)


def _tidied(copy: sqlite3.Connection) -> tuple[str, ...]:
    """Take out of a copy what stays behind, and return its tables; nothing is done to one that is damaged."""
    # The tables' own constraints call functions that Django brings.
    register(copy)
    found = str(copy.execute("pragma integrity_check(1)").fetchone()[0])
    if found != "ok":
        raise _damaged(" ".join(found.split()))
    tables = tables_in(copy)
    copy.execute("pragma journal_mode = delete").fetchall()
    for table in LEFT_EMPTY:
        if table in tables:
            copy.execute(f'delete from "{table}"')
    copy.execute("vacuum")
    return tables


def _damaged(found: str) -> BackupRefusedError:
    return BackupRefusedError(f"The database is damaged ({found}). Restore an earlier backup.")


def put_back(file: Path) -> None:
    """
    Put a copy in the place of the live database: wholly, or not at all wherever this process dies.

    Connections that are open elsewhere see the one or the other.

    :raises BackupRefusedError: somebody has used the database for a minute without a pause, or it cannot be written
    """
    deadline = time.monotonic() + SECONDS_TO_WAIT

    def waited(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise BackupRefusedError("The database is in use. Stop the site and its worker, then try again.")

    with closing(sqlite3.connect(file)) as copy:
        try:
            copy.backup(_live(), progress=waited, sleep=0.1)
        except sqlite3.Error as reason:
            raise BackupRefusedError(f"The database cannot be written ({reason}). Nothing was changed.") from None
    # What this process has learnt of the old database is forgotten.
    connection.close()


def is_readable() -> bool:
    """Return whether there is a database that can be opened, or none yet."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from sqlite_master")
    except DatabaseError:
        connection.close()
        return False
    return True


@contextmanager
def set_aside(stamp: str) -> Iterator[Path]:
    """Move a database that cannot be read out of the way and give where it now lies; back, where what follows fails."""
    connection.close()
    here = Path(connection.settings_dict["NAME"])
    there = here.with_name(f"{here.name}.damaged-{stamp}")
    _move(here, there)
    try:
        yield there
    except BaseException:
        connection.close()
        _move(there, here)
        raise


def _move(here: Path, there: Path) -> None:
    for end in BESIDE:
        file, place = (each.with_name(each.name + end) for each in (here, there))
        if file.exists():
            file.rename(place)
        else:
            place.unlink(missing_ok=True)


def tables_in(opened: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the tables."""
    found = opened.execute(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
    )
    return tuple(name for (name,) in found)


def _live() -> Any:
    connection.ensure_connection()
    return connection.connection
