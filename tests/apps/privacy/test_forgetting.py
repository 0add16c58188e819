"""A worry about nobody we hold is deleted the day after its last; one about somebody, or that nobody read, is not."""

import json
from datetime import datetime, timedelta

import pytest

from tests.apps.imports.test_uploads import work, worried
from tests.factories.cast import SETUP, make_user
from tests.factories.moments import MORNING
from tests.factories.people import make_person
from tests.factories.uploads import worries_secret
from towpath.audit.models import Event
from towpath.clock import LONDON
from towpath.imports.models import AttendanceWorry
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.privacy.forgetting import forget_worries
from towpath.tasks.models import Task

pytestmark = pytest.mark.django_db

# Told on 31 January 2026; six months on is 31 July, which is the last day.
LAST = datetime(2026, 7, 31, 3, tzinfo=LONDON)
AFTER = LAST + timedelta(days=1)


def forget(council: Organisation, at: datetime) -> int:
    return forget_worries(organisation=council, by=SETUP, at=at)


def test_it_is_deleted_with_its_task_the_day_after_its_last(saltmarsh: Organisation, farbank: Organisation) -> None:
    worried(worries_secret(saltmarsh, make_user(saltmarsh, "data_lead")), given_name="Nobody")
    work()

    assert (forget(saltmarsh, LAST), forget(farbank, AFTER)) == (0, 0)
    assert forget(saltmarsh, AFTER) == 1
    assert (AttendanceWorry.objects.count(), Task.objects.count()) == (0, 0)
    event = Event.objects.filter(kind="privacy.worries_forgotten").latest("pk")
    assert json.loads(event.facts)["after"] == {"rows": 1, "months": 6}


def test_one_about_somebody_or_that_nobody_was_told_of_stays(saltmarsh: Organisation) -> None:
    make_person(saltmarsh)
    secret = worries_secret(saltmarsh, make_user(saltmarsh, "data_lead"))
    worried(secret)
    work()
    worried(secret, given_name="Nobody", sending="two")

    assert forget(saltmarsh, AFTER) == 0
    assert (AttendanceWorry.objects.count(), Task.objects.count()) == (2, 1)


def test_a_council_says_for_how_many_months(saltmarsh: Organisation) -> None:
    worried(worries_secret(saltmarsh, make_user(saltmarsh, "data_lead")), given_name="Nobody")
    work()
    change_setting(
        organisation=saltmarsh, key="retention.worry", value=12, from_date=MORNING.date(), by=SETUP, at=MORNING
    )

    assert forget(saltmarsh, AFTER) == 0
