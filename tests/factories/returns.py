"""The return rehearsed and answered: one of everything that a page of it may be asked for."""

from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.returns.actions import rehearse


def return_ids(council: Organisation, person: Person) -> dict[str, str]:
    """Return an id of each kind that an address of the return takes, beside the run's."""
    rehearsal = rehearse(organisation=council, by=SETUP, at=MORNING, night_date=MORNING.date())
    return {"rehearsal_id": str(rehearsal.pk)}
