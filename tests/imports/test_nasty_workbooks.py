"""Workbooks and web pages in every state that schools and colleges send them."""

import io
import struct
import zipfile
from datetime import date

import pytest

from tests.imports.files import (
    ADA,
    HEADERS,
    LIAM,
    ROLL,
    as_ods,
    as_xls,
    as_xlsx,
    codes,
    compound,
    read,
    records,
    repacked,
    zipped,
)
from towpath.imports.reading import old_workbooks, workbooks
from towpath.imports.reading.refusals import FileRefused, Limits
from towpath.imports.reading.table import read_table

SHEET1 = "xl/worksheets/sheet1.xml"


def read_all(content, limits):
    for sheet in read_table(content, "list", limits).sheets:
        list(sheet.rows())


def refused(content, limits=None) -> str:
    with pytest.raises(FileRefused) as found:
        read(content) if limits is None else read_all(content, limits)
    assert found.value.problem.message.endswith(".")
    return found.value.problem.code


@pytest.mark.parametrize(
    ("write", "how"), [(as_xlsx, "workbook (xlsx)"), (as_ods, "workbook (ods)"), (as_xls, "workbook (xls)")]
)
def test_workbooks_are_known_by_what_they_are(write, how):
    reading, rows = read(write(ROLL))

    assert reading.how == how
    assert [row.values["upn"] for row in records(rows)] == [ADA[0], LIAM[0]]


def test_real_dates_are_dates():
    _, rows = read(as_xlsx([HEADERS, [*ADA[:3], date(2010, 2, 3)]]))

    assert records(rows)[0].values["birth_date"] == date(2010, 2, 3)
    assert records(rows)[0].problems == ()
    assert dict(records(rows)[0].as_given)["DOB"] == "2010-02-03"


# 40,212 days on from 30 December 1899 is 3 February 2010.
def test_dates_left_as_numbers_are_read_and_said():
    _, rows = read(as_xlsx([HEADERS, [*ADA[:3], 40212]]))

    assert records(rows)[0].values["birth_date"] == date(2010, 2, 3)
    assert codes(records(rows)[0].problems) == ["date.serial"]


# A 1904 book counts 1,462 days fewer: 40,212 - 1,462 = 38,750.
def test_a_book_that_counts_from_1904_gives_the_same_days():
    content = as_xlsx([HEADERS, [*ADA[:3], 38750]], options={"date_1904": True})

    _, rows = read(content)

    assert records(rows)[0].values["birth_date"] == date(2010, 2, 3)


def test_real_dates_in_a_1904_book_are_dates():
    content = as_xlsx([HEADERS, [*ADA[:3], date(2010, 2, 3)]], options={"date_1904": True})

    _, rows = read(content)

    assert records(rows)[0].values["birth_date"] == date(2010, 2, 3)


def test_a_number_that_is_whole_is_not_said_to_be_repaired():
    _, rows = read(as_xlsx([[*HEADERS, "ULN"], [*ADA, 7100000008]]))

    assert records(rows)[0].values["uln"] == "7100000008"
    assert records(rows)[0].problems == ()


def test_a_uln_as_text_in_scientific_form_cannot_be_mended():
    _, rows = read(as_xlsx([[*HEADERS, "ULN"], [*ADA, "7.1E+09"]]))

    row = records(rows)[0]
    assert "uln" not in row.values
    assert codes(row.problems) == ["uln.scientific"]
    assert (row.problems[0].row, row.problems[0].column, row.problems[0].value) == (2, "ULN", "7.1E+09")


def test_blank_rows_and_columns_before_the_list_keep_rows_numbered_as_seen():
    given = [[], [], [None, None, *HEADERS], [None, None, *ADA]]

    _, rows = read(as_xlsx(given))

    assert [row.row for row in records(rows)] == [4]
    assert records(rows)[0].values["upn"] == ADA[0]


def test_merged_cells_above_and_beside_the_headings_do_not_mislead():
    def merge(book):
        book.worksheets()[0].merge_range("A1:D1", "Harbour School")
        book.worksheets()[0].merge_range("E2:F2", "Postcode")

    _, rows = read(as_xlsx([[""], HEADERS, [*ADA, "L20 3NJ"]], prepare=merge))

    assert records(rows)[0].values["postcode"] == "L20 3NJ"


