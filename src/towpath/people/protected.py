"""
Whether something that is about to leave would say where somebody lives whose address is protected.

One address being protected protects every other of the same person, as it does on a page. For rooms that hand things
out; a page asks `queries`.
"""

from towpath.organisation.models import Organisation
from towpath.people.models import Address, Person
from towpath.people.models.fact import FactQuerySet
from towpath.people.sameness import Sameness
from towpath.rules.kept_addresses import says_address


def is_protected_postcode(organisation: Organisation, postcode: str) -> bool:
    """Return whether somebody whose address is protected lives or lived at a postcode, however spaced. One query."""
    if not postcode.strip():
        return False
    live = Address.objects.known_at(None).filter(organisation=organisation)
    found = _kept(live).exclude(postcode="").values_list("postcode", flat=True).distinct()
    return any(says_address(postcode, first_line="", postcode=each) for each in found)


def says_where_they_live(person: Person, text: str) -> bool:
    """Return whether a text has an address of somebody in it whose address is protected. Two queries."""
    members = Sameness.around(Organisation(pk=person.organisation_id), [person.pk]).everyone
    live = Address.objects.known_at(None).filter(person__in=members)
    if not live.filter(is_protected=True).exists():
        return False
    found = live.order_by("pk").values_list("address_line_1", "postcode")
    return any(says_address(text, first_line=line, postcode=postcode) for line, postcode in found)


def _kept(live: FactQuerySet) -> FactQuerySet:
    return live.filter(person__in=live.filter(is_protected=True).values("person")).order_by()
