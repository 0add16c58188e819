"""The shapes of published figures, wherever they were read: a file just given, the database, or the few shipped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from towpath.rules.problems import Problem
from towpath.rules.ranks import Measure, Rank


class Level(StrEnum):
    """What kind of place a figure is of."""

    NATIONAL = "national"
    REGIONAL = "regional"
    COUNCIL = "local_authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedValue:
    """
    One value as published. `value` is None where a symbol stands in its place; `text` is exactly what the file has.

    `rank` is given only where the list that it was worked out from is not at hand.
    """

    year: int
    level: Level
    area_code: str
    ons_code: str
    name: str
    region: str
    measure: Measure
    text: str
    value: Decimal | None
    symbol: str = ""
    cohort: Decimal | None = None
    quintile: int | None = None
    rank: Rank | None = None

    def is_of(self, area: str) -> bool:
        """Return whether this is the place of that three-digit or ONS code."""
        return bool(area) and area in (self.area_code, self.ons_code)

    @property
    def count(self) -> int | None:
        """Return about how many young people the percentage is, where the file says of how many."""
        if self.value is None or self.cohort is None:
            return None
        return round(self.value * self.cohort / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMember:
    """One council of a group that another is compared with: a neighbour with its place, or a fellow of a region."""

    group: str
    dated: str
    area_code: str
    place: int | None
    member_code: str
    name: str
    closeness: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where figures were read. `loaded_at` is None for a file that lies beside the project, or was shipped."""

    name: str
    words: str
    sha256: str = ""
    loaded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file holds: `read` rows, the values or group members made of them, and what was wrong."""

    source: Source
    read: int
    skipped: int = 0
    values: tuple[PublishedValue, ...] = ()
    members: tuple[GroupMember, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def years(self) -> list[int]:
        """Return the years that the values are of, in order."""
        return sorted({each.year for each in self.values})

    @property
    def areas(self) -> int:
        """Return how many places the file speaks of."""
        named = {(each.level, each.area_code, each.name) for each in self.values}
        return len(named) or len({each.area_code for each in self.members})


def councils_of(values: Iterable[PublishedValue]) -> list[PublishedValue]:
    """Return the values of councils, which are the ones ranked."""
    return [each for each in values if each.level is Level.COUNCIL]
