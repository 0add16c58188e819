from collections.abc import Hashable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples.drawn import UNKNOWN, day, rows, sure_day
from tests.examples.openings import who_could_take as drawn_tables
from towpath.rules.distance import Point, postcode_district, straight_line_km
from towpath.rules.openings import Fit, Offer, Search, StartRule, Verdict, Wanted, fit, is_stale, match

TODAY, MONDAY = date(2026, 1, 31), date(2026, 2, 2)
OFFER = Offer(start_rule=StartRule.ROLL_ON, checked_date=TODAY)
WANTED = Wanted(on=TODAY, start_date=MONDAY, birth_date=date(2009, 2, 1))
FLAGS = {"yes": True, "no": False}


def told(cell: str) -> dict[str, object]:
    """Return the fields that a cell draws, as "level=1,most_hours=16"."""
    pairs = [pair.split("=") for pair in cell.split(",")] if cell != UNKNOWN else []
    return {name: value_of(name, value) for name, value in pairs}


def value_of(name: str, value: str) -> object:
    if value == UNKNOWN:
        return None
    if name.endswith("_date"):
        return sure_day(value)
    return FLAGS[value] if value in FLAGS else int(value)


def point(cell: str) -> Point | None:
    if cell == UNKNOWN:
        return None
    east, north = cell.removeprefix("~").split(",")
    return Point(int(east), int(north), of_district=cell.startswith("~"))


def says(came_to: Fit, words: str) -> bool:
    return words in [reason.words for reason in came_to.reasons]


@pytest.mark.parametrize("drawn", rows(drawn_tables.STARTS))
def test_a_start_is_met_as_drawn(drawn: dict[str, str]) -> None:
    rule = StartRule.UNKNOWN if drawn["rule"] == UNKNOWN else StartRule(drawn["rule"])
    offer = replace(OFFER, start_rule=rule, start_date=day(drawn["start"]))

    came_to = fit(offer, replace(WANTED, start_date=sure_day(drawn["wanted"])))

    assert came_to.verdict is Verdict[drawn["verdict"]]
    assert says(came_to, drawn["words"])


@pytest.mark.parametrize(
    "drawn", rows(drawn_tables.CONDITIONS), ids=lambda drawn: f"{drawn['offers']}; {drawn['wants']}"
)
def test_each_condition_is_met_as_drawn(drawn: dict[str, str]) -> None:
    came_to = fit(replace(OFFER, **told(drawn["offers"])), replace(WANTED, **told(drawn["wants"])))  # type: ignore[arg-type]

    assert came_to.verdict is Verdict[drawn["verdict"]]
    assert says(came_to, drawn["words"])
    assert (came_to.missing == drawn["words"]) is (came_to.verdict is Verdict.NEAR_MISS)
    assert (drawn["words"] in came_to.to_ask) is (came_to.verdict is Verdict.ASK_FIRST)


@pytest.mark.parametrize("drawn", rows(drawn_tables.DISTANCES))
def test_a_distance_is_told_as_drawn(drawn: dict[str, str]) -> None:
    home = "" if drawn["postcode"] == UNKNOWN else drawn["postcode"]
    there = "" if drawn["at"] == UNKNOWN else drawn["at"]
    most = None if drawn["km_at_most"] == UNKNOWN else int(drawn["km_at_most"])

    came_to = fit(
        replace(OFFER, point=point(drawn["to"]), postcode=there),
        replace(WANTED, point=point(drawn["from"]), postcode=home, most_km=most),
    )

    assert came_to.verdict is Verdict[drawn["verdict"]]
    assert says(came_to, drawn["words"])


@pytest.mark.parametrize("drawn", rows(drawn_tables.TOGETHER))
def test_conditions_stand_together_as_drawn(drawn: dict[str, str]) -> None:
    came_to = fit(replace(OFFER, **told(drawn["offers"])), replace(WANTED, **told(drawn["wants"])))  # type: ignore[arg-type]

    assert came_to.verdict is Verdict[drawn["verdict"]]
    assert came_to.missing == ("" if drawn["missing"] == UNKNOWN else drawn["missing"])


def test_a_distance_is_left_out_where_nothing_is_known_and_none_was_asked_for() -> None:
    assert fit(OFFER, WANTED).reasons[-1].words == "It takes people at any time of the year."


