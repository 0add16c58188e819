"""`towpath correct`: a council's correction holds at once, for everybody held, and is taken back as easily."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.factories.cast import SETUP, make_saltmarsh, make_user
from tests.factories.moments import MORNING
from tests.factories.people import make_pupils
from towpath.cli.service.correct import main
from towpath.jobs.models import Job
from towpath.organisation.models import Organisation
from towpath.tracking.actions import record_statement
from towpath.tracking.jobs import queue_rebuild
from towpath.tracking.models import Spell
from towpath.tracking.values import NewStatement

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

CORRECTION = """
[[correction]]
list = "activity_codes"
code = "530"
from = 2025-04-01
set = { lapse_amount = 6 }
reason = "Read in the requirement"
source = "Page 1"
"""


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch) -> Organisation:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")
    council = make_saltmarsh()
    [person] = make_pupils(council, 1)
    new = NewStatement(
        person_id=person,
        code="530",
        start_date=date(2025, 9, 8),
        verified_date=date(2025, 9, 8),
        how="provider_list",
        sender="skills",
        source="import:1:1",
    )
    record_statement(organisation=council, new=new, by=SETUP, at=MORNING)
    return council


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "Re-engagement terms.toml"
    path.write_text(CORRECTION, encoding="utf-8")
    return str(path)


def lapses() -> date:
    return Spell.objects.get().lapses_date


def test_a_correction_moves_the_spells_it_touches_and_withdrawing_it_moves_them_back(
    council: Organisation, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # Three months after 8 September, as shipped; six, as corrected.
    assert lapses() == date(2025, 12, 8)

    assert main([file]) == 0
    assert lapses() == date(2026, 3, 8)
    assert "1 spells were worked out again" in capsys.readouterr().out

    assert main(["--withdraw", "--name", "re-engagement-terms", "--json"]) == 0
    assert lapses() == date(2025, 12, 8)
    told = json.loads(capsys.readouterr().out)
    assert told == {"name": "re-engagement-terms", "withdrawn": True, "spells": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not toml [", "TOML"),
        (CORRECTION.replace("530", "999"), "999"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_kept(
    council: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")

    assert main([str(path)]) == 2

    assert said in capsys.readouterr().err
    assert not council.overlays.exists()
    assert lapses() == date(2025, 12, 8)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Give the file"),
        (["nowhere.toml"], "nowhere.toml"),
        (["--withdraw", "--name", "other"], "In force: none."),
    ],
)
def test_wrong_usage_says_what_to_give(
    council: Organisation, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Our letter", "a" * 65])
def test_a_name_that_cannot_be_kept_is_refused_in_words(
    council: Organisation, file: str, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main([file, "--name", name]) == 2
    assert "Choose a name of at most 64" in capsys.readouterr().err
    assert not council.overlays.exists()

    assert main(["--withdraw", "--name", name]) == 2
    assert "In force: none." in capsys.readouterr().err


def test_a_file_whose_name_says_nothing_needs_a_name_given(
    council: Organisation, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    unnamed = Path(file).rename(Path(file).with_name("年.toml"))

    assert main([str(unnamed)]) == 2
    assert "Give one with --name." in capsys.readouterr().err
    assert main([str(unnamed), "--name", "terms"]) == 0


def test_only_who_may_change_settings_may_correct(
    council: Organisation, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    user = make_user(council, "adviser")

    assert main([file, "--as", user.email]) == 2

    assert "may not correct" in capsys.readouterr().err
    assert not council.overlays.exists()


def test_spells_that_follow_other_lists_are_rebuilt_by_the_queue_and_others_are_left(council: Organisation) -> None:
    assert queue_rebuild(council, by=SETUP, at=MORNING) is None

    Spell.objects.update(standards_version="earlier")
    job = queue_rebuild(council, by=SETUP, at=MORNING)

    assert job is not None
    assert Job.objects.count() == 1
    assert queue_rebuild(council, by=SETUP, at=MORNING) is not None
    assert Job.objects.count() == 1
