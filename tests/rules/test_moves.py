"""Moves between councils, as drawn."""

from datetime import date

import pytest

from tests.examples.desk import moves as drawn
from tests.examples.drawn import rows, sure_day
from towpath.rules.moves import PART_WORDS, MayGo, Part, fingerprint, parts_that_go, wrong_with_move

COUNCILS = {"341", "344"}


def _parts(cell: str) -> frozenset[Part]:
    return frozenset() if cell == "-" else frozenset(Part(each) for each in cell.split(", "))


@pytest.mark.parametrize("row", rows(drawn.GOES), ids=lambda row: f"{row['chosen']} {row['protected']}")
def test_what_goes_is_as_drawn(row: dict[str, str]) -> None:
    asked = MayGo(
        chosen=_parts(row["chosen"]),
        is_address_protected=row["protected"] == "yes",
        is_sharing_limited=row["limited"] == "yes",
    )

    assert parts_that_go(asked) == _parts(row["goes"])


@pytest.mark.parametrize("row", rows(drawn.WRONG), ids=lambda row: f"{row['council']} {row['moved']}")
def test_a_move_is_refused_as_drawn(row: dict[str, str]) -> None:
    asks_for, words = wrong_with_move(row["council"], COUNCILS, sure_day(row["moved"]), date(2026, 1, 31))

    assert asks_for == ("" if row["asks_for"] == "-" else row["asks_for"])
    assert bool(words) is bool(asks_for)


def test_every_part_has_words_and_a_fingerprint_is_short_enough_to_read_out() -> None:
    assert set(PART_WORDS) == set(Part)
    assert fingerprint("0123456789abcdef" * 4) == "0123 4567 89ab cdef"
