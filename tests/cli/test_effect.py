"""`towpath effect`: its keys, what it says to a person, what it leaves out, and how it refuses."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from towpath.cli.standalone import effect

ASKED = ("--treatment", "Supported", "--outcome", "neet days", "--covariates", "attendance,school,NEET risk")
KEYS = ["design", "estimand", "estimate", "se", "ci", "adjusted", "n", "given", "ess", "largest_share", "balance"]
KEYS += ["e_value", "warnings", "problems"]


def rows(count: int = 60) -> list[dict[str, object]]:
    """Return people whose days follow from their attendance, less ten for those supported."""
    made: list[dict[str, object]] = []
    for number in range(count):
        attendance = 80 + (number * 7) % 20
        supported = 1 if (number * 5) % 13 < 4 + (attendance < 90) * 2 else 0
        days = 200 - 2 * attendance - 10 * supported + (number * 11) % 5
        school = ("101", "102", "103")[number % 3]
        made.append({
            "Supported": supported, "neet days": days, "attendance": attendance, "school": school,
            "NEET risk": ("high", "low")[number % 2], "ward": f"ward {number % 12}",
        })  # fmt: skip
    return made


def made(tmp_path: Path, people: list[dict[str, object]]) -> Path:
    file = tmp_path / "people.csv"
    lines = [",".join(people[0]), *(",".join(str(cell) for cell in person.values()) for person in people)]
    file.write_text("\n".join(lines))
    return file


def asked(capsys: pytest.CaptureFixture[str], file: Path, *arguments: str) -> tuple[int, dict]:
    code = effect.main([str(file), *ASKED, *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("design", ["unadjusted", "nearest", "caliper", "ipw", "entropy"])
def test_each_design_gives_the_promised_keys(capsys, tmp_path: Path, design: str) -> None:
    code, answer = asked(capsys, made(tmp_path, rows()), "--design", design)

    assert code == 0
    assert list(answer) == KEYS
    assert (answer["design"], answer["estimand"], answer["problems"]) == (design, "ATT", [])
    assert list(answer["adjusted"]) == ["estimate", "se", "ci"]
    assert answer["ci"][0] < answer["estimate"] < answer["ci"][1]
    assert answer["given"] == {"treated": 24, "control": 36}
    assert 0 < answer["ess"] <= answer["n"]["control"] <= 36
    assert [each["covariate"] for each in answer["balance"]] == [
        "attendance", "school", "neet risk = high", "neet risk = low",
    ]  # fmt: skip


def test_the_design_we_advise_is_taken_unless_another_is_named(capsys, tmp_path: Path) -> None:
    code, answer = asked(capsys, made(tmp_path, rows()))

    assert (code, answer["design"]) == (0, "entropy")
    # Ten days were taken off; what is left over is at most the spread of 0 to 4 that the rows were given.
    assert answer["ci"][0] < -10 < answer["ci"][1]
    assert abs(answer["adjusted"]["estimate"] + 10) < 2


def test_numbers_that_are_codes_count_as_categories_when_told(capsys, tmp_path: Path) -> None:
    _, answer = asked(capsys, made(tmp_path, rows()), "--categories", "school")

    named = [each["covariate"] for each in answer["balance"]]
    assert named[1:4] == ["school = 101", "school = 102", "school = 103"]


def test_rows_that_cannot_be_used_are_left_out_each_with_a_word(capsys, tmp_path: Path) -> None:
    people = rows()
    people[0]["attendance"] = "often"
    people[4]["attendance"] = "1e308"
    people[1]["neet days"] = ""
    people[2]["Supported"] = "maybe"
    people[3]["NEET risk"] = "NA"

    code, answer = asked(capsys, made(tmp_path, people))

    assert code == 1
    assert sum(answer["given"].values()) == 60 - 5
    assert [(each["row"], each["column"], each["value"], each["code"]) for each in answer["problems"]] == [
        (2, "attendance", "often", "unreadable"),
        (3, "neet days", None, "blank"),
        (4, "supported", "maybe", "unreadable"),
        (5, "neet risk", "NA", "blank"),
        (6, "attendance", "1e308", "unreadable"),
    ]
    assert answer["problems"][2]["message"] == (
        "supported is maybe. Write 1 for treated and 0 for not. The row was left out."
    )


def test_groups_with_nothing_in_common_name_the_covariate_and_what_to_do(capsys, tmp_path: Path) -> None:
    people = rows()
    for person in people:
        person["NEET risk"] = "high" if person["Supported"] else "low"

    code, answer = asked(capsys, made(tmp_path, people))

    assert code == 1
    assert list(answer) == KEYS
    assert (answer["estimate"], answer["ci"], answer["adjusted"]["estimate"]) == (None, None, None)
    [problem] = answer["problems"]
    assert (problem["code"], problem["column"], problem["value"]) == ("no-overlap", "neet risk", "neet risk")
    assert problem["message"] == (
        "No weights make the controls like the treated, because they have too little in common on neet risk."
        " Leave it out of --covariates, or keep only rows where both groups have people like each other."
    )


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"Supported": 1}, "too-few", "supported is 1 in 60 rows that can be used and 0 in 0."),
        ({"NEET risk": None}, "too-many-categories", "neet risk has 60 different words"),
    ],
)
def test_a_file_that_cannot_answer_says_why(capsys, tmp_path: Path, change: dict, code: str, words: str) -> None:
    people = rows()
    for number, person in enumerate(people):
        person.update({name: f"note {number}" if value is None else value for name, value in change.items()})

    ended, answer = asked(capsys, made(tmp_path, people))

    assert ended == 1
    assert answer["problems"][0]["code"] == code
    assert answer["problems"][0]["message"].startswith(words)


def test_a_missing_column_is_named_beside_the_headings_there_are(capsys, tmp_path: Path) -> None:
    code = effect.main([str(made(tmp_path, rows())), "--treatment", "helped", *ASKED[2:], "--json"])

    [problem] = json.loads(capsys.readouterr().out)["problems"]
    assert (code, problem["code"], problem["column"]) == (1, "missing-column", "helped")


def test_people_in_one_ward_may_share_their_luck(capsys, tmp_path: Path) -> None:
    file = made(tmp_path, rows())

    _, alone = asked(capsys, file)
    _, shared = asked(capsys, file, "--cluster", "ward")

    assert (alone["estimate"], len(alone["balance"])) == (shared["estimate"], len(shared["balance"]))
    assert alone["se"] != shared["se"]


def test_parquet_gives_what_csv_gives(capsys, tmp_path: Path) -> None:
    people = rows()
    file = tmp_path / "people.parquet"
    columns = {name: [person[name] for person in people] for name in people[0]}
    columns["attendance"] = [float(each) for each in columns["attendance"]]  # type: ignore[arg-type]
    columns["Supported"] = [bool(each) for each in columns["Supported"]]
    pyarrow.parquet.write_table(pa.table(columns), file)

    assert asked(capsys, file) == asked(capsys, made(tmp_path, people))


def test_a_number_that_is_none_in_parquet_is_left_out_with_a_word(capsys, tmp_path: Path) -> None:
    people = rows()
    columns = {name: [person[name] for person in people] for name in people[0]}
    columns["attendance"] = [float("nan"), *(float(each) for each in columns["attendance"][1:])]  # type: ignore[arg-type]
    file = tmp_path / "people.parquet"
    pyarrow.parquet.write_table(pa.table(columns), file)

    code, answer = asked(capsys, file)

    assert (code, answer["problems"][0]["row"], answer["problems"][0]["column"]) == (1, 2, "attendance")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--caliper", "0.2"], "--caliper is for --design caliper, not entropy."),
        (["--design", "caliper", "--caliper", "-1"], "'-1' is not a number above 0."),
        (["--design", "magic"], "invalid choice: 'magic'"),
        (["--covariates", "attendance,neet days"], "--covariates names neet days, which is the treatment"),
        (["--covariates", " , "], "--covariates names no column."),
        (["--outcome", "supported"], "--treatment and --outcome are both supported."),
        (["--categories", "ward"], "--categories names ward, which --covariates does not."),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_line(capsys, tmp_path: Path, arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        effect.main([str(made(tmp_path, rows())), *ASKED, *arguments])

    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_no_file_is_wrong_usage(capsys, tmp_path: Path) -> None:
    assert effect.main([str(tmp_path / "none.csv"), *ASKED]) == 2
    assert "There is no file" in capsys.readouterr().err


def test_a_person_reads_the_effect_its_doubt_and_a_caveat(capsys, tmp_path: Path) -> None:
    assert effect.main([str(made(tmp_path, rows())), *ASKED]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "neet days of the treated beside controls: controls weighted so that the means of every covariate agree"
    )
    assert "95% interval" in lines[1]
    assert "24 of 24 treated and 36 of 36 controls" in lines[3]
    assert "neet days is lower for the treated than chance alone would often make it." in lines[4]
    assert lines[-1].startswith("A comparison, not proof")
    assert "-0.0000" not in "\n".join(lines)


def test_it_starts_without_django(tmp_path: Path) -> None:
    program = (
        "import sys; from towpath.cli import main; code = main(); assert 'django' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "effect", str(made(tmp_path, rows())), *ASKED], capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")
