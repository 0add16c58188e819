"""A move from another system: nothing is lost on the way, and what is left behind is named."""

import csv
from datetime import timedelta

import pytest

from tests.apps.imports.lists import BY, example, load, outcomes, portrait, pupil, roll, send, sender_of, sum_holds
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.imports.files import as_bytes
from towpath.contact.models import ContactEvent
from towpath.imports.actions import undo_batch
from towpath.imports.actions.moving import totals_of, type_totals
from towpath.imports.models import MoveTotal
from towpath.imports.moving import before_move, list_left_behind, list_move_batches, list_unread_values, sums_of_move
from towpath.people.models import Person, ReturnFact
from towpath.tracking.models import Statement

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=2)
OLD = "old-system"

HISTORY = ("YoungPersonsID", "FamilyName", "GivenName", "Date of Birth", "Postcode", "ActivityCode", "StartDate",
           "EndDate", "DateVerified", "Shoe size")  # fmt: skip


def activity(number: int, code: str, start: str, end: str = "", verified: str = "", shoe: str = "") -> list[str]:
    known = pupil(number)
    who = [f"343000001000{number}", known["Surname"], known["Forename"], known["DOB"], known["Postcode"]]
    return [*who, code, start, end, verified, shoe]


def history() -> bytes:
    """Return three activities of one person and one of another, dates of one as a spreadsheet counts them."""
    return as_bytes(
        [
            list(HISTORY),
            activity(1, "230", "45174", "45502", "45174"),  # 5 September 2023 to 28 July 2024
            activity(1, "619", "01/08/2024", "31/08/2025", "01/08/2024"),
            activity(1, "310", "01/09/2025", "", "10/01/2026", "5"),
            activity(2, "230", "08/09/2025", "", "10/01/2026", "7"),
        ]
    )


def contacts(*rows: list[str]) -> bytes:
    headings = [
        "YoungPersonsID",
        "Surname",
        "Forename",
        "DOB",
        "Contact Date",
        "Method",
        "Outcome",
        "Notes",
        "Restricted",
    ]
    return as_bytes([headings, *rows])


def contact(number: int, on: str, method: str, outcome: str, notes: str = "", restricted: str = "") -> list[str]:
    known = pupil(number)
    who = [f"343000001000{number}", known["Surname"], known["Forename"], known["DOB"]]
    return [*who, on, method, outcome, notes, restricted]


def test_several_activities_of_one_person_are_their_history(saltmarsh):
    batch = load(saltmarsh, history(), "caseload_extract", code=OLD)

    assert outcomes(batch) == ["created", "updated", "updated", "created"]
    assert Person.objects.count() == 2
    told = Statement.objects.order_by("person_id", "start_date").values_list("code", "start_date__year", "how")
    assert list(told) == [
        ("230", 2023, "previous_system"), ("619", 2024, "previous_system"), ("310", 2025, "previous_system"),
        ("230", 2025, "previous_system"),
    ]  # fmt: skip
    assert sum_holds(batch)


def test_people_move_with_addresses_characteristics_send_and_need(saltmarsh):
    content, name = example("caseload_people")

    batch = load(saltmarsh, content, "caseload_people", code=OLD, name=name)

    assert outcomes(batch) == ["created", "created"]
    facts = set(ReturnFact.objects.values_list("field", "value"))
    assert {("level_of_need", "3"), ("level_of_need", "1"), ("sen_support_flag", "Y")} <= facts


def test_a_upn_repeated_across_terms_is_one_person(saltmarsh):
    content, name = example("caseload_people")
    lines = content.decode().splitlines()
    batch = load(saltmarsh, "\r\n".join([*lines, *lines[1:]]).encode(), "caseload_people", code=OLD, name=name)

    assert outcomes(batch) == ["created", "created", "unchanged", "unchanged"]
    assert Person.objects.count() == 2


def test_several_tries_of_one_day_are_as_many_however_alike_and_come_once(saltmarsh):
    load(saltmarsh, roll(pupil(1)), code="a-school")
    tried = contact(1, "12/01/2026", "Phone call", "No answer")

    three = load(saltmarsh, contacts(tried, tried, tried), "contact_log", code=OLD)

    assert outcomes(three) == ["updated"] * 3
    assert ContactEvent.objects.count() == 3
    assert next(each for each in sums_of_move(three.sender, [three]) if each.kind == "contacts").held_here == 3
    assert outcomes(load(saltmarsh, contacts(tried, tried, tried, tried), "contact_log", code=OLD)) == [
        *["unchanged"] * 3,
        "updated",
    ]


def test_a_try_that_the_log_numbers_is_one_however_often_it_is_written(saltmarsh):
    load(saltmarsh, roll(pupil(1)), code="a-school")
    heading, tried = csv.reader(contacts(contact(1, "12/01/2026", "Phone call", "No answer")).decode().splitlines())
    rows = [[*heading, "Contact ID"], *([*tried, number] for number in ("C1", "C1", "C2"))]

    assert outcomes(load(saltmarsh, as_bytes(rows), "contact_log", code=OLD)) == ["updated", "unchanged", "updated"]
    assert ContactEvent.objects.count() == 2


