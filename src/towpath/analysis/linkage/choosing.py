"""Who is whose: one each, by whoever agrees best on both sides, and how sure that is."""

from towpath.analysis.engine import Connection
from towpath.analysis.linkage.model import Model

MOST_RIVALS = 5


def choose(connection: Connection, model: Model, *, one_to_one: bool) -> None:
    """
    Put the pairs to tell of into the table `chosen`, with how far each is ahead of its nearest rival on either side.

    `weighed` holds every pair with both ids; where two weigh the same the ids decide, so the order of rows never does.
    """
    connection.execute(
        f"""
        create or replace temp table worth as select * from weighed where weight >= {model.worth_showing};

        create or replace temp table ranked as
        select left_who, right_who, left_id, right_id, weight,
            row_number() over by_left as place_left, row_number() over by_right as place_right,
            max(weight) over by_left as best_left, max(weight) over by_right as best_right,
            nth_value(weight, 2) over by_left as second_left, nth_value(weight, 2) over by_right as second_right
        from worth
        window
            by_left as (partition by left_who order by weight desc, right_id
                rows between unbounded preceding and unbounded following),
            by_right as (partition by right_who order by weight desc, left_id
                rows between unbounded preceding and unbounded following);

        create or replace temp table ahead as
        select left_who, right_who, left_id, right_id, weight, weight - greatest(
            if(place_left = 1, second_left, best_left), if(place_right = 1, second_right, best_right)) as margin
        from ranked where weight >= {model.probable};
        """
    )
    if one_to_one:
        _one_each(connection)
    else:
        connection.execute("create or replace temp table chosen as from ahead")


def _one_each(connection: Connection) -> None:
    """Take pairs that are best on both sides, then again among who is left, until nobody is."""
    connection.execute("create or replace temp table free as from ahead")
    connection.execute("create or replace temp table chosen as from ahead limit 0")
    while True:
        [(taken,)] = connection.execute(
            """
            insert into chosen select left_who, right_who, left_id, right_id, weight, margin from (
                select *, row_number() over (partition by left_who order by weight desc, right_id) as place_left,
                    row_number() over (partition by right_who order by weight desc, left_id) as place_right
                from free
            ) where place_left = 1 and place_right = 1
            """
        ).fetchall()
        if not taken:
            return
        connection.execute(
            """
            delete from free
            where left_who in (select left_who from chosen) or right_who in (select right_who from chosen)
            """
        )
