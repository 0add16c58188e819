"""Invite people, change what they may do, and stop them at once."""

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from towpath.access.links import LinkRefusedError, get_link, make_link, use_up
from towpath.access.models import Link, Role, Team, TeamMember, User
from towpath.audit import Actor
from towpath.audit.actions import Events, transaction
from towpath.audit.facts import facts
from towpath.organisation.models import Organisation
from towpath.rules.access import ROLES, is_known_role
from towpath.rules.dates import day_words

INVITATION = "invitation"
INVITATION_LASTS = timedelta(days=7)
_USER = "access_user:"


class RoleRefusedError(ValueError):
    """The role cannot be given as asked."""


def invite_user(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    role: str,
    from_date: date,
    by: Actor,
    at: datetime,
    to_date: date | None = None,
) -> tuple[User, str]:
    """
    Give somebody a role, and return them with the secret of the link that lets them choose a password.

    Somebody who already signs in keeps their account and gains the role; the secret is then empty. A link would let
    whoever invites them choose the password that opens another council's records.

    :raises RoleRefusedError: there is no such role, the dates are the wrong way round, or they hold one already
    """
    address = email.strip().lower()
    with transaction(by=by, at=at) as events:
        user = User.objects.filter(email=address).first()
        if user is None:
            user = User(email=address, name=name.strip(), created_at=at)
            user.set_unusable_password()
            user.full_clean(exclude=["password"])
            user.save(force_insert=True)
            events.record("user.created", subject=f"access_user:{user.pk}", after=facts(user))
        _give_role(user, organisation, role, from_date, to_date, by=by, at=at, events=events)
        secret = "" if user.has_usable_password() else _invite(user, organisation, at=at, events=events)
    return user, secret


def invite_again(user: User, *, organisation: Organisation, by: Actor, at: datetime) -> str:
    """
    Return the secret of a fresh invitation; earlier ones stop working.

    :raises RoleRefusedError: they have chosen a password already
    """
    if user.has_usable_password():
        raise RoleRefusedError("They have chosen a password already, and can have it reset where they sign in.")
    with transaction(by=by, at=at) as events:
        return _invite(user, organisation, at=at, events=events)


def accept_invitation(secret: str, *, password: str, at: datetime) -> User:
    """
    Set the password of the user an invitation was made for, and use the invitation up.

    :raises LinkRefusedError: the link was used, has expired or never was, or they chose a password by another
    :raises django.core.exceptions.ValidationError: the password is too short, too common or too like its owner
    """
    link = get_link(secret, purpose=INVITATION, at=at)
    user = User.objects.get(pk=link.subject.removeprefix(_USER))
    if user.has_usable_password():
        raise LinkRefusedError
    validate_password(password, user)
    by = Actor(organisation=link.organisation.code, user=user.public_id, role="invited")
    with transaction(by=by, at=at) as events:
        use_up(link, at=at)
        user.set_password(password)
        user.save(update_fields=["password"])
        events.record("invitation.accepted", subject=_subject(user))
    return user


def change_role(
    user: User,
    *,
    organisation: Organisation,
    role: str,
    from_date: date,
    by: Actor,
    at: datetime,
    to_date: date | None = None,
) -> Role:
    """
    Give a user another role in the organisation; what they held stops the day before, or at once where that is past.

    :raises RoleRefusedError: there is no such role, or the dates are the wrong way round
    """
    with transaction(by=by, at=at) as events:
        for held in _held(user, organisation):
            before = facts(held)
            if from_date <= localdate(at) or held.from_date >= from_date:
                held.ended_at = at
            else:
                held.to_date = min(held.to_date or date.max, from_date - timedelta(days=1))
            held.save(update_fields=["ended_at", "to_date"])
            events.record("role.ended", subject=f"access_role:{held.pk}", before=before, after=facts(held))
        return _give_role(user, organisation, role, from_date, to_date, by=by, at=at, events=events)


def end_role(user: User, *, organisation: Organisation, by: Actor, at: datetime) -> None:
    """
    End a user's part in the organisation now, with any invitation not yet accepted. It can only be given anew.

    :raises RoleRefusedError: they have none
    """
    with transaction(by=by, at=at) as events:
        for held in _held_or_refused(user, organisation):
            before = facts(held)
            held.ended_at = at
            held.save(update_fields=["ended_at"])
            events.record("role.ended", subject=f"access_role:{held.pk}", before=before, after=facts(held))
        _withdraw_invitations(user, organisation, at=at)


