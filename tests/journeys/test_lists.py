"""A list from its file to its applying, who a row is about, and which of two words to go by."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event as Flag

import pytest
from django.urls import reverse

from tests.apps.imports.lists import load, moved_on, pupil, roll, send, sender_of
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.journeys.visitor import DESK, EVERY_WIDTH, PHONE, Visitor
from tests.web.imports.waiting import waiting_row
from towpath.access.models import User
from towpath.imports.actions import expect_list
from towpath.imports.models import Batch
from towpath.jobs.worker import run_worker
from towpath.organisation.models import Organisation
from towpath.people.actions.recording import record_person
from towpath.people.facts import PersonFacts


def _file(folder: Path, content: bytes) -> str:
    path = folder / "roll.csv"
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(("script", "width"), [(True, PHONE), (False, DESK)])
def test_a_data_lead_loads_looks_applies_and_undoes(
    visitor: Callable[..., Visitor],
    staff: dict[str, User],
    saltmarsh: Organisation,
    tmp_path: Path,
    script: bool,
    width: int,
) -> None:
    # Given a school that sends its roll
    sender_of(saltmarsh)
    lead = visitor(staff["data_lead"], width=width, script=script).goes_to("/lists/").sees("Lists").finds_no_fault()
    assert "No lists yet" in lead.text()

    # When she sends nothing, she is told what is missing
    lead.goes_to("/lists/add/").presses("Read the list").sees("Load a list").finds_no_fault()
    assert "Choose a file." in lead.text()
    lead.takes_picture(f"lists-add-error-{script}")

    # And when she sends a file, she sees what it would do
    if script:
        lead.page.get_by_label("Who sent it").fill("A sender")
        lead.page.get_by_role("option", name="A sender: School roll").click()
    else:
        lead.page.get_by_label("Who sent it").select_option(label="A sender: School roll")
    lead.page.get_by_label("The file").set_input_files(_file(tmp_path, roll(pupil(1), pupil(2, DOB="31/02/2009"))))
    lead.presses("Read the list").sees("List 1: School roll, A sender").finds_no_fault()
    assert "1 to create + 1 to reject = 2 rows read." in lead.text()
    lead.takes_picture(f"lists-staged-{script}")

    # Then she applies it and can watch
    lead.presses("Apply this list").sees("Work under way").finds_no_fault().takes_picture(f"lists-work-{script}")
    run_worker(Flag(), until_empty=True)
    lead.page.reload()
    lead.sees("Finished").finds_no_fault().follows("See the list")
    lead.sees("List 1: School roll, A sender").finds_no_fault()
    assert "1 created + 1 rejected = 2 rows read." in lead.text()

    # And takes it back
    lead.follows("Undo this list").sees("Undo list 1?").finds_no_fault().takes_picture(f"lists-undo-{script}")
    lead.presses("Undo this list").sees("Work under way")
    run_worker(Flag(), until_empty=True)
    lead.goes_to("/lists/1/").sees("List 1: School roll, A sender").finds_no_fault()
    assert Batch.objects.get().state == "undone"


def test_a_list_that_would_drop_many_stops_and_asks(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    load(saltmarsh, roll(*(pupil(number) for number in range(12))))
    stopped = send(saltmarsh, roll(pupil(1)))

    lead = visitor(staff["data_lead"], width=(PHONE, DESK)).goes_to(f"/lists/{stopped.number}/").finds_no_fault()
    lead.takes_picture("lists-stopped")
    assert "11 of the 12 young people" in lead.text()

    lead.presses("Accept the alarm and go on")
    lead.page.get_by_text("The alarm is accepted. Nothing is applied yet.").wait_for()
    lead.finds_no_fault()


@pytest.mark.parametrize("script", [True, False])
def test_a_list_is_chased_by_somebody_else_and_then_no_more(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, script: bool
) -> None:
    # Given a school that owes us a list, and nobody who chases it
    sender = sender_of(saltmarsh)
    expect_list(sender=sender, due_date=date(2026, 1, 28), by=SETUP, at=MORNING)
    officer = visitor(staff["tracking_officer"], width=PHONE, script=script).goes_to("/lists/senders/")
    assert "Nobody yet" in officer.text()

    # When she takes it on
    officer.follows("A sender").sees("A sender: School roll").finds_no_fault().takes_picture(f"sender-{script}")
    if script:
        officer.page.get_by_label("Who of ours chases them").fill(staff["tracking_officer"].name)
        officer.page.get_by_role("option", name=staff["tracking_officer"].name).click()
    else:
        officer.page.get_by_label("Who of ours chases them").select_option(label=staff["tracking_officer"].name)
    officer.presses("Save").sees("Sender board").finds_no_fault()
    assert staff["tracking_officer"].name in officer.text()

    # And hears that it will not come
    officer.goes_to(f"/lists/senders/{sender.pk}/").page.get_by_role("button", name="Stop expecting it").click()
    officer.sees("A sender: School roll").finds_no_fault()
    assert "The list due on 28 January 2026 is not expected any more." in officer.text()
    officer.follows("They no longer send this list").sees("Does A sender no longer send this list?").finds_no_fault()
    officer.presses("Take them off the board").sees("Sender board").finds_no_fault()
    assert "No list is owed" in officer.text()


def test_a_tracking_officer_decides_by_keyboard_and_takes_it_back(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    # Given a row that may be about somebody we hold
    waiting_row(saltmarsh)
    name = "{Forename} {Surname}".format_map(moved_on(1))
    officer = (
        visitor(staff["tracking_officer"], width=(DESK, PHONE))
        .goes_to("/who-is-this/")
        .sees("Who is this?")
        .finds_no_fault()
    )
    officer.takes_picture("matching-list")

    # When she says, by keyboard alone, that it is the same person
    officer.tabs_to("Start with the first").page.keyboard.press("Enter")
    officer.sees(f"Who is {name}?").finds_no_fault().takes_picture("matching-row")
    officer.tabs_to("Same person").page.keyboard.press("Enter")

    # Then nothing is left, and she can still take it back
    officer.sees("Who is this?").finds_no_fault().takes_picture("matching-done")
    assert "Decided: the same person." in officer.text()
    officer.presses("Undo my last decision").sees(f"Who is {name}?").finds_no_fault()
    assert "The decision is undone." in officer.text()

    # And once she has switched keys on, one key decides and another takes it back
    officer.page.keyboard.press("1")
    officer.presses("Decide by single keys").sees(f"Who is {name}?").finds_no_fault().takes_picture("matching-keys")
    officer.page.keyboard.press("1")
    officer.sees("Who is this?").finds_no_fault()
    assert "Decided: the same person." in officer.text()

    # And later she finds it among what is remembered, and undoes it there
    officer.follows("What was decided before").sees("Decisions remembered").finds_no_fault()
    officer.takes_picture("matching-decided").page.get_by_role("link", name=f"Undo the decision about {name}").click()
    officer.sees("Undo this decision?").finds_no_fault().takes_picture("matching-decided-one")
    officer.presses("Undo it").sees("Decisions remembered").finds_no_fault()
    assert "The decision is undone." in officer.text()


def test_a_data_lead_joins_two_records_of_one_person_and_parts_them(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    # Given somebody who is held twice, once under a short name
    for number, said in enumerate(({"Forename": "Thomas"}, {"Forename": "Tom", "UPN": "", "Postcode": "PR8 1AA"})):
        told = pupil(1, **said)
        facts = PersonFacts(
            legal_given_name=told["Forename"],
            legal_family_name=told["Surname"],
            birth_date=date(2009, 2, 2),
            postcode=told["Postcode"],
        )
        record_person(organisation=saltmarsh, facts=facts, source=f"page:{number}", by=SETUP, at=MORNING)

    # When she looks for duplicates
    lead = visitor(staff["data_lead"], width=EVERY_WIDTH).goes_to("/duplicates/").sees("Duplicates").finds_no_fault()
    lead.presses("Look through everybody now").sees("Work under way")
    run_worker(Flag(), until_empty=True)
    lead.goes_to("/duplicates/").sees("Duplicates").finds_no_fault().takes_picture("duplicates")
    lead.page.get_by_role("link", name=pupil(1)["Surname"]).first.click()

    # Then she sees both side by side, and joins them
    lead.sees("One person or two?").finds_no_fault().takes_picture("duplicates-pair")
    lead.presses("Decide").finds_no_fault()
    assert "There is a problem" in lead.text()
    lead.page.get_by_label("Yes, and record A goes on").check()
    lead.presses("Decide")
    lead.page.get_by_text("Joined: the two records are one person now.").wait_for()
    lead.finds_no_fault().takes_picture("duplicates-joined")

    # And parts them again
    lead.follows("Part them again")
    lead.page.get_by_role("heading", name="Make two people of them again").wait_for()
    lead.finds_no_fault().presses("Part them")
    lead.page.get_by_text("They are two people again.").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_a_tracking_officer_goes_by_the_news(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation, script: bool
) -> None:
    waiting_row(saltmarsh)
    name = "{Forename} {Surname}".format_map(pupil(1))
    officer = visitor(staff["tracking_officer"], width=PHONE, script=script)

    officer.goes_to("/conflicts/").sees("Conflicts").finds_no_fault().takes_picture(f"conflicts-{script}")
    officer.follows(name).sees(f"What is {name} doing?").finds_no_fault().takes_picture(f"conflict-{script}")
    officer.presses("Go by the news").sees("Conflicts").finds_no_fault()

    assert "The news is what we go by now." in officer.text()
    assert "No conflicts" in officer.text()


def test_every_page_about_one_list_row_or_conflict_is_sound(
    visitor: Callable[..., Visitor], staff: dict[str, User], saltmarsh: Organisation
) -> None:
    row, conflict = waiting_row(saltmarsh)
    applied = Batch.objects.get(state="applied")
    lead = visitor(staff["data_lead"], width=EVERY_WIDTH)
    pages = {
        "imports": reverse("imports"),
        "imports_batch": reverse("imports_batch", args=[row.batch.number]),
        "imports_batch_held": reverse("imports_batch", args=[row.batch.number]) + "?show=held",
        "imports_batch_created": reverse("imports_batch", args=[applied.number]) + "?show=created",
        "imports_undo": reverse("imports_undo", args=[applied.number]),
        "imports_senders": reverse("imports_senders") + "?show=senders",
        "imports_senders_expect": reverse("imports_senders_expect", args=[applied.sender_id]),
        "imports_senders_change": reverse("imports_senders_change", args=[applied.sender_id]),
        "imports_senders_stop": reverse("imports_senders_stop", args=[applied.sender_id]),
        "matching": reverse("matching"),
        "matching_row": reverse("matching_row", args=[row.pk]),
        "conflicts_one": reverse("conflicts_one", args=[conflict.pk]),
    }

    for name, address in pages.items():
        lead.goes_to(address).finds_no_fault().takes_picture(name)
    for name, address in pages.items():
        lead.goes_to(address).spaces_text_out()
        assert lead.sideways() <= 0, name
