"""A return rehearsed: what would be built, with nothing kept that could be sent, and how long each problem stands."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.apps.returns.conftest import PERIOD_END, SOON
from tests.factories.cast import SETUP, make_viewer
from towpath.files.models import StoredFile
from towpath.people import actions as people
from towpath.people.models import Identifier
from towpath.returns import queries
from towpath.returns.actions import (
    OvertakenRehearsalError,
    build_return,
    rehearse,
    sign_off,
)
from towpath.returns.due import next_month
from towpath.returns.jobs import rehearse as rehearse_job
from towpath.returns.models import Rehearsal, RehearsalProblem, Run, SentPlace
from towpath.returns.queries import RehearsalNotFoundError
from towpath.tracking.models import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ONE_NIGHT = timedelta(days=1)


def of_night(borough, night=0):
    at = SOON + night * ONE_NIGHT
    return rehearse(organisation=borough.organisation, by=SETUP, at=at, night_date=at.date())


def test_a_rehearsal_counts_what_a_return_built_then_counts(borough):
    rehearsed = of_night(borough)
    built = build_return(organisation=borough.organisation, period_end=PERIOD_END, known_at=SOON, by=SETUP, at=SOON)

    same = ("statuses", "activities", "not_sent", "omissions", "defaulted", "problems", "rates")
    assert {name: rehearsed.counts[name] for name in same} == {name: built.counts[name] for name in same}
    assert (rehearsed.records, rehearsed.edition) == (built.records, built.edition)
    assert sum(rehearsed.counts["severities"].values()) == built.problems.count() == RehearsalProblem.objects.count()


def test_nothing_is_kept_that_could_be_sent_or_that_is_news(borough):
    before = (Identifier.objects.count(), Statement.objects.count())

    of_night(borough)

    assert (Identifier.objects.count(), Statement.objects.count()) == before
    assert not Run.objects.exists()
    assert not SentPlace.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_night_is_rehearsed_once(borough):
    assert of_night(borough) == of_night(borough)
    assert Rehearsal.objects.count() == 1


def test_what_is_new_and_what_was_mended_since_last_night(borough, data_lead):
    first = of_night(borough)
    told = {"source": "page", "by": SETUP, "at": SOON + timedelta(hours=1)}
    people.set_return_fact(person=borough.person("seeking"), field="send_flag", value="Y", from_date=None, **told)
    people.set_return_fact(
        person=borough.person("seeking"), field="sen_support_flag", value="Y", from_date=None, **told
    )
    second = of_night(borough, 1)
    people.set_return_fact(
        person=borough.person("seeking"),
        field="sen_support_flag",
        value="N",
        from_date=None,
        **{**told, "at": SOON + ONE_NIGHT},
    )
    third = of_night(borough, 2)

    def shown(rehearsal, show):
        return [
            (each.code, each.person_id)
            for each in queries.list_rehearsal_problems(data_lead, rehearsal, show=show)
            if each.code == "306"
        ]

    both = [("306", borough.ids["seeking"])]
    assert [shown(each, "new") for each in (first, second, third)] == [[], both, []]
    assert [shown(each, "now") for each in (first, second, third)] == [[], both, []]
    assert [shown(each, "mended") for each in (first, second, third)] == [[], [], both]
    assert first.counts["since"] == {}
    assert (second.counts["since"]["new"], third.counts["since"]["mended"]) == (1, 1)
    counted = {
        each.code: (each.now, each.new, each.mended) for each in queries.count_rehearsal_problems(data_lead, third)
    }
    assert counted["306"] == (0, 0, 1)


def test_what_is_asked_for_by_day_is_compared_with_the_night_and_not_with_the_last_asked_for(borough, data_lead):
    night = of_night(borough)
    by_day = [
        rehearse(organisation=borough.organisation, by=SETUP, at=SOON + timedelta(hours=hours)) for hours in (1, 2)
    ]

    assert [queries.find_reference(data_lead, each) for each in by_day] == [night, night]
    with pytest.raises(OvertakenRehearsalError):
        rehearse(organisation=borough.organisation, by=SETUP, at=SOON + timedelta(hours=1))


def test_problems_gone_for_five_weeks_are_no_longer_kept_and_their_counts_are(borough):
    first = of_night(borough)
    told = {"source": "page", "by": SETUP, "at": SOON + timedelta(hours=1)}
    people.correct_birth_date(person=borough.person("silent"), birth_date=date(1999, 1, 1), because="passport", **told)
    of_night(borough, 1)
    gone = RehearsalProblem.objects.filter(gone__isnull=False).count()
    assert gone

    of_night(borough, 36)
    assert RehearsalProblem.objects.filter(gone__night_date=(SOON + ONE_NIGHT).date()).count() == gone
    of_night(borough, 37)

    assert not RehearsalProblem.objects.filter(gone__night_date=(SOON + ONE_NIGHT).date()).exists()
    assert Rehearsal.objects.get(pk=first.pk).counts == first.counts


def test_the_month_before_is_rehearsed_while_it_is_due_and_not_signed(borough):
    council = borough.organisation
    # January 2026 is due on Friday 6 February, five working days on.
    asked = [date(2026, 1, 31), date(2026, 2, 6), date(2026, 2, 7)]
    assert [next_month(council, day) for day in asked] == [PERIOD_END, PERIOD_END, date(2026, 2, 28)]

    run = build_return(organisation=council, period_end=PERIOD_END, known_at=SOON, by=SETUP, at=SOON)
    sign_off(run=run, by=replace(SETUP, user="second"), at=SOON)

    assert next_month(council, date(2026, 2, 6)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("role", "sees"), [("data_lead", True), ("manager", True), ("adviser", False), ("commissioner", False)]
)
def test_who_may_see_rehearsals(borough, role, sees):
    made = of_night(borough)
    viewer = make_viewer(borough.organisation, role)

    assert queries.list_rehearsals(viewer).exists() is sees
    assert queries.list_rehearsal_problems(viewer, made).exists() is sees
    assert bool(queries.count_rehearsal_problems(viewer, made)) is sees


def test_the_next_borough_sees_none(borough, stranger):
    made = of_night(borough)

    assert not queries.list_rehearsals(stranger).exists()
    assert not queries.list_rehearsal_problems(stranger, made).exists()
    with pytest.raises(RehearsalNotFoundError):
        queries.get_rehearsal(stranger, made.pk)


def test_a_council_that_sends_no_return_has_no_rehearsal_and_no_failure(borough):
    borough.organisation.database_id = ""
    borough.organisation.save(update_fields=["database_id"])

    class Running:
        organisation_id, arguments = borough.organisation.pk, {"night_date": "2026-01-31"}

    assert rehearse_job(Running()) == {"skipped": "no return is sent"}
    assert not Rehearsal.objects.exists()
