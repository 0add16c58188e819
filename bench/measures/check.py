"""The command `towpath return check` on files of three lengths, each beside a bare scan of the same file."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from xml.parsers import expat

from measures import Growth, Reading, Said, cpu
from measures.apart import run_python
from towpath.demo.borough import generate
from towpath.demo.borough.people import make_uln, make_upn
from towpath.rules.returns.model import Header, Record
from towpath.rules.returns.read import read_return
from towpath.rules.returns.write import write_return

RECORDS = 60_000
PARTS = (0.25, 0.5, 1)
LIMIT_SECONDS = 10.0
LIMIT_MEGABYTES = 150.0
# A few hundred bytes are remembered of each record, to find who is there twice; the file itself is not held.
LIMIT_GROWTH = 2.0
BOROUGH = 600
SPOILT_EACH = 20
"""Every so manyth record lacks its gender, for a file without a problem is the easy case."""


def measure(people: int | None) -> Iterator[Said]:
    """Yield the seconds and memory of each length, then how memory grows with it."""
    most = people or RECORDS
    memory: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name:
        sample = _sample(Path(name))
        for part in PARTS:
            records = round(most * part)
            file = Path(name) / f"{records}.xml"
            _write(file, sample, records)
            floor = cpu(lambda file=file: _scan(file))
            checked = run_python("-m", "towpath.cli", "return", "check", file, "--json", wanted_codes=(0, 1))
            said = json.loads(checked.printed)
            assert said["records"] == records
            memory[records] = checked.megabytes
            is_within = records <= RECORDS
            size = file.stat().st_size / 1e6
            yield Reading(
                what=f"{records:,} records, {len(said['problems']):,} problems, {size:.0f} MB of file",
                seconds=checked.seconds,
                floor_seconds=floor,
                limit_seconds=LIMIT_SECONDS if is_within else None,
                megabytes=checked.megabytes,
                limit_megabytes=LIMIT_MEGABYTES if is_within else None,
            )
            file.unlink()
    yield Growth(what="memory", figures=memory, unit="records, in MB", limit_ratio=LIMIT_GROWTH)


def _sample(folder: Path) -> list[Header | Record]:
    """Return the header and records of the return that a small invented borough's previous system sent."""
    generate(folder / "borough", size=BOROUGH)
    [file] = (folder / "borough" / "inbox").glob("previous-system/*.xml")
    return [item for item in read_return(file.read_bytes()) if isinstance(item, Header | Record)]


def _write(file: Path, sample: list[Header | Record], records: int) -> None:
    """Write the sample's records over and over, each copy as a person of their own."""
    [header] = (item for item in sample if isinstance(item, Header))
    people = [item for item in sample if isinstance(item, Record)]
    copies = (_as_another(record, number) for number, record in enumerate(islice(cycle(people), records)))
    with file.open("wb") as out:
        write_return(out, header, copies)


def _as_another(record: Record, number: int) -> Record:
    return replace(
        record,
        young_persons_id=f"343{number:010d}",
        family_name=f"{record.family_name} {_letters(number)}",
        upn=record.upn and make_upn("343", number, 2010),
        uln=record.uln and make_uln(number),
        gender=record.gender if number % SPOILT_EACH else "",
    )


def _letters(number: int) -> str:
    """Return a number in letters, because names may hold no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _scan(file: Path) -> None:
    """Let the parser that we use go through the file, telling nobody what it meets."""
    with file.open("rb") as source:
        expat.ParserCreate().ParseFile(source)
