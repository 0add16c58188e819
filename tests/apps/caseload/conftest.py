from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.factories.cast import make_user, make_viewer
from tests.factories.moments import DAY
from tests.factories.people import make_person
from towpath.access.models import User
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.people.models import Person

SOON = DAY + timedelta(days=14)
LATER = DAY + timedelta(days=42)
LONG_AND_BOTH_WAYS = "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u202eright to left\u202c and back. " * 330
"""Over 10,000 characters, in two directions."""


@dataclass(frozen=True, slots=True)
class Room:
    """Those who meet in this room: the young person, her adviser, the lead, and the stranger."""

    council: Organisation
    wren: Person
    worker: User
    adviser: Viewer
    lead: Viewer
    manager: Viewer
    stranger: Viewer


@pytest.fixture
def room(saltmarsh: Organisation, farbank: Organisation) -> Room:
    adviser = make_viewer(saltmarsh, "adviser")
    return Room(
        council=saltmarsh,
        wren=make_person(saltmarsh),
        worker=User.objects.get(pk=adviser.user_id),
        adviser=adviser,
        lead=make_viewer(saltmarsh, "safeguarding_lead"),
        manager=make_viewer(saltmarsh, "manager"),
        stranger=make_viewer(farbank, "adviser", name="Stanley Peel"),
    )


@pytest.fixture
def colleague(room: Room) -> User:
    return make_user(room.council, "specialist")
