"""When people were born: the one fact that every room above needs of everybody."""

from collections.abc import Collection
from datetime import date, datetime

from towpath.organisation.models import Organisation
from towpath.people.among import among
from towpath.people.models import BirthDate
from towpath.people.sameness import Sameness


def birth_dates_of(
    organisation: Organisation, person_ids: Collection[int], *, known_at: datetime | None = None
) -> dict[int, date]:
    """
    Return the birth date of each of these people of whom one is known, merges resolved. Two queries.

    For rooms that write; a page asks `queries.list_records`.
    """
    sameness = Sameness.around(organisation, person_ids, known_at=known_at)
    rows = BirthDate.objects.known_at(known_at).filter(
        organisation=organisation, person_id__in=among(sameness.everyone)
    )
    believed: dict[int, date] = {}
    for person_id, birth_date in rows.order_by("recorded_at", "id").values_list("person_id", "birth_date"):
        leader = sameness.leading(person_id)
        # The record that a person goes by speaks before those merged into it.
        if person_id == leader or leader not in believed:
            believed[leader] = birth_date
    return {
        person_id: believed[leader] for person_id in person_ids if (leader := sameness.leading(person_id)) in believed
    }
