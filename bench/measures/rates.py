"""Whole populations: 24 month-ends and the days NEET of six months, beside a bare scan of the same Parquet file."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from measures import Reading, best_of, once
from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.neet_days import days_by_person
from towpath.analysis.population import Wanted, load_population
from towpath.analysis.rates import monthly_rates
from towpath.analysis.spells import build_spells
from towpath.standards import load_standards

PEOPLE = 16_000
LIMIT_SECONDS = 0.5
MONTHS = {"first": date(2024, 1, 1), "last": date(2025, 12, 1)}
WINDOW = {"first": date(2025, 9, 1), "last": date(2026, 2, 28)}

# Invented by arithmetic on each person's number, so that every run has the same people; 11 or 12 activities each.
ACTIVITIES = """
copy (
    with mixed as (
        select person, number, hash(person * 64 + number) as mix
        from range({people}) people(person), range(12) numbers(number)
        where number < 11 or person % 2 = 0
    )
    select
        'P' || lpad(cast(person as varchar), 8, '0') as person_id,
        ['210', '230', '230', '310', '330', '360', '410', '530', '619', '619', '640', '810'][cast(1 + mix % 12 as int)]
            as activity_code,
        date '2022-09-01' + cast(mix // 16 % 1300 as int) as start_date,
        case when mix % 5 = 0 then date '2022-09-01' + cast(mix // 16 % 1300 + mix % 90 as int) end as end_date,
        date '2022-09-01' + cast(mix // 16 % 1300 + mix % 60 as int) as date_verified,
        date '2022-09-01' + cast(mix // 16 % 1300 + mix % 75 as int) as recorded_date
    from mixed order by person, number
) to '{folder}/activities.parquet' (format parquet);

copy (
    select
        'P' || lpad(cast(person as varchar), 8, '0') as person_id,
        date '2005-09-01' + cast(hash(person) % 1826 as int) as birth_date,
        cast(200 + hash(person + 7) % {areas} as varchar) as area
    from range({people}) people(person)
) to '{folder}/people.parquet' (format parquet);
"""


def measure(people: int | None) -> Iterator[Reading]:
    """Yield each step of the work: reading with every check, the spell table, the month-ends, the days."""
    count = people or PEOPLE
    standards = load_standards()
    with tempfile.TemporaryDirectory() as folder, open_engine() as connection:
        connection.execute(ACTIVITIES.format(people=count, folder=folder, areas=max(1, count // 8_500)))
        activities, people_file = Path(folder) / "activities.parquet", Path(folder) / "people.parquet"
        # A hash of the four columns, because counts and extremes are answered from the file's footer.
        scan = f"select bit_xor(hash(person_id, activity_code, start_date, date_verified)) from '{activities}'"
        floor = best_of(5, lambda: connection.execute(scan).fetchall())

        def load() -> None:
            wanted = Wanted(birth_date=True, area=True)
            problems = load_population(
                connection, activities, people_file, standards, wanted=wanted, needs_recorded=False
            )
            assert problems == []

        def spells() -> None:
            build_spells(connection, standards)

        def rates() -> None:
            assert monthly_rates(connection, **MONTHS)

        def spells_and_rates() -> None:
            spells()
            rates()

        loading = once(load)
        rows = _count(connection, "statements")
        yield Reading(what=f"bare scan of {rows:,} activities of {count:,} people", seconds=floor, floor_seconds=floor)
        yield Reading(what="both files read with every check, once", seconds=loading, floor_seconds=floor)
        limit = LIMIT_SECONDS if count <= PEOPLE else None
        building = best_of(3, spells)
        yield Reading(what="spell table built", seconds=building, floor_seconds=floor)
        yield Reading(what="24 month-ends, spells kept", seconds=best_of(3, rates), floor_seconds=floor)
        both = best_of(3, spells_and_rates)
        yield Reading(what="24 month-ends, spells built anew", seconds=both, floor_seconds=floor, limit_seconds=limit)
        days = best_of(3, lambda: days_by_person(connection, **WINDOW))
        yield Reading(what="days NEET of each person in six months", seconds=days, floor_seconds=floor)


def _count(connection: Connection, table: str) -> int:
    [(count,)] = connection.execute(f"select count(*) from {table}").fetchall()
    return int(count)