def test_a_hidden_sheet_is_not_read_and_is_said():
    def hide(book):
        book.worksheets()[1].hide()

    reading, rows = read(as_xlsx(None, sheets={"Roll": ROLL, "Old": ROLL}, prepare=hide))

    assert {row.sheet for row in rows} == {"Roll"}
    assert [(problem.code, problem.sheet) for problem in reading.problems] == [
        ("sheet.read", "Roll"),
        ("sheet.hidden", "Old"),
    ]


def test_a_list_that_is_only_on_a_hidden_sheet_is_refused():
    def hide(book):
        book.worksheets()[1].hide()

    assert refused(as_xlsx(None, sheets={"Cover": [["Hello"]], "Roll": ROLL}, prepare=hide)) == "file.no_sheets"


def test_all_sheets_with_the_headings_are_read_and_the_others_named():
    sheets = {"Notes": [["Read me"]], "Year 10": [HEADERS, LIAM], "Year 11": [HEADERS, ADA]}

    reading, rows = read(as_xlsx(None, sheets=sheets))

    assert [(row.sheet, row.row) for row in records(rows)] == [("Year 10", 2), ("Year 11", 2)]
    assert [(problem.code, problem.sheet) for problem in reading.problems] == [
        ("sheet.passed_over", "Notes"),
        ("sheet.read", "Year 10"),
        ("sheet.read", "Year 11"),
    ]


def test_hidden_rows_are_read_and_said():
    def hide(book):
        book.worksheets()[0].set_row(2, None, None, {"hidden": True})

    reading, rows = read(as_xlsx(ROLL, prepare=hide))

    assert len(records(rows)) == 2
    assert [(problem.code, problem.value) for problem in reading.problems] == [("sheet.hidden_rows", "1")]


def test_a_formula_gives_the_value_last_worked_out():
    def formula(book):
        book.worksheets()[0].write_formula("B2", '=PROPER("OKONKWO")', None, "Okonkwo")

    _, rows = read(as_xlsx(ROLL, prepare=formula))

    assert records(rows)[0].values["legal_family_name"] == "Okonkwo"


def test_spreadsheet_errors_are_read_as_empty_and_said_with_their_cells():
    def spoil(book):
        book.worksheets()[0].write_formula("A2", "=VLOOKUP(1,A:A,1)", None, "#N/A")

    reading, rows = read(as_xlsx(ROLL, prepare=spoil))

    assert "upn" not in records(rows)[0].values
    assert [(problem.code, problem.value) for problem in reading.problems] == [("sheet.cell_errors", "A2")]


def test_a_spreadsheet_error_as_text_is_no_value():
    _, rows = read(as_ods([[*HEADERS, "Postcode"], [*ADA, "#REF!"]]))

    assert codes(records(rows)[0].problems) == ["cell.error"]


