"""Text files in every state that schools and colleges send them."""

import codecs

import pytest

from tests.imports.files import ADA, HEADERS, LIAM, ROLL, as_bytes, as_csv, codes, read, records
from towpath.imports.reading.refusals import FileRefused, Limits
from towpath.imports.reading.table import read_table

ACCENTS = [HEADERS, ["V343400012345", "O’Brien", "Zoë", "03/02/2010"], ["J343400012346", "Évans", "Siân", "17/11/2009"]]
NAMES = [("O’Brien", "Zoë"), ("Évans", "Siân")]


def names(rows):
    return [(row.values["legal_family_name"], row.values["legal_given_name"]) for row in records(rows)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp1252", b""),
        ("mac_roman", b""),
    ],
)
def test_names_keep_their_accents_however_the_file_was_saved(encoding, mark):
    _, rows = read(mark + as_bytes(ACCENTS, encoding))

    assert names(rows) == NAMES


def test_letters_beyond_windows_survive_in_utf_8():
    _, rows = read(as_bytes([HEADERS, ["V343400012345", "Wałęsa", "Łukasz", "03/02/2010"]]))

    assert names(rows) == [("Wałęsa", "Łukasz")]


def test_arabic_names_survive():
    _, rows = read(as_bytes([HEADERS, ["V343400012345", "حداد", "رنا", "03/02/2010"]]))

    assert names(rows) == [("حداد", "رنا")]


@pytest.mark.parametrize(("encoding", "words"), [("cp1252", "Windows"), ("mac_roman", "Mac")])
def test_a_judged_alphabet_is_said(encoding, words):
    reading, _ = read(as_bytes(ACCENTS, encoding))

    assert codes(reading.problems) == ["file.alphabet"]
    assert words in reading.problems[0].message


def test_two_lists_pasted_together_in_two_alphabets_are_both_read():
    mixed = as_bytes(ACCENTS[:2], "utf-8") + as_bytes(ACCENTS[2:], "cp1252")

    reading, rows = read(mixed)

    assert names(rows) == NAMES
    assert codes(reading.problems) == ["file.mixed_letters"]


def test_an_accent_far_down_a_long_file_is_still_read_rightly():
    long = [HEADERS, *[ADA] * 3000, ["J343400012346", "Évans", "Siân", "17/11/2009"]]

    _, rows = read(as_bytes(long, "cp1252"))

    assert names(rows)[-1] == ("Évans", "Siân")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_separators_and_line_ends_are_found(separator, ending):
    _, rows = read(as_bytes(ROLL, separator=separator, ending=ending))

    assert [row.values["upn"] for row in records(rows)] == [ADA[0], LIAM[0]]


def test_commas_inside_a_semicolon_file_do_not_mislead():
    rows_given = [["UPN", "Name", "DOB"], [ADA[0], "Okonkwo, Adaeze", ADA[3]], [LIAM[0], "Fazakerley, Liam", LIAM[3]]]

    _, rows = read(as_bytes(rows_given, separator=";"))

    assert names(rows) == [("Okonkwo", "Adaeze"), ("Fazakerley", "Liam")]


def test_a_first_row_naming_the_separator_is_obeyed():
    _, rows = read(b"sep=;\r\n" + as_bytes(ROLL, separator=";"))

    assert [row.row for row in records(rows)] == [3, 4]


def test_a_line_break_inside_quotes_stays_inside_its_cell():
    rows_given = [[*HEADERS, "Address"], [*ADA, "14 Marsh Lane\r\nBootle"], [*LIAM, "2 Canal Row"]]

    _, rows = read(as_bytes(rows_given))

    assert [row.row for row in records(rows)] == [2, 3]
    assert records(rows)[0].values["address_line_1"] == "14 Marsh Lane Bootle"


def test_quoted_quotes_are_one_quote():
    _, rows = read(as_bytes([HEADERS, ["V343400012345", 'O"Hara', "Ada", "03/02/2010"]]))

    assert records(rows)[0].as_given[1] == ("Surname", 'O"Hara')
    assert codes(records(rows)[0].problems) == ["name.characters"]


