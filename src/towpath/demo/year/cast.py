"""
Who takes part in the year, drawn before anything is played: which groups each is in, and so how many people there are.

Everybody here is or was in care. Those of school age are the borough's own, of whom the virtual school told the team;
where it told of fewer than are wanted, and for every other place, care leavers of up to 24 are made.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from towpath.demo.borough import names
from towpath.rules.dates import age

LOOKED_AFTER = "looked_after"
CHARTER = "charter"
MULTIPLY = "multiply"
PRE_EMPLOYMENT = "pre_employment"
GROUPS = (LOOKED_AFTER, CHARTER, MULTIPLY, PRE_EMPLOYMENT)

OVERLAP = """
looked_after  charter  multiply  pre_employment  people
x             .        .         .                   65
x             x        .         .                   18
x             .        x         .                    7
x             x        .         x                    4
x             x        x         x                    1
x             .        .         x                    2
.             x        .         .                   17
.             x        x         .                    1
.             .        x         .                   13
.             x        .         x                    1
"""
"""
Who is in which, and how many: an x for each group that they are in.

Supported as looked after or care-experienced  65 + 18 + 7 + 4 + 1 + 2 = 97
Registered with the Charter                    18 + 4 + 1 + 17 + 1 + 1 = 42
Multiply, Count on You                                  7 + 1 + 1 + 13 = 22
Pre-Employment Programme                                 4 + 1 + 2 + 1 = 8
Participations                                        97 + 42 + 22 + 8 = 169
In one group                                              65 + 17 + 13 = 95
In two                                             18 + 7 + 2 + 1 + 1  = 29
In three                                                             4 = 4
In all four                                                          1 = 1
People                                                 95 + 29 + 4 + 1 = 129, so 40 participations are of somebody
                                                                          counted already
"""

TIMES = {1: 23, 2: 26, 3: 20, 4: 14, 5: 8, 6: 3, 7: 2, 8: 1}
"""
How many of the supported were reached how often: 23 + 26 + 20 + 14 + 8 + 3 + 2 + 1 = 97 people, and
23 + 52 + 60 + 56 + 40 + 18 + 14 + 8 = 271 interventions, 2.79 each.
"""

OUTSIDE = 4
"""People in no group: three registered with the Charter before the year, one on Count on You who never came."""

_OLDEST, _YOUNGEST = date(2000, 9, 1), date(2007, 8, 31)
_NINETEEN = date(2005, 5, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """
    Somebody in the year. `nccis_id` is empty for whoever the borough does not know; `since` is when care began.

    `key` says who they are among the cast, whatever the size of the borough.
    """

    key: str
    groups: frozenset[str]
    given_name: str
    family_name: str
    birth_date: date
    since: date
    nccis_id: str = ""
    upn: str = ""

    def age_on(self, on: date) -> int:
        """Return their age in whole years."""
        return age(self.birth_date, on)


def overlap() -> tuple[tuple[frozenset[str], int], ...]:
    """Return how many people are in just which groups."""
    _, *lines = OVERLAP.strip().splitlines()
    return tuple(
        (frozenset(name for name, mark in zip(GROUPS, marks, strict=True) if mark == "x"), int(people))
        for *marks, people in (line.split() for line in lines)
    )


def make_cast(folder: Path, seed: int) -> tuple[Member, ...]:
    """
    Return everybody of the year in a fixed order; the same folder and seed give the same people.

    :param folder: the borough's, for the virtual school's list
    """
    with (folder / "diary" / "looked_after.csv").open(encoding="utf-8", newline="") as lines:
        told_of = list(csv.DictReader(lines))
    random.Random(f"{seed}:virtual school").shuffle(told_of)
    dice = random.Random(f"{seed}:year")
    members: list[Member] = []
    taken: set[tuple[str, str]] = set()
    for groups, people in (*overlap(), (frozenset[str](), OUTSIDE)):
        for _ in range(people):
            key = f"y{len(members) + 1:03}"
            # Whoever is at school is too young for work and courses: the list fills the first row of the table alone.
            if groups == {LOOKED_AFTER} and told_of:
                members.append(_told_of(key, groups, told_of.pop()))
            else:
                members.append(_invented(key, groups, dice, taken))
    return tuple(members)


def members_of(cast: Sequence[Member], group: str) -> Iterator[Member]:
    """Yield the members of a group, in the order of the cast."""
    return (each for each in cast if group in each.groups)


def _told_of(key: str, groups: frozenset[str], row: dict[str, str]) -> Member:
    return Member(
        key=key,
        groups=groups,
        given_name=row["given_name"],
        family_name=row["family_name"],
        birth_date=date.fromisoformat(row["birth_date"]),
        since=date.fromisoformat(row["from_date"]),
        nccis_id=row["nccis_id"],
        upn=row["upn"],
    )


def _invented(key: str, groups: frozenset[str], dice: random.Random, taken: set[tuple[str, str]]) -> Member:
    latest = _NINETEEN if MULTIPLY in groups else _YOUNGEST
    born = _OLDEST + timedelta(days=dice.randint(0, (latest - _OLDEST).days))
    while True:
        community = names.pick_community(dice)
        called = (names.pick_given(community, dice.choice("FM"), dice), names.pick_family(community, dice, double=0.03))
        if called not in taken:
            taken.add(called)
            break
    # In care for thirteen weeks at least, and into the seventeenth year, is what makes a care leaver.
    since = born + timedelta(days=dice.randint(365, 15 * 365))
    return Member(key=key, groups=groups, given_name=called[0], family_name=called[1], birth_date=born, since=since)
