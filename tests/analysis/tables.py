"""Putting invented people into the engine and reading spells back as the reference writes them."""

from collections.abc import Mapping, Sequence
from datetime import date

import pyarrow as pa

from towpath.analysis.engine import Connection
from towpath.analysis.spells import STATEMENT_COLUMNS
from towpath.rules.spells import Spell
from towpath.rules.statements import UNDATED, Statement

ARROW = {"varchar": pa.string(), "bigint": pa.int64(), "date": pa.date32(), "timestamp": pa.timestamp("us")}

RESIDENCE = {"person_id": "varchar", "birth_date": "date", "area": "varchar", "from_date": "date", "to_date": "date"}
TRACKED = {"person_id": "varchar", "birth_date": "date", "left_date": "date"}

Drawn = tuple[str, date, date | None, str, str, date | None]


def put_statements(connection: Connection, people: Mapping[str, Sequence[Statement]]) -> None:
    given = [(person, statement) for person, statements in people.items() for statement in statements]
    columns = {}
    for name, kind in STATEMENT_COLUMNS.items():
        columns[name] = pa.array([_cell(name, person, statement) for person, statement in given], ARROW[kind])
    put(connection, "statements", pa.table(columns))


def _cell(name: str, person: str, statement: Statement) -> object:
    match name:
        case "person_id":
            return person
        case "withdrawn_at":
            return None
        case "recorded_at":
            return None if statement.recorded_at == UNDATED else statement.recorded_at.replace(tzinfo=None)
        case _:
            return getattr(statement, name)


def put_rows(connection: Connection, table: str, kinds: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
    columns = {
        name: pa.array([row[place] for row in rows], ARROW[kind]) for place, (name, kind) in enumerate(kinds.items())
    }
    put(connection, table, pa.table(columns))


def put(connection: Connection, table: str, columns: pa.Table) -> None:
    connection.register("given", columns)
    connection.execute(f"create or replace temp table {table} as select * from given")
    connection.unregister("given")


def table_spells(connection: Connection) -> list[Drawn]:
    return connection.execute(
        "select person_id, from_date, to_date, code, status_group, lapses_date from spells"
        " order by person_id, from_date"
    ).fetchall()


def reference_spells(person: str, spells: Sequence[Spell]) -> list[Drawn]:
    return [
        (person, spell.from_date, spell.to_date, spell.statement.code, spell.group.value, spell.lapses_date)
        for spell in spells
    ]
