"""Staff name a contact, write for a list, make links and read worries; no other council's staff get at any of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from tests.apps.imports.lists import starter, starters
from tests.apps.imports.test_uploads import work, worried
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from tests.factories.uploads import HOW, make_college, make_contact, open_email, owed_by, worries_secret
from towpath.audit import Actor
from towpath.audit.models import Event
from towpath.imports.actions import receive_list
from towpath.imports.actions.contacts import end_sender_contact
from towpath.imports.actions.requesting import write_request
from towpath.imports.models import ExpectedList, ListRequest, Sender

pytestmark = pytest.mark.django_db


def test_a_letter_is_written_and_its_link_opens_the_door(saltmarsh, staff, signed_in, client) -> None:
    sender = make_college(saltmarsh)
    owed, browser = owed_by(sender), signed_in(staff["data_lead"])
    added = {"name": "Priya Nair", "email": "priya.nair@lock.example"}
    assert (
        "Ask for it"
        in browser.post(reverse("imports_asking_contact", args=[sender.pk]), added, follow=True).content.decode()
    )
    priya = sender.contacts.get()
    asked = {"expected": owed.pk, "contact": priya.pk, "step": "asked", "way": "letter"}

    shown = browser.post(reverse("imports_asking_letter", args=[sender.pk]), asked).content.decode()

    assert "section 72" in shown
    secret = shown.split("/send/")[1].split("/")[0]
    assert client.get(reverse("send_list", args=[secret])).status_code == 200
    # A second press makes no second letter, and shows no second link.
    assert "/send/" not in browser.post(reverse("imports_asking_letter", args=[sender.pk]), asked).content.decode()
    assert ListRequest.objects.count() == 1
    page = browser.get(reverse("imports_asking", args=[sender.pk])).content.decode()
    assert "Remind them from 28 February 2026" in page
    assert secret not in page


def test_the_board_says_of_a_list_that_nobody_has_applied_that_it_waits(saltmarsh, staff, signed_in) -> None:
    owed = owed_by(make_college(saltmarsh))
    receive_list(sender=owed.sender, content=starters(starter(1)), name="list.csv", as_at_date=DAY, **HOW)

    board = html.fromstring(signed_in(staff["data_lead"]).get(reverse("imports_senders")).content.decode())

    cells = [" ".join(cell.text_content().split()) for cell in board.iter("td")]
    assert any(each.startswith("Waits for us") for each in cells)
    assert not any(each.startswith("Came") for each in cells)


def test_a_link_for_worries_needs_somebody_who_reads_them(saltmarsh, staff, signed_in) -> None:
    sender = make_college(saltmarsh)
    priya, browser = make_contact(sender), signed_in(staff["data_lead"])

    answer = browser.post(reverse("imports_asking_worries", args=[sender.pk, priya.pk]), follow=True)

    assert "Say first who of ours chases this sender" in answer.content.decode()


def test_worries_are_read_by_who_chases_and_the_log_says_so(saltmarsh, staff, signed_in) -> None:
    wren = make_person(saltmarsh)
    worried(worries_secret(saltmarsh, staff["data_lead"]), words="Not seen since the mock exams.")
    work()

    shown = signed_in(staff["tracking_officer"]).get(reverse("attendance_worries")).content.decode()

    for said in ("Wren Halloran", "Not seen since the mock exams.", "Priya Nair, Lock College", "Waits"):
        assert said in shown
    assert Event.objects.filter(kind="imports.worries_viewed").count() == 1
    assert wren.public_id in str(Event.objects.get(kind="imports.worries_viewed").__dict__)


def test_no_more_is_asked_of_the_database_for_more_worries(saltmarsh, staff, signed_in) -> None:
    secret, browser = worries_secret(saltmarsh, staff["data_lead"]), signed_in(staff["data_lead"])
    counts = []
    for number in range(3):
        worried(secret, sending=f"{number}-a")
        worried(secret, sending=f"{number}-b")
        work()
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("attendance_worries"))
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_another_councils_staff_find_none_of_it(saltmarsh, stranger, staff, signed_in) -> None:
    sender = make_college(saltmarsh)
    priya, theirs = make_contact(sender), signed_in(stranger)

    for name, args in (("imports_asking", [sender.pk]), ("imports_asking_letter", [sender.pk])):
        assert theirs.get(reverse(name, args=args)).status_code == 404
    assert theirs.post(reverse("imports_asking_end", args=[sender.pk, priya.pk])).status_code == 404
    assert signed_in(staff["commissioner"]).get(reverse("attendance_worries")).status_code == 403


def letter(browser: Client, sender: Sender, owed: ExpectedList, **how: str) -> str:
    asked = {"expected": owed.pk, "contact": sender.contacts.get().pk, "step": "asked", "way": "letter", **how}
    return browser.post(reverse("imports_asking_letter", args=[sender.pk]), asked, follow=True).content.decode()


def secret_in(page: str) -> str:
    return page.split("/send/")[1].split("/")[0]


def test_a_letter_prints_as_tagged_pdf_while_its_link_works(saltmarsh, staff, signed_in) -> None:
    sender = make_college(saltmarsh)
    owed, priya, browser = owed_by(sender), make_contact(sender), signed_in(staff["data_lead"])
    secret, address = secret_in(letter(browser, sender, owed)), reverse("imports_asking_letter_pdf", args=[sender.pk])

    printed = browser.post(address, {"secret": secret})

    assert printed["Content-Type"] == "application/pdf"
    assert b"pdfuaid" in printed.content
    elsewhere = make_college(saltmarsh, format_name="college_leavers")
    for where, given in ((sender.pk, "no-such-secret"), (sender.pk, ""), (elsewhere.pk, secret)):
        answer = browser.post(reverse("imports_asking_letter_pdf", args=[where]), {"secret": given})
        assert answer.status_code == 302
    # The link is stopped by a button, and then it opens nothing and prints nowhere.
    link = sender.links.get()
    stop = reverse("imports_asking_stop_link", args=[sender.pk, link.pk])
    assert "Priya Nair’s link works no longer." in browser.post(stop, follow=True).content.decode()
    assert browser.post(address, {"secret": secret}).status_code == 302
    assert Client().get(reverse("send_list", args=[secret])).status_code == 404
    assert priya.links.count() == 1


def test_a_link_and_a_letter_of_another_council_are_not_found(saltmarsh, stranger, staff, signed_in) -> None:
    sender = make_college(saltmarsh)
    make_contact(sender)
    secret = secret_in(letter(signed_in(staff["data_lead"]), sender, owed_by(sender)))
    theirs = signed_in(stranger)

    assert theirs.post(reverse("imports_asking_letter_pdf", args=[sender.pk]), {"secret": secret}).status_code == 404
    stop = reverse("imports_asking_stop_link", args=[sender.pk, sender.links.get().pk])
    assert theirs.post(stop).status_code == 404
    assert Client().get(reverse("send_list", args=[secret])).status_code == 200


def test_all_owed_are_asked_as_they_were_seen_and_else_shown_again(saltmarsh, staff, signed_in) -> None:
    sender = make_college(saltmarsh)
    owed_by(sender, DAY)
    priya, browser, address = make_contact(sender), signed_in(staff["data_lead"]), reverse("imports_senders_ask")
    assert "Your council sends no e-mail yet" in browser.get(address).content.decode()
    open_email(saltmarsh)
    seen = _seen(browser)
    end_sender_contact(contact=priya, **HOW)
    make_contact(sender, name="Ossie Tran", email="ossie.tran@lock.example")

    # Somebody else would be written to now than she has seen.
    again = browser.post(address, {"seen": seen}).content.decode()
    assert "Something changed meanwhile" in again
    assert not ListRequest.objects.exists()
    shown = browser.post(address, {"seen": _seen(browser)}, follow=True).content.decode()

    assert "1 e-mail is on the way." in shown
    assert ListRequest.objects.get().to_name == "Ossie Tran"
    assert signed_in(staff["adviser"]).get(address).status_code == 403


def _seen(browser: Client) -> str:
    page = html.fromstring(browser.get(reverse("imports_senders_ask")).content.decode())
    return page.xpath("//input[@name='seen']/@value")[0]


def test_no_more_is_asked_of_the_database_for_more_lists_owed(saltmarsh, staff, signed_in) -> None:
    browser, counts = signed_in(staff["data_lead"]), {}
    open_email(saltmarsh)
    for number in range(1, 4):
        for each in range(3):
            sender = make_college(saltmarsh, code=f"college-{number}-{each}")
            contact, owed = make_contact(sender), owed_by(sender, DAY)
            if each:
                write_request(
                    expected=owed, contact=contact, step="asked", way="letter", from_name="Devinder", with_link=True,
                    by=Actor("saltmarsh", staff["data_lead"].public_id, "data_lead"), at=MORNING,
                )  # fmt: skip
        for name in ("imports_senders", "imports_senders_ask"):
            with CaptureQueriesContext(connection) as asked:
                browser.get(reverse(name))
            counts.setdefault(name, []).append(len(asked))
    assert [(found[1], name) for name, found in counts.items()] == [(found[2], name) for name, found in counts.items()]
