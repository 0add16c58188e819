"""Whoever has died is said so in the return from the day of it for good, whatever was believed of the days after."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, pupil
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.people.actions import merge_people, say_death_in_return, set_return_fact, stop_contact, unmerge_people
from towpath.people.models import Person, ReturnFact
from towpath.people.queries import list_deaths_to_say, list_return_facts

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HOW = {"source": "page:1", "by": SETUP, "at": MORNING}
BEGAN, WENT, CAME_BACK = date(2025, 9, 1), date(2025, 12, 1), date(2026, 1, 10)
THE_DAY = timedelta(days=1)


@pytest.fixture
def bertie(saltmarsh: Organisation) -> Person:
    """Return somebody who was here from September, abroad from December, and is here again since 10 January."""
    person = make_person(saltmarsh, pupil(1))
    for value, day in (("P", BEGAN), ("E", WENT), ("P", CAME_BACK)):
        set_return_fact(person=person, field="cohort_status", value=value, from_date=day, **HOW)
    return person


def told(person: Person) -> list[tuple[str, date | None, date | None]]:
    """Return what the return is told of a person's own record, in the order of days."""
    rows = ReturnFact.objects.known_at(None).filter(person=person, field="cohort_status")
    return list(rows.order_by(F("from_date").asc(nulls_first=True), "pk").values_list("value", "from_date", "to_date"))


def status(viewer: Viewer, person: Person, on: date) -> str | None:
    return next(each.value for each in list_return_facts(viewer, person.pk, on) if each.field == "cohort_status")


@pytest.mark.parametrize(
    ("died", "wanted"),
    [
        # Before anything was told: nothing of it stands.
        (date(2025, 8, 1), [("D", date(2025, 8, 1), None)]),
        (BEGAN, [("D", BEGAN, None)]),
        # In what ended in November, and in what ended on 9 January: it ends the day before, and nothing follows.
        (date(2025, 10, 5), [("P", BEGAN, date(2025, 10, 4)), ("D", date(2025, 10, 5), None)]),
        (date(2025, 12, 20), [
            ("P", BEGAN, date(2025, 11, 30)), ("E", WENT, date(2025, 12, 19)), ("D", date(2025, 12, 20), None),
        ]),
        # On the day on which something begins, that never was.
        (CAME_BACK, [("P", BEGAN, date(2025, 11, 30)), ("E", WENT, date(2026, 1, 9)), ("D", CAME_BACK, None)]),
        (date(2026, 1, 20), [
            ("P", BEGAN, date(2025, 11, 30)), ("E", WENT, date(2026, 1, 9)), ("P", CAME_BACK, date(2026, 1, 19)),
            ("D", date(2026, 1, 20), None),
        ]),
        # Nobody knows the day: from the day on which it is said.
        (None, [
            ("P", BEGAN, date(2025, 11, 30)), ("E", WENT, date(2026, 1, 9)), ("P", CAME_BACK, DAY - THE_DAY),
            ("D", DAY, None),
        ]),
    ],
)  # fmt: skip
def test_a_death_stands_for_good_from_its_day_and_nothing_believed_later_stands_beside_it(
    adviser: Viewer, bertie: Person, died: date | None, wanted: list[tuple[str, date, date | None]]
) -> None:
    stop_contact(person=bertie, kind="died", from_date=died, **HOW)
    assert list_deaths_to_say(adviser, DAY) == {bertie.pk: died}

    say_death_in_return(person=bertie, **HOW)

    assert told(bertie) == wanted
    assert status(adviser, bertie, died or DAY) == status(adviser, bertie, DAY + timedelta(days=900)) == "D"
    assert list_deaths_to_say(adviser, DAY) == {}
    say_death_in_return(person=bertie, **HOW)
    assert told(bertie) == wanted, "said twice is said once"


def test_what_nobody_dated_ends_the_day_before(adviser: Viewer, saltmarsh: Organisation) -> None:
    person = make_person(saltmarsh, pupil(2))
    set_return_fact(person=person, field="cohort_status", value="P", **HOW)
    stop_contact(person=person, kind="died", from_date=CAME_BACK, **HOW)

    say_death_in_return(person=person, **HOW)

    assert told(person) == [("P", None, CAME_BACK - THE_DAY), ("D", CAME_BACK, None)]


def test_a_death_speaks_for_a_joined_record_and_leaves_what_it_said(
    adviser: Viewer, bertie: Person, saltmarsh: Organisation
) -> None:
    leader = make_person(saltmarsh, pupil(2))
    before = told(bertie)
    alias = merge_people(person=bertie, same_as=leader, by=SETUP, at=MORNING)
    stop_contact(person=bertie, kind="died", from_date=WENT, **HOW)

    say_death_in_return(person=bertie, **HOW)

    assert told(leader) == [("D", WENT, None)]
    assert status(adviser, leader, DAY) == "D"
    unmerge_people(alias=alias, by=SETUP, at=MORNING)
    assert told(bertie) == before
