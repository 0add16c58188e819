"""
Gathering what the records of a return are built from, 2,000 people at a time, as known at an instant.

It acts for the organisation and not for a viewer: the return is of everyone. The number of queries grows with the
number of 2,000s and with nothing else.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils.timezone import localdate, make_aware

from towpath.organisation.models import Organisation
from towpath.people.among import among
from towpath.people.models import (
    Address,
    Alias,
    BirthDate,
    CharacteristicFact,
    Identifier,
    Name,
    Person,
    ReturnFact,
    SchoolPlace,
)
from towpath.people.return_fields import OWN_COUNCIL, RETURN_FIELDS
from towpath.people.sameness import Sameness
from towpath.returns.actions.places import Places
from towpath.rules import statements as rules
from towpath.rules.dates import academic_age, academic_year
from towpath.rules.returns.facts import (
    Guarantee,
    ReturnAddress,
    ReturnFacts,
    ReturnTerms,
    RollPlace,
    Stated,
    ToldActivity,
    guarantee_cohort_year,
)
from towpath.tracking.models import GuaranteeFact, IntendedDestinationFact, Statement

CHUNK = 2_000
AGES = range(15, 26)
"""Year 11 to the year in which those with a plan leave for good."""
PEOPLE_NUMBERS = (Identifier.Kind.UPN, Identifier.Kind.ULN, Identifier.Kind.NCCIS)
NUMBERED = "return:number"
"""The source of the identifiers that we gave."""
STATED = tuple(each.name for each in fields(rules.Statement))

Rows = Mapping[int, Sequence[tuple[Any, ...]]]


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
        told = self._known(Statement.objects.filter(person_id__in=ids))
        found = {person_id for rows in (numbered, told) for person_id in rows.values_list("person_id", flat=True)}
        return sorted({self._sameness.leading(person_id) for person_id in found})

    def gather(self, leaders: Sequence[int]) -> Iterator[Gathered]:
        """Yield the facts of these people. A dozen queries, and up to two more for places not met before."""
        ids = [member for leader in leaders for member in self._members[leader]]
        read = _Chunk(self, ids)
        for leader in leaders:
            yield self._gathered(leader, read)

    def _gathered(self, leader: int, read: "_Chunk") -> Gathered:
        created = [self._created[member] for member in self._members[leader]]
        number, previous = read.numbers(leader)
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

    def numbered_since(self, leader: int) -> str:
        """
        Return the first NCCIS identifier recorded after the instant, or "".

        A number that we give is no news of the person, and the same return built again must say the same.
        """
        return self._numbered_since.get(leader, "")

    def _first_numbers_since(self) -> dict[int, str]:
        rows = self._nccis_numbers().filter(recorded_at__gt=self.known_at).order_by("recorded_at", "id")
        first: dict[int, str] = {}
        for person_id, value in rows.values_list("person_id", "value"):
            first.setdefault(self._sameness.leading(person_id), value)
        return first

    def _numbers_until_joined(self) -> dict[int, dict[str, int]]:
        """Return by leader the identifiers that records merged since the month began had until then, and whose."""
        aliases = Alias.objects.filter(organisation=self.organisation, made_at__gte=self.month_began_at)
        joined_at = dict(self._known(aliases, "made_at", "undone_at").values_list("person_id", "made_at"))
        rows = self._known(self._nccis_numbers()).filter(person_id__in=among(joined_at)).order_by("-recorded_at", "-id")
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

    def _known(self, rows: QuerySet[Any], made: str = "recorded_at", ended: str = "withdrawn_at") -> QuerySet[Any]:
        return rows.filter(
            Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gt": self.known_at}), **{f"{made}__lte": self.known_at}
        )


class _Chunk:
    """What is known of some people, one query a kind of fact: each person's own record first, then the latest."""

    def __init__(self, gathering: Gathering, ids: Collection[int]) -> None:
        self._gathering = gathering
        self._leading = gathering._sameness.leading
        self._known_at, self._on = gathering.known_at, gathering.terms.period_end
        self._ids = ids
        # Whether each was in force is asked of the database: to read four dates of so many takes longer than the rest.
        panel = ReturnFact.objects.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=gathering.month_began_at))
        panel = panel.annotate(is_now=_in_force(self._on, self._known_at), was_before=_in_force(*gathering.before))
        self._defaults = _defaults(gathering.terms.council)
        self._panel_facts = self._rows(panel, "field value is_now was_before", known=False)
        sent = (*PEOPLE_NUMBERS, Identifier.Kind.FORMER_NCCIS)
        numbers = Identifier.objects.filter(kind__in=sent).annotate(is_known=_flag(_is_known(self._known_at)))
        numbers = numbers.annotate(is_since=_flag(Q(recorded_at__gt=self._known_at)))
        self._identifiers = self._rows(numbers, "kind value source is_known is_since", known=False)
        self._names = self._rows(Name.objects.all(), "kind given_name middle_names family_name")
        self._addresses = self._rows(
            Address.objects.in_force(self._on),
            "is_protected care_of address_line_1 address_line_2 address_line_3 address_line_4 town county postcode",
        )
        self.characteristics = self._rows(CharacteristicFact.objects.in_force(self._on), "code")
        self._roll = self._rows(SchoolPlace.objects.in_force(self._on), "kind from_date recorded_at establishment_id")
        year = guarantee_cohort_year(self._on)
        self._guarantees = self._rows(GuaranteeFact.objects.filter(cohort_year=year), "year_group status la_code")
        leaving = academic_year(self._on) + 1
        self.destinations = self._rows(IntendedDestinationFact.objects.filter(cohort_year=leaving), "code")
        self._statements = self._read_statements()
        places = {establishment_id for rows in self._statements.values() for establishment_id, *_ in rows}
        places |= {establishment_id for rows in self._roll.values() for *_, establishment_id in rows}
        gathering.places.meet(place for place in places if place is not None)

    def _rows(self, rows: QuerySet[Any], columns: str, *, known: bool = True) -> Rows:
        found = self._gathering._known(rows) if known else rows
        own: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        merged: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        found = found.filter(person_id__in=among(self._ids)).order_by("-recorded_at", "-id")
        for person_id, *values in found.values_list("person_id", *columns.split()):
            leader = self._leading(person_id)
            (own if leader == person_id else merged)[leader].append(tuple(values))
        for leader, rest in merged.items():
            own[leader].extend(rest)
        return own

    def _read_statements(self) -> Mapping[int, list[tuple[Any, ...]]]:
        rows = self._gathering._known(Statement.objects.filter(person_id__in=among(self._ids))).order_by("id")
        by_leader: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        # A row of plain values takes a third of the time of an instance.
        for person_id, *values in rows.values_list("person_id", "establishment_id", "provider_name", "sender", *STATED):
            by_leader[self._leading(person_id)].append(tuple(values))
        return by_leader

    def panel(self, leader: int, *, before: bool = False) -> Mapping[str, Stated]:
        """Return every field of the panel as it is in force now, or was before the month, defaults included."""
        values = dict(self._defaults)
        told: set[str] = set()
        for name, value, is_now, was_before in self._panel_facts.get(leader, ()):
            if (was_before if before else is_now) and name not in told:
                told.add(name)
                values[name] = _told(value)
        return values

    def numbers(self, leader: int) -> tuple[str, str]:
        """
        Return the NCCIS identifier that a person is sent under, and the one they were sent under before it.

        Where none was known, it is the first recorded since.
        """
        known, former, given = [], [], []
        for kind, value, source, is_known, is_since in self._identifiers.get(leader, ()):
            if kind == Identifier.Kind.FORMER_NCCIS and is_known:
                former.append(value)
            elif kind == Identifier.Kind.NCCIS:
                if is_known:
                    known.append(value)
                elif source == NUMBERED and not is_since:
                    given.append(value)
        number = known[0] if known else self._gathering.numbered_since(leader)
        previous = next((value for value in (*former, *given) if value != number), "")
        return number, previous

    def learner_numbers(self, leader: int) -> Mapping[str, str]:
        """Return the UPN and the ULN. A temporary UPN is one school's own and is not sent."""
        found: dict[str, str] = {}
        for kind, value, _, is_known, _ in self._identifiers.get(leader, ()):
            if is_known and kind in (Identifier.Kind.UPN, Identifier.Kind.ULN):
                found.setdefault(kind, value)
        return found

    def names(self, leader: int) -> Mapping[str, str]:
        """Return the legal name and the preferred one."""
        first: dict[str, tuple[str, str, str]] = {}
        for kind, given, middle, family in self._names.get(leader, ()):
            first.setdefault(kind, (given, middle, family))
        legal = first.get(Name.Kind.LEGAL, ("", "", ""))
        preferred = first.get(Name.Kind.PREFERRED, ("", "", ""))
        return {
            "given_name": legal[0],
            "middle_name": legal[1],
            "family_name": legal[2],
            "preferred_given_name": preferred[0],
            "preferred_family_name": preferred[2],
        }

    def address(self, leader: int) -> ReturnAddress | None:
        """Return the address, or the protected one where any of them is."""
        rows = self._addresses.get(leader, ())
        if not rows:
            return None
        is_protected, care_of, *lines = next((row for row in rows if row[0]), rows[0])
        if is_protected:
            return ReturnAddress(is_protected=True, care_of=care_of)
        return ReturnAddress(lines=tuple(lines[:4]), town=lines[4], county=lines[5], postcode=lines[6])

    def activities(self, leader: int) -> Iterator[ToldActivity]:
        """Yield everything that the ledger says of a person, with where it is."""
        for establishment_id, provider_name, sender, *stated in self._statements.get(leader, ()):
            statement = rules.Statement(**dict(zip(STATED, stated, strict=True)))
            place = self._gathering.places.named(establishment_id, provider_name)
            yield ToldActivity(statement, _day_of(statement.recorded_at), place, sender)

    def roll_place(self, leader: int) -> RollPlace | None:
        """Return the place at a school, one on its roll before any other."""
        rows = sorted(self._roll.get(leader, ()), key=lambda row: row[0] != SchoolPlace.Kind.ON_ROLL)
        for kind, from_date, recorded_at, establishment_id in rows:
            return RollPlace(
                is_at_home=kind == SchoolPlace.Kind.HOME_EDUCATED,
                told_date=_day_of(recorded_at),
                from_date=from_date,
                place=self._gathering.places.named(establishment_id, ""),
            )
        return None

    def guarantees(self, leader: int) -> Mapping[int, Guarantee]:
        """Return the September Guarantee by year group."""
        found: dict[int, Guarantee] = {}
        for year_group, status, la_code in self._guarantees.get(leader, ()):
            found.setdefault(year_group, Guarantee(status, la_code))
        return found


