"""The senders' files can be read by the project's own readers, and the truth says whose every row is."""

import csv
import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from towpath.demo.borough.truth import COLUMNS
from towpath.imports.formats import format_named
from towpath.imports.reading.layout import Arrival
from towpath.imports.reading.read import read_file
from towpath.rules.returns.check import check_return
from towpath.standards import load_standards

LISTS = (
    "activity_codes",
    "characteristics",
    "cohort_statuses",
    "intended_destinations",
    "guarantee_statuses",
    "ethnicities",
)


@pytest.fixture(scope="session")
def readings(made):
    """Read the whole inbox once: rows that are records, by file."""
    edition = load_standards().edition_on(made.manifest.on)
    codes = {name: frozenset(getattr(edition, name)) for name in LISTS}
    found = {}
    for sent in made.manifest.files:
        path = made.out / "inbox" / sent.path
        reading = read_file(
            format_named(sent.format), path, path.name, arrival=Arrival(on=made.manifest.on, codes=codes)
        )
        found[sent.path] = [row for row in reading.rows() if row.outcome_hint != "skipped"]
    return found


@pytest.fixture(scope="session")
def whose(made):
    """Return the truth of each row, by file and row number."""
    rows = defaultdict(dict)
    for row in made.truth("rows"):
        rows[row["file"]][int(row["row"])] = row
    return rows


def test_the_manifest_names_every_file_once(made):
    inbox = {str(path.relative_to(made.out / "inbox")) for path in (made.out / "inbox").rglob("*") if path.is_file()}
    saved = json.loads((made.out / "manifest.json").read_text("utf-8"))

    assert {sent.path for sent in made.manifest.files} == inbox
    assert [sent["path"] for sent in saved["files"]] == [sent.path for sent in made.manifest.files]
    assert Counter(sent.format for sent in made.manifest.files)["school_roll"] == 20
    assert all(sent.due_date <= made.manifest.on and sent.owner for sent in made.manifest.files)


def test_every_row_read_is_a_row_the_truth_knows_and_the_other_way_about(made, readings, whose):
    for sent in made.manifest.files:
        if sent.format != "gias":
            assert {row.row for row in readings[sent.path]} == set(whose[sent.path]), sent.path


def test_rows_without_a_fault_say_who_the_truth_says(readings, whose, made):
    people = made.people()
    seen = 0
    for path, rows in readings.items():
        for row in rows:
            truth = whose[path].get(row.row)
            if truth and not truth["fault"] and row.values.get("upn"):
                seen += 1
                assert row.values["upn"] == people[truth["person_id"]]["upn"], (path, row.row)
    assert seen > 10_000


def test_rows_without_a_fault_are_nearly_all_ready(made, readings, whose):
    # A file with every date month first is held as a whole, and somebody with one name has no given name to give.
    month_first = {fault["file"] for fault in made.truth("faults") if fault["kind"] == "us_dates"}
    single = {row["person_id"] for row in made.truth("people") if not row["legal_given_name"]}

    for path, rows in readings.items():
        for row in rows if path not in month_first else ():
            truth = whose[path].get(row.row, {"fault": "", "person_id": ""})
            if not truth["fault"] and truth["person_id"] not in single:
                assert row.outcome_hint == "ready", (path, row.row, row.problems)


def test_last_months_return_has_nothing_to_put_right(made):
    with (made.out / "inbox/previous-system/nccis-2025-12.xml").open("rb") as file:
        result = check_return(file, load_standards())

    assert result.records > 3000
    assert result.period_end == date(2025, 12, 31)
    assert {problem.code for problem in result.problems} <= {"908"}  # Two people with one name and birth date: advice.


def test_the_extract_and_the_return_agree(made, readings):
    extract = {
        row.values["nccis_id"]: row.values
        for row in readings["previous-system/caseload-2025-12.csv"]
        if "nccis_id" in row.values
    }
    returned = {row.values["nccis_id"]: row.values for row in readings["previous-system/nccis-2025-12.xml"]}
    struck = {row["person_id"] for row in made.truth("rows") if row["fault"] and "caseload-2025" in row["file"]}
    ids = {row["nccis_id"]: row["person_id"] for row in made.truth("people")}

    assert set(returned) <= set(extract)
    for number, values in returned.items():
        if ids[number] not in struck:
            assert values["activity_code"] == extract[number]["activity_code"]
            assert values["start_date"] == extract[number]["start_date"]


