"""Who is NEET in counts and people, and a plan to bring a rate down: begun, added to and told of."""

from collections.abc import Callable

import pytest
from django.test import Client
from lxml import html

from tests.apps.insight.test_neet import seven as seven
from tests.factories.returns import make_action, make_plan
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.insight.models import ImprovementAction, ImprovementPlan
from towpath.organisation.models import Organisation


def words(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())  # type: ignore[attr-defined]


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["manager"])


def test_each_number_opens_for_staff_and_is_hidden_from_a_commissioner(
    seven: list[int], manager: Client, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    commissioner = signed_in(staff["commissioner"])

    assert "7 of academic age 16 or 17 are NEET" in words(manager.get("/rates/neet/?by=again"))
    opened = words(manager.get("/rates/neet/people/?by=again&key=again"))
    assert "Left it before" in opened
    assert "On 31 October 2025" in opened
    assert len(Event.objects.filter(kind="neet.listed").last().persons.split()) == 1  # type: ignore[union-attr]
    hidden = words(commissioner.get("/rates/neet/?by=reason"))
    assert "Small numbers are hidden" in hidden
    assert "Hidden" in hidden
    assert commissioner.get("/rates/neet/people/?by=reason&key=640").status_code == 403
    assert manager.get("/rates/neet/?by=nonsense").status_code == 200


GIVEN = {
    "title": "Nobody not known",
    "measure": "not_known",
    "first_month": "2026-02-28",
    "start_percent": "6.0",
    "target_percent": "3.0",
}


def test_a_plan_is_begun_added_to_and_told_of(manager: Client, saltmarsh: Organisation) -> None:
    assert "There is a problem" in words(manager.post("/rates/plans/begin/", GIVEN | {"target_percent": "7"}))
    begun = manager.post("/rates/plans/begin/", GIVEN)
    plan = ImprovementPlan.objects.get()
    assert begun["Location"] == f"/rates/plans/{plan.pk}/"
    assert "There is a plan for that rate" in words(manager.post("/rates/plans/begin/", GIVEN | {"title": "Again"}))

    due = {"due_date-day": "31", "due_date-month": "3", "due_date-year": "2026"}
    manager.post(f"/rates/plans/{plan.pk}/add/", {"words": "Ring", "owner": "Ada", **due})
    action = ImprovementAction.objects.get()
    page = f"/rates/plans/actions/{action.pk}/note/"
    told = {"words": "Begun", "state": "open", "version": "1", **due}
    assert manager.post(page, told).status_code == 302
    assert "Someone else changed this" in words(manager.post(page, told))
    said = words(manager.get(f"/rates/plans/{plan.pk}/"))
    assert "Begun" in said
    assert manager.get(f"/rates/plans/{plan.pk}/chart.svg")["Content-Type"] == "image/svg+xml"


def test_a_commissioner_reads_a_plan_and_writes_nothing(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client], stranger: User
) -> None:
    plan = make_plan(saltmarsh)
    action = make_action(plan)
    commissioner = signed_in(staff["commissioner"])

    assert "Ring every evening" in words(commissioner.get(f"/rates/plans/{plan.pk}/"))
    assert "Say how it goes" not in words(commissioner.get(f"/rates/plans/actions/{action.pk}/"))
    assert commissioner.get(f"/rates/plans/actions/{action.pk}/note/").status_code == 403
    assert signed_in(stranger).get(f"/rates/plans/{plan.pk}/").status_code == 404