@lru_cache(maxsize=4_096)
def _told(value: str) -> Stated:
    """Return a value that somebody told us; a few hundred are all that there are."""
    return Stated(value)


def _defaults(council: str) -> dict[str, Stated]:
    """Return what every field of the panel says of whom nothing was told."""
    return {
        known.name: Stated((council if known.default == OWN_COUNCIL else known.default) or "", known.is_mandatory)
        for known in RETURN_FIELDS
    }


def _flag(condition: Q) -> Case:
    """Return 1 for a row of which the condition is true, and 0 for any other."""
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _is_known(known_at: datetime) -> Q:
    return Q(recorded_at__lte=known_at) & (Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at))


def _in_force(on: date, known_at: datetime) -> Case:
    """Return 1 for a fact that was in force on a day, as known at an instant, and 0 for any other."""
    in_force = (Q(from_date__isnull=True) | Q(from_date__lte=on)) & (Q(to_date__isnull=True) | Q(to_date__gte=on))
    return _flag(_is_known(known_at) & in_force)


@lru_cache(maxsize=4_096)
def _day_of(instant: datetime) -> date:
    """Return the day of an instant here; a list's rows share theirs."""
    return localdate(instant)


def in_chunks(person_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield these ids 2,000 at a time."""
    for start in range(0, len(person_ids), CHUNK):
        yield person_ids[start : start + CHUNK]
