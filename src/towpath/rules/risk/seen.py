"""
What is left of an assessment for somebody who may not be told all of its reasons.

Points and bands are counted anew from what they may be told, so that no sum, band or order gives away what is hidden;
that something hidden gave points is said once, without a number.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from towpath.rules.risk.score import Missing, Reason
from towpath.standards.risk import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An assessment as far as somebody may be told it. With `knows_more`, a reason they are not told gave points."""

    points: int
    band: str
    possible: int
    possible_band: str
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    knows_more: bool


def seen_of(
    reasons: Sequence[Reason], missing: Sequence[Missing], scheme: Scheme, may_know: Callable[[str], bool]
) -> Seen:
    """
    Return what is left of the reasons and the missing answers of one assessment.

    :param may_know: says whether somebody may be told of a factor, by its code
    """
    told = tuple(each for each in reasons if may_know(each.factor))
    asked = tuple(each for each in missing if may_know(each.factor))
    points = sum(each.points for each in told)
    possible = points + _could_add(asked, scheme)
    return Seen(
        points=points,
        band=scheme.band_of(points).code,
        possible=possible,
        possible_band=scheme.band_of(possible).code,
        reasons=told,
        missing=asked,
        knows_more=len(told) < len(reasons),
    )


def _could_add(missing: Sequence[Missing], scheme: Scheme) -> int:
    """Return how many points the unknown could add: of the factors of one group the one that would give most."""
    group_of = {each.factor: each.group for each in reversed(scheme.criteria)}
    most: dict[str, int] = defaultdict(int)
    for each in missing:
        group = group_of[each.factor]
        most[group] = max(most[group], each.points)
    return sum(most.values())
