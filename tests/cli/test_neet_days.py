"""`towpath neet-days`: the worked cases of the first six months, its keys, its rows out and its exit codes."""

import csv
import json
from pathlib import Path

import pyarrow.parquet
import pytest

from towpath.cli.standalone import neet_days

# The worked cases of docs/published-facts.md, Days NEET: 30; 40, with 14 not known; 182; none; one never heard of.
ACTIVITIES = """\
person_id,activity_code,start_date,end_date
college in October,619,2023-09-01,2023-09-30
college in October,230,2023-10-01,
training in October,619,2023-09-15,2023-10-24
training in October,410,2023-10-25,
all through,619,2023-09-01,
never,210,2023-09-01,
turns 18,619,2023-09-01,
"""
PEOPLE = """\
person_id,birth_date,left_date
college in October,2007-01-01,
training in October,2007-01-01,
all through,2007-01-01,
never,2007-01-01,
turns 18,2005-12-01,
silent,2007-01-01,
gone,2007-01-01,2023-08-31
"""
WINDOW = ["--from", "2023-09-01", "--to", "2024-02-29"]


@pytest.fixture
def activities(tmp_path: Path) -> list[str]:
    file = tmp_path / "activities.csv"
    file.write_text(ACTIVITIES)
    return ["--activities", str(file), *WINDOW]


@pytest.fixture
def files(tmp_path: Path, activities: list[str]) -> list[str]:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    return [*activities, "--people", str(file)]


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = neet_days.main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_without_a_people_file_everyone_with_an_activity_counts(capsys, activities: list[str]) -> None:
    code, answer = asked(capsys, *activities)

    assert code == 0
    assert (answer["people"], answer["people_in_mean"], answer["people_with_any"]) == (5, 5, 4)
    assert answer["mean_days"] == (30 + 40 + 182 + 0 + 182) / 5  # with no birth date nobody turns 18
    assert answer["mean_days_any"] == (30 + 40 + 182 + 182) / 4
    assert answer["not_known_mean_days"] == 14 / 5


MEANS = {
    "exclude": ((30 + 40 + 182 + 0 + 91) / 5, 4, (30 + 40 + 182 + 91) / 4),
    "neet": ((30 + 54 + 182 + 0 + 91 + 182) / 6, 5, (30 + 54 + 182 + 91 + 182) / 5),
    "not-neet": ((30 + 40 + 182 + 0 + 91 + 0) / 6, 4, (30 + 40 + 182 + 91) / 4),
}


@pytest.mark.parametrize("engine", ["duckdb", "python"])
@pytest.mark.parametrize("rule", MEANS)
def test_the_means_are_those_worked_by_hand(capsys, files: list[str], rule: str, engine: str) -> None:
    code, answer = asked(capsys, *files, "--not-known", rule, "--engine", engine)

    assert code == 0
    # 30 + 31 + 30 days to the day before the birthday on 1 December; whoever had gone has no day and is in no mean.
    assert (answer["people"], answer["people_without_days"], answer["people_partial"]) == (7, 1, 2)
    assert (answer["mean_days"], answer["people_with_any"], answer["mean_days_any"]) == MEANS[rule]
    assert answer["not_known_mean_days"] == (14 + 182) / 6


def test_without_currency_a_job_is_known_to_the_end(capsys, tmp_path: Path) -> None:
    file = tmp_path / "activities.csv"
    file.write_text("person_id,activity_code,start_date\na,330,2023-08-05\n")  # lapses on 5 February 2024

    _, current = asked(capsys, "--activities", str(file), *WINDOW)
    _, without = asked(capsys, "--activities", str(file), *WINDOW, "--currency", "off")

    assert (current["not_known_mean_days"], without["not_known_mean_days"]) == (24, 0)


OUT = {
    "all through": ["182", "182", "0", "182", "yes", "no"],
    "college in October": ["182", "30", "0", "30", "yes", "no"],
    "gone": ["0", "0", "0", "", "no", "yes"],
    "never": ["182", "0", "0", "0", "yes", "no"],
    "silent": ["182", "0", "182", "", "no", "no"],
    "training in October": ["182", "40", "14", "40", "yes", "no"],
    "turns 18": ["91", "91", "0", "91", "yes", "yes"],
}
HEADINGS = ["person_id", "days", "neet_days", "not_known_days", "counted_days", "in_mean", "partial"]


def test_out_has_one_row_a_person(capsys, files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "days out.csv"

    asked(capsys, *files, "--out", str(out))

    with out.open(newline="") as lines:
        assert list(csv.reader(lines)) == [HEADINGS, *([person, *cells] for person, cells in OUT.items())]
    assert [path.name for path in tmp_path.iterdir() if "unfinished" in path.name] == []


def test_out_as_parquet_keeps_what_is_unknown_empty(capsys, files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "days.parquet"

    asked(capsys, *files, "--out", str(out))

    columns = pyarrow.parquet.read_table(out).to_pydict()
    assert list(columns) == HEADINGS
    assert columns["person_id"] == list(OUT)
    assert columns["counted_days"] == [182, 30, None, 0, None, 40, 91]


def test_a_row_left_out_is_listed_and_the_exit_code_says_so(capsys, files: list[str]) -> None:
    Path(files[1]).write_text(ACTIVITIES + "never,619,2024-01-32,\n")

    code, answer = asked(capsys, *files)

    assert code == 1
    assert [(p["row"], p["column"], p["value"]) for p in answer["problems"]] == [(9, "start_date", "2024-01-32")]
    assert answer["mean_days"] == MEANS["exclude"][0]


def test_the_text_says_who_is_in_each_mean(capsys, files: list[str]) -> None:
    assert neet_days.main(files) == 0

    printed = capsys.readouterr().out
    assert "Days NEET from 2023-09-01 to 2024-02-29, 182 days" in printed
    assert "68.6 days on average over 5 of 7 people" in printed
    assert "85.8 days on average over the 4 with any" in printed
    assert "32.7 days not known, on average over 6 people" in printed
    assert "others' days are counted, not scaled" in printed
    assert "Assumes: 410 " in printed


@pytest.mark.parametrize("out", ["days.txt", "no such folder/days.csv"])
def test_an_out_that_cannot_be_written_is_refused_before_anything_is_read(
    capsys, files: list[str], tmp_path: Path, out: str
) -> None:
    assert neet_days.main([*files, "--out", str(tmp_path / out), "--json"]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1


def test_a_window_that_ends_before_it_begins_is_wrong_usage(capsys, activities: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        neet_days.main([*activities[:2], "--from", "2024-02-29", "--to", "2024-02-28"])

    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""
