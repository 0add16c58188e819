"""Who is looking: the value that every query takes first."""

from dataclasses import dataclass

from towpath.audit import Actor
from towpath.rules.access import may


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """
    One user, in one role, for one organisation, on one day.

    `user_id` and `organisation_id` are database keys; `user` is the public id and `organisation` the code that the log
    holds. `establishment_ids` are the schools a school lead speaks for, filled in by whoever knows them; nobody else
    has any.
    """

    user_id: int
    user: str
    name: str
    organisation_id: int
    organisation: str
    role: str
    team_ids: frozenset[int] = frozenset()
    establishment_ids: frozenset[int] = frozenset()

    @property
    def actor(self) -> Actor:
        """The viewer as the log knows them."""
        return Actor(organisation=self.organisation, user=self.user, role=self.role)

    def may(self, permission: str) -> bool:
        """
        Return whether the viewer's role has a permission.

        :raises KeyError: there is no such permission
        """
        return may(self.role, permission)
