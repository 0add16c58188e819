"""Which rows of an activities or people file are left out, and in what words the sender is told."""

from collections.abc import Sequence

from towpath.analysis.engine import Connection
from towpath.analysis.files import Column, Kind
from towpath.rules.problems import Problem

LEFT_OUT = "The row was left out."

WORDS = {
    "blank": "{column} is blank. Give it.",
    "not-a-date": "{column} is {value}. Write a day between 1900 and 2199 as 2026-04-01.",
    "unknown-code": "No edition of the requirement has the activity code {value}. Give a published code.",
    "end-before-start": "The activity ends on {value}, before it starts. Mend whichever of the two is wrong.",
    "activity-before-birth": "The activity starts on {value}, before its person was born. Mend one of the two.",
    "to-before-from": "to_date is {value}, before from_date. Mend whichever of the two is wrong.",
    "person-given-twice": "Another row of {value} covers the same days. Keep one, or give both their dates.",
    "birth-date-differs": "birth_date is {value} and an earlier row of the person has another. Find which is right.",
}  # fmt: skip

Check = tuple[str, str, str]
"""The code of what is wrong, the column that shows it, and the SQL condition under which a row is."""


def column_checks(columns: Sequence[Column]) -> list[Check]:
    """Return the checks that every column has by its kind: compulsory ones filled in, dates that can be read."""
    blank = [
        ("blank", column.name, f"{column.name} is null and {column.name}_spoilt is null")
        for column in columns
        if column.is_compulsory and not column.may_be_blank
    ]
    spoilt = [
        ("not-a-date", column.name, f"{column.name}_spoilt is not null")
        for column in columns
        if column.kind is not Kind.TEXT
    ]
    return blank + spoilt


def leave_out(connection: Connection, table: str, columns: Sequence[Column], checks: Sequence[Check]) -> list[Problem]:
    """
    Take the rows that fail any check out of a table and return what was wrong with each, in order of row.

    Rows with nothing in any wanted column are blank lines and go without a word.
    """
    connection.execute(f"delete from {table} where {_nothing_in(columns)}")
    failing = " union all ".join(
        f"select file_row, '{code}' as code, '{column}' as column_name,"
        f" coalesce({column}_spoilt, cast({column} as varchar)) as value from {table} where {condition}"
        for code, column, condition in checks
    )
    found = connection.execute(f"select file_row, code, column_name, value from ({failing}) order by all").fetchall()
    if found:
        connection.execute(f"delete from {table} where file_row in (select file_row from ({failing}))")
    return [
        Problem(
            code=code,
            message=f"{WORDS[code].format(column=column, value=value)} {LEFT_OUT}",
            sheet=table,
            row=row,
            column=column,
            value=value,
        )
        for row, code, column, value in found
    ]


def _nothing_in(columns: Sequence[Column]) -> str:
    return " and ".join(f"{column.name} is null and {column.name}_spoilt is null" for column in columns)
