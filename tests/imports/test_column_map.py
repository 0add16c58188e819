"""What a person said once of a sender's columns decides how every later list with the same headings is read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.imports.files import ADA, ARRIVAL, LIAM, as_bytes, as_xlsx, records
from towpath.imports.formats import format_named
from towpath.imports.reading.column_map import (
    AS_AT,
    ColumnMap,
    MappedColumn,
    changes,
    fitted,
    headings_at,
    signature_of,
)
from towpath.imports.reading.layout import IncomingRow
from towpath.imports.reading.read import read_file
from towpath.imports.reading.refusals import FileRefused

ADA_BORN = date(2010, 2, 3)


def mapped(*columns: str, heading_rows: int = 1, constants: dict[str, str] | None = None, **orders: str) -> ColumnMap:
    """Return a map of columns written as "heading = field", or a heading alone where it is left out."""
    told = []
    for each in columns:
        heading, _, field = (part.strip() for part in each.partition("="))
        told.append(MappedColumn(heading=heading, field=field, date_order=orders.get(field, "")))
    return ColumnMap(columns=tuple(told), constants=tuple((constants or {}).items()), heading_rows=heading_rows)


def rows_of(content: bytes, layout: str, *maps: ColumnMap) -> list[IncomingRow]:
    reading = read_file(format_named(layout), content, "list.csv", arrival=ARRIVAL, maps=maps)
    return list(reading.rows())


ROLL = mapped(
    "Ref = upn", "Learner (s) = legal_family_name", "Learner (f) = legal_given_name", "B = birth_date", "Shoe"
)
HEADINGS = ["Ref", "Learner (s)", "Learner (f)", "B", "Shoe"]


@pytest.mark.parametrize("as_file", [as_bytes, as_xlsx])
def test_a_list_of_unknown_headings_is_read_as_its_map_says(as_file):
    [ada] = records(rows_of(as_file([["Our list", "", "", "", ""], HEADINGS, [*ADA, "5"]]), "school_roll", ROLL))

    assert ada.values == {
        "upn": ADA[0],
        "legal_family_name": "Okonkwo",
        "legal_given_name": "Adaeze",
        "birth_date": ADA_BORN,
    }
    assert (ada.row, ada.outcome_hint) == (3, "ready")
    # What is left out is kept as it was given all the same.
    assert ("Shoe", "5") in ada.as_given


def test_columns_that_changed_places_are_found_by_their_headings():
    content = as_bytes([HEADINGS[::-1], [*ADA, "5"][::-1]])

    [ada] = records(rows_of(content, "school_roll", ROLL))

    assert (ada.values["upn"], ada.values["birth_date"]) == (ADA[0], ADA_BORN)


def test_other_headings_ask_again():
    with pytest.raises(FileRefused) as refused:
        rows_of(as_bytes([[*HEADINGS, "New"], [*ADA, "5", "x"]]), "school_roll", ROLL)

    assert refused.value.problem.code == "headers.changed"
    assert changes(HEADINGS, ["Ref", "Learner (s)", "learner (F)", "Born", "Shoe"]).added == ("Born",)
    assert changes(HEADINGS, ["Ref", "Learner (s)", "learner (F)", "Born", "Shoe"]).gone == ("B",)


def test_the_first_map_that_fits_is_gone_by():
    older = mapped("Ref", "Learner (s) = full_name", "Learner (f)", "B = birth_date", "Shoe = upn")

    reading = read_file(
        format_named("school_roll"), as_bytes([HEADINGS, [*ADA, "5"]]), arrival=ARRIVAL, maps=(ROLL, older)
    )

    assert reading.column_map == ROLL


def test_a_map_without_a_compulsory_field_refuses_the_list():
    with pytest.raises(FileRefused) as refused:
        rows_of(as_bytes([["Ref", "B"], ADA[::3]]), "school_roll", mapped("Ref = upn", "B = birth_date"))

    assert refused.value.problem.code == "column.missing"


def test_two_rows_of_headings_are_one_and_merged_cells_span_what_is_blank():
    two = [["Learner", "", "", "Born", ""], ["UPN", "Surname", "Forename", "", ""], [*ADA, "5"]]
    both = mapped(
        "Learner UPN = upn", "Learner Surname = legal_family_name", "Learner Forename = legal_given_name",
        "Born = birth_date", heading_rows=2,
    )  # fmt: skip

    assert headings_at([(1, two[0]), (2, two[1])], 1, 2) == both.headings
    [ada] = records(rows_of(as_bytes(two), "school_roll", both))
    assert (ada.row, ada.values["legal_given_name"], ada.values["birth_date"]) == (3, "Adaeze", ADA_BORN)


def test_several_columns_make_one_name_and_one_column_makes_two():
    said = {"says": "here"}
    apart = mapped("First = legal_given_name", "Second = legal_given_name", "Last = legal_family_name", constants=said)
    together = mapped("Who = full_name", "No = uln", constants=said)
    apart = ColumnMap(columns=(*apart.columns, MappedColumn(heading="No", field="uln")), constants=apart.constants)

    first = records(
        rows_of(
            as_bytes(
                [
                    ["First", "Second", "Last", "No"],
                    ["Mary", "Jane", "Ng", "7100000008"],
                    ["", "Ann", "Ng", "7100000121"],
                ]
            ),
            "people_list",
            apart,
        )
    )
    [jane] = records(rows_of(as_bytes([["Who", "No"], ["SMITH, Jane Ada", "7100000334"]]), "people_list", together))

    assert [row.values["legal_given_name"] for row in first] == ["Mary Jane", "Ann"]
    assert (jane.values["legal_family_name"], jane.values["legal_given_name"]) == ("SMITH", "Jane")
    assert jane.values["middle_names"] == "Ada"


def test_words_stand_for_others_and_some_for_nothing():
    status = MappedColumn(
        heading="Position", field="says", words=(("On Prog", "started"), ("Gone away", "left"), ("?", ""))
    )
    columns = (MappedColumn(heading="ULN", field="uln"), status, MappedColumn(heading="When", field="start_date"))
    told = ColumnMap(columns=columns, constants=(("activity_code", "230"),))

    rows = records(
        rows_of(
            as_bytes(
                [["ULN", "Position", "When"], ["7100000008", "on prog", "08/09/2025"], ["7100000121", "GONE AWAY", ""],
                 ["7100000334", "?", ""]]
            ),
            "people_list", told,
        )
    )  # fmt: skip

    assert [row.values.get("says") for row in rows] == ["started", "left", None]
    assert [row.outcome_hint for row in rows] == ["ready", "held", "rejected"]
    assert rows[1].problems[-1].code == "says.end_missing"


def test_constants_hold_for_every_row_and_may_be_the_day_of_the_list():
    told = mapped("ULN = uln", constants={"says": "started", "start_date": AS_AT, "activity_code": "230"})

    [row] = records(rows_of(as_bytes([["ULN"], ["7100000008"]]), "people_list", told))

    assert (row.values["start_date"], row.values["activity_code"]) == (ARRIVAL.on, "230")
    assert row.outcome_hint == "ready"
    assert row.as_given == (("ULN", "7100000008"),)


@pytest.mark.parametrize(("order", "born"), [("day", date(2010, 4, 3)), ("month", date(2010, 3, 4))])
def test_a_person_settles_whether_the_day_or_the_month_is_first(order, born):
    told = mapped("UPN = upn", "S = legal_family_name", "F = legal_given_name", "B = birth_date", birth_date=order)
    rows = [["UPN", "S", "F", "B"], [*ADA[:3], "03/04/2010"], [*LIAM[:3], "03/05/2010"]]

    [ada, _] = records(rows_of(as_bytes(rows), "school_roll", told))

    assert ada.values["birth_date"] == born


def test_headings_are_the_same_whatever_their_case_spacing_and_order():
    assert signature_of(["Date of birth", "UPN"]) == signature_of(["upn", " DATE OF  BIRTH "])
    assert signature_of(["Date of birth"]) != signature_of(["Date of birth", "UPN"])


def test_two_headings_of_one_name_keep_their_places():
    twice = mapped("Date = birth_date", "Date = entry_date")

    assert fitted(twice, ["Date", "DATE"]) == twice
    assert fitted(mapped("A = upn", "Date = birth_date", "Date = entry_date"), ["Date", "A", "Date"]) is None


def test_a_list_without_headings_is_never_read_without_a_question():
    bare = mapped("Column A = upn", heading_rows=0)

    with pytest.raises(FileRefused):
        rows_of(as_bytes([ADA]), "school_roll", bare)


@given(
    st.permutations(range(len(HEADINGS))), st.sampled_from([str.upper, str.lower, str.title, lambda text: f"  {text} "])
)
def test_the_order_and_spelling_of_headings_change_nothing(order, spelt):
    rows = [[spelt(heading) for heading in HEADINGS], [*ADA, "5"], [*LIAM, ""]]

    found = records(rows_of(as_bytes([[row[place] for place in order] for row in rows]), "school_roll", ROLL))

    expected = records(rows_of(as_bytes([HEADINGS, [*ADA, "5"], [*LIAM, ""]]), "school_roll", ROLL))
    assert [dict(row.values) for row in found] == [dict(row.values) for row in expected]


@given(st.lists(st.text(alphabet="Aa é-_./1", min_size=1, max_size=6), min_size=1, max_size=6))
def test_a_map_fits_its_own_headings_and_none_with_one_more(headings):
    told = ColumnMap(columns=tuple(MappedColumn(heading=heading) for heading in headings))

    assert fitted(told, headings) == told
    assert fitted(told, [*headings, "one more"]) is None
    assert signature_of(headings) == signature_of(list(reversed(headings)))
