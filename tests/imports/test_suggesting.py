"""What an unknown column may be: by what was said before, its heading, words of it, or what stands in it."""

import pytest

from tests.imports.files import ARRIVAL, as_bytes
from towpath.imports.formats import format_named
from towpath.imports.reading.column_map import ColumnMap, MappedColumn
from towpath.imports.reading.field_words import answers_of
from towpath.imports.reading.looking import likeliest_row, likeliest_sheet, look
from towpath.imports.reading.suggesting import suggest
from towpath.imports.reading.table import read_table

# heading | values | field suggested | why
DRAWN = """
Surname                | Ng, Ada, Bo                           | legal_family_name  | By its heading.
Learner DateOfBirth    | 03/02/2009, 04/02/2009, 05/02/2009    | birth_date         | By words of its heading.
Ref.                   | 7100000008, 7100000121, 7100000334    | uln                | By what stands in it.
Ref.                   | 7100000009, 7100000122, 7100000335    | -                  | -
Where                  | L20 3NJ, l218aa, PR8 1AA              | postcode           | By what stands in it.
Write to               | a@example.org, b@example.org, -       | -                  | -
Ring                   | 07700 900101, 07700 900102, 07700900103 | phone            | By what stands in it.
Who                    | SMITH; Jane, NG; Bo, O'HARA; Siobhan  | full_name          | By what stands in it.
Colour                 | red, blue, green                      | -                  | -
Tutor Group            | 11A, 11B, 11C                         | -                  | We never need this column.
"""


@pytest.mark.parametrize("line", DRAWN.strip().splitlines())
def test_a_column_is_suggested_as_drawn(line):
    heading, values, field, why = (part.strip() for part in line.split("|"))
    cells = [value.strip().replace(";", ",") for value in values.split(",")]

    [found] = suggest([heading], [cells], format_named("college_starters"), ARRIVAL)

    assert (found.column.field or "-", found.why or "-") == (field, why)


# Lists as departments, colleges and clubs head them | the field suggested for each heading, "-" for none
REAL = {
    "Claimant Surname, Claimant Forename(s), Claimant DOB, Home Postcode, Claim Start Date, Benefit": (
        "legal_family_name, legal_given_name, birth_date, postcode, start_date, -"
    ),
    "Last Name, First Name(s), Date of Birth, Postcode, Choice Number, Provider Name, Course Title, Decision": (
        "legal_family_name, legal_given_name, birth_date, postcode, -, provider_name, course_title, -"
    ),
    "ULN, Apprentice, Apprentice DOB, Apprentice email, Training start date, Status": (
        "uln, -, birth_date, email, start_date, says"
    ),
    "Name, Age, DOB, Address, Post code, Attending?": "full_name, -, birth_date, address_line_1, postcode, -",
}


@pytest.mark.parametrize(("headings", "fields"), REAL.items())
def test_the_headings_of_other_senders_are_suggested_as_far_as_words_go(headings, fields):
    asked = headings.split(", ")

    found = suggest(asked, [[]] * len(asked), format_named("people_list"), ARRIVAL)

    assert ", ".join(each.column.field or "-" for each in found) == fields


def test_what_was_said_last_time_comes_first_and_no_field_is_suggested_twice():
    before = ColumnMap(
        columns=(MappedColumn(heading="surname"), MappedColumn(heading="Name 2", field="legal_family_name"))
    )

    found = suggest(["Surname", "Name 2", "Last Name"], [[], [], []], format_named("college_starters"), ARRIVAL, before)

    assert [each.column.field for each in found] == ["", "legal_family_name", ""]
    assert [each.why for each in found[:2]] == ["Left out last time.", "As it was said last time."]


def test_a_list_is_looked_at_from_where_its_headings_stand():
    rows = [["Autumn return", "", ""], ["", "", ""], ["Nom", "Ref.", "Position"], *(["A", "1", "on"] for _ in range(4))]
    table = read_table(as_bytes(rows))
    sheet = table.sheets[likeliest_sheet(table, format_named("people_list"))]

    row, heading_rows = likeliest_row(sheet, format_named("people_list"), ARRIVAL, None)
    looked = look(sheet, row, heading_rows)

    assert (row, heading_rows, looked.headings) == (3, 1, ("Nom", "Ref.", "Position"))
    assert looked.columns[2].distinct == ("on",)
    assert looked.first_rows[0] == (1, ("Autumn return", "", ""))


def test_rows_that_were_pasted_without_headings_have_none():
    table = read_table(as_bytes([["7100000008", "Ng", "Bo"], ["7100000121", "Abe", "Al"]]))

    assert likeliest_row(table.sheets[0], format_named("people_list"), ARRIVAL, None) == (1, 0)
    assert look(table.sheets[0], 1, 0).headings == ("Column A", "Column B", "Column C")
    assert look(table.sheets[0], 1, 0).columns[1].examples == ("Abe", "Ng")


def test_a_field_of_few_words_says_which():
    layout = format_named("people_list")
    published = {"activity_codes": {"230": "Further education, full time"}}

    assert answers_of(layout.column("activity_code"), published) == (("230", "230 Further education, full time"),)
    assert answers_of(layout.column("sharing_limited"), published) == (("Y", "Yes"), ("N", "No"))
    assert answers_of(layout.column("says"), published)[0] == ("started", "Started")
    assert answers_of(layout.column("legal_family_name"), published) == ()
    # Whatever is offered is read as itself.
    for field in ("says", "mode", "learning_type", "provider_type", "source_kind"):
        for value, _ in answers_of(layout.column(field), {}):
            assert layout.column(field).read(value, ARRIVAL).value == value


def test_every_field_of_every_list_has_words_of_its_own():
    from towpath.imports.formats import FORMATS
    from towpath.imports.reading.field_words import words_for

    for layout in FORMATS:
        words = [words_for(column.field) for column in layout.columns]
        assert len(set(words)) == len(words), layout.name
