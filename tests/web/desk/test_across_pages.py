"""Who is taught where, in pages: councils in figures, and people who are disclosed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_school, pupil
from tests.web.answers import words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.people.actions import record_people, set_return_fact
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.rules.taught_where import TaughtWhere
from towpath.tracking.queries import list_taught_across


@pytest.fixture
def across(saltmarsh: Organisation) -> None:
    """One who crosses no border, one taught next door, one who lives there, and one who left."""
    here, there = make_school(saltmarsh), make_school(saltmarsh, name="Farbank Academy", urn="149002")
    Establishment.objects.filter(pk=there.pk).update(la_code="341")
    _four_of(saltmarsh, here, there)


def _four_of(saltmarsh: Organisation, here: Establishment, there: Establishment, first: int = 0) -> None:
    places = enumerate((here, there, here, there), start=first)
    facts = [(None, replace(pupil(n), establishment_id=at.pk)) for n, at in places]
    ids = record_people(organisation=saltmarsh, incoming=facts, source="import:1", by=SETUP, at=MORNING)
    for place, field, value in ((2, "lead_la", "341"), (3, "cohort_status", "D")):
        person = Person.objects.get(pk=ids[place].person_id)
        set_return_fact(person=person, field=field, value=value, source="page:1", by=SETUP, at=MORNING)


def test_each_side_is_counted_by_council_and_opens_to_its_people(
    across: None, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    officer = signed_in(staff["tracking_officer"])

    page = words_of(officer.get("/desk/taught/"))
    out = words_of(officer.get("/desk/taught/people/?where=resident_elsewhere&council=341"))
    home = words_of(officer.get("/desk/taught/people/?where=here_from_elsewhere"))

    assert "Bertie" not in page
    assert "Bertie Blackshaw-Birch" in out
    assert "Farbank Academy" in out
    assert "1 young person" in out
    assert "Chloe Cartwright-Cedar" in home
    assert Event.objects.filter(kind="taught_across.list_viewed").count() == 2
    assert officer.get("/desk/taught/people/?where=zz").status_code == 302
    for role in ("commissioner", "school_lead", "safeguarding_lead"):
        assert signed_in(staff[role]).get("/desk/taught/people/?where=resident_elsewhere").status_code == 403


def test_another_council_finds_nobody(across: None, stranger: User, signed_in: Callable[[User], Client]) -> None:
    assert words_of(signed_in(stranger).get("/desk/taught/")).count("Nobody, as far as we know") == 2


def test_the_queries_do_not_grow_with_the_young_people(across: None, saltmarsh: Organisation) -> None:
    officer = make_viewer(saltmarsh, "tracking_officer", name="Quentin Ro")

    def asked_for(count: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            found = list_taught_across(officer, DAY)
        assert {where: len(people) for where, people in found.items()} == dict.fromkeys(TaughtWhere, count)
        return len(asked)

    of_few = asked_for(1)
    here, there = Establishment.objects.order_by("pk")
    for first in (4, 8, 12, 16):
        _four_of(saltmarsh, here, there, first)

    assert asked_for(5) == of_few
