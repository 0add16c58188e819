"""The shapes of a risk scheme: criteria that give points, and bands that points fall in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from towpath.standards.model import Confidence, Row


class Operator(StrEnum):
    """How a criterion compares a factor's value with its own."""

    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    IS = "="
    NOT_IN = "not in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Row):
    """
    One line of a scheme: points where a factor's value compares with `value` as `operator` says.

    Of the criteria of one `group`, only the one that gives most counts. `months` is how far back evidence may lie and
    still count; None is however long. `value` is a number, a word, or words apart by spaces for `not in`.
    """

    factor: str
    operator: Operator
    value: str
    points: int
    group: str
    months: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a total of at least so many points is called, to us and in the scheme's own words."""

    code: str
    least: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """
    One version of one scheme. `name` is how it is chosen; `bands` go from the highest down to 0.

    `digest` names its exact content, so that what was worked out with it can say so. Dates are inclusive and open where
    None.
    """

    name: str
    scheme: str
    version: str
    title: str
    author: str
    area: str
    valid_from: date | None
    valid_to: date | None
    confidence: Confidence
    basis: tuple[str, ...]
    words: str
    criteria: tuple[Criterion, ...]
    bands: tuple[Band, ...]
    digest: str

    def in_force(self, on: date) -> bool:
        """Return whether the version stands on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    def band_of(self, points: int) -> Band:
        """Return the band that a total falls in."""
        return next(band for band in self.bands if points >= band.least)

    def criterion(self, code: str) -> Criterion:
        """
        Return the criterion of that code.

        :raises KeyError: the scheme has none
        """
        found = next((each for each in self.criteria if each.code == code), None)
        if found is None:
            raise KeyError(code)
        return found

    @property
    def factors(self) -> tuple[str, ...]:
        """Return the factors that the scheme asks about, each once, in the scheme's order."""
        return tuple(dict.fromkeys(each.factor for each in self.criteria))

    @property
    def most_points(self) -> int:
        """Return the most that anybody could be given."""
        best: dict[str, int] = {}
        for each in self.criteria:
            best[each.group] = max(best.get(each.group, 0), each.points)
        return sum(best.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Row):
    """
    One thing that a published approach looks at without points that we could read. It scores nobody.

    `use` says what the approach does with it.
    """

    scheme: str
    area: str
    use: str
