"""A school's list as drawn: late or not, on it or not, what differs, and what is left for whoever is not told all."""

from collections.abc import Mapping

import pytest

from tests.examples.drawn import UNKNOWN, day, rows, sure_day, total
from tests.examples.school_lists import lists as drawn_tables
from towpath.rules.risk.lists import Looked, answer_due, difference_of, is_listed, state_of
from towpath.rules.risk.score import Missing, Reason
from towpath.rules.risk.seen import seen_of
from towpath.standards.risk import load_scheme

BANDS = ("red", "amber", "green", "none")
SCHEME = load_scheme("oxfordshire-2022")
FACTORS = {
    "att": "attendance",
    "care": "looked_after",
    "just": "youth_justice",
    "fsm": "free_school_meals",
    "custody": "custody",
    "plan": "ehc_plan",
    "sen": "sen_support",
}


def shown(drawn: Mapping[str, str]) -> str:
    return " ".join(drawn.values())


def pieces(cell: str) -> list[tuple[str, int]]:
    return [(each[:-1], int(each[-1])) for each in cell.split("+")] if cell != UNKNOWN else []


def looked(cell: str) -> Looked | None:
    if cell == UNKNOWN:
        return None
    band, _, reasons = cell.partition(" ")
    is_on = band in ("high", "red", "amber")
    return Looked(is_on, band, frozenset(pieces(reasons)) if reasons else frozenset())


@pytest.mark.parametrize("drawn", rows(drawn_tables.STATES), ids=shown)
def test_a_list_is_late_from_the_day_after_it_was_due(drawn: dict[str, str]) -> None:
    assert state_of(sure_day(drawn["due"]), day(drawn["signed"]), sure_day(drawn["on"])) == drawn["state"]


@pytest.mark.parametrize("drawn", rows(drawn_tables.ON_THE_LIST), ids=shown)
def test_a_band_is_on_the_list_from_the_councils_own_up(drawn: dict[str, str]) -> None:
    band = "" if drawn["band"] == UNKNOWN else drawn["band"]

    assert is_listed(band, drawn["least"], BANDS) is (drawn["answer"] == "yes")


@pytest.mark.parametrize("drawn", rows(drawn_tables.CHANGES), ids=shown)
def test_two_scorings_differ_as_drawn(drawn: dict[str, str]) -> None:
    found = difference_of(looked(drawn["before"]), looked(drawn["now"]), BANDS)

    assert found.change == drawn["change"]
    assert sorted(found.gained) == sorted(pieces(drawn["gained"]))
    assert sorted(found.lost) == sorted(pieces(drawn["lost"]))


@pytest.mark.parametrize("drawn", rows(drawn_tables.TOLD), ids=shown)
def test_points_and_bands_count_only_what_is_told(drawn: dict[str, str]) -> None:
    reasons = [Reason("", FACTORS[name], points, "yes") for name, points in pieces(drawn["reasons"])]
    missing = [Missing(FACTORS[name], points) for name, points in pieces(drawn["missing"])]
    told = {FACTORS[name] for name in drawn["told"].split("+")}

    seen = seen_of(reasons, missing, SCHEME, told.__contains__)

    assert (seen.points, seen.band) == (total(drawn["points"]), drawn["band"])
    assert (seen.possible, seen.possible_band) == (total(drawn["possible"]), drawn["possible_band"])
    assert seen.knows_more is (drawn["knows_more"] == "yes")
    assert {each.factor for each in (*seen.reasons, *seen.missing)} <= told


@pytest.mark.parametrize("drawn", rows(drawn_tables.ANSWERS), ids=shown)
def test_an_objection_is_answered_within_a_month(drawn: dict[str, str]) -> None:
    assert answer_due(sure_day(drawn["objected"])) == sure_day(drawn["answer_by"])
