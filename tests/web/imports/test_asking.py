"""Staff name a contact, write for a list, make links and read worries; no other council's staff get at any of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.imports.test_uploads import work, worried
from tests.factories.people import make_person
from tests.factories.uploads import make_college, make_contact, owed_by, worries_secret
from towpath.audit.models import Event
from towpath.imports.models import ListRequest

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
