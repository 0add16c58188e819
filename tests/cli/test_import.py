"""`towpath import`: its shape, its exit codes, and what it says to whoever gave it the wrong thing."""

import json
from pathlib import Path

import pytest

from tests.apps.imports.lists import pupil, roll
from tests.factories.cast import make_farbank, make_saltmarsh, make_user
from towpath.audit.models import Event
from towpath.cli.service.import_list import main
from towpath.imports.models import Batch
from towpath.organisation.models import Organisation
from towpath.people.models import Person

pytestmark = pytest.mark.django_db
KEYS = ["batch", "read", "created", "updated", "unchanged", "rejected", "held", "skipped"]
PROBLEM_KEYS = ["sheet", "row", "column", "value", "code", "message"]


@pytest.fixture
def saltmarsh(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object) -> Organisation:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")
    # A test is inside a transaction already, in which nothing can be disclosed for good.
    monkeypatch.setattr("towpath.cli.service.import_list.disclose", lambda **_: None)
    return make_saltmarsh()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a roll with a space.csv"
    path.write_bytes(roll(pupil(1), pupil(2), pupil(3, DOB="31/02/2009")))
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(each) for each in arguments])
    caught = capsys.readouterr()
    return code, caught.out, caught.err


def test_json_is_one_object_of_the_promised_shape(
    saltmarsh: Organisation, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, file, "--format", "school_roll", "--json")

    told = json.loads(out)
    assert code == 1
    assert [key for key in told if key in KEYS] == KEYS
    assert told["read"] == told["created"] + told["updated"] + told["unchanged"] + told["rejected"] + told["held"] == 3
    assert (told["created"], told["rejected"]) == (2, 1)
    [problem] = [each for each in told["problems"] if each["value"] == "31/02/2009"]
    assert list(problem) == PROBLEM_KEYS
    assert (problem["row"], problem["column"]) == (4, "DOB")


def test_a_list_without_fault_exits_0_and_says_its_sum(
    saltmarsh: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "roll.csv"
    path.write_bytes(roll(pupil(1), pupil(2)))

    code, out, _ = run(capsys, path, "--format", "school_roll")

    assert code == 0
    assert "2 rows read = 2 created + 0 updated + 0 unchanged + 0 rejected + 0 held" in out
    assert Batch.objects.get().state == Batch.State.APPLIED


def test_a_dry_run_applies_nothing(saltmarsh: Organisation, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, file, "--format", "school_roll", "--dry-run", "--json")

    assert (code, json.loads(out)["created"]) == (1, 2)
    assert Person.objects.count() == 0
    assert Batch.objects.get().state == Batch.State.STAGED


def test_an_alarm_exits_1_with_the_batch_number_and_goes_on_when_accepted(
    saltmarsh: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "roll.csv"
    path.write_bytes(roll(*(pupil(number) for number in range(20))))
    run(capsys, path, "--format", "school_roll")
    path.write_bytes(roll(*(pupil(number) for number in range(5))))

    code, out, _ = run(capsys, path, "--format", "school_roll", "--json")

    told = json.loads(out)
    assert (code, told["batch"], told["state"], told["alarm"][0]["code"]) == (1, 2, "stopped", "drops")
    code, out, _ = run(capsys, path, "--format", "school_roll", "--json", "--accept-alarm")
    assert (code, json.loads(out)["unchanged"]) == (0, 5)


def test_a_file_that_is_no_list_is_refused_in_words(
    saltmarsh: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.pdf"
    path.write_bytes(b"%PDF-1.7 not a list")

    code, out, _ = run(capsys, path, "--format", "school_roll")

    assert code == 1
    assert "refused, and nothing of it kept but the file" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.csv", "--format", "school_roll"], "'nowhere.csv' cannot be read"),
        (["FILE", "--format", "school_roll", "--as", "nobody@saltmarsh.example"], "has no role at saltmarsh today"),
        (["FILE", "--format", "school_roll", "--council", "atlantis"], "no organisation 'atlantis'"),
        (["FILE", "--format", "school_roll", "--sender", "harbour"], "No sender 'harbour' sends school_roll"),
    ],
)
def test_wrong_usage_exits_2_with_one_line_and_keeps_nothing(
    saltmarsh: Organisation, file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    code, out, err = run(capsys, *[file if each == "FILE" else each for each in arguments])

    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    assert Batch.objects.count() == 0


def test_an_unknown_format_exits_2(saltmarsh: Organisation, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(capsys, file, "--format", "school_dinner")

    assert stopped.value.code == 2
    assert "school_roll" in capsys.readouterr().err


def test_a_user_who_may_load_lists_is_named_in_the_log(
    saltmarsh: Organisation, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user = make_user(saltmarsh, "data_lead")

    run(capsys, file, "--format", "school_roll", "--as", user.email.upper())

    assert Event.objects.get(kind="imports.received").user == str(user.public_id)


@pytest.mark.parametrize("role", ["adviser", "school_lead", "commissioner"])
def test_a_user_who_may_not_load_lists_loads_none(
    saltmarsh: Organisation, file: Path, capsys: pytest.CaptureFixture[str], role: str
) -> None:
    user = make_user(saltmarsh, role)

    code, _, err = run(capsys, file, "--format", "school_roll", "--as", user.email)

    assert code == 2
    assert "may not load lists" in err
    assert Batch.objects.count() == 0


def test_only_who_may_accept_an_alarm_accepts_one(
    saltmarsh: Organisation, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user = make_user(saltmarsh, "tracking_officer")

    code, _, err = run(capsys, file, "--format", "school_roll", "--as", user.email, "--accept-alarm")

    assert code == 2
    assert "may not accept an alarm" in err
    assert Batch.objects.count() == 0


def test_a_user_of_another_council_is_nobody_here(
    saltmarsh: Organisation, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = make_user(make_farbank(), "data_lead", name="Stanley Peel")

    code, _, err = run(capsys, file, "--format", "school_roll", "--council", "saltmarsh", "--as", stranger.email)

    assert code == 2
    assert "has no role at saltmarsh today" in err
