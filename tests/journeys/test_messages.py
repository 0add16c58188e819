"""A text to everybody on a ready list: who is left out is seen, it goes once, and a death stops what waits."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.factories.cast import SETUP
from tests.factories.messages import make_reachable, open_channels
from tests.factories.moments import MORNING
from tests.journeys.visitor import EVERY_WIDTH, PHONE, Visitor
from towpath.access.models import User
from towpath.contact.models import ContactEvent, Message
from towpath.contact.sending import stop_contact
from towpath.jobs.models import Job
from towpath.jobs.running import Running
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.web.messages.jobs import send_messages


def the_worker_works(council: Organisation, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Running, "now", lambda self: at)
    job = Job.objects.filter(state=Job.State.WAITING).latest("pk")
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, heartbeat_at=at, attempt=1)
    send_messages(Running(job.pk, 1, council.pk, {}, SETUP, at))
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, finished_at=at)


@pytest.fixture
def people(saltmarsh: Organisation) -> list[Person]:
    """Return five nobody has heard of: two to write to, an unsafe number, one who asked not to be, and one who died."""
    open_channels(saltmarsh)
    found = [make_reachable(saltmarsh, number, is_safe="no" if number == 3 else "yes") for number in range(1, 6)]
    stop_contact(person=found[3], kind="asked_not", by=SETUP, at=MORNING, source="page:1")
    stop_contact(person=found[4], kind="died", by=SETUP, at=MORNING, source="page:1")
    return found


def test_a_text_goes_to_whom_it_may_and_a_death_stops_what_waits(
    visitor: Callable[..., Visitor],
    staff: dict[str, User],
    saltmarsh: Organisation,
    people: list[Person],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given a tracking officer who reads the words first
    officer = visitor(staff["tracking_officer"], width=(PHONE, *EVERY_WIDTH)).goes_to("/messages/").sees("Messages")
    officer.finds_no_fault().takes_picture("messages-none")
    officer.presses("The words we use").sees("The words we use").finds_no_fault().takes_picture("messages-wordings")
    officer.follows("First letter to a young person").sees("First letter to a young person")
    officer.finds_no_fault().takes_picture("messages-wording")

    # When they draft a text to everybody who is not known
    officer.goes_to("/messages/new/").sees("Write a message").finds_no_fault()
    officer.presses("Look at it before it goes").sees("Write a message").finds_no_fault()
    officer.page.get_by_label("On the status desk: Not known, Year 12").check()
    officer.page.get_by_label("Which message?").select_option("first_letter")
    officer.takes_picture("messages-new")
    officer.presses("Look at it before it goes").sees("First letter to a young person").finds_no_fault()

    # Then they see who is left out and why, what one would read, and what it costs
    officer.takes_picture("messages-draft")
    said = officer.text()
    assert "They asked not to be contacted (1)" in said
    assert "No way to reach them is safe to use (1)" in said
    assert "It goes to: 2" in said
    assert "died" not in said, "whoever has died is on no list of the desk"
    assert "£0.12: 4 parts of a message." in said
    officer.presses("Go on to send 2 text messages").sees("Send 2 text messages?").finds_no_fault()
    officer.takes_picture("messages-send")
    officer.presses("Send now").sees("First letter to a young person").finds_no_fault()
    assert "2 text messages on the way." in officer.text()
    officer.takes_picture("messages-queued")

    # And one of them dies before it goes: an adviser says so on the record
    adviser = visitor(staff["adviser"], width=PHONE).goes_to(f"/people/{people[1].public_id}/details/no-contact/add/")
    adviser.finds_no_fault().takes_picture("messages-stop")
    adviser.page.get_by_label("They have died").check()
    adviser.page.get_by_label("Who told us? (optional)").fill("Her aunt")
    adviser.presses("Save").finds_no_fault().takes_picture("messages-stopped-detail")
    adviser.goes_to(f"/people/{people[1].public_id}/").finds_no_fault().takes_picture("messages-has-died")
    assert "has died" in adviser.text().casefold()

    # So the worker sends one, which stands in the outbox and in the log, once
    the_worker_works(saltmarsh, MORNING + timedelta(hours=1), monkeypatch)
    officer.page.reload()
    officer.finds_no_fault().takes_picture("messages-sent")
    assert Message.objects.filter(state="sent").count() == 1
    assert ContactEvent.objects.get().person_id == people[0].pk
    officer.goes_to("/messages/outbox/").sees("Outbox").finds_no_fault().takes_picture("messages-outbox")
    assert "None of these left this machine." in officer.text()

    # And the officer says in the return that they died, which nothing does by itself
    officer.goes_to("/desk/deaths/").sees("Deaths to say in the return").finds_no_fault().takes_picture("deaths")
    officer.page.get_by_role("button", name="Say in the return that they have died").first.click()
    officer.sees("Deaths to say in the return").finds_no_fault()

    # And a manager makes the words their own
    manager = visitor(staff["manager"], width=EVERY_WIDTH).goes_to("/messages/words/closing/change/")
    manager.finds_no_fault().takes_picture("messages-change")
    manager.page.get_by_label("Subject").fill("The door stays open")
    manager.presses("Save").sees("We will not write again").finds_no_fault()
    assert "The door stays open" in manager.text()