@pytest.mark.parametrize(
    ("checked", "stale"),
    [(date(2025, 12, 21), False), (date(2025, 12, 20), False), (date(2025, 12, 19), True), (None, True)],
)
def test_an_entry_is_stale_after_42_days(checked: date | None, stale: bool) -> None:
    assert is_stale(checked, TODAY, 42) is stale


def test_a_straight_line_is_that_of_pythagoras() -> None:
    assert straight_line_km(Point(0, 0), Point(3000, 4000)) == 5.0


@pytest.mark.parametrize(
    ("postcode", "district"), [("L20 3NJ", "L20"), (" l20 3nj ", "L20"), ("L20", ""), ("", ""), ("L20 3", "")]
)
def test_a_district_is_the_first_half_of_a_whole_postcode(postcode: str, district: str) -> None:
    assert postcode_district(postcode) == district


def facts(offer: Offer, search: Search) -> list[Hashable]:
    return [getattr(offer, name) for name in search.reads]


def test_those_that_can_come_first_then_those_to_ask_then_near_misses_and_the_rest_are_only_counted() -> None:
    search = Search(replace(WANTED, held_level=1, holds_english_and_maths=None))
    offers = [
        (1, replace(OFFER, entry_level=2)),
        (2, replace(OFFER, entry_level=2, asks_english_and_maths=True, least_age=19)),
        (3, replace(OFFER, asks_english_and_maths=True)),
        (4, OFFER),
        (5, replace(OFFER, entry_level=1)),
    ]

    # A sixth was left out before it was asked.
    matches = match([(number, facts(offer, search)) for number, offer in offers], search, looked_at=6)

    # 4 and 5 ask for nothing, or for what is held; 3 is to be asked; 1 lacks one thing; 2 lacks two.
    assert matches.found == [4, 5, 3, 1]
    assert (matches.looked_at, matches.count(Verdict.CAN), matches.count(Verdict.CANNOT)) == (6, 2, 2)


DAYS = st.sampled_from([None, *(TODAY + timedelta(days=each) for each in (-300, -43, -1, 0, 2, 8, 9, 220))])
SMALL = st.sampled_from([None, 0, 1, 2, 16, 17, 18])
FLAG = st.sampled_from([None, True, False])
POINTS = st.sampled_from([None, Point(0, 0), Point(3000, 4000), Point(3001, 4000)])
OFFERS = st.builds(
    Offer,
    start_rule=st.sampled_from(StartRule), start_date=DAYS, apply_by_date=DAYS, level=SMALL, hours_a_week=SMALL,
    least_age=SMALL, most_age=SMALL, entry_level=SMALL, asks_english_and_maths=FLAG, has_send_support=FLAG,
    is_small_group=FLAG, places=SMALL, checked_date=DAYS, postcode=st.sampled_from(["", "L20 3NJ"]), point=POINTS,
)  # fmt: skip
ASKED = st.builds(
    Wanted,
    on=st.just(TODAY), start_date=st.sampled_from([MONDAY, date(2026, 9, 1)]), level=SMALL, held_level=SMALL,
    birth_date=st.sampled_from([None, date(2009, 2, 1)]), holds_english_and_maths=FLAG, most_hours=SMALL,
    needs_support=st.booleans(), wants_small_group=st.booleans(), most_km=st.sampled_from([None, 5]),
    postcode=st.sampled_from(["", "L20 1AA"]), point=POINTS,
)  # fmt: skip


@given(asked=ASKED, offers=st.lists(OFFERS, min_size=1, max_size=12))
def test_a_search_of_many_says_of_each_what_is_said_of_it_alone(asked: Wanted, offers: list[Offer]) -> None:
    search = Search(asked)

    # One search is asked of all, so that what it remembers of one is told of another.
    assert [search.verdict(facts(each, search)) for each in offers] == [fit(each, asked).verdict for each in offers]


def test_a_search_reads_no_more_than_bears_on_it() -> None:
    assert "hours_a_week" not in Search(WANTED).reads
    assert Search(replace(WANTED, most_hours=16, most_km=5)).reads[-3:] == ("checked_date", "postcode", "point")
    # Entry level is nought, and asked for.
    assert "level" in Search(replace(WANTED, level=0)).reads