def test_a_log_of_contacts_is_carried_over_and_taken_back(saltmarsh):
    load(saltmarsh, history(), "caseload_extract", code=OLD)
    log = contacts(
        contact(1, "12/01/2026", "Phone call", "Spoke to YP", "Keen on plumbing"),
        contact(1, "14/01/2026", "Home visit", "No one home"),
        contact(2, "15/01/2026", "Fax", "Spoke to YP"),
        contact(2, "16/01/2026", "Letter", "", "א" * 12_000, "Y"),
        contact(9, "16/01/2026", "Letter", "Letter sent"),
    )
    before = portrait(saltmarsh)

    batch = load(saltmarsh, log, "contact_log", code=OLD)

    assert outcomes(batch) == ["updated", "updated", "held", "updated", "held"]
    told = ContactEvent.objects.order_by("happened_at").values_list("channel", "outcome", "kind", "reached", "audience")
    assert list(told) == [
        ("phone", "spoke", "conversation", "Y", "team"),
        ("in_person", "not_in", "attempt", "N", "team"),
        ("letter", "noted", "note", "N", "need_to_know"),
    ]
    assert len(ContactEvent.objects.latest("happened_at").words) == 10_000
    # The same log again brings nothing.
    assert outcomes(load(saltmarsh, log, "contact_log", code=OLD)) == [
        "unchanged",
        "unchanged",
        "held",
        "unchanged",
        "held",
    ]

    undo_batch(batch, by=BY, at=LATER)
    assert not ContactEvent.objects.filter(withdrawn_at__isnull=True).exists()
    assert portrait(saltmarsh) == before


def test_sums_stand_beside_the_old_systems_own_totals(saltmarsh):
    sender = load(saltmarsh, history(), "caseload_extract", code=OLD).sender
    send(saltmarsh, contacts(contact(1, "12/01/2026", "Phone call", "Spoke to YP")), "contact_log", code=OLD)
    type_totals(sender=sender, totals={"activities": 4, "contacts": 1, "people": None}, by=SETUP, at=MORNING)

    kinds = {each.kind: each for each in sums_of_move(sender, list_move_batches(sender))}

    activities, log = kinds["activities"], kinds["contacts"]
    assert (activities.total, activities.held_here, activities.short) == (4, 4, 0)
    assert activities.rows.read == activities.rows.created + activities.rows.updated == 4
    # What is not applied yet is planned and not here.
    assert (log.rows.updated, log.rows.waiting, log.held_here, log.short) == (1, 1, 0, 1)
    assert kinds["people"].short is None


def test_what_rows_tell_besides_is_summed_before_anything_is_applied(saltmarsh):
    content, name = example("nccis_xml")
    batch = send(saltmarsh, content, "nccis_xml", code=OLD, name=name)

    guarantees = {each.kind: each for each in sums_of_move(batch.sender, [batch])}["guarantees"]

    telling = [row for row in batch.rows.all() if any("guarantee_status_code" in name for name in row.values)]
    assert guarantees.rows.read == guarantees.rows.waiting == len(telling) > 0
    assert guarantees.held_here == 0


def test_a_list_loaded_twice_or_undone_counts_once_or_not(saltmarsh):
    first = load(saltmarsh, history(), "caseload_extract", code=OLD)
    again = load(saltmarsh, history(), "caseload_extract", code=OLD)
    other = load(saltmarsh, roll(pupil(5)), code=OLD)
    load(saltmarsh, roll(pupil(6)), code="another")
    undo_batch(other, by=BY, at=LATER)

    assert [batch.pk for batch in list_move_batches(first.sender)] == [again.pk]
    assert before_move([again]) == MORNING.date() - timedelta(days=1)


def test_what_is_left_behind_is_named_with_how_often_it_is_filled(saltmarsh):
    spoilt = history().replace(pupil(2)["Postcode"].encode(), b"Nowhere")
    batch = load(saltmarsh, spoilt, "caseload_extract", code=OLD)

    [left] = list_left_behind(batch)
    assert (left.heading, left.rows, left.why) == ("Shoe size", 2, "")
    assert [(column, count) for (column, _), count in list_unread_values(batch).items()] == [("Postcode", 1)]


def test_totals_are_kept_in_versions(saltmarsh):
    sender = sender_of(saltmarsh, "caseload_extract", OLD)
    assert type_totals(sender=sender, totals={"people": 10, "neet": 3}, by=SETUP, at=MORNING) == 2
    assert type_totals(sender=sender, totals={"people": 10, "neet": 3}, by=SETUP, at=MORNING) == 0
    assert type_totals(sender=sender, totals={"people": 11, "neet": None}, by=SETUP, at=LATER) == 2

    assert totals_of(sender) == {"people": 11}
    assert MoveTotal.objects.filter(withdrawn_at=LATER).count() == 2
