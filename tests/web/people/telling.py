"""Say what somebody does, as an adviser would."""

from datetime import date

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.people.models import Person
from towpath.tracking.actions import record_statement
from towpath.tracking.values import NewStatement


def tell(person: Person, code: str, start: date, verified: date, *, sender: str = "advisers") -> int:
    """Record what somebody does, and return the statement's id."""
    new = NewStatement(
        person_id=person.pk, code=code, start_date=start, verified_date=verified, how="young_person",
        sender=sender, source="page:1",
    )  # fmt: skip
    recorded = record_statement(organisation=person.organisation, new=new, by=SETUP, at=MORNING)
    assert recorded.statement_id is not None
    return recorded.statement_id
