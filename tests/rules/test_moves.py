"""Moves between councils, as drawn."""

from datetime import date

import pytest

from tests.examples.desk import moves as drawn
from tests.examples.drawn import day, rows, sure_day
from towpath.rules.moves import (
    PART_WORDS,
    Done,
    MayGo,
    Part,
    fingerprint,
    goes_with_move,
    parts_that_go,
    wrong_with_move,
)
from towpath.standards import Group

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


@pytest.mark.parametrize("row", rows(drawn.SINCE_16), ids=lambda row: f"{row['born']} {row['how']} {row['last']}")
def test_what_was_done_goes_from_the_end_of_school_age_as_drawn(row: dict[str, str]) -> None:
    done = Done(group=Group[row["group"]], how=row["how"], last_date=day(row["last"]))

    assert goes_with_move(done, day(row["born"])) is (row["goes"] == "yes")


@pytest.mark.parametrize("row", rows(drawn.WRONG), ids=lambda row: f"{row['council']} {row['moved']}")
def test_a_move_is_refused_as_drawn(row: dict[str, str]) -> None:
    asks_for, words = wrong_with_move(row["council"], COUNCILS, sure_day(row["moved"]), date(2026, 1, 31))

    assert asks_for == ("" if row["asks_for"] == "-" else row["asks_for"])
    assert bool(words) is bool(asks_for)


def test_every_part_has_words_and_a_fingerprint_is_short_enough_to_read_out() -> None:
    assert set(PART_WORDS) == set(Part)
    assert fingerprint("0123456789abcdef" * 4) == "0123 4567 89ab cdef"
