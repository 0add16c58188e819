"""Lists in: load one, look, apply it, put right what was rejected, accept an alarm, undo."""

from collections.abc import Callable
from threading import Event as Flag

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from tests.apps.imports.lists import example, load, pupil, roll, send, sender_of, starter, starters
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.imports.files import zipped
from tests.web.imports.waiting import waiting_row
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.imports.models import Batch
from towpath.imports.summing import sum_of
from towpath.jobs.models import Job
from towpath.jobs.worker import run_worker
from towpath.organisation.models import Organisation
from towpath.people.actions import set_return_fact
from towpath.people.models import Person

WRONG_DATE = pupil(3, DOB="31/02/2009")
DAY_SENT = {"as_at_date-day": "30", "as_at_date-month": "1", "as_at_date-year": "2026"}


def _page(answer: object) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())  # type: ignore[attr-defined]


def _words(answer: object) -> str:
    return " ".join(_page(answer).xpath("//main")[0].text_content().split())


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["data_lead"])


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


def _upload(client: Client, sender: int, content: bytes, name: str = "roll.csv") -> object:
    file = SimpleUploadedFile(name, content)
    return client.post("/lists/add/", {"sender": sender, "file": file, **DAY_SENT})


def test_a_list_is_read_and_nothing_of_it_is_applied(lead: Client, saltmarsh: Organisation) -> None:
    sender = sender_of(saltmarsh)

    answer = _upload(lead, sender.pk, roll(pupil(1), pupil(2), WRONG_DATE))

    batch = Batch.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/lists/{batch.number}/")  # type: ignore[attr-defined,index]
    assert batch.as_at_date.isoformat() == "2026-01-30"
    assert Person.objects.count() == 0
    # 2 created + 1 rejected = 3 rows.
    assert "2 to create + 1 to reject = 3 rows read." in _words(lead.get(f"/lists/{batch.number}/"))


def test_the_last_sender_is_remembered_and_a_link_may_choose_another(
    staff: dict[str, User], lead: Client, saltmarsh: Organisation
) -> None:
    remembered, other = sender_of(saltmarsh, code="first"), sender_of(saltmarsh, code="second")
    _upload(lead, remembered.pk, roll(pupil(1)))

    chosen = _page(lead.get("/lists/add/")).xpath("//option[@selected]/@value")
    linked = _page(lead.get(f"/lists/add/?sender={other.pk}")).xpath("//option[@selected]/@value")

    assert (chosen, linked) == ([str(remembered.pk)], [str(other.pk)])


def test_a_form_half_filled_in_keeps_what_was_typed(lead: Client, saltmarsh: Organisation) -> None:
    sender = sender_of(saltmarsh)

    answer = lead.post("/lists/add/", {"sender": sender.pk, **DAY_SENT, "as_at_date-year": "2027"})

    assert "Choose a file." in _words(answer)
    assert "must be on or before 31 January 2026" in _words(answer)
    assert _page(answer).xpath("//input[@name='as_at_date-year']/@value") == ["2027"]
    assert Batch.objects.count() == 0


def test_a_sender_of_the_next_council_cannot_be_chosen(
    lead: Client, saltmarsh: Organisation, farbank: Organisation
) -> None:
    sender_of(saltmarsh)
    foreign = sender_of(farbank)

    _upload(lead, foreign.pk, roll(pupil(1)))

    assert Batch.objects.count() == 0


def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(lead: Client, saltmarsh: Organisation) -> None:
    answer = _upload(lead, sender_of(saltmarsh).pk, b"%PDF-1.7 a letter")

    words = _words(lead.get(answer["Location"]))  # type: ignore[index]
    assert "We could not read this file" in words
    assert "Apply this list" not in words


