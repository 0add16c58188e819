"""A session on the phone, and a confirmation drawn to be looked at."""

from datetime import date, timedelta

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from towpath.access.models import User
from towpath.audit import Actor
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.actions import draw_sample, record_leaver_notice, record_move_in, record_statement, start_session
from towpath.tracking.models import CallSession, CouncilMove, LeaverNotice, SampledConfirmation
from towpath.tracking.values import NewStatement

DECEMBER = date(2025, 12, 1)


def make_session(council: Organisation, user: User, *people: Person, list_code: str = "never_known") -> CallSession:
    """Return a session of somebody, which nobody has been rung in yet."""
    ids = [person.pk for person in people]
    return start_session(organisation=council, user=user, list_code=list_code, person_ids=ids, by=SETUP, at=MORNING)


def make_confirmation(council: Organisation, person: Person, officer: User, *, code: str = "230") -> None:
    """Record what somebody was doing, as an officer confirmed it by hand in December."""
    told = NewStatement(
        person_id=person.pk, code=code, start_date=date(2025, 9, 8), how="young_person", sender="advisers",
        source="page:status",
    )  # fmt: skip
    by = Actor(council.code, officer.public_id, "adviser")
    record_statement(organisation=council, new=told, by=by, at=MORNING - timedelta(days=40))


def make_leaver_notice(person: Person) -> LeaverNotice:
    """Return a college's notice that somebody left in the week before `DAY`."""
    return record_leaver_notice(
        person=person,
        provider_name="Estuary College",
        left_date=DAY - timedelta(days=7),
        received_date=DAY - timedelta(days=5),
        source="page:leaver_notice",
        by=SETUP,
        at=MORNING,
    )


def make_council_move(person: Person) -> CouncilMove:
    """Return that somebody came from Liverpool in the week before `DAY`."""
    return record_move_in(person=person, la_code="341", moved_date=DAY - timedelta(days=7), by=SETUP, at=MORNING)


def desk_ids(council: Organisation, person: Person, officer: User) -> dict[str, str]:
    """Return one id of each kind that an address of the desk takes."""
    make_confirmation(council, person, officer)
    draw_sample(organisation=council, month_date=DECEMBER, size=5, by=SETUP, at=MORNING)
    sampled = SampledConfirmation.objects.filter(organisation=council).order_by("pk")[0]
    return {
        "ready_list": "never_known",
        "call_session_id": str(make_session(council, officer, person).pk),
        "position": "1",
        "sampled_id": str(sampled.pk),
        "leaver_id": str(make_leaver_notice(person).pk),
        "council_move_id": str(make_council_move(person).pk),
        "paper": "sheet",
    }
