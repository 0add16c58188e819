"""Moves between councils: what goes, what never does, and that another council's list reads what we send."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta

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
from towpath.imports.models import Batch, Row
from towpath.organisation.models import Organisation
from towpath.people.actions import record_sharing_limit, set_return_fact
from towpath.people.models import Address, ContactRoute, Identifier, Person, ReturnFact
from towpath.people.queries import list_return_facts
from towpath.rules.moves import Part
from towpath.tracking.actions import (
    MoveRefusedError,
    hand_over_move,
    moves,
    record_move_in,
    record_move_out,
    record_statements,
    withdraw_move,
)
from towpath.tracking.models import CouncilMove, Statement
from towpath.tracking.queries import (
    MoveNotFoundError,
    get_move,
    list_handed_over,
    list_moves,
    list_moves_of,
    list_statuses,
)
from towpath.tracking.values import NewStatement

pytestmark = pytest.mark.django_db

MOVED = date(2026, 1, 20)
LATER = MORNING + timedelta(hours=1)
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


def arrives(council: Organisation, move: CouncilMove) -> Batch:
    """Load the sheet of a move at the other council."""
    with open_kept(move.sheet) as kept:  # type: ignore[arg-type]
        return _sent(council, kept.read())


def _sent(council: Organisation, content: bytes) -> Batch:
    sender_of(council, "caseload_extract", code="saltmarsh")
    return send(council, content, format_name="caseload_extract", code="saltmarsh")


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


def test_a_phone_number_with_its_country_goes_as_it_is(saltmarsh: Organisation, wren: Person) -> None:
    ContactRoute.objects.filter(person=wren, kind="phone").update(value="+447700900123")

    [line] = sheet(move(make_viewer(saltmarsh, "manager"), wren))

    assert line["Phone"] == "+447700900123"


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
        "LeadLEA", "Whose Word", "Sharing Limited",
    }  # fmt: skip


def test_what_was_done_before_16_and_what_youth_justice_told_stay_here(saltmarsh: Organisation, wren: Person) -> None:
    do(wren, ("130", date(2024, 11, 3), "Feltham"))
    told = NewStatement(
        person_id=wren.pk, code="710", start_date=date(2025, 12, 1), how="youth_justice", sender="yjs",
        provider_name="Ashfield", source="import:4:1",
    )  # fmt: skip
    record_statements(organisation=saltmarsh, incoming=[told], by=SETUP, at=MORNING)

    gone = move(make_viewer(saltmarsh, "tracking_officer"), wren)

    assert [line["ActivityCode"] for line in sheet(gone)] == ["230"]
    assert not [name for name in (b"Feltham", b"Ashfield", b"ustody (") if name in letter(gone)]


def test_of_whom_nothing_may_be_told_the_sheet_says_so_and_the_letter_says_to_ring(
    saltmarsh: Organisation, farbank: Organisation
) -> None:
    pupil = make_person(saltmarsh)
    do(pupil, ("110", date(2024, 9, 3), "Saltmarsh High"))

    gone = move(make_viewer(saltmarsh, "tracking_officer"), pupil, la_code=farbank.la_code)

    [line] = sheet(gone)
    assert [line[name] for name in ("ActivityCode", "StartDate", "DateVerified")] == ["", "", ""]
    assert line["Activity Note"] == "Nothing that may be shared"
    assert b"We hold nothing since 16 that may go" in letter(gone)

    batch = arrives(farbank, gone)

    row = Row.objects.get(batch=batch, outcome="")
    assert [problem["message"] for problem in row.problems if problem["code"] == "activity.not_shared"] == [
        "The sender may share nothing of what they do: the person arrives, and we do not know what they do."
    ]
    apply_batch(batch=batch, by=SETUP, at=MORNING)
    theirs = Identifier.objects.get(organisation=farbank, kind="upn").person
    assert not Statement.objects.filter(organisation=farbank).exists()
    viewer = make_stranger(farbank)
    assert list_statuses(viewer, [theirs.pk], DAY)[theirs.pk].code == ""


def test_a_row_without_an_activity_that_says_nothing_of_it_is_still_refused(
    saltmarsh: Organisation, farbank: Organisation, wren: Person
) -> None:
    gone = move(make_viewer(saltmarsh, "tracking_officer"), wren, la_code=farbank.la_code)
    with open_kept(gone.sheet) as kept:  # type: ignore[arg-type]
        content = kept.read().replace(b",230,", b",,")

    [row] = Row.objects.filter(batch=_sent(farbank, content), outcome="rejected")

    assert [problem["code"] for problem in row.problems if problem["severity"] == "error"] == ["value.missing"]


def test_no_paper_goes_once_sharing_was_limited(saltmarsh: Organisation, wren: Person) -> None:
    officer = make_viewer(saltmarsh, "tracking_officer")
    gone = move(officer, wren, parts=frozenset())
    record_sharing_limit(person=wren, asked_by="young_person", source="page:1", by=SETUP, at=MORNING)

    with pytest.raises(MoveRefusedError, match="Withdraw it and write it down again: less"):
        hand_over_move(move=gone, name="letter", by=officer.actor, at=MORNING)

    assert not Event.objects.filter(kind="file.released").exists()
    assert Event.objects.filter(kind="council_move.hand_over_refused").exists()


def test_a_second_tab_or_a_fall_half_way_leaves_no_papers_of_nobody(
    saltmarsh: Organisation, wren: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = make_viewer(saltmarsh, "tracking_officer")
    alone = moves.letter_of

    def while_the_other_tab_saves(*told: object, **how: object) -> tuple[bytes, str]:
        monkeypatch.setattr(moves, "letter_of", alone)
        move(officer, wren)
        return alone(*told, **how)  # type: ignore[arg-type]

    def falls(**told: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(moves, "letter_of", while_the_other_tab_saves)
    with pytest.raises(MoveRefusedError, match="written down already"):
        move(officer, wren)
    monkeypatch.setattr(moves, "set_return_fact", falls)
    with pytest.raises(KeyboardInterrupt):
        move(officer, wren, la_code="344")

    assert (CouncilMove.objects.count(), StoredFile.objects.count()) == (1, 2)


def test_a_move_withdrawn_gives_the_lead_back_and_its_papers_go_no_more(saltmarsh: Organisation, wren: Person) -> None:
    officer = make_viewer(saltmarsh, "tracking_officer")
    set_return_fact(
        person=wren, field="lead_la", value="344", source="page:1", by=SETUP, at=MORNING, from_date=date(2025, 9, 1)
    )
    gone = move(officer, wren)
    content, _ = hand_over_move(move=gone, name="letter", by=officer.actor, at=MORNING)
    content.close()

    with pytest.raises(MoveRefusedError, match="Say why"):
        withdraw_move(move=gone, because=" ", by=officer.actor, at=LATER)
    withdraw_move(move=gone, because="The wrong Wren", by=officer.actor, at=LATER)

    lead = ReturnFact.objects.known_at(None).get(person=wren, field="lead_la")
    assert (lead.value, lead.from_date, lead.to_date) == ("344", date(2025, 9, 1), None)
    kept = get_move(officer, gone.pk, DAY)
    assert (kept.withdrawn_because, kept.withdrawn_by, list_handed_over(officer, kept)) == (
        "The wrong Wren",
        officer.user,
        ["letter"],
    )
    with pytest.raises(MoveRefusedError, match="withdrawn"):
        hand_over_move(move=gone, name="sheet", by=officer.actor, at=LATER)
    with pytest.raises(MoveRefusedError, match="withdrawn"):
        withdraw_move(move=gone, because="Again", by=officer.actor, at=LATER)
    assert (StoredFile.objects.get(pk=gone.sheet_id).removed_at, Event.objects.filter(
        kind="council_move.withdrawn"
    ).count()) == (LATER, 1)  # fmt: skip
    assert move(officer, wren).pk != gone.pk


def test_a_move_withdrawn_leaves_what_was_said_of_the_lead_since(saltmarsh: Organisation, wren: Person) -> None:
    manager = make_viewer(saltmarsh, "manager")
    gone = move(manager, wren)
    set_return_fact(person=wren, field="lead_la", value="344", source="page:1", by=SETUP, at=LATER, from_date=DAY)

    withdraw_move(move=gone, because="Never moved", by=SETUP, at=LATER + timedelta(hours=1))

    lead = {each.field: each for each in list_return_facts(manager, wren.pk, DAY)}["lead_la"]
    assert lead.value == "344"


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
    with pytest.raises(MoveRefusedError, match="protected or their sharing limited since"):
        hand_over_move(move=gone, name="letter", by=officer.actor, at=MORNING)
    assert Event.objects.filter(kind="council_move.hand_over_refused").exists()


@pytest.mark.parametrize(
    ("told", "asks_for"),
    [
        ({"la_code": "343"}, "la_code"),
        ({"la_code": "004"}, "la_code"),
        ({"moved_date": date(2026, 2, 1)}, "moved_date"),
        ({"moved_date": date(1, 1, 1)}, "moved_date"),
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
    apply_batch(batch=arrives(farbank, gone), by=SETUP, at=MORNING)

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
