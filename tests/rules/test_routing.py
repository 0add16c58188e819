"""Who could take a case, drawn: skills wanted first, then fewest cases, then name."""

from tests.examples.drawn import rows
from towpath.rules.routing import Colleague, candidates

STAFF = """
name     skills      cases
Adaeze   -           4
Marion   send        9
Nia      care,send   20
Siân     care,send   12
"""

ASKED = """
wanted      order                           # Fewest lacking, then fewest cases, then name.
care,send   Siân(12) Nia(20) Marion Adaeze  # Both bring both; Siân has fewer cases.
care        Siân(12) Nia(20) Adaeze Marion  # Neither Adaeze (4) nor Marion (9) brings it.
-           Adaeze Marion Siân Nia          # Nothing wanted: by cases alone.
"""


def test_whoever_brings_most_of_what_is_wanted_is_asked_first() -> None:
    staff = [Colleague(row["name"], row["name"], skills(row["skills"]), int(row["cases"])) for row in rows(STAFF)]

    for asked in rows(ASKED):
        found = candidates(staff, skills(asked["wanted"]))

        assert [one.colleague.name for one in found] == [name.split("(")[0] for name in asked["order"].split()]


def test_what_each_brings_and_lacks_is_said() -> None:
    [only] = candidates([Colleague("m", "Marion", frozenset({"send"}), 9)], {"send", "care"})

    assert (only.brings, only.lacks) == (("send",), ("care",))


def skills(cell: str) -> frozenset[str]:
    return frozenset() if cell == "-" else frozenset(cell.split(","))
