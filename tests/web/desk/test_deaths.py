"""On a death everything that was to be done with somebody stops at once, and a person says so in the return."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.apps.imports.lists import hold, send, starter, starters
from tests.factories.answers import make_letters
from tests.factories.cast import SETUP
from tests.factories.messages import make_message, make_reachable, open_channels
from tests.factories.moments import DAY, MORNING
from tests.web.answers import words_of
from towpath.access import Viewer
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.audit.models import Event
from towpath.caseload.actions import open_case
from towpath.contact.actions import NextStep, record_contact
from towpath.contact.asking import find_status_link
from towpath.contact.sending import stop_contact
from towpath.organisation.models import Organisation
from towpath.people.models import Name, Person
from towpath.people.queries import list_return_facts
from towpath.tasks.actions import add_task
from towpath.tasks.queries import list_own_tasks
from towpath.tracking.actions import record_statement
from towpath.tracking.models import CallTurn
from towpath.tracking.queries import desk as keeping
from towpath.tracking.values import NewStatement

DIED = date(2026, 1, 20)


@pytest.fixture
def viewer(saltmarsh: Organisation, staff: dict[str, User]) -> Viewer:
    keeping._kept.clear()
    open_channels(saltmarsh)
    return viewer_for(staff["adviser"], saltmarsh, DAY)


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


def people_of(saltmarsh: Organisation) -> list[Person]:
    return [make_reachable(saltmarsh, number) for number in (1, 2)]


def dies(person: Person, *, from_date: date | None = DIED) -> None:
    stop_contact(person=person, kind="died", from_date=from_date, by=SETUP, at=MORNING, source="page:1")


def test_tasks_links_messages_and_turns_stop_at_once(
    saltmarsh: Organisation, viewer: Viewer, staff: dict[str, User], officer: Client
) -> None:
    dead, other = people_of(saltmarsh)
    how = {"by": SETUP, "at": MORNING}
    record_contact(
        person=dead, happened_at=MORNING, channel="phone", outcome="no_answer", owner=staff["adviser"],
        next_step=NextStep(DAY, "Ring again"), **how,
    )  # fmt: skip
    complaint = add_task(
        organisation=saltmarsh, person=dead, kind="complaint", words="Answer the aunt", due_date=DAY,
        owner=staff["adviser"], **how,
    )  # fmt: skip
    letters = make_letters(viewer, dead)
    message = make_message(viewer, dead)
    begun = officer.post("/desk/lists/not_known_16/call/")
    turn = CallTurn.objects.earliest("position")

    dies(dead)
    dies(other)

    message.refresh_from_db()
    assert (message.state, message.because) == ("stopped", "died")
    assert find_status_link(letters, at=MORNING + timedelta(hours=1)) is None
    assert list(list_own_tasks(viewer, DAY)) == [complaint]
    # The one who stood before the officer has no number any more, and nobody goes to the door.
    page = words_of(officer.get(begun.headers["Location"]))
    assert "They have died. Nobody is rung" in page
    assert "There is no number that may be rung." in page
    officer.post(f"/desk/calls/{turn.session_id}/next/")
    assert set(CallTurn.objects.filter(person__in=(dead, other)).values_list("state", flat=True)) == {"passed"}
    assert dead.public_id not in officer.get("/desk/visits/?sector=SM2%203").content.decode()


def test_a_person_says_it_in_the_return_once_and_from_the_day(
    saltmarsh: Organisation, viewer: Viewer, officer: Client, signed_in: Callable[[User], Client], stranger: User
) -> None:
    dead, unknown_day = people_of(saltmarsh)
    dies(dead)
    dies(unknown_day, from_date=None)
    assert {each.field: each.value for each in list_return_facts(viewer, dead.pk, DAY)}["cohort_status"] == "P"
    assert "Deaths to say in the return" in words_of(officer.get("/today/"))

    listed = words_of(officer.get("/desk/deaths/"))
    assert "Died 20 January 2026." in listed
    assert "so the return says it from today" in listed
    for person in (dead, unknown_day):
        assert officer.post(f"/desk/deaths/{person.public_id}/").status_code == 302
        # The other tab.
        again = words_of(officer.post(f"/desk/deaths/{person.public_id}/", follow=True))
        assert "Nothing was changed" in again

    said = {
        (person.pk, on): {each.field: each.value for each in list_return_facts(viewer, person.pk, on)}["cohort_status"]
        for person, on in ((dead, DIED), (dead, DIED - timedelta(days=1)), (unknown_day, DAY))
    }
    assert list(said.values()) == ["D", "P", "D"]
    assert "Nothing to say" in words_of(officer.get("/desk/deaths/"))
    assert "Nothing to say" in words_of(signed_in(stranger).get("/desk/deaths/"))


def test_the_living_are_not_said_to_have_died(
    saltmarsh: Organisation,
    viewer: Viewer,
    officer: Client,
    staff: dict[str, User],
    signed_in: Callable[[User], Client],
) -> None:
    living, _ = people_of(saltmarsh)

    assert "Nothing was changed" in words_of(officer.post(f"/desk/deaths/{living.public_id}/", follow=True))
    viewer = viewer_for(staff["adviser"], saltmarsh, DAY)
    assert {each.field: each.value for each in list_return_facts(viewer, living.pk, DAY)}["cohort_status"] == "P"
    assert signed_in(staff["commissioner"]).get("/desk/deaths/").status_code == 403


def test_no_letter_is_made_to_whoever_died_or_asked_not_to_be_contacted(
    saltmarsh: Organisation, viewer: Viewer, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    dead, peace = people_of(saltmarsh)
    adviser = signed_in(staff["adviser"])
    for person in (dead, peace):
        open_case(
            person=person, adviser=staff["adviser"], level_of_need="2", because="Left college",
            next_step=NextStep(DAY, "Ring"), by=SETUP, at=MORNING,
        )  # fmt: skip
    dies(dead)
    stop_contact(person=peace, kind="asked_not", by=SETUP, at=MORNING, source="page:1")

    for person in (dead, peace):
        for answer in (
            adviser.post(f"/people/{person.public_id}/codes/", follow=True),
            adviser.get(f"/people/{person.public_id}/extra-help/", follow=True),
        ):
            assert "No letter was made." in words_of(answer)


def test_whoever_worked_with_them_closes_the_case_once_and_is_reminded_of_nothing_else(
    saltmarsh: Organisation, viewer: Viewer, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    dead, _ = people_of(saltmarsh)
    adviser = signed_in(staff["adviser"])
    open_case(
        person=dead, adviser=staff["adviser"], level_of_need="2", because="Left college",
        next_step=NextStep(DAY, "Ring about the open day"), by=SETUP, at=MORNING,
    )  # fmt: skip
    assert "My cases due today 1" in words_of(adviser.get("/today/"))

    dies(dead)

    assert "My cases" not in words_of(adviser.get("/today/"))
    mine = adviser.get("/cases/")
    assert "You have no open case" in words_of(mine)
    assert f"/people/{dead.public_id}/case/close/" in mine.content.decode()
    assert dead.public_id in Event.objects.filter(kind="cases.viewed").latest("sequence").persons
    # Their adviser may have left: a manager finds it among the team's.
    manager = signed_in(staff["manager"])
    assert f"/people/{dead.public_id}/case/close/" in manager.get("/cases/team/").content.decode()
    assert "They have died" not in words_of(manager.get("/cases/"))
    page = words_of(adviser.get(f"/people/{dead.public_id}/"))
    assert ("Close this case" in page, "Hand over this case" in page) == (True, False)
    assert "Next Nothing: they have died" in page
    assert "Ring about the open day" not in page
    closing = adviser.get(f"/people/{dead.public_id}/case/close/")
    assert 'value="died" checked' in " ".join(closing.content.decode().split())
    assert "Ring about the open day" not in words_of(closing)
    adviser.post(f"/people/{dead.public_id}/case/close/", {"version": "1", "because": "died"})
    assert "They have died" not in words_of(adviser.get("/cases/"))


def test_the_record_says_that_they_died_and_not_how_they_count(
    saltmarsh: Organisation, viewer: Viewer, officer: Client
) -> None:
    dead, unknown_day = people_of(saltmarsh)
    new = NewStatement(
        person_id=dead.pk, code="619", start_date=date(2026, 1, 5), how="young_person", sender="advisers",
        source="page:status",
    )  # fmt: skip
    record_statement(organisation=saltmarsh, new=new, by=SETUP, at=MORNING)
    assert "NEET since" in words_of(officer.get(f"/people/{dead.public_id}/"))

    dies(dead)
    dies(unknown_day, from_date=None)

    page = words_of(officer.get(f"/people/{dead.public_id}/"))
    assert "Died 20 January 2026" in page
    assert "NEET" not in page
    for asked in ("Age", "Year 1", "Confirm what they are doing", "Open a case", "code to their own pages"):
        assert asked not in page
    assert "Died Nobody has told us the day" in words_of(officer.get(f"/people/{unknown_day.public_id}/"))
    found = words_of(officer.get("/people/", {"q": Name.objects.get(person=dead, kind="legal").family_name}))
    assert "Has died" in found
    assert "NEET" not in found
    # What they had done stays to be read.
    assert "619" in words_of(officer.get(f"/people/{dead.public_id}/timeline/"))


def test_a_list_that_comes_after_tells_whoever_previews_it(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    [dead] = hold(saltmarsh, 1)
    dies(dead)
    batch = send(saltmarsh, starters(starter(1)), "college_starters")

    page = words_of(signed_in(staff["data_lead"]).get(f"/lists/{batch.number}/?show=worth-a-look"))

    assert "They died on 20 January 2026. What they did is recorded up to that day alone." in page
    assert "No code was given" not in page, "nothing is said beside it that needs no look"
