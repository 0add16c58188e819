"""What the return would say of one person, now and with something changed, by the very checks of the whole return."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.apps.returns.conftest import PERIOD_END, SOON
from tests.factories.cast import SETUP, make_viewer
from towpath.clock import LONDON
from towpath.people import actions as people
from towpath.returns.actions import build_return
from towpath.returns.queries import find_on_record, would_break
from towpath.rules.returns.facts import Stated
from towpath.rules.returns.members import NotSent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = SOON.date()


def test_it_says_of_everybody_what_the_whole_return_says(borough, data_lead):
    run = build_return(organisation=borough.organisation, period_end=PERIOD_END, known_at=SOON, by=SETUP, at=SOON)

    for name, person_id in borough.ids.items():
        said = find_on_record(data_lead, person_id, ON, at=SOON + timedelta(minutes=1))
        whole = run.problems.filter(person_id=person_id).values_list("code", "element", "value")
        assert sorted((each.code, each.element, each.value) for each in said.found) == sorted(whole), name
        assert (said.record is None) == bool(said.not_sent)
    assert find_on_record(data_lead, borough.ids["next_door"], ON, at=SOON).not_sent is NotSent.LIVES_ELSEWHERE


@pytest.mark.parametrize(
    ("field", "value", "codes"),
    [("sen_support_flag", "Y", {"306"}), ("level_of_need", "2", set()), ("gender", "Q", {"5"})],
)
def test_what_a_change_would_break_is_found_before_it_is_made(borough, data_lead, field, value, codes):
    def change(facts):
        return replace(facts, values={**facts.values, field: Stated(value)})

    new = would_break(data_lead, borough.ids["with_plan"], ON, at=SOON, change=change)

    assert {each.code for each in new} == codes
    assert not would_break(data_lead, borough.ids["with_plan"], ON, at=SOON, change=lambda facts: facts)


@pytest.mark.parametrize(("day", "codes"), [(ON, set()), (date(2026, 5, 20), {"44"})])
def test_a_name_with_a_digit_would_break_the_check_of_names_from_the_edition_that_has_it(
    borough, data_lead, day, codes
):
    at = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)

    new = would_break(
        data_lead, borough.ids["seeking"], day, at=at, change=lambda facts: replace(facts, given_name="Amin4")
    )

    assert {each.code for each in new} == codes


def test_a_circumstance_that_a_role_does_not_see_is_neither_sent_to_them_nor_told(borough, data_lead):
    officer = make_viewer(borough.organisation, "tracking_officer")
    seeking = borough.ids["seeking"]

    assert find_on_record(data_lead, seeking, ON, at=SOON).record.characteristics == ("170",)
    assert find_on_record(officer, seeking, ON, at=SOON).record.characteristics == ()


def test_whoever_may_not_see_or_change_somebody_is_told_nothing(borough, stranger):
    for viewer in (stranger, make_viewer(borough.organisation, "commissioner")):
        assert find_on_record(viewer, borough.ids["seeking"], ON, at=SOON) is None
        assert would_break(viewer, borough.ids["seeking"], ON, at=SOON, change=lambda facts: facts) == ()


def test_somebody_merged_goes_by_one_record_and_is_sent_once(borough, data_lead):
    told = {"by": SETUP, "at": SOON}
    people.merge_people(person=borough.person("silent"), same_as=borough.person("seeking"), **told)

    said = find_on_record(data_lead, borough.ids["seeking"], ON, at=SOON + timedelta(minutes=1))

    assert said.record.activity_code == "619"


def test_asking_of_one_asks_as_often_in_a_borough_of_any_size(borough, data_lead, django_assert_max_num_queries):
    with django_assert_max_num_queries(32):
        find_on_record(data_lead, borough.ids["seeking"], ON, at=SOON)
