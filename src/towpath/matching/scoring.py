"""How like the people we hold a list's rows are: the scoring of `analysis.linkage`, on what we keep."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow as pa

from towpath.analysis.linkage import link
from towpath.matching.portraits import held_table, same_portraits, table_of
from towpath.organisation.models import Organisation
from towpath.people.facts import PersonFacts
from towpath.people.models import Address, BirthDate, Identifier, NameKey, Person
from towpath.people.name_keys import keys_of
from towpath.rules.recognition import Likeness

SURE = "sure"
NUMBERS = ("upn", "uln")
OTHERWISE = ("nearly", "differs")
"""What scoring says of two numbers that are not the same; each had its check letter or digit when it was read."""
SOUND = "s"
"""What the keys of how a name sounds begin with."""
FEW = 25
"""Of no more rows than this, only those of the people held are compared who share something with one of them."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one field adds: `verdict` is "agrees", "nearly", "differs" or "not given", and `words` say how."""

    field: str
    verdict: str
    words: str


@dataclass(frozen=True, slots=True)
class Scored:
    """Somebody a row is like, and why, field by field."""

    likeness: Likeness
    reasons: tuple[Reason, ...] = field(default=())

    def as_kept(self) -> dict[str, Any]:
        """Return it as it is kept beside a row; it names nobody but by the id of a record."""
        return {
            "person": self.likeness.person_id,
            "score": round(self.likeness.score, 4),
            "is_sure": self.likeness.is_sure,
            "reasons": [asdict(reason) for reason in self.reasons],
        }


class Scorer:
    """The people of one organisation as they are when first asked about, for many rows one after another."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._everybody: pa.Table | None = None

    def score(self, told: Mapping[int, PersonFacts]) -> Mapping[int, Sequence[Scored]]:
        """
        Return whom each row is like, the likeliest first, by the rows' numbers; rows like nobody are left out.

        Rows of one call are of one list, in which nobody is expected under two descriptions: of two rows that are like
        one person, one at most is sure. Rows that say exactly the same are one.
        """
        if not told:
            return {}
        people = self._people(told)
        if people.num_rows == 0:
            return {}
        first = same_portraits(told)
        left = table_of({number: told[number] for number in dict.fromkeys(first.values())})
        found: dict[int, list[Scored]] = defaultdict(list)
        # Of a few chosen from many, each is as rare as among all: there are more strangers than are compared.
        for pair in link(left, people, one_to_one=False, out_of=self._held()).to_pylist():
            found[int(pair["left_id"])].append(_scored(pair))
        for scored in found.values():
            scored.sort(key=lambda each: (-each.likeness.score, each.likeness.person_id))
        return {number: found[one] for number, one in first.items() if one in found}

    def _held(self) -> int:
        """Return how many people the organisation holds."""
        if self._everybody is not None:
            return self._everybody.num_rows
        return Person.objects.filter(organisation=self._organisation, withdrawn_at__isnull=True).count()

    def _people(self, told: Mapping[int, PersonFacts]) -> pa.Table:
        if self._everybody is not None:
            return self._everybody
        if len(told) <= FEW:
            return held_table(self._organisation, _sharing(self._organisation, told.values()))
        self._everybody = held_table(self._organisation)
        return self._everybody


def _scored(pair: Mapping[str, Any]) -> Scored:
    reasons = tuple(Reason(each["field"], each["verdict"], each["words"]) for each in pair["reasons"])
    likeness = Likeness(
        person_id=int(pair["right_id"]),
        score=pair["score"],
        is_sure=pair["band"] == SURE,
        numbers_differ=any(each.field in NUMBERS and each.verdict in OTHERWISE for each in reasons),
    )
    return Scored(likeness, reasons)


def _sharing(organisation: Organisation, told: Iterable[PersonFacts]) -> set[int]:
    """
    Return who shares a number with one of these, or two of birth date, postcode, how a given name sounds and how a
    family name does. Whoever shares less is like none of them.
    """
    facts = list(told)
    given = {name for each in facts for name in (each.legal_given_name, each.preferred_given_name) if name}
    family = {
        name
        for each in facts
        for name in (each.legal_family_name, each.preferred_family_name, each.former_family_name)
        if name
    }
    live = {"organisation": organisation, "withdrawn_at__isnull": True}
    numbers = {number for each in facts for number in (each.upn, each.former_upn, each.uln) if number}
    births = {each.birth_date for each in facts if each.birth_date}
    postcodes = {each.postcode for each in facts if each.postcode}
    owners = set(Identifier.objects.filter(**live, value__in=numbers).values_list("person_id", flat=True))
    shared = Counter[int]()
    for person_ids in (
        BirthDate.objects.filter(**live, birth_date__in=births).values_list("person_id", flat=True),
        Address.objects.filter(**live, postcode__in=postcodes).values_list("person_id", flat=True),
        _sounding(organisation, given),
        _sounding(organisation, family),
    ):
        shared.update(set(person_ids))
    return owners | {person_id for person_id, things in shared.items() if things > 1}


def _sounding(organisation: Organisation, names: Collection[str]) -> set[int]:
    sounds = [key for key in keys_of(names) if key.startswith(SOUND)]
    rows = NameKey.objects.filter(organisation=organisation, key__in=sounds)
    return set(rows.values_list("person_id", flat=True))
