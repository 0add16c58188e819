"""Say whose a ready list is, and try somebody all the same though a rule says not to."""

from datetime import datetime

from django.db import IntegrityError
from django.utils.timezone import localdate

from towpath.access.models import Team, User
from towpath.audit import Actor
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.access import is_known_role
from towpath.rules.attempts import StopReason
from towpath.rules.ready_lists import LISTS_BY_CODE
from towpath.tracking.models import ListOwner, Overrule


class DeskRefusedError(ValueError):
    """The desk cannot be changed as asked."""


def set_list_owner(
    *,
    organisation: Organisation,
    list_code: str,
    role: str = "",
    team: Team | None = None,
    user: User | None = None,
    by: Actor,
    at: datetime,
) -> ListOwner:
    """
    Say whose a ready list is: a role's, a team's or one user's.

    :raises DeskRefusedError: there is no such list, not one owner is named, or somebody else has just named another
    """
    if list_code not in LISTS_BY_CODE:
        raise DeskRefusedError("There is no such list. Go back to the desk.")
    if [bool(role), team is not None, user is not None].count(True) != 1 or (role and not is_known_role(role)):
        raise DeskRefusedError("Choose one: a role, a team or somebody by name.")
    if team is not None and team.organisation_id != organisation.pk:
        raise DeskRefusedError("That team is not one of this council. Choose another.")
    try:
        with transaction(by=by, at=at) as events:
            rows = ListOwner.objects.filter(organisation=organisation, list_code=list_code, withdrawn_at__isnull=True)
            rows.update(withdrawn_at=at)
            owner = ListOwner.objects.create(
                organisation=organisation,
                list_code=list_code,
                role=role,
                team=team,
                user=user,
                recorded_at=at,
                recorded_by=by.user,
            )
            events.record("desk.owner_set", subject=f"tracking_list_owner:{owner.pk}", after=facts(owner))
    except IntegrityError as error:
        raise DeskRefusedError("Somebody else has just said whose this list is. Look at it again.") from error
    return owner


def overrule_stop(*, person: Person, rule: StopReason, by: Actor, at: datetime) -> None:
    """Write down that somebody is tried today all the same, though a rule says not to; once a day is enough."""
    with transaction(by=by, at=at) as events:
        Overrule.objects.bulk_create(
            [
                Overrule(
                    organisation_id=person.organisation_id,
                    person=person,
                    rule=rule.value,
                    overruled_date=localdate(at),
                    recorded_at=at,
                    recorded_by=by.user,
                )
            ],
            ignore_conflicts=True,
        )
        events.record("desk.stop_overruled", person=person.public_id, after={"rule": rule.value})
