"""What the Charter's pages say and refuse, and what an employer may never learn."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories.cast import make_user
from tests.factories.charter import (
    care_for,
    check_everything,
    forward,
    make_opportunity,
    make_placement,
    make_signing,
    promise,
    register,
    say_yes,
)
from tests.factories.moments import DAY
from tests.web.answers import filled_in, hidden_of, in_boxes, words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.charter.models import CharterRegistration, Opportunity, Pledge, Signing, Submission
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.rules.care_words import care_words_in

CANARY = "zqcarecanary"


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["manager"])


@pytest.fixture
def held(saltmarsh: Organisation, wren: Person) -> Opportunity:
    """Return an opening for care-experienced young people alone, with Wren in care and registered for it."""
    care_for(wren)
    register(wren, words=f"Was in care. {CANARY}")
    signing = make_signing(saltmarsh)
    return make_opportunity(signing, is_held=True, pledge=promise(signing))


def test_an_organisation_signs_pledges_and_posts_an_opening(manager: Client, saltmarsh: Organisation) -> None:
    page = manager.get("/charter/sign/")
    told = {"name": "Lock Hotel", "sector": "hospitality", **in_boxes("signed_date", 5, 1, 2026), **hidden_of(page)}

    answer = manager.post("/charter/sign/", told, follow=True)

    assert "1 organisation on 31 January 2026" in words_of(answer)
    place = Signing.objects.get().establishment
    at = f"/charter/organisations/{place.pk}/"
    pledged = {"kind": "guaranteed_interview", "quantity": "4", **in_boxes("from_date", 5, 1, 2026)}
    manager.post(f"{at}pledge/", pledged)
    opening = {
        "title": "Kitchen porter", "sector": "hospitality", "places": "2", "pledge": str(Pledge.objects.get().pk),
        "gives_interview": "on",
    }  # fmt: skip
    shown = words_of(manager.post(f"{at}opening/", opening, follow=True))
    assert "Kitchen porter is open." in shown
    assert "Guaranteed interview 5 Jan 2026 4 0" in shown


def test_a_form_sent_twice_signs_once(manager: Client, saltmarsh: Organisation) -> None:
    page = manager.get("/charter/sign/")
    told = {"name": "Lock Hotel", "sector": "hospitality", **in_boxes("signed_date", 5, 1, 2026), **hidden_of(page)}

    first, second = manager.post("/charter/sign/", told), manager.post("/charter/sign/", told)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Signing.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"quantity": "-2"}, "greater than or equal to 1"),
        ({"quantity": "2", **in_boxes("from_date", 31, 2, 2026)}, "must be a real date"),
    ],
)
def test_a_pledge_that_cannot_be_is_asked_again(
    manager: Client, saltmarsh: Organisation, told: dict[str, str], words: str
) -> None:
    place = make_signing(saltmarsh).establishment
    sent = {"kind": "mentoring", **in_boxes("from_date", 5, 1, 2026), **told}

    answer = manager.post(f"/charter/organisations/{place.pk}/pledge/", sent)

    assert words in words_of(answer)
    assert not Pledge.objects.exists()


def test_the_reasons_are_shown_and_a_person_decides(adviser: Client, wren: Person, held: Opportunity) -> None:
    shown = words_of(adviser.get(f"/charter/openings/{held.pk}/"))

    assert "Wren Halloran Suits" in shown
    assert "It is for care-experienced young people, and they are glad of such jobs." in shown
    assert "It is work that they said they would like." in shown
    assert not Submission.objects.exists()
    assert Event.objects.get(kind="charter.seekers_viewed").persons == f'["{wren.public_id}"]'


def test_whoever_looks_no_more_is_suggested_for_nothing_and_may_come_back(
    adviser: Client, wren: Person, held: Opportunity
) -> None:
    address = reverse("charter_no_more", args=[wren.public_id])
    record = reverse("charter_person", args=[wren.public_id])
    assert held.title in words_of(adviser.get(record))
    told = {"version": "1", **in_boxes("ended_date", 31, 1, 2026)}

    assert adviser.post(address, told | {"version": "7"}).status_code == 409
    early = words_of(adviser.post(address, told | in_boxes("ended_date", 31, 1, 2020)))
    assert "Give that day or a later one" in early
    said = words_of(adviser.post(address, told, follow=True))

    assert "suggested for no opening now" in said
    assert held.title not in words_of(adviser.get(record))
    assert adviser.post(address, told).status_code == 302
    assert CharterRegistration.objects.get().ended_date == DAY
    register(wren)
    assert held.title in words_of(adviser.get(record))


def test_a_held_opening_asks_the_young_person_first(adviser: Client, wren: Person, held: Opportunity) -> None:
    at = f"/people/{wren.public_id}/charter/ask/{held.pk}/"
    told = {"says_yes": "yes", "how": "in_person", **in_boxes("said_date", 31, 1, 2026)}

    refused = words_of(adviser.post(at, told))

    assert "Tell them first that this opening is for care-experienced young people alone" in refused
    answer = adviser.post(at, told | {"knows_it_is_held": "on"}, follow=True)
    assert "They said yes. Put them forward below." in words_of(answer)


def test_nothing_shown_or_sent_to_an_employer_gives_care_away(
    adviser: Client, wren: Person, held: Opportunity, caplog: pytest.LogCaptureFixture
) -> None:
    """Every byte that leaves for the employer is searched: text, pages, headers, faults, mail and logs."""
    consent = say_yes(wren, held, words=f"I was in care. {CANARY}")
    at = f"/charter/answers/{consent.pk}/forward/"
    refused = adviser.post(at, {"words": "Wren is a care leaver who works hard."})
    assert "Take out: care leaver" in words_of(refused)
    assert not Submission.objects.exists()
    sent = adviser.post(at, {"words": "Wren works hard and is never late."})
    row = Submission.objects.get()
    [address] = [part for part in sent.content.decode().split() if "/employer/" in part]
    address = "/employer/" + address.split("/employer/")[1].split("<")[0].strip('"')

    employer = Client(raise_request_exception=False)
    answers = [
        employer.get(address),
        employer.post(address, {"held": "yes"}),
        employer.post(address, {"held": "yes", **in_boxes("interview_date", 31, 1, 2027)}),
        employer.post(
            address,
            {"held": "yes", "feedback": "Kind", "outcome": "offered", **in_boxes("interview_date", 31, 1, 2026)},
        ),
        employer.get(address),
        employer.get("/employer/nothing/"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 404, 404]
    said = [answer.content.decode() for answer in answers]
    said += [str(answer.headers) for answer in answers]
    said += [row.words, address, *(f"{one.subject} {one.body}" for one in mail.outbox), caplog.text]
    for each in said:
        assert care_words_in(each) == ()
        for telling in (CANARY, "former_relevant", "is_held", "ring", "Charter"):
            assert telling not in each.replace("string", "")
    row.refresh_from_db()
    assert (row.interview_held, row.outcome) == (True, "offered")


def test_an_employer_who_does_not_know_yet_says_so(wren: Person, held: Opportunity) -> None:
    row, secret = forward(wren, held)
    at = f"/employer/{secret}/"
    untouched = filled_in(Client().get(at)) | {"held": "not_known", "outcome": "not_known"}

    nothing = Client().post(at, untouched)

    assert "Answer at least one of the questions." in words_of(nothing)
    Client().post(at, filled_in(nothing) | {"feedback": "We meet her on Friday"})
    row.refresh_from_db()
    assert (row.interview_held, row.outcome, row.feedback) == (None, "", "We meet her on Friday")


def test_what_an_employer_is_shown_is_in_the_log(wren: Person, held: Opportunity) -> None:
    row, secret = forward(wren, held)

    Client().get(f"/employer/{secret}/")

    event = Event.objects.get(kind="charter.link_opened")
    assert (event.role, event.persons, event.subject) == (
        "employer", f'["{wren.public_id}"]', f"charter_submission:{row.pk}",
    )  # fmt: skip


def test_an_expired_check_stops_the_start_and_says_which(
    adviser: Client, wren: Person, saltmarsh: Organisation
) -> None:
    placement = make_placement(forward(wren, make_opportunity(make_signing(saltmarsh)))[0])
    check_everything(placement, insured_until=DAY - timedelta(days=1))
    at = f"/charter/placements/{placement.pk}/"

    shown = words_of(adviser.get(at))
    answer = adviser.post(f"{at}start/", {**in_boxes("started_date", 31, 1, 2026), "version": "1"})

    assert "It cannot start on 31 January 2026: Employers’ liability insurance has expired on 30 January 2026" in shown
    assert "It cannot start: Employers’ liability insurance has expired" in words_of(answer)
    placement.refresh_from_db()
    assert placement.started_date is None


def test_a_version_that_was_tampered_with_is_asked_again(
    adviser: Client, wren: Person, saltmarsh: Organisation
) -> None:
    placement = make_placement(forward(wren, make_opportunity(make_signing(saltmarsh)))[0])
    check_everything(placement)
    at = f"/charter/placements/{placement.pk}/start/"

    answer = adviser.post(at, {**in_boxes("started_date", 31, 1, 2026), "version": "1.0"})

    assert answer.status_code == 409
    assert adviser.post(at, filled_in(answer)).status_code == 302


def test_two_tabs_on_one_answer_keep_what_was_typed(adviser: Client, wren: Person, saltmarsh: Organisation) -> None:
    row, _ = forward(wren, make_opportunity(make_signing(saltmarsh)))
    at = f"/charter/submissions/{row.pk}/"
    first, second = filled_in(adviser.get(at)), filled_in(adviser.get(at))
    adviser.post(at, first | {"feedback": "From the first tab"})

    behind = adviser.post(at, second | {"feedback": "From the second tab"})

    shown = words_of(behind)
    assert "Somebody else changed this while you were writing" in shown
    assert "From the first tab" in shown
    assert "From the second tab" in shown
    adviser.post(at, filled_in(behind))
    row.refresh_from_db()
    assert row.feedback == "From the second tab"


def test_a_commissioner_sees_counts_with_small_ones_hidden_and_no_person(
    wren: Person, held: Opportunity, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    forward(wren, held)

    answer = signed_in(staff["commissioner"]).get("/charter/counts/")

    shown = words_of(answer)
    assert "Young people put forward Hidden" in shown
    assert "Construction 1" in shown
    assert "Wren" not in shown
    assert CANARY not in answer.content.decode()


def test_the_next_council_and_other_roles_get_nothing(
    wren: Person,
    held: Opportunity,
    farbank: Organisation,
    staff: dict[str, User],
    signed_in: Callable[[User], Client],
) -> None:
    row, _ = forward(wren, held)
    pages = [
        f"/charter/openings/{held.pk}/", f"/charter/submissions/{row.pk}/", f"/people/{wren.public_id}/charter/",
        f"/charter/organisations/{held.establishment_id}/",
    ]  # fmt: skip
    theirs = signed_in(make_user(farbank, "manager", name="Stanley Peel"))

    assert [theirs.get(page).status_code for page in pages] == [404] * 4
    for role in ("tracking_officer", "data_lead", "school_lead", "commissioner"):
        assert [signed_in(staff[role]).get(page).status_code for page in pages] == [403] * 4


def test_no_template_for_employers_names_the_charter() -> None:
    folder = Path(__file__).resolve().parents[3] / "src/towpath/web/jinja2/charter"

    for page in folder.glob("employer*.html"):
        assert "harter" not in page.read_text(encoding="utf-8")


def test_an_organisation_leaves_and_a_person_decides_about_each_who_is_there(
    manager: Client, saltmarsh: Organisation, wren: Person, stranger: User, signed_in: Callable[[User], Client]
) -> None:
    signing = make_signing(saltmarsh)
    make_placement(forward(wren, make_opportunity(signing))[0])
    at = f"/charter/organisations/{signing.establishment_id}/"
    told = {"how": "lapsed", "because": "Nobody answered", **in_boxes("ended_date", 30, 1, 2026)}

    for wrong, words in (
        ({"how": ""}, "Answer “How does it end?”"),
        (in_boxes("ended_date", 1, 2, 2026), "must be on or before 31 January 2026"),
        (in_boxes("ended_date", 31, 8, 2025), "must be on or after 1 September 2025"),
        ({"because": "x" * 10_000}, "at most 300 characters"),
    ):
        assert words in words_of(manager.post(f"{at}end/", {**told, **wrong}))
    said = words_of(manager.post(f"{at}end/", filled_in(manager.get(f"{at}end/")) | told, follow=True))

    assert "stood by the Charter until 30 January 2026. 1 opening closed with it." in said
    assert "30 January 2026: They did not sign again. Nobody answered" in said
    assert "Add an opening" not in said
    listed = words_of(manager.get(f"{at}left/"))
    assert "Wren Halloran" in listed
    assert "Nothing was changed for anybody by itself." in listed
    assert Event.objects.get(kind="charter.left_viewed").persons == f'["{wren.public_id}"]'
    again = words_of(manager.post(f"{at}end/", told))
    assert "Its end is recorded already." in again
    assert signed_in(stranger).get(f"{at}left/").status_code in (403, 404)
    opening = Opportunity.objects.get()
    assert "This opening is closed." in words_of(manager.get(f"/charter/openings/{opening.pk}/"))


def test_the_charter_in_counts_begins_where_the_first_signed(manager: Client, saltmarsh: Organisation) -> None:
    assert "From 31 January 2026 to 31 January 2026" in words_of(manager.get("/charter/counts/"))
    make_signing(saltmarsh, signed_date=date(2022, 6, 1))
    make_signing(saltmarsh, "Lock Hotel", signed_date=date(2024, 9, 2))

    assert "From 1 June 2022 to 31 January 2026" in words_of(manager.get("/charter/counts/"))
    early = "/charter/counts/?on-day=31&on-month=5&on-year=2022"
    assert "From 31 May 2022 to 31 May 2022" in words_of(manager.get(early))


def test_the_list_of_organisations_is_short_by_page_and_by_sector_and_counts_them_all(
    manager: Client, saltmarsh: Organisation
) -> None:
    for number in range(23):
        make_signing(saltmarsh, f"Employer {number:02}", sector="hospitality" if number < 2 else "construction")

    page = words_of(manager.get("/charter/"))
    assert "23 organisations on 31 January 2026" in page
    assert ("Employer 19" in page, "Employer 20" in page) == (True, False)
    assert "Employer 22" in words_of(manager.get("/charter/?page=2"))
    few = words_of(manager.get("/charter/?sector=hospitality&on-day=31&on-month=1&on-year=2026"))
    assert "Hospitality (2)" in few
    assert ("Employer 01" in few, "Employer 02" in few) == (True, False)
    assert "Employer 02" in words_of(manager.get("/charter/?sector=nonesuch"))
