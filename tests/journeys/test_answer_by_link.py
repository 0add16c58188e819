"""A text with a link to a whole list, answers from phones in a few taps, and an officer who decides them by keys."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.factories.answers import make_letters
from tests.factories.cast import SETUP
from tests.factories.messages import make_reachable, open_channels
from tests.factories.moments import DAY, MORNING
from tests.journeys.test_messages import the_worker_works
from tests.journeys.visitor import DESK, NARROWEST, PHONE, Visitor
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.contact.models import Message
from towpath.contact.transports import Outbox
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.models import ContactStop, Person
from towpath.tasks.models import Task
from towpath.tracking.models import Statement
from towpath.tracking.queries import desk as keeping

ADDRESS = "https://towpath.saltmarsh.example"


@pytest.fixture
def went(saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the words of each text as it left, for which there is a link in each."""
    keeping._kept.clear()
    open_channels(saltmarsh)
    change_setting(saltmarsh, key="answers.address", value=ADDRESS, from_date=DAY, by=SETUP, at=MORNING)
    left: list[str] = []

    def send(self: Outbox, message: Message) -> str:
        left.append(message.words)
        return "outbox"

    monkeypatch.setattr(Outbox, "send", send)
    return left


@pytest.fixture
def people(saltmarsh: Organisation) -> list[Person]:
    return [make_reachable(saltmarsh, number) for number in (1, 2, 3, 4)]


def test_a_list_is_asked_by_text_answers_by_phone_and_is_decided_by_keys(
    visitor: Callable[..., Visitor],
    staff: dict[str, User],
    saltmarsh: Organisation,
    people: list[Person],
    went: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given an officer who writes to everybody on a list of the desk
    officer = visitor(staff["tracking_officer"], width=(DESK, PHONE)).goes_to("/desk/lists/not_known_16/")
    officer.follows("Write to these").sees("Write a message").finds_no_fault()
    officer.page.get_by_label("Which message?").select_option("first_letter")
    officer.presses("Look at it before it goes").sees("First letter to a young person").finds_no_fault()
    officer.takes_picture("answer-draft").presses("Go on to send 4 text messages").presses("Send now")
    officer.sees("First letter to a young person")
    the_worker_works(saltmarsh, MORNING + timedelta(hours=1), monkeypatch)
    paths = [words.split(ADDRESS)[1].split()[0] for words in went]

    # When one answers in four taps, on a phone that runs no script
    wren = visitor(width=PHONE, script=False).goes_to(paths[0]).sees("What are you doing now?").finds_no_fault()
    wren.takes_picture("answer-start").presses("A job").sees("A job").finds_no_fault().takes_picture("answer-job")
    wren.page.get_by_label("Part time").check()
    wren.page.get_by_label("Last month").check()
    wren.presses("Send").sees("Thank you. That is all.").finds_no_fault().takes_picture("answer-thanks")
    wren.goes_to(paths[0]).sees("This link does not work").finds_no_fault()

    # And others want something else, on the narrowest phones
    peace = visitor(width=(PHONE, NARROWEST)).goes_to(paths[1]).sees("What are you doing now?").finds_no_fault()
    peace.presses("Leave me alone for now").sees("Leave me alone for now").finds_no_fault()
    peace.takes_picture("answer-peace").presses("Send").sees("Thank you. That is all.").finds_no_fault()
    call = visitor(width=NARROWEST).goes_to(paths[2]).presses("Call me").sees("Call me").finds_no_fault()
    call.fills({"A number to ring, if it is a new one": "not a number"}).presses("Send")
    call.sees("Call me").finds_no_fault().takes_picture("answer-call-error")
    call.fills({"A number to ring, if it is a new one": "07700 900456"}).presses("Send").sees("Thank you. That is all.")
    by_hand = make_letters(viewer_for(staff["adviser"], saltmarsh, DAY), people[3], to="parent")
    parent = visitor(width=PHONE).goes_to(f"/a/{by_hand}/").sees("What is the young person doing now?")
    parent.finds_no_fault().presses("I need help").sees("I need help").finds_no_fault().takes_picture("answer-help")
    parent.presses("Send").sees("Thank you. That is all.").finds_no_fault()
    other = visitor(width=PHONE, script=False).goes_to(paths[3]).presses("College")
    for words in ("Full time", "Since September"):
        other.page.get_by_label(words).check()
    other.presses("Send").sees("Thank you. That is all.")

    # Then each ended where it should
    assert ContactStop.objects.known_at(None).get().person_id == people[1].pk
    tasks = {task.person_id: task for task in Task.objects.order_by("pk")}
    assert tasks[people[2].pk].words.endswith("please ring me, on 07700900456")
    assert (tasks[people[3].pk].words.count("college"), Task.objects.filter(person=people[3]).count()) == (0, 2)

    # And the officer decides what waits by single keys, the clearest first, and takes one back
    officer.goes_to("/answers/").sees("Answers").finds_no_fault().takes_picture("answers-list")
    officer.presses("Start with the first").sees("Bertie Blackshaw-Birch").finds_no_fault()
    officer.presses("Decide by single keys").sees("Bertie Blackshaw-Birch").finds_no_fault().takes_picture(
        "answers-one"
    )
    officer.page.keyboard.press("c")
    officer.sees("Esther Entwistle-Birch").finds_no_fault()
    assert Statement.objects.get().code == "360"
    officer.page.keyboard.press("u")
    officer.sees("Bertie Blackshaw-Birch").finds_no_fault()
    officer.page.keyboard.press("c")
    officer.sees("Esther Entwistle-Birch")
    officer.page.keyboard.press("n")
    officer.sees("Answers").finds_no_fault()
    assert [each.how for each in Statement.objects.filter(withdrawn_at__isnull=True)] == ["young_person"]

    # And sees what was asked for, whom to ring, and that a parent's word is a parent's
    officer.follows("What they asked for (3)").sees("Answers").finds_no_fault().takes_picture("answers-asked")
    said = officer.text()
    assert "A parent’s or carer’s answer" in said
    assert "Nobody contacts them until" in said
    officer.follows("Dafydd").finds_no_fault().takes_picture("answers-wish")
    assert "07700 900456" in officer.text()
