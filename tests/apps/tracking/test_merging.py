from datetime import date

import pytest

from tests.factories.moments import MORNING
from tests.factories.people import make_pupils
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.actions import record_statements
from towpath.tracking.actions.merging import merge_people, unmerge_people
from towpath.tracking.models import Spell
from towpath.tracking.values import NewStatement

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def spells() -> list[tuple[int, date, str]]:
    rows = Spell.objects.order_by("person_id", "from_date")
    return list(rows.values_list("person_id", "from_date", "code"))


def test_a_merge_makes_one_history_and_its_undoing_two_again(saltmarsh: Organisation, adviser: Viewer) -> None:
    first, second = make_pupils(saltmarsh, 2)
    told = [(first, "619", date(2025, 9, 1)), (second, "230", date(2025, 10, 6))]
    record_statements(
        organisation=saltmarsh,
        incoming=[
            NewStatement(person_id=who, code=code, start_date=start, how="parent", sender="advisers", source="page:1")
            for who, code, start in told
        ],
        by=adviser.actor,
        at=MORNING,
    )
    apart = spells()

    alias = merge_people(
        person=Person.objects.get(pk=second), same_as=Person.objects.get(pk=first), by=adviser.actor, at=MORNING
    )
    assert spells() == [(first, date(2025, 9, 1), "619"), (first, date(2025, 10, 6), "230")]

    unmerge_people(alias=alias, by=adviser.actor, at=MORNING)
    assert spells() == apart
