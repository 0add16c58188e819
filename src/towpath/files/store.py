"""Bytes on disk, under their own hash, written whole or not at all."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.conf import settings

CHUNK = 1024 * 1024


class FileTooLargeError(ValueError):
    """The file is larger than is allowed for what it is."""


class FileDamagedError(Exception):
    """The bytes on disk are not there, or are not the ones that were kept."""


def path_of(organisation: str, digest: str) -> Path:
    """Return where an organisation's bytes of one hash lie."""
    return Path(settings.FILES_ROOT) / organisation / digest


@contextmanager
def kept_from_erasure(organisation: str) -> Iterator[None]:
    """While this is open, nobody erases bytes of the organisation: from before they are written until their row is."""
    with _lock(organisation, fcntl.LOCK_SH):
        yield


def write(organisation: str, content: BinaryIO, *, most_bytes: int) -> tuple[str, int]:
    """
    Put bytes on disk, and return their SHA-256 in hexadecimal and their number.

    When this returns they outlast a power cut; until then nothing is seen under their name. Call it inside
    `kept_from_erasure`.

    :raises FileTooLargeError: there are more than `most_bytes`; nothing is kept
    """
    folder = path_of(organisation, "").absolute()
    digest, size = sha256(), 0
    # A temporary file is made readable to its owner alone, and stays so under its new name.
    with NamedTemporaryFile(dir=folder, prefix=".part-", delete=False) as part:
        try:
            while chunk := content.read(CHUNK):
                size += len(chunk)
                if size > most_bytes:
                    raise FileTooLargeError(f"The file has more than {most_bytes:,} bytes. Send it in parts.")
                digest.update(chunk)
                part.write(chunk)
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).rename(path_of(organisation, digest.hexdigest()))
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    sync_folder(folder)
    return digest.hexdigest(), size


def open_checked(organisation: str, digest: str) -> BinaryIO:
    """
    Return the bytes, open at their start, having read them once to see that they are the ones kept.

    :raises FileDamagedError: they are missing or altered
    """
    try:
        file = path_of(organisation, digest).open("rb")
    except FileNotFoundError:
        raise FileDamagedError(f"The file {digest} is missing from the store. Restore it from a backup.") from None
    found = sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    if found.hexdigest() != digest:
        file.close()
        raise FileDamagedError(f"The file {digest} was altered in the store. Restore it from a backup.")
    file.seek(0)
    return file


def erase_unless(organisation: str, digest: str, is_needed: Callable[[], bool]) -> None:
    """Take the bytes off the disk, unless a row needs them; asked when nobody is halfway through keeping them."""
    with _lock(organisation, fcntl.LOCK_EX):
        if not is_needed():
            path_of(organisation, digest).unlink(missing_ok=True)


@contextmanager
def _lock(organisation: str, kind: int) -> Iterator[None]:
    file = path_of(organisation, ".lock")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("a") as held:
        # Closing the file lets the lock go, even when the process dies.
        fcntl.flock(held, kind)
        yield


def sync_folder(folder: Path) -> None:
    """Make the names in a folder outlast a power cut, as its files' bytes already do."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
