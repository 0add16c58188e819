"""A provider's list of courses and DfE's list of providers, previewed, applied, summed and undone."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college
from tests.factories.people import make_person
from tests.imports.files import FOLDER
from towpath.access.viewer import Viewer
from towpath.applications.actions import shortlist
from towpath.imports.actions import apply_batch, receive_list, undo_batch
from towpath.imports.models import Batch, Row, Sender
from towpath.imports.summing import Sum, sum_of
from towpath.organisation.models import Organisation
from towpath.provision.models import Establishment, Opening

pytestmark = [pytest.mark.django_db, pytest.mark.database]
EXAMPLE = (FOLDER / "course_directory" / "example.csv").read_bytes()
HOW = {"by": SETUP, "at": MORNING}


def sender_of(organisation: Organisation, layout: str, place: Establishment | None = None) -> Sender:
    return Sender.objects.create(
        organisation=organisation,
        code=layout.replace("_", "-"),
        name="Lock College",
        establishment=place,
        format=layout,
        created_at=MORNING,
    )


def receive(sender: Sender, content: bytes, on: date = DAY) -> Batch:
    return receive_list(sender=sender, content=content, name="courses.csv", as_at_date=on, **HOW)


@pytest.fixture
def college(saltmarsh: Organisation) -> Establishment:
    return make_college(saltmarsh)


@pytest.fixture
def sender(saltmarsh: Organisation, college: Establishment) -> Sender:
    return sender_of(saltmarsh, "course_directory", college)


def test_a_list_of_courses_is_shown_applied_and_the_same_again_changes_nothing(sender: Sender) -> None:
    batch = receive(sender, EXAMPLE)
    shown = sum_of(batch)
    assert not Opening.objects.exists()

    apply_batch(batch, **HOW)
    again = receive(sender, EXAMPLE)

    assert (shown.created, shown.waiting) == (3, 3)
    assert sum_of(batch) == Sum(created=3, updated=0, unchanged=0, rejected=0, held=0, skipped=1, waiting=0)
    assert sum_of(again).unchanged == 3


def test_what_the_list_says_is_kept_and_what_it_does_not_say_is_not_known(
    sender: Sender, college: Establishment
) -> None:
    apply_batch(receive(sender, EXAMPLE), **HOW)

    bricks, fresh, computing = Opening.objects.order_by("reference")
    assert (bricks.establishment, bricks.start_rule, bricks.start_date) == (college, "fixed_date", date(2026, 2, 2))
    assert (bricks.level, bricks.duration, bricks.study_mode, bricks.cost) == (1, "6 months", "full_time", 0)
    assert (fresh.start_rule, fresh.level) == ("roll_on", 0)
    assert (computing.start_rule, computing.start_date, computing.hours_a_week) == ("", None, None)
    assert {each.checked_date for each in (bricks, fresh, computing)} == {DAY}


def test_a_list_that_is_nobodys_is_turned_away_with_words(saltmarsh: Organisation) -> None:
    batch = receive(sender_of(saltmarsh, "course_directory"), EXAMPLE)

    assert sum_of(batch).rejected == 3
    assert "Nothing says whose this is" in batch.rows.order_by("number").last().problems[-1]["message"]  # type: ignore[union-attr]


def test_a_row_that_names_its_provider_is_that_providers(saltmarsh: Organisation, sender: Sender) -> None:
    weir = make_college(saltmarsh, name="Weir College", ukprn="10000002")
    content = b"UKPRN,COURSE_NAME,SEND_SUPPORT,PLACES,START_RULE\n10000002,Catering,yes,4,September only\n"

    apply_batch(receive(sender, content), **HOW)

    opening = Opening.objects.get()
    assert (opening.establishment, opening.has_send_support, opening.start_rule) == (weir, True, "september")
    assert (opening.places, opening.places_as_at_date) == (4, DAY)


def test_two_things_said_of_one_course_are_not_both_believed(sender: Sender) -> None:
    content = b"COURSE_NAME,COST\nPlumbing,0\nPlumbing,50\n"

    apply_batch(receive(sender, content), **HOW)

    assert [row.outcome for row in Row.objects.order_by("number")] == ["skipped", "created", "rejected"]


def test_undoing_takes_the_courses_out_but_for_one_that_somebody_applied_to(
    saltmarsh: Organisation, sender: Sender, adviser: Viewer
) -> None:
    batch = receive(sender, EXAMPLE)
    apply_batch(batch, **HOW)
    bricks = Opening.objects.get(reference="LC-001")
    shortlist(person=make_person(saltmarsh), opening=bricks, by=adviser.actor, at=MORNING)

    undone = undo_batch(batch, **HOW)

    assert (undone.openings, batch.state) == (2, Batch.State.UNDONE)
    assert list(Opening.objects.filter(withdrawn_at__isnull=True)) == [bricks]


def test_a_later_list_makes_the_entries_fresh(sender: Sender) -> None:
    apply_batch(receive(sender, EXAMPLE), **HOW)

    apply_batch(receive(sender, EXAMPLE, DAY + timedelta(days=30)), **HOW)

    assert {each.checked_date for each in Opening.objects.all()} == {DAY + timedelta(days=30)}


def test_a_provider_spelt_twice_is_held_once_under_its_first_name(saltmarsh: Organisation) -> None:
    content = (FOLDER / "apprenticeship_providers" / "example.csv").read_bytes()
    sender = sender_of(saltmarsh, "apprenticeship_providers")

    apply_batch(receive(sender, content), **HOW)
    again = receive(sender, content)

    towline, packet = Establishment.objects.order_by("ukprn")
    assert (towline.name, towline.is_training_provider) == ("Towline Training (invented)", True)
    assert packet.is_college
    assert sum_of(again).unchanged == 3


def test_a_register_puts_schools_on_the_map(saltmarsh: Organisation) -> None:
    content = (FOLDER / "gias" / "example.csv").read_bytes()

    apply_batch(receive(sender_of(saltmarsh, "gias"), content), **HOW)

    harbour = Establishment.objects.get(urn="199001")
    assert (harbour.easting, harbour.northing) == (334100, 395200)


def test_two_providers_of_one_name_are_two(saltmarsh: Organisation) -> None:
    content = b"ukprn,name,provider_type\n10000011,Manor Green,Other\n10000012,MANOR GREEN,Other\n"
    sender = sender_of(saltmarsh, "apprenticeship_providers")

    apply_batch(receive(sender, content), **HOW)

    assert list(Establishment.objects.order_by("ukprn").values_list("ukprn", flat=True)) == ["10000011", "10000012"]
    assert sum_of(receive(sender, content)).unchanged == 2


@pytest.mark.parametrize(
    ("layout", "path", "rows", "created"),
    [
        ("gias", "formats/gias/gias.csv", 60, 60),
        # Every UKPRN once, and each further spelling changes nothing.
        ("apprenticeship_providers", "providers/provider_names_ukprn.csv", 3310, 1602),
    ],
)
def test_the_published_registers_come_to_a_sum_that_holds(
    shared: Path, saltmarsh: Organisation, layout: str, path: str, rows: int, created: int
) -> None:
    batch = receive(sender_of(saltmarsh, layout), (shared / "data" / path).read_bytes())
    apply_batch(batch, **HOW)

    summed = sum_of(batch)
    assert (summed.read, summed.created, summed.rejected, summed.held) == (rows, created, 0, 0)
    assert summed.unchanged == rows - created
    assert Establishment.objects.count() == created


@pytest.mark.parametrize(
    ("name", "rows", "created", "rejected", "held"),
    [
        ("BARNSLEYCOLLEGE_Courses_08_07_2019_09_48.csv", 28, 27, 0, 0),
        ("BulkUpload_ValidMultipleWithRegions.csv", 25, 23, 0, 0),
        ("BulkUpload_ValidClassroomOnlineWorkbasedMixture.csv", 28, 27, 0, 0),
        ("BulkUpload_100courses.csv", 100, 100, 0, 0),
        ("BulkUpload_StartDateYearInvalid.csv", 1, 0, 0, 1),
        ("BulkUpload_MultipleErrors.csv", 13, 12, 1, 0),
    ],
)
def test_the_published_files_come_to_a_sum_that_holds(
    shared: Path, sender: Sender, name: str, rows: int, created: int, rejected: int, held: int
) -> None:
    batch = receive(sender, (shared / "data" / "formats" / "course_directory" / name).read_bytes())
    apply_batch(batch, **HOW)

    summed = sum_of(batch)
    assert (summed.read, summed.created, summed.rejected, summed.held) == (rows, created, rejected, held)
    # What is neither is a row that says again, word for word, what one above it says.
    assert summed.unchanged == rows - created - rejected - held
