"""`towpath retention`: counts what is due, deletes nothing, and does not run without saying so."""

import json

import pytest

from tests.factories.cast import SETUP, make_saltmarsh, make_user
from tests.factories.moments import MORNING
from tests.factories.people import make_person
from towpath.cli.service.retention import main
from towpath.people.models import Person
from towpath.privacy.actions import place_hold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _council(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-01-31")
    saltmarsh = make_saltmarsh()
    place_hold(person=make_person(saltmarsh), reason="court", words="Ordered", by=SETUP, at=MORNING)
    for role in ("data_lead", "adviser"):
        make_user(saltmarsh, role)


def test_it_counts_by_category_and_says_what_a_hold_keeps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dry-run", "--on", "2031-09-01", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    [record] = [each for each in told["categories"] if each["category"] == "record"]
    assert (record["people"], record["held_people"], record["months"], told["deleted"]) == (0, 1, 36, 0)
    assert told["whole_records_held"] == 1
    assert Person.objects.count() == 1


def test_in_words_it_names_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dry-run", "--as", "data_lead@saltmarsh.example"]) == 0

    said = capsys.readouterr().out
    assert "Nothing was deleted" in said
    assert "Safeguarding" not in said
    assert "Wren" not in said


def test_it_is_not_for_everybody(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dry-run", "--as", "adviser@saltmarsh.example"]) == 2
    assert "may not see" in capsys.readouterr().err


def test_without_dry_run_it_does_nothing() -> None:
    with pytest.raises(SystemExit):
        main([])
