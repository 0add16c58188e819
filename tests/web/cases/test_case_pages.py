"""Caseloads on pages: mine, the team's, opening, handing over and closing."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, make_user
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from tests.web.answers import hidden_of, in_boxes, words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.caseload.actions import open_case
from towpath.caseload.models import Case
from towpath.contact.actions import NextStep
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.spells import Standing
from towpath.standards import Group
from towpath.tasks.actions import add_task
from towpath.tracking.queries import StatusRecord
from towpath.web.cases.presenters import reasons_of

Login = Callable[[User], Client]


def test_my_cases_say_what_is_next_and_why_to_look(adviser: Client, wren: Person, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(next_date=DAY - timedelta(days=1))

    said = words_of(adviser.get("/cases/"))

    assert "1 case overdue." in said
    assert "Next step is overdue; We do not know what they are doing" in said
    assert Event.objects.get(kind="cases.viewed").persons == f'["{wren.public_id}"]'


def test_what_is_due_today_is_not_overdue(adviser: Client, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(next_date=DAY)

    assert "overdue" not in words_of(adviser.get("/cases/"))
    assert "Nothing is overdue" in words_of(adviser.get("/cases/", {"show": "overdue"}))


def test_somebody_with_no_case_is_told_what_to_do(staff: dict[str, User], signed_in: Login, case: Case) -> None:
    said = words_of(signed_in(staff["specialist"]).get("/cases/"))

    assert "You have no open case" in said
    assert "Halloran" not in said


def test_a_manager_sees_everybodys_with_counts_and_may_choose_one(
    staff: dict[str, User], signed_in: Login, case: Case
) -> None:
    manager, specialist = signed_in(staff["manager"]), staff["specialist"]

    everybody = words_of(manager.get("/cases/team/"))
    nobodys = words_of(manager.get("/cases/team/", {"adviser": specialist.public_id}))

    assert "Adaeze Okafor and their cases 1 0" in everybody
    assert "Siân Prosser and their cases 0 0" in everybody
    assert "Showing Siân Prosser’s cases." in nobodys
    assert "Halloran" not in nobodys


@pytest.mark.parametrize("role", ["tracking_officer", "data_lead", "school_lead", "commissioner"])
def test_a_caseload_is_for_those_who_work_cases(staff: dict[str, User], signed_in: Login, role: str) -> None:
    assert signed_in(staff[role]).get("/cases/").status_code == 403


def test_a_case_is_opened_with_what_comes_next(adviser: Client, wren: Person, staff: dict[str, User]) -> None:
    address = f"/people/{wren.public_id}/case/open/"
    sent = {"adviser": staff["adviser"].public_id, "level_of_need": "2", "because": "Left college", "step": "Ring"}

    answer = adviser.post(
        address, hidden_of(adviser.get(address)) | sent | in_boxes("due_date", 7, 2, 2026), follow=True
    )

    assert "The case is open." in words_of(answer)
    opened = Case.objects.get()
    assert (opened.adviser, opened.next_words, opened.next_date) == (staff["adviser"], "Ring", date(2026, 2, 7))


def test_a_second_case_is_refused_and_the_words_are_kept(adviser: Client, wren: Person, case: Case) -> None:
    sent = {"adviser": case.adviser.public_id, "level_of_need": "2", "because": "Left work"}

    answer = adviser.post(f"/people/{wren.public_id}/case/open/", sent | in_boxes("due_date", 7, 2, 2026))

    assert "This young person has an open case already." in words_of(answer)
    assert b'value="Left work"' in answer.content


def test_a_case_is_never_opened_with_a_next_step_in_the_past(adviser: Client, wren: Person, staff) -> None:
    sent = {"adviser": staff["adviser"].public_id, "level_of_need": "2", "because": "Left work"}

    answer = adviser.post(f"/people/{wren.public_id}/case/open/", sent | in_boxes("due_date", 30, 1, 2026))

    assert "must be on or after 31 January 2026" in words_of(answer)


def test_a_case_is_handed_over_with_a_note(adviser: Client, wren: Person, case: Case, staff: dict[str, User]) -> None:
    address = f"/people/{wren.public_id}/case/hand-over/"

    sent = {"adviser": staff["specialist"].public_id, "note": "Likes to be texted."}
    answer = adviser.post(address, hidden_of(adviser.get(address)) | sent, follow=True)

    assert "The case is Siân Prosser’s now." in words_of(answer)
    assert case.handovers.get().note == "Likes to be texted."


def test_two_hand_overs_at_once_show_both(adviser: Client, wren: Person, case: Case, staff: dict[str, User]) -> None:
    address = f"/people/{wren.public_id}/case/hand-over/"
    first, second = (hidden_of(adviser.get(address)) for _ in "ab")
    adviser.post(address, first | {"adviser": staff["specialist"].public_id, "note": "Hers"})

    answer = adviser.post(address, second | {"adviser": staff["manager"].public_id, "note": "Mine"})

    assert answer.status_code == 409
    assert "Siân Prosser" in words_of(answer)
    case.refresh_from_db()
    assert case.adviser == staff["specialist"]


def test_a_case_is_closed_with_a_reason_and_closing_again_is_harmless(
    adviser: Client, wren: Person, case: Case
) -> None:
    address = f"/people/{wren.public_id}/case/close/"

    closed = adviser.post(address, hidden_of(adviser.get(address)) | {"because": "settled"}, follow=True)
    again = adviser.get(address, follow=True)

    assert "The case is closed." in words_of(closed)
    assert "No case is open." in words_of(again)
    case.refresh_from_db()
    assert case.closed_because == "settled"


@pytest.mark.parametrize("page", ["open", "hand-over", "close"])
def test_somebody_elses_case_is_as_one_that_does_not_exist(
    signed_in: Login, stranger: User, farbank: Organisation, wren: Person, case: Case, page: str
) -> None:
    client = signed_in(make_user(farbank, "adviser", name="Stella Peel", email="stella@farbank.example"))

    assert client.get(f"/people/{wren.public_id}/case/{page}/").status_code == 404


def test_a_caseload_costs_the_same_for_one_as_for_thirty(
    adviser: Client, saltmarsh: Organisation, case: Case, staff: dict[str, User]
) -> None:
    adviser.get("/cases/")
    with CaptureQueriesContext(connection) as one:
        adviser.get("/cases/")
    for person_id in make_pupils(saltmarsh, 29):
        open_case(
            person=Person.objects.get(pk=person_id), adviser=staff["adviser"], level_of_need="3", because="NEET",
            next_step=NextStep(DAY), by=SETUP, at=MORNING,
        )  # fmt: skip

    with CaptureQueriesContext(connection) as many:
        answer = adviser.get("/cases/")

    assert "1 to 25 of 30" in words_of(answer)
    assert len(many) <= len(one) + 1


NEET = StatusRecord(person_id=1, group=Group.NEET, standing=Standing.CURRENT)


def test_a_case_that_needs_nobodys_eye_gives_no_reason(case: Case) -> None:
    eet = StatusRecord(person_id=1, group=Group.EET, standing=Standing.CURRENT)

    assert reasons_of(case, eet, is_quiet=False, on=DAY) == ""
    assert reasons_of(case, NEET, is_quiet=True, on=DAY) == "NEET and not reached lately"


def test_whoever_takes_a_case_reads_the_note_first_and_has_what_was_still_to_do(
    adviser: Client, wren: Person, case: Case, staff: dict[str, User], signed_in: Login
) -> None:
    task = add_task(
        organisation=wren.organisation, kind="next_step", words="Send the bus timetable", due_date=DAY, person=wren,
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip
    other = add_task(
        organisation=wren.organisation, kind="next_step", words="Ask the college", due_date=DAY, person=wren,
        owner=staff["tracking_officer"], by=SETUP, at=MORNING,
    )  # fmt: skip
    address = f"/people/{wren.public_id}/case/hand-over/"
    asked = adviser.get(address)

    adviser.post(address, hidden_of(asked) | {"adviser": staff["specialist"].public_id, "note": "Likes to be texted."})

    assert "Send the bus timetable (due 31 Jan 2026, Adaeze Okafor)" in words_of(asked)
    # What a colleague has to do stays theirs, so it is not said to go with the case.
    assert "Ask the college" not in words_of(asked)
    other.refresh_from_db()
    assert other.owner == staff["tracking_officer"]
    task.refresh_from_db()
    assert task.owner == staff["specialist"]
    seen = words_of(signed_in(staff["specialist"]).get(f"/people/{wren.public_id}/"))
    assert "From Adaeze Okafor Likes to be texted." in seen
    # A tracking officer learns whose case it is, and not what was written about it.
    assert "Likes to be texted" not in words_of(signed_in(staff["tracking_officer"]).get(f"/people/{wren.public_id}/"))


def test_closing_says_what_is_planned_and_still_to_do(
    adviser: Client, wren: Person, case: Case, staff: dict[str, User]
) -> None:
    add_task(
        organisation=wren.organisation, kind="next_step", words="Send the bus timetable", due_date=DAY, person=wren,
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip

    said = words_of(adviser.get(f"/people/{wren.public_id}/case/close/"))

    assert "Planned for 7 Feb 2026: Ring about the open day." in said
    assert "Send the bus timetable (due 31 Jan 2026, Adaeze Okafor)" in said
