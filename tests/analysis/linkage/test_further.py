"""Lists of any columns: what no shipped model knows is learnt from the lists, and one list is gathered into people."""

import random

import pyarrow as pa

from tests.analysis.linkage.drawn import others, person, table
from towpath.analysis.linkage import dedupe, link

TOWNS = "Ambleford Birchby Coldmere Dunswick Eastholm Fairlow Gorsedale Hartwick".split()
TRADES = "baker cooper dyer fletcher glover hatter mason potter sawyer tanner turner weaver".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def guild(count: int, seed: int) -> list[dict[str, str]]:
    chance = random.Random(seed)
    return [
        {
            "id": f"g{number}", "town": chance.choice(TOWNS), "trade": chance.choice(TRADES),
            "mark": "".join(chance.choices(LETTERS, k=7)), "master": "".join(chance.choices(LETTERS, k=5)),
        }
        for number in range(count)
    ]  # fmt: skip


def misread(row: dict[str, str], chance: random.Random) -> dict[str, str | None]:
    spoilt: dict[str, str | None] = dict(row)
    column = chance.choice(["town", "trade", "mark", "master"])
    text = row[column]
    spoilt[column] = chance.choice([None, text[:-1] + chance.choice(LETTERS)])
    return spoilt


def test_people_of_columns_nobody_knows_are_told_apart() -> None:
    chance = random.Random(3)
    held = guild(300, 1)
    listed = [{**misread(row, chance), "id": f"l{row['id']}"} for row in held[:150]] + guild(30, 2)

    pairs = link(pa.Table.from_pylist(listed), pa.Table.from_pylist(held)).to_pylist()

    right = [pair for pair in pairs if pair["left_id"] == f"l{pair['right_id']}"]
    assert len(right) >= 148
    assert len(pairs) - len(right) <= 1
    assert {reason["field"] for reason in pairs[0]["reasons"]} == {"town", "trade", "mark", "master"}


def test_a_further_column_that_one_list_lacks_is_not_compared() -> None:
    held = table([("held", person("Merryn | Odgers | 2008-09-10 | ZX1 1AA")), *others(30)])
    listed = table([("row", person("Merryn | Odgers | 2008-09-10 | ZX1 1AA"))]).append_column("team", [["blue"]])

    [pair] = link(listed, held).to_pylist()

    assert "team" not in {reason["field"] for reason in pair["reasons"]}


def test_one_list_is_gathered_into_people() -> None:
    rows = [
        ("first", person("Merryn | Odgers | 2008-09-10 | ZX1 1AA | F")),
        ("nickname", person("Merry | Odgers | 2008-09-10 | ZX1 1AA | F")),
        ("moved", person("Merryn | Odgers | 2008-09-10 | QV9 1AA | F")),
        ("brother", person("Jory | Odgers | 2010-02-11 | ZX1 1AA | M")),
    ]

    pairs = dedupe(table([*rows, *others(300)])).to_pylist()

    assert {frozenset((pair["left_id"], pair["right_id"])) for pair in pairs} == {
        frozenset(pair) for pair in (("first", "nickname"), ("first", "moved"), ("nickname", "moved"))
    }
    assert len({pair["cluster"] for pair in pairs}) == 1


def test_nobody_is_gathered_from_a_list_of_different_people() -> None:
    assert len(dedupe(table(others(200)))) == 0
