"""Commands on the database: for which council, as whom, and what they answer."""

import json

import pytest

from tests.factories.cast import make_farbank, make_saltmarsh, make_user
from towpath.cli import main
from towpath.organisation.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch) -> Organisation:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")
    return make_saltmarsh()


def test_a_user_is_invited_with_a_link(council: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["user", "add", "wren@saltmarsh.example", "--name", "Wren", "--role", "adviser"]) == 0

    assert "/invitation/" in capsys.readouterr().out


def test_with_two_councils_one_must_be_named(council: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
    make_farbank()

    assert main(["user", "add", "wren@saltmarsh.example", "--name", "Wren", "--role", "adviser"]) == 2
    assert "Say which organisation. Those here are: farbank, saltmarsh." in capsys.readouterr().err


def test_somebody_without_a_role_may_not_be_named(council: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
    make_user(make_farbank(), "adviser", name="Stanley Peel")

    arguments = ["user", "add", "w@saltmarsh.example", "--name", "W", "--role", "adviser", "--council", "saltmarsh"]
    assert main([*arguments, "--as", "adviser@farbank.example"]) == 2
    assert "'adviser@farbank.example' has no role at saltmarsh today" in capsys.readouterr().err


def test_the_log_is_verified(council: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True
    assert found["events"] >= 1
    assert found["first_bad"] is None
