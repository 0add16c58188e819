"""Who is looking: the value that every query takes first."""

from dataclasses import dataclass

from towpath.audit import Actor
from towpath.rules.access import may
from towpath.rules.own_pages import YOUNG_PERSON
from towpath.rules.urgent_looks import LEAVE, Door


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """
    One user, in one role, for one organisation, on one day.

    `user_id` and `organisation_id` are database keys; `user` is the public id and `organisation` the code that the log
    holds. `establishment_ids` are the schools a school lead speaks for, filled in by whoever knows them; nobody else
    has any. `opened` names the doors that urgent looks hold open, each with the record that the person goes by. It is
    filled in on the one page that shows what was opened, and nowhere else.
    """

    user_id: int
    user: str
    name: str
    organisation_id: int
    organisation: str
    role: str
    team_ids: frozenset[int] = frozenset()
    establishment_ids: frozenset[int] = frozenset()
    opened: frozenset[tuple[Door, int]] = frozenset()

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

    def sees(self, door: Door, person_id: int) -> bool:
        """Return whether the viewer sees such a thing of a person: by role of everybody, or by an urgent look."""
        return self.may(LEAVE[door]) or (door, person_id) in self.opened


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnViewer:
    """
    A young person who looks at their own record, let in by a code for the length of one visit.

    It is no `Viewer`: it has no role that could be asked for leave, so a query made for staff cannot be handed one.
    `record_ids` and `public_ids` are those of every record that is theirs, merges resolved; `person_id` is the one they
    go by.
    """

    visit_id: int
    organisation_id: int
    organisation: str
    person_id: int
    person: str
    record_ids: frozenset[int]
    public_ids: frozenset[str]

    @property
    def user(self) -> str:
        """The visit, as rows and the log name who wrote them."""
        return f"{VISIT}{self.visit_id}"

    @property
    def actor(self) -> Actor:
        """The young person as the log knows them."""
        return Actor(organisation=self.organisation, user=self.user, role=YOUNG_PERSON)


VISIT = "visit:"
"""What the name of a visit starts with, where a user's public id would otherwise stand."""
