"""Who of the staff could take a case, and why: a list with reasons for a person to choose from, never a choice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may work a case: the skills they bring and how many cases they have open."""

    key: str
    name: str
    skills: frozenset[str]
    cases: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take a case: which of the wanted skills they bring, and which they lack."""

    colleague: Colleague
    brings: tuple[str, ...]
    lacks: tuple[str, ...]


def candidates(staff: Sequence[Colleague], wanted: Collection[str]) -> list[Candidate]:
    """
    Return all staff in the order in which to ask: most of the wanted skills, then fewest cases, then name.

    Nobody is left out: whoever asks may know what the list does not.
    """
    asked = sorted(wanted)
    found = [
        Candidate(
            each,
            tuple(skill for skill in asked if skill in each.skills),
            tuple(skill for skill in asked if skill not in each.skills),
        )
        for each in staff
    ]
    return sorted(found, key=lambda one: (len(one.lacks), one.colleague.cases, one.colleague.name, one.colleague.key))
