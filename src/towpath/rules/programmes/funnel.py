"""
How many of those who joined a run came how far, each person once in a step however many records or runs they have.

Source: docs/adr, A programme is a plan. Drawn on the service's own figures: 8 joined, 4 completed, 3 went into work,
and 1 became an apprentice elsewhere, told apart and never added to the 3.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """
    How far one participation came. `completed` are the numbers of the stages completed.

    `progressed` is into what the run leads to; `is_apart` into something else, which is counted beside it.
    `left_because` is empty for whoever did not leave early.
    """

    person: int
    has_come: bool = False
    completed: frozenset[int] = frozenset()
    progressed: bool = False
    is_apart: bool = False
    left_because: str = ""

    @property
    def has_started(self) -> bool:
        """Whether they ever began: whoever completed a stage or went on did, whatever the register says."""
        return self.has_come or bool(self.completed) or self.progressed or self.is_apart


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a funnel and how many people came to it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """
    A run in figures, all of them people.

    `completed` completed the stage that counts as completing; `went_on_of_completed` of those went on, and
    `progressed` are all who went on. `apart` went into something else. `left` is why people left, the commonest first.
    """

    steps: tuple[Step, ...]
    enrolled: int
    started: int
    completed: int
    progressed: int
    went_on_of_completed: int
    apart: int
    left: tuple[tuple[str, int], ...]

    @property
    def completion(self) -> Decimal | None:
        """Completed as a percentage of those who started."""
        return percent(self.completed, self.started)

    @property
    def progression_of_completed(self) -> Decimal | None:
        """Of those who completed, the percentage who went on."""
        return percent(self.went_on_of_completed, self.completed)

    @property
    def progression(self) -> Decimal | None:
        """Went on as a percentage of those who started."""
        return percent(self.progressed, self.started)


def funnel_of(
    journeys: Iterable[Journey], stages: Sequence[tuple[int, str]], *, completing: int, progressed_words: str
) -> Funnel:
    """
    Return the funnel of a run.

    :param stages: each stage's number and name, in order
    :param completing: the number of the stage that counts as completing the run
    """
    people = list(_one_each(journeys))
    started = [each for each in people if each.has_started]
    completed = [each for each in started if completing in each.completed]
    progressed = [each for each in started if each.progressed]
    reached = [Step(name, sum(number in each.completed for each in started)) for number, name in stages]
    left = Counter(each.left_because for each in people if each.left_because)
    return Funnel(
        steps=(
            Step("Enrolled", len(people)),
            Step("Started", len(started)),
            *reached,
            Step(progressed_words, len(progressed)),
        ),
        enrolled=len(people),
        started=len(started),
        completed=len(completed),
        progressed=len(progressed),
        went_on_of_completed=sum(each.progressed for each in completed),
        # Whoever went on is in the figure already, and is not told a second time beside it.
        apart=sum(each.is_apart and not each.progressed for each in started),
        left=tuple(sorted(left.items(), key=lambda item: (-item[1], item[0]))),
    )


def percent(part: int, base: int) -> Decimal | None:
    """Return a percentage to one decimal, halves up, or None of nobody: a share of nobody is not nought."""
    if not base:
        return None
    return (Decimal(100 * part) / base).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _one_each(journeys: Iterable[Journey]) -> Iterable[Journey]:
    """Yield one journey for each person: how far they came in any of their participations."""
    of_person: dict[int, list[Journey]] = {}
    for each in journeys:
        of_person.setdefault(each.person, []).append(each)
    for person, theirs in of_person.items():
        yield Journey(
            person=person,
            has_come=any(each.has_come for each in theirs),
            completed=_union(each.completed for each in theirs),
            progressed=any(each.progressed for each in theirs),
            is_apart=any(each.is_apart for each in theirs),
            # Who left once and stayed once did not leave.
            left_because=theirs[0].left_because if all(each.left_because for each in theirs) else "",
        )


def _union(sets: Iterable[Collection[int]]) -> frozenset[int]:
    return frozenset(number for each in sets for number in each)
