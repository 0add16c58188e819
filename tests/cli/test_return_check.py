import json
from pathlib import Path

import pytest

from tests.examples import returns
from towpath.cli import main

FILES = Path(returns.__file__).parent
SOUND, FAULTY = str(FILES / "sound.xml"), str(FILES / "ten_faults.xml")
PROBLEM_KEYS = ["code", "severity", "young_persons_id", "element", "value", "line", "message"]


def test_a_sound_return_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["return", "check", SOUND]) == 0

    said = capsys.readouterr().out
    assert "7 records" in said
    assert "Edition: 2020-21 (not read whole" in said
    assert "No problems found." in said


def test_problems_are_counted_then_told_with_their_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["return", "check", FAULTY]) == 1

    said = capsys.readouterr().out
    assert "Problems: 10" in said
    assert "  43        1  priority 2     Postcode format not recognised" in said
    assert "Line 137: 43 1230000000004 Postcode: The postcode is ZZ999ZZ" in said


def test_json_is_one_object_of_the_promised_shape_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["return", "check", FAULTY, "--json"]) == 1

    caught = capsys.readouterr()
    told = json.loads(caught.out)
    assert list(told) == ["records", "period_end", "edition", "counts", "problems"]
    assert (told["records"], told["period_end"], told["edition"]) == (11, "2026-01-31", "2020-21")
    assert told["counts"] == dict.fromkeys(("1", "5", "40", "43", "224", "230", "232", "259", "306", "907"), 1)
    assert all(list(problem) == PROBLEM_KEYS for problem in told["problems"])
    assert caught.err == ""


def test_a_named_edition_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["return", "check", FAULTY, "--edition", "2019-20", "--json"]) == 1

    # 306 is not a check of 2019-20.
    assert "306" not in json.loads(capsys.readouterr().out)["counts"]


def test_an_overlay_is_laid_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay = tmp_path / "ours.toml"
    overlay.write_text(
        """
        [[correction]]
        list = "checks"
        code = "43"
        from = 2026-01-01
        set = {valid_to = 2025-12-31}
        reason = "withdrawn"
        source = "our copy"
        """
    )

    assert main(["return", "check", FAULTY, "--overlay", str(overlay), "--json"]) == 1

    assert "43" not in json.loads(capsys.readouterr().out)["counts"]


def test_a_file_that_would_be_turned_away_is_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes((FILES / "sound.xml").read_bytes()[:-20])

    assert main(["return", "check", str(broken)]) == 1

    said = capsys.readouterr().out
    assert "The whole file would be turned away" in said
    assert "FR-NOCLOSE" in said


def test_a_file_without_a_period_end_says_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.xml"
    empty.write_text("<NCCIS></NCCIS>")

    assert main(["return", "check", str(empty), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["period_end"] is None

    assert main(["return", "check", str(empty)]) == 1
    assert "Period end: not known" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such-file.xml"], "'no-such-file.xml' cannot be read: No such file or directory."),
        ([SOUND, "--edition", "1999"], "There is no edition 1999. Use one of 2019-20, 2020-21, 2026-27."),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["return", "check", *arguments]) == 2

    caught = capsys.readouterr()
    assert (caught.out, caught.err) == ("", f"{words}\n")


def test_no_file_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["return", "check"])

    assert stopped.value.code == 2
