"""Keep one generated secret in a file that only its owner can read."""

import os
from pathlib import Path
from secrets import token_urlsafe


def secret_key(file: Path) -> str:
    """Return the secret kept in `file`, making it first where there is none."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = file.read_text(encoding="ascii").strip()
        if len(kept) < 40:
            # Two processes may start at once; the one that made the file may not have written to it yet.
            raise ValueError(f"{file} holds no whole secret. Delete it and start again.") from None
        return kept
    made = token_urlsafe(64)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(made)
    return made
