"""Every registered format keeps the same promises."""

import csv
import io
import re
from datetime import date

import pytest

from tests.imports.files import ADA, ARRIVAL, FOLDER, as_bytes, example_of, read, records
from towpath.imports.formats import FORMATS, format_named
from towpath.imports.reading import headers
from towpath.imports.reading.cells import fold
from towpath.imports.reading.elements import Elements, fold_path
from towpath.imports.reading.layout import Format
from towpath.imports.reading.left_out import why_left_out
from towpath.imports.reading.refusals import FileRefused

TABLES = [layout for layout in FORMATS if layout.medium == "table"]
XMLS = [layout for layout in FORMATS if layout.medium == "xml"]


def named(layout: Format) -> str:
    return layout.name


def example_rows(layout: Format) -> list[list[str]]:
    return list(csv.reader(io.StringIO(example_of(layout).read_text(encoding="utf-8"))))


def spoilt(layout: Format, field: str, cell: str) -> tuple[bytes, str]:
    """Return a format's example with one cell of its first record changed, and that cell's header."""
    rows = example_rows(layout)
    found = headers.find(list(enumerate(rows, start=1)), layout, "")
    place = next(place for place in found.places if place.column and place.column.field == field)
    rows[1][place.index] = cell
    return as_bytes(rows), place.header


def test_the_registry_and_the_folders_agree():
    folders = {path.name for path in FOLDER.iterdir() if (path / "format.py").exists()}

    assert [layout.name for layout in FORMATS] == list(dict.fromkeys(layout.name for layout in FORMATS))
    assert {layout.name for layout in FORMATS} == folders


def test_a_format_is_found_by_its_name():
    assert format_named("school_roll").title == "School roll"
    with pytest.raises(KeyError):
        format_named("school_dinner")


@pytest.mark.parametrize("layout", FORMATS, ids=named)
def test_the_example_reads_cleanly(layout):
    reading, rows = read(example_of(layout), layout.name)

    assert reading.problems == ()
    assert records(rows)
    for row in records(rows):
        assert row.outcome_hint == "ready"
        assert {problem.severity for problem in row.problems} <= {"note"}


@pytest.mark.parametrize("layout", FORMATS, ids=named)
def test_the_example_names_only_invented_places_to_reach(layout):
    text = example_of(layout).read_text(encoding="utf-8")

    # 07700 900xxx and 0151 496 0xxx are kept by Ofcom for drama; example.org is nobody's.
    for number in re.findall(r"\b0\d{3,4} ?\d{3} ?\d{3,4}\b", text):
        assert re.match(r"07700 ?900|0151 ?496", number)
    assert set(re.findall(r"@[\w.]+", text)) <= {"@example.org"}


@pytest.mark.parametrize("layout", FORMATS, ids=named)
def test_no_header_means_two_things(layout):
    fill = fold_path if layout.medium == "xml" else fold
    said: dict[str, str] = {}
    for column in layout.columns:
        for synonym in column.synonyms:
            owner = said.setdefault(fill(synonym), column.field)
            assert owner == column.field, synonym
    both = set(said) & {fill(header) for header in layout.ignored}
    assert not both


@pytest.mark.parametrize("layout", FORMATS, ids=named)
def test_a_column_that_is_read_as_a_day_is_named_so(layout):
    days = {column.field for column in layout.columns if isinstance(column.read("03/09/2009", ARRIVAL).value, date)}

    assert {column.field for column in layout.columns if column.holds_dates} == days


@pytest.mark.parametrize("layout", FORMATS, ids=named)
def test_fields_are_unique_and_keys_are_fields(layout):
    fields = [column.field for column in layout.columns]

    assert len(fields) == len(set(fields))
    assert {field for key in layout.keys for field in key} <= set(fields)
    provided = {field for column in layout.columns for field in column.provides}
    assert provided <= set(fields)


@pytest.mark.parametrize("layout", TABLES, ids=named)
def test_every_column_of_the_example_is_read_or_ignored_by_name(layout):
    reading, _ = read(example_of(layout), layout.name)

    assert {place.role for place in reading.chosen[0].headers.places} <= {"read", "ignored"}


