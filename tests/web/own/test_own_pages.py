"""A young person's own pages, and the staff pages that make their codes."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.cast import SETUP, Staff, make_user
from tests.factories.moments import DAY, MORNING
from tests.factories.openings import make_college, make_opening
from tests.factories.people import make_person, mark_address
from tests.web.answers import hidden_of, words_of
from tests.web.routes import every_route
from towpath.access.models import User
from towpath.applications.actions import shortlist
from towpath.audit.actions import disclose
from towpath.audit.models import Event
from towpath.caseload.actions import Step, make_code, open_barrier, raise_concern, write_card, write_plan
from towpath.caseload.models import Case, OwnCode, OwnVisit, OwnWords, Plan
from towpath.contact.actions import record_contact
from towpath.organisation.models import Organisation
from towpath.people.actions import add_contact_route, link_family, record_care_fact, record_characteristic
from towpath.people.facts import PersonFacts
from towpath.people.models import Person
from towpath.tasks.models import Task
from towpath.tracking.actions import record_statement
from towpath.tracking.values import NewStatement
from towpath.web.policy import OWN, ROUTES, find_route

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

BIRTHDAY = {"day": "31", "month": "8"}
SOON = DAY + timedelta(days=14)
PAGES = ("own_home", "own_plan", "own_dates", "own_options", "own_record", "own_looks", "own_choices")


@pytest.fixture
def letters(wren: Person, case: Case, staff: dict[str, User]) -> str:
    """Return a code for Wren, whose case is the adviser's."""
    return make_code(person=wren, made_by=staff["adviser"], by=SETUP, at=MORNING)[1]


