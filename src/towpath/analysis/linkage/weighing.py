"""Comparing pairs field by field and weighing what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from towpath.analysis.engine import Connection
from towpath.analysis.linkage.fields import Field
from towpath.analysis.linkage.model import Level, Model, Values

Rates = Mapping[tuple[str, str], float]
"""How often a row of the left and one of the right have a level's fact in common, by field and level."""

LEANING = 200
"""How many people in the list searched say as much of how often a value is met as what is typical."""


MOST_STRANGERS = 0.9
BEST = "qualify row_number() over (partition by left_who, right_who order by weight desc, left_row, right_row) = 1"


def count_values(
    connection: Connection, fields: Sequence[Field], model: Model, *, has_several_rows: bool, out_of: int | None = None
) -> Rates:
    """
    Count how many of the right have each value of the left, put that beside the rows of the left, and return the mean
    by field and level.

    :param has_several_rows: whether somebody stands more than once, who is still one
    :param out_of: how many people the right was chosen from, where it is not everybody
    """
    counted = [
        _Counted(field=field, level=level, sql=sql, table=_counts_table(field, sql))
        for field in fields
        for level, sql in field.counted.items()
    ]
    each_once = "distinct who" if has_several_rows else "*"
    holding = _sizes(connection, counted, "right_people", each_once)
    asked = _sizes(connection, counted, "left_people", each_once)
    for each in {each.table: each for each in counted}.values():
        _count(connection, each, model.values[each.field.weighed_as], holding[each.sql], out_of, each_once)
    common = _common(connection, counted)
    rates = {}
    for each in counted:
        values = model.values[each.field.weighed_as]
        others = max(common[each.table] / max(asked[each.sql], 1) - model.found, 0)
        rate = (others + LEANING * values.typical) / _beside(out_of or holding[each.sql])
        rates[each.field.name, each.level] = max(rate, _least(values, out_of))
    _put_left_rows(connection, fields, model)
    return rates


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """Something that two rows may have in common at a level, and the table its values are counted into."""

    field: Field
    level: str
    sql: str
    table: str


def _counts_table(field: Field, sql: str) -> str:
    return f"counts_{field.column}_{list(dict.fromkeys(field.counted.values())).index(sql)}"


def _sizes(connection: Connection, counted: Sequence[_Counted], table: str, each_once: str) -> dict[str, int]:
    """Return how many people of a list have each thing that is counted."""
    things = list(dict.fromkeys(each.sql for each in counted))
    if not things:
        return {}
    sums = (f"count({each_once}) filter (where {sql} is not null)" for sql in things)
    [sizes] = connection.execute(f"select {', '.join(sums)} from {table}").fetchall()
    return dict(zip(things, sizes, strict=True))


def _beside(holding: int) -> int:
    """Return how many say how often a value is met: all who have one but one, perhaps the person sought, and before."""
    return max(holding - 1, 0) + LEANING


def _least(values: Values, out_of: int | None) -> float:
    """Return how often a value is met at least: what is typical, where who was chosen cannot tell of the others."""
    return max(values.rarest, values.typical) if out_of else values.rarest


def _count(
    connection: Connection, counted: _Counted, values: Values, holding: int, out_of: int | None, each_once: str
) -> None:
    """Put how often a stranger is thought to have each value of the left into a table."""
    connection.execute(
        f"""
        create or replace temp table {counted.table} as
        with sought as (
            select {counted.sql} as value, count({each_once}) as lefts
            from left_people where value is not null group by value
        )
        select value, any_value(lefts) as lefts, count({each_once}) as rights, greatest(
            (count({each_once}) - 1 + {values.alone} + {LEANING * values.typical}) / {_beside(out_of or holding)},
            {_least(values, out_of)}) as share
        from sought join (select {counted.sql} as value, who from right_people) using (value) group by value
        """
    )


