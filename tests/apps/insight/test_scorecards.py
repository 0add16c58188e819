"""Reading DfE's files: by their headings, with nothing dropped in silence."""

from decimal import Decimal

import pytest

from tests.apps.insight.conftest import ENGLAND, HEADINGS, NORTH, SALTMARSH, STILLWATER, scorecard
from towpath.insight.figures import Level
from towpath.insight.scorecards import UnknownFileError, read_published_file
from towpath.rules.ranks import Measure


def value_of(reading, name: str, measure: Measure):
    return next(each for each in reading.values if each.name == name and each.measure is measure)


def test_a_scorecard_gives_five_measures_of_every_place():
    reading = read_published_file(scorecard(), "scorecard_2031.csv")

    assert (reading.read, len(reading.values), reading.areas, reading.years) == (5, 5 * 5, 5, [2031])
    assert reading.problems == ()


def test_a_value_has_its_place_its_cohort_and_its_quintile():
    value = value_of(read_published_file(scorecard(), "a.csv"), "Saltmarsh", Measure.NOT_KNOWN)

    assert (value.area_code, value.ons_code, value.region, value.level) == ("343", "E08999001", "North", Level.COUNCIL)
    assert (value.value, value.text, value.cohort, value.quintile) == (Decimal("0.2"), "0.2", Decimal(6000), 1)
    assert value.count == 12  # 0.2 × 6000 / 100


def test_participation_is_of_the_cohort_of_march():
    assert value_of(read_published_file(scorecard(), "a.csv"), "Saltmarsh", Measure.PARTICIPATION).cohort == 6100


def test_a_symbol_is_kept_and_is_no_number():
    value = value_of(read_published_file(scorecard(), "a.csv"), "Stillwater", Measure.COMBINED)

    assert (value.value, value.symbol, value.text, value.count) == (None, "c", "c", None)


def test_a_blank_is_not_available_and_not_zero():
    value = value_of(
        read_published_file(scorecard(STILLWATER.replace(",c,3.6,", ",,3.6,")), "a.csv"), "Stillwater", Measure.COMBINED
    )

    assert (value.value, value.symbol) == (None, "x")


def test_a_later_year_with_columns_added_in_another_order_loads():
    columns = HEADINGS.split(",")
    row = dict(zip(columns, SALTMARSH.replace("2031", "203132").split(","), strict=True)) | {
        "New_measure": "7",
        "AGE ": "16-17",
    }
    row.pop("Age")
    headings = sorted(row)

    reading = read_published_file(
        scorecard(",".join(row[name] for name in headings), headings=",".join(headings)), "b.csv"
    )

    assert reading.years == [2032]
    assert value_of(reading, "Saltmarsh", Measure.GUARANTEE).value == Decimal("96.1")


def test_headings_that_another_year_shortened_are_found():
    headings = HEADINGS.replace("NEET_percent", "NEET_perc").replace("Cohort_DJFavg", "Cohort_NEETNK")

    value = value_of(read_published_file(scorecard(SALTMARSH, headings=headings), "c.csv"), "Saltmarsh", Measure.NEET)

    assert (value.value, value.cohort) == (Decimal("3.6"), 6000)


def test_rows_of_one_age_are_passed_over_and_counted():
    reading = read_published_file(scorecard(SALTMARSH, SALTMARSH.replace("16-17", "16")), "d.csv")

    assert (reading.read, reading.skipped, len(reading.values)) == (2, 1, 5)


def test_a_measure_that_the_file_lacks_is_told():
    reading = read_published_file(
        scorecard(SALTMARSH, headings=HEADINGS.replace("September_guarantee_Offer_made_percent", "Something")), "e.csv"
    )

    assert [(problem.code, problem.severity) for problem in reading.problems] == [("no-such-column", "warning")]
    assert len(reading.values) == 4


def test_a_row_without_a_code_is_kept_and_told():
    reading = read_published_file(
        scorecard(SALTMARSH, SALTMARSH.replace("343,E08999001,Saltmarsh", ",,LA demo")), "f.csv"
    )

    [problem] = reading.problems
    assert (problem.code, problem.row, problem.value) == ("no-area-code", 3, "LA demo")
    assert len(reading.values) == 10


