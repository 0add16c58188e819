"""
People as linkage compares them: every column tidied, and somebody of several names standing once for each.

A person's `who` is their number in their own list, from 0; a row is one of their names with everything else.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import pyarrow as pa
import pyarrow.compute

from towpath.analysis.engine import Connection
from towpath.rules.identifiers import TEMPORARY_ULN
from towpath.rules.names import folded

KNOWN_COLUMNS = (
    "given_name",
    "family_name",
    "full_name",
    "birth_date",
    "postcode",
    "address",
    "gender",
    "upn",
    "uln",
)  # fmt: skip
FEWEST_IN_A_PART = 3
"""Shorter parts of a family name, as "de" and "al", say too little to be found by."""

YEAR_MONTH_DAY = re.compile(r"(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?!\d)")

GENDERS = {
    "f": ("f", "female", "girl", "woman", "w", "2"),
    "m": ("m", "male", "boy", "man", "1"),
}
GENDER_MEANT = {said: meant for meant, ways in GENDERS.items() for said in ways}


class NotPeople(Exception):
    """A table has no column `id`, nothing to compare people by, or a row without an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A list put into the engine: each person's id by their number, and how many rows they have between them."""

    ids: pa.Array
    rows: int

    @property
    def count(self) -> int:
        """Return how many people there are."""
        return len(self.ids)

    @property
    def has_several_rows(self) -> bool:
        """Return whether somebody stands more than once."""
        return self.rows > self.count


def put_people(connection: Connection, given: pa.Table, table: str, others: Sequence[str]) -> People:
    """
    Put a list into the engine as a table of this name, a row for each name that each person bears.

    :param others: the further columns to compare by
    :raises NotPeople: it has no id, or nothing but an id
    """
    if "id" not in given.column_names or given.column_names == ["id"]:
        raise NotPeople("A list of people has a column id and at least one column more.")
    if given["id"].null_count:
        raise NotPeople("A row has no id. Give each row one.")
    spread = _spread(connection, given)
    ids = _joined(spread["id"]).dictionary_encode()
    columns = {"who": ids.indices, **_names(spread)}
    for name, tidy in TIDIED.items():
        columns[name] = tidy(spread[name]) if name in spread.column_names else pa.nulls(len(spread), pa.string())
    columns["born"] = _born(spread)
    for place, name in enumerate(others):
        columns[f"other_{place}"] = _mapped(spread[name], _tidied_text)
    connection.register("given_people", pa.table(columns))
    # The rows of one person stand together, so that in one list with itself the smaller number is always on the left.
    order = "order by who" if len(ids.dictionary) < len(spread) else ""
    connection.execute(
        f"create or replace temp table {table} as select row_number() over ({order}) as row, * from given_people"
    )
    connection.unregister("given_people")
    return People(ids=ids.dictionary, rows=len(spread))


def _spread(connection: Connection, given: pa.Table) -> pa.Table:
    """Return the list with each column of lists spread over rows, every one beside every other."""
    lists = [field.name for field in given.schema if pa.types.is_list(field.type) or pa.types.is_large_list(field.type)]
    if not lists:
        return given
    rows = "given_people"
    for name in lists:
        longest = pyarrow.compute.max(pyarrow.compute.list_value_length(given[name])).as_py() or 0
        # A list of one is looked into, because spreading it costs as much as a list of many.
        one = f'unnest(coalesce(nullif("{name}", []), [null]))' if longest > 1 else f'"{name}"[1]'
        rows = f'(select * replace ({one} as "{name}") from {rows})'
    connection.register("given_people", given)
    spread = connection.sql(f"from {rows}").to_arrow_table()
    connection.unregister("given_people")
    return spread


def _names(given: pa.Table) -> dict[str, pa.Array]:
    """Return the names as said, and folded: first given name, other given names, family name and its outer parts."""
    empty = pa.nulls(len(given), pa.string())
    said_given = _joined(given["given_name"]) if "given_name" in given.column_names else empty
    said_family = _joined(given["family_name"]) if "family_name" in given.column_names else empty
    if "full_name" in given.column_names:
        said_given = pyarrow.compute.coalesce(said_given, _mapped(given["full_name"], partial(_part_of, first=True)))
        said_family = pyarrow.compute.coalesce(said_family, _mapped(given["full_name"], partial(_part_of, first=False)))
    return {
        "said_given": said_given,
        "said_family": said_family,
        **_each_mapped(said_given, {"given_name": _first_given, "middle": _other_given}),
        **_each_mapped(
            said_family,
            {
                "family_name": lambda name: folded(name) or None,
                "family_first": partial(_outer_part, place=0),
                "family_last": partial(_outer_part, place=-1),
            },
        ),
    }


