"""
The route policy: for every named route, who may open it, whose rows it reaches and what it tells the log.

A route without a row cannot be opened by anyone, and fails the build. The stranger's crawl reads this table alone.
"""

from towpath.web.policy.doors import ABOUT, ACCOUNT, OWN_PAGES
from towpath.web.policy.people import HELD, PEOPLE
from towpath.web.policy.results import RESULTS, VOICE
from towpath.web.policy.route import ANYONE, NOBODY, OWN, SIGNED_IN, Route
from towpath.web.policy.setting_up import SETTING_UP
from towpath.web.policy.support import FUNDS, REFERRALS, SUPPORT
from towpath.web.policy.tracking import TRACKING

__all__ = ["ANYONE", "NOBODY", "OWN", "ROUTES", "SIGNED_IN", "Route", "find_route"]

ROUTES: tuple[Route, ...] = (
    *ABOUT,
    *ACCOUNT,
    *OWN_PAGES,
    *PEOPLE,
    *HELD,
    *SUPPORT,
    *REFERRALS,
    *FUNDS,
    *TRACKING,
    *RESULTS,
    *VOICE,
    *SETTING_UP,
)

_BY_NAME = {route.name: route for route in ROUTES}


def find_route(name: str) -> Route | None:
    """Return the policy row of a named route, or None where it has none and so is shut."""
    return _BY_NAME.get(name)
