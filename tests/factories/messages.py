"""Invented young people with ways to reach them, and messages to them."""

from dataclasses import replace
from typing import Any

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, pupil
from towpath.access import Viewer
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.contact.models import Message, Sending
from towpath.contact.planning import Barred, plan_of
from towpath.contact.sending import send, start_bulk
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import add_contact_route
from towpath.people.models import Person

REACH = "Ring 0151 496 0101, weekdays 9 to 5."


def open_channels(organisation: Organisation, **chosen: object) -> None:
    """Let texts and e-mails go to the outbox, and say how to reach the service."""
    values = {"messages.text_by": "outbox", "messages.email_by": "outbox", "own_pages.reach": REACH}
    values |= {f"messages.{name}": value for name, value in chosen.items()}  # type: ignore[misc]
    for key, value in values.items():
        change_setting(organisation, key=key, value=value, from_date=DAY, by=SETUP, at=MORNING)


def make_reachable(organisation: Organisation, number: int, *, is_safe: str = "yes", **facts: Any) -> Person:
    """Return somebody with a number of their own and an e-mail address of a parent's."""
    person = make_person(organisation, replace(pupil(number), phone=None, **facts))
    how: dict[str, Any] = {"person": person, "source": "page:1", "by": SETUP, "at": MORNING}
    add_contact_route(kind="phone", value=f"07700 9{number:05d}", belongs_to="self", is_safe=is_safe, **how)
    add_contact_route(kind="email", value=f"p{number}@home.example", belongs_to="parent", is_safe="yes", **how)
    return person


def draft(viewer: Viewer, *people: Person, code: str = "first_letter", channel: str = "text", **how: Any) -> Sending:
    """Return a draft of a message to these people."""
    return start_bulk(viewer, [each.pk for each in people], code, channel, at=MORNING, on=DAY, **how)


def make_message(viewer: Viewer, person: Person, **how: Any) -> Message:
    """Return a message that waits to be sent to somebody."""
    sending = draft(viewer, person, **how)
    send_shown(viewer, sending)
    return sending.messages.get()


def send_shown(viewer: Viewer, sending: Sending) -> None:
    """Send a draft to everybody whom it would go to now."""
    seen = plan_of(viewer, sending, DAY, barred=Barred()).seal
    send(viewer, sending, seen=seen, at=MORNING, on=DAY, barred=Barred())


def message_ids(organisation: Organisation, user: User, person: Person) -> dict[str, str]:
    """Return the ids of a message to somebody that nobody knows whether it went, for whoever knocks at every door."""
    open_channels(organisation)
    message = make_message(viewer_for(user, organisation, DAY), person)
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENDING, started_at=MORNING, transport="outbox")
    return {"sending_id": str(message.sending_id), "message_id": str(message.pk), "wording_code": "closing"}
