"""A list with a row to decide, a conflict, a layout and a proposal, for whoever needs an id of each."""

from datetime import date

from tests.apps.imports.lists import held_row, load, moved_on, pupil, roll, send
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.imports.actions import save_layout, settle_row
from towpath.imports.formats import format_named
from towpath.imports.models import Layout, Row, Sender
from towpath.imports.reading.column_map import ColumnMap, MappedColumn
from towpath.matching.models import Decision
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.actions import propose_statement, record_statements
from towpath.tracking.models import Conflict, Proposal
from towpath.tracking.values import NewStatement

TOLD = (("619", date(2026, 1, 5), "young_person", "adviser"), ("230", date(2026, 1, 12), "provider_list", "college"))


def waiting_row(organisation: Organisation) -> tuple[Row, Conflict]:
    """Return a row that waits for a person, of a list not yet applied, and an open conflict about its subject."""
    first = load(organisation, roll(pupil(1)), code="first")
    person = Person.objects.get(pk=first.rows.get(outcome="created").person_id)
    batch = send(organisation, roll(moved_on(1), pupil(2), pupil(3, DOB="31/02/2009")))
    for code, start, how, sender in TOLD:
        told = NewStatement(
            person_id=person.pk,
            code=code,
            start_date=start,
            verified_date=date(2026, 1, 21),
            how=how,
            sender=sender,
            source=f"test:{sender}",
        )
        record_statements(organisation=organisation, incoming=[told], by=SETUP, at=MORNING)
    return batch.rows.get(because="may_be"), Conflict.objects.get(person=person)


def decided_row(organisation: Organisation) -> Decision:
    """Return what somebody decided about a row of another list: that it is of nobody whom anybody should ask about."""
    row = held_row(load(organisation, roll(moved_on(4)), "school_indicators", code="decided"))
    settle_row(row, decision="parked", person=None, by=SETUP, at=MORNING)
    return Decision.objects.get(source=row.source)


def layout_of(sender: Sender) -> Layout:
    """Return what somebody said of a sender's columns."""
    told = ColumnMap(columns=(MappedColumn(heading="Nom", field="legal_family_name"),))
    return save_layout(
        sender=sender,
        layout=format_named(sender.format),
        column_map=told,
        seen_version=sender.layouts.count(),
        by=SETUP,
        at=MORNING,
    )


def propose_by_list(person: Person) -> Proposal:
    """Return what a list says that somebody does, which nobody has agreed."""
    told = NewStatement(
        person_id=person.pk,
        code="619",
        start_date=date(2026, 1, 5),
        how="government_list",
        sender="jobcentre",
        source="import:1:1",
    )
    return propose_statement(organisation=person.organisation, new=told, by=SETUP, at=MORNING)
