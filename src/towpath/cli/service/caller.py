"""For which council a command works, and as whom it is recorded."""

import argparse
from dataclasses import dataclass

from towpath import clock
from towpath.access.models import User
from towpath.access.queries import NoRoleError, viewer_for
from towpath.access.viewer import Viewer
from towpath.audit import Actor
from towpath.organisation.models import Organisation
from towpath.organisation.queries import OrganisationNotFoundError, get_organisation

# Whoever may run commands on the server needs no role; the log says that it was done there.
CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Caller:
    """The council, and who the log will say did it; `viewer` is nobody at the console, who may do everything."""

    organisation: Organisation
    by: Actor
    viewer: Viewer | None = None

    def may(self, permission: str) -> bool:
        """Return whether the caller's role lets them do something."""
        return self.viewer is None or self.viewer.may(permission)


class CallerError(Exception):
    """The council or the user that was named is not here; the words say what to write."""


def add_caller_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `--council` and `--as`."""
    parser.add_argument("--council", metavar="CODE", help="the council, by its code (default: the only one)")
    parser.add_argument("--as", dest="as_user", metavar="USER", help="your email address, recorded in audit")


def caller_of(given: argparse.Namespace) -> Caller:
    """
    Return the council and the caller that the arguments name.

    :raises CallerError: there is no such council, or the user has no role in it today
    """
    try:
        organisation = get_organisation(given.council)
    except OrganisationNotFoundError as reason:
        raise CallerError(str(reason)) from None
    if not given.as_user:
        return Caller(organisation, Actor(organisation=organisation.code, user=CONSOLE, role=CONSOLE))
    user = User.objects.filter(email__iexact=given.as_user).first()
    try:
        if user is None:
            raise NoRoleError
        viewer = viewer_for(user, organisation, clock.today())
    except NoRoleError:
        raise CallerError(
            f"{given.as_user!r} has no role at {organisation.code} today. Give an email address that has one."
        ) from None
    return Caller(organisation, viewer.actor, viewer)
