"""Who may sign in, and what signing in makes of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from towpath.access.models import Role, Team, TeamMember, User
from towpath.access.viewer import Viewer
from towpath.organisation.lists import Choice, ChoiceList, choices_in, choices_of
from towpath.organisation.models import Organisation
from towpath.rules.access import CASE_WORK_ROLES


class NoRoleError(PermissionError):
    """The user has no role in force for the organisation on the day."""


def roles_in_force(on: date) -> QuerySet[Role]:
    """Return the roles in force on a day, neither suspended nor ended, of users whose account is open."""
    return (
        Role.objects.filter(
            Q(to_date__isnull=True) | Q(to_date__gte=on),
            from_date__lte=on,
            suspended_at__isnull=True,
            ended_at__isnull=True,
            user__is_active=True,
            organisation__closed_date__isnull=True,
        )
        .select_related("user", "organisation")
        .order_by("organisation__name", "from_date", "id")
    )


def roles_of(user: User, on: date) -> dict[str, Role]:
    """Return the role of a user on a day in each organisation, by its code, in the order of their names. One query."""
    return {role.organisation.code: role for role in roles_in_force(on).filter(user=user)}


def viewer_for(
    user: User, organisation: Organisation, on: date, *, establishment_ids: frozenset[int] = frozenset()
) -> Viewer:
    """
    Return the user as a viewer of one organisation's records on a day. Two queries.

    :raises NoRoleError: the user has no role in force there
    """
    role = roles_of(user, on).get(organisation.code)
    if role is None:
        raise NoRoleError(f"User {user.public_id} has no role in force at {organisation.code} on {on}.")
    return viewer_with(role, on, establishment_ids=establishment_ids)


def viewer_with(role: Role, on: date, *, establishment_ids: frozenset[int] = frozenset()) -> Viewer:
    """Return whoever holds a role in force as a viewer of its organisation's records on a day. One query."""
    user, organisation = role.user, role.organisation
    teams = TeamMember.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gte=on), user=user, team__organisation=organisation, from_date__lte=on
    )
    return Viewer(
        user_id=user.pk,
        user=user.public_id,
        name=user.name,
        organisation_id=organisation.pk,
        organisation=organisation.code,
        role=role.role,
        team_ids=frozenset(teams.values_list("team_id", flat=True)),
        establishment_ids=establishment_ids,
    )


def list_roles(viewer: Viewer) -> QuerySet[Role]:
    """Return every role of the viewer's organisation, ended ones too, by the holder's name."""
    return (
        Role.objects.filter(organisation_id=viewer.organisation_id)
        .select_related("user")
        .order_by("user__name", "user_id", "from_date", "id")
    )


def get_list(viewer: Viewer, asked: ChoiceList) -> Mapping[str, Choice]:
    """Return one list of the viewer's council by code, what is offered no more too. One query."""
    return choices_of(viewer.organisation_id, asked)


def get_lists(viewer: Viewer, asked: Sequence[ChoiceList]) -> Mapping[str, Mapping[str, Choice]]:
    """Return several lists of the viewer's council by name, each by code. One query."""
    return choices_in(viewer.organisation_id, asked)


def list_open_teams(viewer: Viewer, on: date) -> list[Team]:
    """Return the teams of the viewer's council that are not closed on a day, by name. One query."""
    rows = Team.objects.filter(Q(closed_date__isnull=True) | Q(closed_date__gt=on))
    return list(rows.filter(organisation_id=viewer.organisation_id).order_by("name", "pk"))


def list_staff(viewer: Viewer, on: date) -> list[User]:
    """Return who works young people's cases or statuses here on a day, by name. One query."""
    roles = roles_in_force(on).filter(organisation_id=viewer.organisation_id, role__in=CASE_WORK_ROLES)
    return sorted({role.user for role in roles}, key=lambda user: (user.name, user.pk))


def names_of_users(viewer: Viewer, public_ids: Collection[str]) -> Mapping[str, str]:
    """
    Return the names of people who have or had a role in the viewer's council, by public id; none for whoever works no
    desk. One query.
    """
    if not viewer.may("chase.work"):
        return {}
    rows = User.objects.filter(roles__organisation_id=viewer.organisation_id, public_id__in=public_ids)
    return dict(rows.values_list("public_id", "name").order_by("pk"))
