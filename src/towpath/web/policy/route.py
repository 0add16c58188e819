"""One row of the route policy, and the words its columns are written in."""

from dataclasses import dataclass

from towpath.rules.access import roles_that_may

ANYONE = "anyone"
SIGNED_IN = "signed in"
NOBODY = "nobody"
OWN = "a young person on a visit to their own pages"

READ = ("GET",)
ASK_AND_ACT = ("GET", "POST")
ACT = ("POST",)

YOUNG_PEOPLE = "young people whom the viewer may see in their council"


@dataclass(frozen=True, slots=True)
class Route:
    """
    One row of the policy.

    `who` is a permission, or ANYONE, SIGNED_IN (in no council yet), OWN (by a code, and by no role) or NOBODY (a
    library's route that we keep shut).
    `objects` says in words whose rows the address may reach; anybody else's is answered as if it did not exist.
    `discloses` is the kind of event that must be logged before the page leaves; empty where it shows nobody.
    """

    name: str
    who: str
    methods: tuple[str, ...] = READ
    objects: str = ""
    discloses: str = ""

    @property
    def roles(self) -> frozenset[str]:
        """The roles that may open it in a council; none where no role is asked for."""
        return frozenset() if self.who in (ANYONE, SIGNED_IN, OWN, NOBODY) else roles_that_may(self.who)
