"""Tell of unknown columns one by one while they are few, and together where nobody would read them all."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from towpath.rules.problems import Problem

UNKNOWN = "column.unknown"
MOST_NAMED = 10
LONGEST_NAME = 60


def few(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield problems, with one in place of all the unknown columns of a sheet, or elements, that are more than ten."""
    unknown: dict[str | None, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.code == UNKNOWN:
            unknown[problem.sheet].append(problem)
    for problem in problems:
        together = unknown[problem.sheet] if problem.code == UNKNOWN else []
        if len(together) <= MOST_NAMED:
            yield problem
        elif problem is together[0]:
            yield _told_together(together)


def _told_together(unknown: Sequence[Problem]) -> Problem:
    kind = "elements" if unknown[0].element else "columns"
    first = "; ".join(_short(problem.column or "") for problem in unknown[:MOST_NAMED])
    words = (
        f"We do not know {len(unknown)} {kind}, so they are kept as given and not used. The first {MOST_NAMED} are: "
        f"{first}. Check that this is the list that was asked for, and take out what was not."
    )
    return replace(unknown[0], message=words, column=None, element=None, value=None)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
