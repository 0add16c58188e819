"""A college is asked for a list, sends a messy one by its link, mends it, and tells of a learner who stops coming."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event as Flag

from tests.apps.imports.lists import as_bytes, sender_of, starter
from tests.factories.people import WREN, make_person
from tests.factories.uploads import make_college, make_contact, open_email, owed_by
from tests.journeys.visitor import DESK, PHONE, Visitor
from towpath.access.models import User
from towpath.imports.models import Batch
from towpath.jobs.worker import run_worker
from towpath.organisation.models import Organisation

BOTH = (PHONE, DESK)
HEADINGS = tuple(starter(1))


def messy(*, mended: bool) -> bytes:
    """Return three starters under a title and two rows of headings, dates in three styles; one of them is no date."""
    above = ["Learner", "", "", "", "", "Programme", *[""] * (len(HEADINGS) - 6)]
    starts = ("08/09/2025", "2025-09-15", "22 September 2025" if mended else "after half term")
    rows = [starter(number, **{"Start Date": start}) for number, start in enumerate(starts, start=1)]
    title = ["Lock College starters, printed 30/01/2026", *[""] * (len(HEADINGS) - 1)]
    return as_bytes([title, above, list(HEADINGS), *([row[name] for name in HEADINGS] for row in rows)])


def sends(contact: Visitor, folder: Path, content: bytes) -> None:
    path = folder / "starters.csv"
    path.write_bytes(content)
    contact.fills({"Day": "30", "Month": "1", "Year": "2026"})
    contact.page.get_by_label("The file").set_input_files(str(path))
    contact.presses("Send")


def test_a_college_is_asked_sends_mends_and_tells_of_a_worry(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, tmp_path: Path
) -> None:
    # Given a college that owes us its starters, and an officer who adds whom to write to
    sender = make_college(saltmarsh, owner=staff["tracking_officer"])
    owed_by(sender)
    make_person(saltmarsh, WREN)
    officer = visitor(staff["tracking_officer"], width=BOTH).goes_to(f"/lists/senders/{sender.pk}/asking/")
    officer.sees("Ask Lock College for a list").finds_no_fault().takes_picture("asking-none")
    officer.follows("Add a contact").sees("Add a contact").finds_no_fault()
    officer.presses("Add").sees("Add a contact").finds_no_fault()
    officer.fills({"Name": "Priya Nair", "E-mail address (optional)": "priya.nair@lock.example"}).presses("Add")
    officer.sees("Ask Lock College for a list").finds_no_fault().takes_picture("asking-contact")

    # When she writes the letter, its link is shown this once
    officer.presses("Write about a list").sees("Write about a list").finds_no_fault().takes_picture("asking-question")
    for choice in ("Due 27 February 2026", "Priya Nair", "Ask for it", "A letter that I print"):
        officer.page.get_by_label(choice).check()
    officer.presses("Write it").sees("Please send: College and provider starters").finds_no_fault()
    officer.takes_picture("asking-letter")
    assert "section 72" in officer.text()
    link = next(word for word in officer.text().split() if "/send/" in word)
    with officer.page.expect_download() as printed:
        officer.presses("Take it as a PDF to print")
    assert Path(printed.value.path()).read_bytes().startswith(b"%PDF")

    # Then the contact, who has no account, sends a messy file and sees what to mend in it
    contact = visitor(width=BOTH).goes_to(link).sees("College and provider starters").finds_no_fault()
    contact.takes_picture("sending")
    contact.presses("Send").sees("College and provider starters").finds_no_fault()
    sends(contact, tmp_path, messy(mended=False))
    contact.sees("1 row to mend").finds_no_fault().takes_picture("sending-to-mend")
    assert "after half term" in contact.text()
    assert "3 rows in your list. 2 read well." in contact.text()
    with contact.page.expect_download() as taken:
        contact.follows("Take these rows away as a file (CSV)")
    assert "after half term" in Path(taken.value.path()).read_text(encoding="utf-8-sig")

    # And the mended one takes its place
    contact.presses("Send the mended file").sees("College and provider starters")
    sends(contact, tmp_path, messy(mended=True))
    contact.sees("We have it").finds_no_fault().takes_picture("sending-done")
    assert "3 rows read." in contact.text()
    contact.goes_to(link).sees("This link does not work").finds_no_fault().takes_picture("sending-over")

    # So the officer looks at one list, and applies it
    run_worker(Flag(), until_empty=True)
    number = Batch.objects.get(state="staged").number
    officer.goes_to(f"/lists/senders/{sender.pk}/asking/").finds_no_fault().takes_picture("asking-came")
    officer.goes_to(f"/lists/{number}/").finds_no_fault().takes_picture("asking-list")
    officer.presses("Apply this list").sees("Work under way")
    run_worker(Flag(), until_empty=True)
    officer.goes_to("/lists/senders/?show=came").sees("Sender board").finds_no_fault()
    assert f"See list {number}" in officer.text()

    # And a worry told by a link of its own becomes a task
    officer.goes_to(f"/lists/senders/{sender.pk}/asking/").presses("Make a link for attendance worries for Priya Nair")
    officer.sees("Link for attendance worries").finds_no_fault().takes_picture("worries-link")
    link = next(word for word in officer.text().split() if "/send/worry/" in word)
    contact.goes_to(link).sees("Tell us of a learner who stops attending").finds_no_fault().takes_picture("worry")
    contact.presses("Send").finds_no_fault()
    contact.fills({"First name": "Wren", "Last name": "Halloran"})
    born = contact.page.get_by_role("group", name="Date of birth")
    for label, part in (("Day", "31"), ("Month", "8"), ("Year", "2009")):
        born.get_by_label(label).fill(part)
    contact.page.get_by_label("What worries you?").fill("Not seen since the mock exams.")
    contact.presses("Send").sees("We have it").finds_no_fault().takes_picture("worry-done")
    run_worker(Flag(), until_empty=True)
    officer.goes_to("/attendance-worries/").sees("Worries about attendance").finds_no_fault().takes_picture("worries")
    assert "Not seen since the mock exams." in officer.text()


def test_a_college_that_signs_in_sees_its_own_and_a_lead_asks_all_that_are_owed(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, tmp_path: Path
) -> None:
    # Given two colleges that owe us a list, one with nobody to write to
    sender = make_college(saltmarsh, owner=staff["tracking_officer"])
    expected, contact = owed_by(sender, date(2026, 2, 13)), make_contact(sender)
    owed_by(sender_of(saltmarsh), date(2026, 2, 13))
    open_email(saltmarsh)

    # When a data lead asks all that are owed, she sees first who is left out and why
    lead = visitor(staff["data_lead"], width=BOTH).goes_to("/lists/senders/").sees("Sender board").finds_no_fault()
    lead.takes_picture("board-owed").presses("Ask all that are owed").sees("Ask all that are owed").finds_no_fault()
    lead.takes_picture("ask-all")
    assert "Nobody to write to: add a contact" in lead.text()
    lead.presses("Send 1 e-mail").sees("Sender board").finds_no_fault().takes_picture("board-asked")
    assert "Asked 31 Jan 2026 by Devinder Gill. Remind from 14 Feb 2026" in lead.text()
    run_worker(Flag(), until_empty=True)
    lead.goes_to(f"/lists/senders/{sender.pk}/asking/").finds_no_fault().takes_picture("asking-e-mailed")
    assert "E-mail, kept in the outbox" in lead.text()
    lead.page.get_by_role("button", name="Stop this link").click()
    lead.sees("Ask Lock College for a list").finds_no_fault()
    assert "Priya Nair’s link works no longer." in lead.page.locator("body").inner_text()

    # And lets the contact sign in
    lead.page.get_by_role("button", name="Let them sign in").click()
    lead.sees("Let Priya Nair sign in").finds_no_fault()
    lead.takes_picture("account-link")
    contact.refresh_from_db()

    # Then the contact sees what is asked, sends it, and sees their own learners
    college = visitor(contact.user, width=BOTH).goes_to("/").sees("Your lists").finds_no_fault()
    college.takes_picture("own-home-none")
    college.follows("Send it").sees("College and provider starters").finds_no_fault().takes_picture("own-send")
    sends(college, tmp_path, messy(mended=False))
    college.sees("1 row to mend").finds_no_fault().takes_picture("own-read")
    college.follows("See the learners in it").sees("Learners in your list").finds_no_fault()
    college.takes_picture("own-learners")
    college.goes_to(f"/my-lists/{expected.pk}/send/")
    sends(college, tmp_path, messy(mended=True))
    college.sees("3 rows, all read well").finds_no_fault()
    college.goes_to("/my-lists/").sees("Your lists").finds_no_fault().takes_picture("own-home")

    # And tells of learners by a file with headings of their own
    college.goes_to("/my-lists/worries/").sees("Learners who stop attending").finds_no_fault()
    college.presses("Tell us of several by a file").sees("Tell us of several learners by a file").finds_no_fault()
    path = tmp_path / "worries.csv"
    rows = [["Etunimi", "Sukunimi", "DOB", "Warum"], ["Wren", "Halloran", "31/08/2009", "Not seen."]]
    path.write_bytes(as_bytes([*rows, ["Robin", "Gill", "sometime", "Not seen."]]))
    college.page.get_by_label("The file").set_input_files(str(path))
    college.presses("Send").sees("Which column is which?").finds_no_fault().takes_picture("own-columns")
    for label, heading in (("First name", "Etunimi"), ("Family name", "Sukunimi"), ("What worries you?", "Warum")):
        college.page.get_by_label(label, exact=True).select_option(heading)
    college.page.get_by_label("The file").set_input_files(str(path))
    college.presses("Send").sees("1 row to mend").finds_no_fault().takes_picture("own-worries-read")
    college.goes_to("/my-lists/worries/tell/").finds_no_fault().takes_picture("own-tell")
    college.goes_to("/my-lists/worries/").finds_no_fault().takes_picture("own-worries")
    assert "Wren Halloran" in college.text()
    college.goes_to("/people/").finds_no_fault().takes_picture("own-refused")