@pytest.mark.parametrize("layout", TABLES, ids=named)
@pytest.mark.parametrize("change", [str.upper, str.lower, lambda header: f"  {header.replace(' ', '_')}. "])
def test_headers_are_found_whatever_their_case_and_spacing(layout, change):
    rows = example_rows(layout)
    _, expected = read(as_bytes(rows), layout.name)

    _, found = read(as_bytes([[change(header) for header in rows[0]], *rows[1:]]), layout.name)

    assert [row.values for row in found] == [row.values for row in expected]


@pytest.mark.parametrize("layout", TABLES, ids=named)
def test_every_synonym_is_found(layout):
    for column in layout.columns:
        for synonym in (*column.synonyms, column.field):
            place = headers.settle(1, [synonym], layout, "").places[0]
            assert place.column is column


@pytest.mark.parametrize("layout", TABLES, ids=named)
def test_an_unknown_column_is_reported_and_kept(layout):
    rows = example_rows(layout)
    content = as_bytes([[*rows[0], "Shoe size"], *([*row, "5"] for row in rows[1:])])

    reading, found = read(content, layout.name)

    assert [(problem.code, problem.column) for problem in reading.problems] == [("column.unknown", "Shoe size")]
    limited = [row for row in records(found) if row.values.get("sharing_limited")]
    assert all(row.as_given[-1] == ("Shoe size", "5") for row in records(found) if row not in limited)


@pytest.mark.parametrize("layout", TABLES, ids=named)
def test_a_missing_compulsory_column_refuses_the_file(layout):
    rows = example_rows(layout)
    compulsory = [column for column in layout.columns if column.compulsory]
    for column in compulsory:
        found = headers.settle(1, rows[0], layout, "")
        index = next(place.index for place in found.places if place.column is column)
        without = [[cell for place, cell in enumerate(row) if place != index] for row in rows]

        with pytest.raises(FileRefused) as refused:
            read(as_bytes(without), layout.name)

        assert refused.value.problem.code == "column.missing"
        assert refused.value.problem.column == column.synonyms[0]


A_DATE_IN = {
    "school_roll": "birth_date",
    "school_indicators": "birth_date",
    "intended_destinations": "birth_date",
    "college_starters": "start_date",
    "college_leavers": "end_date",
    "people_list": "start_date",
    "attainment": "birth_date",
    "caseload_people": "birth_date",
    "contact_log": "contact_date",
    "caseload_extract": "start_date",
    "gias": "open_date",
    "course_directory": "start_date",
}


@pytest.mark.parametrize("layout", [each for each in TABLES if any(c.holds_dates for c in each.columns)], ids=named)
def test_a_wrong_date_gives_its_row_column_value_and_words(layout):
    content, header = spoilt(layout, A_DATE_IN[layout.name], "31/02/2025")

    _, rows = read(content, layout.name)

    problem = next(problem for problem in records(rows)[0].problems if problem.code == "date.no_such_day")
    assert (problem.row, problem.column, problem.value) == (2, header, "31/02/2025")
    assert problem.message == "There is no such day in the calendar. Check the date and correct it."


A_CODE_IN = {
    "school_roll": ("ethnicity", "Ruritanian", "ready"),
    "school_indicators": ("youth_justice", "sometimes", "ready"),
    "intended_destinations": ("intended_destination_words", "Circus", "held"),
    "college_starters": ("learning_type", "Alchemy", "held"),
    "college_leavers": ("destination_words", "The moon", "held"),
    "attainment": ("sen_provision", "Q", "ready"),
    "caseload_people": ("level_of_need", "9", "ready"),
    "contact_log": ("contact_outcome", "Abducted", "held"),
    "people_list": ("says", "Levitating", "rejected"),
    "caseload_extract": ("activity_code", "999", "rejected"),
    "gias": ("ukprn", "20004180", "ready"),
    "apprenticeship_providers": ("ukprn", "20004180", "rejected"),
    "course_directory": ("study_mode", "Now and then", "ready"),
}


