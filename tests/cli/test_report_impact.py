"""`towpath report impact`: its files, the keys it promises, its exit codes and its words."""

import json
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.factories.cast import make_saltmarsh, make_user
from tests.factories.impact import make_busy_month
from towpath.audit.models import Event
from towpath.cli.service import report_impact

pytestmark = pytest.mark.django_db

JANUARY = ["--from", "2026-01-01", "--to", "2026-01-31"]


@pytest.fixture(autouse=True)
def month(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: LazySettings) -> None:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")
    monkeypatch.setenv("TOWPATH_BENCHMARK_DIR", str(tmp_path / "nothing beside"))
    settings.VAR = tmp_path / "var"
    council = make_saltmarsh()
    make_busy_month(council, make_user(council, "adviser"))


def test_the_figures_are_those_of_the_month_with_small_numbers_hidden(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    out = tmp_path / "impact.csv"

    assert report_impact.main([*JANUARY, "--out", str(out), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"from", "to", "known_at", "out", "for_release", "figures", "symbols"}
    assert told["for_release"] is True
    assert (told["figures"]["supported"], told["figures"]["completed"]) == (12, None)
    assert told["symbols"]["completed"] == "c"
    assert "interventions" in out.read_text(encoding="utf-8-sig")
    assert Event.objects.filter(kind="impact.taken_out", subject="impact:2026-01-01:2026-01-31").count() == 1


def test_inside_hides_nothing_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    out = tmp_path / "impact.html"

    assert report_impact.main([*JANUARY, "--out", str(out), "--inside"]) == 0

    said = capsys.readouterr().out
    assert "Not for release" in said
    assert "       24  Interventions with them" in said
    assert "24 is a sum: 12 supported" in said
    assert "took part in three ways" in said
    assert "Not for release" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from", "2026-01-31", "--to", "2026-01-01", "--out", "x.pdf"], "Give the first day first"),
        (["--from", "2026-01-01", "--to", "2026-02-01", "--out", "x.pdf"], "has not come"),
        ([*JANUARY, "--out", "x.docx"], "must end in .pdf, .html or .csv"),
        ([*JANUARY, "--out", "/no/such/place/x.csv"], "cannot be written"),
        ([*JANUARY, "--out", "x.csv", "--as", "adviser@saltmarsh.example"], "makes no impact report"),
    ],
)
def test_wrong_usage_is_said_in_words_and_writes_nothing(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)

    assert report_impact.main(arguments) == 2

    assert words in capsys.readouterr().err
    assert list(tmp_path.glob("x.*")) == []
