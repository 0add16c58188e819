"""Restoring a backup: unpacked and checked apart, then put in place so that at every moment one whole state stands."""

import gzip
import shutil
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.chain import Head
from towpath.audit.queries import Verdict, verify
from towpath.config.backup import sqlite
from towpath.config.backup.contents import (
    DATABASE,
    KEPT_FILE,
    MANIFEST,
    BackupDamagedError,
    BackupRefusedError,
    Manifest,
    RestoreUnfinishedError,
    Rows,
    files_in,
    first_line,
    heads_in,
    is_ours,
    migrations_in,
    name_of,
    place_in,
    read_manifest,
    rows_in,
)
from towpath.config.backup.sealing import FIRST_LINE, SealBrokenError, opened
from towpath.config.backup.staging import CHUNK, sha256_of, staged
from towpath.config.backup.taking import COPIERS
from towpath.files import store
from towpath.files.models import StoredFile
from towpath.organisation.models import Organisation

DERIVED = ("charts", "marts")
"""Folders of what is worked out again when it is wanted: what they hold may be of the state that is replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """
    What was brought back, and what was found of it afterwards.

    `lost` says, for each council whose log had gone on since, how many of its events are no longer here. `differing`
    are tables with another number of rows than were copied. `set_aside` is where a database that could not be read
    now lies.
    """

    manifest: Manifest
    replaced: bool
    migrated: int
    verdict: Verdict
    lost: dict[str, int] = field(default_factory=dict)
    differing: tuple[str, ...] = ()
    set_aside: Path | None = None


def look_at(file: Path, keys: Sequence[str]) -> Manifest:
    """
    Return what a backup says it holds, having read all of it and found it to be so. Nothing is changed.

    :raises BackupDamagedError: it is not whole, or not a backup
    :raises BackupRefusedError: it cannot be restored here
    :raises towpath.config.backup.sealing.KeyRefusedError: no key given opens it
    """
    with staged() as folder:
        return _unpack(file, keys, folder)


def restore_backup(file: Path, *, keys: Sequence[str], replace: bool, user: str, role: str, at: datetime) -> Restored:
    """
    Put a backup in the place of this installation.

    First everything is unpacked apart and its hashes are compared; then kept files are added, which nobody sees; then
    the database changes in one transaction; then the files that it does not need are erased. Wherever this is killed,
    either the old state stands whole or the new one does. Each council's log says that it was restored, and what it
    had come to before.

    :param replace: go on where somebody already works here
    :raises BackupDamagedError: it is not whole, or not a backup
    :raises BackupRefusedError: it cannot be restored here, or something is here and is not to be replaced
    :raises towpath.config.backup.sealing.KeyRefusedError: no key given opens it
    :raises OSError: a file cannot be read or written; nothing was changed
    :raises RestoreUnfinishedError: the database is replaced, and something that follows could not be done
    """
    is_in_place = False
    try:
        with staged() as folder:
            is_readable = _is_readable()
            is_used = not is_readable or _is_used()
            if is_used and not replace:
                raise BackupRefusedError(
                    "There is something here already. To put the backup in its place, add --replace."
                )
            manifest = _unpack(file, keys, folder)
            before = _heads_here()
            with _with_files(folder, manifest), _set_aside_unless(is_readable, at) as set_aside:
                COPIERS[connection.vendor].put_back(folder / DATABASE[connection.vendor])
                is_in_place = True
        differing = _differing(manifest)
        migrated = _migrate()
        _erase_what_is_not_needed()
        _tell(manifest, before, user=user, role=role, at=at)
        verdict = verify(heads=manifest.heads)
    except (OSError, DatabaseError) as reason:
        if not is_in_place:
            raise
        raise RestoreUnfinishedError(
            f"The backup is in its place, but what follows could not be done: {_words_of(reason)}. "
            "Put that right, then run the same command again, with --replace."
        ) from reason
    return Restored(
        manifest=manifest,
        replaced=is_used,
        migrated=migrated,
        verdict=verdict,
        lost=_lost(before, manifest.heads),
        differing=differing,
        set_aside=set_aside,
    )


def _words_of(reason: Exception) -> str:
    if isinstance(reason, OSError) and reason.filename:
        return f"{str(reason.filename)!r}: {reason.strerror}"
    return first_line(reason)


# ---- Unpacking, which changes nothing --------------------------------------------------------------------------------


def _unpack(file: Path, keys: Sequence[str], folder: Path) -> Manifest:
    manifest: Manifest | None = None
    try:
        for name, content in _members(file, keys):
            if manifest is None:
                if name != MANIFEST:
                    raise BackupDamagedError("The backup does not start with its manifest.")
                manifest = read_manifest(content.read())
                _check_fits(manifest)
                continue
            with place_in(folder, name).open("xb") as out:
                shutil.copyfileobj(content, out)
    except (EOFError, FileExistsError, gzip.BadGzipFile, tarfile.TarError, zlib.error, SealBrokenError) as reason:
        raise BackupDamagedError(f"The backup cannot be read to its end: {reason}") from None
    if manifest is None:
        raise BackupDamagedError("The backup is empty.")
    for member in manifest.members:
        path = folder / member.name
        if not path.is_file() or (path.stat().st_size, sha256_of(path)) != (member.size, member.sha256):
            raise BackupDamagedError(f"{member.name} is not in the backup as its manifest says.")
    return manifest


def _members(file: Path, keys: Sequence[str]) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield the name and the content of each member, in order; nothing but what a backup may hold."""
    with ExitStack() as layers:
        source: IO[bytes] = layers.enter_context(file.open("rb"))
        is_sealed = source.read(len(FIRST_LINE)) == FIRST_LINE
        source.seek(0)
        if is_sealed:
            if not keys:
                raise BackupRefusedError("The backup is sealed. Name the file that holds its secret key with --key.")
            source = layers.enter_context(opened(source, keys))
        pressed = layers.enter_context(gzip.GzipFile(fileobj=source, mode="rb"))
        tar = layers.enter_context(tarfile.open(fileobj=pressed, mode="r|"))
        for header in tar:
            content = tar.extractfile(header) if header.isreg() and is_ours(header.name) else None
            if content is None:
                raise BackupDamagedError(f"The backup holds {header.name!r}, which is none of ours.")
            yield header.name, content
        # What is checked last, the press's sum and the seal's end, lies behind the last member.
        while pressed.read(CHUNK):
            pass


