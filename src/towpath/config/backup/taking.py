"""Taking a backup: a moment of the database and the files it needs, packed, sealed, and put in its place whole."""

import gzip
import io
import os
import shutil
import tarfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO
from uuid import uuid4

from django.db import DatabaseError, connection

from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.config.backup import postgresql, sqlite
from towpath.config.backup.contents import (
    DATABASE,
    MANIFEST,
    BackupRefusedError,
    Manifest,
    Member,
    Snapshot,
    files_in,
    first_line,
    heads_in,
    migrations_in,
    name_of,
    place_in,
    rows_in,
)
from towpath.config.backup.sealing import Sink, sealed
from towpath.config.backup.staging import sha256_of, staged
from towpath.files import store
from towpath.organisation.models import Organisation

COPIERS = {"sqlite": sqlite, "postgresql": postgresql}
EFFORT = 3
"""How hard to press: the greatest effort takes ten times as long to save a few parts in a hundred."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that is in its place; `sha256` is of the file as it lies there."""

    manifest: Manifest
    out: Path
    size: int
    sha256: str
    is_sealed: bool


def take_backup(out: Path, *, to: Sequence[str], user: str, role: str, at: datetime) -> Taken:
    """
    Copy the whole installation, as it stands at one moment, into one file.

    Each council's log says so first. The file is written beside its place and moved there whole, readable to its owner
    alone. Nobody is kept from working; only the bytes of a kept file cannot be erased while the moment is taken.

    :param to: public keys; with none the file is not sealed
    :raises towpath.config.backup.contents.BackupRefusedError: the database cannot be copied
    :raises OSError: the file cannot be written
    """
    number = uuid4().hex
    try:
        councils = list(Organisation.objects.order_by("code").values_list("code", flat=True))
        for council in councils:
            with transaction(by=Actor(organisation=council, user=user, role=role), at=at, durable=True) as events:
                events.record("backup.taken", subject=f"backup:{number}", after={"is_sealed": bool(to)})
    except DatabaseError as reason:
        raise BackupRefusedError(
            f"The database cannot be read and written ({first_line(reason)}). "
            "If it is damaged, restore an earlier backup."
        ) from None
    with staged() as folder:
        manifest = _gather(folder, councils, number, at)
        size, digest = _pack(folder, out, manifest, to)
    return Taken(manifest, out, size, digest, bool(to))


def _gather(folder: Path, councils: Sequence[str], number: str, at: datetime) -> Manifest:
    """Put one moment of everything into a folder, and return what it was."""
    database = folder / DATABASE[connection.vendor]
    with ExitStack() as moments:
        with ExitStack() as kept:
            for council in councils:
                kept.enter_context(store.kept_from_erasure(council))
            moment: Snapshot = moments.enter_context(COPIERS[connection.vendor].snapshot(database))
            needed = files_in(moment.ask)
            for council, digest, _ in needed:
                _link(store.path_of(council, digest), place_in(folder, name_of(council, digest)))
        moment.write()
        members = [_member(folder, name_of(council, digest)) for council, digest, _ in needed]
        # Bytes that are gone or altered are no reason to keep no copy of the rest; whoever asked is told of them.
        whole = [member for member in members if member is not None and member.name.endswith(member.sha256)]
        named = {member.name for member in whole}
        return Manifest(
            id=number,
            made_at=at.isoformat(timespec="seconds"),
            version=version("towpath"),
            database=connection.vendor,
            migrations=migrations_in(moment.ask),
            rows=rows_in(moment.ask, moment.tables),
            heads=heads_in(moment.ask),
            members=(_member(folder, database.name) or Member(database.name, 0, ""), *whole),
            missing=tuple(name for council, digest, _ in needed if (name := name_of(council, digest)) not in named),
        )


def _link(kept: Path, place: Path) -> None:
    """Hold on to a kept file's bytes, which are never written again, only erased; copied where a disk ends between."""
    try:
        os.link(kept, place)
    except FileNotFoundError:
        return
    except OSError:
        shutil.copyfile(kept, place)


def _member(folder: Path, name: str) -> Member | None:
    path = folder / name
    return Member(name, path.stat().st_size, sha256_of(path)) if path.exists() else None


def _pack(folder: Path, out: Path, manifest: Manifest, to: Sequence[str]) -> tuple[int, str]:
    """Write the backup and return its size and its hash."""
    # A temporary file is made readable to its owner alone, and stays so under its new name.
    with NamedTemporaryFile(dir=out.parent, prefix=".backup-", delete=False) as part:
        try:
            hashed = _Hashed(part)
            with ExitStack() as layers:
                inner: Sink = layers.enter_context(sealed(hashed, to)) if to else hashed
                pressed = gzip.GzipFile(filename="", mode="wb", compresslevel=EFFORT, fileobj=inner, mtime=0)
                tar = layers.enter_context(tarfile.open(fileobj=layers.enter_context(pressed), mode="w|"))
                text = manifest.as_text().encode()
                tar.addfile(_header(MANIFEST, len(text)), io.BytesIO(text))
                for member in manifest.members:
                    with (folder / member.name).open("rb") as content:
                        tar.addfile(_header(member.name, member.size), content)
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(out)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    store.sync_folder(out.absolute().parent)
    return hashed.size, hashed.digest.hexdigest()


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode = size, 0o600
    return header


class _Hashed:
    """Counts and hashes what is written to a file."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.size, self.digest = out, 0, sha256()

    def write(self, part: bytes, /) -> int:
        self.size += len(part)
        self.digest.update(part)
        return self._out.write(part)

    def flush(self) -> None:
        self._out.flush()
