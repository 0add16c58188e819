"""A date that is none, has not come or has two readings is told with where and what, and its row can be put right."""

import pytest

from tests.bad_input.lists import PEOPLE, TABLES, acquaintances, example, given_back, having, nothing_is_lost
from towpath.imports.formats import format_named
from towpath.people.models import BirthDate

pytestmark = [pytest.mark.once, pytest.mark.django_db]

BAD = {
    "31/02/2009": "There is no such day in the calendar. Check the date and correct it.",
    "2009-02-31": "There is no such day in the calendar. Check the date and correct it.",
    "29/02/2009": "There is no such day in the calendar. Check the date and correct it.",
    "spring": "We could not read this as a date. Write it as day, month and year, for example 31/12/2010.",
    "1.23E+09": "We could not read this as a date. Write it as day, month and year, for example 31/12/2010.",
    "31/12/1809": "The year is not one we can use. Check the date and correct it.",
    "01/06/2031": "This date of birth has not come yet. Check it against the person's record and correct it.",
}
MUST_HAVE_ONE = tuple(name for name in having("birth_date") if format_named(name).column("birth_date").compulsory)
MAY_HAVE_ONE = tuple(name for name in having("birth_date") if name not in MUST_HAVE_ONE)


def test_every_list_of_people_gives_births_but_the_extract_that_hides_the_day():
    assert set(PEOPLE) - set(having("birth_date")) == {"caseload_extract"}


@pytest.mark.parametrize("format_name", MUST_HAVE_ONE)
def test_a_birth_date_that_is_none_rejects_its_row_alone(command, format_name):
    listed = example(format_name)
    spoilt = {}
    for cell in BAD:
        record = listed.add_copy(0)
        listed.put(record, "birth_date", cell)
        spoilt[record] = cell

    answer = command(listed.content(), format_name)

    lines, downloaded = answer.words.splitlines(), given_back(answer.batch)
    for record, cell in spoilt.items():
        row, column = listed.where(record, "birth_date")
        assert f"  row {row}, column {column}: {BAD[cell]} ('{cell}')" in lines
        assert all(text in downloaded for text in (cell, BAD[cell], *listed.given(record)) if "," not in text)
    assert answer.code == 1
    assert nothing_is_lost(answer.batch)
    rejected = answer.batch.rows.filter(outcome="rejected").order_by("number")
    assert [each.line for each in rejected] == [listed.where(record, "birth_date")[0] for record in spoilt]
    assert not BirthDate.objects.filter(birth_date__year__lt=1990).exists()


@pytest.mark.parametrize("format_name", MAY_HAVE_ONE)
def test_where_a_number_says_who_it_is_a_wrong_birth_date_is_left_out_and_told(command, format_name):
    command(acquaintances(format_name), "school_roll")
    before = set(BirthDate.objects.values_list("person_id", "birth_date"))
    listed = example(format_name)
    listed.put(0, "birth_date", "31/02/2009")
    row, column = listed.where(0, "birth_date")

    answer = command(listed.content(), format_name, "--json")

    assert f'"row": {row}, "column": "{column}", "value": "31/02/2009", "code": "date.no_such_day"' in answer.words
    assert nothing_is_lost(answer.batch)
    assert set(BirthDate.objects.values_list("person_id", "birth_date")) == before


STARTS = tuple(name for name in having("start_date") if format_named(name).column("start_date").compulsory)


@pytest.mark.parametrize("format_name", STARTS)
def test_a_start_that_is_no_date_rejects_its_row_and_starts_nothing(command, format_name):
    command(acquaintances(format_name), "school_roll")
    listed = example(format_name)
    listed.put(0, "start_date", "31/09/2025")
    row, column = listed.where(0, "start_date")

    answer = command(listed.content(), format_name)

    told = f"row {row}, column {column}: There is no such day in the calendar. Check the date and correct it."
    assert f"  {told} ('31/09/2025')" in answer.words.splitlines()
    assert answer.batch.rows.get(line=row).outcome == "rejected"
    assert nothing_is_lost(answer.batch)


@pytest.mark.parametrize("format_name", [name for name in MUST_HAVE_ONE if name in TABLES])
def test_a_column_of_two_orders_leaves_out_what_has_two_readings(command, format_name):
    listed = example(format_name)
    last = listed.add_copy(0)
    for record, cell in ((0, "31/12/2009"), (1, "12/31/2009"), (last, "03/04/2010")):
        listed.put(record, "birth_date", cell)
    row, column = listed.where(last, "birth_date")

    answer = command(listed.content(), format_name)

    lines = answer.words.splitlines()
    assert (
        f"  row {row}, column {column}: This date has two readings: some dates in this column can only have the day "
        "first and some only the month first. Write it with the year first, for example 2010-12-31. ('03/04/2010')"
    ) in lines
    assert (
        f"  row 3, column {column}: This can only be a date with the month first, and 31/12/2009 in row 2 only one "
        "with the day first, so dates in this column with two readings are not read. Write all of them with the year "
        "first, for example 2010-12-31, and send the file again. ('12/31/2009')"
    ) in lines
    assert answer.batch.rows.get(line=row).outcome == "rejected"
    assert nothing_is_lost(answer.batch)


def test_the_page_shows_a_bad_date_beside_what_to_do(page):
    listed = example("school_roll")
    listed.put(0, "birth_date", "31/02/2009")

    answer = page(listed.content(), "school_roll", show="rejected")

    assert "31/02/2009" in answer.words
    assert BAD["31/02/2009"] in answer.words
    assert nothing_is_lost(answer.batch)


def test_the_page_says_that_a_column_has_the_month_first(page):
    listed = example("school_roll")
    for record in range(len(listed.rows) - 1):
        listed.put(record, "birth_date", "12/31/2009")

    answer = page(listed.content(), "school_roll")

    assert (
        "Row 2: Column DOB: This can only be a date with the month first, so we read every date in this" in answer.words
    )
    assert "It says “12/31/2009”." in answer.words
