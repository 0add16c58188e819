"""What several cells of one run of a course say together."""

import re
from collections.abc import Mapping

from towpath.imports.reading.layout import Arrival, Derived

LEVEL_IN_TITLE = re.compile(r"\b(?:level|l)\s?([1-7])\b", re.IGNORECASE)
ENTRY_IN_TITLE = re.compile(r"\bentry(?: level)?\b", re.IGNORECASE)


def description(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Say whom a course is for and what it teaches, one after the other."""
    parts = [str(values[name]) for name in ("audience", "content") if values.get(name)]
    return Derived({"audience": None, "content": None, "description": "\n\n".join(parts) or None})


def start_rule(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """A rule given stands; a flexible start is one at any time; a date alone is a fixed start; else it is not known."""
    if given := values.get("start_rule"):
        # A fixed start without its date says nothing that can be relied on.
        rule = None if given == "fixed_date" and "start_date" not in values else given
    elif values.get("is_flexible") is True:
        rule = "roll_on"
    else:
        rule = "fixed_date" if "start_date" in values else None
    return Derived({"is_flexible": None, "start_rule": rule})


def place(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Say where: the venue, else the regions, else anywhere in England."""
    where = values.get("venue") or values.get("sub_region") or values.get("region")
    if not where and values.get("is_national") is True:
        where = "Anywhere in England"
    parts = {"venue": None, "sub_region": None, "region": None, "is_national": None}
    return Derived({**parts, "place": where and str(where)[:200]})


def run_length(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Say for how long, as "6 months"."""
    length, unit = values.get("length"), str(values.get("length_unit") or "").casefold()
    return Derived({"length": None, "length_unit": None, "duration": f"{length} {unit}" if length and unit else None})


def title_level(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Take the level from a title that names exactly one, for the layout has no column for it."""
    if "level" in values:
        return Derived()
    title = str(values.get("title") or "")
    named = {int(found) for found in LEVEL_IN_TITLE.findall(title)}
    if ENTRY_IN_TITLE.search(title):
        named.add(0)
    return Derived({"level": named.pop() if len(named) == 1 else None})