def test_newcomers_are_not_in_the_extract(made, readings):
    known = {row.values.get("nccis_id") for row in readings["previous-system/caseload-2025-12.csv"]}
    strangers = [row for row in made.people().values() if row["is_newcomer"] == "Y"]

    assert strangers
    assert not {row["nccis_id"] for row in strangers} & known


def test_a_protected_address_is_in_no_file(made):
    protected = [
        row["address"].split(",")[0]
        for row in made.people().values()
        if row["is_protected"] == "Y" and row["is_placed"] == "N"
    ]
    extract = (made.out / "inbox/previous-system/caseload-2025-12.csv").read_text("utf-8")
    ids = {row["nccis_id"] for row in made.people().values() if row["is_protected"] == "Y"}

    assert protected
    for row in csv.DictReader(extract.splitlines()):
        if row["YoungPersonsID"] in ids:
            assert row["Postcode"] == "SB1 1AA"
            assert row["AddressLine1"].startswith("c/o")


def test_the_diary_speaks_only_of_the_month_and_of_people_on_record(made):
    with (made.out / "diary/confirmations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = {row["nccis_id"] for row in made.people().values()}

    assert len(rows) > 50
    assert all("2026-01-01" <= row["date"] <= "2026-01-31" for row in rows)
    assert all(row["nccis_id"] in numbers for row in rows)
    assert all(bool(row["activity_code"]) == (row["outcome"] == "confirmed") for row in rows)
    assert any(row["outcome"] == "no answer" for row in rows)


def test_accounts_have_every_role_and_no_password(made):
    with (made.out / "accounts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["role"] for row in rows} == {
        "adviser", "specialist", "tracking officer", "manager", "data lead", "school lead", "commissioner",
        "safeguarding lead",
    }  # fmt: skip
    assert set(rows[0]) == {"user", "name", "email", "role", "establishment_number"}
    assert len({row["user"] for row in rows}) == len(rows)


def test_truth_files_have_the_columns_they_are_said_to_have(made):
    assert {path.stem for path in (made.out / "truth").iterdir()} == set(COLUMNS)
    for name, columns in COLUMNS.items():
        header = (made.out / "truth" / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header == ",".join(columns)


def test_the_same_seed_gives_the_same_bytes(make_small):
    one, other = make_small(seed=7), make_small(seed=7)
    files = sorted(path.relative_to(one.out) for path in one.out.rglob("*") if path.is_file())

    assert files == sorted(path.relative_to(other.out) for path in other.out.rglob("*") if path.is_file())
    assert [path for path in files if (one.out / path).read_bytes() != (other.out / path).read_bytes()] == []


def test_another_seed_gives_other_people(make_small):
    one, other = make_small(seed=7), make_small(seed=8)

    assert (one.out / "truth/people.csv").read_bytes() != (other.out / "truth/people.csv").read_bytes()


@pytest.mark.parametrize(
    ("month", "year_12_born_from"), [("2025-09", "2008-09-01"), ("2026-08", "2008-09-01"), ("2024-02", "2006-09-01")]
)
def test_any_month_can_be_lived_in(make_small, month, year_12_born_from):
    made = make_small(month=month)
    births = [row["birth_date"] for row in made.people().values() if row["year_group"] == "12"]

    assert min(births) >= year_12_born_from
    assert len(made.manifest.files) > 60


def test_september_has_the_new_leavers_and_last_months_return_still_has_the_old_years(make_small):
    made = make_small(month="2025-09")
    people = made.people()
    new = [
        row
        for row in made.truth("status")
        if row["month_end"] == "2025-09-30" and people[row["person_id"]]["year_group"] == "12"
    ]
    starters = sum(sent.rows for sent in made.manifest.files if sent.format == "college_starters")
    with (made.out / "inbox/previous-system/nccis-2025-08.xml").open("rb") as file:
        result = check_return(file, load_standards())

    assert len(new) >= 97
    assert starters > 80
    assert result.period_end == date(2025, 8, 31)
    assert {problem.code for problem in result.problems} <= {"908"}
    assert result.records > 280  # Years 11, 12 and 13 of August: about 3 x 100, and older people with a plan.


def test_the_package_needs_no_django():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, towpath.demo.borough; sys.exit('django' in sys.modules)"], check=False
    )

    assert done.returncode == 0


def test_the_how_to_lists_every_column_of_the_truth():
    page = (Path(__file__).parents[2] / "docs/how-to/make-an-invented-borough.md").read_text("utf-8")

    for name, columns in COLUMNS.items():
        listed = page.partition(f"**`{name}.csv`.**")[2].partition("**`")[0]
        assert [column for column in columns if f"`{column}`" not in listed] == [], name
