"""The monthly return's pages: build, what is wrong in words, sign-off by a second person, upload by hand, the file."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_pupils
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.clock import LONDON
from towpath.files.store import path_of
from towpath.jobs.models import Job
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import set_return_fact
from towpath.people.models import Person
from towpath.returns.actions import build_return
from towpath.returns.models import Run, SignOff, Upload
from towpath.returns.queries import Deadline
from towpath.rules.returns.layout import RECORD_ELEMENTS
from towpath.standards import load_standards
from towpath.web.returns.mending import element_words, place_of
from towpath.web.returns.presenters import code_words, deadline_words, months_offered, severity_tag, titled

UPLOADED = {
    "uploaded_date-day": "31",
    "uploaded_date-month": "1",
    "uploaded_date-year": "2026",
    "uploaded_time": "00:01",
}


def _words(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())  # type: ignore[attr-defined]


@pytest.fixture
def person(saltmarsh: Organisation) -> Person:
    """Return somebody of whom nothing is known, in a council that leaves such gaps as they are."""
    change_setting(saltmarsh, key="return.gap", value="leave", from_date=date(2025, 9, 1), by=SETUP, at=MORNING)
    return make_person(saltmarsh)


@pytest.fixture
def run(saltmarsh: Organisation, person: Person) -> Run:
    """Return January's, in which nothing is known of the only young person."""
    return build_return(organisation=saltmarsh, period_end=DAY, known_at=MORNING, by=SETUP, at=MORNING)


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["data_lead"])


def test_twelve_months_are_offered_across_a_new_year_and_a_leap_day() -> None:
    offered = months_offered(date(2024, 3, 1))

    assert offered[:3] == [date(2024, 3, 31), date(2024, 2, 29), date(2024, 1, 31)]
    assert (len(offered), offered[-1]) == (12, date(2023, 4, 30))


DEADLINES = """
0   False  False  in 0: today. Not signed off.
1   True   False  in 1: in 1 day. Signed off, not uploaded.
6   True   True   in 6: in 6 days. Uploaded.
"""


@pytest.mark.parametrize("row", DEADLINES.strip().splitlines())
def test_a_deadline_says_how_long_is_left_and_what_is_done(row: str) -> None:
    days, is_signed, is_uploaded, rest = row.split(maxsplit=3)
    due = DAY + timedelta(days=int(days))
    deadline = Deadline(
        period_end=date(2025, 12, 31),
        opens_date=DAY,
        due_date=due,
        is_assumed=True,
        is_signed=is_signed == "True",
        is_uploaded=is_uploaded == "True",
    )

    words = deadline_words(deadline, DAY)

    assert words.startswith("December 2025: due ")
    assert words.endswith(rest.split(": ", 1)[1])


def test_every_code_has_words_of_nobody_in_particular() -> None:
    edition = load_standards().edition_on(DAY)

    assert code_words("1", edition) == "YoungPersonsID is not 13 characters"
    assert "{" not in code_words("no_statement", edition)
    assert code_words("TOWPATH-REPEATED", edition) != ""
    assert severity_tag("never-heard-of").text == "never-heard-of"
    assert titled("1", edition) == "YoungPersonsID is not 13 characters (check 1)"


def test_the_list_says_that_towpath_sends_nothing(lead: Client, run: Run) -> None:
    words = _words(lead.get("/returns/"))

    assert "It sends nothing" in words
    assert "January 2026" in words
    assert "submit" not in words.lower()


def test_a_month_is_built_by_one_job_however_often_asked(lead: Client) -> None:
    first, again = (lead.post("/returns/build/", {"month": "2026-01-31"}) for _ in "ab")

    [job] = Job.objects.filter(handler="towpath.returns.jobs.build")
    assert first["Location"] == again["Location"] == f"/jobs/{job.pk}/?next=%2Freturns%2F"
    assert job.arguments == {"period_end": "2026-01-31"}


def test_a_month_that_is_not_offered_is_refused(lead: Client) -> None:
    answer = lead.post("/returns/build/", {"month": "2031-01-31"})

    assert "There is a problem" in _words(answer)
    assert not Job.objects.exists()


def test_what_is_wrong_stands_by_code_in_words(lead: Client, run: Run) -> None:
    words = _words(lead.get(f"/returns/{run.pk}/"))

    assert "Nobody has told us what they are doing, and gaps are left" in words
    assert "Not sent: nothing is known of what they do" in words


def test_a_problem_leads_to_each_young_person_and_the_log_knows(lead: Client, run: Run, person: Person) -> None:
    answer = lead.get(f"/returns/{run.pk}/problems/nothing_known/")

    assert f"/people/{person.public_id}/" in answer.content.decode()
    assert person.public_id in str(Event.objects.filter(kind="returns.problems_viewed").last().persons)  # type: ignore[union-attr]
    assert lead.get(f"/returns/{run.pk}/problems/no-such/").status_code == 404


