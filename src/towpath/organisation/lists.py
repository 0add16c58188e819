"""
Lists that a council may change: what may be chosen in each, and what the house does with a choice.

Each room keeps the list that it comes with as a CSV beside its own `lists.py`; a council's own rows are laid over it.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files

from towpath.organisation.models import ListEntry

LONGEST_WORDS = 120
LONGEST_HINT = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """
    One thing that may be chosen. What `is_offered` no more keeps its words where it was chosen before.

    `means` is what the house does with it: codes of the list's own meanings, or of the list that it names. `needed`
    says why it must be there to be chosen; empty where a council may take it away. `earlier` is how it was worded
    before, each with the instant until which it was, the first first. `entry` is the council's row that speaks, None
    where it is as it came.
    """

    code: str
    words: str
    hint: str = ""
    is_offered: bool = True
    means: tuple[str, ...] = ()
    needed: str = ""
    earlier: tuple[tuple[datetime, str], ...] = ()
    entry: int | None = None

    def words_at(self, at: datetime) -> str:
        """Return how it was worded at an instant: what was chosen keeps the words that were chosen."""
        return next((words for until, words in self.earlier if at < until), self.words)


Choices = Mapping[str, Choice]


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """
    One list: its name, what it is called, and what it comes with.

    `meanings` are what an entry may mean to the house, by code: one is chosen when it is added and never changed, so
    that nothing that was counted is counted otherwise. `names` is another list of which each entry names some.
    """

    name: str
    words: str
    shipped: tuple[Choice, ...]
    asks: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)
    names: "ChoiceList | None" = None


def shipped(package: str, file: str = "lists.csv") -> Mapping[str, tuple[Choice, ...]]:
    """Return the lists that a room comes with, by name, each in the order offered."""
    text = files(package).joinpath(file).read_text(encoding="utf-8")
    found: dict[str, list[Choice]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["name"], []).append(
            Choice(
                row["code"],
                row["words"],
                row.get("hint") or "",
                means=tuple((row.get("means") or "").split()),
                needed=row.get("needed") or "",
            )
        )
    return {name: tuple(choices) for name, choices in found.items()}


def choices_of(organisation_id: int, asked: ChoiceList) -> dict[str, Choice]:
    """Return a council's list by code, in the order offered, what is offered no more too. One query."""
    return choices_in(organisation_id, [asked])[asked.name]


def choices_in(organisation_id: int, asked: Sequence[ChoiceList]) -> dict[str, dict[str, Choice]]:
    """Return several lists of a council by name, each by code as `choices_of`. One query, however many."""
    rows = ListEntry.objects.filter(organisation_id=organisation_id, name__in=[each.name for each in asked])
    own = list(rows.order_by("pk"))
    return {each.name: laid_over(each, [row for row in own if row.name == each.name]) for each in asked}


def laid_over(asked: ChoiceList, own: Iterable[ListEntry]) -> dict[str, Choice]:
    """Return one list by code: the council's latest word on each over what the house comes with."""
    found = {choice.code: choice for choice in asked.shipped}
    for row in own:
        before = found.get(row.code)
        was = before.earlier if before else ()
        if before and before.words != row.words:
            was = (*was, (row.recorded_at, before.words))
        found[row.code] = Choice(
            row.code,
            row.words,
            row.hint,
            row.is_offered,
            means=tuple(row.means.split()),
            needed=before.needed if before else "",
            earlier=was,
            entry=row.pk,
        )
    return found


def offered(choices: Choices, *, also: str = "") -> list[tuple[str, str]]:
    """Return what may be chosen now as code and words; `also` is a code chosen before, which may stay."""
    return [(one.code, one.words) for one in choices.values() if one.is_offered or one.code == also]


def words_of(choices: Choices, code: str, at: datetime) -> str:
    """Return what was chosen at an instant in the words it had then; a code that no list knows as it is spelt."""
    return choices[code].words_at(at) if code in choices else code