def test_a_transfer_file_may_be_sent_as_zipped(lead: Client, saltmarsh: Organisation) -> None:
    content, _ = example("ctf")

    _upload(lead, sender_of(saltmarsh, "ctf").pk, zipped(ctf_dot_xml=content), "343_CTF.zip")

    # The example is of two pupils.
    assert sum_of(Batch.objects.get()).read == 2


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_read_by_a_job_that_leads_to_it(
    lead: Client, saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.web.imports.views.LONGEST_READ_AT_ONCE", 100)
    sender = sender_of(saltmarsh)

    first, again = (_upload(lead, sender.pk, roll(pupil(1), pupil(2))) for _ in "ab")
    waiting = _words(lead.get(first["Location"]))  # type: ignore[index]
    run_worker(Flag(), until_empty=True)
    finished = lead.get(first["Location"])  # type: ignore[index]

    [job] = Job.objects.all()  # Sent twice, read once.
    [batch] = Batch.objects.all()
    assert first["Location"] == again["Location"] == f"/jobs/{job.pk}/?next=%2Flists%2F"  # type: ignore[index]
    assert "Waiting to start." in waiting
    assert _page(finished).xpath("//main//a[contains(., 'See what the list would do')]/@href") == [
        f"/lists/{batch.number}/"
    ]
    assert Person.objects.count() == 0


def test_a_list_not_read_to_its_end_says_so_and_how_to_load_it_again(lead: Client, saltmarsh: Organisation) -> None:
    batch = send(saltmarsh, b"Colour,Size\r\nred,9\r\n")
    Batch.objects.filter(pk=batch.pk).update(problems=[])

    page = _page(lead.get(f"/lists/{batch.number}/"))

    assert "This list has not been read to its end" in page.text_content()
    assert page.xpath("//main//a[contains(., 'Load it again')]/@href") == [f"/lists/add/?sender={batch.sender_id}"]


def test_the_same_file_again_says_which_list_it_was(lead: Client, saltmarsh: Organisation) -> None:
    first = load(saltmarsh, roll(pupil(1)))
    again = send(saltmarsh, roll(pupil(1)))

    assert f"Same file as List {first.number}" in _words(lead.get(f"/lists/{again.number}/"))


@pytest.mark.django_db(transaction=True)
def test_a_list_is_applied_by_a_job_that_the_page_follows(lead: Client, saltmarsh: Organisation) -> None:
    batch = send(saltmarsh, roll(pupil(1), pupil(2)))

    answer = lead.post(f"/lists/{batch.number}/apply/")
    again = lead.post(f"/lists/{batch.number}/apply/")
    waiting = lead.get(answer["Location"]).content.decode()
    run_worker(Flag(), until_empty=True)
    finished = lead.get(answer["Location"]).content.decode()

    job = Job.objects.get()  # Pressed twice, queued once.
    assert answer["Location"] == again["Location"] == f"/jobs/{job.pk}/?next=%2Flists%2F{batch.number}%2F"
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert 'http-equiv="refresh"' not in finished
    assert f'href="/lists/{batch.number}/"' in finished
    assert "2 created = 2 rows read." in _words(lead.get(f"/lists/{batch.number}/"))


def test_a_list_already_applied_is_not_queued_again(lead: Client, saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1)))

    lead.post(f"/lists/{batch.number}/apply/")

    assert Job.objects.count() == 0
    assert "cannot be applied now" in _words(lead.get(f"/lists/{batch.number}/"))


def test_a_rejected_row_stands_beside_what_is_wrong_and_what_to_do(lead: Client, saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1), WRONG_DATE))

    page = _page(lead.get(f"/lists/{batch.number}/"))

    marked = page.xpath("//details//dt[normalize-space()='DOB']/following-sibling::dd[1]")[0].text_content()
    assert "Row 3" in page.xpath("//h3")[0].text_content()
    assert " ".join(marked.split()) == "31/02/2009 Put right"
    assert "There is no such day in the calendar." in page.text_content()


def test_a_name_that_lost_a_letter_is_told_before_anything_is_applied(lead: Client, saltmarsh: Organisation) -> None:
    batch = send(saltmarsh, roll(pupil(1, Surname="Szczepa?ski"), pupil(2)))

    assert "Worth a look (1)" in _words(lead.get(f"/lists/{batch.number}/"))
    told = _words(lead.get(f"/lists/{batch.number}/?show=worth-a-look"))
    assert "Surname, given as Szczepa?ski: A letter of this name was lost when the file was saved." in told
    assert "Save the file as CSV UTF-8" in told
    assert "Not scored" in told