MENDED = """
gender_missing  Gender          /people/{}/return-facts/gender/   Change “Gender as returned”
no_birth_date   DOB             /people/{}/birth-date/            Correct the date of birth
31              AddressLine1    /people/{}/details/addresses/     Put the address right
no_postcode     Postcode        /people/{}/details/addresses/     Put the address right
44              GivenName       /people/{}/details/names/         Put the names right
nothing_known   ActivityCode    /people/{}/status/                Say what they are doing
leaves          CohortStatus    /people/{}/return-facts/cohort_status/  Change “Why the record is in the return”
7               NeverHeardOf    /people/{}/                       Open the record
"""


@pytest.mark.parametrize("row", MENDED.strip().splitlines())
def test_each_problem_leads_to_the_page_that_mends_it(row: str) -> None:
    code, element, address, *words = row.split()

    place = place_of(code, element)

    assert place is not None
    link = place.link("wren", "for Wren")
    assert (link.href, link.text) == (address.format("wren"), " ".join(words))


def test_what_needs_no_mending_leads_nowhere() -> None:
    assert place_of("address_protected", "AddressLine1") is None


def test_every_element_of_a_record_has_words_of_its_own() -> None:
    for element in RECORD_ELEMENTS:
        # What we do not know goes by its own name, which is run together as Ethnicity alone is not.
        if not element.is_retired and element.shown != "Ethnicity":
            assert element_words(element.shown) != element.shown, element.shown


def test_what_is_said_of_all_alike_is_said_once(lead: Client, run: Run) -> None:
    page = html.fromstring(lead.get(f"/returns/{run.pk}/problems/nothing_known/").content.decode())

    headings = [" ".join(each.text_content().split()) for each in page.xpath("//thead//th")]
    assert headings == ["Young person", "Put it right", "Where in the file"]
    assert page.text_content().count("Nobody has told us what this young person is doing") == 1


def test_a_return_that_may_not_be_signed_says_why_and_asks_nothing(lead: Client, run: Run) -> None:
    Run.objects.filter(pk=run.pk).update(state=Run.State.SUPERSEDED)

    page = html.fromstring(lead.get(f"/returns/{run.pk}/sign/").content.decode())

    assert "A later return of the same month has taken its place." in page.text_content()
    assert not page.xpath("//main//button")


def test_somebody_else_signs_and_it_is_signed_once(lead: Client, run: Run) -> None:
    signed = lead.post(f"/returns/{run.pk}/sign/", {"note": "Checked the advice"})
    again = lead.post(f"/returns/{run.pk}/sign/", {"note": ""})

    assert signed["Location"] == f"/returns/{run.pk}/"
    assert "signed off already" in _words(again)
    assert SignOff.objects.get().note == "Checked the advice"


def test_whoever_built_it_is_told_that_somebody_else_must_sign(lead: Client, staff: dict[str, User], run: Run) -> None:
    Run.objects.filter(pk=run.pk).update(built_by=staff["data_lead"].public_id)

    assert "somebody else must sign it off" in _words(lead.get(f"/returns/{run.pk}/"))
    assert "somebody else must sign it off" in _words(lead.post(f"/returns/{run.pk}/sign/", {"note": ""}))
    assert not SignOff.objects.exists()


REFUSED = """
built       NCCIS would turn the whole file away.
superseded  A later return of the same month has taken its place.
"""


@pytest.mark.parametrize("row", REFUSED.strip().splitlines())
def test_a_return_that_nobody_may_sign_says_why_even_to_whoever_built_it(
    lead: Client, staff: dict[str, User], run: Run, row: str
) -> None:
    state, why = row.split(maxsplit=1)
    Run.objects.filter(pk=run.pk).update(built_by=staff["data_lead"].public_id, state=state)

    for address in ("", "sign/"):
        said = _words(lead.get(f"/returns/{run.pk}/{address}"))
        assert why in said
        assert "somebody else must sign it off" not in said


def test_a_signed_return_does_not_say_why_it_cannot_be_signed(lead: Client, run: Run) -> None:
    lead.post(f"/returns/{run.pk}/sign/", {"note": ""})
    lead.get(f"/returns/{run.pk}/")  # Tells once that it was signed.

    said = _words(lead.get(f"/returns/{run.pk}/"))

    assert "signed off already" not in said
    assert "Sign it off" not in said
    assert "Write down an upload" in said


def test_an_upload_before_the_building_is_refused_and_the_words_are_kept(lead: Client, run: Run) -> None:
    lead.post(f"/returns/{run.pk}/sign/", {"note": ""})

    answer = lead.post(f"/returns/{run.pk}/upload/", {**UPLOADED, "answer": "accepted", "words": "All well"})

    assert "before the return was built" in _words(answer)
    assert "All well" in answer.content.decode()
    assert not Upload.objects.exists()


