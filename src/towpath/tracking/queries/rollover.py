"""Whom 1 September changes, worked out from how everybody stands on the day before and on the day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from towpath.access.viewer import Viewer
from towpath.rules.ready_lists import Situation
from towpath.rules.rollover import Rollover, rollover_lists
from towpath.tracking.queries.situations import situations_of


@dataclass(frozen=True, slots=True)
class RolledOver:
    """Everybody on each list of a turn of the year, in the order of birth, and how they stand on its two days."""

    turn: Rollover
    lists: Mapping[str, tuple[int, ...]]
    before: Mapping[int, Situation]
    after: Mapping[int, Situation]


def get_rollover(viewer: Viewer, turn: Rollover) -> RolledOver | None:
    """
    Return whom a turn of the year changes, by what is known now; None for whoever works no desk. Nothing is written.

    Twice the queries of `situations_of`, however many people.
    """
    if not viewer.may("chase.work"):
        return None
    before, after = situations_of(viewer, turn.eve), situations_of(viewer, turn.first)
    lists: dict[str, list[int]] = defaultdict(list)
    born = {person_id: one.birth_date for each in (before, after) for person_id, one in each.items()}
    for person_id in sorted(born, key=lambda each: (born[each], each)):
        for code in rollover_lists(before.get(person_id), after.get(person_id), turn):
            lists[code].append(person_id)
    return RolledOver(turn, {code: tuple(people) for code, people in lists.items()}, before, after)