def test_what_is_worth_a_look_is_told_without_what_we_only_worked_out(lead: Client, saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))
    load(saltmarsh, starters(starter(1)), "college_starters")
    batch = send(saltmarsh, starters(starter(1, Surname="Blac?shaw-Aaa")), "college_starters")

    told = _words(lead.get(f"/lists/{batch.number}/?show=worth-a-look"))

    assert "A letter of this name was lost" in told
    assert "No code was given" not in told


def test_rows_to_put_right_are_downloaded_as_they_came_and_the_log_knows(
    lead: Client, staff: dict[str, User], saltmarsh: Organisation
) -> None:
    batch = load(saltmarsh, roll(pupil(1), WRONG_DATE))

    answer = lead.get(f"/lists/{batch.number}/to-put-right.csv")

    text = answer.content.decode("utf-8-sig")
    told = Event.objects.filter(kind="imports.rows_downloaded").get()
    assert answer["Content-Disposition"] == f'attachment; filename="list-{batch.number}-to-put-right.csv"'
    assert "31/02/2009" in text
    assert pupil(1)["UPN"] not in text
    assert (told.user, told.subject) == (staff["data_lead"].public_id, f"imports_batch:{batch.pk}")


def test_rows_about_people_held_are_disclosed_by_name_of_record(lead: Client, saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1)))

    lead.get(f"/lists/{batch.number}/?show=created")

    assert Person.objects.get().public_id in Event.objects.filter(kind="imports.rows_viewed").get().persons


@pytest.fixture
def stopped(saltmarsh: Organisation) -> Batch:
    """Return a list without eleven of the twelve who were on the one before."""
    load(saltmarsh, roll(*(pupil(number) for number in range(12))))
    return send(saltmarsh, roll(pupil(1)))


def test_an_alarm_is_shown_with_its_figures_and_only_a_data_lead_accepts_it(
    lead: Client, officer: Client, stopped: Batch
) -> None:
    seen_by_officer = _words(officer.get(f"/lists/{stopped.number}/"))
    refused = officer.post(f"/lists/{stopped.number}/accept/")

    assert "11 of the 12 young people on this sender's last list are not on this one." in seen_by_officer
    assert "Only a data lead may accept the alarm." in seen_by_officer
    assert refused.status_code == 403

    lead.post(f"/lists/{stopped.number}/accept/")
    accepted = _words(lead.get(f"/lists/{stopped.number}/"))
    assert "Apply this list" in accepted
    assert "Alarm accepted by Devinder Gill" in accepted


def test_an_alarm_accepted_twice_says_so_and_does_no_harm(lead: Client, stopped: Batch) -> None:
    lead.post(f"/lists/{stopped.number}/accept/")

    lead.post(f"/lists/{stopped.number}/accept/")

    assert "Nobody needs to accept an alarm here any more." in _words(lead.get(f"/lists/{stopped.number}/"))
    assert Event.objects.filter(kind="imports.alarm_accepted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_undoing_asks_first_and_names_who_will_stay(lead: Client, saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1), pupil(2)))
    built_on, untouched = Person.objects.order_by("pk")
    set_return_fact(person=built_on, field="level_of_need", value="2", source="page", by=SETUP, at=MORNING)

    asked = _words(lead.get(f"/lists/{batch.number}/undo/"))

    assert "1 young person will stay" in asked
    assert pupil(1)["Surname"] in asked
    assert pupil(2)["Surname"] not in asked
    assert built_on.public_id in Event.objects.filter(kind="imports.undo_viewed").get().persons

    answer = lead.post(f"/lists/{batch.number}/undo/")
    run_worker(Flag(), until_empty=True)
    assert answer["Location"].startswith("/jobs/")
    assert Batch.objects.get(pk=batch.pk).state == "undone"
    assert Person.objects.get(pk=untouched.pk).withdrawn_at is not None
    assert Person.objects.get(pk=built_on.pk).withdrawn_at is None


@pytest.mark.django_db(transaction=True)
def test_a_list_undone_cannot_be_undone_again(lead: Client, saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1)))
    lead.post(f"/lists/{batch.number}/undo/")
    run_worker(Flag(), until_empty=True)

    answer = lead.get(f"/lists/{batch.number}/undo/")

    assert answer["Location"] == f"/lists/{batch.number}/"
    assert "Undo this list" not in _words(lead.get(f"/lists/{batch.number}/"))


