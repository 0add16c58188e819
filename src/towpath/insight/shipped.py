"""
Figures at hand before anybody has loaded a file: the few that are shipped, and DfE's files that lie beside the project.

The files are looked for in `TOWPATH_BENCHMARK_DIR`, or in `shared/data/neet_la` next to the project's folder.
"""

import csv
import os
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from towpath.insight.figures import GroupMember, Level, PublishedValue, Reading, Source
from towpath.insight.scorecards import LICENCE, UnknownFileError, read_published_file
from towpath.rules.ranks import Measure, Rank

PATTERNS = ("scorecard_[0-9][0-9][0-9][0-9].csv", "statistical_neighbours_*.csv")
"""The names that DfE's files go by beside the project; others are loaded by naming them."""
SHIPPED = "council_figures.csv"
SHIPPED_WORDS = (
    "DfE, NEET and participation local authority scorecards: the few figures shipped with Towpath. " + LICENCE
)


@cache
def shipped_figures() -> Reading:
    """Return the figures that come with Towpath: facts about a few places, each with the rank it had."""
    values = tuple(_value(row) for row in _table(SHIPPED))
    members = tuple(_member(row) for row in _table("council_groups.csv"))
    source = Source(name=SHIPPED, words=SHIPPED_WORDS)
    return Reading(source=source, read=len(values), values=values, members=members)


def figures_beside() -> tuple[Reading, ...]:
    """Return what DfE's files beside the project hold, in order of their names; none where there are none."""
    folder = _folder()
    found = sorted(file for pattern in PATTERNS for file in folder.glob(pattern)) if folder.is_dir() else []
    return tuple(reading for file in found if (reading := _read(file, file.stat().st_mtime_ns)) is not None)


def _folder() -> Path:
    chosen = os.environ.get("TOWPATH_BENCHMARK_DIR")
    return Path(chosen) if chosen else Path(settings.PROJECT).parent / "shared" / "data" / "neet_la"


@lru_cache(maxsize=64)
def _read(file: Path, changed: int) -> Reading | None:
    """Return one file, read once for as long as it does not change."""
    try:
        return read_published_file(file.read_bytes(), file.name)
    except UnknownFileError:
        # Whoever put it there learns why when they load it by name; a page must not fail over it.
        return None


def _table(name: str) -> Iterator[dict[str, str]]:
    with (files("towpath.standards") / "published" / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _value(row: dict[str, str]) -> PublishedValue:
    ranked = row["place"] and Rank(place=int(row["place"]), tied=int(row["tied"]), of=int(row["of"]))
    return PublishedValue(
        year=int(row["year"]),
        level=Level(row["level"]),
        area_code=row["area_code"],
        ons_code=row["ons_code"],
        name=row["name"],
        region=row["region"],
        measure=Measure(row["measure"]),
        text=row["value"],
        value=Decimal(row["value"]),
        cohort=Decimal(row["cohort"]) if row["cohort"] else None,
        quintile=int(row["quintile"]) if row["quintile"] else None,
        rank=ranked or None,
    )


def _member(row: dict[str, str]) -> GroupMember:
    return GroupMember(
        group=row["group"],
        dated=row["dated"],
        area_code=row["area_code"],
        place=int(row["place"]) if row["place"] else None,
        member_code=row["member_code"],
        name=row["member_name"],
        closeness=row["closeness"],
    )
