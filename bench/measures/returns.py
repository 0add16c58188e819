"""
A month's return built, written, read back, checked and kept, in a process of its own, beside bare reading of the same
rows and bare writing of the same bytes.
"""

import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from measures import Growth, Reading, Said, cpu
from measures.apart import run_python
from measures.boroughs import played_borough, start_django
from measures.multiplied import multiply

if TYPE_CHECKING:
    from towpath.organisation.models import Organisation

PEOPLE = 96_000
"""Of whom about 58,000 are in the return: all of Years 11 to 13, and those with a plan up to 25."""
PLAYED = 16_000
"""A month of so many is played, and its people are taken as often as makes up the rest."""
SECONDS_A_WRITTEN_RECORD = 20.0 / 60_000
SECONDS_A_KEPT_RECORD = 30.0 / 60_000
"""Built and written in twenty seconds, and checked in ten more."""
SECONDS_A_REHEARSED_RECORD = 25.0 / 60_000
"""Built, measured, checked and kept, and nothing written."""
LIMIT_MEGABYTES = 400.0
LIMIT_GROWTH = 1.2
"""How much more each record may take where there are six times as many."""


def measure(people: int | None) -> Iterator[Said]:
    """Yield the bare reading and writing, then the return, then how its cost grows."""
    played = played_borough(min(people or PEOPLE, PLAYED))
    times = max(1, round((people or PEOPLE) / PLAYED))
    seconds: dict[int, float] = {}
    with TemporaryDirectory(prefix="towpath-bench-") as name:
        folder = Path(name)
        for of_times in sorted({1, times}):
            shutil.copytree(played, folder, dirs_exist_ok=True)
            multiply(folder, of_times)
            built = run_python("-m", "measures.returns", folder)
            told = json.loads(built.printed)
            seconds[told["records"]] = told["seconds"] / told["records"] * 1e6
        yield from _readings(folder, told, built.megabytes)
    yield Growth(what="a return", figures=seconds, unit="records, in microseconds each", limit_ratio=LIMIT_GROWTH)


def _readings(folder: Path, told: Mapping[str, Any], megabytes: float) -> Iterator[Reading]:
    rows = 0

    def read() -> None:
        nonlocal rows
        rows = _read_bare(folder / "towpath.sqlite3", told["tables"])

    reading = cpu(read)
    tree = ET.parse(told["file"])
    writing = cpu(lambda: tree.write(BytesIO(), encoding="utf-8"))
    size = Path(told["file"]).stat().st_size / 1e6
    floor, records = reading + writing, told["records"]
    yield Reading(what=f"{rows:,} rows read bare, {size:.0f} MB written bare", seconds=floor, floor_seconds=floor)
    for what, spent, limit in (
        ("built and written", told["written_seconds"], SECONDS_A_WRITTEN_RECORD),
        ("rehearsed and kept as problems", told["rehearsed_seconds"], SECONDS_A_REHEARSED_RECORD),
        ("rehearsed the next night, when nothing has changed", told["again_seconds"], SECONDS_A_REHEARSED_RECORD),
    ):
        yield Reading(
            what=f"{records:,} records {what}", seconds=spent, floor_seconds=floor, limit_seconds=records * limit
        )
    yield Reading(
        what=f"{records:,} records built, written, read back, checked and kept, {told['problems']:,} problems",
        seconds=told["seconds"],
        floor_seconds=floor,
        limit_seconds=records * SECONDS_A_KEPT_RECORD,
        megabytes=megabytes,
        limit_megabytes=LIMIT_MEGABYTES,
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
        rehearse(organisation=organisation, by=by, at=datetime(2026, 1, 31, hour, 0, tzinfo=LONDON))
        rehearsed.append(time.process_time() - started)
    started = time.process_time()
    _write(organisation, at)
    written_seconds = time.process_time() - started
    started = time.process_time()
    run = build_return(organisation=organisation, period_end=date(2026, 1, 31), known_at=at, by=by, at=at)
    seconds = time.process_time() - started
    models = (
        people.Person, people.Alias, people.BirthDate, people.Identifier, people.Name, people.Address,
        people.CharacteristicFact, people.ReturnFact, people.SchoolPlace,
        tracking.Statement, tracking.GuaranteeFact, tracking.IntendedDestinationFact,
    )  # fmt: skip
    return {
        "written_seconds": written_seconds,
        "rehearsed_seconds": rehearsed[0],
        "again_seconds": rehearsed[1],
        "seconds": seconds,
        "records": run.records,
        "problems": sum(run.counts["problems"].values()),
        "file": str(path_of(organisation.code, run.sha256)),
        "tables": [model._meta.db_table for model in models],
    }


def _write(organisation: "Organisation", at: datetime) -> None:
    """Build the month's records and write them, with nothing read back and nothing kept."""
    from towpath.jobs.collecting import seldom_collecting
    from towpath.organisation.queries import settings_on
    from towpath.returns.actions.building import Building, header_of, terms_of
    from towpath.returns.actions.gathering import Gathering
    from towpath.returns.actions.numbers import Numbers
    from towpath.returns.actions.places import Places
    from towpath.rules.returns.write import write_return

    on = at.date()
    terms = terms_of(organisation, on, at, settings_on(organisation, on, known_at=at))
    places = Places(organisation=organisation, known_at=at, at=at)
    gathering = Gathering(organisation=organisation, terms=terms, known_at=at, places=places)
    building = Building(gathering=gathering, numbers=Numbers(organisation=organisation), progress=None, read_to=0)
    # As where a return is built for real.
    with seldom_collecting(), TemporaryFile() as file:
        write_return(file, header_of(organisation, on, at), building.records())


if __name__ == "__main__":
    print(json.dumps(_build(Path(sys.argv[1]))))
