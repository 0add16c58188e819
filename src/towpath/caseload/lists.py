"""
Lists that a council may change: the parts of life that are asked about, barriers, why one is closed, skills, themes.

What Towpath comes with is kept beside this module as `lists.csv`; a council's own rows are laid over it.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from towpath.caseload.models import ListEntry

LISTS = {
    "need": "Parts of life that are asked about",
    "barrier": "Barriers",
    "barrier_closing": "Why a barrier is closed",
    "skill": "Skills of staff",
    "voice_theme": "What young people talk about",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be chosen. What `is_offered` no more keeps its words where it was chosen before."""

    code: str
    words: str
    hint: str = ""
    is_offered: bool = True


def choices_of(organisation_id: int, name: str) -> dict[str, Choice]:
    """
    Return a council's list by code, in the order offered, what is offered no more too. One query.

    :raises KeyError: there is no such list
    """
    if name not in LISTS:
        raise KeyError(f"There is no list {name!r}. There are: {', '.join(LISTS)}.")
    own = ListEntry.objects.filter(organisation_id=organisation_id, name=name).order_by("pk")
    return laid_over(_shipped()[name], own)


def laid_over(shipped: Iterable[Choice], own: Iterable[ListEntry]) -> dict[str, Choice]:
    """Return one list by code: the council's latest word on each over what Towpath comes with."""
    found = {choice.code: choice for choice in shipped}
    for entry in own:
        found[entry.code] = Choice(entry.code, entry.words, entry.hint, entry.is_offered)
    return found


@cache
def _shipped() -> dict[str, list[Choice]]:
    text = files("towpath.caseload").joinpath("lists.csv").read_text(encoding="utf-8")
    found: dict[str, list[Choice]] = {name: [] for name in LISTS}
    for row in csv.DictReader(text.splitlines()):
        found[row["name"]].append(Choice(row["code"], row["words"], row["hint"]))
    return found