def suspend_user(user: User, *, organisation: Organisation, by: Actor, at: datetime) -> None:
    """
    Stop a user in the organisation at once, until `lift_suspension`.

    :raises RoleRefusedError: they have no role that could be suspended
    """
    with transaction(by=by, at=at) as events:
        _withdraw_invitations(user, organisation, at=at)
        for held in _held_or_refused(user, organisation, suspended_at__isnull=True):
            held.suspended_at = at
            held.save(update_fields=["suspended_at"])
            events.record("role.suspended", subject=f"access_role:{held.pk}")


def lift_suspension(user: User, *, organisation: Organisation, by: Actor, at: datetime) -> None:
    """
    Let a suspended user in again.

    :raises RoleRefusedError: they are not suspended
    """
    with transaction(by=by, at=at) as events:
        for held in _held_or_refused(user, organisation, suspended_at__isnull=False):
            held.suspended_at = None
            held.save(update_fields=["suspended_at"])
            events.record("role.restored", subject=f"access_role:{held.pk}")


def turn_off_second_step(user: User, *, organisation: Organisation, by: Actor, at: datetime) -> None:
    """
    Forget the phone and the recovery codes of a user who has lost both; they turn the second step on anew.

    :raises RoleRefusedError: they hold no role here, or have no second step
    """
    with transaction(by=by, at=at) as events:
        _held_or_refused(user, organisation)
        forgotten, _ = Authenticator.objects.filter(user=user).delete()
        if not forgotten:
            raise RoleRefusedError("Their second step is off already.")
        events.record("user.second_step_off", subject=_subject(user))


def make_team(*, organisation: Organisation, name: str, by: Actor, at: datetime) -> Team:
    """Make a team."""
    with transaction(by=by, at=at) as events:
        team = Team.objects.create(organisation=organisation, name=name.strip())
        events.record("team.made", subject=f"access_team:{team.pk}")
    return team


def join_team(user: User, *, team: Team, from_date: date, by: Actor, at: datetime) -> TeamMember:
    """Put a user in a team from a date."""
    with transaction(by=by, at=at) as events:
        member = TeamMember.objects.create(team=team, user=user, from_date=from_date)
        events.record("team.joined", subject=f"access_team:{team.pk}", after=facts(member))
    return member


def _give_role(
    user: User,
    organisation: Organisation,
    role: str,
    from_date: date,
    to_date: date | None,
    *,
    by: Actor,
    at: datetime,
    events: Events,
) -> Role:
    if not is_known_role(role):
        raise RoleRefusedError(f"There is no role {role!r}. The roles are: {', '.join(ROLES)}.")
    if to_date and to_date < from_date:
        raise RoleRefusedError(
            f"The role would end on {day_words(to_date)}, before it starts on {day_words(from_date)}. Swap the dates."
        )
    overlapping = _held(user, organisation).filter(Q(to_date__isnull=True) | Q(to_date__gte=from_date))
    if to_date:
        overlapping = overlapping.filter(from_date__lte=to_date)
    if overlapping.exists():
        raise RoleRefusedError("They already hold a role here in that time. Change that role instead.")
    given = Role.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        from_date=from_date,
        to_date=to_date,
        recorded_at=at,
        by=by.user,
    )
    events.record("role.given", subject=f"access_role:{given.pk}", after=facts(given))
    return given


def _held(user: User, organisation: Organisation) -> QuerySet[Role]:
    return Role.objects.filter(user=user, organisation=organisation, ended_at__isnull=True).order_by("id")


def _held_or_refused(user: User, organisation: Organisation, **narrowed: bool) -> list[Role]:
    held = list(_held(user, organisation).filter(**narrowed))
    if not held:
        raise RoleRefusedError("They hold no such role here now. Look at the list again: somebody may have changed it.")
    return held


def _invite(user: User, organisation: Organisation, *, at: datetime, events: Events) -> str:
    _withdraw_invitations(user, organisation, at=at)
    link, secret = make_link(organisation, purpose=INVITATION, subject=_subject(user), at=at, lasts=INVITATION_LASTS)
    events.record("invitation.made", subject=_subject(user), after={"expires_at": link.expires_at})
    return secret


def _withdraw_invitations(user: User, organisation: Organisation, *, at: datetime) -> None:
    Link.objects.filter(
        organisation=organisation,
        purpose=INVITATION,
        subject=_subject(user),
        used_at__isnull=True,
        withdrawn_at__isnull=True,
    ).update(withdrawn_at=at)


def _subject(user: User) -> str:
    return f"{_USER}{user.pk}"
