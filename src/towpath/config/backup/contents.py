"""What a backup holds: one copy of the database, every kept file, and last a manifest of what they were."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from towpath.audit.chain import Head

LAYOUT = 1
"""Raise this when an older Towpath could no longer restore what is written."""
MANIFEST = "manifest.json"
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.sql"}
"""The database's copy, by its vendor."""
KEPT_FILE = re.compile(r"files/(?P<council>[-\w]{1,40})/(?P<sha256>[0-9a-f]{64})", re.ASCII)
LEFT_EMPTY = ("django_session", "config_cache")
"""Tables whose rows stay behind: who is signed in now, and which forms were just sent, are nothing to bring back."""


class BackupRefusedError(Exception):
    """It cannot be done as asked. The words say what to do."""


class BackupDamagedError(Exception):
    """The backup is not whole, or not one of ours."""


class RestoreUnfinishedError(Exception):
    """The backup is in its place, but something that follows could not be done. The words say what to do."""


def first_line(reason: Exception) -> str:
    """Return what a database said, without the lines after the first, which may show a row."""
    return str(reason).strip().partition("\n")[0].rstrip(".")


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """
    What was copied, when, from what.

    `migrations` are those applied, as `people.0001_initial`; `rows` are counted in each table; `heads` are the ends of
    the log's chains; `missing` are kept files whose bytes were gone or altered when the copy was made.
    """

    id: str
    made_at: str
    version: str
    database: str
    migrations: tuple[str, ...]
    rows: dict[str, int]
    heads: tuple[Head, ...]
    members: tuple[Member, ...]
    missing: tuple[str, ...] = ()
    layout: int = LAYOUT

    def as_text(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True)


def read_manifest(text: bytes) -> Manifest:
    """
    Return what a manifest says.

    :raises BackupDamagedError: it is not one
    :raises BackupRefusedError: it is of a later layout
    """
    try:
        told: dict[str, Any] = json.loads(text)
        layout = int(told["layout"])
        if layout <= LAYOUT:
            return Manifest(
                **{
                    **told,
                    "migrations": tuple(told["migrations"]),
                    "heads": tuple(Head(**head) for head in told["heads"]),
                    "members": tuple(Member(**member) for member in told["members"]),
                    "missing": tuple(told["missing"]),
                }
            )
    except (KeyError, TypeError, ValueError):
        raise BackupDamagedError("The backup's manifest cannot be read.") from None
    raise BackupRefusedError("This backup was made by a later Towpath. Install that version, then restore.")


class Rows(Protocol):
    """What a question brought."""

    def fetchall(self) -> Sequence[Any]: ...


Ask = Callable[[str], Rows]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """
    One moment of the database: questions asked of it, and how it is written to a file.

    Whatever is asked and what `write` writes are of the same moment.
    """

    ask: Ask
    tables: tuple[str, ...]
    write: Callable[[], None]


def migrations_in(ask: Ask) -> tuple[str, ...]:
    """Return the migrations that were applied, as `people.0001_initial`."""
    return tuple(
        f"{app}.{name}" for app, name in ask("select app, name from django_migrations order by app, name").fetchall()
    )


def rows_in(ask: Ask, tables: Sequence[str]) -> dict[str, int]:
    """Return how many rows each table holds, save those left empty."""
    counted = [table for table in tables if table not in LEFT_EMPTY]
    return {table: ask(f'select count(*) from "{table}"').fetchall()[0][0] for table in counted}


def heads_in(ask: Ask) -> tuple[Head, ...]:
    """Return where each council's log ends."""
    found = ask("select organisation, sequence, hash from audit_chain_head order by organisation").fetchall()
    return tuple(Head(*row) for row in found)


def files_in(ask: Ask) -> tuple[tuple[str, str, int], ...]:
    """Return each kept file whose bytes should be there: its council's code, its hash and its size."""
    found = ask(
        "select distinct o.code, f.sha256, f.size from files_stored_file f"
        " join organisation_organisation o on o.id = f.organisation_id"
        " where f.removed_at is null order by o.code, f.sha256"
    ).fetchall()
    return tuple((str(code), str(digest), int(size)) for code, digest, size in found)


def councils_in(ask: Ask) -> tuple[str, ...]:
    """Return the code of each organisation."""
    return tuple(code for (code,) in ask("select code from organisation_organisation order by code").fetchall())


def name_of(council: str, digest: str) -> str:
    """Return the name inside a backup of a kept file."""
    return f"files/{council}/{digest}"


def is_ours(name: str) -> bool:
    """Return whether a backup may hold a member of this name: nothing else is ever unpacked."""
    return name == MANIFEST or name in DATABASE.values() or KEPT_FILE.fullmatch(name) is not None


def place_in(folder: Path, name: str) -> Path:
    """Return where a member lies once unpacked, its folder made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
