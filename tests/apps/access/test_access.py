"""People are invited, change, and are stopped at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db import transaction as database

from tests.factories.cast import PASSWORD, SETUP, make_user, make_viewer
from tests.factories.moments import DAY, MORNING
from towpath.access.actions import (
    INVITATION_LASTS,
    RoleRefusedError,
    accept_invitation,
    change_role,
    end_role,
    invite_again,
    invite_user,
    join_team,
    lift_suspension,
    make_team,
    suspend_user,
)
from towpath.access.links import LinkRefusedError
from towpath.access.models import Link, Role, User
from towpath.access.queries import NoRoleError, list_roles, names_of_users, roles_of, viewer_for
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.organisation.models import Organisation

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)


def invite(
    organisation: Organisation,
    *,
    role: str = "adviser",
    email: str = "ada@saltmarsh.example",
    from_date: date = DAY,
    to_date: date | None = None,
) -> tuple[User, str]:
    return invite_user(
        organisation=organisation,
        email=email,
        name="Ada Example",
        role=role,
        from_date=from_date,
        to_date=to_date,
        by=SETUP,
        at=MORNING,
    )


def may_enter(user: User, organisation: Organisation, on: date) -> bool:
    try:
        viewer_for(User.objects.get(pk=user.pk), organisation, on)
    except NoRoleError:
        return False
    return True


def test_invited_user_signs_in_with_the_password_they_chose(saltmarsh: Organisation):
    user, secret = invite(saltmarsh, email=" Ada@Saltmarsh.Example ")
    assert not user.has_usable_password()

    accept_invitation(secret, password=PASSWORD, at=MORNING)

    user.refresh_from_db()
    assert user.email == "ada@saltmarsh.example"
    assert user.check_password(PASSWORD)


def test_invitation_works_once(saltmarsh: Organisation):
    _, secret = invite(saltmarsh)
    accept_invitation(secret, password=PASSWORD, at=MORNING)

    with pytest.raises(LinkRefusedError):
        accept_invitation(secret, password="another long phrase", at=MORNING)


@pytest.mark.parametrize(
    ("after", "works"),
    [
        (INVITATION_LASTS - timedelta(microseconds=1), True),
        (INVITATION_LASTS, False),
        (INVITATION_LASTS + ONE_DAY, False),
        (-ONE_DAY, False),
    ],
)
def test_invitation_lasts_seven_days(saltmarsh: Organisation, after: timedelta, works: bool):
    _, secret = invite(saltmarsh)

    if works:
        accept_invitation(secret, password=PASSWORD, at=MORNING + after)
    else:
        with pytest.raises(LinkRefusedError):
            accept_invitation(secret, password=PASSWORD, at=MORNING + after)


def test_poor_password_leaves_the_invitation_to_be_used(saltmarsh: Organisation):
    _, secret = invite(saltmarsh)

    with pytest.raises(ValidationError):
        accept_invitation(secret, password="short", at=MORNING)

    accept_invitation(secret, password=PASSWORD, at=MORNING)


def test_fresh_invitation_stops_the_earlier_one(saltmarsh: Organisation):
    user, earlier = invite(saltmarsh)
    later = invite_again(user, organisation=saltmarsh, by=SETUP, at=MORNING)

    with pytest.raises(LinkRefusedError):
        accept_invitation(earlier, password=PASSWORD, at=MORNING)
    accept_invitation(later, password=PASSWORD, at=MORNING)


def test_secret_of_a_link_is_kept_nowhere(saltmarsh: Organisation):
    _, secret = invite(saltmarsh)

    kept = str([*Link.objects.values(), *Event.objects.values()])
    assert secret not in kept


def test_nobody_who_signs_in_already_is_given_a_link_that_sets_their_password(
    saltmarsh: Organisation, farbank: Organisation
):
    ada, here = invite(saltmarsh)
    same, there = invite(farbank)
    accept_invitation(here, password=PASSWORD, at=MORNING)

    # Farbank's link was made before she chose a password, and would let whoever holds it choose another.
    with pytest.raises(LinkRefusedError):
        accept_invitation(there, password="another long phrase", at=MORNING)
    ada.refresh_from_db()
    for council in (saltmarsh, farbank):
        with pytest.raises(RoleRefusedError, match="chosen a password already"):
            invite_again(ada, organisation=council, by=SETUP, at=MORNING)

    assert same == ada
    assert ada.check_password(PASSWORD)


def test_whoever_signs_in_already_gains_a_role_and_no_link(saltmarsh: Organisation, farbank: Organisation):
    ada, secret = invite(saltmarsh)
    accept_invitation(secret, password=PASSWORD, at=MORNING)

    _, none = invite(farbank)

    assert none == ""
    assert list(roles_of(ada, DAY)) == ["farbank", "saltmarsh"]


def test_invitation_and_acceptance_are_audited_without_name_or_address(saltmarsh: Organisation):
    _, secret = invite(saltmarsh)
    accept_invitation(secret, password=PASSWORD, at=MORNING)

    kinds = list(Event.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == [
        "organisation.opened",
        "user.created",
        "role.given",
        "invitation.made",
        "invitation.accepted",
    ]
    assert "Ada" not in str(list(Event.objects.values()))
    assert "ada@" not in str(list(Event.objects.values()))


@pytest.mark.parametrize(
    ("on", "enters"),
    [
        (date(2026, 2, 1) - ONE_DAY, False),
        (date(2026, 2, 1), True),
        (date(2026, 2, 28), True),
        (date(2026, 2, 28) + ONE_DAY, False),
    ],
)
def test_role_holds_from_its_first_day_to_its_last(saltmarsh: Organisation, on: date, enters: bool):
    user, _ = invite(saltmarsh, from_date=date(2026, 2, 1), to_date=date(2026, 2, 28))

    assert may_enter(user, saltmarsh, on) is enters


def test_suspended_user_is_refused_at_once_and_let_in_again_when_lifted(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")

    suspend_user(user, organisation=saltmarsh, by=SETUP, at=MORNING)
    assert not may_enter(user, saltmarsh, DAY)
    with pytest.raises(RoleRefusedError):
        suspend_user(user, organisation=saltmarsh, by=SETUP, at=MORNING)

    lift_suspension(user, organisation=saltmarsh, by=SETUP, at=MORNING)
    assert may_enter(user, saltmarsh, DAY)


def test_suspension_stops_an_invitation_not_yet_accepted(saltmarsh: Organisation):
    user, secret = invite(saltmarsh)
    suspend_user(user, organisation=saltmarsh, by=SETUP, at=MORNING)

    with pytest.raises(LinkRefusedError):
        accept_invitation(secret, password=PASSWORD, at=MORNING)


def test_ended_role_is_refused_at_once(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")

    end_role(user, organisation=saltmarsh, by=SETUP, at=MORNING)

    assert not may_enter(user, saltmarsh, DAY)
    with pytest.raises(RoleRefusedError):
        end_role(user, organisation=saltmarsh, by=SETUP, at=MORNING)


def test_closed_account_is_refused_everywhere(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert not may_enter(user, saltmarsh, DAY)


def test_user_holds_a_role_in_each_council_they_serve(saltmarsh: Organisation, farbank: Organisation):
    user, _ = invite(saltmarsh, role="specialist")
    same, _ = invite(farbank, role="adviser", email="ADA@saltmarsh.example")
    assert same == user

    suspend_user(user, organisation=saltmarsh, by=SETUP, at=MORNING)

    assert not may_enter(user, saltmarsh, DAY)
    assert viewer_for(user, farbank, DAY).role == "adviser"
    assert list(roles_of(user, DAY)) == [farbank.code]


def test_changed_role_holds_at_once(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")

    change_role(user, organisation=saltmarsh, role="manager", from_date=DAY, by=SETUP, at=MORNING)

    assert viewer_for(user, saltmarsh, DAY).role == "manager"


def test_role_that_will_change_is_kept_until_the_day_before(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")
    change = date(2026, 3, 1)

    change_role(user, organisation=saltmarsh, role="manager", from_date=change, by=SETUP, at=MORNING)

    assert viewer_for(user, saltmarsh, change - ONE_DAY).role == "adviser"
    assert viewer_for(user, saltmarsh, change).role == "manager"


@pytest.mark.parametrize(
    ("role", "from_date", "to_date", "words"),
    [
        ("headteacher", DAY, None, "no role 'headteacher'"),
        ("adviser", DAY, DAY - ONE_DAY, "Swap the dates"),
    ],
)
def test_role_that_makes_no_sense_is_refused_and_nobody_is_made(
    saltmarsh: Organisation, role: str, from_date: date, to_date: date | None, words: str
):
    with pytest.raises(RoleRefusedError, match=words):
        invite(saltmarsh, role=role, from_date=from_date, to_date=to_date)

    assert not User.objects.exists()
    assert not Link.objects.exists()


def test_second_role_at_the_same_time_is_refused(saltmarsh: Organisation):
    invite(saltmarsh)

    with pytest.raises(RoleRefusedError, match="already hold"):
        invite(saltmarsh, role="manager", from_date=DAY + ONE_DAY)


def test_database_refuses_two_roles_without_end(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")
    held = {"user": user, "organisation": saltmarsh, "from_date": DAY, "recorded_at": MORNING, "by": "x"}

    with pytest.raises(IntegrityError), database.atomic():
        Role.objects.create(**held, role="manager")


def test_viewer_knows_teams_and_signs_as_an_actor(saltmarsh: Organisation):
    user = make_user(saltmarsh, "adviser")
    north = make_team(organisation=saltmarsh, name="North", by=SETUP, at=MORNING)
    south = make_team(organisation=saltmarsh, name="South", by=SETUP, at=MORNING)
    join_team(user, team=north, from_date=DAY, by=SETUP, at=MORNING)
    join_team(user, team=south, from_date=DAY + ONE_DAY, by=SETUP, at=MORNING)

    viewer = viewer_for(user, saltmarsh, DAY, establishment_ids=frozenset({7}))

    assert viewer.team_ids == {north.pk}
    assert viewer.establishment_ids == {7}
    assert (viewer.actor.organisation, viewer.actor.user, viewer.actor.role) == ("saltmarsh", user.public_id, "adviser")


def test_viewer_takes_two_queries(saltmarsh: Organisation, django_assert_num_queries: object):
    user = make_user(saltmarsh, "adviser")

    with django_assert_num_queries(2):
        viewer_for(user, saltmarsh, DAY)


def test_roles_of_another_council_are_not_listed(data_lead: Viewer, farbank: Organisation):
    make_viewer(farbank, "adviser", name="Stanley Peel")

    assert [role.user.name for role in list_roles(data_lead)] == ["Devinder Gill"]


def test_names_of_colleagues_are_told_to_who_works_the_desk_and_of_the_own_council_alone(
    data_lead: Viewer, farbank: Organisation
):
    stranger = make_viewer(farbank, "adviser", name="Stanley Peel")

    assert names_of_users(data_lead, [data_lead.user, stranger.user]) == {data_lead.user: "Devinder Gill"}
    assert names_of_users(replace(data_lead, role="commissioner"), [data_lead.user]) == {}
