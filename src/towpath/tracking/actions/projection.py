"""Spells follow statements: rebuilt for the people touched in the transaction that touched them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from datetime import datetime

from towpath import audit
from towpath.audit.actions import transaction
from towpath.audit.rows import insert_rows
from towpath.organisation.models import Organisation
from towpath.organisation.queries import standards_for
from towpath.people.among import among
from towpath.people.models import Person
from towpath.people.sameness import Sameness
from towpath.rules.spells import spells_of
from towpath.rules.statements import Statement as Fact
from towpath.standards import Standards
from towpath.tracking.models import Spell, Statement

CHUNK = 500
COLUMNS = (
    "organisation_id",
    "person_id",
    "statement_id",
    "from_date",
    "to_date",
    "group",
    "code",
    "lapses_date",
    "standards_version",
)
COLUMNS_OF_FACT = tuple(field.name for field in fields(Fact))


def rebuild_spells(
    organisation: Organisation, person_ids: Collection[int], *, standards: Standards | None = None
) -> int:
    """
    Rebuild the spells of these people, and of whoever a merge joined to them, and return how many were written.

    Call it inside the transaction that changed their statements. Five queries, however many people.
    """
    standards = standards or standards_for(organisation)
    sameness = Sameness.around(organisation, person_ids)
    facts = _facts_by_person(sameness)
    Spell.objects.filter(person_id__in=among(sameness.everyone)).delete()
    spells = [
        (
            organisation.pk,
            person_id,
            spell.statement.id,
            spell.from_date,
            spell.to_date,
            spell.group.value,
            spell.statement.code,
            spell.lapses_date,
            standards.version,
        )
        for person_id, statements in facts.items()
        for spell in spells_of(statements, standards)
    ]
    insert_rows(Spell, COLUMNS, spells)
    return len(spells)


def _facts_by_person(sameness: Sameness) -> Mapping[int, list[Fact]]:
    facts: dict[int, list[Fact]] = defaultdict(list)
    rows = Statement.objects.filter(person_id__in=among(sameness.everyone), withdrawn_at__isnull=True)
    for row in rows.order_by("person_id", "id").values("person_id", *COLUMNS_OF_FACT):
        facts[sameness.leading(row.pop("person_id"))].append(Fact(**row))
    return facts


def rebuild_all_spells(
    *, organisation: Organisation, by: audit.Actor, at: datetime, progress: Callable[[int, int], None] | None = None
) -> int:
    """
    Rebuild every spell of an organisation, as is due when its published lists change, and return how many were written.

    :param progress: called with people done and people in all after each chunk
    """
    standards = standards_for(organisation)
    person_ids = list(Person.objects.filter(organisation=organisation).order_by("id").values_list("id", flat=True))
    written = 0
    for start in range(0, len(person_ids), CHUNK):
        with transaction(by=by, at=at) as events:
            chunk = person_ids[start : start + CHUNK]
            count = rebuild_spells(organisation, chunk, standards=standards)
            events.record(
                "tracking.spells_rebuilt", after={"people": len(chunk), "spells": count, "standards": standards.version}
            )
            written += count
        if progress is not None:
            progress(min(start + CHUNK, len(person_ids)), len(person_ids))
    return written
