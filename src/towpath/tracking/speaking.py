"""Which statement speaks of each of many people, for rooms that act on lists."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from towpath.organisation.models import Organisation
from towpath.people.sameness import Sameness
from towpath.tracking.models import Statement
from towpath.tracking.values import told_from

Rank = tuple[date, datetime, int]


def speaking_statements(organisation: Organisation, on: Mapping[int | None, date]) -> dict[int | None, Statement]:
    """
    Return, for each person with a day, the statement that speaks of them on it, current or not. Two queries.

    For imports and jobs, which act for the organisation and not for a viewer.
    """
    sameness = Sameness.around(organisation, [person_id for person_id in on if person_id is not None])
    told: dict[int, list[tuple[Rank, Statement]]] = defaultdict(list)
    for row in Statement.objects.filter(person_id__in=sameness.everyone, withdrawn_at__isnull=True).order_by("id"):
        fact = told_from(row, number=row.pk, recorded_at=row.recorded_at).statement
        told[sameness.leading(row.person_id)].append((fact.rank, row))
    speaking: dict[int | None, Statement] = {}
    for person_id, day in on.items():
        if person_id is None:
            continue
        started = [(rank, row) for rank, row in told[sameness.leading(person_id)] if row.start_date <= day]
        if started:
            speaking[person_id] = max(started, key=lambda pair: pair[0])[1]
    return speaking
