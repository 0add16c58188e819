"""Day or month first: each column is judged by all of its dates, and none with two readings is guessed at."""

from datetime import date

import pytest

from tests.imports.files import ADA, HEADERS, as_bytes, as_xlsx, codes, example_of, read, records
from towpath.imports.formats import format_named

STARTS = ["Surname", "Forename", "DOB", "Start Date", "Course", "Mode", "Provider Type", "Learning Type"]


def roll(*births: object) -> list[list[object]]:
    """Return a roll of as many pupils, none of whose numbers says who they are."""
    return [HEADERS, *(["", f"Okonkwo{'abcdefghij'[number % 10]}", "Ada", born] for number, born in enumerate(births))]


def births(rows) -> list[date | None]:
    return [row.values.get("birth_date") for row in records(rows)]


# What a column of birth dates holds, and what its ambiguous 03/04/2010 is then read as.
# cells | 03/04/2010 is | row
DRAWN = """
03/04/2010                        | 2010-04-03 | ready      # nothing tells: the English way
03/04/2010 31/12/2009             | 2010-04-03 | ready
03/04/2010 12/31/2009             | 2010-03-04 | ready      # one date that can only have the month first settles it
03/04/2010 05/05/2010             | 2010-04-03 | ready      # 5 May is 5 May either way
03/04/2010 12/31/2009 31/12/2009  | -          | rejected   # both: no reading
03/04/2010 2009-12-31             | 2010-04-03 | ready      # year first says nothing of the others
03/04/2010 13/13/2009             | 2010-04-03 | ready      # no date at all tells nothing
03/04/2010 00/13/2009             | 2010-04-03 | ready
03/04/2010 02/29/2012             | 2010-03-04 | ready
"""


@pytest.mark.parametrize("line", DRAWN.strip().splitlines())
def test_a_date_with_two_readings_is_read_as_its_column_has_them(line):
    cells, value, outcome = (part.strip() for part in line.partition("#")[0].split("|"))

    _, rows = read(as_bytes(roll(*cells.split())))

    first = records(rows)[0]
    assert first.values.get("birth_date") == (None if value == "-" else date.fromisoformat(value))
    assert first.outcome_hint == outcome


def test_a_column_with_the_month_first_is_said_once_with_the_date_that_shows_it():
    reading, rows = read(as_bytes(roll("03/04/2010", "12/31/2009", "05/06/2010")))

    [problem] = reading.problems
    assert (problem.code, problem.severity) == ("column.month_first", "warning")
    assert (problem.row, problem.column, problem.value) == (3, "DOB", "12/31/2009")
    assert problem.message.startswith("This can only be a date with the month first, so we read every date in this")
    assert births(rows) == [date(2010, 3, 4), date(2009, 12, 31), date(2010, 5, 6)]
    assert [codes(row.problems) for row in records(rows)] == [["date.month_first"], [], ["date.month_first"]]


def test_a_date_that_settles_its_column_may_stand_in_the_last_row_of_a_long_file():
    _, rows = read(as_bytes(roll(*["03/04/2010"] * 3_000, "12/31/2009")))

    assert set(births(rows)) == {date(2010, 3, 4), date(2009, 12, 31)}


def test_a_date_in_a_column_of_both_orders_is_rejected_with_how_to_write_it():
    given = [HEADERS, *([*ADA[:3], born] for born in ("31/12/2009", "12/31/2009", "03/04/2010", "05/05/2010"))]

    reading, rows = read(as_bytes(given))

    [about] = reading.problems
    assert (about.code, about.row, about.value) == ("column.two_orders", 3, "12/31/2009")
    assert "31/12/2009 in row 2 only one with the day first" in about.message
    assert births(rows) == [date(2009, 12, 31), date(2009, 12, 31), None, date(2010, 5, 5)]
    rejected = records(rows)[2]
    [problem] = rejected.problems
    assert (rejected.outcome_hint, problem.code, problem.severity) == ("rejected", "date.two_readings", "error")
    assert (problem.row, problem.column, problem.value) == (4, "DOB", "03/04/2010")
    assert problem.message.endswith("Write it with the year first, for example 2010-12-31.")


def test_a_date_we_could_do_without_holds_its_row_where_both_orders_are_mixed():
    given = [[*HEADERS, "Leaving Date"], *([*ADA, left] for left in ("31/07/2025", "07/31/2025", "03/04/2025"))]

    _, rows = read(as_bytes(given))

    assert [row.outcome_hint for row in records(rows)] == ["ready", "ready", "held"]
    assert "leaving_date" not in records(rows)[2].values


def test_a_few_slips_in_a_long_column_are_held_and_the_rest_stand():
    # 30 dates that can only have the day first and three that can only have the month: 30 = 10 * 3.
    _, rows = read(as_bytes(roll(*["31/12/2009"] * 30, *["12/31/2009"] * 3, "03/04/2010")))

    outcomes = [row.outcome_hint for row in records(rows)]
    assert outcomes == ["ready"] * 30 + ["held"] * 3 + ["ready"]
    assert births(rows)[-1] == date(2010, 4, 3)


@pytest.mark.parametrize(("usual", "odd"), [(29, 3), (400, 4)])
def test_more_than_a_few_slips_leave_two_readings(usual, odd):
    _, rows = read(as_bytes(roll(*["31/12/2009"] * usual, *["12/31/2009"] * odd, "03/04/2010")))

    assert births(rows)[-1] is None


