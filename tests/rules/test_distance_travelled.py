"""Distance travelled against its drawn tables."""

import pytest

from tests.examples.distance_travelled.part_by_part import EXAMPLES
from tests.examples.drawn import UNKNOWN, rows
from towpath.rules.distance_travelled import Direction, Distance, distances


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_part_of_life_is_compared_with_itself(name: str) -> None:
    looks, expected = (rows(table) for table in EXAMPLES[name])
    domains = list(looks[0])
    scored = [{domain: int(cell) for domain, cell in look.items() if cell != UNKNOWN} for look in looks]

    found = distances(scored, domains)

    assert found == [
        Distance(
            row["domain"], number(row["first"]), number(row["latest"]), less(row["change"]), Direction(row["direction"])
        )
        for row in expected
    ]


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_out_of_range_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="a score is from 0 to 10"):
        distances([{"money": score}], ["money"])


def test_nobody_looked_yet_is_not_compared() -> None:
    assert distances([], ["money"]) == [Distance("money", None, None, None, Direction.NOT_COMPARED)]


def number(cell: str) -> int | None:
    return None if cell == UNKNOWN else int(cell)


def less(cell: str) -> int | None:
    if cell == UNKNOWN:
        return None
    one, other = cell.split("-")
    return int(one) - int(other)
