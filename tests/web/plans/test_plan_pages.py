"""A plan on pages: what two people write at once, what is sent twice, and what cannot be so."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.factories.cast import SETUP, make_user
from tests.factories.moments import DAY, MORNING
from tests.web.answers import filled_in, hidden_of, in_boxes, words_of
from towpath.access.models import User
from towpath.caseload.actions import Step, write_plan
from towpath.caseload.models import Plan, TransitionPlan, WorkAgreement
from towpath.organisation.models import Organisation
from towpath.people.models import Person

Login = Callable[[User], Client]

REVIEW = in_boxes("review_date", 14, 3, 2026)
LONG_AND_BOTH_WAYS = "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u202eright to left\u202c and back. " * 330


@pytest.fixture
def plan(wren: Person, staff: dict[str, User]) -> Plan:
    """Return Wren's plan: a step of hers and one of the adviser's."""
    return write_plan(
        person=wren, number=0, goal="I want to fix boats", review_date=DAY + timedelta(days=42),
        steps=[
            Step(words="Look up bus times", whose="young_person", due_date=DAY),
            Step(words="Ring the college", whose="adviser", due_date=DAY),
        ],
        owner=staff["adviser"], by=SETUP, at=MORNING,
    )  # fmt: skip


def page_of(wren: Person, page: str = "write/") -> str:
    return f"/people/{wren.public_id}/plan/{page}"


def a_step(words: str, number: int = 1, *, day: int = 14, month: int = 2) -> dict[str, str]:
    return {
        f"words_{number}": words,
        f"whose_{number}": "adviser",
        **in_boxes(f"due_{number}", day, month, 2026),
    }


def test_of_two_who_change_a_plan_at_once_the_second_sees_every_word_of_both(
    adviser: Client, wren: Person, plan: Plan
) -> None:
    theirs, mine = (filled_in(adviser.get(page_of(wren))) for _ in "ab")
    adviser.post(page_of(wren), theirs | a_step("Visit the dock", 3) | in_boxes("review_date", 1, 4, 2026))

    answer = adviser.post(page_of(wren), mine | {"goal": "I want to build boats"} | a_step("Ring her mum", 3))

    assert answer.status_code == 409
    said = words_of(answer)
    for words in ("I want to fix boats", "I want to build boats", "Visit the dock", "Ring her mum", "1 April 2026"):
        assert words in said, words
    assert Plan.objects.count() == 1 + 1
    # What was typed may be saved all the same, once it was compared.
    adviser.post(page_of(wren), filled_in(answer))
    latest = Plan.objects.order_by("-number")[0]
    assert (latest.number, latest.goal) == (3, "I want to build boats")
    assert list(latest.steps.order_by("position").values_list("words", flat=True)) == [
        "Look up bus times",
        "Ring the college",
        "Ring her mum",
    ]


def test_a_plan_sent_twice_is_one_version(adviser: Client, wren: Person) -> None:
    sent = hidden_of(adviser.get(page_of(wren))) | {"goal": "Boats"} | REVIEW

    answers = [adviser.post(page_of(wren), sent, follow=True) for _ in "ab"]

    assert ["The plan is saved." in words_of(answer) for answer in answers] == [True, False]
    assert Plan.objects.count() == 1


def test_a_long_goal_in_two_directions_is_kept_whole_and_shown_in_its_own_direction(
    adviser: Client, wren: Person
) -> None:
    sent = hidden_of(adviser.get(page_of(wren))) | {"goal": LONG_AND_BOTH_WAYS} | REVIEW

    answer = adviser.post(page_of(wren), sent, follow=True)

    assert Plan.objects.get().goal == LONG_AND_BOTH_WAYS.strip()
    assert f'dir="auto">{LONG_AND_BOTH_WAYS[:60]}' in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"goal": ""}, "Answer “What do they want?”"),
        (a_step("x" * 10_000), "Ensure this value has at most 300 characters"),
        (a_step("Ring the college", day=30, month=1), "A step would be due on"),
        (a_step("Ring the college", day=31), "must be a real date"),
        ({"words_1": "Ring the college"}, "Say who does step 1."),
        ({"whose_1": "adviser"}, "Say what is to be done in step 1."),
        (in_boxes("review_date", 30, 1, 2026), "which has passed"),
    ],
    ids=["no goal", "too long", "yesterday", "no such day", "whose", "what", "review yesterday"],
)
def test_a_plan_that_cannot_be_says_why_and_keeps_what_was_typed(
    adviser: Client, wren: Person, changed: dict[str, str], told: str
) -> None:
    sent = hidden_of(adviser.get(page_of(wren))) | {"goal": "Boats", "our_view": "She can"} | REVIEW | changed

    answer = adviser.post(page_of(wren), sent)

    assert told in words_of(answer)
    kept = filled_in(answer)
    assert {name: kept[name] for name in (*changed, "our_view")} == {**changed, "our_view": "She can"}
    assert Plan.objects.count() == 0


def test_a_step_is_ticked_off_once_and_on_the_latest_plan_alone(adviser: Client, wren: Person, plan: Plan) -> None:
    hers = plan.steps.get(position=1)
    done = page_of(wren, f"steps/{hers.pk}/done/")

    told = [words_of(adviser.post(done, follow=True)) for _ in "ab"]

    assert "Done: Look up bus times" in told[0]
    assert "This step was settled already." in told[1]
    adviser.post(page_of(wren), filled_in(adviser.get(page_of(wren))))
    assert "There is no such step in this plan. There may be a newer plan." in words_of(adviser.post(done, follow=True))


def test_a_move_in_two_tabs_is_written_once(adviser: Client, wren: Person) -> None:
    theirs, mine = (filled_in(adviser.get(page_of(wren, "move/"))) for _ in "ab")
    adviser.post(page_of(wren, "move/"), theirs | {"preferred": "Lock College"})

    answer = adviser.post(page_of(wren, "move/"), mine | {"preferred": "The dockyard", "travel": "The 47 bus"})

    assert answer.status_code == 409
    assert "Lock College" in words_of(answer)
    assert {"The dockyard", "The 47 bus"} <= set(filled_in(answer).values())
    assert TransitionPlan.objects.get().preferred == "Lock College"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (in_boxes("answered_date", 1, 2, 2026), "must be on or before 31 January 2026"),
        ({"answer": "maybe"}, "Select a valid choice"),
        ({"words": "x" * 301}, "at most 300 characters"),
    ],
    ids=["tomorrow", "no such answer", "too long"],
)
def test_an_answer_that_cannot_be_says_why(adviser: Client, wren: Person, changed: dict[str, str], told: str) -> None:
    page = page_of(wren, "agreement/")

    answer = adviser.post(page, filled_in(adviser.get(page)) | {"answer": "yes"} | changed)

    assert told in words_of(answer)
    assert WorkAgreement.objects.count() == 0


@pytest.mark.parametrize("page", ["", "copy/", "write/", "move/", "agreement/"])
def test_a_plan_is_for_those_who_work_cases_in_its_own_council(
    staff: dict[str, User], signed_in: Login, farbank: Organisation, wren: Person, plan: Plan, page: str
) -> None:
    next_door = make_user(farbank, "adviser", name="Stella Peel", email="stella@farbank.example")

    assert [signed_in(staff[role]).get(page_of(wren, page)).status_code for role in ("school_lead", "data_lead")] == [
        403,
        403,
    ]
    assert signed_in(next_door).get(page_of(wren, page)).status_code == 404


def test_the_copy_for_the_young_person_says_nothing_of_the_adviser_s_view(
    adviser: Client, wren: Person, plan: Plan
) -> None:
    Plan.objects.filter(pk=plan.pk).update(our_view="Canary-view")

    said = words_of(adviser.get(page_of(wren, "copy/")))

    assert "Canary-view" in words_of(adviser.get(page_of(wren, "")))
    assert "Canary-view" not in said
    assert "You, by 31 January 2026: Look up bus times" in said
    assert plan.review_date == date(2026, 3, 14)
