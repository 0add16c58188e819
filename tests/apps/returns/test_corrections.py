"""What was recorded of a month after its return was signed: whose record, from what to what, and what it does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.apps.returns.conftest import PERIOD_END, SOON, statement
from tests.factories.cast import SETUP
from towpath.files.actions import FileRemovedError, remove
from towpath.people import actions as people
from towpath.people.facts import PersonFacts
from towpath.returns.actions import build_return, sign_off
from towpath.returns.queries import RunNotFoundError, find_late_corrections
from towpath.rules.returns.compare import Changed
from towpath.tracking.actions import record_statements

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AFTER = SOON + timedelta(days=2)
MARCH_3 = SOON + timedelta(days=27)


def build(borough, period_end=PERIOD_END, at=SOON):
    return build_return(organisation=borough.organisation, period_end=period_end, known_at=at, by=SETUP, at=at)


@pytest.fixture
def signed(borough):
    run = build(borough)
    sign_off(run=run, by=replace(SETUP, user="second"), at=SOON)
    return run


def tell(borough, name, code, **given):
    told = statement(borough.ids[name], code, **given)
    record_statements(organisation=borough.organisation, incoming=[told], by=SETUP, at=AFTER)


def test_only_what_is_news_of_the_month_that_was_signed_is_a_late_correction(borough, data_lead, signed):
    ids, told = borough.ids, {"source": "page", "by": SETUP, "at": AFTER}
    # Known since September and told in February, what January said was not so.
    tell(borough, "silent", "619", start_date=date(2025, 9, 10), verified_date=date(2026, 2, 5))
    # What begins in February is news of February alone.
    tell(borough, "seeking", "310", start_date=date(2026, 2, 5), verified_date=date(2026, 2, 5))
    # Confirmed again: only the day of it is another.
    tell(borough, "sixth_former", "210", verified_date=date(2026, 2, 5), expected_end_date=date(2027, 7, 31),
         establishment_id=borough.school.pk)  # fmt: skip
    people.set_return_fact(person=borough.person("with_plan"), field="level_of_need", value="1", from_date=None, **told)
    newcomer = PersonFacts(legal_given_name="Nia", legal_family_name="Pool", birth_date=date(2009, 2, 2))
    [nia] = people.record_people(organisation=borough.organisation, incoming=[(None, newcomer)], **told)
    later = build(borough, date(2026, 2, 28), MARCH_3)

    found = find_late_corrections(data_lead, later.pk)

    by_person = {each.person_id: each for each in found.differences}
    assert by_person.keys() == {ids["silent"], ids["with_plan"], nia.person_id}
    assert by_person[ids["silent"]].activities == ("810", "619")
    assert by_person[ids["with_plan"]].values == (Changed("LevelOfNeedCode", "3", "1"),)
    assert by_person[nia.person_id].kind == "joined"
    assert found.people == 5
    sent, now = found.rates_sent, found.rates_now
    assert sent.counts() == signed.counts["rates"]
    # One who was not known is NEET, and a newcomer of whom nothing is known is not known.
    assert (now.cohort, now.neet, now.not_known) == (sent.cohort + 1, sent.neet + 1, sent.not_known - 1 + 1)


def test_the_same_question_has_the_same_answer_whatever_is_recorded_since(borough, data_lead, signed):
    tell(borough, "silent", "619", start_date=date(2025, 9, 10), verified_date=date(2026, 2, 5))
    later = build(borough, date(2026, 2, 28), MARCH_3)
    first = find_late_corrections(data_lead, later.pk)

    told = {"source": "page", "by": SETUP, "at": MARCH_3 + timedelta(days=1)}
    people.set_return_fact(person=borough.person("seeking"), field="send_flag", value="Y", from_date=None, **told)

    assert find_late_corrections(data_lead, later.pk) == first


def test_nothing_is_late_of_a_month_that_was_never_signed_or_that_comes_after(borough, data_lead, stranger):
    run = build(borough)
    later = build(borough, date(2026, 2, 28), MARCH_3)

    assert find_late_corrections(data_lead, run.pk) is find_late_corrections(data_lead, later.pk) is None
    with pytest.raises(RunNotFoundError):
        find_late_corrections(stranger, later.pk)


def test_a_signed_file_whose_time_is_up_is_not_read_again(borough, data_lead, signed):
    later = build(borough, date(2026, 2, 28), MARCH_3)
    remove(signed.file, by=SETUP, at=MARCH_3)

    with pytest.raises(FileRemovedError):
        find_late_corrections(data_lead, later.pk)
