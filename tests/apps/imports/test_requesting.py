"""A list is asked for on a ground, reminded of and put to somebody above; each letter is kept as it went."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.imports.lists import starter, starters
from tests.factories.cast import make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.uploads import DUE, HOW, make_college, make_contact, owed_by
from tests.imports.files import as_bytes
from towpath.access.links import LinkRefusedError
from towpath.access.viewer import Viewer
from towpath.imports.actions import accept_alarm, apply_batch, receive_list
from towpath.imports.actions.requesting import RequestRefusedError, Written, write_request
from towpath.imports.actions.senders import stop_expecting
from towpath.imports.actions.uploading import open_door
from towpath.imports.models import Batch, ExpectedList, ListRequest, SenderContact
from towpath.imports.sender_queries import (
    ContactNotFoundError,
    RequestNotFoundError,
    get_contact,
    get_request,
    list_chases,
    list_contacts,
    list_links,
    list_requests,
    list_uploads,
    list_worries,
)
from towpath.organisation.models import Organisation
from towpath.rules.list_chasing import Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(saltmarsh: Organisation) -> ExpectedList:
    return owed_by(make_college(saltmarsh))


@pytest.fixture
def priya(owed: ExpectedList) -> SenderContact:
    return make_contact(owed.sender)


def written(owed: ExpectedList, contact: SenderContact, step: str = "asked", **how: object) -> Written:
    given = {"way": "letter", "from_name": "Devinder Gill", "with_link": True, **HOW, **how}
    return write_request(expected=owed, contact=contact, step=step, **given)


def test_a_letter_says_what_is_asked_by_when_and_on_what_ground(owed: ExpectedList, priya: SenderContact) -> None:
    letter = written(owed, priya)

    words = letter.words("https://towpath.example/send/abc/")
    for said in ("Dear Priya Nair", "by 27 February 2026", "section 72 of the Education and Skills Act 2008"):
        assert said in words
    assert "https://towpath.example/send/abc/" in words
    # What is kept opens nothing.
    assert letter.secret not in letter.request.words
    assert open_door(letter.secret, takes="list", at=MORNING).contact == priya


def test_a_later_letter_is_the_one_whose_link_works(owed: ExpectedList, priya: SenderContact) -> None:
    first = written(owed, priya)
    second = written(owed, priya, "reminded", at=MORNING + timedelta(days=7))

    with pytest.raises(LinkRefusedError):
        open_door(first.secret, takes="list", at=MORNING + timedelta(days=7))
    assert open_door(second.secret, takes="list", at=MORNING + timedelta(days=7))


def test_nobody_is_reminded_of_what_they_were_not_asked_for(owed: ExpectedList, priya: SenderContact) -> None:
    for step in ("reminded", "escalated"):
        with pytest.raises(RequestRefusedError):
            written(owed, priya, step)
    assert not ListRequest.objects.exists()


def test_one_press_twice_is_one_letter(owed: ExpectedList, priya: SenderContact) -> None:
    written(owed, priya)
    with pytest.raises(RequestRefusedError, match="today already"):
        written(owed, priya, at=MORNING + timedelta(minutes=1))
    assert ListRequest.objects.count() == 1


def test_an_email_needs_an_address(owed: ExpectedList) -> None:
    with pytest.raises(RequestRefusedError, match="no e-mail address"):
        written(owed, make_contact(owed.sender, email=""), way="email")


@pytest.mark.parametrize("with_link", [True, False])
def test_a_contact_of_another_council_gets_no_letter(
    owed: ExpectedList, farbank: Organisation, with_link: bool
) -> None:
    with pytest.raises(RequestRefusedError):
        written(owed, make_contact(make_college(farbank)), with_link=with_link)
    assert not ListRequest.objects.exists()


def test_a_list_nobody_expects_is_asked_for_no_more_and_its_letters_stay(
    owed: ExpectedList, priya: SenderContact
) -> None:
    written(owed, priya)
    stop_expecting(expected=owed, **HOW)

    with pytest.raises(RequestRefusedError):
        written(owed, priya, "reminded")
    kept = ListRequest.objects.get()
    assert (kept.expected, kept.due_date) == (None, DUE)


def test_what_is_next_stands_first_and_takes_two_queries(
    saltmarsh: Organisation, owed: ExpectedList, priya: SenderContact, data_lead: Viewer
) -> None:
    sender = owed.sender
    for day in range(1, 6):
        owed_by(sender, date(2026, 6, day))
    written(owed, priya)

    with CaptureQueriesContext(connection) as asked:
        chases = list_chases(data_lead, date(2026, 2, 28))

    assert len(asked) == 2
    assert (chases[0].expected, chases[0].next.step, chases[0].is_due) == (owed, Step.REMINDED, True)
    assert [each.is_due for each in chases[1:]] == [False] * 5


def _came(owed: ExpectedList, at: datetime) -> Batch:
    """Let a list of the sender come, which nobody has applied."""
    return receive_list(
        sender=owed.sender, content=starters(starter(1)), name="list.csv", as_at_date=at.date(), by=HOW["by"], at=at
    )


def _chased(viewer: Viewer) -> list[ExpectedList]:
    return [each.expected for each in list_chases(viewer, DAY)]


def test_a_list_left_lying_before_one_was_expected_stops_no_chase(owed: ExpectedList, data_lead: Viewer) -> None:
    _came(owed, MORNING - timedelta(days=200))

    assert _chased(data_lead) == [owed]


def test_one_list_that_waits_for_us_stops_the_chase_of_one(owed: ExpectedList, data_lead: Viewer) -> None:
    later = owed_by(owed.sender, DUE + timedelta(days=30))
    _came(owed, MORNING)

    # Applied, it would answer the one that has been owed longest.
    assert _chased(data_lead) == [later]


def test_an_unread_file_that_was_followed_by_another_is_forgotten(owed: ExpectedList, data_lead: Viewer) -> None:
    asked = receive_list(
        sender=owed.sender, content=as_bytes([["Eka", "Toka"], ["1", "2"]]), name="list.csv", as_at_date=DAY, **HOW
    )
    assert (asked.asks_columns, _chased(data_lead)) == (True, [])

    later = owed_by(owed.sender, DUE + timedelta(days=30))
    followed = _came(owed, MORNING + timedelta(hours=1))
    if followed.state == Batch.State.STOPPED:
        accept_alarm(followed, **HOW)
    apply_batch(followed, **HOW)

    assert _chased(data_lead) == [later]


def test_who_may_not_see_lists_sees_no_contact_letter_or_link(
    saltmarsh: Organisation, farbank: Organisation, owed: ExpectedList, priya: SenderContact, data_lead: Viewer
) -> None:
    letter, sender = written(owed, priya).request, owed.sender
    assert (get_contact(data_lead, sender, priya.pk), get_request(data_lead, letter.pk)) == (priya, letter)
    assert list_links(data_lead, sender, MORNING).count() == 1

    others = (make_viewer(farbank, "data_lead"), make_viewer(saltmarsh, "commissioner"))
    for viewer in others:
        nothing = (
            list_contacts(viewer, sender), list_links(viewer, sender, MORNING), list_requests(viewer, sender),
            list_uploads(viewer, sender), list_worries(viewer), list_chases(viewer, DAY),
        )  # fmt: skip
        assert [len(each) for each in nothing] == [0] * 6
        with pytest.raises(ContactNotFoundError):
            get_contact(viewer, sender, priya.pk)
        with pytest.raises(RequestNotFoundError):
            get_request(viewer, letter.pk)