def test_an_open_quote_that_swallows_rows_refuses_the_file_at_its_row():
    broken = as_csv(ROLL) + '"V343400012345,Okonkwo,Adaeze,03/02/2010\r\n' + as_csv([LIAM] * 60)

    with pytest.raises(FileRefused) as refused:
        read(broken.encode())

    assert refused.value.problem.code == "file.quote_open"
    assert refused.value.problem.row == 4


def test_nul_bytes_are_kept_visibly_and_left_out_of_values():
    _, rows = read(as_bytes(ROLL).replace(b"Okonkwo", b"Okon\0kwo"))

    assert records(rows)[0].values["legal_family_name"] == "Okonkwo"
    assert dict(records(rows)[0].as_given)["Surname"] == "Okon␀kwo"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("\u00a0Okonkwo\u00a0", "Okonkwo"),
        ("Oko\u200bnkwo", "Okonkwo"),
        ("\u202eOkonkwo\u202c", "Okonkwo"),
        ("Okonkwo\u00ad", "Okonkwo"),
        ("van  der   Berg", "van der Berg"),
        ("O’Brien", "O’Brien"),
        ("Zoe\u0308", "Zo\u00eb"),
    ],
)
def test_invisible_marks_go_and_curly_quotes_stay(given, kept):
    _, rows = read(as_bytes([HEADERS, ["V343400012345", given, "Ada", "03/02/2010"]]))

    assert records(rows)[0].values["legal_family_name"] == kept


def test_titles_blanks_repeated_headings_and_totals_are_skipped_with_the_reason():
    given = [
        ["Harbour School: Year 11"],
        ["Printed 12/01/2026"],
        [],
        HEADERS,
        ADA,
        ["", "", "", ""],
        HEADERS,
        LIAM,
        ["Total", "2"],
    ]

    _, rows = read(as_bytes(given))

    assert [(row.row, row.outcome_hint, *codes(row.problems)) for row in rows] == [
        (1, "skipped", "row.title"),
        (2, "skipped", "row.title"),
        (3, "skipped", "row.title"),
        (4, "skipped", "row.headings"),
        (5, "ready"),
        (6, "skipped", "row.blank"),
        (7, "skipped", "row.repeated_headings"),
        (8, "ready"),
        (9, "skipped", "row.total"),
    ]


def test_a_skipped_row_is_kept_as_given():
    _, rows = read(as_bytes([*ROLL, ["Total", "2"]]))

    assert rows[-1].as_given == (("Column A", "Total"), ("Column B", "2"))


@pytest.mark.parametrize(
    "last", [["Grand total: 2"], ["Number of pupils", "2"], ["End of report"], ["", "Count", "", ""], ["Page 1 of 1"]]
)
def test_sums_and_sign_offs_are_skipped(last):
    _, rows = read(as_bytes([*ROLL, last]))

    assert codes(rows[-1].problems) == ["row.total"]


def test_a_pupil_called_total_is_a_pupil():
    _, rows = read(as_bytes([["Surname", "Forename", "DOB"], ["Total", "Marie", "03/02/2010"]]))

    assert records(rows)[0].values["legal_family_name"] == "Total"


def test_a_pupil_called_null_is_a_pupil():
    _, rows = read(as_bytes([["Surname", "Forename", "DOB"], ["Null", "Na", "03/02/2010"]]))

    assert names(rows) == [("Null", "Na")]


def test_every_row_of_the_file_comes_out_once():
    given = [["Title"], [], HEADERS, ADA, [], LIAM, ["Total", "2"]]

    _, rows = read(as_bytes(given))

    assert [row.row for row in rows] == [1, 2, 3, 4, 5, 6, 7]


def test_the_same_file_read_twice_gives_the_same_rows():
    content = as_bytes(ROLL)
    reading, first = read(content)

    assert list(reading.rows()) == first


def test_a_column_with_no_heading_is_kept_as_given():
    _, rows = read(as_bytes([["UPN", "", "Surname", "Forename", "DOB"], [ADA[0], "seen", *ADA[1:]]]))

    assert ("Column B", "seen") in records(rows)[0].as_given


def test_a_cell_beyond_the_headings_is_kept_as_given():
    _, rows = read(as_bytes([HEADERS, [*ADA, "extra"]]))

    assert records(rows)[0].as_given[-1] == ("Column E", "extra")