def test_a_slip_in_a_long_column_with_the_month_first_is_held():
    _, rows = read(as_bytes(roll(*["12/31/2009"] * 10, "31/12/2009")))

    assert [row.outcome_hint for row in records(rows)] == ["ready"] * 10 + ["held"]
    assert codes(records(rows)[-1].problems) == ["date.day_first"]


def test_each_column_is_judged_by_itself():
    given = [[*HEADERS, "Leaving Date"], [*ADA[:3], "02/13/2010", "31/07/2025"], [*ADA[:3], "03/04/2010", "03/04/2025"]]

    _, rows = read(as_bytes(given))

    assert [(row.values["birth_date"], row.values["leaving_date"]) for row in records(rows)] == [
        (date(2010, 2, 13), date(2025, 7, 31)),
        (date(2010, 3, 4), date(2025, 4, 3)),
    ]


def test_a_column_that_does_not_tell_is_read_as_the_others_of_its_file_and_that_is_said():
    # Every course starts on 8 September 2025, so nothing in its column shows how it is written.
    row = ["Okonkwo", "Ada", "02/13/2010", "09/08/2025", "Welding", "FT", "FE college", "Study programme"]

    reading, rows = read(as_bytes([STARTS, row, row]), "college_starters")

    assert {row.values["start_date"] for row in records(rows)} == {date(2025, 9, 8)}
    assert [(problem.code, problem.column, problem.value) for problem in reading.problems] == [
        ("column.month_first", "DOB", "02/13/2010"),
        ("column.month_first", "Start Date", "09/08/2025"),
    ]
    assert reading.problems[1].message.startswith("No date in this column shows whether the day or the month")


def test_a_column_that_does_not_tell_is_read_the_english_way_where_the_others_do_not_agree():
    given = [[*HEADERS, "Leaving Date", "Entry Date"], [*ADA[:3], "02/13/2010", "31/07/2025", "03/04/2024"]]

    _, rows = read(as_bytes(given))

    assert records(rows)[0].values["entry_date"] == date(2024, 4, 3)


def test_true_dates_of_a_workbook_are_untouched():
    reading, rows = read(as_xlsx(roll(date(2010, 4, 3), date(2009, 12, 31), "12/31/2009", "03/04/2010")))

    assert births(rows) == [date(2010, 4, 3), date(2009, 12, 31), date(2009, 12, 31), date(2010, 3, 4)]
    assert codes(reading.problems) == ["column.month_first"]


def test_dates_that_a_spreadsheet_may_have_swapped_are_said():
    """An English Excel that opens a list with the month first takes 03/04 for 3 April and leaves 12/31 as text."""
    reading, _ = read(as_xlsx(roll(date(2010, 4, 3), date(2010, 6, 5), "12/31/2009")))

    assert codes(reading.problems) == ["column.month_first", "column.swapped_dates"]
    assert "It may have taken the month of those for the day" in reading.problems[1].message


def test_sheets_of_one_book_are_judged_apart_and_help_each_other():
    sheets = {
        "Year 10": roll("31/12/2010"),
        "Year 11": roll("12/31/2009", "03/04/2009"),
        "Year 12": roll("03/04/2008"),
    }

    _, rows = read(as_xlsx([], sheets=sheets))

    # Year 10 and Year 11 do not agree, so Year 12 is read the English way.
    assert births(rows) == [date(2010, 12, 31), date(2009, 12, 31), date(2009, 3, 4), date(2008, 4, 3)]


def test_a_title_above_the_headings_tells_nothing():
    _, rows = read(as_bytes([["", "", "", "12/31/2025"], *roll("03/04/2010")]))

    assert births(rows) == [date(2010, 4, 3)]


def test_years_of_two_digits_keep_their_columns_order():
    _, rows = read(as_bytes(roll("12/31/09", "03/04/10")))

    assert births(rows) == [date(2009, 12, 31), date(2010, 3, 4)]


def test_an_xml_file_is_judged_by_its_elements():
    text = example_of(format_named("ctf")).read_text(encoding="utf-8")
    dates = iter(["12/31/2009", *["03/04/2010"] * 50])
    before, *rest = text.split("<DOB>")
    spoilt = before + "".join(f"<DOB>{next(dates)}</DOB>{part.partition('</DOB>')[2]}" for part in rest)

    reading, rows = read(spoilt.encode(), "ctf")

    assert [row.values["birth_date"] for row in rows] == [date(2009, 12, 31), *[date(2010, 3, 4)] * (len(rows) - 1)]
    assert codes(reading.problems) == ["column.month_first"]


def test_numbers_that_look_like_dates_tell_nothing():
    # 01-23-45 would be a date with the month first, if it were one; the birth dates do not tell.
    given = [["Student Ref", *HEADERS], *(["01-23-45", *row] for row in roll("03/04/2010", "05/06/2010")[1:])]

    reading, rows = read(as_bytes(given))

    assert reading.problems == ()
    assert births(rows) == [date(2010, 4, 3), date(2010, 6, 5)]


def test_an_element_that_looks_like_a_date_tells_nothing():
    content = example_of(format_named("ctf")).read_text(encoding="utf-8")
    content = content.replace("2010-02-03", "03/02/2010").replace("<Town>Bootle</Town>", "<Town>01-23-45</Town>")

    reading, rows = read(content.encode(), "ctf")

    assert reading.problems == ()
    assert births(rows)[0] == date(2010, 2, 3)
