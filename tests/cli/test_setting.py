"""`towpath setting`: what a council has chosen, since when and by whom, and choosing anew."""

import json
from datetime import date

import pytest

from tests.factories.cast import make_saltmarsh, make_user
from towpath.audit.models import Event
from towpath.cli.service.setting import main
from towpath.organisation.models import Organisation, Setting
from towpath.organisation.queries import settings_on
from towpath.organisation.setting_keys import SETTING_KEYS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

TODAY = date(2026, 1, 31)


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch) -> Organisation:
    monkeypatch.setenv("TOWPATH_TODAY", TODAY.isoformat())
    return make_saltmarsh()


def test_a_setting_is_chosen_from_a_day_and_recorded(council: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
    lead = make_user(council, "data_lead")

    assert main(["residence.postcodes", "SB, LB9", "--from", "2025-09-01", "--as", lead.email]) == 0

    assert capsys.readouterr().out == f"{council.name}: residence.postcodes = SB, LB9 from 2025-09-01.\n"
    assert settings_on(council, date(2025, 8, 31))["residence.postcodes"] == ""
    assert settings_on(council, date(2025, 9, 1))["residence.postcodes"] == "SB, LB9"
    assert Event.objects.get(kind="setting.changed").user == lead.public_id


def test_every_setting_is_shown_with_since_when_and_by_whom(
    council: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    lead = make_user(council, "data_lead")
    main(["neet.not_known_breaks_run", "no", "--as", lead.email])
    main(["residence.postcodes", "SB", "--from", "2026-09-01"])
    capsys.readouterr()

    assert main([]) == 0

    shown = capsys.readouterr().out
    assert f"neet.not_known_breaks_run = no  (since 2026-01-31, by {lead.email})" in shown
    assert "residence.postcodes = empty  (nobody chose otherwise)" in shown
    assert "From 2026-09-01: SB, by console." in shown
    assert all(f"{known.key} = " in shown for known in SETTING_KEYS)


def test_json_is_one_object_of_the_promised_keys(council: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contact.neet_days", "21", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"key": "contact.neet_days", "value": 21, "from": "2026-01-31"}

    assert main(["--json"]) == 0
    told = {each["key"]: each for each in json.loads(capsys.readouterr().out)["settings"]}
    assert set(told["return.gap"]) == {"key", "value", "words", "is_default", "from", "by", "later"}
    assert told["contact.neet_days"]["value"] == 21
    assert (told["contact.neet_days"]["from"], told["contact.neet_days"]["by"]) == ("2026-01-31", "console")
    assert (told["return.gap"]["is_default"], told["return.gap"]["from"]) == (True, None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["residence.postcodes", "SB;PR"], "Put commas between them"),
        (["contact.neet_days", "often"], "Give a number"),
        (["contact.moon_days", "3"], "There is no setting 'contact.moon_days'"),
        (["contact.neet_days", "21", "--as", "nobody@saltmarsh.example"], "has no role"),
        (["contact.neet_days", "21", "--council", "elsewhere"], "no organisation 'elsewhere'"),
    ],
)
def test_what_cannot_be_so_is_said_and_nothing_is_chosen(
    council: Organisation, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == 2

    assert said in capsys.readouterr().err
    assert not Setting.objects.exists()


@pytest.mark.parametrize(
    "arguments", [["contact.neet_days"], ["--from", "2026-01-01"], ["contact.neet_days", "21", "--from", "soon"]]
)
def test_half_a_choice_is_wrong_usage(council: Organisation, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert not Setting.objects.exists()


@pytest.mark.parametrize("arguments", [[], ["contact.neet_days", "21"]])
def test_only_those_who_may_change_settings_see_and_change_them(
    council: Organisation, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    adviser = make_user(council, "adviser")

    assert main([*arguments, "--as", adviser.email]) == 2

    assert "may not change settings" in capsys.readouterr().err
    assert not Setting.objects.exists()
