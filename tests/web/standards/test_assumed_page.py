"""One page of what is assumed: every link that says "Assumes…" finds its row there."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_person
from towpath.access.models import User
from towpath.organisation.actions import change_setting, correct_standards
from towpath.organisation.models import Organisation
from towpath.returns.actions import build_return
from towpath.standards import load_standards
from towpath.standards.calendar import upload_window
from towpath.standards.risk import load_scheme
from towpath.tracking.actions import record_statements
from towpath.tracking.values import NewStatement
from towpath.web.assumed_links import criteria_links
from towpath.web.standards.presenters import groups_of

READ = """
[[correction]]
list = "activity_codes"
code = "410"
from = 2025-09-01
set = { currency_confidence = "high" }
reason = "Read in the requirement"
source = "Page 61"
"""


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["data_lead"])


def _page(answer: object) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())  # type: ignore[attr-defined]


def _anchors(page: html.HtmlElement) -> set[str]:
    return {f"/assumed/#{each}" for each in page.xpath("//main//h3/@id")}


@pytest.fixture
def in_training(saltmarsh: Organisation) -> None:
    person = make_person(saltmarsh)
    told = NewStatement(
        person_id=person.pk,
        code="410",
        start_date=date(2025, 9, 8),
        verified_date=date(2025, 11, 3),
        how="provider_list",
        sender="sluice",
        source="import:1:1",
    )
    record_statements(organisation=saltmarsh, incoming=[told], by=SETUP, at=MORNING)


def test_a_return_and_its_days_lead_to_what_they_assume(
    lead: Client, saltmarsh: Organisation, in_training: None
) -> None:
    run = build_return(organisation=saltmarsh, period_end=DAY, known_at=MORNING, by=SETUP, at=MORNING)

    known = _anchors(_page(lead.get("/assumed/")))

    assert _page(lead.get(f"/returns/{run.pk}/")).xpath("//a[contains(@href, '/assumed/')]/@href") == [
        "/assumed/#activity-410"
    ]
    assert _page(lead.get("/returns/")).xpath("//a[contains(@href, '/assumed/')]/@href") == ["/assumed/#return-window"]
    assert known >= {"/assumed/#activity-410", "/assumed/#return-window"}


def test_rates_lead_to_what_they_assume_for_whoever_sees_them(
    lead: Client, staff: dict[str, User], signed_in: Callable[[User], Client], in_training: None
) -> None:
    for client in (lead, signed_in(staff["commissioner"])):
        [link] = _page(client.get("/rates/")).xpath("//a[contains(@href, '/assumed/')]")

        assert link.text_content() == "Government-funded work-based learning (410)"
        assert link.get("href") in _anchors(_page(client.get("/assumed/")))


def test_what_the_council_has_read_is_a_correction_and_no_assumption(
    lead: Client, saltmarsh: Organisation, in_training: None
) -> None:
    correct_standards(saltmarsh, name="requirement", text=READ, by=SETUP, at=MORNING)

    page = _page(lead.get("/assumed/"))

    assert "/assumed/#activity-410" not in _anchors(page)
    assert "Read in the requirement" in page.text_content()
    assert not _page(lead.get("/rates/")).xpath("//a[contains(@href, '/assumed/')]")


def test_the_weak_criteria_of_the_scheme_in_use_are_told(lead: Client, saltmarsh: Organisation) -> None:
    change_setting(saltmarsh, key="risk.scheme", value="oxfordshire-2022", from_date=DAY, by=SETUP, at=MORNING)

    known = _anchors(_page(lead.get("/assumed/")))

    links = criteria_links(load_scheme("oxfordshire-2022"))
    assert len(links) == 4
    assert {link.href for link in links} <= known


def test_a_scheme_without_weak_criteria_has_no_heading() -> None:
    edition = load_standards().edition_on(DAY)

    headings = [group.heading for group in groups_of(edition, upload_window(DAY), load_scheme("oxfordshire-2023"))]

    assert headings == ["What young people are doing", "When the return is due"]
