"""What an impact report counts and what of it may leave, by the drawn tables and by trying every overlap."""

import re
from decimal import Decimal
from itertools import product

import pytest

from tests.examples.drawn import UNKNOWN, rows, total
from tests.examples.impact import counting, releasing
from towpath.rules.disclosure import UPPER, Figure, Symbol
from towpath.rules.impact import IN, CountedRow, Kind, counted, differences, for_release, whole

NOTHING = counted([])
YEAR = NOTHING | {
    "supported": 97,
    "interventions": 271,
    "registered": 42,
    "placements": 10,
    "permanent": 5,
    "numeracy": 22,
    "joined": 8,
    "completed": 4,
    "progressed": 3,
    "progressed_of_completed": 3,
    "apart": 1,
    "participations": 97 + 42 + 22 + 8,
    "people": 149,
    "in_1": 130,
    "in_2": 18,
    "in_3": 1,
}
"""The service's published year, its overlap invented."""


def drawn_rows() -> list[CountedRow]:
    """Return the rows of the drawn table, each name of a person as a number."""
    drawn = rows(counting.ROWS)
    people = sorted({each["person"] for each in drawn})
    return [
        CountedRow(
            Kind[each["kind"]],
            people.index(each["person"]),
            each["row"],
            0 if each["pence"] == UNKNOWN else int(each["pence"]),
        )
        for each in drawn
    ]


def two_sided(table: str) -> list[tuple[list[str], list[str]]]:
    """Return what is given and what is expected of each row of a table with a bar between them."""
    lines = [line.split(" #")[0] for line in table.strip().splitlines()[1:]]
    sides = ([re.split(r"\s+", side.strip()) for side in line.split("|")] for line in lines)
    return [(given, expected) for given, expected in sides]


def test_counts_are_those_drawn():
    expected = {each["name"]: total(each["count"]) for each in rows(counting.COUNTS)}

    assert counted(drawn_rows()) == expected


def test_nothing_counts_to_nothing():
    assert set(NOTHING.values()) == {0}


@pytest.mark.parametrize(("given", "expected"), two_sided(releasing.PROGRAMME))
def test_a_programme_is_released_as_drawn(given, expected):
    joined, completed, progressed, of_completed, apart = map(int, given)
    counts = YEAR | {
        "joined": joined,
        "completed": completed,
        "progressed": progressed,
        "progressed_of_completed": of_completed,
        "apart": apart,
        "participations": 97 + 42 + 22 + joined,
    }

    shown = for_release(counts)

    names = ("joined", "completed", "progressed", "completion", "progression_of_completed", "progression")
    assert [str(shown[name]) for name in names] == expected


@pytest.mark.parametrize(("given", "expected"), two_sided(releasing.OVERLAP))
def test_an_overlap_is_released_as_drawn(given, expected):
    by_many = dict(zip(IN, map(int, given), strict=True))
    participations, people, shown_people, table = expected[:4]
    assert int(participations) == sum(many * by_many[name] for many, name in enumerate(IN, start=1))
    counts = YEAR | by_many | {"participations": int(participations), "people": int(people)}
    if int(participations) < 169:
        counts |= {"supported": int(participations), "registered": 0, "numeracy": 0, "joined": 0}
        counts |= {"completed": 0, "progressed": 0, "progressed_of_completed": 0}

    shown = for_release(counts)

    assert str(shown["people"]) == shown_people
    assert {str(shown[name]) for name in IN} == ({str(each) for each in by_many.values()} if table == "yes" else {"c"})


@pytest.mark.parametrize("people", [0, 13, 16])
def test_no_overlap_can_be_worked_out(people):
    """Try every way in which so many people may overlap, as whoever reads the release would."""
    upper, every = 2, list(product(range(17), repeat=4))
    seen: dict[tuple[str, str], list[tuple[int, ...]]] = {}
    for ways in every:
        if sum(ways) != people:
            continue
        participations = sum(many * each for many, each in enumerate(ways, start=1))
        counts = NOTHING | dict(zip(IN, ways, strict=True)) | {"people": people, "participations": participations}
        counts |= {"supported": participations}
        shown = for_release(counts, upper=upper)
        if shown["in_1"].symbol is not None and shown["people"].symbol is None:
            seen.setdefault((str(shown["participations"]), str(shown["people"])), []).append(ways)
    for alike in seen.values():
        for number in range(4):
            values = {ways[number] for ways in alike}
            # A number that the reader knows to be small must have more than `upper` others it might as well be.
            assert max(values) - min(values) >= upper
    assert seen or people == 0


