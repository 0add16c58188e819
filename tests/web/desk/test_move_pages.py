"""Moves between councils in pages: written down once, on the timeline, and its papers let out by the log."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.answers import in_boxes, words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.documents.paper import NoPdfError
from towpath.people.models import Person
from towpath.tracking.models import CouncilMove

MOVED = {"la_code": "341", **in_boxes("moved_date", 20, 1, 2026)}
TOLD = {**MOVED, "to_whom": "Tracking, Liverpool", "ground": "ESA 2008 s.68", "parts": ["address", "reach"]}


@pytest.fixture(autouse=True)
def _letters_as_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(page: str) -> bytes:
        raise NoPdfError("Not here.")

    monkeypatch.setattr("towpath.tracking.moving.pdf_of", refused)


def test_a_move_is_written_once_stands_on_the_timeline_and_its_papers_go_by_the_log(
    wren: Person, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    officer, adviser = signed_in(staff["tracking_officer"]), signed_in(staff["adviser"])
    address = f"/desk/people/{wren.public_id}/moved-out/"

    nowhere = officer.post(address, {**TOLD, "la_code": "none"})
    ahead = officer.post(address, {**TOLD, **in_boxes("moved_date", 1, 2, 2026)})
    done = officer.post(address, TOLD, follow=True)
    again = officer.post(address, TOLD)

    assert "Choose the council. It is another than yours." in words_of(nowhere)
    assert "That day has not come yet" in words_of(ahead)
    assert "nothing has left yet" in words_of(done)
    assert "written down already" in words_of(again)
    gone = CouncilMove.objects.get()
    assert "Moved to Liverpool" in words_of(officer.get(f"/people/{wren.public_id}/timeline/"))
    page = words_of(adviser.get(f"/desk/moves/{gone.pk}/"))
    assert "A tracking officer, a manager or the data lead sends what goes with them" in page
    assert adviser.post(f"/desk/moves/{gone.pk}/sheet/").status_code == 403
    sent = officer.post(f"/desk/moves/{gone.pk}/sheet/")
    assert b"Halloran" in b"".join(sent.streaming_content)  # type: ignore[attr-defined]
    assert Event.objects.filter(kind="file.released").count() == 1
    assert officer.post(f"/desk/moves/{gone.pk}/notes/").status_code == 404


def test_a_move_written_by_mistake_is_withdrawn_on_its_page_and_says_what_went(
    wren: Person, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    officer = signed_in(staff["tracking_officer"])
    officer.post(f"/desk/people/{wren.public_id}/moved-out/", TOLD)
    page = f"/desk/moves/{CouncilMove.objects.get().pk}/"
    list(officer.post(f"{page}letter/").streaming_content)  # type: ignore[attr-defined]

    assert "written by mistake" in words_of(officer.get(page))
    assert "Why was it a mistake?" in words_of(officer.post(f"{page}withdraw/", {"because": ""}))
    done = officer.post(f"{page}withdraw/", {"because": "The wrong Wren"}, follow=True)

    assert "Whoever led for them before leads again" in words_of(done)
    assert "Withdrawn: Moved to Liverpool" in words_of(done)
    withdrawn = words_of(officer.get(page))
    assert "The wrong Wren" in withdrawn
    assert "The letter went before that. Ring Tracking, Liverpool and ask them to delete it." in withdrawn
    assert "Download the sheet" not in withdrawn
    assert "written by mistake" not in withdrawn
    assert "Withdrawn: Moved to Liverpool" in words_of(officer.get(f"/people/{wren.public_id}/timeline/"))


def test_whoever_came_is_led_from_that_day(
    wren: Person, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    officer = signed_in(staff["tracking_officer"])

    done = officer.post(f"/desk/people/{wren.public_id}/moved-in/", MOVED, follow=True)

    assert "This council leads for them from that day" in words_of(done)
    assert "Came from Liverpool" in words_of(done)


def test_nobody_else_opens_them(
    wren: Person, staff: dict[str, User], stranger: User, signed_in: Callable[[User], Client]
) -> None:
    signed_in(staff["tracking_officer"]).post(f"/desk/people/{wren.public_id}/moved-out/", TOLD)
    gone = CouncilMove.objects.get()

    for role in ("commissioner", "school_lead", "safeguarding_lead"):
        for page in ("/desk/moves/", f"/desk/moves/{gone.pk}/", f"/desk/people/{wren.public_id}/moved-out/"):
            assert signed_in(staff[role]).get(page).status_code == 403
    assert signed_in(stranger).get(f"/desk/moves/{gone.pk}/").status_code == 404
    assert signed_in(stranger).post(f"/desk/moves/{gone.pk}/sheet/").status_code == 404
    assert "No moves" in words_of(signed_in(stranger).get("/desk/moves/"))
