import json

import pytest

from towpath.cli import main
from towpath.cli.standalone.explain import LISTS
from towpath.standards import load_standards


def test_330_counts_as_eet_and_does_not_meet_the_duty(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "330", "--list", "activity"]) == 0

    said = capsys.readouterr().out
    assert "activity 330: Job without training" in said
    assert "Counts as EET" in said
    assert "Does not meet the duty to participate" in said


def test_a_code_in_several_lists_is_explained_under_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "110", "--json"]) == 0

    meanings = json.loads(capsys.readouterr().out)["meanings"]
    assert [meaning["list"] for meaning in meanings] == ["activity", "characteristic", "guarantee", "destination"]


def test_every_code_of_every_list_can_be_explained(capsys: pytest.CaptureFixture[str]) -> None:
    for name, attribute in LISTS.items():
        for code in getattr(load_standards().editions[-1], attribute):
            assert main(["explain", code, "--list", name]) == 0, f"{name} {code}"
    assert capsys.readouterr().out.count("Source:") > 200


def test_doubt_is_said_beside_what_is_doubtful(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "530", "--on", "2026-01-31"])

    said = capsys.readouterr().out
    assert "Lapses 3 months after it was verified. Never after the expected end. (low confidence)" in said
    assert "2020-21, not read whole" in said


def test_a_correction_is_explained_with_its_source(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    overlay = tmp_path_factory.mktemp("a path with a space") / "our overlay.toml"
    overlay.write_text(
        '[[correction]]\nlist = "activity_codes"\ncode = "530"\nfrom = 2026-04-01\n'
        'set = { lapse_amount = 6, currency_confidence = "high" }\nreason = "Read"\nsource = "Our copy"\n'
    )

    assert main(["explain", "530", "--on", "2026-04-01", "--overlay", str(overlay)]) == 0
    assert "Lapses 6 months after it was verified. Never after the expected end.\n" in capsys.readouterr().out


def test_a_code_nobody_published_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "999"]) == 1
    assert "Nothing published has the code '999'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["explain", "530", "--on", "31/01/2026"], "'31/01/2026' is not a date. Write it as 2026-01-31."),
        (["explain", "530", "--overlay", "nowhere.toml"], "'nowhere.toml' cannot be read: No such file or directory."),
        (["explain", "530", "--list", "codes"], "invalid choice: 'codes'"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_to_write(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


def test_an_unknown_command_lists_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explian"]) == 2
    assert "There is no command 'explian'" in capsys.readouterr().err


def test_no_command_at_all_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "return check" in capsys.readouterr().out


def test_a_risk_factor_is_explained_with_its_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "attendance", "--list", "factor"]) == 0

    assert "factor attendance:" in capsys.readouterr().out