def test_participations_that_are_hidden_take_the_overlap_with_them():
    # 1 + 4 = 5: the 1 could be 1 to 4 were 5 shown, which is no more than four numbers, so 5 goes too.
    counts = NOTHING | {"supported": 1, "joined": 4, "participations": 5, "people": 5, "in_1": 5}

    shown = for_release(counts)

    assert {str(shown[name]) for name in ("supported", "joined", "participations", "in_1")} == {"c"}
    assert str(shown["people"]) == "5"


def test_inside_nothing_is_hidden_and_rates_are_exact():
    shown = whole(YEAR | {"pence": 123_450})

    assert {name: str(shown[name]) for name in ("completed", "progressed", "apart", "in_3")} == {
        "completed": "4",
        "progressed": "3",
        "apart": "1",
        "in_3": "1",
    }
    # 4 of 8, 3 of 4, 3 of 8; 271 / 97 = 2.793…
    assert [str(shown[name]) for name in ("completion", "progression_of_completed", "progression")] == [
        "50.0",
        "75.0",
        "37.5",
    ]
    assert str(shown["per_person"]) == "2.79"
    assert str(shown["pounds"]) == "1,234.50"


def test_of_nobody_there_is_no_mean_and_no_share():
    shown, left = whole(NOTHING), for_release(NOTHING)

    for name in ("per_person", "completion", "progression", "progression_of_completed"):
        assert shown[name] == left[name] == Figure(None, Symbol.NOT_APPLICABLE)


@pytest.mark.parametrize(("people", "is_hidden"), [(UPPER, True), (UPPER + 1, True), (9, True), (10, False)])
def test_a_mean_of_fewer_than_ten_is_hidden(people, is_hidden):
    shown = for_release(NOTHING | {"supported": people, "interventions": 30, "participations": people})

    assert (shown["per_person"].symbol is Symbol.SUPPRESSED) is is_hidden


@pytest.mark.parametrize(
    ("people", "payments", "shown_pounds"), [(4, 9, "c"), (5, 9, "90.00"), (5, 4, "c"), (0, 0, "0.00")]
)
def test_money_of_a_few_is_hidden_whole(people, payments, shown_pounds):
    shown = for_release(NOTHING | {"funded": people, "payments": payments, "pence": 9_000 if payments else 0})

    assert str(shown["pounds"]) == shown_pounds
    assert (str(shown["payments"]) == "c") is (shown_pounds == "c")


def test_a_later_row_and_a_row_taken_back_are_told_with_their_names():
    kept = [CountedRow(Kind.INTERVENTION, 1, "contact_event:1"), CountedRow(Kind.INTERVENTION, 1, "contact_event:2")]
    now = [CountedRow(Kind.INTERVENTION, 1, "contact_event:2"), CountedRow(Kind.INTERVENTION, 2, "contact_event:3")]

    (found,) = differences(kept, now)

    assert (found.kind, found.then, found.now) == (Kind.INTERVENTION, 2, 2)
    assert (found.came, found.went) == (("contact_event:3",), ("contact_event:1",))


def test_the_same_rows_in_another_order_are_no_difference():
    assert differences(drawn_rows(), reversed(drawn_rows())) == ()


def test_a_row_of_somebody_who_was_merged_counts_for_who_they_are_now():
    kept, now = [CountedRow(Kind.REGISTERED, 1, "r:1")], [CountedRow(Kind.REGISTERED, 2, "r:1")]

    (found,) = differences(kept, now)

    assert (found.came, found.went) == (("r:1",), ("r:1",))


def test_the_published_year_is_released_with_its_few_hidden():
    shown = for_release(YEAR)

    assert {name: str(shown[name]) for name in ("supported", "interventions", "registered", "per_person")} == {
        "supported": "97",
        "interventions": "271",
        "registered": "42",
        "per_person": "2.79",
    }
    assert {str(shown[name]) for name in ("completed", "progressed", "apart")} == {"c"}
    assert shown["participations"] == Figure(Decimal(169))
