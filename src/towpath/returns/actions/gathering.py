"""
Gathering what the records of a return are built from, 2,000 people at a time, as known at an instant.

It acts for the organisation and not for a viewer: the return is of everyone. The number of queries grows with the
number of 2,000s and with nothing else.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate, make_aware

from towpath.organisation.models import Organisation
from towpath.people.among import among
from towpath.people.models import Alias, BirthDate, Identifier, Person
from towpath.people.sameness import Sameness
from towpath.returns.actions.chunks import PEOPLE_NUMBERS, Chunk, known_rows
from towpath.returns.actions.places import Places
from towpath.rules.dates import academic_age
from towpath.rules.returns.facts import ReturnFacts, ReturnTerms
from towpath.tracking.models import Statement

CHUNK = 2_000
AGES = range(15, 26)
"""Year 11 to the year in which those with a plan leave for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One person's facts, the record they go by, and the identifiers sent for them by the record each belongs to."""

    person_id: int
    facts: ReturnFacts
    sent_as: Mapping[str, int]
    needs_number: bool

    def numbered(self, number: str) -> "Gathered":
        """Return them with the number that they are to be sent under."""
        return replace(
            self,
            facts=replace(self.facts, young_persons_id=number),
            sent_as={**self.sent_as, number: self.person_id},
        )


