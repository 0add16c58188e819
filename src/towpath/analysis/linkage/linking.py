"""Two lists of people in, the pairs who are one person out."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import combinations

import pyarrow as pa

from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.linkage.choosing import MOST_RIVALS, choose
from towpath.analysis.linkage.fields import Field, fields_of
from towpath.analysis.linkage.keys import keys_of, look_up
from towpath.analysis.linkage.model import Level, Model, load_model
from towpath.analysis.linkage.people import People, other_columns, put_people
from towpath.analysis.linkage.weighing import compare, count_values, weigh
from towpath.analysis.linkage.words import NOT_GIVEN, told
from towpath.rules.names import folded

PAIR_COLUMNS = ("left_id", "right_id", "weight", "score", "band", "margin", "reasons", "rivals")

# A key of the cascade says so much that only one person can be meant; whoever shares it with two is looked at again.
CASCADE = {
    "upn": ("upn", "given_name", "born"),
    "uln": ("uln", "given_name", "born"),
    "names": ("given_name", "family_name", "born", "postcode"),
}


def link(left: pa.Table, right: pa.Table, *, model: Model | None = None, one_to_one: bool = True) -> pa.Table:
    """
    Return who in one list is who in another: a row a pair, surest first.

    Each list has `id` and any of `given_name`, `family_name`, `full_name`, `birth_date` (a date, or text as
    2008-01-31), `postcode`, `address`, `gender`, `upn`, `uln`; other columns that both have are compared too. What one
    list lacks is not compared. Somebody known by several names, postcodes or numbers has several rows of one id, or
    lists in a column: the names that agree best count.

    :param one_to_one: each person in one pair at most; else every pair that may be right
    :return: `left_id`, `right_id` (text), `weight` (bits), `score` (0 to 1), `band` (sure or probable), `margin` (bits
        ahead of the nearest rival), `reasons` (a list of field, verdict, words) and `rivals` (a list of right_id, score:
        others whom the left-hand person may be)
    :raises NotPeople: a list has no id, or nothing but an id
    """
    model = model or load_model()
    with open_engine() as connection:
        others = other_columns(left, right)
        put = put_people(connection, left, "left_people", others), put_people(connection, right, "right_people", others)
        fields = fields_of(_named(left) & _named(right), others)
        _put_variants(connection)
        _weigh_all(connection, fields, _with_others(model, fields), put)
        choose(connection, model, one_to_one=one_to_one)
        return _told(connection, fields, model)


def _named(table: pa.Table) -> frozenset[str]:
    names = frozenset(table.column_names)
    return names | {"given_name", "family_name"} if "full_name" in names else names


def _with_others(model: Model, fields: Sequence[Field]) -> Model:
    """Return the model with what it says of any further column said of each."""
    further = [field.weighed_as for field in fields if field.weighed_as not in model.fields]
    by_name: dict[str, tuple[Level, ...]] = {**model.fields, **dict.fromkeys(further, model.fields["other"])}
    return replace(
        model,
        values={**model.values, **dict.fromkeys(further, model.values["other"])},
        fields=by_name,
    )


def _put_variants(connection: Connection) -> None:
    """Put the given names that stand for each other into a table, both ways round."""
    text = (files("towpath.analysis.linkage") / "nicknames.csv").read_text(encoding="utf-8")
    pairs = set()
    for row in csv.DictReader(text.splitlines()):
        names = {folded(row["full"]), *map(folded, row["short"].split())}
        pairs |= {pair for one, other in combinations(sorted(names), 2) for pair in ((one, other), (other, one))}
    table = pa.table({"one": [one for one, _ in sorted(pairs)], "other": [other for _, other in sorted(pairs)]})
    connection.register("given_variants", table)
    connection.execute("create or replace temp table variants as from given_variants")
    connection.unregister("given_variants")


def _weigh_all(connection: Connection, fields: Sequence[Field], model: Model, put: tuple[People, People]) -> None:
    """Put every pair looked at into `weighed`: first those an exact key settles, then the rest by all keys."""
    left, right = put
    rates = count_values(connection, fields, model)
    settled = _cascade(connection, fields)
    if settled:
        compare(connection, fields, "settled_rows", "settled_compared")
        weigh(
            connection, fields, model, rates, people=right.count, pairs="settled_compared", into="settled_weighed"
        )
        connection.execute(f"delete from settled_weighed where weight < {model.sure}")
        connection.execute(
            "create or replace temp table open_rows as"
            " from left_rows where who not in (select left_who from settled_weighed)"
        )
    else:
        connection.execute("create or replace temp view open_rows as from left_rows")
    look_up(connection, list(keys_of(fields)), "open_rows", "right_people", "row_pairs")
    compare(connection, fields, "row_pairs", "compared")
    weigh(connection, fields, model, rates, people=right.count, pairs="compared", into="found")
    if settled:
        connection.execute("insert into found from settled_weighed")
    _put_ids(connection, left, right)


def _cascade(connection: Connection, fields: Sequence[Field]) -> bool:
    """Put the pairs that an exact key settles into `settled_rows`: nobody else on either side has it."""
    columns = {field.column for field in fields}
    keys = [facts for facts in CASCADE.values() if columns.issuperset(facts)]
    if not keys:
        return False
    found = " union ".join(
        f"""
        select l.row as left_row, l.who as left_who, r.row as right_row, r.who as right_who
        from left_rows l join right_people r on {" and ".join(f"l.{fact} = r.{fact}" for fact in facts)}
        """
        for facts in keys
    )
    connection.execute(
        f"""
        create or replace temp table settled_rows as
        select left_row, right_row from ({found})
        qualify count(distinct right_who) over (partition by left_who) = 1
            and count(distinct left_who) over (partition by right_who) = 1
        """
    )
    return True


def _put_ids(connection: Connection, left: People, right: People) -> None:
    """Put both ids beside each pair."""
    for side, people in (("left", left), ("right", right)):
        numbers = pa.array(range(people.count), pa.int32())
        connection.register(f"{side}_ids", pa.table({"who": numbers, "id": people.ids}))
    connection.execute(
        """
        create or replace temp table weighed as
        select found.*, left_ids.id as left_id, right_ids.id as right_id
        from found join left_ids on left_ids.who = left_who join right_ids on right_ids.who = right_who
        """
    )


def _told(connection: Connection, fields: Sequence[Field], model: Model) -> pa.Table:
    """Return the chosen pairs with their bands, their reasons and their rivals."""
    reasons = ", ".join(_reason(field) for field in fields)
    return connection.sql(
        f"""
        with rivals as (
            select chosen.left_who, chosen.right_who, list({{right_id: worth.right_id, score: {_score("worth.weight")}}}
                order by worth.weight desc, worth.right_id) as rivals
            from chosen join worth on worth.left_who = chosen.left_who and worth.right_who <> chosen.right_who
            group by all
        )
        select
            chosen.left_id, chosen.right_id, chosen.weight, {_score("chosen.weight")} as score,
            if(chosen.weight >= {model.sure} and margin >= {model.margin}, 'sure', 'probable') as band,
            if(margin > 900, null, margin) as margin,
            [{reasons}] as reasons,
            coalesce(rivals[:{MOST_RIVALS}], []) as rivals
        from chosen
        join weighed using (left_who, right_who)
        join left_rows l on l.row = weighed.left_row
        join right_people r on r.row = weighed.right_row
        left join rivals using (left_who, right_who)
        order by chosen.weight desc, chosen.left_id, chosen.right_id
        """
    ).to_arrow_table()


def _score(weight: str) -> str:
    return f"1 / (1 + pow(2, -{weight}))"


def _reason(field: Field) -> str:
    """Return the SQL of the reason that a field's level makes."""
    whens = [f"when {place} then {_struct(field, name)}" for place, name in enumerate((*field.conditions, "differs"), 1)]
    if field.column in ("given_name", "family_name"):
        said = "said_given" if field.column == "given_name" else "said_family"
        marks = f"weighed.{field.column} = 1 and lower(trim(l.{said})) <> lower(trim(r.{said}))"
        if field.column == "given_name":
            marks += " and l.middle is null and r.middle is null"
        return (
            f"case when {marks} then {_struct(field, 'marks')}"
            f" else case weighed.{field.column} {' '.join(whens)} else {_struct(field, NOT_GIVEN)} end end"
        )
    return f"case weighed.{field.column} {' '.join(whens)} else {_struct(field, NOT_GIVEN)} end"


def _struct(field: Field, level: str) -> str:
    verdict, words = told(field.name, level)
    texts = (text.replace("'", "''") for text in (field.name, verdict, words))
    return "{{field: '{}', verdict: '{}', words: '{}'}}".format(*texts)
