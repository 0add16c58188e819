"""A contact sends by a link, learns how their own file reads, and nothing of whom the council knows."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.imports.lists import outcomes, pupil, starter, starters
from tests.factories.cast import make_user, make_viewer
from tests.factories.leavers import make_case
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, mark_address
from tests.factories.uploads import (
    HOW,
    list_secret,
    make_college,
    make_contact,
    owed_by,
    started,
    worries_secret,
)
from tests.imports.files import as_bytes
from tests.imports.test_column_map import mapped
from towpath.access.links import LinkRefusedError
from towpath.access.models import Link, User
from towpath.audit.models import Event
from towpath.imports import upload_jobs
from towpath.imports.actions import apply_batch, save_layout
from towpath.imports.actions.contacts import (
    ContactRefusedError,
    add_sender_contact,
    end_sender_contact,
    make_list_link,
    make_worries_link,
    withdraw_link,
)
from towpath.imports.actions.senders import stop_expecting, stop_sender
from towpath.imports.actions.uploading import (
    MOST_FILES,
    MOST_WORRIES,
    ToldWorry,
    UploadRefusedError,
    finish_sending,
    open_door,
    read_back,
    send_file,
    tell_worry,
)
from towpath.imports.formats import format_named
from towpath.imports.models import AttendanceWorry, Batch, Sender, SenderLink, SentFile
from towpath.imports.sender_queries import list_chases
from towpath.imports.upload_jobs import follow_worry, read_upload
from towpath.jobs.models import Job
from towpath.organisation.models import Organisation
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.tasks.models import Task

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)
GOOD = starters(starter(1), starter(2))
SPOILT = starters(starter(1), starter(2, **{"Start Date": "sometime"}))


def given(secret: str, content: bytes = GOOD, **how: object):
    return send_file(secret, **{"content": content, "name": "starters.csv", "as_at_date": DAY, "at": LATER, **how})


def work() -> list[dict]:
    """Do what the queue would, in its order."""
    handlers = {"read_upload": read_upload, "follow_worry": follow_worry}
    done = []
    for job in Job.objects.filter(state=Job.State.WAITING).order_by("pk"):
        done.append(dict(handlers[job.handler.rsplit(".", 1)[1]](started(job))))
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, finished_at=LATER)
    return done


def facts_of(number: int, **other: object) -> PersonFacts:
    row = pupil(number)
    day, month, year = (int(part) for part in row["DOB"].split("/"))
    said = {
        "legal_given_name": row["Forename"], "legal_family_name": row["Surname"], "postcode": row["Postcode"],
        "birth_date": date(year, month, day), "upn": row["UPN"],
    }  # fmt: skip
    return PersonFacts(**{**said, **other})


def nobody(council: Organisation) -> None:
    pass


def known(council: Organisation) -> None:
    make_person(council, facts_of(2))


def protected(council: Organisation) -> None:
    mark_address(person=make_person(council, facts_of(2)), source="page:1", by=HOW["by"], at=MORNING)


def twins(council: Organisation) -> None:
    make_person(council, facts_of(2))
    make_person(council, facts_of(2, legal_given_name="Zachary", upn=None))


def moved(council: Organisation) -> None:
    make_person(council, facts_of(2, postcode="PR8 1AA", legal_family_name="Osei"))


@pytest.mark.parametrize("content", [GOOD, SPOILT], ids=["whole", "to-mend"])
@pytest.mark.parametrize("held", [known, protected, twins, moved])
def test_the_answer_is_the_same_whomever_the_council_knows(
    saltmarsh: Organisation, farbank: Organisation, held: Callable[[Organisation], None], content: bytes
) -> None:
    held(saltmarsh)
    secrets = [list_secret(council) for council in (saltmarsh, farbank)]
    given_and_asked = []
    for secret in secrets:
        with CaptureQueriesContext(connection) as asked:
            sent = given(secret, content)
        given_and_asked.append((sent.told, len(asked)))
        statements = " ".join(each["sql"] for each in asked)
        # Whoever is known is never asked for before the answer: so its time cannot say it either.
        assert not [table for table in ('"people_', '"matching_', '"tracking_', '"caseload_') if table in statements]

    # The other council knows nobody at all.
    assert given_and_asked[0] == given_and_asked[1]


def test_a_whole_list_uses_the_link_up_and_waits_for_the_council(saltmarsh: Organisation) -> None:
    secret = list_secret(saltmarsh)

    sent = given(secret)

    assert (sent.told.rows, sent.told.to_mend, sent.told.is_whole) == (2, (), True)
    with pytest.raises(LinkRefusedError):
        given(secret)
    assert work() == [{"batch": 1}]
    batch = Batch.objects.get()
    # Two rows were read, and nothing of them is applied by the provider's word.
    assert (batch.state, batch.rows.count() - 1, Person.objects.count()) == (Batch.State.STAGED, 2, 0)
    assert batch.received_by == f"contact-{SentFile.objects.get().sender_link.contact_id}"


def test_a_list_that_came_and_waits_for_us_is_not_chased(saltmarsh: Organisation) -> None:
    viewer, on = make_viewer(saltmarsh, "data_lead"), DAY + timedelta(days=60)
    given(list_secret(saltmarsh))
    assert len(list_chases(viewer, on)) == 1

    work()

    assert list_chases(viewer, on) == []


def test_rows_to_mend_are_told_with_the_cell_as_given(saltmarsh: Organisation) -> None:
    sent = given(list_secret(saltmarsh), SPOILT)

    [row] = sent.told.to_mend
    # The headings are row 1, the good starter row 2.
    assert row.row == 1 + 2
    assert [(problem.column, problem.value) for problem in row.problems if problem.severity != "note"] == [
        ("Start Date", "sometime")
    ]
    assert (sent.upload.rows_read, sent.upload.rows_to_mend) == (2, 1)


def test_a_mended_file_takes_the_place_of_the_one_before(saltmarsh: Organisation) -> None:
    secret = list_secret(saltmarsh)
    given(secret, SPOILT)
    assert work() == [{"batch": 1}]

    given(secret, GOOD)

    assert work() == [{"batch": 2}]
    first, second = Batch.objects.order_by("number")
    assert (first.state, first.problems[0]["code"], first.rows.count()) == (Batch.State.REFUSED, "REPLACED", 0)
    assert (second.state, outcomes(second)) == (Batch.State.STAGED, ["held", "held"])


def test_a_file_that_was_replaced_before_it_was_read_is_never_read(saltmarsh: Organisation) -> None:
    secret = list_secret(saltmarsh)
    given(secret, SPOILT)
    given(secret, GOOD)

    assert work() == [{"replaced": True}, {"batch": 1}]


def test_a_broken_file_takes_no_other_ones_place(saltmarsh: Organisation) -> None:
    secret = list_secret(saltmarsh)
    given(secret, SPOILT)
    broken = given(secret, b'Surname,Forename\n"Blackshaw,Bertie\n', name="broken.csv")

    assert broken.told.refused is not None
    assert broken.upload.is_refused
    assert work()[0] == {"batch": 1}
    assert Batch.objects.get(number=1).state == Batch.State.STAGED


def test_a_list_already_applied_stays_though_a_mended_one_comes(saltmarsh: Organisation) -> None:
    sender = make_college(saltmarsh)
    contact, expected = make_contact(sender), owed_by(sender)
    _, secret = make_list_link(expected=expected, contact=contact, **HOW)
    given(secret, SPOILT)
    work()
    apply_batch(Batch.objects.get(), by=HOW["by"], at=LATER)

    # It answered what was owed, so the link opens nothing more.
    with pytest.raises(LinkRefusedError):
        given(secret, GOOD)
    assert Batch.objects.get().state == Batch.State.APPLIED


def test_the_same_file_twice_is_one_upload(saltmarsh: Organisation) -> None:
    secret = list_secret(saltmarsh)

    first, second = given(secret, SPOILT), given(secret, SPOILT)

    assert first.upload.pk == second.upload.pk
    assert first.told == second.told
    assert (SentFile.objects.count(), Job.objects.count()) == (1, 1)


def test_a_reading_killed_halfway_ends_as_if_it_had_not_been(
    saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(list_secret(saltmarsh), SPOILT)
    job = Job.objects.get()
    with monkeypatch.context() as patch:
        # The list is staged by then, and nothing says yet that it came of this file.
        patch.setattr(upload_jobs, "_replaced", lambda upload: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            read_upload(started(job))
    assert (Batch.objects.count(), SentFile.objects.get().batch) == (1, None)

    assert read_upload(started(job)) == {"batch": 1}
    assert Batch.objects.get() == SentFile.objects.get().batch


def bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/worksheets/sheet1.xml", "0" * (120 * 1024 * 1024))
    return out.getvalue()


BAD_FILES = {
    "empty": (b"", "list.csv"),
    "huge": (b"a,b\n" * (2 * 1024 * 1024), "list.csv"),
    "not a list": (b"%PDF-1.7 nothing", "list.csv"),
    "quote open": (b'Surname,Forename\n"Gill,Ann\n', "list.csv"),
    "too many rows": (GOOD + b"x,,,,,,,,,,,,,,\n" * 20_001, "list.csv"),
    "unpacks to far more": (bomb, "list.xlsx"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_in_words_and_leaves_the_link_open(saltmarsh: Organisation, name: str) -> None:
    content, called = BAD_FILES[name]
    secret = list_secret(saltmarsh)

    sent = given(secret, content() if callable(content) else content, name=called)

    assert sent.told.refused is not None
    assert sent.told.refused.message
    assert (sent.upload.is_refused, sent.upload.rows_read) == (True, 0)
    assert given(secret, GOOD).told.is_whole


def test_a_file_left_with_us_reads_once_its_columns_are_said_and_ends_the_sending(saltmarsh: Organisation) -> None:
    secret = list_secret(saltmarsh)
    row = pupil(1)
    headings = ("Nom", "Prenom", "Né", "Depuis")
    sent = given(secret, as_bytes([list(headings), [row["Surname"], row["Forename"], row["DOB"], "08/09/2025"]]))
    assert (sent.told.is_asked, sent.upload.is_refused) == (True, True)
    with pytest.raises(UploadRefusedError):
        finish_sending(secret, at=LATER)

    said = mapped("Nom = legal_family_name", "Prenom = legal_given_name", "Né = birth_date", "Depuis = start_date")
    sender = Sender.objects.get()
    save_layout(sender=sender, layout=format_named(sender.format), column_map=said, seen_version=0, **HOW)

    assert read_back(secret, sent.upload.pk, at=LATER).told.refused is None
    assert finish_sending(secret, at=LATER) == sent.upload
    with pytest.raises(LinkRefusedError):
        open_door(secret, takes="list", at=LATER)


def test_whoever_can_send_no_better_ends_it(saltmarsh: Organisation) -> None:
    secret = list_secret(saltmarsh)
    with pytest.raises(UploadRefusedError):
        finish_sending(secret, at=LATER)
    given(secret, SPOILT)

    finish_sending(secret, at=LATER)

    with pytest.raises(LinkRefusedError):
        finish_sending(secret, at=LATER)


def test_a_list_cannot_speak_of_a_day_to_come(saltmarsh: Organisation) -> None:
    with pytest.raises(UploadRefusedError, match="still to come"):
        given(list_secret(saltmarsh), as_at_date=DAY + timedelta(days=1))
    assert not SentFile.objects.exists()


def test_a_link_takes_so_many_files_and_no_more(saltmarsh: Organisation) -> None:
    secret = list_secret(saltmarsh)
    given(secret, SPOILT)
    SentFile.objects.update(number=MOST_FILES)

    with pytest.raises(UploadRefusedError, match="as many files"):
        given(secret, starters(starter(3, **{"Start Date": "?"})))


def shut_by_time(door: SenderLink) -> None:
    Link.objects.update(expires_at=LATER)


def shut_by_us(door: SenderLink) -> None:
    withdraw_link(sender_link=door, **HOW)


def shut_with_the_contact(door: SenderLink) -> None:
    end_sender_contact(contact=door.contact, **HOW)


def shut_with_the_sender(door: SenderLink) -> None:
    stop_sender(sender=door.sender, **HOW)


def shut_with_the_list(door: SenderLink) -> None:
    stop_expecting(expected=door.expected, **HOW)


def shut_by_a_later_link(door: SenderLink) -> None:
    make_list_link(expected=door.expected, contact=door.contact, **HOW)


@pytest.mark.parametrize(
    "shut",
    [
        shut_by_time,
        shut_by_us,
        shut_with_the_contact,
        shut_with_the_sender,
        shut_with_the_list,
        shut_by_a_later_link,
    ],
)
def test_a_link_that_is_over_opens_nothing(saltmarsh: Organisation, shut: Callable[[SenderLink], None]) -> None:
    secret = list_secret(saltmarsh)
    door = open_door(secret, takes="list", at=LATER)

    shut(door)

    for bad in (secret, "no-such-secret"):
        with pytest.raises(LinkRefusedError) as refused:
            given(bad)
        # Which of these it is is not told.
        assert str(refused.value) == str(LinkRefusedError())
    assert not SentFile.objects.exists()


def test_a_link_to_a_list_takes_no_worries(saltmarsh: Organisation) -> None:
    secret = list_secret(saltmarsh)
    with pytest.raises(LinkRefusedError):
        open_door(secret, takes="worries", at=LATER)


def test_a_contact_of_another_council_gets_no_link(saltmarsh: Organisation, farbank: Organisation) -> None:
    elsewhere = make_contact(make_college(farbank))
    with pytest.raises(ContactRefusedError):
        make_list_link(expected=owed_by(make_college(saltmarsh)), contact=elsewhere, **HOW)
    assert not Link.objects.filter(purpose="send_list").exists()


def test_a_contact_is_held_once_and_named(saltmarsh: Organisation) -> None:
    sender = make_college(saltmarsh)
    assert make_contact(sender).pk == make_contact(sender).pk
    with pytest.raises(ContactRefusedError):
        add_sender_contact(sender=sender, name="  ", **HOW)


def worried(secret: str, **how: object) -> AttendanceWorry:
    row = {
        "given_name": "Wren", "family_name": "Halloran", "birth_date": WREN.birth_date, "postcode": "sm12ab",
        "last_attended_date": date(2026, 1, 19), "words": "Not seen since the mock exams.",
    }  # fmt: skip
    sending, at = str(how.pop("sending", "one")), how.pop("at", LATER)
    return tell_worry(secret, ToldWorry(**{**row, **how}), sending=sending, at=at)  # type: ignore[arg-type]


def test_a_worry_goes_to_the_adviser_of_whoever_it_is_surely_about(saltmarsh: Organisation) -> None:
    wren, adviser, officer = make_person(saltmarsh), make_user(saltmarsh, "adviser"), make_user(saltmarsh, "data_lead")
    make_case(saltmarsh, wren.pk, adviser, DAY)

    worried(worries_secret(saltmarsh, officer))
    work()

    task = Task.objects.get(source__startswith="imports_attendance_worry")
    assert (task.person, task.owner, task.due_date) == (wren, adviser, DAY + timedelta(days=2))
    assert task.words == (
        "Wren Halloran, born 31 August 2009: worry about attendance, told by Priya Nair. Last came 19 January 2026. "
        "Not seen since the mock exams."
    )


@pytest.mark.parametrize("who", [{"given_name": "Nobody"}, {"postcode": ""}, {"birth_date": date(2009, 8, 30)}])
def test_a_worry_about_nobody_sure_goes_to_whoever_chases_the_sender(
    saltmarsh: Organisation, who: dict[str, object]
) -> None:
    wren, officer = make_person(saltmarsh), make_user(saltmarsh, "data_lead")
    make_case(saltmarsh, wren.pk, make_user(saltmarsh, "adviser"), DAY)

    worried(worries_secret(saltmarsh, officer), **who)
    work()

    task = Task.objects.get(source__startswith="imports_attendance_worry")
    assert (task.person, task.owner) == (None, officer)


@pytest.mark.parametrize("who_left", ["nobody is named", "their account is closed"])
def test_a_worry_is_read_though_whoever_chased_the_sender_has_left(saltmarsh: Organisation, who_left: str) -> None:
    officer, lead = make_user(saltmarsh, "tracking_officer"), make_user(saltmarsh, "data_lead")
    secret = worries_secret(saltmarsh, officer)
    if who_left == "nobody is named":
        Sender.objects.update(owner=None)
    else:
        User.objects.filter(pk=officer.pk).update(is_active=False)

    worried(secret)
    work()

    assert Task.objects.get(source__startswith="imports_attendance_worry").owner == lead


def test_a_worry_told_or_followed_twice_is_one(saltmarsh: Organisation) -> None:
    secret = worries_secret(saltmarsh, make_user(saltmarsh, "data_lead"))
    assert worried(secret).pk == worried(secret).pk
    running = started(Job.objects.get())

    assert follow_worry(running) == follow_worry(running)
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"words": "x" * 10_000},
        {"words": "  "},
        {"family_name": "ש" * 61},
        {"birth_date": DAY + timedelta(days=1)},
        {"last_attended_date": DAY + timedelta(days=1)},
        {"last_attended_date": date(2009, 8, 30)},
        {"postcode": "SM1"},
        {"uln": "1234567890"},
    ],
)
def test_a_worry_that_cannot_be_is_refused_in_words(saltmarsh: Organisation, bad: dict[str, object]) -> None:
    secret = worries_secret(saltmarsh, make_user(saltmarsh, "data_lead"))
    with pytest.raises(UploadRefusedError):
        worried(secret, **bad)
    assert not AttendanceWorry.objects.exists()


def test_right_to_left_words_are_kept_as_they_are(saltmarsh: Organisation) -> None:
    secret = worries_secret(saltmarsh, make_user(saltmarsh, "data_lead"))
    assert worried(secret, words="לא הגיע מאז יום שני").words == "לא הגיע מאז יום שני"


def test_so_many_worries_a_day_and_no_more(saltmarsh: Organisation) -> None:
    secret = worries_secret(saltmarsh, make_user(saltmarsh, "data_lead"))
    for number in range(MOST_WORRIES):
        worried(secret, sending=str(number))
    with pytest.raises(UploadRefusedError):
        worried(secret, sending="one more")
    assert worried(secret, sending="next day", at=LATER + timedelta(days=1)).pk


def test_worries_need_somebody_of_ours_who_reads_them(saltmarsh: Organisation) -> None:
    sender = make_college(saltmarsh)
    with pytest.raises(ContactRefusedError):
        make_worries_link(sender=sender, contact=make_contact(sender), **HOW)


def test_the_log_names_the_contact_and_nobody_on_the_list(saltmarsh: Organisation) -> None:
    given(list_secret(saltmarsh), SPOILT)

    event = Event.objects.get(kind="imports.upload_sent")
    assert (event.role, event.person) == ("provider", "")
    assert "Blackshaw" not in str(event.facts)
