"""A contact who signs in sends their own lists and sees their own rows; the caseload, and every other door, is shut."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.imports.lists import as_bytes, starter, starters
from tests.apps.imports.test_uploads import GOOD, SPOILT, known, moved, protected, twins, work
from tests.apps.imports.test_worry_rows import OURS, WREN
from tests.factories.cast import PASSWORD, make_user
from tests.factories.moments import DAY as TODAY
from tests.factories.uploads import HOW, make_college, make_contact, owed_by, signs_in
from tests.web.imports.test_public_sending import DAY, WORRY, plain_page
from towpath.access.models import User
from towpath.access.queries import list_staff, viewer_for
from towpath.audit.models import Event
from towpath.imports.actions import add_sender
from towpath.imports.actions.contacts import end_sender_contact
from towpath.imports.models import AttendanceWorry, Batch, ExpectedList, SentFile
from towpath.organisation.models import Organisation
from towpath.referrals.queries import list_staff as list_those_who_may_be_given
from towpath.tasks.models import Task

pytestmark = pytest.mark.django_db
Login = Callable[[User], Client]


def college(council: Organisation) -> tuple[User, ExpectedList]:
    """Return who signs in for Lock College, and the list that it owes."""
    sender = make_college(council, owner=make_user(council, "data_lead"))
    # One person who is named at two councils chooses between them, as staff do; here each has its own.
    return signs_in(make_contact(sender, email=f"priya@{council.code}.example")), owed_by(sender)


def send(client: Client, owed: ExpectedList, content: bytes = SPOILT):
    file = SimpleUploadedFile("starters.csv", content, content_type="text/csv")
    return client.post(reverse("sending_list", args=[owed.pk]), {**DAY, "file": file}, follow=True)


def tell_file(client: Client, *rows: list[str]) -> str:
    file = SimpleUploadedFile("worries.csv", as_bytes([OURS, *rows]), content_type="text/csv")
    return client.post(reverse("sending_tell_file"), {"file": file}).content.decode()


def test_they_are_shown_what_is_asked_send_it_and_mend_it(saltmarsh: Organisation, signed_in: Login) -> None:
    priya, owed = college(saltmarsh)
    client = signed_in(priya)
    assert "27 Feb 2026" in client.get("/", follow=True).content.decode()

    shown = send(client, owed).content.decode()

    assert "1 row to mend" in shown
    assert "sometime" in shown
    assert "2 rows, all read well" in send(client, owed, GOOD).content.decode()
    assert work() == [{"replaced": True}, {"batch": 1}]
    assert Batch.objects.get().received_by == priya.public_id
    home = client.get(reverse("sending")).content.decode()
    assert "2 rows, all well" in home
    assert "1 row well, 1 to mend" in home


def test_their_learners_are_those_of_their_own_file_and_the_log_says_that_they_looked(
    saltmarsh: Organisation, signed_in: Login
) -> None:
    priya, owed = college(saltmarsh)
    client = signed_in(priya)
    send(client, owed, starters(starter(1), starter(2, **{"Start Date": "sometime"})))

    shown = client.get(reverse("sending_learners", args=[SentFile.objects.get().pk])).content.decode()

    for said in (starter(1)["Surname"], "Read well", "To mend"):
        assert said in shown
    event = Event.objects.filter(kind="imports.own_rows_viewed").latest("pk")
    assert (event.user, event.person) == (priya.public_id, "")


def other_colleges(council: Organisation) -> ExpectedList:
    sender = add_sender(
        organisation=council,
        code="weir",
        name="Weir",
        format_name="college_starters",
        establishment=None,
        owner=None,
        **HOW,
    )
    return owed_by(sender)


def test_another_colleges_lists_and_another_councils_are_not_there(
    saltmarsh: Organisation, farbank: Organisation, signed_in: Login
) -> None:
    priya, owed = college(saltmarsh)
    client = signed_in(priya)
    send(client, owed)
    sent = SentFile.objects.get()
    colleague = make_contact(owed.sender, name="Ossie Tran", email="ossie@lock.example")
    ossie = signed_in(signs_in(colleague, make_user(saltmarsh, "provider", email="ossie@lock.example")))
    theirs = signed_in(college(farbank)[0])

    for name in ("sending_read", "sending_learners", "sending_to_mend"):
        for browser in (ossie, theirs):
            assert browser.get(reverse(name, args=[sent.pk])).status_code == 404
    assert theirs.get(reverse("sending_list", args=[owed.pk])).status_code == 404
    assert client.get(reverse("sending_list", args=[other_colleges(saltmarsh).pk])).status_code == 404
    # A colleague of the same college is asked for the same list, and sees none of what the other sent.
    assert ossie.get(reverse("sending_list", args=[owed.pk])).status_code == 200
    assert "You have sent nothing yet." in ossie.get(reverse("sending")).content.decode()


@pytest.mark.parametrize("held", [known, protected, twins, moved])
def test_every_page_is_the_same_to_the_byte_whomever_the_council_knows(
    saltmarsh: Organisation, farbank: Organisation, signed_in: Login, held: Callable[[Organisation], None]
) -> None:
    held(saltmarsh)
    seen = []
    for council in (saltmarsh, farbank):
        priya, owed = college(council)
        client = signed_in(priya)
        pages = [send(client, owed).content.decode(), tell_file(client, WREN)]
        # Even once the queue has found out who is known, and the council's officer has the tasks.
        work()
        sent = SentFile.objects.get(organisation=council)
        counts = []
        for name, args in (
            ("sending", []), ("sending_read", [sent.pk]), ("sending_learners", [sent.pk]), ("sending_worries", [])
        ):  # fmt: skip
            with CaptureQueriesContext(connection) as asked:
                pages.append(client.get(reverse(name, args=args)).content.decode())
            counts.append(len(asked))
            statements = " ".join(each["sql"] for each in asked)
            tables = ('"people_', '"matching_', '"tracking_', '"caseload_', '"imports_row"', '"imports_batch"')
            assert not [table for table in tables if table in statements]
        taken = client.get(reverse("sending_to_mend", args=[sent.pk])).content
        seen.append(([_plain(page, sent, owed) for page in pages], counts, taken))

    assert seen[0] == seen[1]


def _plain(page: str, sent: SentFile, owed: ExpectedList) -> str:
    """Return a page without what is new each time: tokens and the numbers of rows in addresses."""
    page = plain_page(page).replace(f"/sent/{sent.pk}/", "/sent/N/").replace(f"/my-lists/{owed.pk}/", "/my-lists/N/")
    return "\n".join(line for line in page.splitlines() if 'name="once"' not in line)


def test_a_worry_told_signed_in_goes_as_any_other(saltmarsh: Organisation, signed_in: Login) -> None:
    priya, _ = college(saltmarsh)
    client = signed_in(priya)

    given = {**WORRY, "place": "lock-college"}
    shown = client.post(reverse("sending_tell"), given, follow=True).content.decode()
    work()

    assert "Somebody at the council follows it up." in shown
    assert AttendanceWorry.objects.get().task == Task.objects.get()
    # What came of it is the council's own.
    told = client.get(reverse("sending_worries")).content.decode()
    assert "Wren Halloran" in told
    assert "Waits" not in told


def test_a_file_of_worries_is_taken_and_its_bad_rows_shown(saltmarsh: Organisation, signed_in: Login) -> None:
    priya, _ = college(saltmarsh)

    shown = tell_file(signed_in(priya), WREN, ["Robin", "Gill", "sometime", *WREN[3:]])

    assert "1 row to mend" in shown
    assert "1 learner taken" in shown
    assert AttendanceWorry.objects.get().given_name == "Wren"


def test_columns_they_have_said_are_remembered(saltmarsh: Organisation, signed_in: Login) -> None:
    priya, _ = college(saltmarsh)
    client, address = signed_in(priya), reverse("sending_tell_file")
    headings = ["Etunimi", "Sukunimi", "Geburtstag", "Warum"]
    content = as_bytes([headings, ["Wren", "Halloran", "31/08/2009", "Not seen."]])

    def post(**also: str) -> str:
        file = SimpleUploadedFile("worries.csv", content, content_type="text/csv")
        return client.post(address, {"file": file, **also}).content.decode()

    assert "Which column is which?" in post()
    said = {"column_legal_given_name": "Etunimi", "column_legal_family_name": "Sukunimi", "says_columns": "yes"}
    assert "Choose the column that gives this" in post(**said)
    assert "1 learner taken" in post(**said, column_birth_date="Geburtstag", column_words="Warum")
    again = post()
    assert "0 learners taken" in again
    assert "1 learner you told us of in the last four weeks" in again


def test_an_invitation_lets_a_contact_in_and_ending_them_shuts_it(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Login, client: Client
) -> None:
    sender = make_college(saltmarsh, owner=staff["data_lead"])
    priya, lead = make_contact(sender), signed_in(staff["data_lead"])
    address = reverse("imports_asking_account", args=[sender.pk, priya.pk])
    assert signed_in(staff["tracking_officer"]).post(address).status_code == 403

    shown = lead.post(address).content.decode()
    secret = shown.split("/invitation/")[1].split("/")[0]
    client.post(reverse("invitation", args=[secret]), {"password": PASSWORD, "again": PASSWORD})
    priya.refresh_from_db()
    theirs = signed_in(priya.user)
    assert theirs.get(reverse("sending")).status_code == 200
    # A second press makes no second account.
    lead.post(address)
    assert User.objects.filter(email=priya.email).count() == 1

    end_sender_contact(contact=priya, **HOW)
    assert theirs.get(reverse("sending")).status_code == 403


def test_a_colleague_of_ours_is_not_made_a_provider(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Login
) -> None:
    sender = make_college(saltmarsh)
    ours = make_contact(sender, name="Adaeze Okafor", email=staff["adviser"].email)

    answer = signed_in(staff["data_lead"]).post(
        reverse("imports_asking_account", args=[sender.pk, ours.pk]), follow=True
    )

    assert "signs in here as staff" in answer.content.decode()
    ours.refresh_from_db()
    assert ours.user is None


def test_no_more_is_asked_of_the_database_for_more_that_was_sent(saltmarsh: Organisation, signed_in: Login) -> None:
    priya, owed = college(saltmarsh)
    client, counts = signed_in(priya), []
    for number in range(3):
        for each in range(2):
            send(client, owed, starters(starter(1, **{"Start Date": f"?{number}{each}"})))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("sending"))
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_whoever_sends_lists_is_nobodys_colleague(saltmarsh: Organisation, staff: dict[str, User]) -> None:
    priya, _ = college(saltmarsh)
    viewer = viewer_for(staff["manager"], saltmarsh, TODAY)

    for ask in (list_staff, list_those_who_may_be_given):
        assert priya not in ask(viewer, TODAY)
        assert staff["manager"] in ask(viewer, TODAY)
