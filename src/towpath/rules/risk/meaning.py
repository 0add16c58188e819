"""What a factor means, for `towpath explain` and whoever else says it: its facts, and the points schemes give it."""

from collections.abc import Iterator
from dataclasses import dataclass

from towpath.rules.risk.evidence import evidence_kind
from towpath.rules.risk.factor import Factor
from towpath.rules.risk.factors import FACTORS
from towpath.standards import Confidence
from towpath.standards.risk import Criterion, Operator, load_schemes

COMPARED = {
    Operator.BELOW: "below {value}",
    Operator.AT_MOST: "{value} or below",
    Operator.ABOVE: "above {value}",
    Operator.AT_LEAST: "{value} or above",
    Operator.IS: "{value}",
    Operator.NOT_IN: "anything but {value}",
}


@dataclass(frozen=True, slots=True)
class FactorMeaning:
    """A factor's code and question, and every fact worth saying as (heading, words)."""

    code: str
    label: str
    facts: tuple[tuple[str, str], ...]


def factors_named(code: str) -> tuple[FactorMeaning, ...]:
    """Return what a factor of that code means, whatever its case, or nothing where there is none."""
    asked = code.strip().lower()
    return tuple(FactorMeaning(each.code, each.question, tuple(_facts(each))) for each in FACTORS if each.code == asked)


def _facts(factor: Factor) -> Iterator[tuple[str, str]]:
    named = [f"{name} ({evidence_kind(name).unit})" for name in factor.evidence]
    yield "Evidence", "; ".join(named)
    yield "Value", factor.unit
    yield "Unknown", factor.unknown
    yield "Special category", "rests on a special category of data" if factor.is_special_category else "no"
    yield "To a young person", factor.to_young_person
    for scheme in load_schemes().values():
        used = [criterion_words(each) for each in scheme.criteria if each.factor == factor.code]
        yield f"Points, {scheme.name}", "; ".join(used) if used else "none: not asked by this scheme"
    yield "Source", factor.source


def criterion_words(criterion: Criterion) -> str:
    """Return what a criterion asks and gives, as "below 85: 2"."""
    doubt = "" if criterion.confidence is Confidence.HIGH else f" ({criterion.confidence.value} confidence)"
    return f"{compared_words(criterion)}: {criterion.points}{doubt}"


def compared_words(criterion: Criterion) -> str:
    """Return what a criterion asks of its factor's value, as "below 85"."""
    values = " or ".join(word.replace("_", " ") for word in criterion.value.split())
    return COMPARED[criterion.operator].format(value=values)
