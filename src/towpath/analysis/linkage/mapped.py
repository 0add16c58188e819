"""Files of people as a map says to read them: which of a file's own columns is the id, the birth date and so on."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from towpath.analysis.engine import open_engine
from towpath.analysis.files import Column, FileRefused, Kind, load_file, quoted
from towpath.analysis.linkage.people import KNOWN_COLUMNS
from towpath.rules.problems import Problem

BIRTH_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S")
"""How birth dates are read where the map does not say: the year first, or as Britain writes them."""
SPREADSHEET_PARTS = (("YYYY", "%Y"), ("YY", "%y"), ("MM", "%m"), ("DD", "%d"))
A_DATE = date(2008, 1, 31)
SHOWN_IDS = 5


class MapRefused(Exception):
    """The map cannot be read, or does not say what is needed; the words say what and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMap:
    """One file's columns, as headings are read: without case or space around."""

    side: str
    id: str
    columns: Mapping[str, str]
    others: tuple[str, ...]
    birth_date_format: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFile:
    """What a file says of people as linkage takes it, with what equal people share where that was asked for."""

    people: pa.Table
    truth: Mapping[str, str]


def read_map(path: Path, *, sides: Sequence[str]) -> list[FileMap]:
    """
    Return the map of each side.

    :raises MapRefused: it cannot be read, a side or its id is missing, or a key is not one
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as reason:
        raise MapRefused(f"The map {path} cannot be read: {reason.strerror}.") from reason
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise MapRefused(f"The map {path} is not TOML: {reason}.") from reason
    maps = [_side(told, side, path) for side in sides]
    return _with_others_paired(maps) if len(maps) > 1 else maps


def _side(told: Mapping[str, Any], side: str, path: Path) -> FileMap:
    table = told.get(side)
    if not isinstance(table, dict):
        raise MapRefused(f"The map {path} has no table [{side}]. Write one that names the columns of that file.")
    keys = ("id", *KNOWN_COLUMNS, "birth_date_format", "other")
    for key, value in table.items():
        if key not in keys:
            raise MapRefused(f"The map's [{side}] has a key {key!r}. The keys are {', '.join(keys)}.")
        is_read = isinstance(value, str) and value.strip() if key != "other" else _is_list_of_names(value)
        if not is_read:
            wanted = "a list of columns" if key == "other" else "the name of a column"
            raise MapRefused(f"The map's {side}.{key} is {value!r}. Give {wanted}.")
    if "id" not in table:
        raise MapRefused(f'The map\'s [{side}] does not say which column is the id. Write id = "…".')
    columns = {name: _heading(table[name]) for name in KNOWN_COLUMNS if name in table}
    others = tuple(dict.fromkeys(_heading(name) for name in table.get("other", [])))
    if not columns and not others:
        raise MapRefused(f"The map's [{side}] names nothing to compare people by. Name a column beside the id.")
    return FileMap(
        side=side,
        id=_heading(table["id"]),
        columns=columns,
        others=others,
        birth_date_format=_birth_format(side, table.get("birth_date_format")),
    )


def _is_list_of_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) and name.strip() for name in value)


def _heading(name: str) -> str:
    return name.strip().lower()


def _birth_format(side: str, told: str | None) -> str | None:
    """Return how to read a birth date, as Python says it, from that (%d/%m/%Y) or a spreadsheet's way (DD/MM/YYYY)."""
    if told is None:
        return None
    form = told
    if "%" not in told:
        for spelt, meant in SPREADSHEET_PARTS:
            form = form.replace(spelt, meant).replace(spelt.lower(), meant)
    try:
        is_whole = datetime.strptime(A_DATE.strftime(form), form).date() == A_DATE  # noqa: DTZ007
    except ValueError:
        is_whole = False
    if not is_whole:
        raise MapRefused(f"The map's {side}.birth_date_format is {told!r}. Write it as %d/%m/%Y or DD/MM/YYYY.")
    return form


def _with_others_paired(maps: list[FileMap]) -> list[FileMap]:
    """Return the maps as they are where the further columns can be told to belong together."""
    left, right = maps
    if set(left.others) != set(right.others) and len(left.others) != len(right.others):
        raise MapRefused(
            f"The map's left.other has {len(left.others)} columns and right.other {len(right.others)}."
            " Name as many in the same order, or the same names."
        )
    if set(left.others) == set(right.others):
        return maps
    for one, other in zip(left.others, right.others, strict=True):
        if one != other and (one in right.others or other in left.others):
            raise MapRefused(
                f"The map's left.other and right.other would compare {one!r} with {other!r}, though both files have"
                f" {one if one in right.others else other!r}. Name the columns that belong together in the same order."
            )
    return maps


