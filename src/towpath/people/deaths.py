"""Who has died and when: what every room that writes of somebody must know."""

from collections.abc import Collection
from datetime import date

from towpath.organisation.models import Organisation
from towpath.people.among import among
from towpath.people.models import ContactStop
from towpath.people.sameness import Sameness


def deaths_of(organisation: Organisation, person_ids: Collection[int]) -> dict[int, date | None]:
    """
    Return the day on which each of these people died, None where nobody knows it, merges resolved; the living are left
    out. Two queries.

    For rooms that write; a page asks `queries.list_stops`.
    """
    sameness = Sameness.around(organisation, person_ids)
    rows = ContactStop.objects.known_at(None).filter(
        organisation=organisation, kind=ContactStop.Kind.DIED, person_id__in=among(sameness.everyone)
    )
    told = {
        sameness.leading(person_id): day
        for person_id, day in rows.order_by("recorded_at", "id").values_list("person_id", "from_date")
    }
    return {each: told[leader] for each in person_ids if (leader := sameness.leading(each)) in told}
