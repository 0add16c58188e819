"""The activity survey: whose activity counts on 1 November, the file's columns, and that it goes by the log alone."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.tracking.test_destinations import do, leavers_of
from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import MORNING
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.files.models import Release
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import record_sharing_limit
from towpath.people.models import Person
from towpath.returns.actions import SurveyRefusedError, release_survey
from towpath.returns.queries import SurveyFound, get_survey, list_survey_releases
from towpath.tracking.models import Spell
from towpath.tracking.queries import get_leavers

pytestmark = pytest.mark.django_db

JANUARY = date(2026, 1, 31)


def look(viewer: Viewer) -> SurveyFound:
    leavers = get_leavers(viewer, 2025, JANUARY, accepted={})
    assert leavers is not None
    found = get_survey(viewer, leavers, JANUARY)
    assert found is not None
    return found


@pytest.fixture
def people(saltmarsh: Organisation) -> list[Person]:
    """Return three leavers: at college all autumn, started on 2 November, and not known."""
    people = leavers_of(saltmarsh, 1, 2, 3)
    do(people[0], ("230", date(2025, 9, 8), "=Estuary College"))
    do(people[1], ("230", date(2025, 11, 2), "Estuary College"))
    return people


def test_what_each_did_on_the_day_is_in_the_file_and_nothing_else(
    saltmarsh: Organisation, data_lead: Viewer, people: list[Person]
) -> None:
    change_setting(
        saltmarsh, key="activity_survey.columns", value="N=upn, LA=council, Did=activity_code, Where=provider_name",
        from_date=date(2025, 9, 1), by=SETUP, at=MORNING,
    )  # fmt: skip
    found = look(data_lead)

    content, name = release_survey(data_lead, found, to="DfE", ground="request 7", by=data_lead.actor, at=MORNING)

    with content:
        lines = content.read().decode("utf-8-sig").splitlines()
    assert lines[0] == "N,LA,Did,Where"
    assert [line.split(",", 1)[1] for line in lines[1:]] == ["343,230,'=Estuary College", "343,,", "343,,"]
    assert (found.known, found.lacking("activity_code")) == (1, 2)
    assert name == "activity-survey-2025-unverified-layout.csv"
    event = Event.objects.get(kind="file.released")
    assert sorted(json.loads(event.persons)) == sorted(each.public_id for each in people)
    assert [each.agreement for each in list_survey_releases(data_lead)] == ["request 7"]


def test_corrected_lists_leave_nobody_empty_while_their_rebuild_waits(data_lead: Viewer, people: list[Person]) -> None:
    Spell.objects.update(standards_version="older")

    assert look(data_lead).known == 1


def test_who_limited_what_schools_give_us_is_in_it_as_in_the_return(data_lead: Viewer, people: list[Person]) -> None:
    record_sharing_limit(person=people[0], asked_by="young_person", source="page:1", by=SETUP, at=MORNING)

    [line] = [each for each in look(data_lead).lines if each.public_id == people[0].public_id]

    assert (line.values["activity_code"], line.values["upn"] != "") == ("230", True)


def test_it_goes_to_nobody_for_nothing_and_only_by_who_signs_returns(
    saltmarsh: Organisation, data_lead: Viewer, people: list[Person]
) -> None:
    officer = make_viewer(saltmarsh, "tracking_officer")
    found = look(data_lead)

    for viewer, to, ground in (
        (data_lead, " ", "x"),
        (data_lead, "DfE", ""),
        (data_lead, "x" * 65, "x"),
        (officer, "DfE", "x"),
    ):
        with pytest.raises(SurveyRefusedError):
            release_survey(viewer, found, to=to, ground=ground, by=viewer.actor, at=MORNING)
    assert not Release.objects.exists()
    leavers = get_leavers(officer, 2025, JANUARY, accepted={})
    assert leavers is not None
    adviser = make_viewer(saltmarsh, "adviser")
    assert get_survey(adviser, leavers, JANUARY) is None
    assert not list_survey_releases(adviser)


def test_the_number_of_queries_does_not_grow(saltmarsh: Organisation, data_lead: Viewer) -> None:
    leavers_of(saltmarsh, *range(1, 20))

    with CaptureQueriesContext(connection) as asked:
        look(data_lead)

    assert len(asked) <= 36
