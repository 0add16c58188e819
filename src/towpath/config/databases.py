"""Turn one database address into the only settings we allow for it."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

FIRST_SAFE_WAL = (3, 51, 3)
"""SQLite before this release can corrupt a database in WAL mode when two processes write."""

FIRST_POSTGRESQL = 15

BUSY_MILLISECONDS = 20_000

CACHE_KIBIBYTES = 65_536
"""With SQLite's own 2 MB, a list of 500 spills to disk before it is committed, and waits for the disk each time."""


class DatabaseAddressError(ValueError):
    """The database address cannot be used as it stands."""


def database_settings(address: str, *, sqlite_version: tuple[int, ...]) -> dict[str, Any]:
    """
    Return Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name?sslmode=require`.

    The journal is WAL only where the loaded SQLite is safe with it.

    :raises DatabaseAddressError: the address names no database, or one of another kind
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite_settings(parts.path, sqlite_version=sqlite_version)
    if parts.scheme in ("postgresql", "postgres"):
        name = unquote(parts.path.removeprefix("/"))
        if not name:
            raise DatabaseAddressError(
                "The PostgreSQL address names no database. End it with one: postgresql://host/towpath."
            )
        options: dict[str, Any] = dict(parse_qsl(parts.query))
        host = options.pop("host", "") or unquote(parts.hostname or "")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": 10, "timeout": 20}},
        }
    raise DatabaseAddressError(
        f"The database address starts with {parts.scheme!r}. "
        "Use sqlite:///path/to/file.sqlite3 or postgresql://user@host/name."
    )


def journal_mode(sqlite_version: tuple[int, ...]) -> str:
    """Return the SQLite journal that is safe with the library that is loaded."""
    return "WAL" if sqlite_version >= FIRST_SAFE_WAL else "DELETE"


def _sqlite_settings(path: str, *, sqlite_version: tuple[int, ...]) -> dict[str, Any]:
    # As in most tools, sqlite:///x is relative and sqlite:////x is absolute.
    file = Path(unquote(path.removeprefix("/")))
    if not file.name:
        raise DatabaseAddressError("The SQLite address names no file. Use sqlite:///path/to/file.sqlite3.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_MILLISECONDS / 1000,
            "init_command": (
                f"PRAGMA journal_mode={journal_mode(sqlite_version)};"
                "PRAGMA synchronous=FULL;"
                "PRAGMA foreign_keys=ON;"
                f"PRAGMA busy_timeout={BUSY_MILLISECONDS};"
                "PRAGMA analysis_limit=1000;"
                f"PRAGMA cache_size={-CACHE_KIBIBYTES};"
            ),
        },
    }
