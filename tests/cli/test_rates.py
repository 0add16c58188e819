"""`towpath rates`: the keys it promises, its exit codes, and the same answer from each engine."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from towpath.cli.standalone import rates

ACTIVITIES = """\
person_id,activity_code,start_date,end_date,date_verified,recorded_date
amina,230,2025-09-03,,2025-10-01,2025-10-02
bilal,619,2025-09-01,,2025-09-05,2025-09-06
bilal,530,2025-11-03,,2025-11-03,2025-12-09
carys,330,2025-06-20,,2025-06-20,2025-06-20
"""
PEOPLE = """\
person_id,birth_date,area,gender
amina,2008-10-10,343,F
bilal,2009-01-14,343,M
carys,2008-12-12,343,F
daniel,2009-05-18,343,M
elin,2009-09-20,344,F
"""

# Bilal is NEET until re-engagement starts; Carys's job lapses on 20 December; of Daniel nothing was ever said; Elin is
# in Year 11.
NOVEMBER = {"month": "2025-11", "area": "343", "cohort": 4, "eet": 3, "neet": 0, "not_known": 1, "neet_percent": 0.0,
    "not_known_percent": 25.0, "combined_percent": 25.0}  # fmt: skip
NOVEMBER_ELSEWHERE = {"month": "2025-11", "area": "344", "cohort": 0, "eet": 0, "neet": 0, "not_known": 0,
    "neet_percent": None, "not_known_percent": None, "combined_percent": None}  # fmt: skip
DECEMBER = {
    **NOVEMBER,
    "month": "2025-12",
    "eet": 2,
    "not_known": 2,
    "not_known_percent": 50.0,
    "combined_percent": 50.0,
}
DECEMBER_ELSEWHERE = {**NOVEMBER_ELSEWHERE, "month": "2025-12"}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "activities.csv").write_text(ACTIVITIES)
    (tmp_path / "people.csv").write_text(PEOPLE)
    return ["--activities", str(tmp_path / "activities.csv"), "--people", str(tmp_path / "people.csv")]


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = rates.main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("engine", ["duckdb", "python"])
def test_the_figures_are_those_worked_by_hand(capsys, files: list[str], engine: str) -> None:
    code, answer = asked(capsys, *files, "--from", "2025-11", "--to", "2025-12", "--engine", engine)

    assert code == 0
    assert answer["months"] == [NOVEMBER, NOVEMBER_ELSEWHERE, DECEMBER, DECEMBER_ELSEWHERE]
    assert answer["problems"] == []


@pytest.mark.parametrize("engine", ["duckdb", "python"])
def test_known_on_leaves_out_what_was_recorded_later(capsys, files: list[str], engine: str) -> None:
    arguments = [*files, "--from", "2025-11", "--to", "2025-11", "--engine", engine]

    _, before = asked(capsys, *arguments, "--known-on", "2025-12-08")
    _, on_the_day = asked(capsys, *arguments, "--known-on", "2025-12-09")

    # Bilal's re-engagement was written down on 9 December.
    assert (before["months"][0]["eet"], before["months"][0]["neet"]) == (2, 1)
    assert (on_the_day["months"][0]["eet"], on_the_day["months"][0]["neet"]) == (3, 0)
    assert before["known_on"] == "2025-12-08"


@pytest.mark.parametrize("engine", ["duckdb", "python"])
def test_without_currency_nothing_lapses(capsys, files: list[str], engine: str) -> None:
    _, answer = asked(capsys, *files, "--from", "2026-03", "--to", "2026-03", "--currency", "off", "--engine", engine)

    assert (answer["months"][0]["eet"], answer["currency"]) == (3, "off")


def test_a_figure_that_rests_on_a_weakly_known_term_says_so(capsys, files: list[str]) -> None:
    _, with_currency = asked(capsys, *files, "--from", "2025-12", "--to", "2025-12")
    _, without = asked(capsys, *files, "--from", "2025-12", "--to", "2025-12", "--currency", "off")
    _, before = asked(capsys, *files, "--from", "2025-10", "--to", "2025-10")

    # How long 530 stays current is inferred where the sample hides it; 230, 619 and 330 are surer.
    [assumption] = with_currency["assumes"]
    assert assumption["code"] == "530"
    assert assumption["words"].startswith("Re-engagement provision: assumed to lapse 3 months after it was verified")
    assert assumption["link"] == "docs/reference/assumptions.md#activity-530"
    assert (without["assumes"], before["assumes"]) == ([], [])


def test_an_overlay_moves_the_figures_and_names_other_standards(capsys, files: list[str], tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.toml"
    overlay.write_text(
        '[[correction]]\nlist = "activity_codes"\ncode = "530"\nfrom = 2025-01-01\nset = { group = "NEET" }\n'
        'reason = "A local agreement"\nsource = "invented"\n'
    )
    arguments = [*files, "--from", "2025-12", "--to", "2025-12"]

    _, published = asked(capsys, *arguments)
    _, corrected = asked(capsys, *arguments, "--overlay", str(overlay))
    _, reference = asked(capsys, *arguments, "--overlay", str(overlay), "--engine", "python")

    assert published["months"][0]["neet"] == 0
    assert corrected["months"][0]["neet"] == reference["months"][0]["neet"] == 1
    assert published["standards_version"] != corrected["standards_version"]


def test_a_row_left_out_is_listed_and_the_exit_code_says_so(capsys, files: list[str]) -> None:
    path = Path(files[1])
    path.write_text(ACTIVITIES + "daniel,999,2025-09-01,,,\n")

    code, answer = asked(capsys, *files, "--from", "2025-12", "--to", "2025-12")

    assert code == 1
    assert answer["months"] == [DECEMBER, DECEMBER_ELSEWHERE]
    [problem] = answer["problems"]
    assert (problem["sheet"], problem["row"], problem["column"]) == ("activities", 6, "activity_code")
    assert (problem["value"], problem["code"]) == ("999", "unknown-code")


def test_a_warning_alone_is_listed_and_is_no_failure(capsys, files: list[str]) -> None:
    Path(files[1]).write_text(ACTIVITIES + "stranger,230,2025-09-01,,,\n")

    code, answer = asked(capsys, *files, "--from", "2025-12", "--to", "2025-12")

    assert code == 0
    assert [problem["code"] for problem in answer["problems"]] == ["person-not-listed"]


def test_a_missing_column_is_a_problem_and_no_figure_is_given(capsys, files: list[str]) -> None:
    Path(files[3]).write_text("person_id,area\namina,343\n")

    code, answer = asked(capsys, *files, "--from", "2025-12", "--to", "2025-12")

    assert (code, answer["months"]) == (1, [])
    assert [(p["sheet"], p["column"], p["code"]) for p in answer["problems"]] == [
        ("people", "birth_date", "missing-column")
    ]


def test_the_text_shows_counts_beside_percentages_and_what_they_rest_on(capsys, files: list[str]) -> None:
    assert rates.main([*files, "--from", "2025-12", "--to", "2025-12"]) == 0

    printed = capsys.readouterr()
    table = [line.split() for line in printed.out.splitlines()[:3]]
    assert table == [
        "Month Area Cohort EET NEET % Not known % Together %".split(),
        "2025-12 343 4 2 0 0.0% 2 50.0% 2 50.0%".split(),
        "2025-12 344 0 0 0 - 0 - 0 -".split(),
    ]
    assert "Edition 2020-21" in printed.out
    assert "Activities lapse when their currency ends." in printed.out
    assert "Assumes: 530 " in printed.out
    assert printed.err == ""


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="PySpark is installed")
def test_spark_without_its_extra_is_one_line_that_names_it(capsys, files: list[str]) -> None:
    assert rates.main([*files, "--from", "2025-12", "--to", "2025-12", "--engine", "spark", "--json"]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "The engine spark needs an extra: install towpath[spark].\n"


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pyspark") is None, reason="the extra towpath[spark] is not installed")
def test_spark_gives_the_same_figures(capsys, files: list[str]) -> None:
    code, answer = asked(capsys, *files, "--from", "2025-11", "--to", "2025-12", "--engine", "spark")

    assert (code, answer["months"]) == (0, [NOVEMBER, NOVEMBER_ELSEWHERE, DECEMBER, DECEMBER_ELSEWHERE])


@pytest.mark.parametrize(
    "wrong",
    [
        ["--from", "2025-12", "--to", "2025-11"],
        ["--from", "2025-13", "--to", "2026-01"],
        ["--from", "2025-12"],
        ["--from", "2025-12", "--to", "2025-12", "--known-on", "yesterday"],
    ],
)
def test_wrong_usage_exits_2_and_prints_no_figures(capsys, files: list[str], wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        rates.main([*files, *wrong, "--json"])

    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


def test_a_file_that_is_not_there_is_wrong_usage_in_one_line(capsys, files: list[str]) -> None:
    code = rates.main(["--activities", "nowhere.csv", *files[2:], "--from", "2025-12", "--to", "2025-12"])

    assert code == 2
    assert capsys.readouterr().err == "There is no file nowhere.csv. Give the path of a CSV or Parquet file.\n"
