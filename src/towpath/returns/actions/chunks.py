"""What a return is built from, of some people at once: one query a kind of fact, as known at an instant."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils.timezone import localdate

from towpath.people.among import among
from towpath.people.models import (
    Address,
    CharacteristicFact,
    Identifier,
    Name,
    ReturnFact,
    SchoolPlace,
)
from towpath.people.return_fields import OWN_COUNCIL, RETURN_FIELDS
from towpath.returns.actions.places import Places
from towpath.rules import statements as rules
from towpath.rules.dates import academic_year
from towpath.rules.returns.facts import (
    Guarantee,
    ReturnAddress,
    ReturnTerms,
    RollPlace,
    Stated,
    ToldActivity,
    guarantee_cohort_year,
)
from towpath.tracking.models import GuaranteeFact, IntendedDestinationFact, Statement

PEOPLE_NUMBERS = (Identifier.Kind.UPN, Identifier.Kind.ULN, Identifier.Kind.NCCIS)
NUMBERED = "return:number"
"""The source of the identifiers that we gave."""
STATED = tuple(each.name for each in fields(rules.Statement))

Rows = Mapping[int, Sequence[tuple[Any, ...]]]


class Chunk:
    """What is known of some people, one query a kind of fact: each person's own record first, then the latest."""

    def __init__(
        self,
        ids: Collection[int],
        *,
        leading: Callable[[int], int],
        terms: ReturnTerms,
        known_at: datetime,
        before: tuple[date, datetime],
        places: Places,
    ) -> None:
        """
        Read them. A dozen queries, and up to two more for places not met before.

        :param leading: the record that a record's person goes by
        :param before: the last day before the month, and the instant at which it is looked back upon
        """
        self._ids, self._leading, self._known_at, self._places = ids, leading, known_at, places
        on = terms.period_end
        # Whether each was in force is asked of the database: to read four dates of so many takes longer than the rest.
        panel = ReturnFact.objects.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=before[1]))
        panel = panel.annotate(is_now=_in_force(on, self._known_at), was_before=_in_force(*before))
        self._defaults = _defaults(terms.council)
        self._panel_facts = self._rows(panel, "field value is_now was_before", known=False)
        sent = (*PEOPLE_NUMBERS, Identifier.Kind.FORMER_NCCIS)
        numbers = Identifier.objects.filter(kind__in=sent).annotate(is_known=_flag(_is_known(self._known_at)))
        numbers = numbers.annotate(is_since=_flag(Q(recorded_at__gt=self._known_at)))
        self._identifiers = self._rows(numbers, "kind value source is_known is_since", known=False)
        self._names = self._rows(Name.objects.all(), "kind given_name middle_names family_name")
        self._addresses = self._rows(
            Address.objects.in_force(on),
            "is_protected care_of address_line_1 address_line_2 address_line_3 address_line_4 town county postcode",
        )
        self.characteristics = self._rows(CharacteristicFact.objects.in_force(on), "code")
        self._roll = self._rows(SchoolPlace.objects.in_force(on), "kind from_date recorded_at establishment_id")
        year = guarantee_cohort_year(on)
        self._guarantees = self._rows(GuaranteeFact.objects.filter(cohort_year=year), "year_group status la_code")
        leaving = academic_year(on) + 1
        self.destinations = self._rows(IntendedDestinationFact.objects.filter(cohort_year=leaving), "code")
        self._statements = self._read_statements()
        wanted = {establishment_id for rows in self._statements.values() for establishment_id, *_ in rows}
        wanted |= {establishment_id for rows in self._roll.values() for *_, establishment_id in rows}
        places.meet(place for place in wanted if place is not None)

    def _rows(self, rows: QuerySet[Any], columns: str, *, known: bool = True) -> Rows:
        found = known_rows(rows, self._known_at) if known else rows
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
        rows = known_rows(Statement.objects.filter(person_id__in=among(self._ids)), self._known_at).order_by("id")
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

    def numbers(self, leader: int, otherwise: str) -> tuple[str, str]:
        """
        Return the NCCIS identifier that a person is sent under, and the one they were sent under before it.

        :param otherwise: the number where none was known
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
        number = known[0] if known else otherwise
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
            place = self._places.named(establishment_id, provider_name)
            yield ToldActivity(statement, _day_of(statement.recorded_at), place, sender)

    def roll_place(self, leader: int) -> RollPlace | None:
        """Return the place at a school, one on its roll before any other."""
        rows = sorted(self._roll.get(leader, ()), key=lambda row: row[0] != SchoolPlace.Kind.ON_ROLL)
        for kind, from_date, recorded_at, establishment_id in rows:
            return RollPlace(
                is_at_home=kind == SchoolPlace.Kind.HOME_EDUCATED,
                told_date=_day_of(recorded_at),
                from_date=from_date,
                place=self._places.named(establishment_id, ""),
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


def known_rows(
    rows: QuerySet[Any], known_at: datetime, made: str = "recorded_at", ended: str = "withdrawn_at"
) -> QuerySet[Any]:
    """Return those of these rows that were known at an instant."""
    is_not_ended = Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gt": known_at})
    return rows.filter(is_not_ended, **{f"{made}__lte": known_at})


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
