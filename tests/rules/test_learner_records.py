"""A learner's deliveries come to one activity, as drawn, and in whatever order they stand."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples.drawn import UNKNOWN, day, rows, sure_day
from tests.examples.learner_records import one_activity
from towpath.rules.learner_records import Delivery, Learning, learning_of


def number(cell: str) -> int | None:
    return None if cell == UNKNOWN else int(cell)


DELIVERIES: dict[str, list[Delivery]] = defaultdict(list)
for drawn in rows(one_activity.DELIVERIES):
    DELIVERIES[drawn["learner"]].append(
        Delivery(
            aim=drawn["aim"],
            aim_type=number(drawn["type"]),
            start_date=day(drawn["start"]),
            programme_type=number(drawn["programme"]),
            funding_model=number(drawn["funding"]),
            planned_end_date=day(drawn["planned"]),
            actual_end_date=day(drawn["ended"]),
            completion=number(drawn["completion"]),
        )
    )


@pytest.mark.parametrize("drawn", rows(one_activity.LEARNERS), ids=lambda drawn: drawn["learner"])
def test_a_learner_does_what_is_drawn(drawn):
    found = learning_of(DELIVERIES[drawn["learner"]])

    if drawn["kind"] == "none":
        assert found is None
        return
    assert found == Learning(
        kind="" if drawn["kind"] == UNKNOWN else drawn["kind"],
        aim=drawn["aim"],
        start_date=sure_day(drawn["start"]),
        planned_end_date=day(drawn["planned"]),
        is_ended=drawn["is ended"] == "yes",
        ended_date=day(drawn["ended"]),
        is_on_break=drawn["on break"] == "yes",
    )


def test_nobody_without_a_delivery_does_anything():
    assert learning_of([]) is None


ALL = [each for deliveries in DELIVERIES.values() for each in deliveries]


@given(st.lists(st.sampled_from(ALL), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(deliveries, random):
    shuffled = list(deliveries)
    random.shuffle(shuffled)

    assert learning_of(shuffled) == learning_of(deliveries)


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=6))
def test_somebody_of_whom_anything_goes_on_has_not_left(deliveries):
    found = learning_of(deliveries)

    goes_on = any(each.start_date and not each.is_ended for each in deliveries)
    assert found is None or found.is_ended is not goes_on
