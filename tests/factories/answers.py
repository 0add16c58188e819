"""Links to answer by, and what invented people answer."""

from datetime import datetime
from typing import Any

from tests.factories.moments import MORNING
from towpath.access import Viewer
from towpath.access.models import User
from towpath.answers.actions import Given, answer_by_link
from towpath.answers.models import Answer
from towpath.contact.asking import make_status_link
from towpath.people.models import Person
from towpath.rules.answers import Doing, Kind, Since, Wish

JOB = Given(said=Doing.JOB, kind=Kind.PART_TIME, since=Since.LAST_MONTH, place="Saltmarsh Bakery")
RING_ME = Given(said=Wish.CALL_ME, number="07700 900456")


def make_letters(
    viewer: Viewer, person: Person, *, to: str = "young_person", at: datetime = MORNING, **how: Any
) -> str:
    """Return the letters of a new link, made by whoever looks."""
    made_by = User.objects.get(pk=viewer.user_id)
    return make_status_link(person=person, to=to, made_by=made_by, by=viewer.actor, at=at, **how)[1]


def make_answer(viewer: Viewer, person: Person, given: Given = JOB, *, to: str = "young_person") -> Answer:
    """Return what somebody answered by a new link."""
    return answer_by_link(make_letters(viewer, person, to=to), given=given, at=MORNING)
