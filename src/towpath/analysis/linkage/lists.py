"""Two lists, or one beside itself, put into the engine with what they are compared by."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import combinations

import pyarrow as pa

from towpath.analysis.engine import Connection
from towpath.analysis.linkage.fields import Field, fields_of
from towpath.analysis.linkage.learning import with_strangers
from towpath.analysis.linkage.model import Model
from towpath.analysis.linkage.people import People, other_columns, put_people
from towpath.analysis.linkage.weighing import Rates, count_values, weigh
from towpath.rules.names import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """
    The lists `left_rows` and `right_people`: who is in them, what both give, and what its levels weigh.

    :param people: how many the right was chosen from
    """

    left: People
    right: People
    fields: tuple[Field, ...]
    model: Model
    rates: Rates
    people: int

    @property
    def has_further(self) -> bool:
        """Return whether there are columns that no shipped model knows."""
        return any(field.is_further for field in self.fields)

    @property
    def has_several_rows(self) -> bool:
        """Return whether somebody stands more than once."""
        return self.left.has_several_rows or self.right.has_several_rows


def put_lists(
    connection: Connection, left: pa.Table, right: pa.Table | None, model: Model, *, out_of: int | None = None
) -> Lists:
    """
    Put two lists into the engine, or with no `right` one beside itself.

    :raises NotPeople: a list has no id, or nothing but an id
    """
    beside = left if right is None else right
    others = other_columns(left, beside)
    put_left = put_people(connection, left, "left_people", others)
    if right is None:
        connection.execute("create or replace temp view right_people as from left_people")
        put_right = put_left
    else:
        put_right = put_people(connection, right, "right_people", others)
    fields = fields_of(_given(left) & _given(beside), others)
    model = _with_further(model, fields)
    _put_variants(connection)
    has_several_rows = put_left.has_several_rows or put_right.has_several_rows
    rates = count_values(connection, fields, model, has_several_rows=has_several_rows, out_of=out_of)
    model = with_strangers(connection, fields, model)
    return Lists(
        left=put_left, right=put_right, fields=fields, model=model, rates=rates, people=out_of or put_right.count
    )


def _given(table: pa.Table) -> frozenset[str]:
    names = frozenset(table.column_names)
    return names | {"given_name", "family_name"} if "full_name" in names else names


def _with_further(model: Model, fields: Sequence[Field]) -> Model:
    """Return the model with what it says of any further column said of each."""
    further = [field.weighed_as for field in fields if field.is_further]
    return replace(
        model,
        values={**model.values, **dict.fromkeys(further, model.values["other"])},
        fields={**model.fields, **dict.fromkeys(further, model.fields["other"])},
    )


def _put_variants(connection: Connection) -> None:
    """Put the given names that stand for each other into a table, both ways round."""
    connection.register("given_variants", _variants())
    connection.execute("create or replace temp table variants as from given_variants")
    connection.unregister("given_variants")


@cache
def _variants() -> pa.Table:
    text = (files("towpath.analysis.linkage") / "nicknames.csv").read_text(encoding="utf-8")
    pairs = set()
    for row in csv.DictReader(text.splitlines()):
        names = {folded(row["full"]), *map(folded, row["short"].split())}
        pairs |= {pair for one, other in combinations(sorted(names), 2) for pair in ((one, other), (other, one))}
    return pa.table({"one": [one for one, _ in sorted(pairs)], "other": [other for _, other in sorted(pairs)]})


def weigh_pairs(connection: Connection, lists: Lists, model: Model, pairs: str, into: str) -> None:
    """Put pairs of rows, compared, into a table as pairs of people with their weights."""
    weigh(
        connection,
        lists.fields,
        model,
        lists.rates,
        people=lists.people,
        pairs=pairs,
        into=into,
        best_only=lists.has_several_rows,
    )


def put_ids(connection: Connection, lists: Lists, pairs: str, into: str) -> None:
    """Put both ids beside each pair."""
    for side, people in (("left", lists.left), ("right", lists.right)):
        numbers = pa.array(range(people.count), pa.int32())
        connection.register(f"{side}_ids", pa.table({"who": numbers, "id": people.ids}))
    connection.execute(
        f"""
        create or replace temp table {into} as
        select {pairs}.*, left_ids.id as left_id, right_ids.id as right_id
        from {pairs} join left_ids on left_ids.who = left_who join right_ids on right_ids.who = right_who
        """
    )
