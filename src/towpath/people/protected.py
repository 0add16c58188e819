"""
Whose address is protected, and whether something that is about to leave would say where they live.

One address being protected protects every other of the same person, as it does on a page. For rooms that hand things
out; a page asks `queries`.
"""

from collections.abc import Collection

from towpath.organisation.models import Organisation
from towpath.people.among import among
from towpath.people.models import Address, Person
from towpath.people.sameness import Sameness
from towpath.rules.kept_addresses import says_address


def protected_among(organisation: Organisation, person_ids: Collection[int]) -> frozenset[int]:
    """
    Return those of these records whose address is protected: one that is, on whichever record and since whenever,
    protects every other. Two queries.
    """
    sameness = Sameness.around(organisation, person_ids)
    rows = Address.objects.known_at(None).filter(is_protected=True, person_id__in=among(sameness.everyone))
    protected = {sameness.leading(each) for each in rows.values_list("person_id", flat=True)}
    return frozenset(each for each in person_ids if sameness.leading(each) in protected)


def says_protected_postcode(organisation: Organisation, text: str) -> bool:
    """
    Return whether a text has a postcode in it, however spaced, where somebody lives whose address is protected.

    Three queries at most. It is for a text about somebody who may not be held yet; a first line without its postcode
    is not looked for, since many people's would be found in many texts.
    """
    if not text.strip():
        return False
    live = Address.objects.known_at(None).filter(organisation=organisation)
    kept = list(live.filter(is_protected=True).order_by().values_list("person_id", flat=True).distinct())
    if not kept:
        return False
    everyone = Sameness.around(organisation, kept).everyone
    found = live.filter(person__in=among(everyone)).exclude(postcode="").order_by()
    postcodes = found.values_list("postcode", flat=True).distinct()
    return any(says_address(text, first_line="", postcode=each) for each in postcodes)


def says_where_they_live(person: Person, text: str) -> bool:
    """Return whether a text has an address of somebody in it whose address is protected. Two queries."""
    members = Sameness.around(Organisation(pk=person.organisation_id), [person.pk]).everyone
    live = Address.objects.known_at(None).filter(person__in=members)
    if not live.filter(is_protected=True).exists():
        return False
    found = live.order_by("pk").values_list("address_line_1", "postcode")
    return any(says_address(text, first_line=line, postcode=postcode) for line, postcode in found)
