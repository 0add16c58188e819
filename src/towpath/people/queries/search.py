"""Find somebody by what a colleague remembers of them: a misspelt name, a birth date, a number, a phone, a postcode."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from rapidfuzz.distance import OSA, JaroWinkler

from towpath.access import Viewer
from towpath.people.models import Address, BirthDate, ContactRoute, Identifier, Name, NameKey
from towpath.people.name_keys import keys_of, words_of
from towpath.people.queries.visible import organisation_of, visible_to
from towpath.people.sameness import Sameness
from towpath.people.typed import Typed, read_typed
from towpath.rules.names import as_said

CANDIDATES = 400
"""How many people a name may bring forward before they are ranked."""

ALIKE = 0.80
"""How like a name must be to be shown: an edit or two in a name of ordinary length."""

ONE_SLIP = 0.82
"""How like a word is to one that is a single slip away. Without it Lau and Kay are found only when spelt right."""


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who may be meant, how sure we are from 0 to 1, and which part of what was typed fits them."""

    person_id: int
    public_id: str
    shown_name: str
    birth_date: date | None
    likeness: float
    because: tuple[str, ...]


def search_people(viewer: Viewer, text: str, on: date, *, limit: int = 20) -> list[Found]:
    """
    Return who may be meant by a text, the likeliest first; nobody to somebody who may not search.

    Everything typed is looked for, and whoever fits most of it comes first. A protected postcode finds nobody for those
    who may not see it. At most nine queries, however many people are held.
    """
    if not viewer.may("people.search"):
        return []
    asked = read_typed(text, on)
    sameness = Sameness.of(organisation_of(viewer))
    because: dict[int, list[str]] = defaultdict(list)
    for reason, person_ids in _exact(viewer, asked, on):
        for leader in {sameness.leading(person_id) for person_id in person_ids}:
            because[leader].append(reason)
    candidates = set(because) | {sameness.leading(person_id) for person_id in _like_named(viewer, asked.names)}
    public_ids = dict(visible_to(viewer, on).filter(pk__in=candidates).values_list("pk", "public_id"))
    names = _names(public_ids, sameness)
    births = dict(
        BirthDate.objects.known_at(None).filter(person_id__in=public_ids).values_list("person_id", "birth_date")
    )
    found = []
    for person_id, public_id in public_ids.items():
        likeness = _likeness(asked.names, names[person_id])
        fits = [*(["name"] if likeness >= ALIKE else []), *because.get(person_id, [])]
        if fits:
            score = ((likeness if likeness >= ALIKE else 0) + len(because.get(person_id, []))) / asked.parts
            shown = _shown(names[person_id])
            found.append(Found(person_id, public_id, shown, births.get(person_id), round(score, 3), tuple(fits)))
    found.sort(key=lambda each: (-each.likeness, each.shown_name, each.person_id))
    return found[:limit]


def _exact(viewer: Viewer, asked: Typed, on: date) -> Iterator[tuple[str, list[int]]]:
    """Yield who fits each thing that is either so or not. At most one query a thing."""
    of_council = {"organisation_id": viewer.organisation_id}
    if asked.numbers:
        identifiers = Identifier.objects.known_at(None).filter(value__in=asked.numbers, **of_council)
        yield "identifier", list(identifiers.values_list("person_id", flat=True)[:CANDIDATES])
    if asked.birth_dates:
        births = BirthDate.objects.known_at(None).filter(birth_date__in=asked.birth_dates, **of_council)
        yield "birth date", list(births.values_list("person_id", flat=True)[:CANDIDATES])
    if asked.phones:
        routes = ContactRoute.objects.known_at(None).filter(kind="phone", value__in=asked.phones, **of_council)
        yield "phone", list(routes.values_list("person_id", flat=True)[:CANDIDATES])
    if asked.postcodes:
        addresses = Address.objects.known_at(None).filter(postcode__in=asked.postcodes, **of_council)
        if not viewer.may("people.view_protected_address"):
            # Whether somebody is found would otherwise say where they live; so would an address from before.
            protected = Address.objects.known_at(None).filter(is_protected=True, **of_council)
            addresses = addresses.exclude(person__in=protected.values("person"))
        yield "postcode", list(addresses.in_force(on).values_list("person_id", flat=True)[:CANDIDATES])


def _like_named(viewer: Viewer, names: Collection[str]) -> list[int]:
    if not names:
        return []
    keys = NameKey.objects.filter(organisation_id=viewer.organisation_id, key__in=keys_of(names))
    alike = keys.values("person_id").annotate(shared=Count("id")).order_by("-shared", "person_id")
    return [row["person_id"] for row in alike[:CANDIDATES]]


_Names = dict[int, list[tuple[str, str, str]]]


def _names(person_ids: Collection[int], sameness: Sameness) -> _Names:
    members = {*person_ids, *(each for each in sameness.leaders if sameness.leading(each) in person_ids)}
    rows = Name.objects.known_at(None).filter(person_id__in=members).order_by("kind", "id")
    names: _Names = defaultdict(list)
    for person_id, *name in rows.values_list("person_id", "kind", "given_name", "family_name"):
        kind, given_name, family_name = name
        leads = person_id == sameness.leading(person_id)
        names[sameness.leading(person_id)].append((kind if leads else "merged", given_name, family_name))
    return names


def _likeness(asked: Collection[str], names: Collection[tuple[str, str, str]]) -> float:
    """Return how like the names somebody has are to those typed: the mean over the words typed of the likest word."""
    words = {word for _, given_name, family_name in names for word in words_of(f"{given_name} {family_name}")}
    if not asked or not words:
        return 0.0
    return sum(max(_word_likeness(word, each) for each in words) for word in asked) / len(asked)


def _word_likeness(typed: str, word: str) -> float:
    likeness = float(JaroWinkler.similarity(typed, word))
    if len(typed) >= 3 and word.startswith(typed):
        # The first letters of a name are a name being typed.
        return max(0.95, likeness)
    is_one_slip = len(word) >= 3 and len(typed) >= 2 and OSA.distance(typed, word, score_cutoff=1) <= 1
    return max(ONE_SLIP, likeness) if is_one_slip else likeness


def _shown(names: Collection[tuple[str, str, str]]) -> str:
    by_kind = {kind: (given_name, family_name) for kind, given_name, family_name in reversed(list(names))}
    legal, preferred = by_kind.get("legal", ("", "")), by_kind.get("preferred", ("", ""))
    return as_said(preferred[0] or legal[0], preferred[1] or legal[1])
