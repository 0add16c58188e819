"""A provider's notice of a leaver: recorded, followed up by a day, passed on to the council where they live."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_pupils, make_school
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import set_return_fact
from towpath.people.models import Person
from towpath.rules.leaver_notices import NoticeClock, NoticeState
from towpath.tracking.actions import (
    NoticeRefusedError,
    drop_notice,
    follow_up_notice,
    pass_on_notice,
    record_leaver_notice,
)
from towpath.tracking.models import LeaverNotice
from towpath.tracking.queries import NoticeNotFoundError, get_leaver_notice, list_waiting_notices

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LEFT = date(2026, 1, 12)
RTL = "غادرت الكلية " * 800


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


@pytest.fixture
def officer(saltmarsh: Organisation) -> Viewer:
    return make_viewer(saltmarsh, "tracking_officer")


def tell(person: Person, left: date = LEFT, received: date = LEFT, **given: object) -> LeaverNotice:
    said = {"provider_name": "Estuary College", **given}
    return record_leaver_notice(
        person=person, left_date=left, received_date=received, source="page:leaver", by=SETUP, at=MORNING, **said
    )  # type: ignore[arg-type]


def test_a_notice_waits_five_working_days_as_shipped_and_as_many_as_the_council_chose(
    saltmarsh: Organisation, wren: Person, officer: Viewer
) -> None:
    tell(wren)

    [waiting] = list_waiting_notices(officer, DAY)
    assert (waiting.owed.clock, waiting.owed.due_date) == (NoticeClock.FOLLOW_UP, date(2026, 1, 19))
    assert (waiting.was_owed, waiting.days_to_tell) == (True, 0)

    change_setting(
        saltmarsh, key="leaver_notice.follow_up_days", value=2, from_date=date(2026, 1, 1), by=SETUP, at=MORNING
    )
    assert list_waiting_notices(officer, DAY)[0].owed.due_date == date(2026, 1, 14)


def test_a_resident_of_another_council_is_passed_on_and_the_log_says_to_whom(wren: Person, officer: Viewer) -> None:
    set_return_fact(person=wren, field="lead_la", value="341", source="page:1", by=SETUP, at=MORNING)
    notice = tell(wren)
    [waiting] = list_waiting_notices(officer, DAY)
    assert (waiting.owed.clock, waiting.owed.due_date, waiting.lives_in) == (
        NoticeClock.PASS_ON,
        date(2026, 1, 13),
        "341",
    )

    pass_on_notice(notice=notice, la_code="341", outcome="By secure e-mail", by=officer.actor, at=MORNING)

    assert list_waiting_notices(officer, DAY) == []
    event = Event.objects.get(kind="leaver_notice.passed_on")
    assert event.person == wren.public_id
    assert "341" in event.facts


@pytest.mark.parametrize("la_code", ["343", "004", "999", ""])
def test_it_is_passed_to_no_council_that_is_none(wren: Person, la_code: str) -> None:
    notice = tell(wren)

    with pytest.raises(NoticeRefusedError, match="another than yours"):
        pass_on_notice(notice=notice, la_code=la_code, outcome="Sent", by=SETUP, at=MORNING)


def test_it_is_dealt_with_once_and_never_in_silence(wren: Person) -> None:
    notice = tell(wren)

    with pytest.raises(NoticeRefusedError, match="few words"):
        follow_up_notice(notice=notice, outcome="  ", by=SETUP, at=MORNING)
    followed = follow_up_notice(notice=notice, outcome="Rang: starts at another college", by=SETUP, at=MORNING)
    with pytest.raises(NoticeRefusedError, match="already"):
        drop_notice(notice=notice, outcome="Wrong person", by=SETUP, at=MORNING)

    assert followed.state == NoticeState.FOLLOWED
    # The same leaving may be told again once the first was dealt with.
    assert tell(wren).state == NoticeState.WAITING


def test_a_second_notice_of_one_leaving_is_refused(wren: Person) -> None:
    tell(wren)

    with pytest.raises(NoticeRefusedError, match="waits already"):
        tell(wren)


@pytest.mark.parametrize(
    ("given", "asks_for"),
    [
        ({"received": DAY + timedelta(days=1)}, "received_date"),
        ({"left": DAY + timedelta(days=200)}, "left_date"),
        ({"provider_name": " "}, "provider_name"),
        ({"words": RTL}, "words"),
    ],
)
def test_what_cannot_be_is_refused_with_the_question(wren: Person, given: dict[str, object], asks_for: str) -> None:
    with pytest.raises(NoticeRefusedError) as refused:
        tell(wren, **given)  # type: ignore[arg-type]

    assert refused.value.asks_for == asks_for
    assert not LeaverNotice.objects.exists()


def test_long_words_from_right_to_left_are_kept_whole(wren: Person) -> None:
    assert tell(wren, words=RTL[:10_000].strip()).words == RTL[:10_000].strip()


def test_another_councils_school_is_no_provider_here(wren: Person, farbank: Organisation) -> None:
    with pytest.raises(NoticeRefusedError, match="no such provider"):
        tell(wren, establishment=make_school(farbank))


def test_nobody_else_reads_it(saltmarsh: Organisation, wren: Person, stranger: Viewer) -> None:
    notice = tell(wren)

    for viewer in (stranger, make_viewer(saltmarsh, "commissioner"), make_viewer(saltmarsh, "school_lead")):
        assert list_waiting_notices(viewer, DAY) == []
        with pytest.raises(NoticeNotFoundError):
            get_leaver_notice(viewer, notice.pk, DAY)


def test_the_queries_do_not_grow_with_notices(saltmarsh: Organisation, officer: Viewer) -> None:
    for pk in make_pupils(saltmarsh, 5):
        tell(Person.objects.get(pk=pk))

    with CaptureQueriesContext(connection) as asked:
        assert len(list_waiting_notices(officer, DAY)) == 5

    # One of them asks who has died.
    assert len(asked) == 8


def test_the_table_refuses_what_cannot_be(wren: Person) -> None:
    notice = tell(wren)

    for wrong in ({"state": "followed"}, {"state": "lost"}, {"passed_to": "341"}, {"provider_name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LeaverNotice.objects.filter(pk=notice.pk).update(**wrong)