def test_an_upload_is_written_down_with_no_answer_yet(lead: Client, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lead.post(f"/returns/{run.pk}/sign/", {"note": ""})
    monkeypatch.setenv("TOWPATH_TODAY", "2026-02-03")
    given = {**UPLOADED, "uploaded_date-day": "2", "uploaded_date-month": "2", "answer": "waiting"}

    lead.post(f"/returns/{run.pk}/upload/", given)

    upload = Upload.objects.get()
    assert (upload.answer, upload.uploaded_at) == ("", datetime(2026, 2, 2, 0, 1, tzinfo=LONDON))
    assert "No answer yet" in _words(lead.get(f"/returns/{run.pk}/"))


def test_the_file_goes_out_whole_and_the_log_knows(lead: Client, run: Run) -> None:
    answer = lead.get(f"/returns/{run.pk}/file/")

    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert len(body) == run.file.size
    assert 'filename="nccis-343-2026-01.xml"' in answer["Content-Disposition"]
    assert Event.objects.filter(kind="returns.taken_out").exists() or run.records == 0


@pytest.mark.parametrize(("content", "words"), [(None, "missing from the store"), (b"?", "altered in the store")])
def test_a_damaged_file_is_said_in_words_and_nothing_goes_out(
    lead: Client, run: Run, content: bytes | None, words: str
) -> None:
    kept = path_of("saltmarsh", run.sha256)
    kept.unlink() if content is None else kept.write_bytes(content)

    answer = lead.get(f"/returns/{run.pk}/file/")

    assert answer["Location"] == f"/returns/{run.pk}/"
    assert words in _words(lead.get(answer["Location"]))
    assert not Event.objects.filter(kind="returns.taken_out").exists()


def test_a_stranger_finds_no_return(stranger: User, signed_in: Callable[[User], Client], run: Run) -> None:
    client = signed_in(stranger)

    for address in ("", "problems/nothing_known/", "sign/", "upload/", "file/"):
        assert client.get(f"/returns/{run.pk}/{address}").status_code == 404
    assert "No return has been built" in _words(client.get("/returns/"))


@pytest.mark.parametrize("role", ["adviser", "school_lead", "commissioner"])
def test_the_return_is_for_those_who_answer_for_it(
    staff: dict[str, User], signed_in: Callable[[User], Client], role: str
) -> None:
    assert signed_in(staff[role]).get("/returns/").status_code == 403


def test_a_page_of_problems_costs_the_same_however_many(lead: Client, saltmarsh: Organisation, person: Person) -> None:
    def queries(run: Run) -> int:
        with CaptureQueriesContext(connection) as captured:
            lead.get(f"/returns/{run.pk}/problems/nothing_known/")
        return len(captured)

    def built() -> Run:
        return build_return(organisation=saltmarsh, period_end=DAY, known_at=MORNING, by=SETUP, at=MORNING)

    first = built()
    queries(first)
    few = queries(first)
    make_pupils(saltmarsh, 30)

    assert queries(built()) == few


def test_a_month_signed_anew_says_why_and_shows_each_version(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client], lead: Client, run: Run
) -> None:
    manager = signed_in(staff["manager"])
    manager.post(f"/returns/{run.pk}/sign/", {"note": ""})
    later = MORNING + timedelta(minutes=9)
    make_pupils(saltmarsh, 1)
    again = build_return(organisation=saltmarsh, period_end=DAY, known_at=later, by=SETUP, at=later)

    assert SignOff.objects.count() == 1
    assert "Why is this month signed anew?" in _words(manager.get(f"/returns/{again.pk}/sign/"))
    assert "There is a problem" in _words(manager.post(f"/returns/{again.pk}/sign/", {"note": ""}))
    manager.post(f"/returns/{again.pk}/sign/", {"because": "Ten records were turned away"})

    said = _words(lead.get(f"/returns/{again.pk}/"))
    assert "Version 2 (this one)" in said
    assert "Ten records were turned away" in said
    changed = _words(lead.get(f"/returns/{again.pk}/changes/?version={run.pk}&show=joined"))
    assert "What it does to the rates" in changed
    assert "signed off" in changed
    assert lead.get(f"/returns/{again.pk}/changes/?version=999999").status_code == 200


def test_what_was_corrected_late_stands_by_name(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client], lead: Client, person: Person
) -> None:
    before = build_return(organisation=saltmarsh, period_end=date(2025, 12, 31), known_at=MORNING, by=SETUP, at=MORNING)
    signed_in(staff["manager"]).post(f"/returns/{before.pk}/sign/", {"note": ""})
    later = MORNING + timedelta(minutes=9)
    set_return_fact(person=person, field="send_flag", value="Y", source="page:1", from_date=None, by=SETUP, at=later)
    change_setting(saltmarsh, key="return.gap", value="fill", from_date=date(2025, 9, 1), by=SETUP, at=later)
    run = build_return(organisation=saltmarsh, period_end=DAY, known_at=later, by=SETUP, at=later)

    said = _words(lead.get(f"/returns/{run.pk}/changes/?show=late"))

    assert "Corrected late (" in said
