"""
Reading a CSV or Parquet file into the engine, each value read strictly and kept as it was given where it cannot be.

Columns are found by name whatever their case; columns not asked for are passed over. A row's number is the one a
spreadsheet shows, the headings being row 1.
"""

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from towpath.analysis.engine import Connection
from towpath.rules.problems import Problem

FIRST_PLAUSIBLE, LAST_PLAUSIBLE = "1900-01-01", "2199-12-31"
BLOCK_BYTES = 1 << 24
HEADINGS = 1


class Kind(StrEnum):
    """How a column is read. An end that other systems write as 9999-12-31 is open."""

    TEXT = "text"
    DATE = "date"
    END_DATE = "end date"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a file may hold, or must; a compulsory one must be filled in too, unless it may be blank."""

    name: str
    kind: Kind
    is_compulsory: bool = False
    may_be_blank: bool = False


class FileNotFound(Exception):
    """There is no such file, or its ending says that it is neither CSV nor Parquet."""


class FileRefused(Exception):
    """The file cannot be read as a table of the columns wanted; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].message)
        self.problems = tuple(problems)


def load_file(connection: Connection, path: Path, table: str, columns: Sequence[Column]) -> list[Problem]:
    """
    Load a file into a table of this name and return the rows that could not be told apart into columns.

    The table has `file_row`, each column (null where it is blank, absent or cannot be read) and for each a second,
    named with `_spoilt` after it, which holds the value as given where it cannot be read.

    :raises FileNotFound: there is no such file or its ending is neither .csv nor .parquet
    :raises FileRefused: it is not what its ending says, or lacks a compulsory column
    """
    if not path.is_file():
        raise FileNotFound(f"There is no file {path}. Give the path of a CSV or Parquet file.")
    match path.suffix.lower():
        case ".csv":
            given, problems = _csv(path, table, columns)
        case ".parquet":
            given, problems = _parquet(path, table, columns), []
        case ending:
            raise FileNotFound(f"{path.name} ends in {ending or 'nothing'}. Give a file that ends in .csv or .parquet.")
    connection.register("given_file", given)
    try:
        kinds = {name: kind for name, kind, *_ in connection.execute("describe given_file").fetchall()}
        row = "file_row" if "file_row" in kinds else f"row_number() over () + {HEADINGS}"
        wanted = ", ".join(_expressions(column, kinds.get(column.name)) for column in columns)
        connection.execute(
            f"create or replace temp table {quoted(table)} as select {row} as file_row, {wanted} from given_file"
        )
    finally:
        connection.unregister("given_file")
    return problems


def _expressions(column: Column, kind: str | None) -> str:
    """Return the SQL of a column and of what was given where it cannot be read."""
    name, spoilt = quoted(column.name), quoted(f"{column.name}_spoilt")
    if kind is None:
        empty = {Kind.TEXT: "varchar", Kind.INSTANT: "timestamp"}.get(column.kind, "date")
        return f"cast(null as {empty}) as {name}, cast(null as varchar) as {spoilt}"
    if column.kind is Kind.TEXT:
        return f"{_text(name, kind)} as {name}, cast(null as varchar) as {spoilt}"
    given = f"nullif(trim(cast({name} as varchar)), '')"
    if column.kind is Kind.END_DATE:
        given = f"case when {given} not like '9999-12-31%' then {given} end"
    reading = _instant(name, kind) if column.kind is Kind.INSTANT else _day(name, kind)
    plausible = f"case when {reading} between '{FIRST_PLAUSIBLE}' and '{LAST_PLAUSIBLE}' then {reading} end"
    return f"{plausible} as {name}, case when {plausible} is null then {given} end as {spoilt}"


