"""How a young person's name leads to their record, wherever it stands."""

from django.urls import reverse

from towpath.web.parts import Link
from towpath.web.policy import find_route

RECORD = "people_person"


def person_link(name: str, public_id: str, *, about: str = "") -> Link | str:
    """Return a name as a link to the record of that public id; the name alone while the site has no such page."""
    shown = name or "Name not recorded"
    return Link(shown, reverse(RECORD, args=[public_id]), about) if find_route(RECORD) else shown
