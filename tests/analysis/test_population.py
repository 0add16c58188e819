"""Reading the two files: every row is used, or listed with its place, its value and what to do."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from tests.analysis.histories import STANDARDS
from tests.examples.drawn import rows
from towpath.analysis.engine import Connection, open_engine
from towpath.analysis.files import FileNotFound, FileRefused
from towpath.analysis.population import Wanted, load_population
from towpath.rules.problems import Problem

FOR_RATES = Wanted(birth_date=True, area=True)
FOR_DAYS = Wanted(birth_date=False, area=False)


@pytest.fixture(scope="module")
def engine() -> Iterator[Connection]:
    with open_engine(threads=2) as connection:
        yield connection


def load(engine: Connection, tmp_path: Path, activities: str, people: str | None = None, **options) -> list[Problem]:
    activity_file, people_file = tmp_path / "activities of June [1].csv", tmp_path / "people.csv"
    activity_file.write_text(activities, encoding="utf-8")
    if people is not None:
        people_file.write_text(people, encoding="utf-8")
    asked = {"wanted": FOR_RATES if people is not None else FOR_DAYS, "needs_recorded": False, **options}
    return load_population(engine, activity_file, people_file if people is not None else None, STANDARDS, **asked)


def as_csv(table: str) -> str:
    """Return a drawn table as the file it stands for."""
    drawn = rows(table)
    lines = [",".join(drawn[0])] + [",".join("" if cell == "-" else cell for cell in row.values()) for row in drawn]
    return "\n".join(lines) + "\n"


def loaded(engine: Connection, columns: str, table: str = "statements") -> list[tuple[object, ...]]:
    return engine.execute(f"select {columns} from {table} order by all").fetchall()


BAD_ACTIVITIES = """
person_id  activity_code  start_date  end_date    date_verified
a          230            2025-09-01  -           2025-09-02     # right
b          230            01/09/2025  -           -
c          999            2025-09-01  -           -
d          619            2025-09-02  2025-09-01  -
e          619            2025-09-01  2025-09-01  -              # a day long, and right
f          619            2025-02-30  -           -
g          -              2025-09-01  -           -
-          619            2025-09-01  -           -
h          619            -           -           -
i          619            2025-09-01  -           1025-09-02     # a century nobody means
"""

LEFT_OUT = """
row  column         value       code
3    start_date     01/09/2025  not-a-date
4    activity_code  999         unknown-code
5    end_date       2025-09-01  end-before-start
7    start_date     2025-02-30  not-a-date
8    activity_code  -           blank
9    person_id      -           blank
10   start_date     -           blank
11   date_verified  1025-09-02  not-a-date
"""


def test_each_bad_row_is_left_out_and_listed_with_its_place_and_value(engine: Connection, tmp_path: Path) -> None:
    problems = load(engine, tmp_path, as_csv(BAD_ACTIVITIES))

    found = [(str(p.row), p.column, p.value or "-", p.code) for p in problems]
    assert found == [(cells["row"], cells["column"], cells["value"], cells["code"]) for cells in rows(LEFT_OUT)]
    assert loaded(engine, "person_id") == [("a",), ("e",)]
    assert all(p.sheet == "activities" and p.severity == "error" and p.message.endswith(".") for p in problems)


def test_a_row_with_two_things_wrong_says_both(engine: Connection, tmp_path: Path) -> None:
    problems = load(engine, tmp_path, "person_id,activity_code,start_date\na,999,yesterday\n")

    assert [(p.row, p.code, p.value) for p in problems] == [(2, "not-a-date", "yesterday"), (2, "unknown-code", "999")]


BAD_PEOPLE = """
person_id  birth_date  area  from_date   to_date
a          2008-01-01  343   -           2025-06-30   # moved, and right
a          2008-01-01  344   2025-07-01  -
b          2008-01-01  343   -           -
b          2008-01-01  343   -           -
c          2008-01-01  343   2025-01-01  2025-06-30
c          2008-01-01  344   2025-06-30  -            # lives in two places on 30 June
d          -           343   -           -
e          2008-01-01  -     -           -
f          2008-01-01  343   2025-06-30  2025-06-29
g          2008-01-01  343   -           2025-06-30
g          2008-10-01  344   2025-07-01  -            # the same child, born twice
h          08/01/2008  343   -           -
"""

PEOPLE_LEFT_OUT = """
row  column      value       code
5    person_id   b           person-given-twice
7    person_id   c           person-given-twice
8    birth_date  -           blank
9    area        -           blank
10   to_date     2025-06-29  to-before-from
12   birth_date  2008-10-01  birth-date-differs
13   birth_date  08/01/2008  not-a-date
"""


def test_people_given_twice_or_without_what_a_rate_needs_are_listed(engine: Connection, tmp_path: Path) -> None:
    problems = load(engine, tmp_path, "person_id,activity_code,start_date\n", as_csv(BAD_PEOPLE))

    found = [(str(p.row), p.column, p.value or "-", p.code) for p in problems]
    assert found == [(cells["row"], cells["column"], cells["value"], cells["code"]) for cells in rows(PEOPLE_LEFT_OUT)]
    assert loaded(engine, "person_id, area", "residence") == [
        ("a", "343"), ("a", "344"), ("b", "343"), ("c", "343"), ("g", "343"),
    ]  # fmt: skip


def test_days_need_neither_birth_date_nor_area(engine: Connection, tmp_path: Path) -> None:
    people = "person_id,birth_date,left_date\na,,2025-10-01\nb,2008-02-01,\n"

    problems = load(engine, tmp_path, "person_id,activity_code,start_date\n", people, wanted=FOR_DAYS)

    assert problems == []
    assert loaded(engine, "*", "tracked") == [("a", None, date(2025, 10, 1)), ("b", date(2008, 2, 1), None)]


def test_a_person_left_the_area_when_their_last_residence_ended(engine: Connection, tmp_path: Path) -> None:
    people = as_csv(
        """
        person_id  from_date   to_date
        moved      -           2025-06-30
        moved      2025-07-01  2025-12-31
        returned   -           2025-06-30
        returned   2025-09-01  -
        """
    )

    load(engine, tmp_path, "person_id,activity_code,start_date\n", people, wanted=FOR_DAYS)

    assert loaded(engine, "person_id, left_date", "tracked") == [("moved", date(2025, 12, 31)), ("returned", None)]


def test_an_activity_before_birth_is_left_out_and_one_on_the_day_is_not(engine: Connection, tmp_path: Path) -> None:
    people = "person_id,birth_date,area\na,2008-05-05,343\n"

    problems = load(
        engine, tmp_path, "person_id,activity_code,start_date\na,619,2008-05-04\na,619,2008-05-05\n", people
    )

    assert [(p.row, p.column, p.value, p.code) for p in problems] == [
        (2, "start_date", "2008-05-04", "activity-before-birth")
    ]
    assert loaded(engine, "id") == [(3,)]


def test_activities_of_people_not_listed_are_counted_in_one_warning(engine: Connection, tmp_path: Path) -> None:
    activities = (
        "person_id,activity_code,start_date\na,619,2025-09-01\nx,619,2025-09-01\nx,230,2025-10-01\ny,619,2025-09-01\n"
    )

    [problem] = load(engine, tmp_path, activities, "person_id,birth_date,area\na,2008-01-01,343\n")

    assert (problem.code, problem.severity, problem.row) == ("person-not-listed", "warning", 3)
    assert "3 activities belong to 2 people" in problem.message


def test_without_a_people_file_the_people_are_those_with_an_activity(engine: Connection, tmp_path: Path) -> None:
    load(engine, tmp_path, "person_id,activity_code,start_date\nb,619,2025-09-01\na,619,2025-09-01\nb,230,2025-10-01\n")

    assert loaded(engine, "*", "tracked") == [("a", None, None), ("b", None, None)]


def test_headings_are_found_whatever_their_case_spacing_and_order(engine: Connection, tmp_path: Path) -> None:
    problems = load(engine, tmp_path, 'Start_Date, NOTES ,Person_ID , Activity_Code\n2025-09-01,"a, b",p, 619 \n')

    assert problems == []
    assert loaded(engine, "person_id, code, start_date") == [("p", "619", date(2025, 9, 1))]


def test_a_missing_column_is_named_with_what_was_found(engine: Connection, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        load(engine, tmp_path, "pupil,activity_code,start_date\n1,619,2025-09-01\n")

    [problem] = refused.value.problems
    assert (problem.code, problem.column, problem.sheet) == ("missing-column", "person_id", "activities")
    assert "pupil, activity_code, start_date" in problem.message


def test_a_column_given_twice_is_refused(engine: Connection, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        load(engine, tmp_path, "person_id,activity_code,start_date,Start_date\n")

    assert [problem.code for problem in refused.value.problems] == ["column-given-twice"]


def test_an_empty_file_lacks_its_headings(engine: Connection, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        load(engine, tmp_path, "")

    assert {problem.column for problem in refused.value.problems} == {"person_id", "activity_code", "start_date"}


def test_a_line_of_the_wrong_width_is_listed_and_later_rows_keep_their_numbers(
    engine: Connection, tmp_path: Path
) -> None:
    problems = load(
        engine,
        tmp_path,
        "person_id,activity_code,start_date\na,619,2025-09-01\n\nb,619,2025-09-01,extra\nc,619\nd,999,2025-09-01\ne,619,2025-09-01\n",
    )

    assert [(p.row, p.code, p.value) for p in problems] == [
        (4, "wrong-number-of-columns", "b,619,2025-09-01,extra"),
        (5, "wrong-number-of-columns", "c,619"),
        (6, "unknown-code", "999"),
    ]
    assert loaded(engine, "id, person_id") == [(2, "a"), (7, "e")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_files_of_other_encodings_are_read(engine: Connection, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "activities.csv"
    file.write_bytes("person_id,activity_code,start_date\nZoë,619,2025-09-01\n".encode(encoding))

    load_population(engine, file, None, STANDARDS, wanted=FOR_DAYS, needs_recorded=False)

    assert loaded(engine, "person_id") == [("Zoë",)]


def test_an_open_end_may_be_written_as_the_last_of_days(engine: Connection, tmp_path: Path) -> None:
    problems = load(engine, tmp_path, "person_id,activity_code,start_date,end_date\na,619,2025-09-01,9999-12-31\n")

    assert problems == []
    assert loaded(engine, "end_date") == [(None,)]


def test_a_date_may_bear_midnight_and_no_other_time(engine: Connection, tmp_path: Path) -> None:
    problems = load(
        engine, tmp_path, "person_id,activity_code,start_date\na,619,2025-09-01 00:00:00\nb,619,2025-09-01T08:30\n"
    )

    assert [(p.row, p.value) for p in problems] == [(3, "2025-09-01T08:30")]


def test_parquet_is_read_by_its_own_types(engine: Connection, tmp_path: Path) -> None:
    file = tmp_path / "activities.parquet"
    pyarrow.parquet.write_table(
        pa.table(
            {
                "person_id": pa.array([7, 8, 9]),
                "activity_code": pa.array([619.0, 230.0, None]),
                "start_date": pa.array([date(2025, 9, 1), date(2025, 9, 2), date(2025, 9, 3)]),
                "end_date": pa.array([datetime(2025, 10, 1), None, None], pa.timestamp("ns")),  # noqa: DTZ001
                "review_date": pa.array([None, 45901, None], pa.int64()),
            }
        ),
        file,
    )

    problems = load_population(engine, file, None, STANDARDS, wanted=FOR_DAYS, needs_recorded=False)

    assert [(p.row, p.column, p.value, p.code) for p in problems] == [
        (3, "review_date", "45901", "not-a-date"),  # a spreadsheet's serial number is not a date
        (4, "activity_code", None, "blank"),
    ]
    assert loaded(engine, "person_id, code, start_date, end_date") == [
        ("7", "619", date(2025, 9, 1), date(2025, 10, 1))
    ]


def test_csv_and_parquet_of_the_same_rows_load_alike(engine: Connection, tmp_path: Path) -> None:
    problems = load(engine, tmp_path, as_csv(BAD_ACTIVITIES))
    kept = loaded(engine, "*")
    drawn = rows(BAD_ACTIVITIES)
    text = {name: [None if row[name] == "-" else row[name] for row in drawn] for name in drawn[0]}
    file = tmp_path / "activities.parquet"
    pyarrow.parquet.write_table(pa.table({name: pa.array(cells, pa.string()) for name, cells in text.items()}), file)

    assert load_population(engine, file, None, STANDARDS, wanted=FOR_DAYS, needs_recorded=False) == problems
    assert loaded(engine, "*") == kept


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_file_that_is_not_what_its_ending_says_is_refused(engine: Connection, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"activities.{ending}"
    file.write_bytes(b"\x00\x81PK not a table")

    with pytest.raises(FileRefused):
        load_population(engine, file, None, STANDARDS, wanted=FOR_DAYS, needs_recorded=False)


@pytest.mark.parametrize("name", ["nowhere.csv", "notes.txt"])
def test_a_file_that_is_not_there_or_of_another_ending_is_wrong_usage(
    engine: Connection, tmp_path: Path, name: str
) -> None:
    (tmp_path / "notes.txt").write_text("person_id\n")

    with pytest.raises(FileNotFound, match=name):
        load_population(engine, tmp_path / name, None, STANDARDS, wanted=FOR_DAYS, needs_recorded=False)


def test_a_question_as_known_on_a_day_needs_the_day_each_was_recorded(engine: Connection, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="recorded_date"):
        load(engine, tmp_path, "person_id,activity_code,start_date\na,619,2025-09-01\n", needs_recorded=True)

    [blank] = load(
        engine,
        tmp_path,
        "person_id,activity_code,start_date,recorded_date\na,619,2025-09-01,\na,230,2025-09-01,2025-09-03 16:05\n",
        needs_recorded=True,
    )

    assert (blank.code, blank.severity, blank.row) == ("not-recorded", "warning", 2)
    assert loaded(engine, "id, recorded_at") == [(2, None), (3, datetime(2025, 9, 3, 16, 5))]  # noqa: DTZ001


def test_rows_keep_their_numbers_in_a_file_read_in_many_pieces(engine: Connection, tmp_path: Path) -> None:
    lines = [f"p{number:06},619,2025-09-01,{'x' * 400}" for number in range(2, 100_002)]
    activities = "person_id,activity_code,start_date,notes\n" + "\n".join(lines) + "\n"

    load(engine, tmp_path, activities)

    assert loaded(engine, "count(*), sum(cast(person_id = printf('p%06d', id) as int))") == [(100_000, 100_000)]
