"""What somebody says of a sender's columns is kept in versions, read by next time, and asked again when it changes."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.apps.imports.lists import (
    BY,
    leaver,
    load,
    outcomes,
    portrait,
    pupil,
    reasons,
    roll,
    send,
    sum_holds,
)
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_school
from tests.imports.files import as_bytes
from tests.imports.test_column_map import mapped
from towpath.audit.models import Event
from towpath.contact.models import ContactEvent
from towpath.imports.actions import apply_batch, read_again, save_layout, undo_batch, withdraw_layout
from towpath.imports.actions.layouts import LayoutChangedError, LayoutRefusedError, map_of
from towpath.imports.actions.states import NotReadyError
from towpath.imports.formats import format_named
from towpath.imports.models import Batch, ImportedContact, Layout
from towpath.tracking.actions import decide_proposal, record_statement
from towpath.tracking.models import Proposal, Statement
from towpath.tracking.values import NewStatement

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(hours=2)
LIST = format_named("people_list")
HEADINGS = ("Nom", "Prenom", "Né", "Poste", "Depuis")
STARTED = mapped(
    "Nom = legal_family_name", "Prenom = legal_given_name", "Né = birth_date", "Poste = postcode",
    "Depuis = start_date", constants={"says": "started", "activity_code": "230"},
)  # fmt: skip


def listed(*numbers: int, when: str = "08/09/2025", headings=HEADINGS) -> bytes:
    people = [pupil(number) for number in numbers]
    return as_bytes(
        [list(headings), *([each["Surname"], each["Forename"], each["DOB"], each["Postcode"], when] for each in people)]
    )


@pytest.fixture
def known(saltmarsh):
    load(saltmarsh, roll(*(pupil(number) for number in range(1, 4))), code="a-school")
    return saltmarsh


def say(batch: Batch, column_map=STARTED, *, seen: int = 0) -> Layout:
    return save_layout(sender=batch.sender, layout=LIST, column_map=column_map, seen_version=seen, by=BY, at=MORNING)


def mapped_list(organisation, content: bytes, column_map=STARTED, **how) -> Batch:
    """Send a list, say what its columns are, and apply it."""
    batch = send(organisation, content, "people_list", **how)
    if batch.asks_columns:
        say(batch, column_map)
        batch = read_again(batch, by=BY, at=MORNING)
    apply_batch(batch, by=BY, at=MORNING)
    return batch


def test_a_list_in_an_unknown_layout_asks_and_is_read_once_somebody_said(known):
    asking = send(known, listed(1, 2), "people_list")
    assert (asking.state, asking.asks_columns, asking.rows.count()) == ("refused", True, 0)

    saved = say(asking)
    again = read_again(asking, by=BY, at=MORNING)

    assert (again.state, again.asks_columns, again.layout, saved.version) == ("staged", False, saved, 1)
    assert outcomes(again) == ["updated", "updated"]
    apply_batch(again, by=BY, at=MORNING)
    assert set(Statement.objects.values_list("code", "start_date")) == {("230", date(2025, 9, 8))}
    kinds = list(Event.objects.filter(kind__startswith="imports.").values_list("kind", flat=True))
    assert kinds.count("imports.layout_saved") == kinds.count("imports.read_again") == 1


def test_the_next_list_with_the_same_headings_is_read_with_no_question(known):
    mapped_list(known, listed(1))

    following = send(known, listed(2, 3), "people_list")

    assert (following.state, following.layout.version) == ("staged", 1)


def test_changed_headings_ask_once_more_and_both_are_known_afterwards(known):
    mapped_list(known, listed(1))

    changed = send(known, listed(2, headings=(*HEADINGS[:4], "Since")), "people_list")
    assert (changed.asks_columns, changed.problems[0]["code"]) == (True, "headers.changed")
    say(changed, mapped(
        "Nom = legal_family_name", "Prenom = legal_given_name", "Né = birth_date", "Poste = postcode",
        "Since = start_date", constants=dict(STARTED.constants),
    ), seen=1)  # fmt: skip

    assert read_again(changed, by=BY, at=MORNING).state == "staged"
    assert send(known, listed(3), "people_list").layout.version == 1


def test_a_later_word_on_the_same_headings_is_a_version_and_the_same_word_is_none(known):
    batch = send(known, listed(1), "people_list")
    first, same = say(batch), say(batch)
    second = say(batch, mapped(*(f"{heading}" for heading in HEADINGS[1:]), "Nom = full_name"), seen=1)

    assert (first.pk, first.version, second.version) == (same.pk, 1, 2)
    assert map_of(first) == STARTED


def test_two_who_say_at_once_are_told(known):
    batch = send(known, listed(1), "people_list")
    say(batch)

    with pytest.raises(LayoutChangedError):
        say(batch, mapped("Nom = full_name", *HEADINGS[1:]))


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (("A = uln", "B = uln"), "Two columns fill the same: ULN (learner number). Leave one of them out."),
        (("A = shoe_size",), "'shoe_size' is nothing that this list can hold."),
    ],
)
def test_what_cannot_be_read_is_not_saved(known, columns, words):
    batch = send(known, listed(1), "people_list")

    with pytest.raises(LayoutRefusedError, match=re.escape(words)):
        say(batch, mapped(*columns))
    assert not Layout.objects.exists()


def test_a_layout_let_go_of_is_gone_by_no_more(known):
    mapped_list(known, listed(1))
    withdraw_layout(layout=Layout.objects.get(), by=BY, at=LATER)

    assert send(known, listed(2), "people_list").asks_columns


def test_an_applied_list_is_not_read_again(known):
    batch = mapped_list(known, listed(1))

    with pytest.raises(NotReadyError):
        read_again(batch, by=BY, at=MORNING)


def test_the_database_keeps_one_of_each_version_and_no_half_withdrawal(known):
    say(send(known, listed(1), "people_list"))
    held = Layout.objects.get()
    for spoilt in ({"withdrawn_by": "devinder"}, {"heading_rows": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Layout.objects.filter(pk=held.pk).update(**spoilt)
    held.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save()


# What each row says | what it came to, with why | what the ledger then holds of them
WHO = "Nom = legal_family_name", "Prenom = legal_given_name", "Né = birth_date", "Poste = postcode"


@pytest.fixture
def at_college(known):
    """Return the council, with its three on a course since September as this sender's own list said."""
    mapped_list(known, listed(1, 2, 3, when="08/09/2025"), code="lock-college", as_at=date(2025, 10, 1))
    return known


