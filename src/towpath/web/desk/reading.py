"""What the pages of the desk read first: the desk itself, with what the lists that came in have said."""

from datetime import date

from django.http import Http404

from towpath.access import Viewer
from towpath.imports.queries import people_named_since
from towpath.rules.dates import academic_year, academic_year_start
from towpath.rules.ready_lists import LISTS_BY_CODE, SEASON_OF_LISTS, ReadyList
from towpath.tracking.queries import Desk, get_desk


def desk_of(viewer: Viewer, on: date) -> Desk:
    """Return the status desk of the viewer's council; in the season of lists, with whom they have named."""
    first, last = SEASON_OF_LISTS
    if not first <= on.month <= last:
        return get_desk(viewer, on)
    return get_desk(viewer, on, listed=people_named_since(viewer, academic_year_start(academic_year(on))))


def ready_list_of(code: str) -> ReadyList:
    """
    Return the ready list that an address names.

    :raises Http404: there is none
    """
    if code not in LISTS_BY_CODE:
        raise Http404("There is no such list.")
    return LISTS_BY_CODE[code]
