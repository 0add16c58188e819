from datetime import date

import pytest

from tests.examples.drawn import day, rows, sure_day
from tests.examples.duty import participation_duty
from towpath.rules.duty import DUTY_WORDS, DutyState, duty_on, meets_duty
from towpath.standards import Participation, load_standards


@pytest.mark.parametrize(
    "drawn", rows(participation_duty.TABLE), ids=lambda drawn: f"{drawn['birth']} on {drawn['on']}"
)
def test_the_duty_is_owed_as_drawn(drawn: dict[str, str]) -> None:
    duty = duty_on(sure_day(drawn["birth"]), sure_day(drawn["on"]), level_3_date=day(drawn["level_3"]))

    assert duty.state is DutyState[drawn["state"]]
    assert (duty.starts_on, duty.ends_before) == (sure_day(drawn["starts_on"]), sure_day(drawn["ends_before"]))


@pytest.mark.parametrize("drawn", rows(participation_duty.GROUPS), ids=lambda drawn: drawn["code"])
def test_activities_stand_to_the_duty_as_drawn(drawn: dict[str, str]) -> None:
    code = load_standards().activity_code(drawn["code"], date(2026, 1, 31))

    assert code is not None
    assert code.participation is Participation[drawn["participation"]]
    assert meets_duty(code.participation) is (drawn["meets"] == "yes")


def test_every_kind_of_participation_has_words() -> None:
    assert set(DUTY_WORDS) == set(Participation)
