"""Files as strangers send them, each of which was once read wrongly or refused in words that did not help."""

import pytest

from tests.imports.files import ADA, HEADERS, LIAM, ROLL, as_bytes, as_csv, as_xlsx, codes, example_of, read, records
from towpath.imports.formats import FORMATS, format_named
from towpath.imports.reading.refusals import FileRefused


@pytest.mark.parametrize("row", [1, 2])
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_quotation_mark_left_open_in_a_short_list_is_told_with_its_row(row, place):
    lines = as_csv([*ROLL, ADA, LIAM, ADA], ending="\n").splitlines()
    cells = lines[row].split(",")
    cells[place] = '"' + cells[place]
    lines[row] = ",".join(cells)

    with pytest.raises(FileRefused) as refused:
        read("\n".join(lines).encode())

    problem = refused.value.problem
    assert (problem.code, problem.row, problem.column) == ("file.quote_open", row + 1, str(place + 1))


def test_an_address_of_several_lines_with_commas_is_an_address():
    address = "Flat 2, 14 Marsh Lane,\nBootle, Merseyside,\nL20 3NJ"

    _, rows = read(as_bytes([[*HEADERS, "Address"], [*ADA, address], [*LIAM, ""]]))

    assert dict(records(rows)[0].as_given)["Address"] == address
    assert len(records(rows)) == 2


@pytest.mark.parametrize(
    "headings", [["Name", "DOB", "UPN", "Address"], [*HEADERS, "Address"], [*HEADERS, "Address", "Sex"]]
)
def test_an_address_with_three_commas_in_a_line_is_an_address_however_few_the_columns(headings):
    cells = dict(zip(HEADERS, ADA, strict=True)) | {"Name": "Adaeze Okonkwo", "Sex": "F"}
    address = "14 Marsh Lane\nBootle, Sefton, Merseyside, L20 3NJ"

    _, rows = read(as_bytes([headings, *([(cells | {"Address": address})[heading] for heading in headings],) * 2]))

    assert [dict(row.as_given)["Address"] for row in records(rows)] == [address] * 2


def test_a_quotation_mark_left_open_until_the_next_rows_own_is_told():
    # Adaeze's address is not closed, so it runs on to where Liam's opens, and he would be lost inside it.
    content = (
        "UPN,Surname,Forename,DOB,Address,Postcode,Sex\n"
        'V343400012345,Okonkwo,Adaeze,03/02/2010,"14 Marsh Lane,L20 3NJ,F\n'
        'J343400012346,Fazakerley,Liam,17/11/2009,"2 Canal Row",L21 8AA,M\n'
    )

    with pytest.raises(FileRefused) as refused:
        read(content.encode())

    problem = refused.value.problem
    assert (problem.code, problem.row, problem.column) == ("file.quote_open", 2, "5")


def test_a_last_quotation_mark_left_out_where_every_cell_has_them_is_told():
    lines = ['"UPN","Surname","Forename","DOB"', *('"' + '","'.join(row) + '"' for row in (ADA, LIAM))]
    lines[1] = lines[1].removesuffix('"')

    with pytest.raises(FileRefused) as refused:
        read("\n".join(lines).encode())

    assert (refused.value.problem.code, refused.value.problem.row) == ("file.quote_open", 2)


def test_a_whole_row_inside_a_cell_is_told_even_where_its_quotation_marks_match():
    # Liam's forename ends in a mark of its own, at which Adaeze's open one closes.
    content = as_csv([[*HEADERS, "Sex"]]) + '"V343400012345,Okonkwo,Adaeze,03/02/2010,F\n'
    content += 'J343400012346,Fazakerley,Liam,17/11/2009,M\nX,Y,5 feet 10",17/11/2009,M\n'

    with pytest.raises(FileRefused) as refused:
        read(content.encode())

    assert (refused.value.problem.code, refused.value.problem.row) == ("file.quote_open", 2)


def test_windows_rows_pasted_into_a_file_that_says_it_is_utf_8_keep_their_accents():
    content = b"\xef\xbb\xbf" + as_bytes([HEADERS, ["", "Müller", "Zoë", "03/02/2010"]], "cp1252")

    reading, rows = read(content)

    assert codes(reading.problems) == ["file.mixed_letters"]
    assert dict(records(rows)[0].as_given)["Surname"] == "Müller"


def test_a_file_that_says_it_is_utf_8_and_is_has_nothing_said_of_it():
    reading, _ = read(b"\xef\xbb\xbf" + as_bytes([HEADERS, ["", "Müller", "Zoë", "03/02/2010"]]))

    assert reading.problems == ()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_list_that_was_never_split_into_columns_is_told_so(separator):
    rows = [["Our roll"], *([separator.join(row)] for row in ROLL)]

    with pytest.raises(FileRefused) as refused:
        read(as_xlsx(rows))

    problem = refused.value.problem
    assert (problem.code, problem.row) == ("headers.one_cell", 2)
    assert problem.message.startswith("Each row is in one cell")


