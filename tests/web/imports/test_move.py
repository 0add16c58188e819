"""The page of a move: the old system's totals beside ours, what is left behind, and what we would return."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.apps.imports.lists import load
from tests.apps.imports.test_moving import OLD, history
from tests.web.answers import filled_in, words_of
from towpath.access.models import User
from towpath.imports.models import Batch, MoveTotal
from towpath.organisation.models import Organisation


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["data_lead"])


@pytest.fixture
def moved(saltmarsh: Organisation) -> Batch:
    return load(saltmarsh, history(), "caseload_extract", code=OLD)


def address(batch: Batch) -> str:
    return f"/lists/senders/{batch.sender_id}/move/"


def test_totals_are_typed_in_and_compared(lead: Client, moved: Batch) -> None:
    page = lead.get(address(moved))
    assert "1 list counts as part of the move" in words_of(page)
    assert "Not typed in" in words_of(page)

    lead.post(address(moved), {**filled_in(page), "activities": "4", "people": "3"})

    told = words_of(lead.get(address(moved)))
    assert "All there" in told
    assert "1 short" in told  # 3 people there, 2 here.


def test_what_is_left_behind_and_what_we_would_return_have_their_own_pages(lead: Client, moved: Batch) -> None:
    assert "Shoe size 2 Nobody has said what it is." in words_of(lead.get(f"{address(moved)}?show=left-behind"))
    returned = words_of(lead.get(f"{address(moved)}?show=return"))
    assert "In the return: NEET" in returned
    assert "Before the move" in returned


@pytest.mark.parametrize("typed", ["many", "-1", "999999999999", "1.5"])
def test_what_is_no_total_is_said(lead: Client, moved: Batch, typed: str) -> None:
    page = filled_in(lead.get(address(moved)))

    assert "There is a problem" in words_of(lead.post(address(moved), {**page, "people": typed}))
    assert not MoveTotal.objects.exists()


def test_two_tabs_are_told_of_each_other(lead: Client, moved: Batch) -> None:
    mine, theirs = (filled_in(lead.get(address(moved))) for _ in "ab")
    lead.post(address(moved), {**theirs, "people": "2"})

    answer = lead.post(address(moved), {**mine, "people": "5"})

    assert answer.status_code == 409
    assert MoveTotal.objects.get().total == 2


def test_others_are_refused(
    moved: Batch, staff: dict[str, User], stranger: User, signed_in: Callable[[User], Client]
) -> None:
    assert signed_in(stranger).get(address(moved)).status_code == 404
    assert signed_in(staff["adviser"]).get(address(moved)).status_code == 403
