"""Wren, whose brother is Rowan, with notes of every kind; and the staff who answer for what is held."""

from typing import Any

import pytest

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.privacy.actions import record_request
from towpath.privacy.models import AccessRequest


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    return make_person(saltmarsh)


@pytest.fixture
def safeguarding_lead(saltmarsh: Organisation) -> Viewer:
    return make_viewer(saltmarsh, "safeguarding_lead")


@pytest.fixture
def request_of_wren(wren: Person) -> AccessRequest:
    return ask(wren)


def ask(person: Person, **changed: Any) -> AccessRequest:
    """Return a request of today by the young person, whom we know."""
    told: dict[str, Any] = {
        "asked_by": "young_person", "received_date": DAY, "identity": "known", "identity_shown_date": DAY, **changed,
    }  # fmt: skip
    row = record_request(person=person, by=SETUP, at=MORNING, **told)
    return AccessRequest.objects.select_related("person", "organisation").get(pk=row.pk)
