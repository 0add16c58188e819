"""What could not be read is kept with its reason, and rejected rows go back to their sender as they were given."""

import csv
import io

import pytest

from tests.apps.imports.lists import (
    ROLL,
    counts,
    example,
    load,
    outcomes,
    pupil,
    roll,
    send,
    starter,
    starters,
)
from tests.factories.moments import DAY
from tests.imports.files import ADA, HEADERS, as_bytes, as_xlsx
from towpath.access.viewer import Viewer
from towpath.files.models import StoredFile
from towpath.imports.because import BECAUSE
from towpath.imports.models import Batch, Row
from towpath.imports.queries import BatchNotFoundError, get_batch, list_batches, list_expected
from towpath.imports.summing import list_problems, sum_of, write_rejected
from towpath.organisation.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"%PDF-1.7 not a list", "list.pdf"),
        (b"Forename,Favourite colour\r\nWren,green\r\n", "wrong-columns.csv"),
        (b"PK\x03\x04 not a workbook", "list.xlsx"),
    ],
)
def test_a_file_that_is_no_list_keeps_nothing_but_itself_and_its_reason(
    saltmarsh: Organisation, content: bytes, name: str
) -> None:
    batch = send(saltmarsh, content, name=name)

    assert batch.state == Batch.State.REFUSED
    assert (Row.objects.count(), sum(counts(saltmarsh).values())) == (0, 0)
    assert StoredFile.objects.get().pk == batch.file_id
    [problem] = list_problems(batch)
    assert problem.message.endswith(".")
    assert sum_of(batch).read == 0


def rejected(batch: Batch) -> list[dict[str, str]]:
    out = io.StringIO()
    count = write_rejected(batch, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len({(row["Sheet"], row["Row"]) for row in rows}) == count
    return rows


def test_rejected_rows_are_given_back_with_row_column_value_reason_and_fix(saltmarsh: Organisation) -> None:
    wrong = pupil(2, DOB="31/02/2009")

    batch = load(saltmarsh, roll(pupil(1), wrong))

    [row] = rejected(batch)
    # The headings are row 1 of the sheet and the first pupil is row 2.
    assert (row["Row"], row["Outcome"], row["Column"], row["Value"]) == ("3", "rejected", "DOB", "31/02/2009")
    assert "date" in row["Problem"]
    assert {name: row[name] for name in ROLL} == wrong


def test_a_list_only_shown_gives_its_rejected_rows_too(saltmarsh: Organisation) -> None:
    assert len(rejected(send(saltmarsh, roll(pupil(1), pupil(2, DOB="31/02/2009"))))) == 1


def test_a_cell_that_a_spreadsheet_would_run_is_made_plain(saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1, DOB="=1+1", Surname='=HYPERLINK("http://x","y")', Forename="@SUM(A1)")))

    row = rejected(batch)[0]
    assert (row["Surname"], row["Forename"]) == ('\'=HYPERLINK("http://x","y")', "'@SUM(A1)")
    assert row["DOB"] == "'=1+1"


def test_a_number_wrong_in_two_ways_is_written_once_a_problem(saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1, DOB="31/02/2009", Forename="Ada Mary", Surname="")))

    rows = rejected(batch)

    assert sorted(row["Column"] for row in rows) == ["DOB", "Surname"]
    assert outcomes(batch) == ["rejected"]


def test_a_cell_that_only_a_later_row_fills_is_given_back_too(saltmarsh: Organisation) -> None:
    # The first cannot be read for its day and has no postcode; the second has one.
    batch = load(saltmarsh, roll(pupil(1, DOB="31/02/2009", Postcode=""), pupil(2, DOB="31/02/2009")))

    first, second = rejected(batch)

    assert (first["Postcode"], second["Postcode"]) == ("", pupil(2)["Postcode"])


def test_the_columns_of_every_sheet_are_given_back(saltmarsh: Organisation) -> None:
    wrong = [*ADA[:3], "31/02/2010"]
    book = as_xlsx(None, {"Year 10": [HEADERS, wrong], "Year 11": [[*HEADERS, "House"], [*wrong, "Heron"]]})

    first, second = rejected(load(saltmarsh, book, name="list.xlsx"))

    assert (first["Sheet"], first["House"], second["Sheet"], second["House"]) == ("Year 10", "", "Year 11", "Heron")


def test_an_element_that_only_a_later_record_has_is_given_back(saltmarsh: Organisation) -> None:
    content, name = example("ctf")
    wrong = content.decode().replace("2010-02-03", "2010-02-31").replace("2009-11-17", "2009-11-31")

    rows = rejected(load(saltmarsh, wrong.encode(), "ctf", name=name))

    # The example's second pupil alone lives in a flat.
    flat_of = {row["Forename"]: row["Address/SAON"] for row in rows}
    assert flat_of == {"Adaeze": "", "Liam": "Flat 1"}


def test_both_cells_under_a_heading_given_twice_are_given_back(saltmarsh: Organisation) -> None:
    batch = send(saltmarsh, as_bytes([[*HEADERS, "DOB"], [*ADA, "04/02/2010"]]))

    out = io.StringIO()
    write_rejected(batch, out)

    headings, row = list(csv.reader(io.StringIO(out.getvalue())))[:2]
    assert [cell for heading, cell in zip(headings, row, strict=True) if heading == "DOB"] == [
        "03/02/2010",
        "04/02/2010",
    ]


def test_why_a_row_waits_is_given_first_and_once_and_then_what_was_noticed(saltmarsh: Organisation) -> None:
    # Nobody knows this starter, and which activity the course is was worked out by us.
    batch = load(saltmarsh, starters(starter(1)), "college_starters")

    why, noticed = rejected(batch)

    assert (why["Outcome"], why["Column"], why["Problem"]) == ("held", "", BECAUSE["nobody"])
    assert noticed["Column"] == "activity_code"


def test_what_reading_found_is_said_of_its_cell_alone(saltmarsh: Organisation) -> None:
    # The course would end on the day before it starts.
    batch = load(saltmarsh, starters(starter(1, **{"Planned End Date": "07/09/2025"})), "college_starters")

    rows = rejected(batch)

    assert {row["Outcome"] for row in rows} == {"held"}
    assert "" not in {row["Column"] for row in rows}


def test_another_councils_list_is_nowhere_to_be_seen(
    saltmarsh: Organisation, farbank: Organisation, data_lead: Viewer, stranger: Viewer
) -> None:
    batch = load(saltmarsh, roll(pupil(1)))

    assert get_batch(data_lead, batch.number) == batch
    assert list(list_batches(stranger)) == []
    assert list_expected(stranger, DAY) == []
    with pytest.raises(BatchNotFoundError):
        get_batch(stranger, batch.number)


def test_an_adviser_sees_no_lists(saltmarsh: Organisation, adviser: Viewer) -> None:
    load(saltmarsh, roll(pupil(1)))

    assert list(list_batches(adviser)) == []


def test_one_councils_list_recognises_nobody_of_another(saltmarsh: Organisation, farbank: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))

    batch = load(farbank, roll(pupil(1)))

    assert outcomes(batch) == ["created"]
    assert batch.rows.get(line=2).person.organisation_id == farbank.pk
