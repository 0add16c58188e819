"""Everything kept about who people are."""

from towpath.people.models.circumstances import (
    CareFact,
    CharacteristicFact,
    ContactStop,
    FamilyLink,
    ReturnFact,
    SharingLimit,
)
from towpath.people.models.fact import DatedFact, Fact, FactQuerySet
from towpath.people.models.identity import BirthDate, Identifier, Name, NameKey
from towpath.people.models.person import Alias, Person
from towpath.people.models.whereabouts import Address, ContactRoute, ReturnedPost, SchoolPlace, VisitCaution

FACTS: tuple[type[Fact], ...] = (
    Identifier,
    Name,
    BirthDate,
    Address,
    ContactRoute,
    SchoolPlace,
    CharacteristicFact,
    CareFact,
    ReturnFact,
    FamilyLink,
    SharingLimit,
    ContactStop,
    ReturnedPost,
    VisitCaution,
)
"""Every kind of fact there is, so that replay, undo and erasure forget none."""

__all__ = [
    "FACTS",
    "Address",
    "Alias",
    "BirthDate",
    "CareFact",
    "CharacteristicFact",
    "ContactRoute",
    "ContactStop",
    "DatedFact",
    "Fact",
    "FactQuerySet",
    "FamilyLink",
    "Identifier",
    "Name",
    "NameKey",
    "Person",
    "ReturnFact",
    "ReturnedPost",
    "SchoolPlace",
    "SharingLimit",
    "VisitCaution",
]
