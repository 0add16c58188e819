"""The set-up checklist: each step knows by itself whether it is done, and leads to where it is."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.cast import SETUP, Staff, make_user
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_school
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.access.viewer import Viewer
from towpath.organisation.models import Organisation
from towpath.returns.actions import build_return
from towpath.risk.actions import run_scheme
from towpath.web.setup.presenters import steps_for


@pytest.fixture
def alone(saltmarsh: Organisation) -> Viewer:
    """Return the data lead of a council where nothing has been done."""
    return viewer_for(make_user(saltmarsh, "data_lead"), saltmarsh, DAY)


def _done(viewer: Viewer) -> list[str]:
    return [step.title for step in steps_for(viewer, DAY) if step.status is None]


def test_a_new_council_has_only_its_name(alone: Viewer) -> None:
    assert _done(alone) == ["Say which council this is"]


def test_every_step_but_the_first_leads_somewhere(alone: Viewer) -> None:
    assert [step.title for step in steps_for(alone, DAY) if not step.href] == ["Say which council this is"]


def test_a_colleague_and_a_manager_are_two_steps(alone: Viewer, saltmarsh: Organisation) -> None:
    make_user(saltmarsh, "adviser")
    assert _done(alone)[1:] == ["Invite the people who will use it"]

    make_user(saltmarsh, "manager")
    assert _done(alone)[1:] == ["Invite the people who will use it", "Name a manager"]


def test_schools_a_scoring_and_a_return_are_seen_by_themselves(alone: Viewer, saltmarsh: Organisation) -> None:
    make_school(saltmarsh)
    run_scheme(organisation=saltmarsh, as_at=DAY, by=SETUP, at=MORNING)
    build_return(organisation=saltmarsh, period_end=DAY, known_at=MORNING, by=SETUP, at=MORNING)

    assert _done(alone)[1:] == ["Load the register of schools", "Score this year’s pupils", "Build the first return"]


def test_what_the_next_council_did_is_not_ours(alone: Viewer, farbank: Organisation) -> None:
    make_school(farbank)
    make_user(farbank, "manager", name="Ottilie Pym")

    assert _done(alone) == ["Say which council this is"]


def test_the_list_takes_eight_queries(alone: Viewer) -> None:
    with CaptureQueriesContext(connection) as captured:
        steps_for(alone, DAY)

    assert len(captured) == 8


def test_the_page_counts_what_is_done(staff: Staff, signed_in: Callable[[User], Client]) -> None:
    staff.everybody()
    words = signed_in(staff["data_lead"]).get("/set-up/").content.decode()

    assert "3 of 10 steps done" in words
    assert signed_in(staff["adviser"]).get("/set-up/").status_code == 403
