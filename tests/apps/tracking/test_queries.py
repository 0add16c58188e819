import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from towpath.access.viewer import Viewer
from towpath.clock import LONDON
from towpath.contact.queries import LastContact
from towpath.organisation.actions import correct_standards
from towpath.organisation.models import Organisation
from towpath.rules.spells import Standing
from towpath.standards import Group
from towpath.tracking.actions import record_statements, withdraw_source
from towpath.tracking.queries import StatusRecord, list_statuses, list_timeline
from towpath.tracking.values import NewStatement

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people(saltmarsh: Organisation) -> list[int]:
    return make_pupils(saltmarsh, 8)


def tell(organisation: Organisation, viewer: Viewer, *told: NewStatement, at: datetime = MORNING) -> None:
    record_statements(organisation=organisation, incoming=told, by=viewer.actor, at=at)


def statement(person_id: int, code: str, start: date, verified: date, **more: date) -> NewStatement:
    return NewStatement(
        person_id=person_id,
        code=code,
        start_date=start,
        verified_date=verified,
        how="young_person",
        sender="advisers",
        source="page:1",
        **more,  # type: ignore[arg-type]
    )


SEPTEMBER = date(2025, 9, 8)


@pytest.fixture
def borough(saltmarsh: Organisation, adviser: Viewer, people: list[int]) -> list[int]:
    """Return eight people, the last never heard of."""
    long_ago, lately = date(2025, 12, 1), date(2026, 1, 20)
    tell(
        saltmarsh,
        adviser,
        statement(people[0], "230", SEPTEMBER, lately),  # settled until August
        statement(people[1], "330", date(2025, 6, 1), date(2025, 7, 1)),  # lapsed on 1 January
        statement(people[2], "619", SEPTEMBER, long_ago),  # NEET, last heard of 61 days ago
        statement(people[3], "619", SEPTEMBER, lately),  # NEET, heard of 11 days ago
        statement(people[4], "616", SEPTEMBER, lately, review_date=date(2026, 1, 26)),  # should have started on Monday
        statement(people[5], "330", SEPTEMBER, date(2025, 8, 20)),  # vouches from 8 September, lapses on 8 March
        statement(people[6], "310", SEPTEMBER, date(2025, 2, 20), expected_end_date=date(2026, 2, 27)),
    )
    return people


def test_a_stranger_learns_no_status_and_no_timeline(stranger: Viewer, borough: list[int]) -> None:
    assert list_statuses(stranger, borough, DAY) == {}
    assert list_timeline(stranger, borough[0], DAY) == []


def test_a_lapsed_status_keeps_its_code_and_says_since_when(
    saltmarsh: Organisation, adviser: Viewer, borough: list[int]
) -> None:
    status = list_statuses(adviser, borough, DAY)[borough[1]]

    assert (status.group, status.standing, status.code) == (Group.NOT_KNOWN, Standing.LAPSED, "330")
    assert status.lapses_date == date(2026, 1, 1)


def test_neet_says_since_when(saltmarsh: Organisation, adviser: Viewer, borough: list[int]) -> None:
    assert list_statuses(adviser, borough, DAY)[borough[2]].neet_since == SEPTEMBER


def test_statuses_are_as_they_were_known(saltmarsh: Organisation, adviser: Viewer, borough: list[int]) -> None:
    later = MORNING + timedelta(days=3)
    tell(saltmarsh, adviser, statement(borough[2], "310", date(2026, 2, 2), date(2026, 2, 3)), at=later)
    withdraw_source(organisation=saltmarsh, source="page:1", by=adviser.actor, at=later + timedelta(hours=1))

    now = list_statuses(adviser, borough, DAY)
    then = list_statuses(adviser, borough, DAY, known_at=MORNING + timedelta(hours=1))

    assert {status.standing for status in now.values()} == {Standing.NO_STATEMENT}
    assert then[borough[2]].code == "619"
    assert list_statuses(adviser, borough, DAY, known_at=MORNING - timedelta(hours=1)).get(borough[2]) is None


def test_a_timeline_shows_what_is_withdrawn_and_what_never_spoke(
    saltmarsh: Organisation, adviser: Viewer, people: list[int]
) -> None:
    tell(saltmarsh, adviser, statement(people[0], "230", SEPTEMBER, date(2026, 1, 20)))
    tell(saltmarsh, adviser, statement(people[0], "619", date(2025, 9, 20), date(2025, 10, 1)))

    late, early = list_timeline(adviser, people[0], DAY)

    assert (late.code, late.speaks) == ("619", False)
    assert (early.code, early.from_date, early.to_date) == ("230", SEPTEMBER, date(2026, 8, 31))
    assert late.recorded_at == datetime(2026, 1, 31, 9, 0, tzinfo=LONDON)


def test_a_contact_after_midnight_in_summer_is_of_the_new_day() -> None:
    status = StatusRecord(person_id=1, group=Group.NEET, standing=Standing.CURRENT)
    # Half past midnight on 1 July in London is half past eleven on 30 June by Greenwich.
    contact = LastContact(reached_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))

    assert status.silent_since(contact, date(2026, 7, 31), 30) is None
    assert status.silent_since(contact, date(2026, 8, 1), 30) == date(2026, 7, 1)


LAPSES_SOONER = """
[[correction]]
list = "activity_codes"
code = "230"
from = 2025-09-01
set = { lapse_from = "verified", lapse_amount = 1, lapse_unit = "months" }
reason = "Our copy says so"
source = "the requirement"
"""


@pytest.mark.parametrize("are_corrected", [False, True], ids=["published lists", "lists corrected since"])
def test_statuses_are_those_that_the_ledger_gives(
    saltmarsh: Organisation, adviser: Viewer, *, are_corrected: bool
) -> None:
    people = make_pupils(saltmarsh, 40)
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    pick = random.Random(seed)
    for number in range(120):
        start = date(2025, 6, 1) + timedelta(days=pick.randrange(250))
        ends = {"end_date": start + timedelta(days=pick.randrange(90))} if number % 5 == 0 else {}
        code = pick.choice(["210", "230", "310", "330", "619", "650", "710", "810"])
        told = statement(pick.choice(people), code, start, start + timedelta(days=pick.randrange(60)), **ends)
        tell(saltmarsh, adviser, told, at=MORNING + timedelta(minutes=number))
    asked_at = MORNING + timedelta(hours=3)
    if are_corrected:
        # The spells were worked out before it, and say nothing of it.
        correct_standards(saltmarsh, name="ours", text=LAPSES_SOONER, by=adviser.actor, at=asked_at)

    for on in (date(2025, 7, 1), date(2025, 12, 31), DAY, date(2026, 6, 1)):
        # As known at an instant it is the ledger that is asked, and nothing else.
        assert list_statuses(adviser, people, on) == list_statuses(adviser, people, on, known_at=asked_at)


def test_a_settled_status_is_read_from_the_projection_alone(
    saltmarsh: Organisation, adviser: Viewer, borough: list[int]
) -> None:
    with CaptureQueriesContext(connection) as captured:
        [settled] = list_statuses(adviser, borough[:1], DAY).values()

    assert (settled.code, settled.standing, settled.lapses_date) == ("230", Standing.CURRENT, date(2026, 8, 31))
    assert not any('FROM "tracking_statement"' in query["sql"] for query in captured)
