"""
The status desk: everybody's place on the ready lists, kept between pages and brought up to date with the log.

Whatever changes a person names them in the log, in the transaction that changed them. So a desk once worked out is
brought up to date by working out again those whom the log names since, and nobody else.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from threading import Lock

from towpath.access.viewer import Viewer
from towpath.audit.models import ChainHead, Event
from towpath.organisation.queries import settings_on, standards_for
from towpath.people.models import Person
from towpath.people.queries import organisation_of
from towpath.people.sameness import Sameness
from towpath.rules.cohort import is_measured
from towpath.rules.forecast import next_period_end
from towpath.rules.ready_lists import LISTS_BY_CODE, Choices, Situation, lists_of
from towpath.rules.worth import alone, neet_share, ordered, points, worth, worth_on
from towpath.standards import Group
from towpath.tracking.queries.situations import situations_of

MOST_KEPT = 8
"""Desks of so many councils and days stay in memory; one of 30,000 people takes some ten megabytes."""
UNNAMED = frozenset(
    {"person.removed", "person.restored", "tracking.guarantee_recorded.withdrawn", "guarantee.cohort_fixed"}
)
"""What changes people and does not name each by itself: everybody is worked out again."""


_Key = tuple[int, date]
"""A council and a day."""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One young person's situation, and the lists they stand on with the day since when."""

    person_id: int
    situation: Situation
    lists: Mapping[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCount:
    """
    One list in figures: how many stand on it and on it alone, since when the longest has, and what settling it changes.

    `people` is how many fewer NEET or not known are expected, and `points` that as percentage points of the cohort.
    """

    code: str
    count: int
    alone: int
    oldest_date: date | None
    people: Fraction
    points: Fraction


@dataclass(frozen=True)
class Desk:
    """Everybody on the desk on a day, by the record they go by."""

    on: date
    lines: Mapping[int, DeskLine]

    def on_list(self, code: str) -> list[DeskLine]:
        """Return who stands on a list, the longest standing first."""
        found = [line for line in self.lines.values() if code in line.lists]
        return sorted(found, key=lambda line: (line.lists[code], line.person_id))

    @cached_property
    def standing(self) -> int:
        """How many people stand on any list at all."""
        return sum(1 for line in self.lines.values() if line.lists)

    @cached_property
    def groups(self) -> Mapping[Group, int]:
        """How many of academic age 16 and 17 are tracked, by how they count; custody of adults is among OTHER."""
        counts = dict.fromkeys(Group, 0)
        for line in self.lines.values():
            if line.situation.is_tracked and is_measured(line.situation.birth_date, self.on):
                counts[line.situation.group] += 1
        return counts

    @property
    def cohort(self) -> int:
        """How many of academic age 16 and 17 the rates are counted of."""
        return sum(self.groups.values()) - self.groups[Group.OTHER]

    @property
    def expected_neet(self) -> Fraction:
        """The share of those found who are expected to be NEET."""
        return neet_share(self.groups[Group.NEET], self.groups[Group.EET])

    def worth_of(self, line: DeskLine) -> Fraction:
        """Return how many fewer the combined figure is expected to hold once it is settled what somebody does."""
        end = next_period_end(self.on)
        return worth(line.situation, self.on, period_end=end, expected_neet=self.expected_neet)

    @cached_property
    def counts(self) -> list[ListCount]:
        """Every list in figures, in the order in which to work them."""
        standing: dict[str, list[date]] = {code: [] for code in LISTS_BY_CODE}
        worths = dict.fromkeys(LISTS_BY_CODE, Fraction(0))
        end, share = next_period_end(self.on), self.expected_neet
        for line in self.lines.values():
            for code, since in line.lists.items():
                standing[code].append(since)
                worths[code] += worth_on(code, line.situation, self.on, period_end=end, expected_neet=share)
        only = alone(line.lists for line in self.lines.values())
        return [
            ListCount(
                code=code,
                count=len(standing[code]),
                alone=only[code],
                oldest_date=min(standing[code], default=None),
                people=worths[code],
                points=points(worths[code], self.cohort),
            )
            for code in ordered(worths, {code: len(days) for code, days in standing.items()})
        ]


EMPTY: Mapping[int, DeskLine] = {}


def get_desk(viewer: Viewer, on: date, *, listed: Collection[int] | None = None) -> Desk:
    """
    Return the status desk of the viewer's council on a day; an empty one to whoever may not work it.

    Six queries while nothing changed, and as many more as one person takes where somebody did, however many people.

    :param listed: the records that a school's or provider's list has named since 1 September; without it the list of
        those on none is empty
    """
    if not viewer.may("chase.work"):
        return Desk(on, EMPTY)
    key = (viewer.organisation_id, on)
    with _turn_of(key):
        kept = _brought_up(viewer, on, _kept.get(key), None if listed is None else frozenset(listed))
        if kept.desk.lines is not kept.lines:
            kept = replace(kept, desk=Desk(on, kept.lines))
        with _keeping:
            # The last used stands last, so that the first is the one to let go.
            _kept.pop(key, None)
            _kept[key] = kept
            while len(_kept) > MOST_KEPT:
                oldest = next(iter(_kept))
                del _kept[oldest]
                _turns.pop(oldest, None)
    return kept.desk


def _turn_of(key: _Key) -> Lock:
    """Return what lets one at a time work out one council's desk, and keeps no other council waiting."""
    with _keeping:
        return _turns.setdefault(key, Lock())


@dataclass(frozen=True)
class _Kept:
    """A desk as it stood when the log ended with an event; it counts for nothing once the log has another there."""

    sequence: int
    hash: str
    choices: Choices
    standards_version: str
    leaders: Mapping[int, int]
    listed: frozenset[int] | None
    lines: Mapping[int, DeskLine]
    desk: Desk = field(default_factory=lambda: Desk(date.min, EMPTY))


_kept: dict[_Key, _Kept] = {}
_turns: dict[_Key, Lock] = {}
_keeping = Lock()
"""Held while what is kept is changed, never while the database is asked."""


def _brought_up(viewer: Viewer, on: date, before: _Kept | None, listed: frozenset[int] | None) -> _Kept:
    organisation = organisation_of(viewer)
    head = ChainHead.objects.filter(organisation=viewer.organisation).values_list("sequence", "hash").first() or (0, "")
    leaders = Sameness.of(organisation).leaders
    now = _Kept(
        sequence=head[0],
        hash=head[1],
        choices=choices_on(viewer, on),
        standards_version=standards_for(organisation).version,
        leaders=leaders,
        listed=frozenset(leaders.get(each, each) for each in listed) if listed is not None else None,
        lines={},
    )
    changed = None if before is None else _changed(viewer, before, now)
    if before is None or changed is None:
        situations = situations_of(viewer, on)
        return replace(now, lines={pk: _line(pk, each, on, now) for pk, each in situations.items()})
    if not changed and now.listed == before.listed:
        # Pages that were only looked at are in the log too; they change nobody.
        return before if now.sequence == before.sequence else replace(now, lines=before.lines, desk=before.desk)
    lines = dict(before.lines)
    for person_id in changed:
        lines.pop(person_id, None)
    if changed:
        lines.update((pk, _line(pk, each, on, now)) for pk, each in situations_of(viewer, on, changed).items())
    for person_id in (now.listed or frozenset()) ^ (before.listed or frozenset()):
        if person_id in lines:
            lines[person_id] = _line(person_id, lines[person_id].situation, on, now)
    if (now.listed is None) != (before.listed is None):
        lines = {pk: _line(pk, line.situation, on, now) for pk, line in lines.items()}
    return replace(now, lines=lines)


def choices_on(viewer: Viewer, on: date) -> Choices:
    """Return what a council has set for its ready lists. One query."""
    chosen = settings_on(organisation_of(viewer), on)
    return Choices(
        lapsing_days=int(chosen["desk.lapsing_days"]),
        neet_days=int(chosen["contact.neet_days"]),
        silent_months=int(chosen["desk.silent_months"]),
        retry_months=int(chosen["desk.retry_months"]),
    )


def _line(person_id: int, situation: Situation, on: date, now: _Kept) -> DeskLine:
    is_listed = None if now.listed is None else person_id in now.listed
    if situation.is_listed is not is_listed:
        situation = replace(situation, is_listed=is_listed)
    return DeskLine(person_id, situation, lists_of(situation, on, now.choices))


def _changed(viewer: Viewer, before: _Kept, now: _Kept) -> set[int] | None:
    """Return whom the log names since, by the record each goes by now; None where all must be worked out again."""
    if (before.choices, before.standards_version) != (now.choices, now.standards_version):
        return None
    named: set[int] = set()
    if (before.sequence, before.hash) != (now.sequence, now.hash):
        since = Event.objects.filter(organisation=viewer.organisation, sequence__gte=before.sequence)
        if not since.filter(sequence=before.sequence, hash=before.hash).exists():
            return None
        if since.filter(sequence__gt=before.sequence, kind__in=UNNAMED).exists():
            return None
        public_ids = since.exclude(person="").filter(sequence__gt=before.sequence).values("person").distinct()
        people = Person.objects.filter(organisation_id=viewer.organisation_id, public_id__in=public_ids)
        named = set(people.values_list("pk", flat=True))
    joined = {each for each, _ in before.leaders.items() ^ now.leaders.items()}
    joined |= {now.leaders[each] for each in joined if each in now.leaders}
    joined |= {before.leaders[each] for each in joined if each in before.leaders}
    return {record for each in named | joined for record in (each, now.leaders.get(each, each))}