@pytest.fixture
def plan(wren: Person, staff: dict[str, User]) -> Plan:
    return write_plan(
        person=wren, number=0, goal="I want to fix boats", our_view="Canary-view", review_date=SOON,
        steps=[
            Step(words="Look up bus times", whose="young_person", due_date=SOON),
            Step(words="Ring the college", whose="adviser", due_date=SOON),
        ],
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip


def let_in(letters: str) -> Client:
    client = Client(raise_request_exception=False)
    answer = client.post("/my/", {"code": letters, **BIRTHDAY})
    assert (answer.status_code, answer["Location"]) == (302, "/my/home/")
    return client


@pytest.fixture
def own(letters: str) -> Client:
    """Return Wren's phone, on her own pages."""
    return let_in(letters)


def addresses(step_id: int = 1) -> list[str]:
    """Return every page of somebody's own, from the policy, so that a new one joins by itself."""
    ids = {"step_id": str(step_id), "about": "plan"}
    found = [route for route in every_route() if (row := find_route(route.name)) and row.who == OWN]
    return [route.address(ids) for route in found]


def test_every_answer_to_a_code_that_lets_nobody_in_is_the_same(letters: str, staff: dict[str, User]) -> None:
    def tried(code: str, **birthday: str) -> str:
        answer = Client().post("/my/", {"code": code, **BIRTHDAY, **birthday})
        assert answer.status_code == 200
        return re.sub(r"value=\"[^\"]*\"", "", answer.content.decode()).replace(" selected", "")

    wrong_birthday = tried(letters, day="30")
    let_in(letters)

    used = tried(letters)
    made_up = tried("ABCD EFGH 2345")

    told = [re.sub(r"nonce=\"[^\"]*\"", "", page) for page in (wrong_birthday, used, made_up)]
    assert told[0] == told[1] == told[2]
    assert "It is not your fault" in told[0]
    assert "locked" not in told[0].lower()


def test_a_visit_keeps_to_a_cookie_of_its_own_and_makes_nobody_staff(own: Client, wren: Person) -> None:
    cookie = own.cookies[settings.OWN_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    assert settings.SESSION_COOKIE_NAME not in own.cookies
    for name in ("today", "people_person", "codes"):
        address = reverse(name, args=[wren.public_id] if name != "today" else [])
        assert own.get(address)["Location"].startswith("/sign-in/")


def test_staff_have_no_way_into_the_pages_of_a_young_person(
    letters: str, staff: Staff, stranger: User, signed_in: Callable[[User], Client]
) -> None:
    for user in (*staff.everybody().values(), stranger):
        client = signed_in(user)

        reached = {client.get(address).status_code for address in addresses()}

        assert reached == {302}


def test_whoever_is_signed_in_beside_it_is_not_shown_on_the_pages(
    letters: str, staff: dict[str, User], signed_in: Callable[[User], Client], plan: Plan
) -> None:
    shared = signed_in(staff["manager"])
    shared.post("/my/", {"code": letters, **BIRTHDAY})

    for name in PAGES:
        said = shared.get(reverse(name)).content.decode()
        assert "Marion Fairclough" not in said
        assert 'href="/people/' not in said


def test_a_visit_left_alone_leads_to_the_door_with_a_kind_word(own: Client) -> None:
    OwnVisit.objects.update(started_at=MORNING - timedelta(days=1), seen_at=MORNING - timedelta(days=1))

    answer = own.get("/my/plan/", follow=True)

    assert "We signed you out to keep your pages safe" in words_of(answer)


def test_signing_out_ends_the_visit_and_clears_the_phone(own: Client) -> None:
    answer = own.post("/my/leave/")

    assert (answer["Location"], answer["Clear-Site-Data"]) == ("/my/left/", '"cache", "storage"')
    assert own.get("/my/plan/").status_code == 302
    assert OwnVisit.objects.get().ended_at is not None


def test_each_page_is_in_the_log_as_shown_to_themselves(own: Client, wren: Person) -> None:
    before = Event.objects.count()

    for name in PAGES:
        assert own.get(reverse(name)).status_code == 200

    added = Event.objects.order_by("pk")[before:]
    assert [event.subject for event in added] == list(PAGES)
    assert {(event.role, event.kind, event.persons) for event in added} == {
        ("young_person", "own.viewed", f'["{wren.public_id}"]')
    }


def test_the_adviser_is_shown_as_she_agreed(own: Client, staff: dict[str, User], saltmarsh: Organisation) -> None:
    before = words_of(own.get("/my/home/"))
    write_card(
        organisation=saltmarsh, user=staff["adviser"], shown_name="Ada", reach="Text 07700 900555", by=SETUP, at=MORNING
    )

    after = words_of(own.get("/my/home/"))

    assert "Hello Wren" in after
    assert "Okafor" not in before + after
    assert "They have not put their name here yet" in before
    assert "Your adviser is Ada" in after
    assert after.index("999") < after.index("Ada")


def test_a_step_is_ticked_once_however_often_it_is_sent(own: Client, plan: Plan) -> None:
    step = plan.steps.get(position=1)

    for _ in range(2):
        answer = own.post(f"/my/plan/steps/{step.pk}/done/", follow=True)

    assert "You said it is done" in words_of(answer)
    assert OwnWords.objects.count() == Task.objects.filter(source__startswith="caseload_own_visit:").count() == 1
    step.refresh_from_db()
    assert step.done_at is None


def test_what_they_say_is_read_on_the_plan_page_by_staff_alone(
    own: Client, wren: Person, plan: Plan, adviser: Client, farbank: Organisation, signed_in: Callable[[User], Client]
) -> None:
    form = own.get("/my/tell-us/plan/")
    said = {"kind": "wrong", "words": "\u202eNot <i>boats</i>: \u0642\u0627\u0631\u0628", **hidden_of(form)}

    for _ in range(2):
        answer = own.post("/my/tell-us/plan/", said, follow=True)

    assert "We told your adviser" in words_of(answer)
    assert OwnWords.objects.count() == 1
    page = adviser.get(reverse("plans", args=[wren.public_id])).content.decode()
    assert "Says something is wrong, on the page of the plan" in page
    assert "Not &lt;i&gt;boats&lt;/i&gt;" in page
    neighbour = signed_in(make_user(farbank, "adviser", name="Stanley Peel"))
    assert neighbour.get(reverse("plans", args=[wren.public_id])).status_code == 404
    assert neighbour.post(reverse("codes", args=[wren.public_id])).status_code == 404


def test_too_long_a_note_is_kept_on_the_page_and_said_plainly(own: Client) -> None:
    answer = own.post("/my/tell-us/plan/", {"kind": "added", "words": "a" * 10_000})

    assert answer.status_code == 200
    assert "a" * 10_000 in answer.content.decode()
    assert "2000" in words_of(answer)
    assert not OwnWords.objects.exists()


def test_choices_become_an_answer_and_a_task_for_a_person(own: Client, wren: Person, adviser: Client) -> None:
    own.post("/my/choices/working-together/", {"answer": "withdrawn", "words": "Not now"})
    own.post("/my/choices/extra-help/", {"words": "It is not fair"})

    page = words_of(own.get("/my/choices/"))

    assert "You said you want to stop working with an adviser." in page
    assert "Someone is deciding, and will tell you why." in page
    assert set(Task.objects.filter(person=wren).values_list("kind", flat=True)) >= {"alert", "objection"}
    told = words_of(adviser.get(reverse("plans", args=[wren.public_id])))
    assert "Told us on their own pages" in told
    assert "It is not fair" in told
    again = own.post("/my/choices/extra-help/", {"words": ""})
    assert "told that before" in words_of(again)


def test_an_unknown_page_to_tell_us_about_and_somebody_elses_step_are_refused(own: Client) -> None:
    assert own.get("/my/tell-us/concerns/").status_code == 404
    assert own.post("/my/plan/steps/999999/done/")["Location"] == "/my/plan/?done=gone"
    assert own.get("/my/plan/?done=<script>").status_code == 200


def test_codes_tried_from_one_place_are_limited(letters: str) -> None:
    client = Client()
    for _ in range(30):
        assert client.post("/my/", {"code": "ABCDEFGH2345", **BIRTHDAY}).status_code == 200

    answer = client.post("/my/", {"code": letters, **BIRTHDAY})

    assert answer.status_code == 429
    assert "You have done nothing wrong" in words_of(answer)


def test_what_is_typed_wrongly_says_what_to_do_and_is_no_try(letters: str) -> None:
    answer = Client().post("/my/", {"code": letters, "day": "41", "month": "0"})

    said = words_of(answer)
    assert "Type the day of your birthday, from 1 to 31." in said
    assert "Choose the month of your birthday." in said
    assert OwnCode.objects.get().tries == 0


@pytest.fixture
def canaries(wren: Person, saltmarsh: Organisation, staff: dict[str, User], plan: Plan) -> tuple[str, ...]:
    """Return words planted where a young person's own pages must not show them."""
    by = {"by": SETUP, "at": MORNING}
    brother = make_person(
        saltmarsh,
        PersonFacts(legal_given_name="Canary-brother", legal_family_name="Halloran", address_line_1="1 Canary-street"),
    )
    facts = {"source": "page:1", **by}
    mark_address(person=brother, care_of="Canary-refuge", **facts)
    link_family(person=wren, relative=brother, relation="Canary-relation", **facts)
    add_contact_route(
        person=wren, kind="phone", value="07700 900321", belongs_to="parent", owner_name="Canary-mother", **facts
    )
    record_care_fact(person=wren, kind="looked_after", social_worker="Canary-worker", **facts)
    record_characteristic(person=wren, code="150", disclosed_by="Canary-teller", **facts)
    raise_concern(person=wren, seen_date=DAY, words="Canary-concern", told="lead", **by)
    open_barrier(person=wren, code="travel", words="Canary-barrier", opened_date=DAY, **by)
    for audience in ("team", "need_to_know"):
        record_contact(
            person=wren, happened_at=MORNING, channel="phone", outcome="spoke", owner=staff["adviser"],
            words=f"Canary-{audience}", who_was_present="Canary-present", place="Canary-place", audience=audience, **by,
        )  # fmt: skip
    told = NewStatement(
        person_id=wren.pk, code="619", start_date=DAY, how="youth_justice", sender="Canary-sender", source="page:1"
    )
    record_statement(organisation=saltmarsh, new=told, **by)
    shortlist(person=wren, opening=make_opening(make_college(saltmarsh)), why="Canary-why", **by)
    for role, kind in (("safeguarding_lead", "person.viewed"), ("safeguarding_lead", "concern.viewed")):
        lead = staff[role]
        actor = SETUP.__class__(organisation="saltmarsh", user=lead.public_id, role=role)
        disclose(by=actor, at=MORNING, kind=kind, persons=[wren.public_id])
    return ("canary", "youth justice", "looked after", "in care", "social worker", "concern", "safeguarding", "barrier",
            "parent", "mother", "4 ropewalk", "bernadette")  # fmt: skip


def test_no_page_shows_what_is_not_theirs_to_be_shown(own: Client, canaries: tuple[str, ...], plan: Plan) -> None:
    pages = [own.get(address) for address in addresses(plan.steps.get(position=1).pk)]
    read = [words_of(page).lower() for page in pages if page.status_code == 200]

    assert len(read) >= len(PAGES) + 3
    assert [(word, page[:80]) for page in read for word in canaries if word in page] == []
    # What is theirs is there, or finding nothing would prove nothing.
    everything = " ".join(read)
    for shown in ("i want to fix boats", "bricklaying level 1", "notes of when we talked", "another service"):
        assert shown in everything


def test_another_young_person_sees_nothing_of_hers(
    own: Client, plan: Plan, saltmarsh: Organisation, staff: dict[str, User], canaries: tuple[str, ...]
) -> None:
    robin = make_person(
        saltmarsh,
        PersonFacts(legal_given_name="Robin", legal_family_name="Halloran", birth_date=DAY.replace(year=2009)),
    )
    code = make_code(person=robin, made_by=staff["adviser"], by=SETUP, at=MORNING)[1]
    client = Client()
    client.post("/my/", {"code": code, "day": "31", "month": "1"})

    read = " ".join(words_of(client.get(reverse(name))).lower() for name in PAGES)

    assert "hello robin" in read
    for word in ("wren", "boats", "bricklaying", "notes of when", "canary"):
        assert word not in read


def test_who_looked_is_told_by_role_and_day(own: Client, wren: Person, adviser: Client) -> None:
    for _ in range(2):
        adviser.get(reverse("people_person", args=[wren.public_id]))

    said = words_of(own.get("/my/record/who-looked/"))

    assert "31 January 2026" in said
    assert "An adviser opened your record" in said
    assert "made a code for these pages" in said
    assert "Okafor" not in said


def test_a_code_is_made_shown_once_seen_to_be_used_and_cancelled(
    adviser: Client, wren: Person, case: Case, staff: dict[str, User]
) -> None:
    address = reverse("codes", args=[wren.public_id])
    letter = words_of(adviser.post(address))
    found = re.search(r"Type this code: ((?:[2-9A-Z]{4} ){2}[2-9A-Z]{4})", letter)
    assert found is not None
    assert "You are not in trouble" in letter
    assert "testserver/my/" in letter
    assert found.group(1) not in words_of(adviser.get(address))

    let_in(found.group(1))

    assert "Used at" in words_of(adviser.get(address))
    adviser.post(address)
    waiting = OwnCode.objects.get(link__used_at__isnull=True)
    answer = adviser.post(reverse("codes_cancel", args=[wren.public_id, waiting.pk]), follow=True)
    assert "The code is cancelled" in words_of(answer)
    answer = adviser.post(reverse("codes_cancel", args=[wren.public_id, waiting.pk]), follow=True)
    assert "works no more" in words_of(answer)


def test_no_code_without_a_birth_date_or_leave(
    adviser: Client, saltmarsh: Organisation, staff: dict[str, User], wren: Person, signed_in: Callable[[User], Client]
) -> None:
    kit = make_person(saltmarsh, PersonFacts(legal_given_name="Kit", legal_family_name="Marlow"))

    answer = adviser.post(reverse("codes", args=[kit.public_id]), follow=True)

    assert "Record their date of birth first" in words_of(answer)
    for role in ("tracking_officer", "school_lead", "safeguarding_lead", "data_lead"):
        assert signed_in(staff[role]).post(reverse("codes", args=[wren.public_id])).status_code == 403
    assert not OwnCode.objects.exists()


def test_an_adviser_says_what_young_people_see_of_her(adviser: Client) -> None:
    answer = adviser.post("/codes/my-card/", {"shown_name": "Ada", "reach": "Ring 07700 900555"}, follow=True)

    assert "Saved." in words_of(answer)
    assert 'value="Ada"' in adviser.get("/codes/my-card/").content.decode()


def test_pages_ask_as_often_of_a_long_record_as_of_a_short_one(
    own: Client, wren: Person, plan: Plan, adviser: Client, saltmarsh: Organisation
) -> None:
    def counts() -> dict[str, int]:
        counted = {}
        for name in PAGES:
            with CaptureQueriesContext(connection) as captured:
                own.get(reverse(name))
            counted[name] = len(captured)
        return counted

    college = make_college(saltmarsh)
    shortlist(person=wren, opening=make_opening(college), by=SETUP, at=MORNING)
    own.post("/my/tell-us/plan/", {"kind": "added", "words": "And"})
    adviser.get(reverse("people_person", args=[wren.public_id]))
    few = counts()
    for number in range(6):
        opening = make_opening(college, source=f"import:{number + 10}", title=f"Bricklaying {number}")
        shortlist(person=wren, opening=opening, by=SETUP, at=MORNING)
        own.post("/my/tell-us/plan/", {"kind": "added", "words": f"And {number}"})
        adviser.get(reverse("people_person", args=[wren.public_id]))

    assert counts() == few
    assert max(few.values()) <= 40


def test_the_words_can_be_read_at_eleven(own: Client, plan: Plan, letters: str, adviser: Client, wren: Person) -> None:
    letter = adviser.post(reverse("codes", args=[wren.public_id]))
    pages = {name: own.get(reverse(name)) for name in (*PAGES, "own_code", "own_left", "own_answer", "own_object")}
    pages |= {"letter": letter, "own_say": own.get("/my/tell-us/plan/")}

    too_hard = {name: round(age, 1) for name, page in pages.items() if (age := reading_age(page)) > 11}

    assert too_hard == {}


def reading_age(page: object) -> float:
    """
    Return the age at which a page's sentences can be read: the automated readability index, a school year, and five.

    Source: Senter and Smith, Automated Readability Index (1967): 4.71 letters a word + 0.5 words a sentence - 21.43.
    """
    from lxml import html

    main = html.fromstring(page.content.decode()).get_element_by_id("main-content")  # type: ignore[attr-defined]
    parts = main.xpath(".//p | .//li[not(.//p) and not(.//a) and not(.//form)] | .//dd")
    said = " ".join(" ".join(part.text_content().split()).rstrip(".") + "." for part in parts)
    said = re.sub(r"[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}|testserver/my/|[0-9 ]{3,}", "then", said)
    words = re.findall(r"[A-Za-z’'-]+", said)
    sentences = [one for one in re.split(r"[.?!:]", said) if one.strip()]
    letters = sum(len(word) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43 + 5


def test_every_row_of_the_policy_for_own_pages_discloses_or_signs_out() -> None:
    rows = [route for route in ROUTES if route.who == OWN]

    assert [route.name for route in rows if route.discloses != "own.viewed"] == ["own_leave"]
