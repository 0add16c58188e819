"""Two lists of people in, the pairs who are one person out."""

from collections.abc import Sequence

import pyarrow as pa

from towpath.analysis.engine import Connection, borrow_engine, open_engine
from towpath.analysis.linkage.choosing import MOST_RIVALS, choose
from towpath.analysis.linkage.fields import Field
from towpath.analysis.linkage.keys import keys_of, look_up
from towpath.analysis.linkage.learning import learn
from towpath.analysis.linkage.lists import Lists, put_ids, put_lists, weigh_pairs
from towpath.analysis.linkage.model import Model, load_model
from towpath.analysis.linkage.reasons import reasons_sql, score_sql, sure_sql
from towpath.analysis.linkage.weighing import compare

FEW = 20_000
"""In a list of so many few people share even a single fact, so that each is worth looking somebody up by."""
SHORT = 60_000
"""So few rows are done sooner by one thread than by several that wait for each other, in the engine that is kept."""

# A key of the cascade says so much that only one person can be meant; whoever shares it with two is looked at again.
CASCADE = {
    "upn": ("upn", "given_name", "born"),
    "uln": ("uln", "given_name", "born"),
    "names": ("given_name", "family_name", "born", "postcode"),
}


def link(
    left: pa.Table,
    right: pa.Table,
    *,
    model: Model | None = None,
    one_to_one: bool = True,
    learns: bool = False,
    out_of: int | None = None,
) -> pa.Table:
    """
    Return who in one list is who in another: a row a pair, surest first.

    Each list has `id` and any of `given_name`, `family_name`, `full_name`, `birth_date` (a date, or text as
    2008-01-31), `postcode`, `address`, `gender`, `upn`, `uln`; other columns that both have are compared too. What one
    list lacks is not compared. Somebody known by several names, postcodes or numbers has several rows of one id, or
    lists in a column: the names that agree best count.

    :param one_to_one: each person in one pair at most; else every pair that may be right
    :param learns: whether the weights of known columns lean on these lists too; those of others always do
    :param out_of: how many people the right was chosen from, where it holds only those who share something with the
        left; how often a value is met among the others is then what is typical
    :return: `left_id`, `right_id` (text), `weight` (bits), `score` (0 to 1), `band` (sure or probable), `margin` (bits
        ahead of the nearest rival on either side, null with none), `reasons` (a list of field, verdict, words) and
        `rivals` (a list of right_id, score: others whom the left-hand person may be)
    :raises NotPeople: a list has no id, or nothing but an id
    """
    with borrow_engine() if max(len(left), len(right)) <= SHORT else open_engine() as connection:
        lists = put_lists(connection, left, right, model or load_model(), out_of=out_of)
        is_settled = settle(connection, lists)
        look_up_open(connection, lists)
        learnt = lists.model
        if learns or lists.has_further:
            learnt = learnt_model(connection, lists, is_settled=is_settled)
        _weigh_all(connection, lists, learnt, is_settled=is_settled)
        choose(connection, learnt, one_to_one=one_to_one)
        return _told(connection, lists.fields, learnt)


def settle(connection: Connection, lists: Lists) -> bool:
    """
    Put the pairs that an exact key makes sure into `settled`, and whom it does not into `open_rows`.

    Return whether anybody shares such a key.
    """
    columns = {field.column for field in lists.fields}
    keys = [facts for facts in CASCADE.values() if columns.issuperset(facts)]
    if not keys:
        connection.execute("create or replace temp view open_rows as from left_rows")
        return False
    connection.execute(
        f"""
        create or replace temp table exact_rows as
        select left_row, right_row from ({" union ".join(map(_alone_with, keys))})
        window of_left as (partition by left_who), of_right as (partition by right_who)
        qualify min(right_who) over of_left = max(right_who) over of_left
            and min(left_who) over of_right = max(left_who) over of_right
        """
    )
    if not connection.execute("select 1 from exact_rows limit 1").fetchall():
        connection.execute("create or replace temp view open_rows as from left_rows")
        return False
    compare(connection, lists.fields, "exact_rows", "exact_compared")
    weigh_pairs(connection, lists, lists.model, "exact_compared", "exact_weighed")
    connection.execute(
        f"""
        create or replace temp table settled_weighed as from exact_weighed where weight >= {lists.model.sure};

        create or replace temp view settled as
        select * exclude (from_stranger, from_relative, weight) from settled_weighed;

        create or replace temp table open_rows as from left_rows where who not in (select left_who from settled)
        """
    )
    return True


def _alone_with(facts: Sequence[str]) -> str:
    """Return the SQL of the right-hand rows that share these facts with a left-hand row that alone has them."""
    return f"""
        select l.left_row, l.left_who, r.row as right_row, r.who as right_who
        from (
            select {", ".join(facts)}, any_value(row) as left_row, any_value(who) as left_who
            from left_rows group by all having count(*) = 1
        ) l
        join right_people r on {" and ".join(f"l.{fact} = r.{fact}" for fact in facts)}
    """


def look_up_open(connection: Connection, lists: Lists) -> None:
    """Put every pair that shares a key, of those not settled, into `compared`."""
    look_up(
        connection,
        list(keys_of(lists.fields, with_single=lists.right.count <= FEW)),
        "open_rows",
        "right_people",
        "row_pairs",
        has_several_rows=lists.has_several_rows,
    )
    compare(connection, lists.fields, "row_pairs", "compared")


def learnt_model(connection: Connection, lists: Lists, *, is_settled: bool) -> Model:
    """Return the lists' model with what the pairs looked at teach."""
    looked_at = "from compared union all by name from settled" if is_settled else "from compared"
    connection.execute(f"create or replace temp view learnt_from as {looked_at}")
    return learn(
        connection,
        lists.fields,
        lists.model,
        lists.rates,
        people=lists.people,
        asked=lists.left.count,
        pairs="learnt_from",
    )


def _weigh_all(connection: Connection, lists: Lists, model: Model, *, is_settled: bool) -> None:
    """Put every pair looked at into `weighed`, with both ids."""
    weigh_pairs(connection, lists, model, "compared", "found")
    if is_settled:
        if model is not lists.model:
            weigh_pairs(connection, lists, model, "settled", "settled_weighed")
        connection.execute("insert into found by name from settled_weighed")
    put_ids(connection, lists, "found", "weighed")


def _told(connection: Connection, fields: Sequence[Field], model: Model) -> pa.Table:
    """Return the chosen pairs with their bands, their reasons and their rivals."""
    return connection.sql(
        f"""
        with rivals as (
            select chosen.left_who, chosen.right_who,
                list({{right_id: worth.right_id, score: {score_sql("worth.weight")}}}
                    order by worth.weight desc, worth.right_id) as rivals
            from chosen join worth on worth.left_who = chosen.left_who and worth.right_who <> chosen.right_who
            group by all
        )
        select
            chosen.left_id, chosen.right_id, chosen.weight, {score_sql("chosen.weight")} as score,
            if({sure_sql(fields, model)} and coalesce(margin, {model.margin}) >= {model.margin}, 'sure', 'probable')
                as band,
            margin, {reasons_sql(fields, "weighed")} as reasons, coalesce(rivals[:{MOST_RIVALS}], []) as rivals
        from chosen
        join weighed using (left_who, right_who)
        join left_rows l on l.row = weighed.left_row
        join right_people r on r.row = weighed.right_row
        left join rivals using (left_who, right_who)
        order by chosen.weight desc, chosen.left_id, chosen.right_id
        """
    ).to_arrow_table()