def test_a_chart_sheet_is_passed_by():
    def chart(book):
        shape = book.add_chart({"type": "column"})
        shape.add_series({"values": "=Sheet1!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(shape)

    _, rows = read(as_xlsx(ROLL, prepare=chart))

    assert len(records(rows)) == 2


@pytest.mark.parametrize("write", [as_xlsx, as_ods])
def test_a_broken_package_is_damaged(write):
    content = write(ROLL)

    assert refused(content[: len(content) // 2]) == "file.damaged"


def test_a_package_whose_insides_are_changed_is_damaged():
    content = bytearray(as_xlsx(ROLL))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as package:
        place = package.getinfo(SHEET1).header_offset + 80
    content[place : place + 20] = b"\xff" * 20

    assert refused(bytes(content)) == "file.damaged"


def test_a_workbook_with_a_password_is_refused():
    assert refused(compound("EncryptedPackage", b"\1" * 5000)) == "file.password"


def test_an_old_office_document_is_not_a_workbook():
    assert refused(compound("WordDocument", b"\1" * 5000)) == "file.wrong_type"


def test_an_old_workbook_of_rubbish_is_damaged():
    assert refused(compound("Workbook", struct.pack("<HH", 0x0809, 16) + b"\xee" * 5000)) in (
        "file.damaged",
        "headers.none",
    )


def test_an_old_workbook_whose_chain_of_sectors_never_ends_is_damaged_and_harms_no_one():
    content = bytearray(as_xls(ROLL))
    content[512 + 4 : 512 + 8] = struct.pack("<I", 1)  # The directory's sector is followed by itself.

    assert refused(bytes(content)) == "file.damaged"


def test_an_old_workbook_with_one_cell_in_a_far_corner_harms_no_one():
    content = bytearray(as_xls([*ROLL, ["corner"]]))
    place = bytes(content).index("corner".encode("utf-16-le")) - 9
    content[place : place + 4] = struct.pack("<HH", 65_535, 65_535)

    assert refused(bytes(content)) in ("file.damaged", "file.too_many_rows")


def test_dates_of_an_old_workbook_come_through():
    assert [old_workbooks._untold(old_workbooks._told(cell)) for cell in (date(2010, 2, 3), "x", 1.5, True)] == [
        date(2010, 2, 3),
        "x",
        1.5,
        True,
    ]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word__document_dot_xml": "<w/>"}, "file.wrong_type"),
        ({"xl__workbook_dot_bin": "x"}, "file.wrong_type"),
        ({"list_dot_csv": "UPN,Surname"}, "file.archive"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content_dot_xml": "<x/>"}, "file.archive"),
    ],
)
def test_other_packages_are_refused(parts, code):
    assert refused(zipped(**parts)) == code


SMALL = Limits(unpacked_bytes=2_000_000, rows=1_000, columns=50, cells=20_000, cell_characters=500)


def test_a_zip_bomb_is_refused_by_what_comes_out_of_it():
    bomb = zipped(xl__workbook_dot_xml="<workbook/>", xl__worksheets__sheet1_dot_xml=b" " * 50_000_000)

    assert len(bomb) < 60_000
    assert refused(bomb, SMALL) == "file.unpacks_too_large"


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(zipped(xl__workbook_dot_xml=b"<workbook>" + b" <a/>" * 2_000_000))
    start = bomb.rindex(b"PK\x01\x02")
    bomb[start + 24 : start + 28] = struct.pack("<I", 10)

    assert refused(bytes(bomb), SMALL) == "file.unpacks_too_large"


def test_a_picture_that_unpacks_to_too_much_is_refused():
    bomb = zipped(xl__workbook_dot_xml="<workbook/>", xl__media__image1_dot_png=b"\0" * 5_000_000)

    assert refused(bomb, SMALL) == "file.unpacks_too_large"


@pytest.mark.parametrize(
    ("cell", "code"),
    [("XFD1048576", "file.too_many_rows"), ("XFD9", "file.too_many_columns"), ("AX999", "file.unpacks_too_large")],
)
def test_one_cell_in_a_far_corner_is_refused_before_all_before_it_is_made(cell, code):
    extra = f'<row r="9"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    content = repacked(as_xlsx(ROLL), SHEET1, lambda part: part.replace(b"</sheetData>", extra))

    assert refused(content, SMALL) == code


def test_a_far_row_whose_cells_name_no_place_is_refused_too():
    extra = b"<row r='1048576'><c><v>1</v></c></row></sheetData>"
    content = repacked(as_xlsx(ROLL), SHEET1, lambda part: part.replace(b"</sheetData>", extra))

    assert refused(content, SMALL) == "file.too_many_rows"


def test_an_empty_cell_in_a_far_corner_does_no_harm():
    extra = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    content = repacked(as_xlsx(ROLL), SHEET1, lambda part: part.replace(b"</sheetData>", extra))

    _, rows = read(content)

    assert len(records(rows)) == 2


def test_one_long_text_pointed_at_by_every_cell_is_refused():
    rows = [["x" * 499] * 19 for _ in range(999)]

    content = as_xlsx(rows)

    assert len(content) < 60_000
    assert refused(content, SMALL) == "file.unpacks_too_large"


def test_one_long_note_among_many_short_texts_is_read():
    rows = [HEADERS, *[[*ADA[:3], "x"] for _ in range(990)], ["x" * 499]]

    table = read_table(as_xlsx(rows), "list", Limits(unpacked_bytes=1_500_000, cell_characters=500))

    assert len(list(table.sheets[0].rows())) == 992


def test_a_huge_cell_in_a_workbook_is_refused_with_its_row():
    with pytest.raises(FileRefused) as found:
        read_all(as_xlsx([HEADERS, ["x" * 501]]), SMALL)

    assert (found.value.problem.code, found.value.problem.row) == ("file.cell_too_long", 2)


def test_entities_inside_a_workbook_are_refused():
    spoilt = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'
    content = repacked(as_xlsx(ROLL), SHEET1, lambda part: part.replace(b"<worksheet", spoilt, 1))

    assert refused(content) == "xml.entity"


def test_repeated_cells_of_an_open_document_are_counted_before_they_are_made():
    def repeat(part):
        wide = b'<table:table-cell table:number-columns-repeated="16000" office:value-type="string">'
        return part.replace(b'<table:table-cell office:value-type="string">', wide, 1)

    assert refused(repacked(as_ods(ROLL), "content.xml", repeat), SMALL) == "file.too_many_columns"


def test_empty_rows_repeated_to_the_end_of_an_open_document_do_no_harm():
    empty = (
        b'<table:table-row table:number-rows-repeated="1048573">'
        b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    content = repacked(as_ods(ROLL), "content.xml", lambda part: part.replace(b"</table:table>", empty))

    _, rows = read(content)

    assert len(records(rows)) == 2


PAGE = """<html><head><title>Roll</title></head><body><table>
<tr><td colspan="4">Harbour School</td></tr>
<tr><th>UPN</th><th>Surname</th><th>Forename</th><th>DOB</th></tr>
<tr><td>V343400012345</td><td>O&rsquo;Brien</td><td>Zo&euml;</td><td>03/02/2010</td></tr>
<tr><td>J343400012346<td>Fazakerley<td>Liam<br>James<td>17/11/2009
</table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_web_page_saved_as_a_workbook_is_read_by_its_table(encoding):
    reading, rows = read(PAGE.encode(encoding))

    assert reading.how == "web page"
    assert codes(reading.problems) == ["file.web_page"]
    assert [(row.values["legal_family_name"], row.values["legal_given_name"]) for row in records(rows)] == [
        ("O’Brien", "Zoë"),
        ("Fazakerley", "Liam James"),
    ]


def test_a_table_inside_a_cell_gives_the_cell_its_words():
    page = PAGE.replace("Fazakerley", "<table><tr><td>Fazakerley</td></tr></table>")

    _, rows = read(page.encode())

    assert records(rows)[1].values["legal_family_name"] == "Fazakerley"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<table>" + "<tr><td>x</td></tr>" * 1_001 + "</table>", "file.too_many_rows"),
        ("<table><tr>" + "<td>x</td>" * 51 + "</tr></table>", "file.too_many_columns"),
        ("<table><tr><td>" + "x" * 501 + "</td></tr></table>", "file.cell_too_long"),
        ('<table><tr><td colspan="99999999">x</td></tr></table>', None),
    ],
)
def test_a_web_page_keeps_to_the_limits(page, code):
    if code:
        assert refused(page.encode(), SMALL) == code
    else:
        table = read_table(page.encode(), "list", SMALL)
        assert len(next(table.sheets[0].rows())[1]) == 50


def test_a_package_with_encrypted_parts_needs_a_password():
    content = bytearray(as_xlsx(ROLL))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as package:
        entries = [(entry.header_offset, entry.filename) for entry in package.infolist()]
    for start, _ in entries:
        content[start + 6] |= 1
    place = -1
    while (place := content.find(b"PK\x01\x02", place + 1)) != -1:
        content[place + 8] |= 1

    assert refused(bytes(content)) == "file.password"


def test_a_reader_that_gives_up_outside_the_ordinary_exceptions_is_a_damaged_file():
    class PanicException(BaseException):
        """As the reading library's own language raises it."""

    def give_up():
        raise PanicException

    with pytest.raises(FileRefused) as found:
        workbooks._guarded(give_up)

    assert found.value.problem.code == "file.damaged"


def test_a_person_stopping_the_work_is_not_a_damaged_file():
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workbooks._guarded(stop)


@pytest.mark.parametrize(
    ("cell", "text"), [(True, "TRUE"), (False, "FALSE"), (12.0, "12"), (0.5, "0.5"), (date(2010, 2, 3), "2010-02-03")]
)
def test_cells_that_are_not_text_are_kept_as_a_person_would_know_them(cell, text):
    _, rows = read(as_xlsx([[*HEADERS, "Notes"], [*ADA, cell]]))

    assert dict(records(rows)[0].as_given)["Notes"] == text


@pytest.mark.parametrize(("cell", "value"), [(True, True), (False, False), (1, True), (0, False)])
def test_truth_in_a_workbook_is_yes_or_no(cell, value):
    _, rows = read(as_xlsx([[*HEADERS, "FSM"], [*ADA, cell]]))

    assert records(rows)[0].values["fsm_eligible"] is value
