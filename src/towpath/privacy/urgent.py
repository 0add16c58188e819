"""Which urgent looks are open. Whoever asks for a record's pages is not asked again: this is read at each look."""

from collections.abc import Collection
from datetime import datetime

from towpath.people.sameness import last_joined_at
from towpath.privacy.models import UrgentLook
from towpath.rules.urgent_looks import is_look_open


def open_looks(person_ids: Collection[int], *, by: str, at: datetime) -> list[UrgentLook]:
    """
    Return somebody's looks at these records of one person that are open at an instant, the earliest first.

    A look ends when another record is joined to the person after it was opened: what was asked for is not widened,
    least of all by whoever may join records. Two queries at most.
    """
    rows = UrgentLook.objects.filter(person__in=person_ids, opened_by=by, until_at__gt=at).select_related("person")
    found = [
        look
        for look in rows.order_by("opened_at", "pk")
        if is_look_open(opened_at=look.opened_at, until_at=look.until_at, closed_at=look.closed_at, at=at)
    ]
    if not found:
        return []
    last = last_joined_at(person_ids)
    return [look for look in found if last is None or last <= look.opened_at]
