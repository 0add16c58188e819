"""Writing one row a person as CSV or Parquet, whole or not at all."""

import csv
import os
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from towpath.analysis.neet_days import PersonDays

COLUMNS = {
    "person_id": pa.string(),
    "days": pa.int64(),
    "neet_days": pa.int64(),
    "not_known_days": pa.int64(),
    "counted_days": pa.int64(),
    "in_mean": pa.bool_(),
    "partial": pa.bool_(),
}


class OutRefused(Exception):
    """The file to write has an ending that is neither CSV nor Parquet, or no folder to stand in."""


def check_out(path: Path) -> None:
    """
    Return only where a file of that name could be written.

    :raises OutRefused: its ending is neither .csv nor .parquet, or its folder is not there
    """
    if path.suffix.lower() not in (".csv", ".parquet"):
        raise OutRefused(f"{path.name} ends in {path.suffix or 'nothing'}. Name a file that ends in .csv or .parquet.")
    if not path.parent.is_dir():
        raise OutRefused(f"There is no folder {path.parent}. Make it, or write elsewhere.")


def write_people(path: Path, people: Sequence[PersonDays]) -> None:
    """Write each person's days; `counted_days` is blank for those who are in no mean."""
    rows = [
        (
            person.person_id,
            person.window.days,
            person.window.neet,
            person.window.not_known,
            person.counted_days,
            person.counted_days is not None,
            person.window.is_partial,
        )
        for person in people
    ]
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        if path.suffix.lower() == ".csv":
            _write_csv(unfinished, rows)
        else:
            columns = [pa.array([row[place] for row in rows], kind) for place, kind in enumerate(COLUMNS.values())]
            pyarrow.parquet.write_table(pa.table(columns, names=list(COLUMNS)), unfinished)
        os.replace(unfinished, path)
    except OSError as reason:
        raise OutRefused(f"{path} cannot be written: {reason.strerror}.") from reason
    finally:
        unfinished.unlink(missing_ok=True)


def _write_csv(path: Path, rows: Sequence[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([_cell(value) for value in row])


def _cell(value: object) -> object:
    return ("yes" if value else "no") if isinstance(value, bool) else value
