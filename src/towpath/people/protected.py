"""Whether something that is about to leave would say where somebody lives whose address is protected."""

from towpath.organisation.models import Organisation
from towpath.people.models import Address


def is_protected_postcode(organisation: Organisation, postcode: str) -> bool:
    """
    Return whether somebody whose address is protected lives or lived at a postcode, however it is spaced.

    One address being protected protects every other of the same person, as it does on a page. For rooms that hand
    things out; a page asks `queries`. One query.
    """
    asked = _packed(postcode)
    if not asked:
        return False
    live = Address.objects.known_at(None).filter(organisation=organisation)
    kept = live.filter(person__in=live.filter(is_protected=True).values("person")).exclude(postcode="")
    return any(_packed(each) == asked for each in kept.order_by().values_list("postcode", flat=True).distinct())


def _packed(postcode: str) -> str:
    return "".join(postcode.split()).upper()
