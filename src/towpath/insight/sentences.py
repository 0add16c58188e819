"""What a study found, in sentences that every page and every report say alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from towpath.insight.comparing import FEWEST

ADVISED = "entropy"
NAMES = {"points": "Points", "possible": "Points still possible"}


def headline(outcome: str, compared: Mapping[str, Any]) -> str:
    """Return in one sentence what the design we advise found, or why there is nothing to say."""
    if compared.get("too_few"):
        return f"There are fewer than {FEWEST} young people on one side, so nothing is worked out."
    if compared.get("hidden"):
        return "So few were NEET, were not, or could not be counted, that showing it could give them away."
    advised = next(each for each in compared["designs"] if each["design"] == ADVISED)
    if "apart" in advised:
        return f"No weights make the groups alike: they have too little in common on {things_words(advised['apart'])}."
    low, high = advised["ci"]
    interval = f"95% interval {span(outcome, low, high)}"
    words = f"{difference(outcome, advised['estimate'])} than others made like them ({interval})"
    if low <= 0 <= high:
        return f"No difference that chance could not make: supported young people had {words}."
    return f"Supported young people had {words}{_relative(compared, advised)}."


def _relative(compared: Mapping[str, Any], advised: Mapping[str, Any]) -> str:
    """Return how much that is of what the others had, named as relative, because the two are often confused."""
    expected = compared["supported_mean"] - advised["estimate"]
    if expected <= 0:
        return ""
    change = advised["estimate"] / expected
    return f", which is {abs(change):.0%} {'less' if change < 0 else 'more'} in relative terms"


def thing_words(name: str) -> str:
    """Return the name of a thing compared on, as pages say it."""
    factor, _, state = name.partition(" = ")
    if factor in NAMES:
        return NAMES[factor]
    words = factor.replace("_", " ").capitalize()
    return f"{words}: {state}" if state else words


def things_words(names: Sequence[str]) -> str:
    """Return several such names as a sentence would list them."""
    *others, last = [thing_words(name) for name in names]
    return f"{', '.join(others)} or {last}" if others else last


def difference(outcome: str, value: float) -> str:
    """Return a difference with its unit: days, or percentage points."""
    if outcome == "days":
        amount = f"{abs(value):.1f}"
        return f"{amount} {'fewer' if value < 0 else 'more'} days NEET"
    return f"{abs(value) * 100:.1f} percentage points {'fewer' if value < 0 else 'more'} NEET"


def span(outcome: str, low: float, high: float) -> str:
    """Return an interval, the end nearer to nought first where both lie on one side."""
    scale = 1 if outcome == "days" else 100
    ends = sorted((low * scale, high * scale), key=abs) if (low < 0) == (high < 0) else [low * scale, high * scale]
    if (low < 0) == (high < 0):
        return f"{abs(ends[0]):.1f} to {abs(ends[1]):.1f} {'fewer' if low < 0 else 'more'}"
    return f"{abs(ends[0]):.1f} fewer to {ends[1]:.1f} more"
