"""Whose records a page of a return shows: told to the log first, then named."""

from collections.abc import Collection

from django.http import HttpRequest

from towpath.clock import today
from towpath.people.queries import list_records, organisation_of
from towpath.people.sameness import Sameness
from towpath.web.disclosure import disclosing
from towpath.web.returns.presenters import NameOf
from towpath.web.viewers import viewer_of


def named(request: HttpRequest, ids: Collection[int], *, subject: str) -> NameOf:
    """
    Tell the log whose records a page shows, and return what gives each one's name and public id by their key.

    :param ids: of everyone on the page, whichever of their records it is
    :param subject: the row that the page is about, for the log
    """
    viewer = viewer_of(request)
    sameness = Sameness.of(organisation_of(viewer))
    records = list_records(viewer, ids, today())
    disclosing(request, [record.public_id for record in records.values()], subject=subject)

    def name_of(person_id: int | None) -> tuple[str, str]:
        record = records.get(sameness.leading(person_id or 0))
        return (record.shown_name, record.public_id) if record else ("", "")

    return name_of
