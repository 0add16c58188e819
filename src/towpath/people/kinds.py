"""The kinds of fact that a person may put right by hand, and who may see each."""

from collections.abc import Mapping
from enum import StrEnum

from towpath.people.models import (
    Address,
    CareFact,
    CharacteristicFact,
    ContactRoute,
    ContactStop,
    Fact,
    FamilyLink,
    Identifier,
    Name,
    SharingLimit,
)


class Kind(StrEnum):
    """One kind of fact, by the word that its address on the site uses."""

    CONTACT_ROUTES = "contact-routes"
    ADDRESSES = "addresses"
    NAMES = "names"
    CHARACTERISTICS = "characteristics"
    CARE = "care"
    FAMILY = "family"
    NUMBERS = "numbers"
    SHARING = "sharing"
    STOPS = "no-contact"


TABLES: Mapping[Kind, type[Fact]] = {
    Kind.CONTACT_ROUTES: ContactRoute,
    Kind.ADDRESSES: Address,
    Kind.NAMES: Name,
    Kind.CHARACTERISTICS: CharacteristicFact,
    Kind.CARE: CareFact,
    Kind.FAMILY: FamilyLink,
    Kind.NUMBERS: Identifier,
    Kind.SHARING: SharingLimit,
    Kind.STOPS: ContactStop,
}

LEAVE: Mapping[Kind, str] = dict.fromkeys(Kind, "people.edit") | {Kind.CARE: "people.view_care"}
"""The permission that seeing every fact of a kind takes, what was and what was put right included."""

IDENTITY = frozenset({Kind.NAMES, Kind.NUMBERS})
"""Kinds that say who a record is about, so that two records joined by mistake can be told apart again."""