def further_names(maps: Sequence[FileMap]) -> list[Mapping[str, str]]:
    """Return for each file its further columns, by the name that both are compared under: the first file's."""
    first = maps[0].others
    return [
        {name: name for name in first} if set(each.others) == set(first) else dict(zip(each.others, first, strict=True))
        for each in maps
    ]


def load_people(
    path: Path, told: FileMap, further: Mapping[str, str], truth: str | None
) -> tuple[PeopleFile, list[Problem]]:
    """
    Return the people of a file and what could not be read of them.

    :param further: the further columns by heading, and what each is called in comparing
    :param truth: the column that equal people share, where there is one
    :raises FileNotFound: there is no such file or its ending is neither .csv nor .parquet
    :raises FileRefused: it is not what its ending says, lacks a column that the map names, or two rows have one id
    """
    marks = [truth] if truth else []
    headings = list(dict.fromkeys([told.id, *told.columns.values(), *further, *marks]))
    columns = [Column(heading, Kind.TEXT, is_compulsory=True) for heading in headings]
    with open_engine() as connection:
        problems = load_file(connection, path, told.side, columns)
        table = told.side
        problems += _without_ids(connection, told, table)
        _check_ids(connection, told, table)
        selected = [f"{quoted(told.id)} as id"]
        for name, heading in told.columns.items():
            born = f"coalesce(cast({_born_sql(heading, told.birth_date_format)} as varchar), {quoted(heading)})"
            sql = born if name == "birth_date" else quoted(heading)
            selected.append(f"{sql} as {name}")
        selected += [f"{quoted(heading)} as {quoted(_plain(name))}" for heading, name in further.items()]
        if "birth_date" in told.columns:
            problems += _unread_births(connection, told, table)
        people = connection.sql(
            f"select {', '.join(selected)} from {quoted(table)} where {quoted(told.id)} is not null"
        ).to_arrow_table()
        known = {}
        if truth:
            known = dict(
                connection.execute(
                    f"select {quoted(told.id)}, {quoted(truth)} from {quoted(table)}"
                    f" where {quoted(truth)} is not null and {quoted(told.id)} is not null"
                ).fetchall()
            )
    return PeopleFile(people=people, truth=known), problems


def _plain(name: str) -> str:
    """Return what a further column is called in comparing, where it has the name of a known one."""
    return f"{name} (other)" if name in ("id", *KNOWN_COLUMNS) else name


def _born_sql(heading: str, form: str | None) -> str:
    formats = ", ".join(f"'{each}'" for each in ([form.replace("'", "''")] if form else BIRTH_FORMATS))
    return f"cast(try_strptime({quoted(heading)}, [{formats}]) as date)"


def _without_ids(connection: Any, told: FileMap, table: str) -> list[Problem]:
    rows = connection.execute(
        f"select file_row from {quoted(table)} where {quoted(told.id)} is null order by file_row"
    ).fetchall()
    return [
        Problem(
            code="no-id",
            message=f"Row {row} has nothing in {told.id}. Give it an id. The row was left out.",
            sheet=told.side,
            row=row,
            column=told.id,
        )
        for (row,) in rows
    ]


def _check_ids(connection: Any, told: FileMap, table: str) -> None:
    twice = connection.execute(
        f"""
        select {quoted(told.id)}, min(file_row), max(file_row) from {quoted(table)}
        where {quoted(told.id)} is not null group by 1 having count(*) > 1 order by 2 limit {SHOWN_IDS}
        """
    ).fetchall()
    if twice:
        raise FileRefused(
            [
                Problem(
                    code="id-given-twice",
                    message=f"Rows {first} and {last} both have the {told.id} {value}. Give each row an id of its own.",
                    sheet=told.side,
                    row=last,
                    column=told.id,
                    value=value,
                )
                for value, first, last in twice
            ]
        )


def _unread_births(connection: Any, told: FileMap, table: str) -> list[Problem]:
    heading = told.columns["birth_date"]
    born = _born_sql(heading, told.birth_date_format)
    [(count, row, value)] = connection.execute(
        f"""
        select count(*), min(file_row), arg_min({quoted(heading)}, file_row)
        from {quoted(table)} where {quoted(heading)} is not null and {born} is null
        """
    ).fetchall()
    if not count:
        return []
    asked = f"as {told.birth_date_format}" if told.birth_date_format else "as 2008-01-31 or 31/01/2008"
    words = f"{count:,} birth dates in {heading} cannot be read {asked}, the first {value!r} in row {row}."
    return [
        Problem(
            code="birth-date-unread",
            message=f"{words} No such date can be told from them: only their digits are compared, where the year stands"
            " first. If they are written otherwise, say how with birth_date_format in the map.",
            severity="warning",
            sheet=told.side,
            row=row,
            column=heading,
            value=value,
        )
    ]
