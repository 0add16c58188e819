"""
A played borough's people several times over, each copy somebody of their own, written straight into its tables.

A return is measured at a size that takes an hour to play. Only what a return is built from is copied.
"""

import sqlite3
from pathlib import Path

from towpath.demo.borough.people import make_uln, make_upn

TABLES = (
    "people_person", "people_birth_date", "people_identifier", "people_name", "people_address",
    "people_characteristic", "people_return_fact", "people_school_place", "people_contact_route",
    "tracking_statement", "tracking_guarantee_fact", "tracking_intended_destination_fact",
)  # fmt: skip
APART = 10_000_000
"""How far the ids of one copy are from those of another."""
COUNCILS = ("343", "390", "391", "392", "393", "394", "340", "341", "342", "344")
"""Whose schools the UPNs of each copy are from, so that no two are the same."""
SERIALS = 20_000


def multiply(folder: Path, times: int) -> None:
    """Hold a borough's people so many times over, up to ten."""
    with sqlite3.connect(folder / "towpath.sqlite3") as connection:
        connection.create_function("another_number", 4, _another_number, deterministic=True)
        for table in TABLES:
            columns = [name for _, name, *_ in connection.execute(f"pragma table_info({table})")]
            assert columns, table
            taken = ", ".join(_taken(table, name) for name in columns)
            most = connection.execute(f"select max(id) from {table}").fetchone()[0] or 0
            for copy in range(1, times):
                values = {"copy": copy, "apart": copy * APART, "most": most, "name": chr(ord("a") + copy)}
                connection.execute(
                    f"insert into {table} ({', '.join(columns)}) select {taken} from {table} where id <= :most", values
                )
    connection.close()


def _taken(table: str, column: str) -> str:
    """Return what a copy's column is made of."""
    if column in ("id", "person_id", "replaces_id"):
        return f"{column} + :apart"
    if column == "public_id":
        return "lower(hex(randomblob(16)))"
    if (table, column) == ("people_name", "family_name"):
        return "family_name || ' ' || :name"
    if (table, column) == ("people_identifier", "value"):
        return "another_number(kind, value, id, :copy)"
    return column


def _another_number(kind: str, value: str, number: int, copy: int) -> str:
    """Return an identifier of the same kind that nobody else has; the same check letter or digit holds for it."""
    if kind == "nccis":
        return f"{int(value) + copy * 10 * SERIALS}"
    if kind == "uln":
        return make_uln(copy * 10 * SERIALS + number)
    if kind == "upn":
        return make_upn(COUNCILS[copy], number, int(value[8:10]))
    return f"{value}{chr(ord('A') + copy)}" if kind == "local" else value
