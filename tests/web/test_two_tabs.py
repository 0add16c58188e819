"""Of two tabs on one row the second overwrites nothing unseen, loses nothing typed, and can still be saved."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.programmes import join, make_pre_employment, make_run
from tests.factories.referrals import PUBLIC, make_referral
from tests.web.answers import filled_in, in_boxes, words_of
from towpath.access.models import User
from towpath.caseload.actions import PlanChangedError, Score, Step, record_needs, write_plan
from towpath.caseload.actions.plans import MOST_STEPS
from towpath.caseload.models import NeedsAssessment, Plan
from towpath.organisation.models import Organisation
from towpath.people.actions import mark_returned_post, record_address
from towpath.people.models import Person, ReturnedPost, VisitCaution
from towpath.programmes.models import Participation, Programme, ProgrammeReason
from towpath.referrals.actions import add_to_agenda, call_panel, decline_referral, record_decision
from towpath.referrals.models import PanelItem

BEHIND = "Somebody else changed this while you were writing."


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["manager"])


@pytest.fixture
def programme(saltmarsh: Organisation) -> Programme:
    return make_pre_employment(saltmarsh)


@pytest.fixture
def joined(programme: Programme, staff: dict[str, User], wren: Person) -> Participation:
    return join(make_run(programme, staff["adviser"]), wren)


@pytest.fixture
def item(saltmarsh: Organisation) -> PanelItem:
    panel = call_panel(organisation=saltmarsh, name="Transition panel", meets_at=MORNING, by=SETUP, at=MORNING)
    return add_to_agenda(panel=panel, referral=make_referral(saltmarsh), by=SETUP, at=MORNING)


def plan_of(wren: Person, owner: User, *words: str, number: int = 0) -> Plan:
    steps = [Step(words=each, whose="young_person", due_date=DAY) for each in words]
    return write_plan(
        person=wren, number=number, goal="Work with boats", review_date=DAY, steps=steps, owner=owner, by=SETUP,
        at=MORNING,
    )  # fmt: skip


def look_at(wren: Person, strengths: str) -> NeedsAssessment:
    return record_needs(
        person=wren, assessed_date=DAY, strengths=strengths, scores=[Score("money", 5)], by=SETUP, at=MORNING
    )


def test_a_programme_changed_meanwhile_is_shown_again_and_then_saved(manager: Client, programme: Programme) -> None:
    at = f"/programmes/plans/{programme.pk}/change/"
    first, second = filled_in(manager.get(at)), filled_in(manager.get(at))
    manager.post(at, first | {"funder": "The first tab"})

    behind = manager.post(at, second | {"funder": "The second tab"})

    assert behind.status_code == 409
    assert "Who pays for it? (optional) The first tab The second tab" in words_of(behind)
    assert "Only for people without maths" not in words_of(behind).split("What you typed")[1]
    assert filled_in(behind)["funder"] == "The second tab"
    programme.refresh_from_db()
    assert programme.funder == "The first tab"
    assert manager.post(at, filled_in(behind)).status_code == 302
    programme.refresh_from_db()
    assert (programme.funder, programme.version) == ("The second tab", 3)


def test_whoever_left_meanwhile_is_not_said_to_have_left_again(
    adviser: Client, saltmarsh: Organisation, joined: Participation
) -> None:
    at = f"/programmes/taking-part/{joined.pk}/leave/"
    reason = ProgrammeReason.objects.filter(organisation=saltmarsh, use="leaving").order_by("pk")[0]
    told = {"because": str(reason.pk), **in_boxes("left_date", 31, 1, 2026)}
    first, second = filled_in(adviser.get(at)), filled_in(adviser.get(at))
    adviser.post(at, first | told)

    behind = adviser.post(at, second | told | {"words": "Too far"})

    assert behind.status_code == 200
    assert "They have left already" in words_of(behind)
    joined.refresh_from_db()
    assert (joined.left_words, joined.version) == ("", 2)


def test_a_letter_that_was_behind_can_be_said_to_be_told(manager: Client, saltmarsh: Organisation) -> None:
    row = make_referral(saltmarsh)
    decline_referral(referral=row, version=1, reason="out_of_age", by=PUBLIC, at=MORNING)
    at = f"/referrals/{row.pk}/tell/"

    behind = manager.post(at, {"version": "1", "how": "letter"})

    assert behind.status_code == 409
    assert BEHIND in words_of(behind)
    assert manager.post(at, filled_in(behind)).status_code == 302
    row.refresh_from_db()
    assert row.told_at is not None


def test_what_a_panel_decided_is_not_overwritten_unseen(manager: Client, item: PanelItem) -> None:
    at = f"/referrals/panels/{item.panel_id}/{item.pk}/decide/"
    first, second = filled_in(manager.get(at)), filled_in(manager.get(at))
    manager.post(at, first | {"decision": "Visit at home"})

    behind = manager.post(at, second | {"decision": "Offer a taster"})

    assert behind.status_code == 409
    assert "What was decided? Visit at home Offer a taster" in words_of(behind)
    assert filled_in(behind)["decision"] == "Offer a taster"
    item.refresh_from_db()
    assert item.decision == "Visit at home"
    assert manager.post(at, filled_in(behind)).status_code == 302
    item.refresh_from_db()
    assert item.decision == "Offer a taster"


def test_what_was_decided_since_the_page_was_read_is_shown_before_it_is_overwritten(
    manager: Client, item: PanelItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def beaten(*, version: int, **how: Any) -> None:
        record_decision(item=item, version=version, decision="Visit at home", by=SETUP, at=MORNING)
        record_decision(version=version, **how)

    at = f"/referrals/panels/{item.panel_id}/{item.pk}/decide/"
    typed = filled_in(manager.get(at)) | {"decision": "Offer a taster"}
    with monkeypatch.context() as at_that_moment:
        at_that_moment.setattr("towpath.web.referrals.panels.record_decision", beaten)
        unseen = manager.post(at, typed)

    seen = manager.post(at, filled_in(unseen))

    assert "What was decided? Nothing Offer a taster" in words_of(unseen)
    assert seen.status_code == 409
    assert "What was decided? Visit at home Offer a taster" in words_of(seen)
    assert manager.post(at, filled_in(seen)).status_code == 302


def test_a_version_that_was_tampered_with_is_asked_again(
    manager: Client, saltmarsh: Organisation, item: PanelItem
) -> None:
    row = make_referral(saltmarsh, sending="another")
    panel = f"/referrals/panels/{item.panel_id}/"
    for at, answers in (
        (f"/referrals/{row.pk}/decline/", {"reason": "out_of_age"}),
        (f"{panel}{item.pk}/decide/", {"decision": "Visit"}),
        (f"{panel}close/", {"attended": "Marion Fairclough"}),
    ):
        answer = manager.post(at, answers | {"version": "x"})

        assert (at, answer.status_code) == (at, 409)
        assert manager.post(at, filled_in(answer)).status_code == 302


def test_minutes_are_not_agreed_without_what_was_decided_meanwhile(manager: Client, item: PanelItem) -> None:
    at = f"/referrals/panels/{item.panel_id}/"
    minutes = filled_in(manager.get(f"{at}close/")) | {"attended": "Marion Fairclough"}
    manager.post(f"{at}{item.pk}/decide/", filled_in(manager.get(f"{at}{item.pk}/decide/")) | {"decision": "Visit"})

    behind = manager.post(f"{at}close/", minutes)

    assert behind.status_code == 409
    assert filled_in(behind)["attended"] == "Marion Fairclough"
    assert manager.post(f"{at}close/", filled_in(behind)).status_code == 302
    item.panel.refresh_from_db()
    assert item.panel.closed_at is not None


def test_what_is_struck_out_is_what_was_looked_at(adviser: Client, wren: Person, case: object) -> None:
    mistaken = look_at(wren, "Of her sister")
    at = f"/people/{wren.public_id}/needs/strike-out/"
    shown = filled_in(adviser.get(at)) | {"because": "Of her sister"}
    right = look_at(wren, "Good with her hands")

    said = words_of(adviser.post(at, shown, follow=True))

    assert "Somebody recorded or struck out another meanwhile. Look again." in said
    assert not NeedsAssessment.objects.filter(withdrawn_at__isnull=False).exists()
    assert {mistaken.pk, right.pk} == set(NeedsAssessment.objects.values_list("pk", flat=True))


def test_two_tabs_strike_out_one_look_and_not_the_one_before_it(adviser: Client, wren: Person, case: object) -> None:
    right, mistaken = look_at(wren, "Good with her hands"), look_at(wren, "Of her sister")
    at = f"/people/{wren.public_id}/needs/strike-out/"
    first, second = (filled_in(adviser.get(at)) | {"because": "Of her sister"} for _ in range(2))

    adviser.post(at, first)
    adviser.post(at, second)

    assert list(NeedsAssessment.objects.filter(withdrawn_at__isnull=True)) == [right]
    mistaken.refresh_from_db()
    assert mistaken.withdrawn_because == "Of her sister"


def test_what_was_typed_into_a_plan_stays_when_two_write_at_one_moment(
    adviser: Client, wren: Person, case: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def beaten(**_: Any) -> None:
        raise PlanChangedError("Somebody wrote a newer version at the same moment. Look at theirs.")

    at = f"/people/{wren.public_id}/plan/write/"
    typed = filled_in(adviser.get(at)) | {"goal": "To build boats"}
    monkeypatch.setattr("towpath.web.plans.views.write_plan", beaten)

    answer = adviser.post(at, typed)

    assert answer.status_code == 200
    assert "Somebody wrote a newer version at the same moment." in words_of(answer)
    assert filled_in(answer)["goal"] == "To build boats"


def test_no_step_is_dropped_when_a_newer_plan_has_fewer(
    adviser: Client, staff: dict[str, User], wren: Person, case: object
) -> None:
    told = [f"Step number {place}" for place in range(1, MOST_STEPS + 1)]
    plan_of(wren, staff["adviser"], *told[:9])
    at = f"/people/{wren.public_id}/plan/write/"
    typed = filled_in(adviser.get(at))
    for place in range(10, MOST_STEPS + 1):
        typed |= {f"words_{place}": told[place - 1], f"whose_{place}": "young_person"}
        typed |= in_boxes(f"due_{place}", 31, 1, 2026)
    plan_of(wren, staff["adviser"], "The only step", number=1)

    behind = adviser.post(at, typed)

    assert behind.status_code == 409
    assert adviser.post(at, filled_in(behind)).status_code == 302
    saved = Plan.objects.get(number=3)
    assert [step.words for step in saved.steps.order_by("position")] == told


def test_more_steps_than_a_plan_holds_ask_for_no_more_boxes(adviser: Client, wren: Person, case: object) -> None:
    at = f"/people/{wren.public_id}/plan/write/"

    answer = adviser.post(at, filled_in(adviser.get(at)) | {"goal": "", "words_12": "The last", "words_9999": "More"})

    assert {name for name in filled_in(answer) if name.startswith("words_")} == {
        f"words_{place}" for place in range(1, MOST_STEPS + 1)
    }


def test_what_to_know_before_knocking_is_not_overwritten_unseen(adviser: Client, wren: Person) -> None:
    at = f"/people/{wren.public_id}/knocking/"
    about = {"person": wren, "source": "page:1", "by": SETUP, "at": MORNING}
    record_address(address_line_1="1 Quay Row", postcode="ZZ1 1AA", from_date=DAY, **about)
    first, second = filled_in(adviser.get(at)), filled_in(adviser.get(at))
    adviser.post(at, first | {"words": "A dog runs loose", "needs_two": "yes"})

    behind = adviser.post(at, second | {"came_back": "yes", **in_boxes("came_back_date", 20, 1, 2026)})

    assert behind.status_code == 409
    assert "Do two go together? Yes No" in words_of(behind)
    caution = VisitCaution.objects.get(withdrawn_at=None, to_date=None)
    assert (caution.words, caution.needs_two) == ("A dog runs loose", True)
    assert not ReturnedPost.objects.exists()
    again = filled_in(behind)
    assert (again["came_back"], again["came_back_date-day"]) == ("yes", "20")
    assert adviser.post(at, again | {"words": "A dog runs loose", "needs_two": "yes"}).status_code == 302
    assert ReturnedPost.objects.filter(withdrawn_at=None).count() == 1
    assert VisitCaution.objects.get(withdrawn_at=None, to_date=None).needs_two


def test_a_mark_that_post_came_back_is_not_lifted_by_a_page_that_never_showed_it(adviser: Client, wren: Person) -> None:
    at = f"/people/{wren.public_id}/knocking/"
    about = {"person": wren, "source": "page:1", "by": SETUP, "at": MORNING}
    record_address(address_line_1="1 Quay Row", postcode="ZZ1 1AA", from_date=DAY, **about)
    before = filled_in(adviser.get(at))
    mark_returned_post(came_back_date=DAY, **about)

    behind = adviser.post(at, before | {"words": "Ring after 4pm"})

    assert behind.status_code == 409
    assert "Has post come back from where they live? Yes, on 31 Jan 2026 No, or they live there after all" in words_of(
        behind
    )
    assert ReturnedPost.objects.filter(withdrawn_at=None).count() == 1
    assert not VisitCaution.objects.exists()
