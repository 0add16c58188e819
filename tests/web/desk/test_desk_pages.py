"""The status desk in pages: lists and whose they are, the forecast, visits, samples, and whether it is fair."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils, mark_address, pupil
from tests.web.answers import filled_in
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.caseload.actions import open_case, raise_concern
from towpath.contact.actions import NextStep
from towpath.contact.models import ContactEvent
from towpath.contact.sending import stop_contact
from towpath.organisation.actions import load_wards
from towpath.organisation.models import Organisation
from towpath.people.actions import link_family, mark_returned_post, record_people, record_visit_caution
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.rules.wards import read_wards
from towpath.tracking.actions import record_statements
from towpath.tracking.queries import desk as keeping
from towpath.tracking.values import NewStatement

SOURCE = {"source": "page:1", "by": SETUP, "at": MORNING}


def _told(organisation: Organisation, person_id: int, code: str, verified: date, *, at: object = MORNING) -> None:
    told = NewStatement(
        person_id=person_id, code=code, start_date=date(2025, 9, 8), verified_date=verified, how="young_person",
        sender="advisers", source="page:status",
    )  # fmt: skip
    by = SETUP.__class__("saltmarsh", "officer-1", "adviser")
    record_statements(organisation=organisation, incoming=[told], by=by, at=at)  # type: ignore[arg-type]


@pytest.fixture
def people(saltmarsh: Organisation) -> list[Person]:
    """Return three: the first NEET since September and heard of in December, the others never heard of."""
    keeping._kept.clear()
    ids = make_pupils(saltmarsh, 3)
    _told(saltmarsh, ids[0], "619", date(2025, 12, 1), at=MORNING - timedelta(days=40))
    return list(Person.objects.filter(pk__in=ids).order_by("pk"))


@pytest.fixture
def officer(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["tracking_officer"])


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["manager"])


def _words(answer: object) -> str:
    page = html.fromstring(answer.content.decode())  # type: ignore[attr-defined]
    return " ".join(page.xpath("//main")[0].text_content().split())


def test_the_desk_counts_each_list_and_names_nobody(
    officer: Client, people: list[Person], saltmarsh: Organisation
) -> None:
    _told(saltmarsh, people[1].pk, "230", DAY)

    words = _words(officer.get("/desk/"))

    assert "2 young people of 3 stand on a list today" in words
    assert "Not known, Year 12" in words
    # Of two known one is NEET, so the one found is worth half a person of three.
    assert "Settled: about 1 person, 16.7 points fewer" in words
    assert "NEET and not reached lately" in words
    assert "Every tracking officer" in words
    assert "Adeyemi" not in words


def test_a_list_shows_who_stands_on_it_and_tells_the_log(officer: Client, people: list[Person]) -> None:
    words = _words(officer.get("/desk/lists/neet_silent/"))

    assert "Amina Adeyemi-Ash" in words
    assert "Last heard from on 1 Dec 2025" in words
    assert "Bertie" not in words
    shown = Event.objects.filter(kind="desk.list_viewed").get()
    assert people[0].public_id in shown.persons
    assert people[1].public_id not in shown.persons
    assert officer.get("/desk/lists/nonsense/").status_code == 404


def test_a_list_without_a_number_leads_to_doors_and_offers_no_ringing(
    officer: Client, saltmarsh: Organisation, people: list[Person]
) -> None:
    facts = replace(pupil(3), phone="")
    record_people(organisation=saltmarsh, incoming=[(None, facts)], source="import:2", by=SETUP, at=MORNING)

    rung = html.fromstring(officer.get("/desk/lists/neet_silent/").content.decode())
    unreachable = html.fromstring(officer.get("/desk/lists/no_route/").content.decode())

    assert rung.xpath("//main//button[normalize-space()='Ring down this list']")
    assert not unreachable.xpath("//main//button[normalize-space()='Ring down this list']")
    [visits] = unreachable.xpath("//main//a[contains(@class, 'govuk-button')]/@href")
    assert visits == "/desk/visits/?list=no_route"


def test_an_adviser_may_ask_for_whoever_has_nobody(
    staff: dict[str, User], signed_in: Callable[[User], Client], people: list[Person]
) -> None:
    adviser = signed_in(staff["adviser"])
    open_case(
        person=people[1], adviser=staff["adviser"], level_of_need="2", because="NEET",
        next_step=NextStep(DAY, "Ring"), by=SETUP, at=MORNING,
    )  # fmt: skip

    assert "Bertie" not in _words(adviser.get("/desk/lists/never_known/?adviser=nobody"))
    assert "Bertie" in _words(adviser.get("/desk/lists/never_known/?adviser=mine"))


def test_a_manager_says_whose_a_list_is(
    manager: Client, officer: Client, staff: dict[str, User], people: list[Person]
) -> None:
    assert "Yours" in _words(officer.get("/desk/")), "a list of every officer is theirs"
    page = manager.get("/desk/lists/never_known/owner/").content.decode()
    assert staff["tracking_officer"].name in page

    manager.post("/desk/lists/never_known/owner/", {"owner": f"user:{staff['tracking_officer'].public_id}"})

    assert f"Whose it is: {staff['tracking_officer'].name}." in _words(officer.get("/desk/lists/never_known/"))
    assert "Yours" in _words(officer.get("/desk/"))
    assert officer.get("/desk/lists/never_known/owner/").status_code == 403


def test_the_forecast_says_who_lapses_when_and_what_each_list_would_change(
    officer: Client, people: list[Person], saltmarsh: Organisation
) -> None:
    _told(saltmarsh, people[1].pk, "330", date(2025, 8, 20))

    words = _words(officer.get("/desk/forecast/?month=2026-03-31"))

    assert "1 young person known today, and not by the end of March 2026" in words
    assert "Bertie Blackshaw-Birch" in words
    assert "All of these" in words
    # Of two known one is NEET, so of one found half a person is.
    assert "50.0%" in words


def test_a_visit_sheet_says_what_must_be_known_first_and_holds_no_protected_address(
    officer: Client, people: list[Person]
) -> None:
    record_visit_caution(person=people[1], words="A dog runs loose", needs_two=True, **SOURCE)
    mark_returned_post(person=people[1], came_back_date=date(2026, 1, 20), **SOURCE)
    mark_address(person=people[2], **SOURCE)

    places = _words(officer.get("/desk/visits/"))
    sheet = _words(officer.get("/desk/visits/?sector=SM2 3"))

    assert "SM2 3 1" in places
    assert "Address is protected 1" in places
    assert "1 Quay Street" in sheet
    assert "Two go together" in sheet
    assert "A dog runs loose" in sheet
    assert "Post came back on 20 Jan 2026." in sheet
    assert "2 Quay Street" not in sheet
    assert officer.get("/desk/visits/?sector=SM9 9")["Location"] == "/desk/visits/"


def test_with_a_look_up_of_wards_doors_go_by_ward_and_by_sector_when_asked(
    officer: Client, people: list[Person], saltmarsh: Organisation
) -> None:
    assert "By postcode sector" not in _words(officer.get("/desk/visits/"))
    rows = [(1, ["Postcode", "Ward"]), (2, ["SM2 3CD", "Quayside & Lock"]), (3, ["SM9 9AA", "Heronwater"])]
    load_wards(saltmarsh, read=read_wards(rows), file_name="own.csv", by=SETUP, at=MORNING)
    moved = PersonFacts(address_line_1="9 Ropewalk", town="Saltmarsh", postcode="SM1 2AB")
    record_people(organisation=saltmarsh, incoming=[(people[2].pk, moved)], **SOURCE)

    places = officer.get("/desk/visits/")
    sheet = officer.get("/desk/visits/?ward=Quayside+%26+Lock")
    odd = _words(officer.get("/desk/visits/?ward=SM1+2%2C+in+no+ward+we+know"))
    sectors = _words(officer.get("/desk/visits/?by=sector"))

    assert "Quayside & Lock 1" in _words(places)
    assert "SM1 2, in no ward we know 1" in _words(places)
    assert "?ward=Quayside+%26+Lock" in places.content.decode()
    assert "1 Quay Street" in _words(sheet)
    assert "ward=Quayside+%26+Lock" in sheet.content.decode()
    assert "9 Ropewalk" in odd
    assert ("SM2 3 1" in sectors, "By ward" in sectors) == (True, True)
    assert "1 Quay Street" in _words(officer.get("/desk/visits/?sector=SM2 3"))
    assert Event.objects.filter(subject="ward:Quayside & Lock").exists()


def test_nobody_is_sent_to_the_door_of_whoever_is_not_to_be_looked_for(
    officer: Client, people: list[Person], saltmarsh: Organisation
) -> None:
    stop_contact(person=people[1], kind="asked_not", told_by="herself", **SOURCE)
    raise_concern(person=people[2], seen_date=DAY, words="Afraid to go home", told="lead", by=SETUP, at=MORNING)

    places = _words(officer.get("/desk/visits/"))
    door = _words(officer.get(f"/desk/visits/{people[1].public_id}/?sector=SM2+3"))

    assert "Nobody to visit" in places
    assert "They asked not to be contacted 1" in places
    # An officer may not know of a concern, only that there is something to know.
    assert "Somebody must look at the record first 1" in places
    assert officer.get("/desk/visits/?sector=SM2 3")["Location"] == "/desk/visits/"
    assert "They asked not to be contacted. Do not ring or knock." in door
    assert "1 Quay Street" not in door


def test_a_door_is_recorded_with_one_press(officer: Client, people: list[Person]) -> None:
    address = f"/desk/visits/{people[1].public_id}/?sector=SM2+3"

    answer = officer.post(address, {"attempt": "in_person:not_in", "words": "Card left"})

    assert answer["Location"] == "/desk/visits/?sector=SM2+3"
    assert ContactEvent.objects.values_list("channel", "outcome").get() == ("in_person", "not_in")
    seen = officer.post(f"/desk/visits/{people[1].public_id}/", {"attempt": "in_person:seen"})
    assert seen["Location"] == f"/people/{people[1].public_id}/status/?how=seen"


def test_from_a_door_the_way_leads_back_to_the_list_it_was_on(officer: Client, people: list[Person]) -> None:
    sheet = html.fromstring(officer.get("/desk/visits/?sector=SM2+3&list=neet_silent").content.decode())
    [door] = sheet.xpath(f"//main//a[starts-with(@href, '/desk/visits/{people[0].public_id}/')]/@href")

    answer = officer.post(door, {"attempt": "in_person:not_in"})

    assert answer["Location"] == "/desk/visits/?sector=SM2+3&list=neet_silent"
    assert officer.get("/desk/visits/?sector=SM9+9&list=neet_silent")["Location"] == "/desk/visits/?list=neet_silent"


def test_an_attempt_by_any_way_is_recorded_from_the_record(officer: Client, people: list[Person]) -> None:
    address = f"/desk/people/{people[1].public_id}/attempt/"

    assert "Send a text" in _words(officer.get(address))
    answer = officer.post(address, {"attempt": "letter:sent"})
    assert answer["Location"] == f"/people/{people[1].public_id}/"
    nothing = officer.post(address, {"words": "م" * 1500})
    assert "Choose what happened." in nothing.content.decode()
    assert "م" * 1500 in nothing.content.decode()


def test_brothers_and_sisters_are_hinted_at_but_nobody_who_must_not_be_told(
    officer: Client, people: list[Person]
) -> None:
    link_family(person=people[1], relative=people[2], relation="sister", **SOURCE)
    link_family(person=people[1], relative=people[0], relation="brother", must_not_be_told=True, **SOURCE)

    words = _words(officer.get(f"/desk/people/{people[1].public_id}/attempt/"))

    assert "Chloe Cartwright-Cedar: Brother or sister, held here" in words
    assert "Amina" not in words
    shown = Event.objects.filter(kind="person.viewed").order_by("sequence").last()
    assert shown is not None
    assert people[2].public_id in shown.persons


def test_post_that_came_back_and_what_to_know_first_are_kept_on_the_record(
    officer: Client, people: list[Person]
) -> None:
    address = f"/people/{people[1].public_id}/knocking/"
    shown = filled_in(officer.get(address))
    given = {**shown, "came_back": "yes", "words": "Text first, he is deaf", "needs_two": "no"}

    assert "Give the day on which the post came back." in officer.post(address, given).content.decode()
    to_come = {**given, "came_back_date_0": "3", "came_back_date_1": "2", "came_back_date_2": "2026"}
    assert "still to come" in _words(officer.post(address, _dated(to_come)))
    past = {**given, "came_back_date_0": "20", "came_back_date_1": "1", "came_back_date_2": "2026"}
    assert officer.post(address, _dated(past))["Location"] == f"/people/{people[1].public_id}/"

    assert "Post came back" in _words(officer.get("/desk/"))
    assert "Text first, he is deaf" in _words(officer.get(f"/desk/people/{people[1].public_id}/attempt/"))
    officer.post(address, {**filled_in(officer.get(address)), "came_back": "no", "words": ""})
    assert "Text first" not in _words(officer.get(f"/desk/people/{people[1].public_id}/attempt/"))
    assert "Nobody stands" in _words(officer.get("/desk/lists/post_came_back/"))


def _dated(given: dict[str, str]) -> dict[str, str]:
    names = {"_0": "-day", "_1": "-month", "_2": "-year"}
    return {
        next((name[:-2] + to for end, to in names.items() if name.endswith(end)), name): value
        for name, value in given.items()
    }


def test_a_manager_draws_a_sample_and_says_what_was_found(
    manager: Client, officer: Client, people: list[Person]
) -> None:
    assert "has not been drawn" in _words(manager.get("/desk/sample/"))
    manager.post("/desk/sample/draw/", {"month": "2025-12-01"})

    page = manager.get("/desk/sample/?month=2025-12-01")
    assert "Nobody looks at young people’s private profiles." in _words(page)
    [link] = html.fromstring(page.content.decode()).xpath(
        "//a[contains(@href, '/desk/sample/') and contains(., 'Amina')]"
    )
    one = link.get("href")
    assert "The young person told us" in _words(manager.get(one))
    assert "Say what you found" in manager.post(one, {"verdict": "wrong", "words": ""}).content.decode()
    manager.post(one, {"verdict": "wrong", "words": "Nothing in the log says so"})

    found = _words(manager.get("/desk/sample/?month=2025-12-01"))
    assert "Wrong" in found
    assert "0%" in found
    assert "Nothing in the log says so" in _words(manager.get(one))
    assert officer.get("/desk/sample/").status_code == 403


def test_a_month_that_is_no_month_is_the_last_one(manager: Client, people: list[Person]) -> None:
    assert "December 2025" in _words(manager.get("/desk/sample/?month=nonsense"))
    manager.post("/desk/sample/draw/", {"month": "2026-01-01"})
    assert "This month is not over." in manager.get("/desk/sample/").content.decode()


def test_fairness_hides_small_groups(
    manager: Client, officer: Client, people: list[Person], saltmarsh: Organisation
) -> None:
    make_pupils(saltmarsh, 30, source="import:2")

    words = _words(manager.get("/desk/fairness/"))

    assert "By special educational needs" in words
    assert "Everybody" in words
    assert "Too few people to set groups beside each other" in words
    assert officer.get("/desk/fairness/").status_code == 403


def test_the_pages_of_the_desk_are_empty_in_plain_words(manager: Client) -> None:
    keeping._kept.clear()

    assert "Nobody on any list" in _words(manager.get("/desk/"))
    assert "Nobody to visit" in _words(manager.get("/desk/visits/"))
    assert "Nobody of 16 or 17" in _words(manager.get("/desk/forecast/"))
    assert "Nobody to count" in _words(manager.get("/desk/fairness/"))
    assert "No sessions yet" in _words(manager.get("/desk/sessions/"))
    assert manager.post("/desk/lists/lapsing/call/")["Location"] == "/desk/"
