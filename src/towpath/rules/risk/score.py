"""
A scheme laid over what is known of somebody: points and band, why, and how far the unknown could move them.

Unknown is not no. A criterion whose factor is not known gives no points, and they stay possible.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from towpath.rules.dates import day_words
from towpath.rules.risk.evidence import Evidence, Value, plain
from towpath.rules.risk.factor import Finding
from towpath.rules.risk.factors import factor_of
from towpath.standards import Confidence
from towpath.standards.risk import Band, Criterion, Operator, Scheme


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion that gave points: what was found, as at which day, and whence."""

    criterion: str
    factor: str
    points: int
    value: str
    as_at_date: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A factor that nobody told us of, and how many points knowing could add."""

    factor: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """
    What a scheme makes of one person. Reasons come with the most points first, missing evidence likewise.

    `possible` is the most points they could have, were everything unknown to tell against them, and `possible_band` its
    band.
    """

    points: int
    band: Band
    possible: int
    possible_band: Band
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]

    @property
    def is_sure(self) -> bool:
        """Return whether nothing unknown could move them to another band."""
        return self.band == self.possible_band


def score(evidence: Evidence, scheme: Scheme) -> Assessment:
    """Return the assessment of one person. Of the criteria of a group the one that gives most counts, and no other."""
    groups: dict[str, list[Criterion]] = defaultdict(list)
    for criterion in scheme.criteria:
        groups[criterion.group].append(criterion)
    reasons: list[Reason] = []
    missing: dict[str, int] = defaultdict(int)
    points = possible = 0
    for criteria in groups.values():
        findings = [(each, _finding(each, evidence)) for each in criteria]
        best = _best(findings)
        given = best.points if best else 0
        unknown = [(each.factor, max(0, each.points - given)) for each, finding in findings if finding is None]
        for factor in {factor: None for factor, _more in unknown}:
            missing[factor] += max(more for other, more in unknown if other == factor)
        points += given
        possible += given + max((more for _factor, more in unknown), default=0)
        if best:
            reasons.append(best)
    return Assessment(
        points=points,
        band=scheme.band_of(points),
        possible=possible,
        possible_band=scheme.band_of(possible),
        reasons=tuple(sorted(reasons, key=lambda reason: -reason.points)),
        missing=tuple(
            sorted((Missing(factor, more) for factor, more in missing.items() if more), key=lambda each: -each.points)
        ),
    )


def _finding(criterion: Criterion, evidence: Evidence) -> Finding | None:
    return factor_of(criterion.factor).find(evidence.within(criterion.months))


def _best(findings: Sequence[tuple[Criterion, Finding | None]]) -> Reason | None:
    met = [(each, finding) for each, finding in findings if finding is not None and is_met(each, finding.value)]
    if not met:
        return None
    criterion, finding = max(met, key=lambda pair: pair[0].points)
    return Reason(
        criterion=criterion.code,
        factor=criterion.factor,
        points=criterion.points,
        value=plain(finding.value),
        as_at_date=finding.as_at_date,
        source=finding.source,
    )


def is_met(criterion: Criterion, value: Value) -> bool:
    """Return whether a value compares with the criterion's as its operator says."""
    match criterion.operator:
        case Operator.IS:
            return plain(value) == criterion.value
        case Operator.NOT_IN:
            return plain(value) not in criterion.value.split()
    number, cut = Decimal(value), Decimal(criterion.value)
    match criterion.operator:
        case Operator.BELOW:
            return number < cut
        case Operator.AT_MOST:
            return number <= cut
        case Operator.ABOVE:
            return number > cut
        case _:
            return number >= cut


def words_of_reason(reason: Reason, scheme: Scheme) -> str:
    """Return a reason in plain words, as "Attended 84% of school (below 85%): 2 points"."""
    label = scheme.criterion(reason.criterion).label
    found = factor_of(reason.factor).words(_value(reason, scheme))
    as_at = f", as at {day_words(reason.as_at_date)}" if reason.as_at_date else ""
    return f"{found}{f' ({label})' if label else ''}{as_at}: {_points(reason.points)}"


def words_of_missing(missing: Missing) -> str:
    """Return what is not known in plain words, as "Not known: Are they in custody? Up to 2 points"."""
    return f"Not known: {factor_of(missing.factor).question} Up to {_points(missing.points)}"


def words_of_band(assessment: Assessment) -> str:
    """Return the band, and the one that the unknown could lead to, as "amber, could be red"."""
    return band_words(assessment.band.code, assessment.possible_band.code)


def band_words(band: str, possible_band: str) -> str:
    """Return a band's code, and the one that the unknown could lead to where it is another."""
    return band if band == possible_band else f"{band}, could be {possible_band}"


def assumed(scheme: Scheme, assessments: Iterable[Assessment]) -> tuple[Criterion, ...]:
    """Return the weakly known criteria that gave anybody points, in the scheme's order."""
    used = {reason.criterion for assessment in assessments for reason in assessment.reasons}
    return tuple(each for each in scheme.criteria if each.code in used and each.confidence is Confidence.LOW)


def _value(reason: Reason, scheme: Scheme) -> Value:
    numeric = scheme.criterion(reason.criterion).operator not in (Operator.IS, Operator.NOT_IN)
    return Decimal(reason.value) if numeric else reason.value


def _points(points: int) -> str:
    return f"{points} {'point' if points == 1 else 'points'}"
