"""Leavers' destinations in pages: figures that name nobody, people who are disclosed, and a file that hides."""

from collections.abc import Callable

from django.test import Client

from tests.apps.tracking.test_destinations import leavers_of, mean
from tests.factories.cast import SETUP
from tests.factories.moments import MORNING
from tests.web.answers import words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.contact.sending import stop_contact
from towpath.organisation.models import Organisation


def test_figures_name_nobody_and_open_to_people_who_are_disclosed(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    officer = signed_in(staff["tracking_officer"])
    assert "The cohort is not fixed" in words_of(officer.get("/desk/destinations/?year=2025"))
    assert officer.get("/desk/destinations/people/?year=2025").status_code == 302
    people = leavers_of(saltmarsh, 1, 2, 3)
    mean(people[0], "211")

    figures = words_of(officer.get("/desk/destinations/?year=2025"))
    shown = words_of(officer.get("/desk/destinations/people/?year=2025&column=meant&state=training"))

    assert "Bertie" not in figures
    assert "“Not recorded” is never counted as a no" in figures
    assert "Bertie Blackshaw-Birch" in shown
    assert "1 young person who left Year 11 in summer 2025" in shown
    assert Event.objects.filter(kind="leavers.list_viewed", subject="leavers:2025").exists()
    assert officer.get("/desk/destinations/chart/?year=2025")["Content-Type"] == "image/svg+xml"
    # What no address can name falls back to everybody.
    odd = officer.get("/desk/destinations/people/?year=٢٠٢٥&column=zz&state=zz&place=zz&page=-1")
    assert odd.status_code == 200
    assert "Has died" not in words_of(odd)
    stop_contact(person=people[0], kind="died", by=SETUP, at=MORNING, source="page:1")
    assert "Has died" in words_of(officer.get("/desk/destinations/people/?year=2025"))


def test_the_file_hides_small_numbers_and_neutralises_formulas(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    people = leavers_of(saltmarsh, *range(1, 13))
    mean(people[0], "211")

    sent = signed_in(staff["tracking_officer"]).get("/desk/destinations/file/?year=2025&column=meant")

    assert sent.content.decode().splitlines() == [
        "taught_at,meant_yes,meant_no_or_not_recorded,leavers",
        "Saltmarsh High School,c,c,12",
        "Everybody,c,c,12",
    ]


def test_nobody_else_opens_them(
    saltmarsh: Organisation, staff: dict[str, User], stranger: User, signed_in: Callable[[User], Client]
) -> None:
    leavers_of(saltmarsh, 1)

    for page in ("", "chart/", "file/", "people/"):
        for role in ("commissioner", "school_lead", "safeguarding_lead"):
            assert signed_in(staff[role]).get(f"/desk/destinations/{page}").status_code == 403
    assert "The cohort is not fixed" in words_of(signed_in(stranger).get("/desk/destinations/?year=2025"))
    assert signed_in(stranger).get("/desk/destinations/file/?year=2025").content.decode().count("\n") == 1


def test_the_survey_is_shown_in_figures_and_its_file_leaves_by_the_log(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    lead, officer = signed_in(staff["data_lead"]), signed_in(staff["tracking_officer"])
    assert "Not yet" in words_of(lead.get("/desk/survey/?year=2025"))
    leavers_of(saltmarsh, 1, 2, 3)

    page = words_of(officer.get("/desk/survey/?year=2025"))
    unnamed = lead.post("/desk/survey/file/", {"year": "2025", "to": "DfE", "ground": ""})
    sent = lead.post("/desk/survey/file/", {"year": "2025", "to": "DfE", "ground": "request 7"})

    assert "Unverified: the layout is not published to us" in page
    assert "A manager or the data lead can let the file go" in page
    assert "Bertie" not in page
    assert unnamed["Content-Type"].startswith("text/html")
    assert sent["Content-Type"].startswith("text/csv")
    assert b"Blackshaw" in b"".join(sent.streaming_content)  # type: ignore[attr-defined]
    assert officer.post("/desk/survey/file/", {"year": "2025", "to": "DfE", "ground": "x"}).status_code == 403
    assert signed_in(staff["adviser"]).get("/desk/survey/?year=2025").status_code == 403