def _check_fits(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise BackupRefusedError(
            f"The backup is of a {manifest.database} database and this installation uses {connection.vendor}. "
            "Set TOWPATH_DATABASE_URL to one of the same kind."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if unknown := sorted(set(manifest.migrations) - known):
        raise BackupRefusedError(
            f"The backup was made by Towpath {manifest.version}, whose tables this version does not know "
            f"({unknown[0]}). Install that version, then restore."
        )


# ---- Putting in place ------------------------------------------------------------------------------------------------


@contextmanager
def _with_files(folder: Path, manifest: Manifest) -> Iterator[None]:
    """Keep the files of the backup beside those that are here, and keep them from erasure until their rows are here."""
    found = [each for member in manifest.members if (each := KEPT_FILE.fullmatch(member.name))]
    added: list[tuple[str, str]] = []
    try:
        with ExitStack() as kept:
            for council in sorted({each["council"] for each in found}):
                kept.enter_context(store.kept_from_erasure(council))
            for each in found:
                path, council, digest = folder / each[0], each["council"], each["sha256"]
                if not store.path_of(council, digest).exists():
                    added.append((council, digest))
                with path.open("rb") as content:
                    store.write(council, content, most_bytes=path.stat().st_size)
                path.unlink()
            yield
    except BaseException:
        # What erases waits until nobody is kept from it, so not before the locks are let go.
        with suppress(OSError, DatabaseError):
            _erase_unless_needed(added)
        raise


def _erase_unless_needed(files: Iterable[tuple[str, str]]) -> None:
    has_rows = StoredFile._meta.db_table in connection.introspection.table_names()
    for council, digest in files:
        rows = StoredFile.objects.filter(organisation__code=council, sha256=digest, removed_at__isnull=True)
        store.erase_unless(council, digest, rows.exists if has_rows else lambda: False)


@contextmanager
def _set_aside_unless(is_readable: bool, at: datetime) -> Iterator[Path | None]:
    if is_readable:
        yield None
    else:
        with sqlite.set_aside(f"{at:%Y%m%dT%H%M%S}") as aside:
            yield aside


def _migrate() -> int:
    """Bring the tables to this version, and return how many migrations that took."""
    before = len(migrations_in(_ask))
    call_command("migrate", verbosity=0)
    return len(migrations_in(_ask)) - before


def _erase_what_is_not_needed() -> None:
    needed = {(council, digest) for council, digest, _ in files_in(_ask)}
    here = [(path.parent.name, path.name) for path in sorted(Path(settings.FILES_ROOT).glob("*/*"))]
    _erase_unless_needed(each for each in here if each not in needed and KEPT_FILE.fullmatch(name_of(*each)))
    for name in DERIVED:
        shutil.rmtree(Path(settings.VAR) / name, ignore_errors=True)


def _tell(manifest: Manifest, before: Sequence[Head], *, user: str, role: str, at: datetime) -> None:
    """Write in each council's log that it was restored, and to where it had come: what is gone is not hidden."""
    ended = {head.organisation: head for head in before}
    for council in Organisation.objects.order_by("code").values_list("code", flat=True):
        told: dict[str, object] = {"made_at": manifest.made_at}
        if head := ended.get(council):
            told |= {"replaced_sequence": head.sequence, "replaced_hash": head.hash}
        with transaction(by=Actor(organisation=council, user=user, role=role), at=at) as events:
            events.record("backup.restored", subject=f"backup:{manifest.id}", after=told)


# ---- What was here, and what is --------------------------------------------------------------------------------------


def _ask(question: str) -> Rows:
    cursor = connection.cursor()
    cursor.execute(question)
    return cursor


def _heads_here() -> tuple[Head, ...]:
    """Return where each council's log ends; none where there is no installation yet, or it cannot be read."""
    try:
        return heads_in(_ask) if "audit_chain_head" in connection.introspection.table_names() else ()
    except DatabaseError:
        return ()


def _is_readable() -> bool:
    """
    Return whether there is a database that can be read, or none yet.

    :raises BackupRefusedError: its server does not answer
    """
    if connection.vendor == "sqlite":
        return sqlite.is_readable()
    try:
        connection.ensure_connection()
    except DatabaseError as reason:
        raise BackupRefusedError(
            f"The database cannot be reached ({first_line(reason)}). "
            "Start it, or set TOWPATH_DATABASE_URL, then try again. Nothing was changed."
        ) from None
    return True


def _is_used() -> bool:
    try:
        tables = set(connection.introspection.table_names())
        held = [table for table in ("organisation_organisation", "access_user") if table in tables]
        return any(_ask(f"select 1 from {table} limit 1").fetchall() for table in held)
    except DatabaseError:
        return True


def _differing(manifest: Manifest) -> tuple[str, ...]:
    found = rows_in(_ask, list(manifest.rows))
    return tuple(table for table, rows in manifest.rows.items() if found[table] != rows)


def _lost(before: Sequence[Head], copied: Sequence[Head]) -> dict[str, int]:
    ended = {head.organisation: head.sequence for head in copied}
    went_on = {head.organisation: head.sequence - ended.get(head.organisation, 0) for head in before}
    return {council: number for council, number in went_on.items() if number > 0}
