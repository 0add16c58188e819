"""What money may be asked for, and what must be checked first: our own lists, kept beside this module as CSV."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SupportKind:
    """One thing that a pot may pay for; `checks` are the entitlements to be looked into before it does."""

    code: str
    words: str
    checks: tuple[str, ...]


@cache
def support_kinds() -> dict[str, SupportKind]:
    """Return every kind of support by its code, in the order in which they are offered."""
    return {
        row["code"]: SupportKind(row["code"], row["words"], tuple(row["checks"].split())) for row in _rows("kinds.csv")
    }


@cache
def entitlements() -> dict[str, str]:
    """Return the words for each entitlement that another body may owe, by its code."""
    return {row["code"]: row["words"] for row in _rows("entitlements.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = files("towpath.funds").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
