"""
The spell table: `spells.sql` run over a table of statements, once, for everything that counts from it.

`statements` has person_id, id, code, start_date, end_date, verified_date, review_date, expected_end_date,
stated_lapses_date (dates, the last day that counts), recorded_at and withdrawn_at (timestamps in UTC without a zone).
Only person_id, id, code and start_date are always there; unknown is null. `id` breaks ties in the order written down.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

import pyarrow as pa

from towpath.analysis.engine import Connection, sql_text
from towpath.rules.statements import UNDATED, Statement
from towpath.standards import Standards

STATEMENT_COLUMNS = {
    "person_id": "varchar",
    "id": "bigint",
    "code": "varchar",
    "start_date": "date",
    "end_date": "date",
    "verified_date": "date",
    "review_date": "date",
    "expected_end_date": "date",
    "stated_lapses_date": "date",
    "recorded_at": "timestamp",
    "withdrawn_at": "timestamp",
}

DATED_STATEMENT = (
    "id", "code", "start_date", "end_date", "verified_date", "review_date", "expected_end_date", "stated_lapses_date",
)  # fmt: skip


def build_spells(
    connection: Connection, standards: Standards, *, known_on: date | None = None, with_currency: bool = True
) -> None:
    """
    Make the table `spells` from the table `statements`, as both stand in the engine.

    Its columns are person_id, from_date, to_date, code, status_group, lapses_date and statement_id. Both ends are days
    that count; to_date is null while nothing ends the spell. A person's spells never share a day.

    :param known_on: count only what was written down by the end of that day; None counts all that is not withdrawn
    :param with_currency: False asks what would hold if nothing ever lapsed
    """
    put_terms(connection, standards)
    connection.execute(
        "create or replace temp table question as"
        " select cast(? as timestamp) as known_before, cast(? as boolean) as with_currency",
        [_midnight_after(known_on), with_currency],
    )
    connection.execute(f"create or replace temp table spells as {sql_text('spells')}")


def put_terms(connection: Connection, standards: Standards) -> None:
    """Put how every code counts and lapses into the table `activity_terms`, replacing what was there."""
    connection.register("activity_terms_given", terms_table(standards))
    connection.execute("create or replace temp table activity_terms as select * from activity_terms_given")
    connection.unregister("activity_terms_given")


def terms_table(standards: Standards) -> pa.Table:
    """Return how every code counts and lapses, a row for each stretch of days; open ends are the far dates."""
    stretches = list(standards.activity_terms())
    return pa.table(
        {
            "code": pa.array([stretch.code for stretch in stretches], pa.string()),
            "starts_on": pa.array([stretch.starts_on or date.min for stretch in stretches], pa.date32()),
            "ends_on": pa.array([stretch.ends_on or date.max for stretch in stretches], pa.date32()),
            "status_group": pa.array([stretch.group.value for stretch in stretches], pa.string()),
            "lapse_from": pa.array([stretch.terms.lapse_from.value for stretch in stretches], pa.string()),
            "lapse_amount": pa.array([stretch.terms.amount for stretch in stretches], pa.int32()),
            "lapse_unit": pa.array(
                [stretch.terms.unit.value if stretch.terms.unit else None for stretch in stretches], pa.string()
            ),
            "capped_by_expected_end": pa.array(
                [stretch.terms.capped_by_expected_end for stretch in stretches], pa.bool_()
            ),
        }
    )


def histories(connection: Connection, *, known_on: date | None = None) -> Iterator[tuple[str, list[Statement]]]:
    """Yield each person with the statements known on the day, for the engine that takes one person at a time."""
    known_before = _midnight_after(known_on)
    rows = connection.execute(
        f"""
        select person_id, {", ".join(DATED_STATEMENT)}, recorded_at
        from statements
        where ($known_before is null or recorded_at is null or recorded_at < $known_before)
          and (withdrawn_at is null or withdrawn_at >= $known_before)
        order by person_id, id
        """,
        {"known_before": known_before},
    ).fetchall()
    for person_id, theirs in groupby(rows, key=itemgetter(0)):
        yield person_id, [_statement(row) for row in theirs]


def _statement(row: tuple[object, ...]) -> Statement:
    *facts, recorded_at = row[1:]
    known = dict(zip(DATED_STATEMENT, facts, strict=True))
    at = recorded_at.replace(tzinfo=UTC) if isinstance(recorded_at, datetime) else UNDATED
    return Statement(**known, recorded_at=at)  # type: ignore[arg-type]


def _midnight_after(day: date | None) -> datetime | None:
    return datetime.combine(day + timedelta(days=1), datetime.min.time()) if day else None
