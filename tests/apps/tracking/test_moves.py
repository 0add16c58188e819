"""Moves between councils: what goes, what never does, and that another council's list reads what we send."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from tests.apps.imports.lists import send, sender_of
from tests.apps.tracking.test_destinations import do
from tests.factories.cast import SETUP, make_stranger, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, mark_address
from towpath.access.viewer import Viewer
from towpath.audit.models import Event
from towpath.contact.models import ContactEvent
from towpath.documents.paper import NoPdfError
from towpath.files.actions import open_kept
from towpath.files.models import StoredFile
from towpath.imports.actions import apply_batch
from towpath.organisation.models import Organisation
from towpath.people.models import Address, Identifier, Person
from towpath.people.queries import list_return_facts
from towpath.rules.moves import Part
from towpath.tracking.actions import MoveRefusedError, hand_over_move, record_move_in, record_move_out
from towpath.tracking.models import CouncilMove, Statement
from towpath.tracking.queries import MoveNotFoundError, get_move, list_moves, list_moves_of

pytestmark = pytest.mark.django_db

MOVED = date(2026, 1, 20)
EVERYTHING = frozenset(Part)


@pytest.fixture(autouse=True)
def _letters_as_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting a PDF takes seconds, and hides its words; the journey makes one."""

    def refused(page: str) -> bytes:
        raise NoPdfError("Not here.")

    monkeypatch.setattr("towpath.tracking.moving.pdf_of", refused)


@pytest.fixture
def wren(saltmarsh: Organisation) -> Person:
    """Return somebody at college since September."""
    wren = make_person(saltmarsh)
    do(wren, ("230", date(2025, 9, 8), "Estuary College"))
    return wren


def move(viewer: Viewer, person: Person, **told: object) -> CouncilMove:
    given = {"la_code": "341", "moved_date": MOVED, "to_whom": "Tracking, Liverpool", "ground": "ESA 2008 s.68"}
    return record_move_out(
        viewer, person, **{**given, "parts": EVERYTHING, **told}, by=viewer.actor, by_name="Devinder", at=MORNING
    )  # type: ignore[arg-type]


def sheet(move: CouncilMove) -> list[dict[str, str]]:
    with open_kept(move.sheet) as kept:  # type: ignore[arg-type]
        return list(csv.DictReader(io.StringIO(kept.read().decode("utf-8-sig"))))


def letter(move: CouncilMove) -> bytes:
    with open_kept(move.letter) as kept:  # type: ignore[arg-type]
        return kept.read()


def test_what_tracking_rests_on_goes_and_the_other_council_leads_from_that_day(
    saltmarsh: Organisation, wren: Person
) -> None:
    officer = make_viewer(saltmarsh, "tracking_officer")

    gone = move(officer, wren)

    [line] = sheet(gone)
    assert (line["GivenName"], line["FamilyName"], line["Date of Birth"]) == ("Wren", "Halloran", "2009-08-31")
    assert (line["ActivityCode"], line["StartDate"], line["EstablishmentName"]) == (
        "230",
        "2025-09-08",
        "Estuary College",
    )
    assert (line["Postcode"], line["Phone"], line["LeadLEA"]) == ("SM1 2AB", "07700900123", "341")
    lead = {each.field: each for each in list_return_facts(officer, wren.pk, DAY)}["lead_la"]
    assert (lead.value, lead.from_date) == ("341", MOVED)
    assert Event.objects.filter(kind="council_move.out_recorded").count() == 1
    with pytest.raises(MoveRefusedError, match="written down already"):
        move(officer, wren)
    assert [each.pk for each in list_moves_of(officer, wren.pk, DAY)] == [gone.pk]
    assert StoredFile.objects.filter(file_class="export").count() == 2


def test_a_protected_address_and_what_was_not_agreed_are_in_no_paper(saltmarsh: Organisation, wren: Person) -> None:
    officer = make_viewer(saltmarsh, "tracking_officer")
    mark_address(person=wren, source="page:1", by=SETUP, at=MORNING)

    gone = move(officer, wren, parts=frozenset({Part.ADDRESS}))

    [line] = sheet(gone)
    assert not any(line[name] for name in ("AddressLine1", "Town", "Postcode", "Phone", "Email"))
    assert gone.parts == "activity,who"
    assert b"Ropewalk" not in letter(gone)


