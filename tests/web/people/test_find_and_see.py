"""Find a young person and see their record: who may, what it says, what it keeps back, and what the log then holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import WREN, make_person, make_pupils, make_school, mark_address, upn_of
from tests.web.answers import words_of
from tests.web.people.telling import tell
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.caseload.models import Case
from towpath.organisation.models import Organisation
from towpath.people.actions import add_contact_route
from towpath.people.models import Person
from towpath.provision.actions import let_speak_for
from towpath.tracking.actions import record_statement, withdraw_statements
from towpath.tracking.values import NewStatement

Login = Callable[[User], Client]


def test_a_misspelt_name_finds_her_and_the_log_knows_whom_it_showed(adviser: Client, wren: Person) -> None:
    answer = adviser.get("/people/", {"q": "ren haloran"})

    assert "Wren Halloran" in words_of(answer)
    assert "31 Aug 2009, Year 12" in words_of(answer)
    event = Event.objects.filter(kind="people.searched").get()
    assert wren.public_id in event.persons


@pytest.mark.parametrize("asked", ["31/8/2009", "H801200001001", "07700 900123", "SM1 2AB"])
def test_each_thing_a_colleague_may_remember_finds_her(adviser: Client, wren: Person, asked: str) -> None:
    assert "Wren Halloran" in words_of(adviser.get("/people/", {"q": asked}))


def test_twins_are_told_apart_by_name_and_number(adviser: Client, saltmarsh: Organisation, wren: Person) -> None:
    make_person(saltmarsh, replace(WREN, upn=upn_of(77), legal_given_name="Robin"))

    said = words_of(adviser.get("/people/", {"q": "halloran 31/8/2009"}))

    assert "2 people may fit" in said
    assert "H801200001001" in said
    assert upn_of(77) in said


def test_when_nobody_is_found_the_page_says_what_to_try(adviser: Client, wren: Person) -> None:
    said = words_of(adviser.get("/people/", {"q": "zzyzx"}))

    assert "Nobody was found" in said
    assert "the date of birth, as 31/8/2009" in said


def test_an_empty_search_shows_nobody_and_tells_the_log_nothing(adviser: Client, wren: Person) -> None:
    assert "Halloran" not in words_of(adviser.get("/people/")).replace("wren haloran", "")
    assert not Event.objects.filter(kind="people.searched").exists()


def test_a_search_costs_the_same_for_one_as_for_thirty(adviser: Client, saltmarsh: Organisation, wren: Person) -> None:
    adviser.get("/people/", {"q": "halloran"})
    with CaptureQueriesContext(
        connection,
    ) as one:
        adviser.get("/people/", {"q": "31/8/2009"})
    make_pupils(saltmarsh, 60)

    with CaptureQueriesContext(connection) as many:
        answer = adviser.get("/people/", {"q": "SM2 3CD"})

    assert "1 to 25 of 60" in words_of(answer)
    assert len(many) <= len(one) + 2


@pytest.mark.parametrize(("role", "status"), [("school_lead", 403), ("commissioner", 403), ("tracking_officer", 200)])
def test_only_case_workers_may_search(staff: dict[str, User], signed_in: Login, role: str, status: int) -> None:
    assert signed_in(staff[role]).get("/people/").status_code == status


def test_her_page_says_what_she_does_how_we_know_and_what_comes_next(adviser: Client, wren: Person, case: Case) -> None:
    tell(wren, "619", date(2026, 1, 5), date(2026, 1, 20))

    said = words_of(adviser.get(f"/people/{wren.public_id}/"))

    assert "Seeking employment, education or training (619)" in said
    # 5 January to 31 January, both ends counted, is 27 days.
    assert "5 January 2026, 27 days" in said
    assert "20 January 2026. The young person told us" in said
    assert "Adviser Adaeze Okafor" in said
    assert "Ring about the open day: 7 Feb 2026" in said
    assert "Tracked for the monthly return" in said
    assert Event.objects.get(kind="person.viewed").persons == f'["{wren.public_id}"]'


def test_a_lapsed_status_is_not_known_and_says_what_was(adviser: Client, wren: Person) -> None:
    # A job without training lapses six months after it was confirmed: 1 July 2025 and six months is 1 January 2026.
    tell(wren, "330", date(2025, 6, 1), date(2025, 7, 1))

    said = words_of(adviser.get(f"/people/{wren.public_id}/"))

    assert "Not known: what we knew has lapsed" in said
    assert "Last known Job without training (330)" in said


def test_a_protected_address_is_shown_to_those_who_may_and_a_care_of_to_the_rest(
    staff: dict[str, User], signed_in: Login, wren: Person
) -> None:
    mark_address(person=wren, care_of="Sea View Centre, Quay Street", source="page:1", by=SETUP, at=MORNING)
    page = f"/people/{wren.public_id}/"

    seen_by_adviser = words_of(signed_in(staff["adviser"]).get(page))
    seen_by_specialist = words_of(signed_in(staff["specialist"]).get(page))

    assert "4 Ropewalk" not in seen_by_adviser
    assert "Care of: Sea View Centre, Quay Street" in seen_by_adviser
    assert "4 Ropewalk" in seen_by_specialist
    assert "Address is protected" in seen_by_adviser
    assert "Address is protected" in seen_by_specialist


def test_a_number_that_is_not_safe_is_never_a_link(adviser: Client, wren: Person) -> None:
    add_contact_route(
        person=wren, kind="phone", value="07700 900999", belongs_to="parent", is_safe="no",
        source="page:1", by=SETUP, at=MORNING,
    )  # fmt: skip

    answer = adviser.get(f"/people/{wren.public_id}/")

    assert "Do not use" in words_of(answer)
    assert b"tel:07700900999" not in answer.content
    assert b"tel:07700900123" in answer.content


def test_a_school_lead_sees_only_their_own_pupils_and_no_phone(
    staff: dict[str, User], signed_in: Login, saltmarsh: Organisation, wren: Person
) -> None:
    school = make_school(saltmarsh)
    pupil = make_person(saltmarsh, replace(WREN, upn=upn_of(5), legal_given_name="Robin", establishment_id=school.pk))
    let_speak_for(user=staff["school_lead"], establishment=school, from_date=DAY, by=SETUP, at=MORNING)
    lead = signed_in(staff["school_lead"])

    theirs = lead.get(f"/people/{pupil.public_id}/")

    assert theirs.status_code == 200
    assert "07700" not in words_of(theirs)
    assert "Return facts" not in words_of(theirs)
    assert lead.get(f"/people/{wren.public_id}/").status_code == 404


@pytest.mark.parametrize("page", ["", "timeline/", "contacts/", "return-facts/", "status/", "contact/", "birth-date/"])
def test_somebody_elses_record_is_as_one_that_does_not_exist(
    signed_in: Login, stranger: User, wren: Person, page: str
) -> None:
    client = signed_in(stranger)

    assert client.get(f"/people/{wren.public_id}/{page}").status_code == 404
    assert client.get(f"/people/{'0' * 32}/{page}").status_code == 404


def test_a_page_that_only_shows_takes_no_sending(adviser: Client, wren: Person) -> None:
    assert adviser.post(f"/people/{wren.public_id}/").status_code == 405


def test_the_timeline_tells_withdrawn_statements_too(adviser: Client, wren: Person) -> None:
    mistaken = tell(wren, "310", date(2025, 9, 1), date(2025, 9, 8))
    tell(wren, "230", date(2025, 9, 1), date(2025, 10, 1))
    withdraw_statements(
        organisation=wren.organisation, statement_ids=[mistaken], by=SETUP, at=MORNING, reason="wrong person"
    )

    said = words_of(adviser.get(f"/people/{wren.public_id}/timeline/"))

    assert "Apprenticeship (310), EET" in said
    assert "Withdrawn on 31 January 2026: it counts for nothing." in said
    assert "Known from 1 Sep 2025 to 31 Aug 2026." in said


def test_two_sources_that_disagree_are_told_to_those_who_may_settle_it(
    staff: dict[str, User], signed_in: Login, wren: Person
) -> None:
    tell(wren, "619", date(2026, 1, 5), date(2026, 1, 20))
    new = NewStatement(
        person_id=wren.pk, code="230", start_date=date(2026, 1, 5), verified_date=date(2026, 1, 22),
        how="provider_list", sender="college", source="import:9",
    )  # fmt: skip
    record_statement(organisation=wren.organisation, new=new, by=SETUP, at=MORNING)

    said = words_of(signed_in(staff["tracking_officer"]).get(f"/people/{wren.public_id}/timeline/"))

    assert "Two sources disagree" in said
    assert "Further education, full time (230) from 5 Jan 2026" in said


def test_a_person_page_takes_a_fixed_number_of_queries(adviser: Client, wren: Person, case: Case) -> None:
    adviser.get(f"/people/{wren.public_id}/")
    with CaptureQueriesContext(connection) as bare:
        adviser.get(f"/people/{wren.public_id}/")
    for month in range(1, 8):
        tell(wren, "230", date(2025, month, 1), date(2025, month, 2))

    with CaptureQueriesContext(connection) as full:
        adviser.get(f"/people/{wren.public_id}/")

    assert len(full) <= len(bare) + 1
