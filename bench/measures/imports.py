"""Lists received, shown and applied, in seconds of this process, beside bare reading and inserting of the same rows."""

import csv
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from measures import Reading

PEOPLE = 16_000
# Of people held, so many are aged 16 and 17, which is how a borough is sized.
AGED_16_AND_17 = 0.38
ROWS_A_SECOND = 1_000
PREVIEW_SECONDS = 10.0


def measure(people: int | None) -> Iterator[Reading]:
    """Yield each step, for a caseload extract and for all the rolls as one."""
    with tempfile.TemporaryDirectory() as folder:
        _start_django(Path(folder))
        yield from _measure(Path(folder), people or PEOPLE)


def _start_django(folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "towpath.config.settings"
    os.environ["TOWPATH_VAR"] = str(folder)
    os.environ["TOWPATH_TODAY"] = "2026-01-31"
    os.environ["TOWPATH_DEMO"] = "1"
    os.environ.pop("TOWPATH_DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measure(folder: Path, people: int) -> Iterator[Reading]:
    from towpath.clock import LONDON
    from towpath.demo.borough import generate
    from towpath.demo.month import NIGHT, open_month
    from towpath.imports.actions import accept_alarm, add_sender, apply_batch, receive_list
    from towpath.imports.models import Batch

    generate(folder / "borough", size=round(people * AGED_16_AND_17))
    month = open_month(folder / "borough")
    inbox = folder / "borough" / "inbox"
    at = datetime(2026, 1, 31, 9, tzinfo=LONDON)
    for name, files in (
        ("caseload_extract", [inbox / "previous-system" / "caseload-history-2025-12.csv"]),
        ("school_roll", sorted(inbox.glob("*/roll-*.csv"))),
    ):
        content = _joined(files)
        floor, rows = _bare(folder / f"{name}.sqlite3", content)
        sender = add_sender(
            organisation=month.organisation,
            code="bench",
            name="Bench",
            format_name=name,
            establishment=None,
            owner=None,
            by=NIGHT,
            at=at,
        )
        batch: list[Batch] = []

        def receive(sender: object = sender, content: bytes = content, batch: list[Batch] = batch) -> None:
            batch.append(
                receive_list(sender=sender, content=content, name="list.csv", as_at_date=month.on, by=NIGHT, at=at)
            )

        def apply(batch: list[Batch] = batch) -> None:
            if batch[0].state == Batch.State.STOPPED:
                accept_alarm(batch[0], by=NIGHT, at=at)
            apply_batch(batch[0], by=NIGHT, at=at)

        yield Reading(what=f"{name}: {rows:,} rows read and inserted bare", seconds=floor, floor_seconds=floor)
        yield Reading(
            what=f"{name}: received, checked and shown",
            seconds=_cpu(receive),
            floor_seconds=floor,
            limit_seconds=PREVIEW_SECONDS,
        )
        yield Reading(
            what=f"{name}: applied, audit included",
            seconds=_cpu(apply),
            floor_seconds=floor,
            limit_seconds=rows / ROWS_A_SECOND,
        )


def _joined(files: list[Path]) -> bytes:
    """Return several files of one layout as one, with the columns that all of them have."""
    tables = [list(csv.DictReader(file.open(encoding="utf-8-sig", newline="", errors="replace"))) for file in files]
    shared = [name for name in tables[0][0] if all(name in table[0] for table in tables if table)]
    path = files[0].with_name("joined.tmp")
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, shared, extrasaction="ignore")
        writer.writeheader()
        for table in tables:
            writer.writerows(table)
    return path.read_bytes()


def _bare(database: Path, content: bytes) -> tuple[float, int]:
    """Return the seconds it takes to read a list's rows and insert each whole, and how many there are."""
    rows = list(csv.reader(content.decode().splitlines()))
    marks = ", ".join("?" * len(rows[0]))

    def insert() -> None:
        read = list(csv.reader(content.decode().splitlines()))
        with sqlite3.connect(database) as connection:
            connection.execute(f"create table list ({', '.join(f'c{place}' for place in range(len(rows[0])))})")
            connection.executemany(
                f"insert into list values ({marks})", (row for row in read if len(row) == len(rows[0]))
            )
        connection.close()

    return _cpu(insert), len(rows) - 1


def _cpu(action: Callable[[], object]) -> float:
    started = time.process_time()
    action()
    return time.process_time() - started
