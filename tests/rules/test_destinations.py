"""What leavers meant, did in autumn and were doing in January, as drawn."""

from datetime import date

import pytest

from tests.examples.desk import destinations as drawn
from tests.examples.drawn import rows, sure_day
from towpath.rules.destinations import (
    Autumn,
    Column,
    Direction,
    January,
    Journey,
    Stay,
    direction_of,
    figures_of_journeys,
    journey_of,
    meant_by,
)
from towpath.rules.guarantee import Settled
from towpath.standards import load_standards

AUTUMN = Autumn(2025)
CODES = load_standards().edition_on(date(2025, 9, 1)).activity_codes


def _stays(cell: str) -> list[Stay]:
    found = []
    for told in [] if cell == "-" else cell.split(", "):
        what, days = told.split(" ")
        direction, place = what.split("@")
        first, last = days.split("..")
        found.append(
            Stay(
                from_date=sure_day(first),
                to_date=sure_day(last) if last else None,
                direction=Direction(direction),
                place="" if place == "-" else place,
            )
        )
    return found


@pytest.mark.parametrize("row", rows(drawn.MEANT), ids=lambda row: row["code"])
def test_an_intended_destination_says_what_is_drawn(row: dict[str, str]) -> None:
    assert meant_by(row["code"]) == row["meant"]


@pytest.mark.parametrize("row", rows(drawn.DOES), ids=lambda row: row["code"])
def test_an_activity_comes_to_what_is_drawn(row: dict[str, str]) -> None:
    assert direction_of(CODES.get(row["code"])) == row["direction"]


@pytest.mark.parametrize("row", rows(drawn.WAYS), ids=lambda row: f"{row['stays']} on {row['on']}")
def test_a_way_through_the_year_is_as_drawn(row: dict[str, str]) -> None:
    stays = _stays(row["stays"])

    found = journey_of(Direction.EDUCATION, Settled.OFFERED, stays, AUTUMN, sure_day(row["on"]))
    assert (found.autumn, found.january) == (row["autumn"], row["january"])
    assert journey_of(found.meant, found.offered, stays[::-1], AUTUMN, sure_day(row["on"])) == found


@pytest.mark.parametrize("row", rows(drawn.AS_MEANT), ids=lambda row: f"{row['meant']} {row['autumn']}")
def test_doing_as_meant_is_as_drawn(row: dict[str, str]) -> None:
    one = _journey(Direction(row["meant"]), Direction(row["autumn"]))

    assert one.did_as_meant is {"yes": True, "no": False, "-": None}[row["as_meant"]]


def test_figures_count_each_leaver_once_in_each_column() -> None:
    figures = figures_of_journeys(
        [
            _journey(Direction.EDUCATION, Direction.EDUCATION, January.SAME_PLACE),
            _journey(Direction.TRAINING, Direction.EDUCATION, January.ANOTHER_PLACE),
            _journey(Direction.UNDECIDED, Direction.NOT_RECORDED, January.JOINED, Settled.NO_OFFER),
            _journey(Direction.NOT_RECORDED, Direction.NEET, January.NOT_RECORDED, Settled.NOT_RECORDED),
        ]
    )

    assert figures.leavers == 4
    assert [figures.counted(column) for column in Column] == [3, 2, 2, 3]
    assert (figures.as_meant, figures.otherwise) == (1, 1)
    for counts in (figures.meant, figures.offered, figures.autumn, figures.january):
        assert sum(counts.values()) == figures.leavers


def test_each_column_says_its_own_state() -> None:
    one = _journey(Direction.WORK, Direction.NEET, January.DOES_OTHER)

    assert [one.state(column) for column in Column] == [
        Direction.WORK, Settled.ACCEPTED, Direction.NEET, January.DOES_OTHER,
    ]  # fmt: skip


def _journey(
    meant: Direction, autumn: Direction, january: January = January.NOT_YET, offered: Settled = Settled.ACCEPTED
) -> Journey:
    return Journey(meant=meant, offered=offered, autumn=autumn, january=january)
