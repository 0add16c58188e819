"""
Weights learnt from the lists themselves, for columns that no shipped model can know, by expectation and maximisation.

How often strangers agree is counted in pairs drawn by chance; how often one person's two rows agree, in the pairs
looked at, each counted as far as it is thought to be one person. The shipped weights lean on what is learnt as so many
pairs would, so a short list changes little.
"""

from collections.abc import Sequence
from dataclasses import replace

from towpath.analysis.engine import Connection
from towpath.analysis.linkage.fields import Field
from towpath.analysis.linkage.model import Level, Model
from towpath.analysis.linkage.weighing import Rates, compare, weigh

ROUNDS = 6
CHANCE_PAIRS = 100_000
LEANING_OF_SHIPPED, LEANING_OF_FURTHER = 200.0, 4.0
MOST_ALIKE = 0.5
"""A column with more values than this share of its rows tells brothers and sisters apart, as a number does."""


def with_strangers(connection: Connection, fields: Sequence[Field], model: Model) -> Model:
    """Return the model with how often strangers come to each level of the further columns, counted in chance pairs."""
    further = [field for field in fields if field.is_further]
    if not further:
        return model
    draw_strangers(connection, further, CHANCE_PAIRS)
    fields_by_name = dict(model.fields)
    for field in further:
        counts = counts_of(connection, field, "chance_compared", "1")
        total = sum(counts) + 1.0
        tells_apart = _tells_apart(connection, field.column)
        levels = []
        for count, level in zip(counts, field.levels(model), strict=True):
            u = None if level.name == "agrees" else (count + 0.5) / total
            levels.append(replace(level, u=u, relative=TOLD_APART[level.name] if tells_apart else None))
        fields_by_name[field.weighed_as] = tuple(levels)
    return replace(model, fields=fields_by_name)


def draw_strangers(connection: Connection, fields: Sequence[Field], pairs: int) -> None:
    """Put so many pairs drawn by chance, compared, into `chance_compared`; the same rows in any order make the same."""
    times, beside = _times(connection, pairs)
    connection.execute(
        f"""
        create or replace temp table chance_rows as
        select l.row as left_row, r.row as right_row
        from (select row_number() over (order by hash(row, n)) as n, row from left_rows, range({times}) t(n)) l
        join (select row_number() over (order by hash(row, n, 1)) as n, row from right_people, range({beside}) t(n)) r
        using (n)
        where n <= {pairs}
        """
    )
    compare(connection, fields, "chance_rows", "chance_compared")


TOLD_APART = {"agrees": 0.005, "similar": 0.045, "differs": 0.95}


def _times(connection: Connection, pairs: int) -> tuple[int, int]:
    [(lefts, rights)] = connection.execute(
        "select (select count(*) from left_rows), (select count(*) from right_people)"
    ).fetchall()
    return pairs // max(lefts, 1) + 1, pairs // max(rights, 1) + 1


def _tells_apart(connection: Connection, column: str) -> bool:
    [(different, given)] = connection.execute(
        f"select count(distinct {column}), count({column}) from right_people"
    ).fetchall()
    return bool(different > MOST_ALIKE * given)


def learn(
    connection: Connection,
    fields: Sequence[Field],
    model: Model,
    rates: Rates,
    *,
    people: int,
    asked: int,
    pairs: str,
) -> Model:
    """Return the model with how often one person's two rows come to each level, learnt from the pairs looked at."""
    shipped = model
    for _ in range(ROUNDS):
        weigh(connection, fields, model, rates, people=people, pairs=pairs, into="learning", best_only=False)
        learnt = dict(model.fields)
        for field in fields:
            learnt[field.weighed_as] = _learnt(connection, field, shipped)
        [(found,)] = connection.execute(f"select sum({LIKELY}) from learning").fetchall()
        model = replace(model, fields=learnt, found=max(float(found or 0) / max(asked, 1), 0.01))
    return model


LEAST = 1e-6
LIKELY = "1 / (1 + pow(2, -weight))"


def _learnt(connection: Connection, field: Field, shipped: Model) -> tuple[Level, ...]:
    counts = counts_of(connection, field, "learning", LIKELY)
    leaning = LEANING_OF_FURTHER if field.is_further else LEANING_OF_SHIPPED
    total = sum(counts) + leaning
    return tuple(
        replace(level, m=max((count + leaning * level.m) / total, LEAST))
        for level, count in zip(field.levels(shipped), counts, strict=True)
    )


def counts_of(connection: Connection, field: Field, pairs: str, counted: str) -> list[float]:
    """Return the sum of what is counted at each level, in the order of the conditions, with what is left last."""
    sums = ", ".join(
        f"coalesce(sum({counted}) filter (where {field.column} = {place}), 0)"
        for place in range(1, len(field.conditions) + 2)
    )
    [counts] = connection.execute(f"select {sums} from {pairs}").fetchall()
    return [float(count) for count in counts]
