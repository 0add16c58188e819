"""One list of people in, the rows of it who are one person out."""

import pyarrow as pa

from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.linkage.clusters import NOT_LOOKED_AT, clusters_of
from towpath.analysis.linkage.keys import keys_of, look_up
from towpath.analysis.linkage.learning import learn
from towpath.analysis.linkage.lists import Lists, put_ids, put_lists, weigh_pairs
from towpath.analysis.linkage.model import Model, load_model
from towpath.analysis.linkage.reasons import reasons_sql, score_sql, sure_sql
from towpath.analysis.linkage.weighing import compare

FEW = 100_000
"""In a list of so many few people share even a single fact, and rows that share just one may be joined by others."""


def dedupe(people: pa.Table, *, model: Model | None = None) -> pa.Table:
    """
    Return every pair of rows that are one person, by clusters, surest first.

    The list is as `link` takes one. The weights of its columns lean on the list itself.

    :return: the columns of `link` but `margin` and `rivals`, and `cluster`: a number that one person's pairs share. A
        pair that is probable may have a low score of its own, where other rows of its cluster join it.
    :raises NotPeople: the list has no id, or nothing but an id
    """
    with open_engine() as connection:
        lists = put_lists(connection, people, None, model or load_model())
        keys = list(keys_of(lists.fields, with_single=lists.left.count <= FEW))
        look_up(
            connection,
            keys,
            "left_rows",
            "right_people",
            "row_pairs",
            has_several_rows=lists.has_several_rows,
            where="left_row < right_row and left_keys.who <> right_keys.who",
        )
        compare(connection, lists.fields, "row_pairs", "compared")
        learnt = learn(
            connection,
            lists.fields,
            lists.model,
            lists.rates,
            people=lists.left.count,
            asked=lists.left.count,
            pairs="compared",
        )
        weigh_pairs(connection, lists, learnt, "compared", "found")
        _put_clusters(connection)
        compare(connection, lists.fields, "cluster_rows", "together")
        weigh_pairs(connection, lists, learnt, "together", "together_weighed")
        put_ids(connection, lists, "together_weighed", "weighed")
        return _told(connection, lists, learnt)


def _put_clusters(connection: Connection) -> None:
    """Put who is in which cluster into `clustered`, and every pair of rows inside one into `cluster_rows`."""
    found = connection.execute(
        f"select left_who, right_who, weight from found where weight > {NOT_LOOKED_AT} order by all"
    ).fetchall()
    clusters = clusters_of(found)
    connection.register(
        "given_clusters",
        pa.table(
            {
                "who": pa.array([who for rows in clusters for who in rows], pa.int32()),
                "cluster": pa.array([place for place, rows in enumerate(clusters) for _ in rows], pa.int32()),
            }
        ),
    )
    connection.execute(
        """
        create or replace temp table clustered as from given_clusters;

        create or replace temp table cluster_rows as
        with placed as (select row, who, cluster from left_rows join clustered using (who))
        select l.row as left_row, r.row as right_row
        from placed l join placed r on l.cluster = r.cluster and l.who < r.who
        """
    )
    connection.unregister("given_clusters")


def _told(connection: Connection, lists: Lists, model: Model) -> pa.Table:
    return connection.sql(
        f"""
        select
            weighed.left_id, weighed.right_id, weight, {score_sql("weight")} as score,
            if({sure_sql(lists.fields, model)}, 'sure', 'probable') as band,
            {reasons_sql(lists.fields, "weighed")} as reasons, cluster
        from weighed
        join left_rows l on l.row = weighed.left_row
        join right_people r on r.row = weighed.right_row
        join clustered on clustered.who = weighed.left_who
        order by weight desc, left_id, right_id
        """
    ).to_arrow_table()
