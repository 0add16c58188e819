"""
A month's return built, written, read back, checked and kept, in a process of its own, beside bare reading of the same
rows and bare writing of the same bytes.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from measures import Reading, cpu
from measures.apart import run_python
from measures.boroughs import played_borough, start_django

PEOPLE = 16_000
"""Of whom about 10,000 are in the return: all of Years 11 to 13, and those with a plan up to 25."""
SECONDS_A_RECORD = 5.0 / 6_000
SECONDS_A_REHEARSED_RECORD = 20.0 / 60_000
"""A rehearsal of 60,000 is to be done in twenty seconds."""
LIMIT_MEGABYTES = 300.0


def measure(people: int | None) -> Iterator[Reading]:
    """Yield the bare reading and writing, then the return."""
    folder = played_borough(people or PEOPLE)
    built = run_python("-m", "measures.returns", folder)
    told = json.loads(built.printed)
    rows = 0

    def read() -> None:
        nonlocal rows
        rows = _read_bare(folder / "towpath.sqlite3", told["tables"])

    reading = cpu(read)
    tree = ET.parse(told["file"])
    writing = cpu(lambda: tree.write(BytesIO(), encoding="utf-8"))
    size = Path(told["file"]).stat().st_size / 1e6
    floor = reading + writing
    yield Reading(what=f"{rows:,} rows read bare, {size:.0f} MB written bare", seconds=floor, floor_seconds=floor)
    is_within = (people or PEOPLE) <= PEOPLE
    yield Reading(
        what=f"{told['records']:,} records rehearsed and kept as {told['rehearsed_problems']:,} problems",
        seconds=told["rehearsed_seconds"],
        floor_seconds=floor,
        limit_seconds=told["records"] * SECONDS_A_REHEARSED_RECORD,
    )
    yield Reading(
        what=f"{told['records']:,} records rehearsed the next night, when nothing has changed",
        seconds=told["again_seconds"],
        floor_seconds=floor,
        limit_seconds=told["records"] * SECONDS_A_REHEARSED_RECORD,
    )
    yield Reading(
        what=f"{told['records']:,} records built, written, read back, checked and kept, {told['problems']:,} problems",
        seconds=told["seconds"],
        floor_seconds=floor,
        limit_seconds=told["records"] * SECONDS_A_RECORD,
        megabytes=built.megabytes,
        limit_megabytes=LIMIT_MEGABYTES if is_within else None,
    )


def _read_bare(database: Path, tables: list[str]) -> int:
    """Read every row of these tables and return how many there were."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = sum(1 for table in tables for _ in connection.execute(f'select * from "{table}"'))
    connection.close()
    return rows


def _build(folder: Path) -> dict[str, object]:
    """Build the return of the borough's month as the data lead would, and return what came of it."""
    start_django(folder)
    from towpath.audit import Actor
    from towpath.clock import LONDON
    from towpath.files.store import path_of
    from towpath.organisation.models import Organisation
    from towpath.people import models as people
    from towpath.returns.actions import build_return, rehearse
    from towpath.tracking import models as tracking

    [organisation] = Organisation.objects.all()
    at = datetime(2026, 1, 31, 18, 0, tzinfo=LONDON)
    by = Actor(organisation=organisation.code, user="bench", role="console")
    rehearsed = []
    for hour in (14, 15):
        started = time.process_time()
        made = rehearse(organisation=organisation, by=by, at=datetime(2026, 1, 31, hour, 0, tzinfo=LONDON))
        rehearsed.append(time.process_time() - started)
    started = time.process_time()
    run = build_return(organisation=organisation, period_end=date(2026, 1, 31), known_at=at, by=by, at=at)
    seconds = time.process_time() - started
    models = (
        people.Person, people.Alias, people.BirthDate, people.Identifier, people.Name, people.Address,
        people.CharacteristicFact, people.ReturnFact, people.SchoolPlace,
        tracking.Statement, tracking.GuaranteeFact, tracking.IntendedDestinationFact,
    )  # fmt: skip
    return {
        "rehearsed_seconds": rehearsed[0],
        "again_seconds": rehearsed[1],
        "rehearsed_problems": sum(made.counts["severities"].values()),
        "seconds": seconds,
        "records": run.records,
        "problems": sum(run.counts["problems"].values()),
        "file": str(path_of(organisation.code, run.sha256)),
        "tables": [model._meta.db_table for model in models],
    }


if __name__ == "__main__":
    print(json.dumps(_build(Path(sys.argv[1]))))
