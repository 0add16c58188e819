"""
Which pairs are looked at: those that share a key, where too few share it for it to say nothing.

A key joins two facts, as a birth date and a name, so a pair is missed only where every two facts differ somewhere.
Names stand in a key without their order, and a day without its order to a month that it could be.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from towpath.analysis.engine import Connection
from towpath.analysis.linkage.fields import Field

MOST_PAIRS_OF_A_KEY = 20_000
MOST_OF_A_KEY = 200
"""How many of the right-hand list may share a key, and how many pairs it may make; beyond, it is passed over."""

MOST_OF_ONE_FACT = 25
"""How many of the right-hand list may share a key of a single fact."""
ALONE = "alone"

BORN_EITHER_WAY = """case when born % 100 <= 12
    then born // 10000 * 10000 + least(born // 100 % 100, born % 100) * 100 + greatest(born // 100 % 100, born % 100)
    else born end"""
NAMES = ("given_name", "family_name", "family_first", "family_last")
INITIALS = ("least(left(given_name, 1), left(family_name, 1))", "greatest(left(given_name, 1), left(family_name, 1))")

Key = tuple[str, ...]
"""A kind, under which keys of either list are compared, and the SQL of its facts, each of which must be there."""


def keys_of(fields: Sequence[Field], *, with_single: bool) -> Iterator[Key]:
    """
    Yield every key that two lists with these fields are looked up by.

    :param with_single: also by each fact alone, which in a short list few people share
    """
    names = {field.name for field in fields}
    others = [field.column for field in fields if field.is_further]
    numbers = [field.column for field in fields if field.name in ("upn", "uln")]
    for column in numbers:
        yield column, column
    singles = [field.column for field in fields if field.column not in (*numbers, "gender")]
    for column in singles if with_single else ("address", *others):
        if column in singles:
            yield f"{ALONE} {column}", column
    marks = [("born", BORN_EITHER_WAY)] if "birth_date" in names else []
    marks += [("postcode", "postcode")] if "postcode" in names else []
    marks += [(column, column) for column in others]
    borne = [column for column in NAMES if ("given_name" if column == "given_name" else "family_name") in names]
    for kind, mark in marks:
        for name in borne:
            yield f"{kind} name", mark, name
    for (one, mark), (other, further) in combinations(marks, 2):
        yield f"{one} {other}", mark, further
    if {"given_name", "family_name"} <= names:
        for family in NAMES[1:]:
            yield "names", f"least(given_name, {family})", f"greatest(given_name, {family})", family, "given_name"
        if "birth_date" in names:
            yield "born initials", BORN_EITHER_WAY, *INITIALS


def look_up(
    connection: Connection,
    keys: Sequence[Key],
    left: str,
    right: str,
    into: str,
    *,
    has_several_rows: bool,
    where: str = "true",
) -> None:
    """
    Put the pairs of rows that share a key into a table of `left_row` and `right_row`.

    :param has_several_rows: whether somebody stands more than once, who is still one of those that share a key
    :param where: which of them, as SQL over those two and over `who` of `left_keys` and `right_keys`
    """
    each_once = "distinct who" if has_several_rows else "*"
    connection.execute(f"create or replace temp table left_keys as {_rows(keys, left)}")
    connection.execute(
        f"""
        create or replace temp table right_keys as
        select row, who, key from ({_rows(keys, right)}) semi join left_keys using (key);

        create or replace temp table key_sizes as
        select key
        from (select key, is_alone, count({each_once}) as lefts from left_keys group by key, is_alone)
        join (select key, count({each_once}) as rights from right_keys group by key) using (key)
        where rights <= if(is_alone, {MOST_OF_ONE_FACT}, {MOST_OF_A_KEY}) and lefts * rights <= {MOST_PAIRS_OF_A_KEY};

        create or replace temp table {into} as
        select distinct left_keys.row as left_row, right_keys.row as right_row
        from left_keys join key_sizes using (key) join right_keys using (key)
        where {where};

        drop table left_keys;
        drop table right_keys;
        """
    )


def _rows(keys: Sequence[Key], table: str) -> str:
    """Return the SQL of every key of every row. What only must be there stands behind the two facts of "names"."""
    selects = []
    for kind, *facts in keys:
        there = " and ".join(f"{fact} is not null" for fact in facts)
        told = facts[:2] if kind == "names" else facts
        selects.append(
            f"select row, who, hash('{kind}', {', '.join(told)}) as key, {kind.startswith(ALONE)} as is_alone"
            f" from {table} where {there}"
        )
    return " union all ".join(selects)
