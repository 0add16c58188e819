"""`towpath benchmark`: the keys it promises, its exit codes, and its words."""

import json
from pathlib import Path

import pytest

from tests.apps.insight.conftest import scorecard
from tests.factories.cast import make_saltmarsh
from towpath.audit.models import Event
from towpath.cli.service import benchmark
from towpath.organisation.models import Organisation

pytestmark = pytest.mark.django_db

SHOW = ["show", "--area", "343", "--measure", "not_known", "--year", "2031"]


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Organisation:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")
    monkeypatch.setenv("TOWPATH_BENCHMARK_DIR", str(tmp_path / "nothing beside"))
    return make_saltmarsh()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a scorecard.csv"
    path.write_bytes(scorecard())
    return path


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = benchmark.main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_load_answers_with_its_promised_keys(council, file, capsys):
    code, answer = asked(capsys, "load", str(file))

    assert code == 0
    assert answer == {"read": 5, "values": 25, "areas": 5, "years": [2031], "problems": []}


def test_show_answers_with_its_promised_keys(council, file, capsys):
    asked(capsys, "load", str(file))

    code, answer = asked(capsys, *SHOW)

    assert code == 0
    promised = {
        key: answer[key] for key in ("area", "measure", "year", "value", "count", "rank", "tied", "of", "quintile")
    }
    assert promised == {
        "area": "343",
        "measure": "not_known",
        "year": 2031,
        "value": 0.2,
        "count": 12,
        "rank": 1,
        "tied": 2,
        "of": 2,
        "quintile": 1,
    }
    assert (answer["england"], answer["region"]) == (2.2, 1.4)
    assert "DfE" in str(answer["source"])
    assert isinstance(answer["neighbours"], list)


def test_show_says_it_in_words(council, file, capsys):
    asked(capsys, "load", str(file))

    assert benchmark.main(SHOW) == 0

    told = capsys.readouterr().out
    assert "Saltmarsh, 2031: 0.2% whose activity is not known, about 12 of 6,000 young people" in told
    assert "Rank: joint 1st of 2, 2 tied; lower is better." in told
    assert "Source: DfE" in told


def test_a_wrong_file_is_a_problem_and_loads_nothing(council, tmp_path, capsys):
    wrong = tmp_path / "roll.csv"
    wrong.write_text("UPN,Surname\n")

    code, answer = asked(capsys, "load", str(wrong))

    assert code == 1
    assert (answer["read"], answer["values"]) == (0, 0)
    assert answer["problems"][0]["code"] == "not-a-published-file"
    assert not Event.objects.filter(kind="benchmark.loaded").exists()


def test_a_file_that_is_not_there_is_wrong_usage(council, tmp_path, capsys):
    assert benchmark.main(["load", str(tmp_path / "gone.csv")]) == 2
    assert "gone.csv' cannot be read: No such file or directory." in capsys.readouterr().err


def test_a_year_that_nobody_loaded_says_which_file_to_load(council, capsys):
    assert benchmark.main(SHOW) == 1
    assert "Load DfE's NEET and participation scorecard of that year" in capsys.readouterr().err

    code, answer = asked(capsys, *SHOW)
    assert (code, answer["problems"][0]["code"]) == (1, "no-figures")


def test_a_measure_that_is_none_is_wrong_usage(council):
    with pytest.raises(SystemExit) as stopped:
        benchmark.main(["show", "--area", "343", "--measure", "happiness", "--year", "2024"])

    assert stopped.value.code == 2


def test_years_answers_with_each_year_and_its_place_in_each_group(council, file, capsys):
    asked(capsys, "load", str(file))

    code, answer = asked(capsys, "years", "--area", "343", "--measure", "not_known")

    assert code == 0
    by_year = {each["year"]: each for each in answer["years"]}
    assert by_year[2031]["rank"] == 1
    assert by_year[2031]["groups"][-1]["name"] == "North"
    assert by_year[2031]["groups"][-1]["place"] == {"rank": 1, "tied": 2, "of": 2}
    assert benchmark.main(["years", "--area", "343", "--measure", "not_known"]) == 0
    assert "North (2031): joint lowest with Farbank" in capsys.readouterr().out


def test_years_of_a_place_without_figures_says_what_to_load(council, capsys):
    assert benchmark.main(["years", "--area", "999", "--measure", "neet"]) == 1
    told = capsys.readouterr()
    assert ("Load DfE's scorecard" in told.err, told.out) == (True, "")

    code, answer = asked(capsys, "years", "--area", "999", "--measure", "neet")
    assert (code, answer["area"], answer["measure"], answer["years"]) == (1, "999", "neet", [])
    [problem] = answer["problems"]
    assert (problem["code"], problem["value"]) == ("no-figures", "999")
    assert "Load DfE's scorecard" in problem["message"]