def test_a_doubtful_row_is_used_as_it_stands_once_somebody_has_looked(officer: Client, saltmarsh: Organisation) -> None:
    batch = load(saltmarsh, roll(pupil(1, DOB="31/01/2023")))
    row = batch.rows.get(outcome="held")
    assert "Use it as it stands" in _words(officer.get(f"/lists/{batch.number}/"))

    officer.post(f"/lists/rows/{row.pk}/look-again/")
    again = officer.post(f"/lists/rows/{row.pk}/look-again/")

    row.refresh_from_db()
    assert row.outcome == "created"
    assert again["Location"] == f"/lists/{batch.number}/?show=held"
    assert "is created. Look at it again." in _words(officer.get(f"/lists/{batch.number}/"))


@pytest.mark.parametrize("role", ["adviser", "manager", "school_lead", "commissioner"])
def test_lists_are_shut_to_those_who_do_not_load_them(
    role: str, staff: dict[str, User], signed_in: Callable[[User], Client], saltmarsh: Organisation
) -> None:
    batch = load(saltmarsh, roll(pupil(1)))

    answers = [
        signed_in(staff[role]).get(address).status_code
        for address in ("/lists/", f"/lists/{batch.number}/", f"/lists/{batch.number}/to-put-right.csv")
    ]

    assert answers == [403, 403, 403]


def test_a_list_of_the_next_council_or_of_nobody_is_not_found(
    stranger: User, signed_in: Callable[[User], Client], lead: Client, saltmarsh: Organisation
) -> None:
    batch = load(saltmarsh, roll(pupil(1)))

    assert signed_in(stranger).get(f"/lists/{batch.number}/").status_code == 404
    assert lead.get("/lists/999/").status_code == 404
    assert lead.get("/lists/one/").status_code == 404
    assert lead.get(f"/lists/{batch.number}/apply/").status_code == 405


def test_the_pages_cost_the_same_however_many_lists_and_rows(
    lead: Client, saltmarsh: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    batch = load(saltmarsh, roll(*(pupil(number) for number in range(30)), *[WRONG_DATE] * 30))
    for number in range(26):
        send(saltmarsh, roll(pupil(number)), code=f"sender-{number}")
    lead.get("/lists/")

    with django_assert_max_num_queries(9):
        first = lead.get("/lists/")
    with django_assert_max_num_queries(18):
        created = lead.get(f"/lists/{batch.number}/?show=created")
    with django_assert_max_num_queries(18):
        rejected = lead.get(f"/lists/{batch.number}/?show=rejected&page=2")

    assert len(_page(first).xpath("//tbody/tr")) == 25
    assert len(_page(created).xpath("//tbody/tr")) == 25
    assert len(_page(rejected).xpath("//section[h3]")) == 30 - 25


def test_lists_with_held_rows_are_told_from_the_rest(lead: Client, saltmarsh: Organisation) -> None:
    row, _ = waiting_row(saltmarsh)

    shown = _page(lead.get("/lists/?show=held")).xpath("//tbody//th/a/@href")

    assert shown == [f"/lists/{row.batch.number}/"]


def test_lists_still_to_do_are_told_from_the_rest(lead: Client, saltmarsh: Organisation) -> None:
    load(saltmarsh, roll(pupil(1)))
    waiting = send(saltmarsh, roll(pupil(2)), code="another")

    shown = _page(lead.get("/lists/?show=to-do")).xpath("//tbody//th/a/@href")

    assert shown == [f"/lists/{waiting.number}/"]
