"""A council's choices are dated, recorded, and answered for."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.audit.models import Event
from towpath.organisation.actions import (
    AlreadyWithdrawnError,
    change_setting,
    correct_standards,
    open_organisation,
    withdraw_correction,
    withdraw_setting,
)
from towpath.organisation.models import Organisation, Overlay, Setting
from towpath.organisation.queries import (
    OrganisationNotFoundError,
    get_organisation,
    list_choices,
    settings_on,
    standards_for,
)
from towpath.organisation.setting_keys import SETTING_KEYS, SettingRefusedError, checked, typed
from towpath.standards import StandardsError, load_standards

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)
KEY = "contact.neet_days"


def choose(
    organisation: Organisation,
    value: object,
    *,
    from_date: date,
    to_date: date | None = None,
    after: timedelta = timedelta(0),
) -> Setting:
    return change_setting(
        organisation, key=KEY, value=value, from_date=from_date, to_date=to_date, by=SETUP, at=MORNING + after
    )


@pytest.mark.parametrize(("key", "hour"), [("opens", 20), ("opens", 23), ("closes", 9), ("closes", 1)])
def test_messages_open_before_they_close(saltmarsh: Organisation, key: str, hour: int):
    with pytest.raises(SettingRefusedError, match="a first hour before the last"):
        change_setting(saltmarsh, key=f"messages.{key}_hour", value=hour, from_date=DAY, by=SETUP, at=MORNING)


def test_setting_never_chosen_has_its_default(saltmarsh: Organisation):
    assert settings_on(saltmarsh, DAY)[KEY] == 30


@pytest.mark.parametrize(
    ("on", "value"),
    [
        # The default is 30; 21 is chosen from 1 February to 28 February.
        (date(2026, 1, 31), 30),
        (date(2026, 2, 1), 21),
        (date(2026, 2, 28), 21),
        (date(2026, 3, 1), 30),
    ],
)
def test_setting_holds_from_its_first_day_to_its_last(saltmarsh: Organisation, on: date, value: int):
    choose(saltmarsh, 21, from_date=date(2026, 2, 1), to_date=date(2026, 2, 28))

    assert settings_on(saltmarsh, on)[KEY] == value


def test_setting_recorded_last_speaks(saltmarsh: Organisation):
    choose(saltmarsh, 21, from_date=DAY)
    choose(saltmarsh, 14, from_date=DAY - 9 * ONE_DAY, after=ONE_DAY)

    assert settings_on(saltmarsh, DAY)[KEY] == 14


def test_setting_withdrawn_lets_the_one_before_speak(saltmarsh: Organisation):
    choose(saltmarsh, 21, from_date=DAY)
    mistaken = choose(saltmarsh, 1, from_date=DAY, after=ONE_DAY)

    withdraw_setting(mistaken, by=SETUP, at=MORNING + 2 * ONE_DAY)

    assert settings_on(saltmarsh, DAY)[KEY] == 21
    with pytest.raises(AlreadyWithdrawnError):
        withdraw_setting(mistaken, by=SETUP, at=MORNING + 3 * ONE_DAY)


def test_a_choice_is_not_taken_back_where_messages_could_then_never_go(saltmarsh: Organisation):
    late = change_setting(saltmarsh, key="messages.closes_hour", value=22, from_date=DAY, by=SETUP, at=MORNING)
    change_setting(saltmarsh, key="messages.opens_hour", value=20, from_date=DAY + ONE_DAY, by=SETUP, at=MORNING)

    # The last hour was 20 before, and from 20 until 20 is no time at all.
    with pytest.raises(SettingRefusedError, match="On 1 February 2026 messages would go from 20:00 until 20:00"):
        withdraw_setting(late, by=SETUP, at=MORNING + ONE_DAY)

    late.refresh_from_db()
    assert late.withdrawn_at is None
    assert settings_on(saltmarsh, DAY + ONE_DAY)["messages.closes_hour"] == 22
    assert not Event.objects.filter(kind="setting.withdrawn").exists()


def test_setting_as_known_at_an_instant_ignores_what_came_later(saltmarsh: Organisation):
    choose(saltmarsh, 21, from_date=DAY)
    mistaken = choose(saltmarsh, 1, from_date=DAY, after=2 * ONE_DAY)
    withdraw_setting(mistaken, by=SETUP, at=MORNING + 4 * ONE_DAY)

    known = [settings_on(saltmarsh, DAY, known_at=MORNING + days * ONE_DAY)[KEY] for days in (-1, 0, 1, 2, 3, 4, 5)]

    assert known == [30, 21, 21, 1, 1, 21, 21]


def test_setting_of_another_council_changes_nothing(saltmarsh: Organisation, farbank: Organisation):
    choose(farbank, 7, from_date=DAY)

    assert settings_on(saltmarsh, DAY)[KEY] == 30


def test_change_of_a_setting_is_audited_with_its_value(saltmarsh: Organisation):
    choose(saltmarsh, 21, from_date=DAY)

    assert '"value":21' in Event.objects.get(kind="setting.changed").facts


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("contact.neet_dyas", 21, "no setting 'contact.neet_dyas'"),
        (KEY, "21", "Give a int"),
        (KEY, True, "Give a int"),
        (KEY, 0, "Give 1 or more"),
        (KEY, 367, "Give 366 or less"),
        ("return.element_spelling", "mixed", "Give one of: published, example"),
        ("neet.not_known_breaks_run", 1, "Give a bool"),
        ("residence.postcodes", "SB;PR", "'SB;PR' is not a postcode area.* Put commas between them"),
        ("residence.postcodes", "SB9, SB9 8FJ", "'SB9 8FJ' is not"),
        ("residence.postcodes", "SB9 LB1", "'SB9 LB1' is not"),
    ],
)
def test_value_that_a_setting_may_not_have_is_refused_in_words(key: str, value: object, words: str):
    with pytest.raises(SettingRefusedError, match=words):
        checked(key, value)


@pytest.mark.parametrize("listed", ["", "SB", "sb9, LB1A ,SB9 8", "S,"])
def test_postcodes_of_every_size_may_be_listed(listed: str):
    assert checked("residence.postcodes", listed) == listed


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        (KEY, " 21 ", 21),
        ("neet.not_known_breaks_run", "No", False),
        ("return.gap", "leave", "leave"),
        ("residence.postcodes", "", ""),
    ],
)
def test_what_is_typed_is_read_as_the_setting_takes_it(key: str, text: str, value: object):
    assert typed(key, text) == value


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [(KEY, "often", "Give a number"), ("neet.not_known_breaks_run", "1", "Give yes or no"), ("x", "1", "no setting")],
)
def test_what_is_typed_and_cannot_be_is_refused_in_words(key: str, text: str, words: str):
    with pytest.raises(SettingRefusedError, match=words):
        typed(key, text)


def test_the_choices_of_a_day_say_since_when_and_what_comes(saltmarsh: Organisation):
    coming = choose(saltmarsh, 14, from_date=DAY + 9 * ONE_DAY)
    overtaken = choose(saltmarsh, 7, from_date=DAY + 20 * ONE_DAY, to_date=DAY + 25 * ONE_DAY)
    since = choose(saltmarsh, 21, from_date=DAY - ONE_DAY, to_date=DAY + ONE_DAY, after=ONE_DAY)
    choose(saltmarsh, 10, from_date=DAY + 20 * ONE_DAY, to_date=DAY + 30 * ONE_DAY, after=ONE_DAY)

    choices = {each.key.key: each for each in list_choices(saltmarsh, DAY)}

    assert list(choices) == [known.key for known in SETTING_KEYS]
    assert {key: each.value for key, each in choices.items()} == settings_on(saltmarsh, DAY)
    assert (choices[KEY].value, choices[KEY].chosen) == (21, since)
    assert [each.value for each in choices[KEY].later] == [coming.value, 10]
    assert overtaken not in choices[KEY].later
    assert (choices["return.gap"].chosen, choices["return.gap"].later) == (None, ())


def test_every_setting_takes_its_own_default_and_says_what_it_is():
    assert len({known.key for known in SETTING_KEYS}) == len(SETTING_KEYS)
    for known in SETTING_KEYS:
        assert checked(known.key, known.default) == known.default
        assert known.words


def test_organisation_is_found_by_code_by_la_code_or_as_the_only_one(saltmarsh: Organisation):
    assert get_organisation() == get_organisation("saltmarsh") == get_organisation("343") == saltmarsh


def test_organisation_must_be_named_where_there_are_two(saltmarsh: Organisation, farbank: Organisation):
    with pytest.raises(OrganisationNotFoundError, match="farbank, saltmarsh"):
        get_organisation()
    with pytest.raises(OrganisationNotFoundError, match="no organisation '999'"):
        get_organisation("999")


@pytest.mark.parametrize("la_code", ["", "34", "E08"])
def test_council_without_a_three_digit_code_is_refused(db: None, la_code: str):
    with pytest.raises(ValidationError):
        open_organisation(code="x", name="X", kind="council", la_code=la_code, by=SETUP, at=MORNING)


OVERLAY = """
[[correction]]
list = "activity_codes"
code = "330"
from = 2026-02-01
set = { label = "Our own words" }
reason = "A letter to the council"
source = "letter"
"""


def label_of_330(organisation: Organisation, on: date, *, known_at: datetime | None = None) -> str:
    row = standards_for(organisation, known_at=known_at).activity_code("330", on)
    assert row is not None
    return row.label


def test_council_without_corrections_has_the_published_lists(saltmarsh: Organisation):
    assert standards_for(saltmarsh) is load_standards()


def test_correction_holds_from_its_day_for_its_own_council_alone(saltmarsh: Organisation, farbank: Organisation):
    correct_standards(saltmarsh, name="letter", text=OVERLAY, by=SETUP, at=MORNING)

    assert label_of_330(saltmarsh, date(2026, 2, 1)) == "Our own words"
    assert label_of_330(saltmarsh, date(2026, 1, 31)) != "Our own words"
    assert label_of_330(farbank, date(2026, 2, 1)) != "Our own words"
    assert standards_for(saltmarsh).version != standards_for(farbank).version


def test_correction_of_the_same_name_replaces_the_earlier(saltmarsh: Organisation):
    correct_standards(saltmarsh, name="letter", text=OVERLAY, by=SETUP, at=MORNING)
    later = OVERLAY.replace("Our own words", "Better words")
    correct_standards(saltmarsh, name="letter", text=later, by=SETUP, at=MORNING + ONE_DAY)

    assert label_of_330(saltmarsh, date(2026, 2, 1)) == "Better words"
    assert label_of_330(saltmarsh, date(2026, 2, 1), known_at=MORNING) == "Our own words"


def test_correction_taken_back_no_longer_holds_but_did(saltmarsh: Organisation):
    overlay = correct_standards(saltmarsh, name="letter", text=OVERLAY, by=SETUP, at=MORNING)

    withdraw_correction(overlay, by=SETUP, at=MORNING + ONE_DAY)

    assert standards_for(saltmarsh) is load_standards()
    assert label_of_330(saltmarsh, date(2026, 2, 1), known_at=MORNING) == "Our own words"
    with pytest.raises(AlreadyWithdrawnError):
        withdraw_correction(overlay, by=SETUP, at=MORNING + ONE_DAY)


@pytest.mark.parametrize("text", ["[[correction]]\ncode = 3", OVERLAY.replace('"330"', '"331"')])
def test_overlay_that_is_malformed_or_corrects_nothing_published_is_refused(saltmarsh: Organisation, text: str):
    with pytest.raises(StandardsError):
        correct_standards(saltmarsh, name="x", text=text, by=SETUP, at=MORNING)

    assert not Overlay.objects.exists()


@pytest.mark.parametrize("name", ["", "Our letter", "letter/2", "brief-é", "a" * 65, "letter\n"])
def test_corrections_under_a_name_that_no_database_need_keep_are_refused_in_words(
    saltmarsh: Organisation, name: str
) -> None:
    with pytest.raises(StandardsError, match="Choose a name of at most 64 letters, digits and hyphens"):
        correct_standards(saltmarsh, name=name, text=OVERLAY, by=SETUP, at=MORNING)

    assert not Overlay.objects.exists()


def test_corrections_may_have_a_name_of_64_characters(saltmarsh: Organisation) -> None:
    assert len(correct_standards(saltmarsh, name="a" * 64, text=OVERLAY, by=SETUP, at=MORNING).name) == 64


@pytest.mark.parametrize(
    ("opens_from", "opens_to", "is_refused"),
    [
        (date(2026, 6, 1), None, True),  # from June messages would go from 18 until 17
        (date(2026, 6, 1), date(2026, 6, 30), True),
        (date(2026, 9, 1), None, False),  # the last hour is 20 again by then
        (date(2025, 9, 1), date(2025, 12, 31), False),  # over before
    ],
)
def test_hours_that_shut_every_message_are_refused_for_each_later_day(
    saltmarsh: Organisation, opens_from: date, opens_to: date | None, is_refused: bool
) -> None:
    change_setting(
        saltmarsh, key="messages.opens_hour", value=18, from_date=opens_from, to_date=opens_to, by=SETUP, at=MORNING
    )

    def close_early() -> None:
        change_setting(
            saltmarsh, key="messages.closes_hour", value=17, from_date=DAY, to_date=date(2026, 8, 31), by=SETUP,
            at=MORNING,
        )  # fmt: skip

    if is_refused:
        with pytest.raises(SettingRefusedError, match="On 1 June 2026 messages would go from 18:00 until 17:00"):
            close_early()
    else:
        close_early()

    assert Setting.objects.filter(key="messages.closes_hour").exists() is not is_refused
