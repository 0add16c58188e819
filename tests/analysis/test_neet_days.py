"""Days NEET: the SQL equals the reference, and each mean is over the people it says."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.histories import BIRTHS, DAYS, STANDARDS, histories_of_people
from tests.analysis.tables import TRACKED, put_rows, put_statements
from tests.examples.drawn import rows
from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.neet_days import NotKnown, counted, days_by_person, days_one_by_one, mean_days
from towpath.analysis.spells import build_spells
from towpath.rules.windows import DaysInWindow


@pytest.fixture(scope="module")
def engine() -> Iterator[Connection]:
    with open_engine(threads=1) as connection:
        yield connection


@st.composite
def tracked_people(draw):
    people = draw(histories_of_people())
    tracked = [(person, draw(st.none() | BIRTHS), draw(st.none() | DAYS)) for person in (*people, "silent")]
    return people, tracked


@pytest.mark.slow
@given(given_people=tracked_people(), edges=st.tuples(DAYS, DAYS), with_currency=st.booleans())
@settings(max_examples=100, deadline=None)
def test_windows_of_made_up_histories_are_those_of_the_reference(engine, given_people, edges, with_currency) -> None:
    people, tracked = given_people
    first, last = sorted(edges)
    put_statements(engine, people)
    put_rows(engine, "tracked", TRACKED, tracked)

    build_spells(engine, STANDARDS, with_currency=with_currency)

    assert days_by_person(engine, first=first, last=last) == days_one_by_one(
        engine, STANDARDS, first=first, last=last, with_currency=with_currency
    )


# Everyone's window has 182 days but the last two: one turned 18 after 100 days, one had left before it began.
PEOPLE = """
person          days  neet  known
NEET a month    182   30    182
NEET and lost   182   40    100
never NEET      182   0     182
never known     182   0     0
turned 18       100   100   100
had left        0     0     0
"""

# The days of each who is in the mean, in the order above.
MEANS = """
rule      in_mean  days                       any
exclude   4        30 + 40 + 0 + 100          3
neet      5        30 + 122 + 0 + 182 + 100   4
not-neet  5        30 + 40 + 0 + 0 + 100      3
"""


@pytest.mark.parametrize("cells", rows(MEANS), ids=lambda cells: cells["rule"])
def test_each_rule_for_days_not_known_gives_the_means_worked_by_hand(cells: dict[str, str]) -> None:
    windows = [
        (
            row["person"],
            DaysInWindow(
                days=int(row["days"]),
                neet=int(row["neet"]),
                known=int(row["known"]),
                is_partial=row["days"] != "182",
            ),
        )
        for row in rows(PEOPLE)
    ]

    means = mean_days(counted(windows, NotKnown(cells["rule"])))

    days = sum(int(part) for part in cells["days"].split("+"))
    assert (means.people, means.people_without_days, means.people_partial) == (6, 1, 2)
    assert means.people_in_mean == int(cells["in_mean"])
    assert means.mean_days == days / int(cells["in_mean"])
    assert means.people_with_any == int(cells["any"])
    assert means.mean_days_any == days / int(cells["any"])
    # Over the five with a day in the window: 0, 82, 0, 182 and 0 days not known.
    assert means.not_known_mean_days == (0 + 82 + 0 + 182 + 0) / 5


def test_a_mean_over_nobody_is_unknown_and_not_nought() -> None:
    means = mean_days([])

    assert (means.people, means.people_with_any) == (0, 0)
    assert (means.mean_days, means.mean_days_any, means.not_known_mean_days) == (None, None, None)


def test_born_on_29_february_comes_of_age_on_1_march(engine: Connection) -> None:
    put_statements(engine, {})
    put_rows(engine, "tracked", TRACKED, [("leap", date(2008, 2, 29), None), ("march", date(2008, 3, 1), None)])
    build_spells(engine, STANDARDS)

    windows = days_by_person(engine, first=date(2026, 2, 1), last=date(2026, 3, 31))

    # The last day that counts is 28 February for both: neither is 18 before 1 March 2026.
    assert [window.days for _, window in windows] == [28, 28]