def test_a_short_row_is_read_as_far_as_it_goes():
    _, rows = read(as_bytes([[*HEADERS, "Postcode"], ADA]))

    assert records(rows)[0].outcome_hint == "ready"
    assert "postcode" not in records(rows)[0].values


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"\xef\xbb\xbf\r\n  \r\n", "file.empty"),
        (b"%PDF-1.7 ...", "file.wrong_type"),
        (b"\x89PNG\r\n\x1a\n....", "file.wrong_type"),
        (b"\xff\xd8\xff\xe0....", "file.wrong_type"),
        (b"GIF89a....", "file.wrong_type"),
        (b"MZ\x90\x00....", "file.wrong_type"),
        (b"\x7fELF....", "file.wrong_type"),
        (b"{\\rtf1\\ansi ...}", "file.wrong_type"),
        (b"Rar!\x1a\x07....", "file.archive"),
        (b"7z\xbc\xaf\x27\x1c....", "file.archive"),
        (b"\x1f\x8b\x08....", "file.archive"),
        (bytes(range(1, 32)) * 40, "file.wrong_type"),
        (b"<?xml version='1.0'?><Message/>", "file.xml_not_expected"),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
            "file.old_xml_workbook",
        ),
        (b"<html><body><p>Sign in</p></body></html>", "file.wrong_type"),
    ],
)
def test_what_is_not_a_list_is_refused_in_words(content, code):
    with pytest.raises(FileRefused) as refused:
        read(content)

    assert refused.value.problem.code == code
    assert refused.value.problem.message.endswith(".")


def test_one_line_of_prose_has_no_headings():
    with pytest.raises(FileRefused) as refused:
        read(b"Please find attached the list you asked for.")

    assert refused.value.problem.code == "headers.none"


def test_headings_below_the_rows_searched_are_not_found():
    with pytest.raises(FileRefused) as refused:
        read(as_bytes([*[["note"]] * 30, *ROLL]))

    assert refused.value.problem.code == "headers.none"


def test_headings_on_the_last_row_searched_are_found():
    _, rows = read(as_bytes([*[["note"]] * 29, *ROLL]))

    assert len(records(rows)) == 2


TIGHT = Limits(file_bytes=2_000_000, rows=100, columns=8, cell_characters=1_000)


@pytest.mark.parametrize(
    ("rows_given", "code"),
    [
        ([HEADERS, *[ADA] * 100], "file.too_many_rows"),
        ([HEADERS, [*ADA, "", "", "", "", "x"]], "file.too_many_columns"),
        ([HEADERS, ["V343400012345", "O" * 1001, "Ada", "03/02/2010"]], "file.cell_too_long"),
        ([HEADERS, ["V343400012345", "O" * 200_000, "Ada", "03/02/2010"]], "file.cell_too_long"),
        ([HEADERS, ["x" * 2_000_000]], "file.too_large"),
    ],
)
def test_what_passes_a_limit_is_refused(rows_given, code):
    with pytest.raises(FileRefused) as refused:
        list(read_table(as_bytes(rows_given), "list.csv", TIGHT).sheets[0].rows())

    assert refused.value.problem.code == code


def test_what_meets_a_limit_is_read():
    table = read_table(as_bytes([HEADERS, *[ADA] * 99]), "list.csv", TIGHT)

    assert len(list(table.sheets[0].rows())) == 100


def test_empty_columns_to_the_right_do_not_count_against_the_limit():
    table = read_table(as_bytes([[*HEADERS, *[""] * 20], ADA]), "list.csv", TIGHT)

    assert len(list(table.sheets[0].rows())) == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "list\n.csv", "=HYPERLINK(1).csv", "roll.xlsx", ""])
def test_what_the_sender_called_the_file_decides_nothing(name):
    table = read_table(as_bytes(ROLL), name)

    assert table.how == "text, comma separated, utf-8"
    assert "/" not in table.name


@pytest.mark.parametrize("cell", ["=1+1", "+44 151 496 0000", "-1", "@SUM(A1)", "\t=1"])
def test_formula_cells_in_text_are_only_text(cell):
    _, rows = read(as_bytes([[*HEADERS, "Address"], [*ADA, cell]]))

    assert dict(records(rows)[0].as_given)["Address"] == cell
