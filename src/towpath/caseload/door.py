"""The door to a young person's own pages: who is let in by a visit, and who of the staff answers what they say."""

from collections.abc import Collection
from datetime import date, datetime
from hashlib import sha256

from towpath.access import OwnViewer
from towpath.access.models import Role, User
from towpath.access.queries import roles_in_force
from towpath.caseload.models import Case, OwnVisit
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.people.sameness import Sameness, last_joined_at
from towpath.rules.access import roles_that_may
from towpath.rules.own_pages import is_visit_open


def viewer_of_visit(secret: str, at: datetime) -> OwnViewer | None:
    """
    Return the young person whose visit a browser's secret opens at an instant, or None where it opens none.

    Asked at every request, so that signing out, half an hour of nothing and an undone merge are felt at the next one.
    A visit ends when another record is joined to theirs: the code was given for one, and opens no more than that.
    Four queries.
    """
    rows = OwnVisit.objects.select_related("organisation")
    visit = rows.filter(token_hash=hashed(secret)).first() if secret else None
    if visit is None or visit.organisation.closed_date is not None:
        return None
    if not is_visit_open(started_at=visit.started_at, seen_at=visit.seen_at, ended_at=visit.ended_at, at=at):
        return None
    sameness = Sameness.around(visit.organisation, [visit.person_id])
    leader = sameness.leading(visit.person_id)
    records = Person.objects.in_bulk(sameness.everyone)
    joined_at = last_joined_at(sameness.everyone)
    if records[leader].withdrawn_at is not None or (joined_at is not None and joined_at > visit.started_at):
        return None
    return OwnViewer(
        visit_id=visit.pk,
        organisation_id=visit.organisation_id,
        organisation=visit.organisation.code,
        person_id=leader,
        person=records[leader].public_id,
        record_ids=sameness.everyone,
        public_ids=frozenset(record.public_id for record in records.values()),
    )


def answerer_of(organisation: Organisation, record_ids: Collection[int], made_by: User, on: date) -> User:
    """
    Return who is given what a young person says: the adviser of their open case, else whoever made the code.

    Where neither works here any more, the first by name of those who may work a case; where nobody may, whoever made
    the code still.
    """
    roles = roles_in_force(on).filter(organisation=organisation, role__in=roles_that_may("caseload.work"))
    working = {role.user_id: role for role in roles}
    case = Case.objects.filter(person__in=record_ids, closed_date__isnull=True).order_by("-pk").first()
    for user_id in (case.adviser_id if case else None, made_by.pk):
        if user_id in working:
            return working[user_id].user
    return min(working.values(), key=_by_name).user if working else made_by


def records_of_person(person: Person) -> frozenset[int]:
    """Return the ids of every record that is this person's, merges resolved. One query."""
    return Sameness.around(person.organisation, [person.pk]).everyone


def hashed(secret: str) -> str:
    """Return what is kept of a visit's secret."""
    return sha256(secret.encode()).hexdigest()


def _by_name(role: Role) -> tuple[str, int]:
    return role.user.name, role.user_id