@pytest.mark.parametrize("layout", TABLES, ids=named)
def test_an_unknown_code_gives_its_row_column_value_and_words(layout):
    field, cell, outcome = A_CODE_IN[layout.name]
    content, header = spoilt(layout, field, cell)

    _, rows = read(content, layout.name)

    row = records(rows)[0]
    problem = next(problem for problem in row.problems if problem.value == cell)
    assert (problem.row, problem.column) == (2, header)
    assert problem.message.endswith(".")
    assert row.outcome_hint == outcome


@pytest.mark.parametrize("layout", TABLES, ids=named)
def test_a_row_that_names_no_one_is_rejected(layout):
    rows = example_rows(layout)
    found = headers.settle(1, rows[0], layout, "")
    keys = {field for key in layout.keys for field in key}
    for place in found.places:
        if place.column and place.column.field in keys:
            rows[1][place.index] = ""

    _, read_rows = read(as_bytes(rows), layout.name)

    row = records(read_rows)[0]
    assert row.outcome_hint == "rejected"
    assert "row.no_key" in [problem.code for problem in row.problems]
    assert row.row == 2


@pytest.mark.parametrize("layout", TABLES, ids=named)
def test_every_record_keeps_what_was_given(layout):
    rows = example_rows(layout)

    _, found = read(as_bytes(rows), layout.name)

    for given, row in zip(rows[1:], records(found), strict=True):
        if not row.values.get("sharing_limited"):
            assert row.as_given == tuple((header, cell) for header, cell in zip(rows[0], given, strict=True) if cell)


@pytest.mark.parametrize("layout", FORMATS, ids=named)
def test_values_are_ready_to_keep(layout):
    """No value is blank, and no text holds what a database refuses."""
    _, rows = read(example_of(layout), layout.name)

    for row in rows:
        for value in row.values.values():
            assert value not in ("", None)
            assert "\0" not in str(value)


@pytest.mark.parametrize("layout", XMLS, ids=named)
def test_every_element_of_the_example_is_read_or_ignored_by_name(layout):
    elements = Elements(layout)
    reading, rows = read(example_of(layout), layout.name)

    assert reading.problems == ()
    for row in rows:
        for path, _ in row.as_given:
            assert elements.settle(re.sub(r" \(\d+\)$", "", path))[0] in ("read", "ignored")


@pytest.mark.parametrize("layout", XMLS, ids=named)
def test_a_date_that_is_wrong_in_xml_gives_its_line_element_and_words(layout):
    text = example_of(layout).read_text(encoding="utf-8")
    spoilt_text = re.sub(r"<(DOB|DateOfBirth)>[\d-]+</", r"<\1>2010-02-31</", text, count=1)

    _, rows = read(spoilt_text.encode(), layout.name)

    problem = next(problem for problem in rows[0].problems if problem.code == "date.no_such_day")
    assert problem.element.endswith(("DOB", "DateOfBirth"))
    assert (problem.line, problem.value) == (rows[0].row, "2010-02-31")
    assert problem.message.startswith("There is no such day")


@pytest.mark.parametrize("layout", TABLES, ids=named)
def test_an_xml_file_is_not_a_table(layout):
    with pytest.raises(FileRefused) as refused:
        read(b"<?xml version='1.0'?><Message/>", layout.name)

    assert refused.value.problem.code == "file.xml_not_expected"


@pytest.mark.parametrize("layout", XMLS, ids=named)
def test_a_table_is_not_an_xml_file(layout):
    with pytest.raises(FileRefused) as refused:
        read(as_bytes([["UPN"], ADA]), layout.name)

    assert refused.value.problem.code == "file.xml_expected"


@pytest.mark.parametrize("file", ["ccis_mar16.csv", "ccis_mar22.csv"])
def test_real_layouts_of_extracts_are_wholly_known(shared, file):
    names = shared / "data" / "nccis" / "real_export_column_names.csv"
    with names.open(encoding="utf-8") as stream:
        header = [row["column"] for row in csv.DictReader(stream) if row["file"] == file]

    found = headers.settle(1, header, format_named("caseload_extract"), "")

    assert found.fits
    assert [place.header for place in found.places if place.role == "unknown"] == []