def test_of_a_limited_record_name_birth_date_and_address_go_alone(saltmarsh: Organisation) -> None:
    limited = make_person(saltmarsh, replace(WREN, sharing_limited=True))

    [line] = sheet(move(make_viewer(saltmarsh, "manager"), limited))

    assert {name for name, cell in line.items() if cell} == {
        "GivenName", "MiddleName", "FamilyName", "Date of Birth", "AddressLine1", "Town", "Postcode", "CohortStatus",
        "LeadLEA", "ActivityCode", "StartDate", "Whose Word", "Sharing Limited",
    }  # fmt: skip
    assert line["ActivityCode"] == "810"


def test_a_paper_goes_by_the_log_alone_and_not_once_the_address_is_protected(
    saltmarsh: Organisation, wren: Person
) -> None:
    officer = make_viewer(saltmarsh, "tracking_officer")
    gone = move(officer, wren)

    content, file = hand_over_move(move=gone, name="sheet", by=officer.actor, at=MORNING)
    content.close()

    event = Event.objects.get(kind="file.released")
    assert (json.loads(event.persons), file.original_name) == ([wren.public_id], "move-to-341.csv")
    mark_address(person=wren, source="page:1", by=SETUP, at=MORNING)
    with pytest.raises(MoveRefusedError, match="protected since"):
        hand_over_move(move=gone, name="letter", by=officer.actor, at=MORNING)
    assert Event.objects.filter(kind="council_move.hand_over_refused").exists()


@pytest.mark.parametrize(
    ("told", "asks_for"),
    [
        ({"la_code": "343"}, "la_code"),
        ({"la_code": "004"}, "la_code"),
        ({"moved_date": date(2026, 2, 1)}, "moved_date"),
        ({"to_whom": " "}, "to_whom"),
        ({"ground": "x" * 65}, "ground"),
    ],
)
def test_a_move_that_cannot_be_writes_nothing(
    saltmarsh: Organisation, wren: Person, told: dict[str, object], asks_for: str
) -> None:
    with pytest.raises(MoveRefusedError) as refused:
        move(make_viewer(saltmarsh, "manager"), wren, **told)

    assert refused.value.asks_for == asks_for
    assert not CouncilMove.objects.exists()


def test_another_council_reads_the_sheet_as_a_list_and_leads_from_then(
    saltmarsh: Organisation, farbank: Organisation, wren: Person
) -> None:
    gone = move(make_viewer(saltmarsh, "manager"), wren, la_code=farbank.la_code)
    with open_kept(gone.sheet) as kept:  # type: ignore[arg-type]
        content = kept.read()

    sender_of(farbank, "caseload_extract", code="saltmarsh")
    batch = send(farbank, content, format_name="caseload_extract", code="saltmarsh")
    apply_batch(batch=batch, by=SETUP, at=MORNING)

    theirs = Identifier.objects.get(organisation=farbank, kind="upn").person
    told = Statement.objects.get(organisation=farbank)
    assert (told.code, told.provider_name, told.how) == ("230", "Estuary College", "another_council")
    assert Address.objects.get(organisation=farbank).postcode == "SM1 2AB"
    assert not ContactEvent.objects.filter(organisation=farbank).exists()
    came = record_move_in(person=theirs, la_code=saltmarsh.la_code, moved_date=MOVED, by=SETUP, at=MORNING)
    assert [each.pk for each in list_moves(make_stranger(farbank), DAY)] == [came.pk]


def test_nobody_else_finds_a_move(saltmarsh: Organisation, farbank: Organisation, wren: Person) -> None:
    gone = move(make_viewer(saltmarsh, "manager"), wren)

    for viewer in (make_viewer(saltmarsh, "commissioner"), make_stranger(farbank)):
        assert not list_moves(viewer, DAY)
        with pytest.raises(MoveNotFoundError):
            get_move(viewer, gone.pk, DAY)
