"""Start-up checks: an unsafe database or an open debug site is refused, in words."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from towpath.config.databases import BUSY_MILLISECONDS, FIRST_POSTGRESQL, FIRST_SAFE_WAL, journal_mode

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "testserver"}
FULL = 2


@register()
def check_debug_is_private(app_configs: Sequence[AppConfig] | None, **_: object) -> list[CheckMessage]:
    """Return an error where debug pages could be read from another machine."""
    strangers = sorted(set(settings.ALLOWED_HOSTS) - LOOPBACK)
    if settings.DEBUG and strangers:
        return [
            Error(
                f"TOWPATH_DEBUG is on while the site answers to {', '.join(strangers)}.",
                hint="Turn TOWPATH_DEBUG off, or leave TOWPATH_ALLOWED_HOSTS unset.",
                id="towpath.E001",
            )
        ]
    return []


@register()
def check_database_is_declared_safe(app_configs: Sequence[AppConfig] | None, **_: object) -> list[CheckMessage]:
    """Return an error where SQLite would take its write lock late, which no open connection can be asked about."""
    return declared_errors(settings.DATABASES["default"])


def declared_errors(database: Mapping[str, Any]) -> list[CheckMessage]:
    """Return an error where the settings are SQLite's and a transaction would not start by taking the write lock."""
    mode = database.get("OPTIONS", {}).get("transaction_mode")
    if "sqlite" not in database["ENGINE"] or mode == "IMMEDIATE":
        return []
    return [
        Error(
            f"SQLite's transaction_mode is {mode!r}; it must be IMMEDIATE.",
            hint="Take the settings from towpath.config.databases.database_settings.",
            id="towpath.E002",
        )
    ]


@register(Tags.database)
def check_database_is_safe(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: object
) -> list[CheckMessage]:
    """Return an error for each way in which an open connection may lose or corrupt what it is given."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor == "sqlite":
            found += _sqlite_errors(connection)
        elif connection.vendor == "postgresql":
            found += postgresql_errors(_number(connection, "show server_version_num"))
        else:
            found.append(
                Error(f"Towpath does not run on {connection.vendor}. Use SQLite or PostgreSQL.", id="towpath.E010")
            )
    return found


def sqlite_errors(*, version: tuple[int, ...], in_memory: bool, pragmas: dict[str, object]) -> list[CheckMessage]:
    """
    Return an error for each SQLite setting that is not the safe one.

    `pragmas` are as read from the connection: journal_mode in lower case, the others whole numbers.
    """
    # A database in memory has only its own journal; nothing of it outlives the process.
    journal = "memory" if in_memory else journal_mode(version).lower()
    wanted: dict[str, object] = {
        "journal_mode": journal,
        "synchronous": FULL,
        "foreign_keys": 1,
        "busy_timeout": BUSY_MILLISECONDS,
        "mmap_size": 0,
    }
    loaded = ".".join(str(part) for part in version)
    safe = ".".join(str(part) for part in FIRST_SAFE_WAL)
    return [
        Error(
            f"SQLite's {name} is {pragmas[name]!r}; it must be {value!r} with SQLite {loaded}.",
            hint=f"WAL is safe only from SQLite {safe}. Take the settings from towpath.config.databases.",
            id="towpath.E003",
        )
        for name, value in wanted.items()
        # SQLite answers nothing to mmap_size where it was built without it, or for a database in memory.
        if pragmas[name] != value and not (name == "mmap_size" and pragmas[name] is None)
    ]


def postgresql_errors(version: int) -> list[CheckMessage]:
    """Return an error where the server is too old; `version` is as in `150003` for 15.3."""
    if version // 10_000 >= FIRST_POSTGRESQL:
        return []
    return [
        Error(
            f"The PostgreSQL server is version {version // 10_000}; Towpath needs {FIRST_POSTGRESQL} or later.",
            hint="Upgrade the server.",
            id="towpath.E004",
        )
    ]


def refuse_unsafe_start() -> None:
    """
    Return only where every check passes; web servers and workers call it before their first piece of work.

    :raises ImproperlyConfigured: a check found an error; the words of each are in the message
    """
    errors = [message for message in run_checks(databases=["default"]) if message.is_serious()]
    if errors:
        raise ImproperlyConfigured("\n".join(str(message) for message in errors))


def _sqlite_errors(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    pragmas: dict[str, object] = {}
    with connection.cursor() as cursor:
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "mmap_size"):
            cursor.execute(f"PRAGMA {name}")
            row = cursor.fetchone()
            pragmas[name] = row[0] if row else None
        cursor.execute("PRAGMA database_list")
        in_memory = all(not file for _, _, file in cursor.fetchall())
    return sqlite_errors(version=sqlite3.sqlite_version_info, in_memory=in_memory, pragmas=pragmas)


def _number(connection: BaseDatabaseWrapper, question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])
