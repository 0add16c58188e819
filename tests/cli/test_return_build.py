"""`towpath return build`, from the command line to the file."""

import json
from datetime import date

import pytest

from tests.factories.cast import SETUP, make_saltmarsh, make_user
from tests.factories.moments import MORNING
from tests.factories.people import make_pupils
from towpath.audit.models import Event
from towpath.cli.service.return_build import main
from towpath.organisation.actions import change_setting
from towpath.people.actions import set_return_fact
from towpath.people.models import Person
from towpath.returns.models import Run
from towpath.rules.returns.check import check_return
from towpath.standards import load_standards

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

PROBLEM_KEYS = ["code", "severity", "young_persons_id", "element", "value", "line", "message"]


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TOWPATH_TODAY", "2026-02-04")
    council = make_saltmarsh()
    change_setting(council, key="return.gap", value="fill", from_date=date(2025, 9, 1), by=SETUP, at=MORNING)
    make_pupils(council, 3)
    return council


def test_the_file_is_the_kept_bytes_and_sound(council, tmp_path, capsys):
    out = tmp_path / "january return.xml"

    assert main(["--period", "2026-01", "--out", str(out)]) == 0

    said = capsys.readouterr().out
    # Three pupils of Year 12 of whom nothing is known, all filled.
    assert "3 records (3 P)" in said
    assert "Filled: 3: no statement" in said
    assert "No problems found." in said
    with out.open("rb") as file:
        assert check_return(file, load_standards()).problems == ()
    assert out.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [out]


def test_json_is_one_object_of_the_promised_shape_and_nothing_else(council, tmp_path, capsys):
    out = tmp_path / "january.xml"

    assert main(["--period", "2026-01", "--out", str(out), "--json"]) == 0

    caught = capsys.readouterr()
    told = json.loads(caught.out)
    assert (told["records"], told["out"], told["counts"]) == (3, str(out), {})
    assert [problem["code"] for problem in told["problems"]] == ["no_statement"] * 3
    assert all(list(problem) == PROBLEM_KEYS for problem in told["problems"])
    assert told["sha256"] == Run.objects.get().sha256
    assert caught.err == ""


def test_problems_found_give_one(council, tmp_path, capsys):
    out = tmp_path / "january.xml"
    # Year 12 with an EHC plan, and SEN support as well: check 306.
    for field in ("send_flag", "sen_support_flag"):
        person = Person.objects.order_by("pk").first()
        set_return_fact(person=person, field=field, value="Y", source="page", by=SETUP, at=MORNING)

    assert main(["--period", "2026-01", "--out", str(out), "--json"]) == 1

    assert json.loads(capsys.readouterr().out)["counts"] == {"306": 1}


def test_it_is_built_as_known_at_the_end_of_a_day(council, tmp_path):
    out = str(tmp_path / "january.xml")

    assert main(["--period", "2026-01", "--out", out, "--known-on", "2026-01-30"]) == 0
    assert main(["--period", "2026-01", "--out", out, "--known-on", "2026-01-31"]) == 0

    # The pupils were told of on the morning of the 31st.
    assert list(Run.objects.order_by("pk").values_list("records", flat=True)) == [0, 3]


def test_whoever_is_named_is_in_the_log_and_who_went_out(council, tmp_path):
    make_user(council, "data_lead")

    assert main(["--period", "2026-01", "--out", str(tmp_path / "a.xml"), "--as", "data_lead@saltmarsh.example"]) == 0

    taken = Event.objects.get(kind="returns.taken_out")
    assert taken.role == "data_lead"
    assert len(json.loads(taken.persons)) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--period", "2026-03"], "has not begun"),
        (["--period", "2026-01", "--known-on", "2026-02-05"], "Nobody knows yet"),
        (["--period", "2026-01", "--council", "elsewhere"], "There is no organisation"),
    ],
)
def test_wrong_usage_is_one_line_and_two(council, tmp_path, capsys, arguments, words):
    out = tmp_path / "a.xml"

    assert main([*arguments, "--out", str(out)]) == 2

    caught = capsys.readouterr()
    assert words in caught.err
    assert caught.out == ""
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_built(council, tmp_path, capsys):
    assert main(["--period", "2026-01", "--out", str(tmp_path / "nowhere" / "a.xml")]) == 2
    assert main(["--period", "2026-01", "--out", str(tmp_path)]) == 2

    assert "Choose another place" in capsys.readouterr().err
    assert not Run.objects.exists()
