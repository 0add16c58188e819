"""
A caseload extract and a roll of 16,000 rows received, shown and applied, beside bare reading and inserting of the same
rows.
"""

import csv
import io
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from measures import Reading, cpu
from measures.boroughs import migrate, start_django

ROWS_OF_ROLL = 16_000
# A borough is sized by those aged 16 and 17; its schools' rolls hold nearly twice as many pupils.
AGED_16_AND_17_A_ROW = 0.54
ROWS_A_SECOND = 1_000
FIELDS = (
    "upn", "legal_family_name", "legal_given_name", "birth_date", "gender", "ethnicity", "year_group", "sen_provision",
    "fsm_eligible", "address_line_1", "town", "postcode", "phone", "first_language",
)  # fmt: skip
PREVIEW_SECONDS = 10.0


def measure(people: int | None) -> Iterator[Reading]:
    """Yield each step, for a caseload extract and for all the rolls as one."""
    with tempfile.TemporaryDirectory() as folder:
        start_django(Path(folder))
        migrate()
        yield from _measure(Path(folder), people or ROWS_OF_ROLL)


def _measure(folder: Path, rows_of_roll: int) -> Iterator[Reading]:
    from towpath.clock import LONDON
    from towpath.demo.borough import generate
    from towpath.demo.month import NIGHT, open_month
    from towpath.imports.actions import accept_alarm, add_sender, apply_batch, receive_list
    from towpath.imports.models import Batch

    generate(folder / "borough", size=round(rows_of_roll * AGED_16_AND_17_A_ROW))
    month = open_month(folder / "borough")
    inbox = folder / "borough" / "inbox"
    at = datetime(2026, 1, 31, 9, tzinfo=LONDON)
    for name, content in (
        ("caseload_extract", (inbox / "previous-system" / "caseload-history-2025-12.csv").read_bytes()),
        ("school_roll", _joined(sorted(inbox.glob("*/roll-*")), rows=rows_of_roll)),
    ):
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
            seconds=cpu(receive),
            floor_seconds=floor,
            limit_seconds=PREVIEW_SECONDS if name == "school_roll" else None,
        )
        yield Reading(
            what=f"{name}: applied, audit included",
            seconds=cpu(apply),
            floor_seconds=floor,
            limit_seconds=rows / ROWS_A_SECOND,
        )


def _joined(files: list[Path], *, rows: int) -> bytes:
    """Return so many rows of many schools' rolls, each with headings of its own, as one list of what all have."""
    from towpath.imports.formats import format_named
    from towpath.imports.reading.layout import Arrival
    from towpath.imports.reading.read import read_file

    layout = format_named("school_roll")
    arrival = Arrival(on=date(2026, 1, 31), codes={})
    pupils = [
        row.values
        for file in files
        for row in read_file(layout, file.read_bytes(), file.name, arrival=arrival).rows()
        if row.outcome_hint == "ready"
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(pupils[:rows])
    return out.getvalue().encode()


def _bare(database: Path, content: bytes) -> tuple[float, int]:
    """Return the seconds it takes to read a list's rows and insert each whole, and how many there are."""
    rows = list(csv.reader(content.decode(errors="replace").splitlines()))
    marks = ", ".join("?" * len(rows[0]))

    def insert() -> None:
        read = list(csv.reader(content.decode(errors="replace").splitlines()))
        with sqlite3.connect(database) as connection:
            connection.execute(f"create table list ({', '.join(f'c{place}' for place in range(len(rows[0])))})")
            connection.executemany(
                f"insert into list values ({marks})", (row for row in read if len(row) == len(rows[0]))
            )
        connection.close()

    return cpu(insert), len(rows) - 1
