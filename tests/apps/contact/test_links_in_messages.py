"""A message may hold a link of its addressee's own, and nothing that is kept of the message opens it."""

from dataclasses import replace

import pytest

from tests.apps.contact.test_sending import HOUR, work
from tests.factories.cast import SETUP
from tests.factories.messages import draft, make_message, make_reachable, open_channels, send_shown
from tests.factories.moments import DAY, MORNING
from towpath.access import Viewer
from towpath.access.models import User
from towpath.answers.actions import Given, answer_by_link
from towpath.audit.models import Event
from towpath.contact.actions import Told, amend_contact
from towpath.contact.asking import MASK, find_status_link
from towpath.contact.models import ContactEvent, Message, StatusLink
from towpath.contact.sending import SendingRefusedError
from towpath.contact.sent import as_letters, count_printed, mark_printed, say_not_posted
from towpath.contact.transports import BusyError, Outbox
from towpath.contact.wordings import change_wording, get_wording, goes_without_link
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.rules.answers import Wish

pytestmark = pytest.mark.django_db

ADDRESS = "https://towpath.saltmarsh.example"


@pytest.fixture
def ready(saltmarsh: Organisation, manager: Viewer) -> Organisation:
    open_channels(saltmarsh)
    words = replace(get_wording(manager, "first_letter"), text="What are you doing now? ((link))")
    words = replace(words, words=f"{words.words}\n\n((link))")
    change_wording(organisation=saltmarsh, words=words, by=SETUP, at=MORNING)
    return saltmarsh


def use_address(organisation: Organisation) -> None:
    change_setting(organisation, key="answers.address", value=ADDRESS, from_date=DAY, by=SETUP, at=MORNING)


def test_each_text_goes_with_a_link_of_its_own_and_keeps_no_letters(
    ready: Organisation, manager: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_address(ready)
    went: list[str] = []
    monkeypatch.setattr(Outbox, "send", lambda self, message: went.append(message.words) or "outbox")
    people = [make_reachable(ready, number) for number in (1, 2)]
    for person in people:
        make_message(manager, person)

    work(ready)

    letters = [words.split("/a/")[1].rstrip("/") for words in went]
    opened = [find_status_link(each, at=MORNING + 2 * HOUR) for each in letters]
    assert [row.person_id for row in opened if row] == [person.pk for person in people]
    assert [row.route for row in opened if row] == [each.route for each in Message.objects.order_by("pk")]
    for kept in (
        *Message.objects.values_list("words", flat=True),
        *ContactEvent.objects.values_list("words", flat=True),
    ):
        assert f"{ADDRESS}/a/{MASK}/" in kept
        assert not [each for each in letters if each in kept]


def test_a_message_that_goes_again_stops_the_link_of_the_first_try(
    ready: Organisation, manager: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_address(ready)
    make_message(manager, make_reachable(ready, 1))

    def busy(self: Outbox, message: Message) -> str:
        raise BusyError

    with monkeypatch.context() as once:
        once.setattr(Outbox, "send", busy)
        work(ready)
    work(ready)

    assert [row.link.withdrawn_at is None for row in StatusLink.objects.order_by("pk")] == [False, True]


def test_a_wording_goes_without_its_link_where_the_council_uses_none(ready: Organisation, manager: Viewer) -> None:
    sending = draft(manager, make_reachable(ready, 1), code="second_letter")

    assert goes_without_link(manager, sending)
    assert "((link))" not in sending.words
    # Nothing else in this one takes an answer.
    with pytest.raises(SendingRefusedError, match="Set-up"):
        draft(manager, make_reachable(ready, 2))


def test_letters_that_were_never_posted_are_taken_back_at_one_press_save_one_that_was_answered(
    ready: Organisation, manager: Viewer
) -> None:
    use_address(ready)
    people = [make_reachable(ready, number) for number in (1, 2, 3)]
    sending = draft(manager, *people, channel="letter")
    send_shown(manager, sending)
    rows = list(sending.messages.select_related("person", "sending").order_by("person_id"))
    sheets = as_letters(manager, rows, sender="Saltmarsh", at=MORNING, on=DAY)
    mark_printed(manager, rows, MORNING)
    answer_by_link(sheets[0].link.split("/a/")[1], given=Given(said=Wish.HELP), at=MORNING)
    changed = Message.objects.get(person=people[1]).event
    assert changed is not None
    amend_contact(
        event=changed, told=Told(happened_at=MORNING, channel="letter", outcome="sent", words="By hand."),
        because="More exact", owner=User.objects.get(pk=manager.user_id), by=manager.actor, at=MORNING,
    )  # fmt: skip

    assert count_printed(sending) == 2
    assert say_not_posted(sending, by=manager.actor, at=MORNING + HOUR) == 2

    assert list(sending.messages.order_by("person_id").values_list("state", flat=True)) == ["sent", "queued", "queued"]
    standing = ContactEvent.objects.filter(withdrawn_at__isnull=True)
    assert [each.person_id for each in standing] == [people[0].pk]
    # A sheet may have been posted after all, so what stands on it goes on opening.
    assert find_status_link(sheets[1].link.split("/a/")[1], at=MORNING + HOUR)
    with pytest.raises(SendingRefusedError):
        say_not_posted(sending, by=manager.actor, at=MORNING + HOUR)
    again = list(sending.messages.filter(state="queued").select_related("person", "sending"))
    assert mark_printed(manager, again, MORNING + 2 * HOUR) == 2


def test_a_letter_has_its_link_on_the_sheet_and_nowhere_else(ready: Organisation, manager: Viewer) -> None:
    use_address(ready)
    row = make_message(manager, make_reachable(ready, 1), channel="letter")
    first, again = (as_letters(manager, [row], sender="Saltmarsh", at=MORNING + n * HOUR, on=DAY)[0] for n in range(2))
    mark_printed(manager, [row], MORNING + HOUR)

    typed = first.link.split("/a/")[1].rstrip("/")
    assert f"{ADDRESS}/a/ and type {typed[:4]} {typed[4:8]} {typed[8:]}" in first.words
    assert first.link != again.link
    # The first may have been posted before the second was printed.
    assert all(find_status_link(each.link.split("/a/")[1], at=MORNING + 2 * HOUR) for each in (first, again))
    kept = [row for model in (Message, ContactEvent, Event) for row in model.objects.values_list()]
    assert not [row for row in kept if typed in str(row)]
