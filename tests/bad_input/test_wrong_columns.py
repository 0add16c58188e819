"""A list without the columns it must have is refused with the column's name, and nothing is made of the rest."""

import pytest

from tests.bad_input.lists import PEOPLE, TABLES, XMLS, example
from towpath.imports.formats import format_named
from towpath.imports.models import Batch, Row
from towpath.people.models import Person

pytestmark = [pytest.mark.once, pytest.mark.django_db]
COMPULSORY = [(name, column.field) for name in TABLES for column in format_named(name).columns if column.compulsory]


def nothing_was_made(batch: Batch) -> bool:
    return batch.state == Batch.State.REFUSED and not Row.objects.exists() and not Person.objects.exists()


@pytest.mark.parametrize(("format_name", "field"), COMPULSORY)
def test_a_column_that_must_be_there_is_asked_for_by_name(command, format_name, field):
    heading = format_named(format_name).column(field).synonyms[0]

    answer = command(example(format_name).without(field), format_name)

    assert answer.code == 1
    assert answer.words.splitlines()[-1] == (
        f"  row 1, column {heading}: The column {heading} is missing. Add it, or give it a heading we know, and send "
        "the file again."
    )
    assert nothing_was_made(answer.batch)


@pytest.mark.parametrize("format_name", ["school_indicators", "intended_destinations", "caseload_extract"])
def test_a_list_that_says_of_nobody_who_they_are_is_refused(command, format_name):
    listed, layout = example(format_name), format_named(format_name)
    for field in {field for key in layout.keys for field in key} & set(listed.places):
        listed.rows[0][listed.places[field].index] = f"Seen {field}"

    answer = command(listed.content(), format_name)

    told = answer.words.splitlines()[1 + 1]
    assert answer.code == 1
    assert told.startswith("  row 1: Nothing here says which person each row is about. Give ")
    assert told.endswith("; or UPN; or ULN; or Legal Surname and Legal Forename and Date of Birth.") or (
        "Give UPN; or ULN; or Legal Surname and Legal Forename and Date of Birth." in told
    )
    assert nothing_was_made(answer.batch)


@pytest.mark.parametrize("format_name", TABLES)
def test_another_kind_of_list_has_no_headings_that_we_know(command, format_name):
    answer = command(b"Colour,Size,Price\r\nred,9,1.50\r\n", format_name)

    told = answer.words.splitlines()[-1]
    assert answer.code == 1
    assert told.startswith(
        "  file: We could not find the row of column headings in the first 30 rows. Give columns head"
    )
    assert nothing_was_made(answer.batch)


@pytest.mark.parametrize("format_name", XMLS)
def test_another_kind_of_xml_has_no_records_that_we_know(command, format_name):
    answer = command(b"<?xml version='1.0'?><Orders><Order><Colour>red</Colour></Order></Orders>", format_name)

    assert (answer.code, answer.words.splitlines()[-1]) == (
        1,
        "  file: There are no records in this file that this format knows. Choose the format that matches the file.",
    )
    assert nothing_was_made(answer.batch)


def test_the_page_says_which_column_is_missing(page):
    answer = page(example("school_roll").without("birth_date"), "school_roll")

    assert "We do not know this list’s columns" in answer.words
    assert "Column Date of Birth: The column Date of Birth is missing. Add it, or give it a heading" in answer.words
    assert nothing_was_made(answer.batch)


@pytest.mark.parametrize("format_name", [name for name in PEOPLE if name in TABLES])
def test_a_column_nobody_asked_for_is_named_and_kept_out(command, format_name):
    listed = example(format_name)
    for number, row in enumerate(listed.rows):
        row.append("Shoe size" if number == 0 else "5")

    answer = command(listed.content(), format_name)

    assert (
        "  row 1, column Shoe size: We do not know this column, so it is kept as given and not used. Rename it, or "
        "take it out if it was not asked for. ('Shoe size')"
    ) in answer.words.splitlines()
    assert answer.batch.state == Batch.State.APPLIED
