"""How a figure that rests on something weakly known leads to what is assumed, wherever it stands."""

from collections.abc import Iterable

from django.urls import reverse

from towpath.analysis.assumptions import Assumption
from towpath.rules.risk.factors import factor_of
from towpath.standards import Confidence
from towpath.standards.risk import Criterion, Scheme
from towpath.web.parts import Link

RETURN_WINDOW = "return-window"


def assumed_links(assumptions: Iterable[Assumption]) -> list[Link]:
    """Return a link for each code that is weakly known, once, to what is assumed of it."""
    titles = {each.anchor: f"{each.label} ({each.code})" for each in assumptions}
    return [Link(title, _address(anchor)) for anchor, title in titles.items()]


def window_link() -> Link:
    """Return the link to what is assumed of the days on which a return is uploaded."""
    return Link("Days on which a return is uploaded", _address(RETURN_WINDOW))


def criteria_links(scheme: Scheme) -> list[Link]:
    """Return a link for each criterion of a risk scheme that is weakly known."""
    return [Link(criterion_words(each), _address(criterion_anchor(each.code))) for each in weak_criteria(scheme)]


def weak_criteria(scheme: Scheme) -> list[Criterion]:
    """Return the criteria of a scheme that are weakly known, in its order."""
    return [each for each in scheme.criteria if each.confidence is Confidence.LOW]


def criterion_words(criterion: Criterion) -> str:
    """Return what a criterion asks, with its cut where it has one."""
    question = factor_of(criterion.factor).question
    return f"{question} ({criterion.label})" if criterion.label else question


def criterion_anchor(code: str) -> str:
    """Return the name of a criterion's place on the page."""
    return f"criterion-{code}"


def _address(anchor: str) -> str:
    return f"{reverse('standards_assumed')}#{anchor}"