@pytest.mark.parametrize("file", [f"census_jan{year}.csv" for year in range(17, 23)])
def test_real_census_layouts_have_their_people_found(shared, file):
    names = shared / "data" / "nccis" / "real_export_column_names.csv"
    with names.open(encoding="utf-8") as stream:
        header = [row["column"] for row in csv.DictReader(stream) if row["file"] == file]

    found = headers.settle(1, header, format_named("school_roll"), "")

    read_fields = {place.column.field for place in found.places if place.column and place.role == "read"}
    assert found.fits
    assert {
        "upn",
        "uln",
        "gender",
        "ethnicity",
        "sen_provision",
        "fsm_eligible",
        "postcode",
        "year_group",
    } <= read_fields


@pytest.mark.parametrize("file", ["attendance_oct14", "attendance_may15", "attendance_oct21", "attendance_jan22"])
def test_real_attendance_layouts_are_wholly_known(shared, file):
    names = shared / "data" / "nccis" / "real_export_column_names.csv"
    with names.open(encoding="utf-8") as stream:
        header = [row["column"] for row in csv.DictReader(stream) if row["file"] == f"{file}.csv"]

    found = headers.settle(1, header, format_named("school_indicators"), "")

    assert found.fits
    assert [place.header for place in found.places if place.role == "unknown"] == []


def test_the_real_register_layout_is_wholly_known_and_read(shared):
    reading, rows = read(shared / "data" / "formats" / "gias" / "gias.csv", "gias")

    assert [problem.code for problem in reading.problems] == []
    assert len(records(rows)) == 60
    assert {row.outcome_hint for row in records(rows)} == {"ready"}


LISTS_OF = {
    "attendance": "school_indicators",
    "ccis": "caseload_extract",
    "census": "school_roll",
    "characteristics": "caseload_people",
    "ks2": "attainment",
    "ks4": "attainment",
    "secondary": "",
}
"""Which list each of the real files is; a look-up of schools without their numbers is none."""


def fates(shared) -> dict[str, dict[str, int]]:
    """Return how many of each real file's columns are read, say what another says better, or are left out with why."""
    names = shared / "data" / "nccis" / "real_export_column_names.csv"
    files: dict[str, list[str]] = {}
    with names.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            files.setdefault(row["file"], []).append(row["column"])
    told = {}
    for file, header in files.items():
        layout = LISTS_OF[file.partition("_")[0]]
        roles = (
            [place.role for place in headers.settle(1, header, format_named(layout), "").places]
            if layout
            else ["ignored"] * len(header)
        )
        unsaid = [
            heading
            for heading, role in zip(header, roles, strict=True)
            if role in ("ignored", "unknown") and not why_left_out(heading) and layout
        ]
        assert unsaid == [], file
        told[file] = {role: roles.count(role) for role in set(roles)}
    return told


def test_each_of_895_real_column_names_is_read_or_left_out_with_a_reason(shared):
    told = fates(shared)

    counts = {
        role: sum(each.get(role, 0) for each in told.values()) for role in ("read", "outranked", "ignored", "unknown")
    }
    # 895 names = read + said better by another column + left out with a reason.
    assert counts == {"read": 411, "outranked": 8, "ignored": 476, "unknown": 0}
    assert sum(counts.values()) == 895


def test_the_how_to_gives_the_same_counts(shared):
    page = (FOLDER.parents[3] / "docs" / "how-to" / "move-in-from-another-system.md").read_text(encoding="utf-8")
    counts = {
        role: sum(each.get(role, 0) for each in fates(shared).values()) for role in ("read", "outranked", "ignored")
    }

    assert f"{counts['read']} are read" in page
    assert f"{counts['outranked']} say what another column of the same file says better" in page
    assert f"{counts['ignored']} are left out" in page
