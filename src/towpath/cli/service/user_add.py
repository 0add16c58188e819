"""`towpath user add`: invite somebody to sign in, and print the link that lets them choose a password."""

import argparse
import sys
from collections.abc import Sequence

from towpath import clock
from towpath.access.actions import RoleRefusedError, invite_user
from towpath.cli.service.caller import CallerError, add_caller_arguments, caller_of
from towpath.rules.access import ROLES

USAGE = 2


def main(arguments: Sequence[str]) -> int:
    """Invite one user and return 0, or 1 where the role cannot be given, or 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="towpath user add", description=__doc__)
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--name", required=True)
    parser.add_argument("--role", required=True, choices=list(ROLES))
    add_caller_arguments(parser)
    given = parser.parse_args(arguments)
    try:
        caller = caller_of(given)
        user, secret = invite_user(
            organisation=caller.organisation,
            email=given.email,
            name=given.name,
            role=given.role,
            from_date=clock.today(),
            by=caller.by,
            at=clock.now(),
        )
    except CallerError as reason:
        print(reason, file=sys.stderr)
        return USAGE
    except RoleRefusedError as reason:
        print(reason, file=sys.stderr)
        return 1
    if not secret:
        print(f"{user.email} signs in already, and finds {caller.organisation.name} there")
        return 0
    print(f"{user.email} may sign in once they have chosen a password, within seven days, at /invitation/{secret}/")
    return 0
