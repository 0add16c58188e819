"""A school's list on its pages: who decides, who signs, who gives to advisers, and what is refused in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person, make_school, pupil
from tests.factories.school_lists import make_objection, open_list, score
from towpath.access.models import User
from towpath.caseload.models import Case
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.provision.actions import let_speak_for
from towpath.provision.models import Establishment
from towpath.risk.actions import EVIDENCE, NewEvidence
from towpath.risk.models import LineEntry, ListLine, ListSignOff, Objection, SchoolList

CANARY = "Something the council knows"


@pytest.fixture
def school(saltmarsh: Organisation, staff: dict[str, User]) -> Establishment:
    made = make_school(saltmarsh)
    let_speak_for(user=staff["school_lead"], establishment=made, from_date=DAY, by=SETUP, at=MORNING)
    return made


@pytest.fixture
def pupils(saltmarsh: Organisation, school: Establishment) -> list[Person]:
    """Return four of Year 11: three who miss school, the first looked after too, and one of whom nothing is known."""
    people = []
    for number in range(4):
        facts = replace(pupil(number), birth_date=date(2010, 2, 14), establishment_id=school.pk, year_group=11)
        person = make_person(saltmarsh, facts)
        told = {"attendance_percent": "84"} if number < 3 else {}
        if number == 0:
            told["in_care"] = "yes"
        incoming = [
            NewEvidence(person_id=person.pk, name=name, value=value, as_at_date=DAY, source="import:7")
            for name, value in told.items()
        ]
        EVIDENCE.record(organisation=saltmarsh, incoming=incoming, by=SETUP, at=MORNING)
        people.append(person)
    return people


@pytest.fixture
def listed(saltmarsh: Organisation, school: Establishment, pupils: list[Person]) -> SchoolList:
    return open_list(score(saltmarsh), school)


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["school_lead"])


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["manager"])


def text(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())  # type: ignore[attr-defined]


def address(school_list: SchoolList, what: str = "") -> str:
    return f"/schools/lists/{school_list.pk}/{what}"


def line_of(person: Person) -> ListLine:
    return ListLine.objects.get(person=person)


def sign(client: Client, school_list: SchoolList) -> object:
    school_list.refresh_from_db()
    return client.post(address(school_list, "sign/"), {"version": str(school_list.version)})


def test_a_school_lead_reads_reasons_and_never_what_the_council_knows(
    lead: Client, manager: Client, listed: SchoolList
) -> None:
    to_school, to_council = text(lead.get(address(listed))), text(manager.get(address(listed)))

    assert "Attended 84% of school" in to_school
    assert to_school.count(CANARY) == 1
    assert "Looked after" not in to_school
    assert "Red" not in to_school
    assert "Looked after" in to_council
    assert "Red" in to_council
    assert "not a decision" in to_school


def test_a_pupil_is_taken_off_with_a_reason_and_the_list_says_so(
    lead: Client, listed: SchoolList, pupils: list[Person]
) -> None:
    where = address(listed, f"{line_of(pupils[1]).pk}/")
    missing = lead.post(where, {"version": "1", "kind": "taken_off"})
    assert "Choose why they are taken off." in text(missing)

    lead.post(where, {"version": "1", "kind": "taken_off", "reason": "left", "words": "Moved\u202e away"})

    words = text(lead.get(address(listed)))
    assert "Has left our school" in words
    assert "1 taken off" in words


def test_two_tabs_show_both_versions_and_save_nothing_over(
    lead: Client, listed: SchoolList, pupils: list[Person]
) -> None:
    where = address(listed, f"{line_of(pupils[1]).pk}/")
    lead.post(where, {"version": "1", "kind": "kept"})

    answer = lead.post(where, {"version": "1", "kind": "taken_off", "reason": "left"})

    assert answer.status_code == 409
    assert "Someone else changed this" in text(answer)
    assert LineEntry.objects.count() == 1


def test_ten_thousand_characters_are_kept_and_one_more_is_refused(
    lead: Client, listed: SchoolList, pupils: list[Person]
) -> None:
    where = address(listed, f"{line_of(pupils[1]).pk}/")

    assert lead.post(where, {"version": "1", "kind": "commented", "words": "x" * 10_001}).status_code == 200
    assert lead.post(where, {"version": "1", "kind": "commented", "words": "x" * 10_000}).status_code == 302
    assert len(LineEntry.objects.get().words) == 10_000


def test_a_form_sent_twice_adds_a_pupil_once(lead: Client, listed: SchoolList, pupils: list[Person]) -> None:
    sent = {"pupil": pupils[3].public_id, "reason": "no_plan", "once": "same"}

    first, again = lead.post(address(listed, "add/"), sent), lead.post(address(listed, "add/"), sent)

    assert first["Location"] == again["Location"]
    assert ListLine.objects.filter(origin="added").count() == 1


def test_a_pupil_of_another_school_cannot_be_added(saltmarsh: Organisation, lead: Client, listed: SchoolList) -> None:
    other = make_school(saltmarsh, name="Farther School", urn="149002")
    theirs = make_person(
        saltmarsh, replace(pupil(9), birth_date=date(2010, 2, 14), establishment_id=other.pk, year_group=11)
    )

    answer = lead.post(address(listed, "add/"), {"pupil": theirs.public_id, "reason": "no_plan"})

    assert answer.status_code == 200
    assert not ListLine.objects.filter(origin="added").exists()
    assert "Chloe" not in text(lead.get(address(listed, "add/"))).split("Which pupil?")[0]


def test_a_list_changed_since_it_was_read_is_not_signed(lead: Client, listed: SchoolList, pupils: list[Person]) -> None:
    lead.post(address(listed, f"{line_of(pupils[1]).pk}/"), {"version": "1", "kind": "kept"})

    answer = lead.post(address(listed, "sign/"), {"version": "1"})

    assert answer.status_code == 409
    assert "Read the list again first" in text(answer)
    assert not ListSignOff.objects.exists()


def test_after_the_signature_only_the_council_opens_it_again(
    lead: Client, manager: Client, listed: SchoolList, pupils: list[Person]
) -> None:
    sign(lead, listed)

    assert "Sheila Ince on 31 January 2026" in text(lead.get(address(listed)))
    page = lead.get(address(listed, f"{line_of(pupils[1]).pk}/"))
    assert "You can read it" in text(page)
    assert "Should they stay on the list?" not in text(page)
    late = lead.post(address(listed, f"{line_of(pupils[1]).pk}/"), {"version": "1", "kind": "kept"}, follow=True)
    assert "Only the council can open it again" in text(late)
    assert lead.get(address(listed, "add/")).status_code == 302
    assert lead.get(address(listed, "reopen/")).status_code == 403
    listed.refresh_from_db()
    sent = {"version": str(listed.version), "because": "Two joined"}
    day = {"due_date-day": "6", "due_date-month": "2", "due_date-year": "2026"}
    manager.post(address(listed, "reopen/"), sent | day)
    assert "The council opened it again on 31 January 2026: Two joined" in text(lead.get(address(listed)))


def test_the_council_sees_who_has_signed(manager: Client, lead: Client, listed: SchoolList) -> None:
    assert "Due 7 Feb 2026" in text(manager.get("/schools/"))
    sign(lead, listed)
    assert "Signed off 31 Jan 2026" in text(manager.get("/schools/"))
    assert "1 of 1 signed off" in text(manager.get("/schools/"))


def test_the_confirmed_are_given_to_an_adviser_and_whoever_has_one_is_left(
    lead: Client, manager: Client, staff: dict[str, User], listed: SchoolList, pupils: list[Person]
) -> None:
    assert manager.get(address(listed, "allocate/")).status_code == 302
    lead.post(
        address(listed, f"{line_of(pupils[2]).pk}/"), {"version": "1", "kind": "taken_off", "reason": "already_helped"}
    )
    sign(lead, listed)
    sent = {
        "pupils": [pupils[0].public_id, pupils[1].public_id],
        "adviser": staff["adviser"].public_id,
        "level_of_need": "2",
        "step": "Introduce yourself",
        "due_date-day": "9",
        "due_date-month": "2",
        "due_date-year": "2026",
    }

    first = manager.post(address(listed, "allocate/"), {**sent, "pupils": [pupils[0].public_id]}, follow=True)
    second = manager.post(address(listed, "allocate/"), sent, follow=True)

    assert "1 case opened." in text(first)
    assert "1 case opened." in text(second)
    assert "1 of those ticked has a case already and stays with their adviser." in text(second)
    cases = Case.objects.order_by("pk")
    assert [case.person for case in cases] == pupils[:2]
    assert {case.next_words for case in cases} == {"Introduce yourself"}
    # Whoever was taken off, or was never on it, cannot be slipped in.
    assert manager.post(address(listed, "allocate/"), {**sent, "pupils": [pupils[2].public_id]}).status_code == 200
    assert cases.count() == 2
    past = {**sent, "due_date-day": "1", "due_date-month": "1"}
    assert "must be on or after" in text(manager.post(address(listed, "allocate/"), past))


@pytest.mark.parametrize("role", ["school_lead", "adviser", "data_lead", "tracking_officer"])
def test_only_a_manager_gives_to_advisers(
    staff: dict[str, User], signed_in: Callable[[User], Client], listed: SchoolList, role: str
) -> None:
    assert signed_in(staff[role]).get(address(listed, "allocate/")).status_code == 403


def test_whoever_objected_is_said_to_have_and_nothing_of_a_score_is_shown_anywhere(
    lead: Client, manager: Client, listed: SchoolList, pupils: list[Person]
) -> None:
    make_objection(pupils[0])

    for client in (lead, manager):
        for page in (address(listed), f"/people/{pupils[0].public_id}/"):
            words = text(client.get(page))
            assert "Not scored: objected." in words
            assert "Looked after: " not in words
    assert "1 who objected" in text(lead.get(address(listed)))
    sign(lead, listed)
    assert pupils[0].public_id not in manager.get(address(listed, "allocate/")).content.decode()


def test_a_school_lead_records_an_objection_and_a_manager_decides_it(
    lead: Client, manager: Client, listed: SchoolList, pupils: list[Person]
) -> None:
    where = f"/people/{pupils[0].public_id}/objection/"
    tomorrow = {"objected_date-day": "1", "objected_date-month": "2", "objected_date-year": "2026"}
    today = {"objected_date-day": "31", "objected_date-month": "1", "objected_date-year": "2026"}
    sent = {"objected_by": "parent", "words": "Nobody asked us."}

    assert "must be on or before" in text(lead.post(where, sent | tomorrow))
    assert lead.post(where, sent | today).status_code == 302
    found = Objection.objects.get()
    assert "Nobody asked us." not in text(lead.get(where))
    assert "28 February 2026" in text(lead.get(where))
    assert "1 objection waits for your decision" in text(manager.get("/schools/"))
    assert lead.get("/objections/").status_code == 403
    decision = {"decision": "refused", "because": "We talked, and they agreed."}
    assert manager.post(f"/objections/{found.pk}/", decision).status_code == 302
    assert "Nothing is left to decide" in text(manager.get(f"/objections/{found.pk}/"))
    assert manager.post(f"/objections/{found.pk}/", decision).status_code == 200


@pytest.mark.parametrize("question", ["", "?for=parent"])
def test_the_letter_says_how_to_say_no_and_nothing_of_anybodys_reasons(
    lead: Client, listed: SchoolList, pupils: list[Person], question: str
) -> None:
    words = text(lead.get(f"/people/{pupils[0].public_id}/extra-help/{question}"))

    assert "Extra help with what comes next" in words
    assert "You can say no" in words
    assert "how much of school you go to" in words
    for never in ("risk", "NEET", "points: ", "84%", "Red", "amber"):
        assert never not in words.split("Set-up")[-1].split("Extra help with what comes next", 2)[-1]


def test_a_stranger_finds_none_of_it(
    stranger: User, signed_in: Callable[[User], Client], listed: SchoolList, pupils: list[Person]
) -> None:
    client = signed_in(stranger)
    run = listed.run_id

    for page in ("", "add/", "sign/", "reopen/", "changes/", f"{line_of(pupils[0]).pk}/"):
        assert client.get(address(listed, page)).status_code in (403, 404)
    assert client.post(f"/schools/runs/{run}/again/").status_code == 404
    assert client.get(f"/people/{pupils[0].public_id}/extra-help/").status_code == 404


def test_a_run_is_worked_out_again_by_whoever_answers_for_the_scheme(
    staff: dict[str, User], signed_in: Callable[[User], Client], listed: SchoolList
) -> None:
    data_lead = signed_in(staff["data_lead"])

    assert "Work it out again" in text(data_lead.get("/schools/runs/"))
    assert data_lead.post(f"/schools/runs/{listed.run_id}/again/").status_code == 302
    assert signed_in(staff["manager"]).post(f"/schools/runs/{listed.run_id}/again/").status_code == 403
