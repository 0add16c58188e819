"""A folder of its own for what is being packed or unpacked, in the installation's own place, gone afterwards."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings

from towpath.config.backup.contents import BackupRefusedError

CHUNK = 1024 * 1024
_PREFIX = ".staged-"


@contextmanager
def staged() -> Iterator[Path]:
    """
    Give an empty folder that only its owner can read; what a killed backup or restore left behind is removed first.

    :raises BackupRefusedError: another is under way
    """
    place = Path(settings.VAR)
    with (place / ".backup.lock").open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefusedError("Another backup or restore is under way. Wait until it has ended.") from None
        for left in place.glob(f"{_PREFIX}*"):
            shutil.rmtree(left)
        folder = Path(mkdtemp(dir=place, prefix=_PREFIX))
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    found = sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
