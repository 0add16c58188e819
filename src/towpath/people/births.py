"""When people were born, for rooms that act on lists of them."""

from collections.abc import Collection
from datetime import date

from towpath.people.models import BirthDate


def birth_dates_of(person_ids: Collection[int]) -> dict[int, date]:
    """Return the birth date believed now of each record that has one. One query; merges are the caller's to resolve."""
    rows = BirthDate.objects.filter(person_id__in=person_ids, withdrawn_at__isnull=True).order_by("id")
    return dict(rows.values_list("person_id", "birth_date"))
