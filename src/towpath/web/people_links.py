"""How a young person's name leads to their record, and a task to where it is done, wherever they stand."""

from django.urls import reverse

from towpath.web.parts import Link
from towpath.web.policy import find_route

RECORD = "people_person"


def person_link(name: str, public_id: str, *, about: str = "") -> Link | str:
    """Return a name as a link to the record of that public id; the name alone while the site has no such page."""
    shown = name or "Name not recorded"
    return Link(shown, reverse(RECORD, args=[public_id]), about) if find_route(RECORD) else shown


_DONE_AT = {
    "answers_answer": "answers_one", "funds_support_request": "funds_request", "voice_complaint": "voice_complaint"
}  # fmt: skip
"""On which page a task is done that came of a row of a table."""
_DONE_ON = {"privacy_urgent_look": "urgent"}
"""On which list, where the row's own page goes by another id."""


def done_at(source: str) -> str:
    """Return the address of the page on which a task is done that arose from a row, empty where that is the record."""
    table, _, row = source.partition(":")
    if table in _DONE_ON:
        return reverse(_DONE_ON[table])
    return reverse(_DONE_AT[table], args=[int(row.split(":")[0])]) if table in _DONE_AT else ""
