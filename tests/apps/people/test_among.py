"""Asking about many people at once gives the same answer as naming each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import make_pupils
from towpath.organisation.models import Organisation
from towpath.people.among import A_PAGE, among
from towpath.people.models import BirthDate, Person


@pytest.mark.parametrize("asked", [0, 1, A_PAGE, A_PAGE + 1])
def test_those_asked_about_are_found_and_nobody_else(saltmarsh: Organisation, asked: int) -> None:
    wanted = make_pupils(saltmarsh, A_PAGE + 3)[:asked]

    people = Person.objects.filter(pk__in=among(wanted)).order_by("pk").values_list("pk", flat=True)
    births = BirthDate.objects.filter(person_id__in=among(wanted)).order_by("person_id").values_list("person_id")

    assert list(people) == wanted
    assert [person_id for (person_id,) in births] == wanted


def test_more_than_a_page_of_people_are_one_parameter(saltmarsh: Organisation) -> None:
    with CaptureQueriesContext(connection) as captured:
        list(Person.objects.filter(pk__in=among(range(1, A_PAGE + 2))))

    assert "json_each" in captured[0]["sql"] or "unnest" in captured[0]["sql"]