def _common(connection: Connection, counted: Sequence[_Counted]) -> dict[str, int]:
    """Return how many pairs of a person of either list have each thing in common."""
    if not counted:
        return {}
    sums = ", ".join(f"(select sum(lefts * rights) from {each.table})" for each in counted)
    [found] = connection.execute(f"select {sums}").fetchall()
    return {each.table: int(sum_ or 0) for each, sum_ in zip(counted, found, strict=True)}


def _put_left_rows(connection: Connection, fields: Sequence[Field], model: Model) -> None:
    """Put how often each of its own values is met beside each row of the left."""
    selected, joins = ["left_people.*"], []
    for field in fields:
        if field.counted:
            counts = _counts_table(field, field.counted["agrees"])
            selected.append(f"coalesce({counts}.share, {model.values[field.weighed_as].rarest}) as u_{field.column}")
            joins.append(f"left join {counts} on {counts}.value = left_people.{field.column}")
    connection.execute(
        f"create or replace temp table left_rows as select {', '.join(selected)} from left_people {' '.join(joins)}"
    )


def compare(connection: Connection, fields: Sequence[Field], pairs: str, into: str) -> None:
    """Put each pair of rows with its levels into a table, and how often the left's own values are met."""
    levels = [f"{field.sql} as {field.column}" for field in fields]
    met = [f"l.u_{field.column}" for field in fields if field.counted]
    connection.execute(
        f"""
        create or replace temp table {into} as
        select l.who as left_who, r.who as right_who, l.row as left_row, r.row as right_row,
            {", ".join([*levels, *met])}
        from {pairs} join left_rows l on l.row = left_row join right_people r on r.row = right_row
        left join variants on variants.one = l.given_name and variants.other = r.given_name
        """
    )


def weigh(
    connection: Connection,
    fields: Sequence[Field],
    model: Model,
    rates: Rates,
    *,
    people: int,
    pairs: str,
    into: str,
    best_only: bool,
) -> None:
    """
    Put each pair of people with its weight in bits into a table: the names that agree best, where there are several.

    :param people: how many there are in the list that is searched
    :param best_only: whether somebody may stand in several rows, of which the best counts
    """
    stranger = [f"({log2(model.found / max(people, 1))})"]
    relative = [f"({log2(model.found / model.relatives)})"]
    for field in fields:
        stranger.append(_bits(field, model, rates))
        relative.append(_relative_bits(field, model))
    connection.execute(
        f"""
        create or replace temp table {into} as
        with weighed as (
            select *, least(greatest({" + ".join(stranger)}, -100), 100) as from_stranger,
                least(greatest({" + ".join(relative)}, -100), 100) as from_relative
            from {pairs}
        )
        select *, -log2(pow(2, -from_stranger) + pow(2, -from_relative)) as weight
        from weighed
        {BEST if best_only else ""}
        """
    )


def _bits(field: Field, model: Model, rates: Rates) -> str:
    """Return the SQL of what a field's level says for one person against two strangers."""
    whens = []
    for place, level in enumerate(field.levels(model), start=1):
        if level.name == "agrees" and level.u is None:
            bits = f"{log2(level.m)} - log2(u_{field.column})"
        else:
            bits = f"{log2(level.m / _strangers(field, level, rates))}"
        whens.append(f"when {place} then {bits}")
    return f"case {field.column} {' '.join(whens)} else 0 end"


def _strangers(field: Field, level: Level, rates: Rates) -> float:
    return level.u if level.u is not None else min(level.times * rates[field.name, level.name], MOST_STRANGERS)


def _relative_bits(field: Field, model: Model) -> str:
    """Return the SQL of what a field's level says for one person against a brother or sister."""
    whens = [
        f"when {place} then {log2(level.m / level.relative)}"
        for place, level in enumerate(field.levels(model), start=1)
        if level.relative
    ]
    return f"case {field.column} {' '.join(whens)} else 0 end" if whens else "0"
