"""`towpath restore FILE --key KEYFILE`: put a backup in the place of this installation, whole or not at all."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from towpath import clock
from towpath.cli.service.caller import CONSOLE
from towpath.config.backup.contents import BackupDamagedError, BackupRefusedError, Manifest, RestoreUnfinishedError
from towpath.config.backup.restoring import Restored, look_at, restore_backup
from towpath.config.backup.sealing import KeyRefusedError, secret_keys

DONE, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Restore a backup: 0 where all is as copied, 1 where something is wrong or left to do, 2 for wrong usage."""
    given = _parser().parse_args(arguments)
    try:
        keys = secret_keys(given.key.read_text(encoding="ascii", errors="replace")) if given.key else ()
        if given.dry_run:
            return _show(look_at(given.file, keys), None, given)
        restored = restore_backup(
            given.file, keys=keys, replace=given.replace, user=CONSOLE, role=CONSOLE, at=clock.now()
        )
    except RestoreUnfinishedError as reason:
        print(reason, file=sys.stderr)
        return PROBLEMS
    except BackupDamagedError as reason:
        print(f"{reason} Nothing was changed.", file=sys.stderr)
        return PROBLEMS
    except (BackupRefusedError, KeyRefusedError) as reason:
        print(reason, file=sys.stderr)
        return USAGE
    except OSError as reason:
        print(f"{str(reason.filename or given.file)!r}: {reason.strerror}. Nothing was changed.", file=sys.stderr)
        return USAGE
    return _show(restored.manifest, restored, given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="towpath restore", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument("--key", type=Path, metavar="KEYFILE", help="the file that holds its secret key")
    parser.add_argument("--replace", action="store_true", help="go on though somebody already works here")
    parser.add_argument("--dry-run", action="store_true", help="read and check all of it, and change nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _show(manifest: Manifest, restored: Restored | None, given: argparse.Namespace) -> int:
    problems = _problems(manifest, restored)
    if given.json:
        print(json.dumps(_as_json(manifest, restored, given, problems)))
    else:
        print("\n".join([*_as_text(manifest, restored, given), *(each["message"] for each in problems)]))
    return PROBLEMS if problems else DONE


def _as_json(
    manifest: Manifest, restored: Restored | None, given: argparse.Namespace, problems: list[dict[str, str]]
) -> dict[str, object]:
    told: dict[str, object] = {
        "file": str(given.file),
        "made_at": manifest.made_at,
        "version": manifest.version,
        "database": manifest.database,
        "rows": sum(manifest.rows.values()),
        "files": len(manifest.members) - 1,
        "restored": restored is not None,
    }
    if restored is not None:
        told |= {
            "replaced": restored.replaced,
            "migrated": restored.migrated,
            "audit": restored.verdict,
            "events_lost": restored.lost,
            "set_aside": str(restored.set_aside) if restored.set_aside else None,
        }
    return {**told, "problems": problems}


def _problems(manifest: Manifest, restored: Restored | None) -> list[dict[str, str]]:
    found = [
        ("file-missing", name, f"{name} was already missing when the backup was made.") for name in manifest.missing
    ]
    if restored is not None:
        found += [
            ("rows-differ", table, f"{table} does not hold as many rows as were copied.")
            for table in restored.differing
        ]
        if not restored.verdict["ok"]:
            bad = restored.verdict["first_bad"]
            found.append(("log-altered", str(bad), f"The log was altered: {bad}. Keep this backup as it is."))
    return [{"code": code, "value": value, "message": message} for code, value, message in found]


def _as_text(manifest: Manifest, restored: Restored | None, given: argparse.Namespace) -> list[str]:
    held = (
        f"{sum(manifest.rows.values()):,} rows and {len(manifest.members) - 1:,} kept files, as at {manifest.made_at}"
    )
    if restored is None:
        return [f"{given.file} is whole: {held}, by Towpath {manifest.version}. Nothing was changed."]
    lines = [f"Restored from {given.file}: {held}."]
    if restored.migrated:
        lines.append(f"{restored.migrated} migrations brought its tables to this version.")
    for council, number in restored.lost.items():
        lines.append(f"{number:,} events of {council}'s log, and what they recorded, came after it and are gone.")
    if restored.set_aside:
        lines.append(f"The database that was here could not be read. It is kept as {restored.set_aside}.")
    if restored.verdict["ok"]:
        lines.append(f"The log is whole: {restored.verdict['events']:,} events, each following from the one before it.")
    return [*lines, "Everybody signs in again. Start the site and its worker."]