def quoted(name: str) -> str:
    """Return a column's name as SQL writes one that may hold anything."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _text(name: str, kind: str) -> str:
    if kind in ("DOUBLE", "FLOAT"):
        # A code column with a blank in it is often written as numbers with a point.
        whole = f"try_cast({name} as bigint)"
        return f"case when {name} = {whole} then cast({whole} as varchar) else cast({name} as varchar) end"
    return f"nullif(trim(cast({name} as varchar)), '')"


def _day(name: str, kind: str) -> str:
    if kind == "VARCHAR":
        is_day = rf"regexp_full_match({name}, '\s*\d{{4}}-\d\d-\d\d([ T]00:00(:00(\.0+)?)?)?\s*')"
        return f"try_cast(case when {is_day} then left(trim({name}), 10) end as date)"
    return f"cast({_instant(name, kind)} as date)"


def _instant(name: str, kind: str) -> str:
    if kind == "VARCHAR":
        is_instant = rf"regexp_full_match({name}, '\s*\d{{4}}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?\s*')"
        return f"try_cast(case when {is_instant} then trim({name}) end as timestamp)"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"timezone('Europe/London', {name})"
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        return f"try_cast({name} as timestamp)"
    return "cast(null as timestamp)"


def _csv(path: Path, table: str, columns: Sequence[Column]) -> tuple[pa.Table, list[Problem]]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        headings = next(csv.reader(lines), [])
    names = _names(headings, table, columns)
    try:
        try:
            return _csv_table(path, table, names, encoding)
        except (pa.ArrowInvalid, UnicodeDecodeError):
            # Bytes that are not UTF-8 are most often a spreadsheet's own code page.
            return _csv_table(path, table, names, "cp1252")
    except (pa.ArrowInvalid, UnicodeDecodeError) as reason:
        raise FileRefused([_refusal(table, "not-csv", f"{path.name} cannot be read as CSV: {reason}.")]) from reason


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(3)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return "utf-8-sig" if start == b"\xef\xbb\xbf" else "utf-8"


def _csv_table(path: Path, table: str, names: list[str], encoding: str) -> tuple[pa.Table, list[Problem]]:
    read, refused = _parsed(path, names, encoding, use_threads=True)
    if not refused:
        return read, []
    # Rows are numbered only when they are read one after another.
    read, refused = _parsed(path, names, encoding, use_threads=False)
    missing = {row.number for row in refused}
    numbers = [row for row in range(HEADINGS + 1, HEADINGS + 1 + len(read) + len(refused)) if row not in missing]
    problems = [
        Problem(
            code="wrong-number-of-columns",
            message=f"Row {row.number} has {row.actual_columns} columns where the headings have {row.expected_columns}."
            " Put quotes round a value that holds a comma, or add what is missing. The row was left out.",
            sheet=table,
            row=row.number,
            value=row.text,
        )
        for row in refused
    ]
    return read.append_column("file_row", pa.array(numbers, pa.int64())), problems


def _parsed(
    path: Path, names: list[str], encoding: str, *, use_threads: bool
) -> tuple[pa.Table, list[pa.csv.InvalidRow]]:
    refused: list[pa.csv.InvalidRow] = []

    def leave_out(row: pa.csv.InvalidRow) -> str:
        refused.append(row)
        return "skip"

    wanted = [name for name in names if not name.startswith(":")]
    read = pyarrow.csv.read_csv(
        path,
        read_options=pyarrow.csv.ReadOptions(
            column_names=names, skip_rows=HEADINGS, encoding=encoding, block_size=BLOCK_BYTES, use_threads=use_threads
        ),
        parse_options=pyarrow.csv.ParseOptions(
            newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=leave_out
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            include_columns=wanted, column_types={name: pa.string() for name in wanted}, strings_can_be_null=False
        ),
    )
    return read, refused


def _parquet(path: Path, table: str, columns: Sequence[Column]) -> pa.Table:
    try:
        file = pyarrow.parquet.ParquetFile(path)
        given = file.schema_arrow.names
        names = _names(given, table, columns)
        wanted = {heading: name for heading, name in zip(given, names, strict=True) if not name.startswith(":")}
        read = file.read(columns=list(wanted))
    except (pa.ArrowInvalid, OSError) as reason:
        raise FileRefused(
            [_refusal(table, "not-parquet", f"{path.name} cannot be read as Parquet: {reason}.")]
        ) from reason
    return read.rename_columns([wanted[heading] for heading in read.column_names])


def _names(headings: Sequence[str], table: str, columns: Sequence[Column]) -> list[str]:
    """Return each heading as we name it; one that is not wanted becomes a name that no column has."""
    known = {column.name for column in columns}
    tidied = [heading.strip().lower() for heading in headings]
    problems = [
        _refusal(table, "missing-column", f"There is no column {column.name}. {_offer(headings)}", column.name)
        for column in columns
        if column.is_compulsory and column.name not in tidied
    ] + [
        _refusal(table, "column-given-twice", f"The column {name} stands twice. Keep one of them.", name)
        for name in sorted(known)
        if tidied.count(name) > 1
    ]
    if problems:
        raise FileRefused(problems)
    return [name if name in known else f":{place}" for place, name in enumerate(tidied)]


def _offer(headings: Collection[str]) -> str:
    given = ", ".join(heading.strip() for heading in headings if heading.strip())
    return f"The headings are {given}. Rename the one that holds it." if given else "The file has no headings in row 1."


def _refusal(table: str, code: str, message: str, column: str | None = None) -> Problem:
    return Problem(code=code, message=message, sheet=table, column=column)