def said(council, what: str, number: int, *, code: str = "lock-college", as_at: date = DAY, **constants: str) -> Batch:
    """Return the list of one row by which a sender says something of one of them."""
    batch = send(
        council,
        as_bytes([list(HEADINGS[:4]), [pupil(number)[name] for name in ("Surname", "Forename", "DOB", "Postcode")]]),
        "people_list",
        code=code,
        as_at=as_at,
    )
    latest = batch.sender.layouts.count()
    say(batch, mapped(*WHO, constants={"says": what, **constants}), seen=latest)
    batch = read_again(batch, by=BY, at=MORNING)
    apply_batch(batch, by=BY, at=MORNING)
    assert sum_holds(batch)
    return batch


def test_who_is_still_here_is_vouched_for_again(at_college):
    assert outcomes(said(at_college, "here", 1)) == ["updated"]

    latest = Statement.objects.filter(verified_date=DAY).get()
    assert (latest.code, latest.start_date, latest.sender) == ("230", date(2025, 9, 8), "lock-college")
    assert outcomes(said(at_college, "here", 1)) == ["unchanged"]


def test_still_here_of_somebody_who_is_elsewhere_or_nowhere_is_a_question(at_college, known):
    load(known, roll(pupil(4)), code="a-school-too")

    elsewhere, nowhere = said(at_college, "here", 1, code="another"), said(at_college, "here", 4)

    assert (outcomes(elsewhere), reasons(elsewhere)) == (["held"], ["here_another"])
    assert (outcomes(nowhere), reasons(nowhere)) == (["held"], ["here_nothing"])


def test_who_is_not_here_any_more_left_by_the_day_of_the_list(at_college):
    assert outcomes(said(at_college, "gone", 2)) == ["updated"]

    assert Statement.objects.get(end_date__isnull=False).end_date == DAY


def test_a_claim_is_proposed_and_no_statement_until_somebody_agrees(at_college):
    before = Statement.objects.count()
    claim = said(at_college, "claiming", 3, code="jobcentre")

    [proposal] = Proposal.objects.all()
    assert (outcomes(claim), reasons(claim), Statement.objects.count()) == (["updated"], ["proposed"], before)
    assert (proposal.code, proposal.start_date, proposal.how, proposal.state) == ("619", DAY, "government_list", "open")
    # The same claim asks nothing new, on the same day's list or on next month's.
    assert outcomes(said(at_college, "claiming", 3, code="jobcentre")) == ["unchanged"]
    assert outcomes(said(at_college, "claiming", 3, code="jobcentre", as_at=date(2026, 2, 28))) == ["unchanged"]

    decide_proposal(organisation=at_college, proposal_id=proposal.pk, take=True, by=BY, at=MORNING)
    assert Statement.objects.filter(code="619").count() == 1


