"""A plan to bring a rate down within six months: its line, its actions, and one sheet of A4."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest

from tests.factories.cast import SETUP, make_viewer
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from tests.factories.returns import make_action, make_plan
from towpath.documents.paper import NoPdfError, pdf_of
from towpath.insight.models import ImprovementNote, ImprovementPlan
from towpath.insight.plans.actions import ActionChangedError, PlanRefusedError, add_action, begin_plan, note_action
from towpath.insight.plans.paper import plan_page
from towpath.insight.plans.queries import (
    PlanNotFoundError,
    follow_plan,
    get_plan,
    get_plan_action,
    list_action_notes,
    list_plan_actions,
    list_plans,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"measure": "happiness"}, "Choose which rate"),
        ({"first_month": date(2026, 2, 27)}, "Choose a month"),
        ({"first_month": date(2028, 2, 29)}, "Choose a month"),
        ({"target_percent": Decimal("6.0")}, "must be below"),
        ({"target_percent": Decimal("-1")}, "must be below"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(saltmarsh, given, words):
    asked = {
        "organisation": saltmarsh, "title": "A", "measure": "combined", "first_month": date(2026, 2, 28),
        "start_percent": Decimal("6.0"), "target_percent": Decimal("3.0"), "by": SETUP, "at": MORNING,
    }  # fmt: skip

    with pytest.raises(PlanRefusedError, match=words):
        begin_plan(**{**asked, **given})
    assert not ImprovementPlan.objects.exists()


def test_of_one_rate_one_plan_begins_in_a_month(saltmarsh, farbank):
    make_plan(saltmarsh)

    with pytest.raises(PlanRefusedError, match="There is a plan"):
        make_plan(saltmarsh)
    assert make_plan(farbank).pk


def test_the_line_stands_beside_what_was(saltmarsh, data_lead):
    make_pupils(saltmarsh, 20)
    plan = make_plan(saltmarsh)

    months = follow_plan(data_lead, plan, DAY)

    # Twenty young people of whom nobody has told anything: all are not known in January; February is not over.
    assert [str(each.actual) for each in months[:2]] == ["100.0", "None"]
    assert [str(each.target) for each in months] == ["6.0", "5.5", "5.0", "4.5", "4.0", "3.5", "3.0"]


def test_an_action_keeps_every_word_of_how_it_went(saltmarsh, data_lead):
    action = make_action(make_plan(saltmarsh))
    told = {"by": SETUP, "at": MORNING, "due_date": DAY + timedelta(days=9)}

    moved = note_action(action=action, version=1, words="Two evenings a week", state="open", **told)
    done = note_action(action=moved, version=2, words="All rung", state="done", **told)

    assert (done.state, done.version, done.due_date) == ("done", 3, DAY + timedelta(days=9))
    assert [each.words for each in list_action_notes(data_lead, action.pk)] == ["All rung", "Two evenings a week"]
    with pytest.raises(ActionChangedError):
        note_action(action=action, version=1, words="Late", state="dropped", **told)
    with pytest.raises(PlanRefusedError, match="still to do"):
        note_action(action=action, version=3, words="x", state="lost", **told)
    assert ImprovementNote.objects.count() == 2


def test_an_action_is_not_due_before_its_plan(saltmarsh):
    with pytest.raises(PlanRefusedError, match="before the plan"):
        add_action(plan=make_plan(saltmarsh), words="x", owner="y", due_date=date(2025, 1, 1), by=SETUP, at=MORNING)


def test_a_commissioner_sees_it_and_the_next_council_and_an_adviser_do_not(saltmarsh, stranger):
    plan = make_plan(saltmarsh)
    action = make_action(plan)
    commissioner = make_viewer(saltmarsh, "commissioner")

    assert get_plan(commissioner, plan.pk) == plan
    assert list(list_plan_actions(commissioner, plan.pk)) == [action]
    for viewer in (stranger, make_viewer(saltmarsh, "adviser")):
        assert not list_plans(viewer).exists()
        assert not list_plan_actions(viewer, plan.pk).exists()
        with pytest.raises(PlanNotFoundError):
            get_plan(viewer, plan.pk)
        with pytest.raises(PlanNotFoundError):
            get_plan_action(viewer, action.pk)


@pytest.mark.slow
def test_a_full_plan_prints_on_one_sheet(saltmarsh, data_lead):
    plan = make_plan(saltmarsh, title="N" * 60)
    for number in range(14):
        action = make_action(plan, words=f"{number} {'Ring everybody who was not reached ' * 5}")
        note_action(
            action=action, version=1, words="How it went, at length. " * 30, state="open", due_date=DAY, by=SETUP,
            at=MORNING,
        )  # fmt: skip

    page = plan_page(plan, follow_plan(data_lead, plan, DAY), list(list_plan_actions(data_lead, plan.pk)), DAY)

    assert "And 4 more" in page
    try:
        content = pdf_of(page)
    except NoPdfError as reason:
        pytest.skip(str(reason))
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
