"""Which way to try next, when to stop, which routes still work, and when somebody answers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples.desk import next_ways as drawn
from tests.examples.drawn import day, rows
from towpath.rules.attempts import (
    CHANNEL_OF_WAY,
    WAY_WORDS,
    Limits,
    NextWay,
    PartOfDay,
    Route,
    StopReason,
    Tried,
    Way,
    asked_to_stop_date,
    next_way,
    part_of_day,
    tries_by,
    wish_kept,
    working_routes,
)
from towpath.rules.best_times import LEAST, Answered, times_from, times_of

SAID = {"spoke": ("spoke", "Y"), "family": ("spoke_family", "F"), "refused": ("refused", "Y")} | {
    "leave_alone": ("leave_alone", "Y")
}


def tried(cell: str) -> list[Tried]:
    """Return the tries drawn as "01-20 10 phone no_answer", with the route they were made by where it is written."""
    found = []
    for each in () if cell == "-" else cell.split(", "):
        when, hour, channel, outcome, *route = each.split(" ")
        month, on = map(int, when.split("-"))
        means, reached = SAID.get(outcome, (outcome, "N"))
        at = datetime(2026, month, on, int(hour), tzinfo=UTC)
        route_id = int(route[0]) if route else None
        found.append(Tried(happened_at=at, channel=channel, outcome=means, reached=reached, route_id=route_id))
    return found


def asked(row: dict[str, str], hour: int = 11) -> NextWay:
    ways = [Way(each) for each in row["open"].split(" ") if each != "-"]
    at = datetime(2026, 1, 31, hour, 30, tzinfo=UTC)
    return next_way(tried(row["tried"]), open_ways={*ways, Way.PARTNERS, Way.COUNCIL}, at=at, limits=Limits())


@pytest.mark.parametrize("row", rows(drawn.WAYS), ids=lambda row: row["tried"])
def test_the_next_way_is_as_drawn(row: dict[str, str]) -> None:
    found = asked(row)

    assert found.way is Way(row["next"])
    assert (found.stop, found.not_before) == (None, None)
    assert found.because.endswith(".")


@pytest.mark.parametrize("row", rows(drawn.STOPS), ids=lambda row: f"{row['tried']} at {row['hour']}")
def test_a_rule_that_stops_says_until_when(row: dict[str, str]) -> None:
    ways = [Way(each) for each in row["open"].split(" ")]
    at = datetime(2026, 1, 31, int(row["hour"]), 30, tzinfo=UTC)

    found = next_way(tried(row["tried"]), open_ways=ways, at=at, limits=Limits())

    assert found.way == (None if row["next"] == "-" else Way(row["next"]))
    assert (found.stop.reason if found.stop else None) == (None if row["stop"] == "-" else StopReason(row["stop"]))
    assert found.not_before == day(row["until"])


@pytest.mark.parametrize("row", rows(drawn.ROUTES), ids=lambda row: f"{row['routes']}: {row['tried']}")
def test_a_route_works_until_it_failed(row: dict[str, str]) -> None:
    routes = []
    for each in row["routes"].split(", "):
        number, kind, since = each.split(" ")
        routes.append(Route(int(number), kind, date.fromisoformat(f"2026-{since}")))

    found = working_routes(routes, tried(row["tried"]))

    assert [str(each.id) for each in found] == ([] if row["working"] == "-" else row["working"].split(" "))


def test_a_person_may_overrule_a_stop() -> None:
    refused = tried("01-10 10 phone refused")
    at = datetime(2026, 1, 31, 22, tzinfo=UTC)

    stopped = next_way(refused, open_ways=[Way.CALL], at=at, limits=Limits())
    overruled = next_way(refused, open_ways=[Way.CALL], at=at, limits=Limits(), is_overruled=True)

    assert (stopped.way, overruled.way) == (None, Way.CALL)
    assert "10 January 2026" in stopped.because


def test_somebody_is_left_alone_until_the_months_are_over() -> None:
    refused = tried("01-10 10 phone refused")

    before = next_way(refused, open_ways=[Way.CALL], at=datetime(2026, 4, 9, 11, tzinfo=UTC), limits=Limits())
    after = next_way(refused, open_ways=[Way.CALL], at=datetime(2026, 4, 10, 11, tzinfo=UTC), limits=Limits())

    assert (before.way, after.way) == (None, Way.CALL)


def test_a_way_that_has_had_its_fill_is_passed_by_for_the_next() -> None:
    texts = tried("01-26 10 text sent, 01-27 10 text sent, 01-28 10 text sent")

    found = next_way(
        texts, open_ways=[Way.TEXT, Way.LETTER], at=datetime(2026, 1, 31, 11, tzinfo=UTC), limits=Limits(unanswered=9)
    )

    assert found.way is Way.LETTER


def test_where_nothing_is_left_a_manager_is_asked() -> None:
    found = next_way([], open_ways=[], at=datetime(2026, 1, 31, 11, tzinfo=UTC), limits=Limits())

    assert (found.way, found.stop) == (None, None)
    assert "manager" in found.because


def test_the_reason_says_what_was_done_so_far() -> None:
    once = tried("01-20 10 text sent")
    twice = tried("01-20 10 text sent, 01-22 10 text sent")
    at, ways = datetime(2026, 1, 31, 11, tzinfo=UTC), [Way.TEXT]

    assert "Try once more." in next_way(once, open_ways=ways, at=at, limits=Limits()).because
    assert next_way(twice, open_ways=ways, at=at, limits=Limits(unanswered=3)).because == "Try this way again."


@given(
    st.lists(
        st.sampled_from(
            tried("01-10 10 phone no_answer, 01-11 18 phone spoke, 01-12 9 text sent, 01-13 9 phone refused")
        )
    )
)
def test_somebody_left_alone_is_never_to_be_tried(tries: Sequence[Tried]) -> None:
    found = next_way(tries, open_ways=list(Way), at=datetime(2026, 1, 31, 11, tzinfo=UTC), limits=Limits())

    assert (found.way is None) == (asked_to_stop_date(tries) is not None)


def test_a_wish_not_to_be_contacted_stops_every_way_until_its_last_day_or_for_good() -> None:
    at = datetime(2026, 1, 31, 11, tzinfo=UTC)
    kept = next_way([], open_ways=list(Way), at=at, limits=Limits(), wish=wish_kept(date(2026, 3, 1)))
    for_good = next_way([], open_ways=list(Way), at=at, limits=Limits(), wish=wish_kept(None))
    overruled = next_way([], open_ways=list(Way), at=at, limits=Limits(), wish=wish_kept(None), is_overruled=True)

    assert (kept.way, kept.not_before) == (None, date(2026, 3, 2))
    assert (for_good.way, for_good.not_before) == (None, date.max)
    assert overruled.way is not None


def test_only_tries_that_reached_nobody_are_counted_in_the_days_asked() -> None:
    found = tries_by(
        "phone",
        tried("01-17 9 phone no_answer, 01-18 9 phone family, 01-31 9 phone spoke"),
        on=date(2026, 1, 31),
        days=14,
    )

    assert [each.date.day for each in found] == [18]


@pytest.mark.parametrize(("hour", "part"), [(11, "morning"), (12, "afternoon"), (16, "afternoon"), (17, "evening")])
def test_the_day_has_three_parts(hour: int, part: str) -> None:
    assert part_of_day(hour) is PartOfDay(part)


def test_every_way_has_words_and_those_by_a_channel_have_it() -> None:
    assert set(WAY_WORDS) == set(Way)
    assert set(Way) - set(CHANNEL_OF_WAY) == {Way.PARTNERS, Way.COUNCIL}


def test_the_best_time_is_where_the_largest_share_answers() -> None:
    saturday = datetime(2026, 1, 31, 10, tzinfo=UTC)
    mornings = [(saturday, number == 0) for number in range(LEAST)]
    evenings = [(saturday.replace(day=26, hour=18), number < 2) for number in range(LEAST)]

    found = times_of(mornings + evenings)

    assert found.by_part[PartOfDay.EVENING].share == Fraction(2, 5)
    assert found.best_part is PartOfDay.EVENING
    assert found.best_weekday == 0


def test_fewer_calls_than_five_say_nothing() -> None:
    found = times_from([(0, 10, Answered(LEAST - 1, LEAST - 1))])

    assert found.by_part[PartOfDay.MORNING].share is None
    assert (found.best_part, found.best_weekday) == (None, None)


def test_a_time_at_which_nobody_ever_answers_is_not_the_best() -> None:
    assert times_from([(0, 10, Answered(LEAST, 0))]).best_part is None
