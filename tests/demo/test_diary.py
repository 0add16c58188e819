"""What advisers were told day by day, recorded as the site would record it."""

from datetime import date
from pathlib import Path

import pytest

from tests.apps.imports.lists import held_row, load, pupil, roll, starter, starters
from tests.factories.cast import SETUP, make_saltmarsh, make_user
from tests.factories.moments import MORNING
from towpath.demo.month import Month, record_words
from towpath.imports.models import Row
from towpath.people.actions import record_person
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.tracking.actions import record_statements
from towpath.tracking.models import Conflict
from towpath.tracking.values import NewStatement

pytestmark = pytest.mark.django_db

WORD = {
    "date": "2026-02-02", "nccis_id": "8880000000001", "adviser": "Ada", "how": "phone", "told_by": "young person",
    "outcome": "confirmed", "activity_code": "640", "start_date": "2026-01-24",
    "expected_end_date": "", "review_date": "", "place": "",
}  # fmt: skip


def test_a_word_that_settles_a_conflict_lets_its_row_go_on() -> None:
    saltmarsh = make_saltmarsh()
    load(saltmarsh, roll(pupil(1)))
    person = Person.objects.get()
    number = PersonFacts(nccis_id=WORD["nccis_id"])
    record_person(organisation=saltmarsh, person_id=person.pk, facts=number, source="page:1", by=SETUP, at=MORNING)
    ours = NewStatement(
        person_id=person.pk, code="619", start_date=date(2026, 1, 5), verified_date=date(2026, 1, 21),
        how="young_person", sender="advisers", source="page:1",
    )  # fmt: skip
    record_statements(organisation=saltmarsh, incoming=[ours], by=SETUP, at=MORNING)
    row = held_row(load(saltmarsh, starters(starter(1)), "college_starters"))
    month = Month(
        folder=Path(), on=date(2026, 1, 31), organisation=saltmarsh, users={"Ada": make_user(saltmarsh, "adviser")}
    )

    assert record_words(month, [WORD], date(2026, 2, 2)) == (1, 0)

    assert Conflict.objects.get().state != "open"
    assert Row.objects.get(pk=row.pk).outcome == "unchanged"
