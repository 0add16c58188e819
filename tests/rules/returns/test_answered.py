"""DfE's reports of errors and duplicates, in whatever order and by whatever name their columns come."""

from datetime import date

import pytest

from towpath.rules.returns.answered import (
    DUPLICATES,
    ERRORS,
    AnsweredLine,
    headings_of,
    lines_of,
    recognised,
    what_is_missing,
)

# Columns as a report may head them, and the fields that are read, in the order of the columns.
HEADINGS = """
YoungPersonsID,Error number,Error message   young_persons_id code words
error no,YPID,surname,DOB                   code young_persons_id family_name birth_date
Forename,Surname,Date of Birth,Details      given_name family_name birth_date words
Other LA,NCCIS ID,Matched YPID              other_la young_persons_id other_number
YPID,Young Persons ID                       young_persons_id
Colour,Size                                 -
"""


@pytest.mark.parametrize("row", HEADINGS.strip().splitlines())
def test_columns_are_known_by_what_their_headings_say(row):
    headings, expected = row.split("   ", 1)

    found = recognised(headings.split(","))

    assert list(found) == [name for name in expected.split() if name != "-"]


MISSING = """
errors      young_persons_id code           -
errors      young_persons_id words          -
errors      family_name birth_date code     -
errors      young_persons_id                the number of the error
errors      family_name code                the NCCIS identifier
duplicates  young_persons_id other_la       -
duplicates  young_persons_id                the other council
"""


@pytest.mark.parametrize("row", MISSING.strip().splitlines())
def test_what_cannot_be_done_without_is_asked_for(row):
    kind, rest = row.split(maxsplit=1)
    columns, expected = (part.strip() for part in rest.split("  ", 1))

    said = what_is_missing({name: place for place, name in enumerate(columns.split())}, kind)

    assert (expected in said) if expected != "-" else said == ""
    assert kind in (ERRORS, DUPLICATES)


def test_the_headings_stand_below_whatever_a_report_opens_with():
    rows = [(1, ["Report of errors", ""]), (2, ["", ""]), (3, ["Error", "YPID"]), (4, ["30", "1230000000001"])]

    assert headings_of(rows) == (3, ["Error", "YPID"])
    assert headings_of([(1, ["Colour"])]) == (0, ())


DAYS = [
    ("2009-03-15", date(2009, 3, 15)),
    ("15/03/2009", date(2009, 3, 15)),
    ("5.3.2009", date(2009, 3, 5)),
    ("2009-03-15 00:00", date(2009, 3, 15)),
    ("29/02/2009", None),
    ("15 March", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "born"), DAYS)
def test_a_birth_date_is_read_as_people_here_write_it_or_not_at_all(text, born):
    rows = [(4, ["Amara", text])]

    [line] = lines_of(rows, 3, {"given_name": 0, "birth_date": 1})

    assert line == AnsweredLine(row=4, given_name="Amara", birth_date=born)


def test_lines_that_say_nothing_are_passed_over_and_short_ones_are_read():
    rows = [(1, ["Error", "YPID"]), (2, ["", " "]), (3, ["30"]), (4, [" 31 ", "123"])]

    assert [
        (each.row, each.code, each.young_persons_id) for each in lines_of(rows, 1, {"code": 0, "young_persons_id": 1})
    ] == [
        (3, "30", ""),
        (4, "31", "123"),
    ]


def test_two_lines_are_one_thing_to_do_by_who_what_and_which_council():
    line = AnsweredLine(row=1, young_persons_id="123", code="30", words="ULN")

    assert line.same_as == AnsweredLine(row=9, young_persons_id="123", code="30", words="Other words").same_as
    assert line.same_as != AnsweredLine(row=1, young_persons_id="123", code="31").same_as
    named = AnsweredLine(row=1, given_name="Zoë", family_name="Ash", birth_date=date(2009, 1, 1), words="Twice")
    assert (
        named.same_as
        == AnsweredLine(row=2, given_name="zoe", family_name="ASH", birth_date=date(2009, 1, 1), words="twice.").same_as
    )
