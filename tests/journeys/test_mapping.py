"""A list in a layout that nobody told us of: said once what it is, read, and next time read with no question."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse

from tests.apps.imports.lists import load, pupil, roll, send, sender_of
from tests.apps.imports.test_moving import history
from tests.imports.files import as_xlsx
from tests.journeys.visitor import DESK, PHONE, Visitor
from towpath.access.models import User
from towpath.imports.models import Batch, Layout
from towpath.organisation.models import Organisation
from towpath.tracking.models import Proposal

TYPED = ("Surname", "Forename", "DOB", "Postcode")
HEADINGS = ["Client surname", "Known as", "Born", "Where", "Position"]


def _club(folder: Path, *numbers: int) -> str:
    """Return the workbook of a youth club: a title, its own headings, and its own words for what somebody does."""
    people = [[pupil(number)[name] for name in TYPED] for number in numbers]
    positions = ["Attends", "Dropped out", "On the dole"]
    path = folder / f"club-{len(numbers)}.xlsx"
    rows = [*people]
    path.write_bytes(
        as_xlsx(
            [
                ["Quay Youth Club, January"],
                [],
                HEADINGS,
                *([*row, positions[place % 3]] for place, row in enumerate(rows)),
            ]
        )
    )
    return str(path)


@pytest.mark.parametrize("width", [(PHONE, DESK)])
def test_an_officer_says_once_what_a_youth_clubs_columns_are(
    visitor: Callable[..., Visitor],
    staff: dict[str, User],
    saltmarsh: Organisation,
    tmp_path: Path,
    width: tuple[int, int],
) -> None:
    # Given three people whom we know, and a club that sends a list of its own making
    load(saltmarsh, roll(*(pupil(number) for number in (1, 2, 3))), code="a-school")
    sender_of(saltmarsh, "people_list", code="quay-club")
    officer = visitor(staff["tracking_officer"], width=width)

    # When she loads it, she is asked what its columns are
    officer.goes_to("/lists/add/").sees("Load a list").finds_no_fault().takes_picture("mapping-add")
    officer.page.get_by_label("Who sent it").fill("A sender")
    officer.page.get_by_role("option", name="A sender: List of people, in any layout").click()
    officer.page.get_by_label("The file").set_input_files(_club(tmp_path, 1, 2, 3))
    officer.presses("Read the list").sees("List 2: List of people, in any layout, A sender").finds_no_fault()
    officer.takes_picture("mapping-asks").presses("Say what each column is")
    officer.sees("What are the columns of list 2?").finds_no_fault().takes_picture("mapping-columns")

    # And says so, and what the club's words mean
    for heading, field in (("Known as", "First name"), ("Position", "What the row says: started, left, still here…")):
        officer.page.get_by_label(f"What is “{heading}”?").select_option(label=field)
    officer.page.get_by_label("Activity code, or words for it").select_option(value="530")
    officer.page.get_by_label("Start date").fill("8/9/2025")
    officer.page.get_by_label("End date").fill("as at")
    officer.presses("Show what would be read")
    officer.page.get_by_label("What does “Attends” mean?").select_option(label="Started")
    officer.page.get_by_label("What does “Dropped out” mean?").select_option(label="Not here any more")
    officer.page.get_by_label("What does “On the dole” mean?").select_option(label="Claims a benefit (proposed only)")
    officer.presses("Show what would be read")
    officer.page.get_by_text("3 can be read = 3 rows looked at.").wait_for()
    officer.finds_no_fault().takes_picture("mapping-tried")

    # Then the list is read, and a claim is only proposed
    officer.presses("Save and read the list").sees("List 2: List of people, in any layout, A sender").finds_no_fault()
    assert "= 3 rows read." in officer.text()
    officer.takes_picture("mapping-read")

    # And the next one with the same headings is read with no question
    following = send(saltmarsh, Path(_club(tmp_path, 3, 1)).read_bytes(), "people_list", code="quay-club")
    assert (following.state, following.layout) == ("staged", Layout.objects.get())
    officer.goes_to(reverse("imports_senders_change", args=[following.sender_id])).finds_no_fault()
    officer.takes_picture("mapping-sender")


def test_a_claim_on_a_list_is_agreed_by_a_person(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    # Given a claim that the Jobcentre's list proposes
    load(saltmarsh, roll(pupil(1)), code="a-school")
    claim = [["Says", *TYPED, "Start Date"], ["New claim", *(pupil(1)[name] for name in TYPED), "05/01/2026"]]
    load(saltmarsh, as_xlsx(claim), "people_list", code="jobcentre")
    officer = visitor(staff["tracking_officer"], width=PHONE)

    # When she looks at it beside what we hold
    officer.goes_to("/proposals/lists/").sees("Proposed by lists").finds_no_fault().takes_picture("claims")
    name = f"{pupil(1)['Forename']} {pupil(1)['Surname']}"
    officer.follows(name).sees(f"Is this what {name} does?").finds_no_fault().takes_picture("claim")

    # Then it is their status once she agrees
    officer.presses("Yes, record it").sees("Proposed by lists").finds_no_fault()
    assert Proposal.objects.get().state == "taken"
    assert Batch.objects.count() == 2


def test_a_data_lead_sees_that_nothing_was_lost_on_the_move(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    # Given a history that came from the old system
    batch = load(saltmarsh, history(), "caseload_extract", code="old-system")
    lead = visitor(staff["data_lead"], width=(PHONE, DESK))

    # When she types in what the old system says that it holds
    lead.goes_to(f"/lists/senders/{batch.sender_id}/move/").sees("Moving in from A sender").finds_no_fault()
    lead.fills({"Activities (optional)": "4", "Young people (optional)": "3"}).presses("Save the totals")
    lead.page.get_by_text("2 totals saved.").wait_for()
    lead.finds_no_fault().takes_picture("move-totals")

    # Then she sees what is all there, what is short, and what was left behind
    assert "All there" in lead.text()
    assert "1 short" in lead.text()
    lead.follows("Left behind").sees("Moving in from A sender").finds_no_fault().takes_picture("move-left")
    lead.follows("What we would return").sees("Moving in from A sender").finds_no_fault().takes_picture("move-return")
