"""What every page about one person reads first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest

from towpath.access import Viewer
from towpath.access.queries import list_roles
from towpath.clock import today
from towpath.people.queries import PersonNotFoundError, PersonRecord, StopRecord, get_person, list_stops
from towpath.provision.queries import list_establishments
from towpath.tracking.queries import StatusRecord, list_statuses
from towpath.web.disclosure import disclosing
from towpath.web.people.flags import died_facts, stop_flags
from towpath.web.people.presenters import Bar, bar_of
from towpath.web.viewers import viewer_of


@dataclass(frozen=True, slots=True)
class Subject:
    """The person a page is about, as this viewer may see them today."""

    viewer: Viewer
    on: date
    record: PersonRecord
    status: StatusRecord | None
    bar: Bar
    stops: tuple[StopRecord, ...] = ()

    @property
    def has_died(self) -> bool:
        """Return whether somebody recorded that they died."""
        return bool(died_facts(self.stops))


def subject_of(request: HttpRequest, person_id: str, *, viewer: Viewer | None = None, subject: str = "") -> Subject:
    """
    Return whom a page is about, and tell the log that they are shown.

    :param viewer: whoever looks, where this page shows them more than their role does
    :param subject: the row by which it does, for the log
    :raises Http404: there is nobody of that id whom the viewer may see
    """
    viewer, on = viewer or viewer_of(request), today()
    try:
        record = get_person(viewer, person_id, on)
    except PersonNotFoundError:
        raise Http404("No such person in this council.") from None
    status = list_statuses(viewer, [record.id], on).get(record.id)
    disclosing(request, [record.public_id], subject=subject)
    stops = list_stops(viewer, [record.id], on).get(record.id, ())
    bar = bar_of(viewer, record, status, on)
    # How somebody who has died counted stays in their timeline, and nobody grows older or goes up a year after it.
    facts = [each for each in bar.facts if each.key == "Born" or not died_facts(stops)]
    bar = replace(bar, facts=facts, flags=[*stop_flags(stops), *bar.flags])
    return Subject(viewer, on, record, status, bar, stops)


def place_names(viewer: Viewer, records: Iterable[PersonRecord]) -> Mapping[int, str]:
    """Return the names of the establishments where these people have places. One query."""
    wanted = {place.establishment_id for record in records for place in record.school_places if place.establishment_id}
    return dict(list_establishments(viewer).filter(pk__in=wanted).values_list("pk", "name"))


def staff_names(viewer: Viewer) -> Mapping[str, str]:
    """Return the name of everybody who works or worked here, by the id that the log holds. One query."""
    return {role.user.public_id: role.user.name for role in list_roles(viewer)}


def by_any_id(records: Collection[PersonRecord]) -> Mapping[int, PersonRecord]:
    """Return records by the id each goes by and by those merged into it."""
    return {one: record for record in records for one in (record.id, *record.merged_ids)}
