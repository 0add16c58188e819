"""`towpath backup FILE --to KEY`: copy the whole installation into one sealed file; `--new-key FILE` makes the keys."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from towpath import clock
from towpath.cli.arguments import check_writable
from towpath.cli.service.caller import CONSOLE
from towpath.config.backup.contents import BackupRefusedError
from towpath.config.backup.sealing import KeyRefusedError, checked_public, new_key
from towpath.config.backup.taking import Taken, take_backup

DONE, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Take a backup: 0 where it is whole, 1 where it is not or could not be made, 2 for wrong usage."""
    given = _parser().parse_args(arguments)
    if given.new_key:
        return _make_key(given.new_key, as_json=given.json)
    if given.out is None or bool(given.to) == given.plain:
        print(
            "Name a file, and a public key to seal it to with --to (--new-key makes one), or say --plain.",
            file=sys.stderr,
        )
        return USAGE
    try:
        # The log says that a backup was taken before it is, so what can be known to fail must fail first.
        check_writable(given.out)
        taken = take_backup(given.out, to=given.to, user=CONSOLE, role=CONSOLE, at=clock.now())
    except BackupRefusedError as reason:
        print(reason, file=sys.stderr)
        return PROBLEMS
    except OSError as reason:
        print(f"{str(given.out)!r} cannot be written: {reason.strerror}. Choose another place.", file=sys.stderr)
        return USAGE
    print(json.dumps(_as_json(taken)) if given.json else _as_text(taken))
    return PROBLEMS if taken.manifest.missing else DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath backup", description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, metavar="FILE", help="where to put the backup")
    parser.add_argument(
        "--to", action="append", default=[], type=_public_key, metavar="KEY", help="seal it to this key"
    )
    parser.add_argument("--plain", action="store_true", help="do not seal it: whoever has the file can read everything")
    parser.add_argument(
        "--new-key", type=Path, metavar="FILE", help="make a secret key in FILE, and print its public key"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _public_key(text: str) -> str:
    try:
        return checked_public(text)
    except KeyRefusedError as reason:
        raise argparse.ArgumentTypeError(str(reason)) from None


def _make_key(file: Path, *, as_json: bool) -> int:
    secret, public = new_key()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as reason:
        # Whoever overwrites a key can never again open what was sealed to it.
        print(f"{str(file)!r} cannot be made: {reason.strerror}. Choose another name.", file=sys.stderr)
        return USAGE
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(f"# public key: {public}\n{secret}\n")
    if as_json:
        print(json.dumps({"public_key": public, "out": str(file)}))
    else:
        print(f"The secret key is in {file}. Take it off this machine and keep it in two places.\nPublic key: {public}")
    return DONE


def _as_json(taken: Taken) -> dict[str, object]:
    manifest = taken.manifest
    return {
        "out": str(taken.out),
        "bytes": taken.size,
        "sha256": taken.sha256,
        "sealed": taken.is_sealed,
        "made_at": manifest.made_at,
        "version": manifest.version,
        "database": manifest.database,
        "rows": sum(manifest.rows.values()),
        "files": len(manifest.members) - 1,
        "heads": [
            {"organisation": head.organisation, "sequence": head.sequence, "hash": head.hash} for head in manifest.heads
        ],
        "problems": [_problem(name) for name in manifest.missing],
    }


def _problem(name: str) -> dict[str, str]:
    return {"code": "file-missing", "value": name, "message": f"{name} is gone from the store, or was altered there."}


def _as_text(taken: Taken) -> str:
    manifest = taken.manifest
    seal = "sealed" if taken.is_sealed else "NOT sealed: whoever has it can read everything"
    lines = [
        f"{taken.out}: {taken.size:,} bytes, {seal}.",
        f"{sum(manifest.rows.values()):,} rows and {len(manifest.members) - 1:,} kept files.",
        *(f"The log of {head.organisation} ends at event {head.sequence:,}." for head in manifest.heads),
        *(_problem(name)["message"] for name in manifest.missing),
    ]
    return "\n".join(lines)
