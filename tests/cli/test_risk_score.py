"""`towpath risk score`: the published cases, its keys, what it leaves out and says, its rows out and its exit codes."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from towpath.cli.standalone import risk_score

PEOPLE = """\
person_id,attendance_percent,fsm_eligible,sen_provision,eal,in_care
published,84,yes,K,yes,no
ninety,90.0,no,N,no,yes
eighty-five,85.0%,N,N,no,no
nothing,95,no,N,no,no
silent,,,,,
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE)
    return file


def asked(capsys: pytest.CaptureFixture[str], file: Path, *arguments: str) -> tuple[int, dict]:
    scheme = () if "--scheme" in arguments else ("--scheme", "oxfordshire-2022")
    code = risk_score.main([str(file), *scheme, *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def made(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "made.csv"
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("scheme", "points"),
    [
        # 84% 2, free school meals 2, SEN support 1 and EAL 1; then the two edges.
        ("oxfordshire-2022", {"published": 2 + 2 + 1 + 1, "ninety": 2, "eighty-five": 1, "nothing": 0, "silent": 0}),
        (
            "oxfordshire-2023",
            {"published": 2 + 2 + 1 + 1, "ninety": 1 + 2, "eighty-five": 2, "nothing": 0, "silent": 0},
        ),
        ("oxfordshire", {"published": 2 + 2 + 1 + 1, "ninety": 1 + 2, "eighty-five": 2, "nothing": 0, "silent": 0}),
    ],
)
def test_the_published_cases_score_as_each_coding_has_them(capsys, people: Path, scheme: str, points: dict) -> None:
    code, answer = asked(capsys, people, "--scheme", scheme)

    assert code == 0
    assert {each["person_id"]: each["points"] for each in answer["scores"]} == points


def test_the_keys_are_as_promised(capsys, people: Path) -> None:
    _code, answer = asked(capsys, people)

    assert (answer["people"], answer["bands"]) == (5, {"red": 1, "amber": 1, "green": 1, "none": 2})
    assert {"people", "bands", "scores", "problems"} <= answer.keys()
    first, *_rest, silent = answer["scores"]
    assert {"person_id", "points", "band", "possible", "reasons"} <= first.keys()
    assert (first["band"], first["reasons"][0]) == ("red", "Attended 84% of school (below 85%): 2 points")
    assert (silent["points"], silent["possible"], silent["possible_band"]) == (0, 22, "red")


def test_evidence_that_the_file_does_not_tell_is_named_and_is_no_error(capsys, people: Path) -> None:
    code, answer = asked(capsys, people)
    absent = {problem["column"] for problem in answer["problems"]}

    assert code == 0
    assert {problem["severity"] for problem in answer["problems"]} == {"warning"}
    assert {"custody", "young_carer", "suspensions"} <= absent
    assert not absent & {"attendance_percent", "fsm_eligible", "in_care"}


def test_what_cannot_be_read_is_told_and_counts_as_not_known(capsys, tmp_path: Path) -> None:
    file = made(tmp_path, "person_id,attendance_percent,in_care\na,0.84,yes\nb,good,no\n")
    code, answer = asked(capsys, file)
    wrong = [problem for problem in answer["problems"] if problem["severity"] == "error"]

    assert code == 1
    assert [(each["row"], each["column"], each["value"], each["code"]) for each in wrong] == [
        (2, "attendance_percent", "0.84", "unreadable"),
        (3, "attendance_percent", "good", "unreadable"),
    ]
    assert [each["points"] for each in answer["scores"]] == [2, 0]


def test_what_says_unknown_is_a_blank_and_no_problem(capsys, tmp_path: Path) -> None:
    code, answer = asked(capsys, made(tmp_path, "person_id,in_care,young_carer\na,unknown,yes\nb,-,no\n"))

    assert code == 0
    assert [each["points"] for each in answer["scores"]] == [2, 0]
    assert all(
        "Not known: Are they looked after by a council? Up to 2 points" in each["missing"] for each in answer["scores"]
    )


def test_a_person_without_an_id_or_given_twice_is_left_out_and_told(capsys, tmp_path: Path) -> None:
    file = made(tmp_path, "person_id,in_care\na,yes\n,yes\na,no\n,\n")
    code, answer = asked(capsys, file)
    wrong = [(each["row"], each["code"]) for each in answer["problems"] if each["severity"] == "error"]

    assert (code, answer["people"]) == (1, 1)
    assert wrong == [(3, "blank"), (4, "person-given-twice")]
    assert answer["scores"][0]["points"] == 2


def test_evidence_first_told_in_a_later_row_counts_from_there(capsys, tmp_path: Path) -> None:
    code, answer = asked(capsys, made(tmp_path, "person_id,attendance_percent,in_care\na,84,\nb,95,yes\nc,,no\n"))

    assert code == 0
    assert [each["points"] for each in answer["scores"]] == [2, 2, 0]


def test_columns_that_mean_the_same_are_read_and_must_agree(capsys, tmp_path: Path) -> None:
    file = made(tmp_path, "person_id,Attendance,FSM,fsm_eligible,ehcp\na,84,1,yes,Y\nb,95,0,yes,\n")
    code, answer = asked(capsys, file)

    assert code == 1
    assert answer["scores"][0]["points"] == 2 + 2 + 2
    assert [each["column"] for each in answer["problems"] if each["code"] == "said-twice"] == ["fsm"]


def test_a_file_with_no_evidence_is_a_problem_and_not_a_row_of_noughts(capsys, tmp_path: Path) -> None:
    code, answer = asked(capsys, made(tmp_path, "person_id,shoe_size\na,9\n"))

    assert code == 1
    assert [problem["code"] for problem in answer["problems"]] == ["no-evidence"]
    assert "attendance_percent" in answer["problems"][0]["message"]


def test_a_file_without_person_id_is_refused(capsys, tmp_path: Path) -> None:
    code, answer = asked(capsys, made(tmp_path, "pupil,in_care\na,yes\n"))

    assert (code, answer["people"], answer["scores"]) == (1, 0, [])
    assert answer["problems"][0]["code"] == "missing-column"


def test_a_weakly_known_criterion_that_was_used_is_an_assumption(capsys, tmp_path: Path) -> None:
    _code, answer = asked(capsys, made(tmp_path, "person_id,suspension_sessions\na,21\n"))

    assert [each["code"] for each in answer["assumes"]] == ["many_sessions"]
    assert answer["assumes"][0]["link"] == "docs/reference/risk.md#oxfordshire-2022"


def test_parquet_is_read_with_its_own_kinds(capsys, tmp_path: Path) -> None:
    file = tmp_path / "people.parquet"
    columns = {"person_id": [1, 2], "attendance_percent": [84.5, None], "in_care": [True, False], "suspensions": [0, 2]}
    pyarrow.parquet.write_table(pa.table(columns), file)
    _code, answer = asked(capsys, file)

    assert [(each["person_id"], each["points"]) for each in answer["scores"]] == [("1", 2 + 2), ("2", 1)]


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_row_a_person_is_written(capsys, people: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"scores{ending}"
    asked(capsys, people, "--out", str(out))
    if ending == ".csv":
        with out.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    else:
        rows = pyarrow.parquet.read_table(out).to_pylist()

    assert list(rows[0]) == list(risk_score.OUT_COLUMNS)
    assert [str(row["points"]) for row in rows] == ["6", "2", "1", "0", "0"]
    assert "attendance" in rows[-1]["missing"]
    assert not list(tmp_path.glob("*.unfinished"))


def test_text_says_bands_reasons_and_doubt(capsys, people: Path) -> None:
    assert risk_score.main([str(people), "--scheme", "oxfordshire-2022"]) == 0
    said = capsys.readouterr()

    assert "5 people. A score decides nothing: a person does." in said.out
    assert "published: 6, red. Attended 84% of school (below 85%): 2 points;" in said.out
    assert "ninety: 2, amber, could be red. Looked after by a council: 2 points" in said.out
    assert "Are they in custody?" in said.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--scheme", "rutland"], "oxfordshire-2022, oxfordshire-2023"),
        (["--scheme", "oxfordshire", "--out", "scores.txt"], "ends in .txt"),
    ],
)
def test_wrong_usage_is_one_line_and_2(capsys, people: Path, arguments: list[str], words: str) -> None:
    assert risk_score.main([str(people), *arguments]) == 2
    said = capsys.readouterr()

    assert said.out == ""
    assert words in said.err
    assert len(said.err.splitlines()) == 1


def test_a_file_that_is_not_there_is_wrong_usage(capsys, tmp_path: Path) -> None:
    assert risk_score.main([str(tmp_path / "nowhere.csv"), "--scheme", "oxfordshire"]) == 2
    assert "There is no file" in capsys.readouterr().err
