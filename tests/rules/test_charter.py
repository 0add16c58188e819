"""Matching, starting, lasting and what is said to employers, as drawn."""

from datetime import date

import pytest

from tests.examples.charter import counts, lasting, matching, starting, words_to_employers
from tests.examples.drawn import UNKNOWN, day, rows, sure_day
from towpath.rules.brokerage import Opening, Seeker, Suits, match_of
from towpath.rules.care_words import care_words_in, title_tells_of_care
from towpath.rules.disclosure import Sum
from towpath.rules.parts_hidden import hidden_with_parts
from towpath.rules.placements import Held, Lasted, Needed, due_date, lasted, stops

ON = date(2026, 1, 31)
STARTS = date(2026, 3, 2)
INSURANCE = Needed("insurance", "Employers’ liability insurance", expires=True)
RISK = Needed("risk", "Risk assessment", expires=False)


def claim(cell: str) -> bool | None:
    return None if cell == UNKNOWN else cell == "yes"


def number(cell: str) -> int | None:
    return None if cell == UNKNOWN else int(cell)


@pytest.mark.parametrize("drawn", rows(matching.TABLE), ids=lambda drawn: " ".join(drawn.values()))
def test_an_opening_suits_as_drawn(drawn: dict[str, str]) -> None:
    seeker = Seeker(
        birth_date=day(drawn["birth"]),
        sectors=frozenset() if drawn["sectors"] == UNKNOWN else frozenset({drawn["sectors"]}),
        hours_most=number(drawn["hours_most"]),
        available_date=day(drawn["free"]),
        is_care_experienced=claim(drawn["care"]),
        agrees_to_held=claim(drawn["agrees"]),
    )
    opening = Opening(
        sector="construction",
        places_left=int(drawn["places"]),
        hours=number(drawn["hours"]),
        least_age=16,
        starts_date=STARTS,
        closes_date=day(drawn["closes"]),
        is_held=drawn["held"] == "yes",
        needs_dbs=drawn["dbs"] == "yes",
    )

    match = match_of(seeker, opening, ON)

    assert match.suits is Suits[drawn["suits"]]
    assert " ".join(f"{each.point.name}:{each.says.name}" for each in match.reasons) == drawn["reasons"]
    assert all(each.words.endswith(".") for each in match.reasons)


def test_an_opening_without_a_least_age_asks_nothing_of_age() -> None:
    match = match_of(
        Seeker(birth_date=None, sectors=frozenset({"retail"})), Opening(sector="retail", places_left=1), ON
    )

    assert match.suits is Suits.YES


@pytest.mark.parametrize("drawn", rows(starting.TABLE), ids=lambda drawn: " ".join(drawn.values()))
def test_a_start_is_stopped_as_drawn(drawn: dict[str, str]) -> None:
    held = [
        Held(code, sure_day(drawn[f"{code}_seen"]), day(drawn[f"{code}_ends"]))
        for code in ("insurance", "risk")
        if drawn[f"{code}_seen"] != UNKNOWN
    ]

    found = stops([INSURANCE, RISK], held, STARTS)

    said = " ".join(f"{each.needed.code}:{each.why.name}" for each in found)
    assert (said or "nothing") == drawn["stopped_by"]


def test_of_two_insurances_the_longer_speaks() -> None:
    old, new = (Held("insurance", ON, day) for day in (date(2026, 2, 28), date(2027, 2, 28)))

    assert stops([INSURANCE], [new, old], STARTS) == ()


@pytest.mark.parametrize("drawn", rows(lasting.TABLE), ids=lambda drawn: " ".join(drawn.values()))
def test_a_placement_lasts_as_drawn(drawn: dict[str, str]) -> None:
    started, weeks = date(2025, 11, 3), int(drawn["weeks"])

    found = lasted(
        started, weeks, sure_day(drawn["on"]), ended=day(drawn["ended"]), still_there_date=day(drawn["still_there"])
    )

    assert due_date(started, weeks) == sure_day(drawn["due"])
    assert found is Lasted[drawn["lasted"]]


@pytest.mark.parametrize("drawn", rows(words_to_employers.TABLE), ids=lambda drawn: drawn["text"])
def test_words_that_tell_of_care_are_found_as_drawn(drawn: dict[str, str]) -> None:
    title, name = ("" if drawn[key] == UNKNOWN else drawn[key] for key in ("title", "name"))

    found = care_words_in(drawn["text"], title=title, names=(name,))

    assert (", ".join(found) or UNKNOWN) == drawn["found"]


@pytest.mark.parametrize("drawn", rows(words_to_employers.TITLES), ids=lambda drawn: drawn["title"])
def test_a_title_that_tells_of_care_is_found_as_drawn(drawn: dict[str, str]) -> None:
    assert (", ".join(title_tells_of_care(drawn["title"])) or UNKNOWN) == drawn["found"]


@pytest.mark.parametrize("drawn", rows(counts.TABLE), ids=lambda drawn: " ".join(drawn.values()))
def test_small_counts_and_their_parts_are_hidden_as_drawn(drawn: dict[str, str]) -> None:
    given = {name: int(cell) for name, cell in drawn.items() if name != "hidden"}
    sums = [
        Sum("started", ("paid", "unpaid")), Sum("started", ("lasting", "other")), Sum("paid", ("mentored", "alone")),
    ]  # fmt: skip

    assert (" ".join(sorted(hidden_with_parts(given, sums))) or "nothing") == drawn["hidden"]


def test_parts_that_do_not_add_up_are_a_fault() -> None:
    with pytest.raises(ValueError, match="do not add up to 3"):
        hidden_with_parts({"all": 3, "some": 1}, [Sum("all", ("some",))])