def _decide_claim(council, *, take: bool) -> Proposal:
    return decide_proposal(
        organisation=council, proposal_id=Proposal.objects.latest("pk").pk, take=take, by=BY, at=MORNING
    )


@pytest.mark.parametrize("take", [True, False])
def test_somebody_who_claims_again_a_year_later_is_proposed_again(at_college, take):
    said(at_college, "claiming", 3, code="jobcentre", as_at=date(2025, 2, 1))
    person_id = _decide_claim(at_college, take=take).person_id
    # Told of every month, it is no news; meanwhile they found work.
    assert outcomes(said(at_college, "claiming", 3, code="jobcentre", as_at=date(2025, 3, 1))) == ["unchanged"]
    work = NewStatement(
        person_id=person_id, code="310", start_date=date(2025, 4, 1), verified_date=date(2025, 4, 1),
        how="young_person", sender="advisers", source="page:status",
    )  # fmt: skip
    record_statement(organisation=at_college, new=work, by=BY, at=MORNING)
    assert outcomes(said(at_college, "claiming", 3, code="jobcentre", as_at=date(2025, 4, 30))) == ["unchanged"]

    assert outcomes(said(at_college, "claiming", 3, code="jobcentre", as_at=date(2026, 1, 31))) == ["updated"]
    assert Proposal.objects.filter(state="open").count() == 1


def test_a_claim_that_counts_still_is_not_proposed_again(at_college):
    said(at_college, "claiming", 3, code="jobcentre", as_at=date(2025, 10, 10))
    _decide_claim(at_college, take=True)

    # Eleven weeks on no list told of it in between, and they are known to claim.
    assert outcomes(said(at_college, "claiming", 3, code="jobcentre", as_at=date(2025, 12, 26))) == ["unchanged"]


def test_a_claim_whose_statement_was_withdrawn_is_proposed_again(at_college):
    claim = said(at_college, "claiming", 3, code="jobcentre")
    _decide_claim(at_college, take=True)
    undo_batch(claim, by=BY, at=LATER)

    assert outcomes(said(at_college, "claiming", 3, code="jobcentre")) == ["updated"]


def test_an_undone_claim_is_proposed_no_more_and_may_come_again(at_college):
    claim = said(at_college, "claiming", 3, code="jobcentre")
    undo_batch(claim, by=BY, at=LATER)

    assert Proposal.objects.get().state == "refused"
    assert outcomes(said(at_college, "claiming", 3, code="jobcentre")) == ["updated"]


def test_who_applied_is_noted_in_the_log_and_an_undo_strikes_it_out(at_college):
    applied = said(at_college, "applied", 1, code="ucas", course_title="Nursing")

    [note] = ContactEvent.objects.all()
    assert (note.kind, note.reached, note.words) == ("note", "N", "Said on a list to have applied: Nursing.")
    assert outcomes(applied) == ["updated"]
    assert ImportedContact.objects.get().event == note

    undo_batch(applied, by=BY, at=LATER)
    note.refresh_from_db()
    assert note.withdrawn_at is not None
    assert outcomes(said(at_college, "applied", 1, code="ucas", course_title="Nursing")) == ["updated"]


def test_an_undo_of_every_kind_puts_back_what_was_believed(at_college):
    before = portrait(at_college)
    for what in ("here", "gone", "claiming"):
        undo_batch(said(at_college, what, 1), by=BY, at=LATER)

    assert portrait(at_college) == before


def test_somebody_nobody_knows_waits(known):
    batch = send(known, listed(9), "people_list")
    say(batch)

    assert (outcomes(read_again(batch, by=BY, at=MORNING)), reasons(batch)) == (["held"], ["nobody"])


def test_any_list_of_people_may_be_mapped(known):
    content = as_bytes([["Who", "Né", "Fini"], ["x", "x", "x"]]).replace(
        b"x,x,x", f'"{leaver(1)["Surname"]}, {leaver(1)["Forename"]}",{leaver(1)["Date of Birth"]},14/11/2025'.encode()
    )
    batch = send(known, content, "college_leavers", place=make_school(known))
    told = mapped("Who = full_name", "Né = birth_date", "Fini = end_date")

    save_layout(
        sender=batch.sender, layout=format_named("college_leavers"), column_map=told, seen_version=0, by=BY, at=MORNING
    )

    assert read_again(batch, by=BY, at=MORNING).state == "staged"
    assert batch.rows.get(outcome="", line=2).values["legal_given_name"] == leaver(1)["Forename"]


def test_a_register_of_places_is_never_asked_about(saltmarsh):
    assert not send(saltmarsh, b"Colour,Size\r\nred,9\r\n", "gias").asks_columns