def _part_of(name: str, *, first: bool) -> str | None:
    """Return the given names of a full name, or the family name: what stands last, or before the only comma."""
    before, comma, after = name.partition(",")
    if comma and "," not in after and after.strip() and len(before.split()) <= 2:
        return after.strip() if first else before.strip()
    words = name.replace(",", " ").split()
    if len(words) < 2:
        return None if first else " ".join(words) or None
    return " ".join(words[:-1]) if first else words[-1]


def _first_given(name: str) -> str | None:
    parts = name.split()
    return (folded(parts[0]) or None) if parts else None


def _other_given(name: str) -> str | None:
    """Return the given names after the first, each between spaces."""
    if name.isalpha():
        return None
    parts = list(filter(None, map(folded, name.split()[1:])))
    return f" {' '.join(parts)} " if parts else None


def _outer_part(name: str, *, place: int) -> str | None:
    """Return the first or last part of a family name of several."""
    if name.isalpha():
        return None
    parts = [part for part in map(folded, name.replace("-", " ").split()) if len(part) >= FEWEST_IN_A_PART]
    return parts[place] if len(parts) > 1 else None


def _born(given: pa.Table) -> pa.Array:
    if "birth_date" not in given.column_names:
        return pa.nulls(len(given), pa.int32())
    return _mapped(given["birth_date"], _as_number, pa.int32())


def _as_number(born: date | str) -> int | None:
    """
    Return 20080131 for 31 January 2008, or nothing for what has no year, month and day in that order.

    A date that cannot be, as 2008-31-01, keeps its digits: they may be those of another date with two changed round.
    """
    if isinstance(born, str):
        found = YEAR_MONTH_DAY.match(born.strip())
        return int("".join(found.groups())) if found else None
    return born.year * 10_000 + born.month * 100 + born.day


def _code(given: pa.ChunkedArray) -> pa.Array:
    """Return codes in capitals without spaces, and none for an empty one."""
    compute = pyarrow.compute
    plain = compute.replace_substring(compute.utf8_upper(_joined(given)), " ", "")
    return compute.if_else(compute.is_in(plain, pa.array(["", TEMPORARY_ULN])), None, plain)


def _tidied_text(text: object) -> str | None:
    words = "".join(letter if letter.isalnum() else " " for letter in _plain(str(text))).split()
    return " ".join(words) or None


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else " ".join(map(folded, text.replace("-", " ").split()))


def _gender(said: str) -> str | None:
    return GENDER_MEANT.get(said.strip().lower())


def _joined(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Return a column in one piece, as text."""
    whole = _in_one_piece(column)
    if pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_decode()
    return whole.cast(pa.string())


def _in_one_piece(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    if isinstance(column, pa.Array):
        return column
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def _mapped(
    column: pa.ChunkedArray | pa.Array, tidy: Callable[..., object], kind: pa.DataType | None = None
) -> pa.Array:
    """Return a column with every value tidied, each different one once."""
    is_dated = pa.types.is_date(column.type) or pa.types.is_timestamp(column.type)
    return _each_mapped(_in_one_piece(column) if is_dated else _joined(column), {"": tidy}, kind)[""]


def _each_mapped(
    whole: pa.Array, tidies: Mapping[str, Callable[..., object]], kind: pa.DataType | None = None
) -> dict[str, pa.Array]:
    """Return a column tidied in several ways, each different value once."""
    encoded = whole.dictionary_encode()
    values = encoded.dictionary.to_pylist()
    return {
        name: pa.array([tidy(value) for value in values], kind or pa.string()).take(encoded.indices)
        for name, tidy in tidies.items()
    }


TIDIED: dict[str, Callable[[pa.ChunkedArray], pa.Array]] = {
    "postcode": _code,
    "address": lambda column: _mapped(column, _tidied_text),
    "gender": lambda column: _mapped(column, _gender),
    "upn": _code,
    "uln": _code,
}


def other_columns(left: pa.Table, right: pa.Table) -> list[str]:
    """Return the further columns that both lists have, in the order of the first."""
    return [name for name in left.column_names if name in right.column_names and name not in ("id", *KNOWN_COLUMNS)]
