"""A year of invented leavers of whom some were supported, for whoever asks what that changed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.factories.cast import SETUP, make_user
from tests.factories.moments import MORNING
from tests.factories.people import pupil
from towpath.access.models import User
from towpath.caseload.models import Case
from towpath.insight.actions import Terms, freeze_study
from towpath.insight.models import Study
from towpath.organisation.models import Organisation
from towpath.people.actions import record_people
from towpath.risk.actions import EVIDENCE, NewEvidence
from towpath.tracking.actions import record_statements
from towpath.tracking.values import NewStatement

LEFT = date(2025, 9, 1)
SUPPORTED_FROM = date(2024, 11, 4)
ADDED_DAYS = -20
"""What support does to days NEET in this invented year."""


TERMS = Terms(
    question="Do leavers who had a case in Year 11 spend fewer days NEET by February?",
    leavers_year=2025,
    facts_date=date(2024, 10, 1),
    support_to_date=date(2025, 6, 30),
    window_from_date=LEFT,
    window_to_date=date(2026, 2, 28),
    status_date=date(2025, 11, 1),
    not_known="exclude",
    scheme_name="oxfordshire-2023",
    factors=("attendance",),
    caliper=Decimal("0.2"),
)


def make_study(organisation: Organisation, **changed: object) -> Study:
    """Return a study of that year, frozen at nine on `DAY`."""
    terms = replace(TERMS, **changed)  # type: ignore[arg-type]
    by = replace(SETUP, organisation=organisation.code)
    return freeze_study(terms, organisation=organisation, by=by, by_name="Marion Fairclough", at=MORNING)


def attendance_of(number: int) -> int:
    """Return a percentage from 80 to 99."""
    return 80 + (number * 7) % 20


def is_supported(number: int) -> bool:
    """Return whether advisers chose them: mostly those who are seldom there."""
    return (number * 5) % 13 < (8 if attendance_of(number) < 90 else 3)


def days_neet(number: int) -> int:
    """Return how many days from 1 September they are NEET: the more, the seldomer they were there."""
    days = 30 + 2 * (99 - attendance_of(number)) + (number * 11) % 7
    return days + ADDED_DAYS if is_supported(number) else days


def make_leavers(organisation: Organisation, count: int, *, adviser: User | None = None) -> list[int]:
    """Return the ids of a year that left in summer 2025, with what was known, who was supported and what they did."""
    incoming = [(None, replace(pupil(number), birth_date=date(2009, 1 + number % 8, 5))) for number in range(count)]
    recorded = record_people(organisation=organisation, incoming=incoming, source="import:1", by=SETUP, at=MORNING)
    people = [each.person_id for each in recorded if each.person_id is not None]
    told = [
        NewEvidence(
            person_id=person_id,
            name="attendance_percent",
            value=str(attendance_of(number)),
            as_at_date=date(2024, 9, 20),
            source="import:2",
        )
        for number, person_id in enumerate(people)
    ]
    EVIDENCE.record(organisation=organisation, incoming=told, by=SETUP, at=MORNING)
    statements = [_statement(person_id, number, code) for number, person_id in enumerate(people) for code in (619, 210)]
    record_statements(organisation=organisation, incoming=statements, by=SETUP, at=MORNING)
    adviser = adviser or make_user(organisation, "adviser")
    for number, person_id in enumerate(people):
        if is_supported(number):
            make_case(organisation, person_id, adviser, SUPPORTED_FROM)
    return people


def make_case(organisation: Organisation, person_id: int, adviser: User, opened_date: date) -> Case:
    """Return a case opened on a day of the past, as a caseload brought from another system has them."""
    return Case.objects.create(
        organisation=organisation,
        person_id=person_id,
        adviser=adviser,
        level_of_need="2",
        opened_date=opened_date,
        opened_because="brought over",
        next_date=date(2026, 4, 1),
    )


def _statement(person_id: int, number: int, code: int) -> NewStatement:
    start = LEFT if code == 619 else LEFT + timedelta(days=days_neet(number))
    return NewStatement(
        person_id=person_id,
        code=str(code),
        start_date=start,
        end_date=None,
        verified_date=start,
        how="previous_system",
        sender="old",
        source="import:3",
    )