def test_a_list_whose_every_line_is_in_quotes_is_told_so():
    with pytest.raises(FileRefused) as refused:
        read("\n".join(f'"{",".join(row)}"' for row in ROLL).encode())

    assert refused.value.problem.code == "headers.one_cell"


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("Mobile", "'07700 900101", "phone", "07700900101"),
        ("Mobile", "'+44 7700 900101", "phone", "07700900101"),
        ("Year Group", "'11", "year_group", 11),
        ("Forename", "'-", "legal_given_name", "-"),  # As our own list of rows to put right writes a dash.
        ("Preferred Surname", "'t Hooft", "preferred_family_name", "'t Hooft"),
        ("Preferred Surname", "’t Hooft", "preferred_family_name", "’t Hooft"),
    ],
)
def test_an_apostrophe_that_made_a_number_text_is_no_part_of_it(heading, cell, field, value):
    row = dict(zip(HEADERS, ADA, strict=True)) | {heading: cell}

    _, rows = read(as_bytes([list(row), list(row.values())]))

    assert records(rows)[0].values[field] == value


@pytest.mark.parametrize("formula", ["=VLOOKUP(A2,Sheet2!A:B,2,FALSE)", "=A1", "=$B$2&C3", "=1+1", "='[book]x'!A1"])
@pytest.mark.parametrize(("heading", "outcome"), [("Student Ref", "ready"), ("Surname", "rejected")])
def test_a_formula_sent_in_place_of_its_value_is_no_value(formula, heading, outcome):
    row = dict(zip(HEADERS, ADA, strict=True)) | {heading: formula}

    _, rows = read(as_bytes([list(row), list(row.values())]))

    [told] = records(rows)
    assert told.outcome_hint == outcome
    assert formula not in told.values.values()
    problem = next(problem for problem in told.problems if problem.code == "cell.formula")
    assert (problem.column, problem.value) == (heading, formula)
    assert problem.message.endswith("paste it as values, and send the list again.")


@pytest.mark.parametrize("layout", [layout for layout in FORMATS if layout.medium == "table"], ids=lambda one: one.name)
def test_headings_with_nothing_below_them_are_said_to_be_all_there_is(layout):
    headings = [column.synonyms[0] for column in layout.columns if column.field != "full_name"]

    reading, rows = read(as_bytes([headings, [""] * len(headings), []]), layout.name)

    assert codes(reading.problems) == ["file.no_rows"]
    assert records(rows) == []


@pytest.mark.parametrize(("unknown", "lines"), [(10, 10), (11, 1), (300, 1)])
def test_more_unknown_columns_than_anybody_reads_are_told_in_one_line(unknown, lines):
    extra = [f"Survey question {number}" for number in range(1, unknown + 1)]

    reading, rows = read(as_bytes([[*HEADERS, *extra], [*ADA, *("yes" for _ in extra)]]))

    assert codes(reading.problems) == ["column.unknown"] * lines
    if lines == 1:
        [problem] = reading.problems
        assert (problem.row, problem.column, problem.value) == (1, None, None)
        assert f"We do not know {unknown} columns" in problem.message
        assert "Survey question 1; " in problem.message
        assert "; Survey question 10. " in problem.message
        assert "Survey question 11" not in problem.message
    # Kept all the same, every one.
    assert len(records(rows)[0].as_given) == len(ADA) + unknown


def test_unknown_columns_of_two_sheets_are_told_apart():
    extra = [f"Survey question {number}" for number in range(1, 12)]
    sheets = {"Year 10": [[*HEADERS, *extra], ADA], "Year 11": [[*HEADERS, "Shoe size"], LIAM]}

    reading, _ = read(as_xlsx(None, sheets))

    told = [(each.sheet, each.column) for each in reading.problems if each.code == "column.unknown"]
    assert told == [("Year 10", None), ("Year 11", "Shoe size")]


def test_a_heading_as_long_as_a_letter_is_cut_where_many_are_told():
    reading, _ = read(as_bytes([[*HEADERS, *("x" * 500 + str(number) for number in range(11))], ADA]))

    assert len(reading.problems[0].message) < 1_000


def test_many_unknown_elements_are_told_in_one_line():
    content = example_of(format_named("ctf")).read_text(encoding="utf-8")
    extra = "".join(f"<Local{number}>x</Local{number}>" for number in range(1, 41))

    reading, _ = read(content.replace("<LookedAfter>", f"{extra}<LookedAfter>").encode(), "ctf")

    [problem] = reading.problems
    assert "We do not know 40 elements" in problem.message
    assert "Local10. " in problem.message