@dataclass(slots=True, kw_only=True)
class Gathering:
    """
    One organisation's people as they were known, for one month.

    `only` narrows it to some of them and whoever is joined to them; None is everybody. `month_began_at` is the first
    instant of the month.
    """

    organisation: Organisation
    terms: ReturnTerms
    known_at: datetime
    places: Places
    only: Collection[int] | None = None
    _sameness: Sameness = field(init=False)
    _births: Mapping[int, date] = field(init=False)
    _created: Mapping[int, datetime] = field(init=False)
    _members: Mapping[int, Sequence[int]] = field(init=False)
    month_began_at: datetime = field(init=False)
    _numbered_since: Mapping[int, str] = field(init=False)
    _duplicates: Mapping[int, Mapping[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        """Read who there is, who is whom, when everyone was born and what joined records were sent as. Six queries."""
        self.month_began_at = make_aware(datetime.combine(self.terms.month_start, time.min))
        self._sameness = Sameness.of(self.organisation, known_at=self.known_at)
        if self.only is not None:
            self._sameness = self._sameness.narrowed(self.only)
        people = Person.objects.filter(
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=self.known_at),
            organisation=self.organisation,
            created_at__lte=self.known_at,
            **({} if self.only is None else {"pk__in": among(self._sameness.everyone)}),
        )
        self._created = dict(people.values_list("pk", "created_at"))
        members: dict[int, list[int]] = defaultdict(list)
        for person_id in sorted(self._created):
            members[self._sameness.leading(person_id)].append(person_id)
        self._members = {leader: ids for leader, ids in members.items() if leader in self._created}
        self._births = self._believed_births()
        self._numbered_since = self._first_numbers_since()
        self._duplicates = self._numbers_until_joined()

    def person_ids(self) -> list[int]:
        """Return whoever is of an age that the return may ask about, in the order they were first held."""
        on = self.terms.period_end
        return sorted(
            leader
            for leader in self._members
            if leader in self._births and academic_age(self._births[leader], on) in AGES
        )

    def has_birth_date(self, person_id: int) -> bool:
        """Return whether the birth date is known of somebody, by the record that they go by."""
        return person_id in self._births

    def without_birth_date(self) -> list[int]:
        """
        Return whoever has no birth date and is a young person by a number of theirs or a statement. Two queries.

        A parent has neither, and needs no birth date.
        """
        leaders = [leader for leader in self._members if leader not in self._births]
        ids = among([member for leader in leaders for member in self._members[leader]])
        numbered = Identifier.objects.known_at(self.known_at).filter(person_id__in=ids, kind__in=PEOPLE_NUMBERS)
        told = known_rows(Statement.objects.filter(person_id__in=ids), self.known_at)
        found = {person_id for rows in (numbered, told) for person_id in rows.values_list("person_id", flat=True)}
        return sorted({self._sameness.leading(person_id) for person_id in found})

    def gather(self, leaders: Sequence[int]) -> Iterator[Gathered]:
        """Yield the facts of these people. A dozen queries, and up to two more for places not met before."""
        ids = [member for leader in leaders for member in self._members[leader]]
        read = Chunk(
            ids,
            leading=self._sameness.leading,
            terms=self.terms,
            known_at=self.known_at,
            before=self.before,
            places=self.places,
        )
        for leader in leaders:
            yield self._gathered(leader, read)

    def _gathered(self, leader: int, read: Chunk) -> Gathered:
        created = [self._created[member] for member in self._members[leader]]
        number, previous = read.numbers(leader, self._numbered_since.get(leader, ""))
        joined = self._duplicates.get(leader, {}) if number else {}
        duplicates = {value: member for value, member in joined.items() if value != number}
        facts = ReturnFacts(
            young_persons_id=number,
            previous_young_persons_id=previous,
            duplicate_ids=tuple(sorted(duplicates)),
            birth_date=self._births[leader],
            known_since=localdate(min(created)),
            before=read.panel(leader, before=True) if min(created) < self.month_began_at else None,
            values=read.panel(leader),
            **read.names(leader),
            **read.learner_numbers(leader),
            address=read.address(leader),
            characteristics=tuple(code for (code,) in read.characteristics.get(leader, ())),
            activities=tuple(read.activities(leader)),
            roll_place=read.roll_place(leader),
            guarantees=read.guarantees(leader),
            intended_destination=next((code for (code,) in read.destinations.get(leader, ())), ""),
        )
        return Gathered(
            person_id=leader,
            facts=facts,
            sent_as={**dict.fromkeys([number] if number else [], leader), **duplicates},
            needs_number=not number,
        )

    @property
    def before(self) -> tuple[date, datetime]:
        """Return the last day before the month, and the instant as known at which it is looked back upon."""
        return self.terms.period_end_before, self.month_began_at

    def _first_numbers_since(self) -> dict[int, str]:
        """
        Return by leader the first NCCIS identifier recorded after the instant.

        A number that we give is no news of the person, and the same return built again must say the same.
        """
        rows = self._nccis_numbers().filter(recorded_at__gt=self.known_at).order_by("recorded_at", "id")
        first: dict[int, str] = {}
        for person_id, value in rows.values_list("person_id", "value"):
            first.setdefault(self._sameness.leading(person_id), value)
        return first

    def _numbers_until_joined(self) -> dict[int, dict[str, int]]:
        """Return by leader the identifiers that records merged since the month began had until then, and whose."""
        aliases = Alias.objects.filter(organisation=self.organisation, made_at__gte=self.month_began_at)
        joined_at = dict(known_rows(aliases, self.known_at, "made_at", "undone_at").values_list("person_id", "made_at"))
        rows = (
            known_rows(self._nccis_numbers(), self.known_at)
            .filter(person_id__in=among(joined_at))
            .order_by("-recorded_at", "-id")
        )
        found: dict[int, dict[str, int]] = defaultdict(dict)
        for person_id, value, recorded_at in rows.values_list("person_id", "value", "recorded_at"):
            leader = self._sameness.leading(person_id)
            if person_id != leader and recorded_at < joined_at[person_id]:
                found[leader][value] = person_id
        return found

    def _nccis_numbers(self) -> QuerySet[Identifier]:
        return Identifier.objects.filter(organisation=self.organisation, kind=Identifier.Kind.NCCIS)

    def _believed_births(self) -> dict[int, date]:
        believed: dict[int, date] = {}
        rows = BirthDate.objects.known_at(self.known_at).filter(organisation=self.organisation)
        if self.only is not None:
            rows = rows.filter(person_id__in=among(self._sameness.everyone))
        for person_id, birth_date in rows.order_by("recorded_at", "id").values_list("person_id", "birth_date"):
            leader = self._sameness.leading(person_id)
            # The record that a person goes by speaks before those merged into it.
            if person_id == leader or leader not in believed:
                believed[leader] = birth_date
        return believed


def in_chunks(person_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield these ids 2,000 at a time."""
    for start in range(0, len(person_ids), CHUNK):
        yield person_ids[start : start + CHUNK]