@pytest.mark.parametrize(("councils", "codes"), [(9, set()), (10, {"all-alike"})])
def test_a_file_in_which_councils_are_all_alike_was_made_to_try_screens(councils, codes):
    rows = [SALTMARSH.replace("343,E08999001", f"{400 + place},E0899{place:04}") for place in range(councils)]

    reading = read_published_file(scorecard(ENGLAND, *rows), "dummy.csv")

    assert {problem.code for problem in reading.problems} == codes
    assert len(reading.values) == (0 if codes else 5 * (1 + councils))


def test_the_published_file_made_to_try_screens_is_not_taken_for_figures(shared):
    content = (shared / "data" / "neet_la" / "scorecard_dummy_LA_test.csv").read_bytes()

    reading = read_published_file(content, "scorecard_dummy_LA_test.csv")

    assert "all-alike" in {problem.code for problem in reading.problems}
    assert reading.values == ()


@pytest.mark.parametrize(("text", "codes"), [("100", []), ("100.2", ["more-than-all"]), ("0", []), ("0.0", [])])
def test_a_little_more_than_all_is_kept_as_published_and_told(text, codes):
    reading = read_published_file(scorecard(SALTMARSH.replace("96.1", text)), "g.csv")

    assert value_of(reading, "Saltmarsh", Measure.GUARANTEE).value == Decimal(text)
    assert [problem.code for problem in reading.problems] == codes


@pytest.mark.parametrize(
    ("given", "instead", "code", "column", "lost"),
    [
        (",3.8,", ",three,", "not-a-percentage", "neet_not_known_percent", 1),
        (",3.8,", ",1503.8,", "not-a-percentage", "neet_not_known_percent", 1),
        (",3.8,", ",-0.1,", "not-a-percentage", "neet_not_known_percent", 1),
        ("2031,", "soon,", "not-understood", "time_period", 5),
        ("2031,", "203133,", "not-understood", "time_period", 5),
        ("Local authority", "Ward", "not-understood", "geographic_level", 5),
        (",343,", ",3434,", "not-understood", "old_la_code", 5),
        ("E08999001", "Saltmarsh", "not-understood", "new_la_code", 5),
    ],
)
def test_what_cannot_be_read_is_left_out_with_its_row_column_and_value(given, instead, code, column, lost):
    reading = read_published_file(scorecard(NORTH, SALTMARSH.replace(given, instead, 1)), "g.csv")

    [problem] = reading.problems
    assert (problem.code, problem.row, problem.column, problem.sheet) == (code, 3, column, "g.csv")
    assert problem.value in instead
    assert len(reading.values) == 10 - lost


def test_a_place_given_twice_counts_once_and_is_told():
    reading = read_published_file(scorecard(SALTMARSH, SALTMARSH), "h.csv")

    assert [problem.code for problem in reading.problems] == ["place-given-twice"] * 5
    assert len(reading.values) == 5


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name,age\nA,1\n",
        b"\x00\x01\x02",
        b"PK\x03\x04\x00\x00",
        ENGLAND.encode(),
        b"time_period,geographic_level,la_name\n",
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_give(content):
    with pytest.raises(UnknownFileError, match="Give the scorecard as CSV") as refused:
        read_published_file(content, "wrong.csv")

    assert refused.value.problem.value == "wrong.csv"


def test_neighbours_have_their_place_and_their_model():
    content = (
        b"la_number,la_name,region,rank,neighbour_la_number,neighbour_name,closeness\n"
        b"343,Saltmarsh,North,1,341,Farbank,Close\n"
    )

    reading = read_published_file(content, "statistical_neighbours_2031_05.csv")

    [member] = reading.members
    assert (member.area_code, member.place, member.member_code, member.dated) == ("343", 1, "341", "2031-05")


def test_a_neighbour_that_cannot_be_read_is_told():
    content = b"la_number,rank,neighbour_la_number,neighbour_name\n343,first,341,Farbank\n"

    [problem] = read_published_file(content, "n.csv").problems

    assert (problem.code, problem.row) == ("not-understood", 2)


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
def test_the_published_files_are_read_whole(shared, year):
    content = (shared / "data" / "neet_la" / f"scorecard_{year}.csv").read_bytes()

    reading = read_published_file(content, f"scorecard_{year}.csv")

    assert reading.years == [year]
    assert reading.read == content.decode().strip().count("\n")
    assert len(reading.values) == 5 * reading.read
    # One council was published with offers to 100.2% of its cohort.
    told = {2021: ["no-area-code"] * 2, 2023: ["more-than-all"]}
    assert [problem.code for problem in reading.problems] == told.get(year, [])
