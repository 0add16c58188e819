"""
The two files that every whole-population command takes: activities, and people.

They become `statements` (see spells.py), `residence` (person_id, birth_date, area, from_date, to_date; who lived where,
a row for each stretch) and `tracked` (person_id, birth_date, left_date; a row for each person).
"""

from dataclasses import dataclass, replace
from pathlib import Path

from towpath.analysis.checks import Check, column_checks, leave_out
from towpath.analysis.engine import Connection
from towpath.analysis.files import Column, FileRefused, Kind, load_file
from towpath.rules.problems import Problem
from towpath.standards import Standards

ACTIVITY_COLUMNS = (
    Column("person_id", Kind.TEXT, is_compulsory=True),
    Column("activity_code", Kind.TEXT, is_compulsory=True),
    Column("start_date", Kind.DATE, is_compulsory=True),
    Column("end_date", Kind.END_DATE),
    Column("date_verified", Kind.DATE),
    Column("expected_end_date", Kind.END_DATE),
    Column("review_date", Kind.DATE),
    Column("recorded_date", Kind.INSTANT, may_be_blank=True),
)

OVERLAPPING = """file_row in (
    select file_row from (
        select file_row, coalesce(from_date, date '0001-01-01') <= max(coalesce(to_date, date '9999-12-31')) over (
            partition by person_id order by from_date nulls first, file_row
            rows between unbounded preceding and 1 preceding
        ) as is_covered from people
    ) where is_covered
)"""

BIRTH_DATE_DIFFERS = """file_row in (
    select file_row from (
        select file_row, birth_date <> first_value(birth_date ignore nulls) over (
            partition by person_id order by file_row
        ) as differs from people
    ) where differs
)"""

ACTIVITY_CHECKS: tuple[Check, ...] = (
    (
        "unknown-code",
        "activity_code",
        "activity_code is not null and activity_code not in (select code from published_codes)",
    ),
    ("end-before-start", "end_date", "end_date < start_date"),
)

BORN_AFTER = """exists (
    select 1 from tracked where tracked.person_id = activities.person_id and tracked.birth_date > activities.start_date
)"""

PEOPLE_CHECKS: tuple[Check, ...] = (
    ("to-before-from", "to_date", "to_date < from_date"),
    ("person-given-twice", "person_id", OVERLAPPING),
    ("birth-date-differs", "birth_date", BIRTH_DATE_DIFFERS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a measure needs of the people file."""

    birth_date: bool
    area: bool


def load_population(
    connection: Connection,
    activities: Path,
    people: Path | None,
    standards: Standards,
    *,
    wanted: Wanted,
    needs_recorded: bool,
) -> list[Problem]:
    """
    Load both files, leave out every row that is wrong, and return what was wrong.

    Without a people file, the people are those with an activity.

    :param needs_recorded: whether the question is asked as known on a day, which needs recorded_date
    :raises FileNotFound: a file is not there or its ending is not known
    :raises FileRefused: a file cannot be read or lacks a column
    """
    problems = _load_people(connection, people, wanted) if people else []
    problems += _load_activities(
        connection, activities, standards, needs_recorded=needs_recorded, has_people=bool(people)
    )
    if people:
        problems += _not_listed(connection)
    else:
        connection.execute(
            "create or replace temp table tracked as select distinct person_id, cast(null as date) as birth_date,"
            " cast(null as date) as left_date from statements"
        )
    return sorted(problems, key=lambda problem: (problem.sheet == "activities", problem.row or 0))


def _load_people(connection: Connection, path: Path, wanted: Wanted) -> list[Problem]:
    columns = (
        Column("person_id", Kind.TEXT, is_compulsory=True),
        Column("birth_date", Kind.DATE, is_compulsory=wanted.birth_date),
        Column("area", Kind.TEXT, is_compulsory=wanted.area),
        Column("from_date", Kind.DATE),
        Column("to_date", Kind.END_DATE),
        Column("left_date", Kind.END_DATE),
    )
    problems = load_file(connection, path, "people", columns)
    problems += leave_out(connection, "people", columns, column_checks(columns))
    problems += leave_out(connection, "people", columns, PEOPLE_CHECKS)
    connection.execute(
        "create or replace temp table residence as select person_id, birth_date, area,"
        " coalesce(from_date, date '0001-01-01') as from_date,"
        " least(coalesce(to_date, date '9999-12-31'), coalesce(left_date, date '9999-12-31')) as to_date from people"
    )
    connection.execute(
        "create or replace temp table tracked as select person_id, max(birth_date) as birth_date,"
        " nullif(max(to_date), date '9999-12-31') as left_date from residence group by person_id"
    )
    return problems


def _load_activities(
    connection: Connection, path: Path, standards: Standards, *, needs_recorded: bool, has_people: bool
) -> list[Problem]:
    columns = [
        replace(column, is_compulsory=needs_recorded) if column.name == "recorded_date" else column
        for column in ACTIVITY_COLUMNS
    ]
    connection.execute("create or replace temp table published_codes (code varchar)")
    codes = sorted({stretch.code for stretch in standards.activity_terms()})
    connection.executemany("insert into published_codes values (?)", [[code] for code in codes])
    problems = load_file(connection, path, "activities", columns)
    born: tuple[Check, ...] = (("activity-before-birth", "start_date", BORN_AFTER),) if has_people else ()
    problems += leave_out(connection, "activities", columns, (*column_checks(columns), *ACTIVITY_CHECKS, *born))
    connection.execute(
        "create or replace temp table statements as select person_id, file_row as id, activity_code as code,"
        " start_date, end_date, date_verified as verified_date, review_date, expected_end_date,"
        " cast(null as date) as stated_lapses_date, recorded_date as recorded_at,"
        " cast(null as timestamp) as withdrawn_at from activities"
    )
    connection.execute("drop table activities")
    return problems + (_not_recorded(connection) if needs_recorded else [])


def _not_recorded(connection: Connection) -> list[Problem]:
    blank = "from statements where recorded_at is null"
    activities, row = connection.execute(f"select count(*), min(id) {blank}").fetchall()[0]
    if not activities:
        return []
    return [
        Problem(
            code="not-recorded",
            message=f"{activities} activities have no recorded_date, the first in row {row}. They count as known on"
            " every day. Give the day on which each was written down.",
            severity="warning",
            sheet="activities",
            row=row,
            column="recorded_date",
        )
    ]


def _not_listed(connection: Connection) -> list[Problem]:
    stray = "from statements where person_id not in (select person_id from tracked)"
    activities, people, row = connection.execute(
        f"select count(*), count(distinct person_id), min(id) {stray}"
    ).fetchall()[0]
    if not activities:
        return []
    return [
        Problem(
            code="person-not-listed",
            message=f"{activities} activities belong to {people} people who have no row in the people file that could"
            f" be used, the first in row {row}. They count nowhere. Add those people if they should.",
            severity="warning",
            sheet="activities",
            row=row,
            column="person_id",
        )
    ]


__all__ = ["FileRefused", "Wanted", "load_population"]
