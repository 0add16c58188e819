"""The September Guarantee in pages: fixed by whoever may, figures that name nobody, and people who are disclosed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.messages import open_channels
from tests.factories.people import make_school, pupil
from tests.web.answers import filled_in, words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.clock import LONDON
from towpath.contact.models import Sending
from towpath.contact.sending import stop_contact
from towpath.organisation.actions import change_setting
from towpath.organisation.models import Organisation
from towpath.people.actions import record_people
from towpath.people.models import Person
from towpath.provision.models import Establishment
from towpath.tracking.actions import GUARANTEES, NewGuarantee
from towpath.tracking.models import GuaranteeCohort

MAY = datetime(2025, 5, 12, 9, 0, tzinfo=LONDON)
NOVEMBER = datetime(2025, 11, 20, 9, 0, tzinfo=LONDON)


@pytest.fixture
def school(saltmarsh: Organisation) -> Establishment:
    """Return a school with three pupils of Year 11 in May 2025; one had an offer, told in November."""
    school = make_school(saltmarsh)
    facts = [(None, replace(pupil(number), establishment_id=school.pk)) for number in (1, 2, 3)]
    ids = record_people(organisation=saltmarsh, incoming=facts, source="import:1", by=SETUP, at=MAY)
    new = NewGuarantee(
        person_id=int(ids[0].person_id or 0), cohort_year=2025, year_group=11, status="110", la_code="343",
        source="import:9",
    )  # fmt: skip
    GUARANTEES.record(organisation=saltmarsh, incoming=[new], by=SETUP, at=NOVEMBER)
    return school


def test_a_manager_fixes_the_cohort_once_and_the_page_says_what_counts(
    school: Establishment, saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    officer, manager = signed_in(staff["tracking_officer"]), signed_in(staff["manager"])
    assert "A manager or the data lead can fix it" in words_of(officer.get("/desk/guarantee/"))
    assert officer.post("/desk/guarantee/fix/", {"year": "2025"}).status_code == 403

    first = manager.post("/desk/guarantee/fix/", {"year": "2025"}, follow=True)
    again = manager.post("/desk/guarantee/fix/", {"year": "2025"}, follow=True)

    assert "The cohort of September 2025 is fixed." in words_of(first)
    assert "is fixed already" in words_of(again)
    assert GuaranteeCohort.objects.count() == 1
    words = words_of(officer.get("/desk/guarantee/?year=2025"))
    assert "The cohort is the 3 young people" in words
    assert "your council carries nothing over" in words
    assert "1 more have an offer today that came too late to count" in words
    assert "Chloe" not in words

    change_setting(
        saltmarsh, key="guarantee.carry_over_days", value=30, from_date=date(2025, 6, 1), by=SETUP, at=NOVEMBER
    )
    words = words_of(officer.get("/desk/guarantee/?year=2025"))
    assert "carries over 30 days after it, to 30 November 2025" in words
    assert "1 of the offers count only because of the days carried over" in words
    assert "33.3%" in words


def test_who_has_no_offer_is_listed_and_the_log_knows_who_was_shown(
    school: Establishment, saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    signed_in(staff["manager"]).post("/desk/guarantee/fix/", {"year": "2025"})
    officer = signed_in(staff["tracking_officer"])

    shown = officer.get("/desk/guarantee/people/", {"year": "2025", "state": "not_recorded", "place": str(school.pk)})

    assert "3 young people" in words_of(shown)
    rows = html.fromstring(shown.content).xpath("//tbody/tr")
    told = [[" ".join(cell.text_content().split()) for cell in row.xpath("./*[position() > 2]")] for row in rows]
    # What changed nothing says so, and does not look like something that nobody wrote down.
    late = "Offer made, not known to be accepted"
    assert sorted(told) == [["Not recorded", each, "Fixed in May"] for each in ("No change", "No change", late)]
    assert Event.objects.get(kind="guarantee.list_viewed").subject == "guarantee:2025"
    leads_to = html.fromstring(shown.content).xpath("//a[text()='Write to these']/@href")[0]
    begun = officer.get(leads_to)
    assert "September Guarantee 2025: Not recorded, of one school" in words_of(begun)
    open_channels(saltmarsh)
    officer.post(leads_to, filled_in(begun))
    assert Sending.objects.get().messages.count() == 3
    assert officer.get("/desk/guarantee/people/", {"year": "2024"})["Location"] == "/desk/guarantee/?year=2024"
    # What no address can name falls back to the last September, and an unknown state to everybody.
    assert officer.get("/desk/guarantee/?year=٢٠٢٥").status_code == 200
    assert officer.get("/desk/guarantee/people/?year=99999&state=zz&group=zz&place=zz&page=-1").status_code == 200


def test_before_results_day_everybody_of_a_year_group_can_be_written_to_with_its_letter(
    school: Establishment, staff: dict[str, User], signed_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-08-18")
    signed_in(staff["manager"]).post("/desk/guarantee/fix/", {"year": "2026"})
    officer = signed_in(staff["tracking_officer"])

    def follow(answer: Any, words: str) -> Any:
        return officer.get(html.fromstring(answer.content).xpath(f"//a[text()='{words}']/@href")[0])

    # The three of Year 11 in May 2025 are in Year 12 in May 2026.
    year_12 = follow(follow(officer.get("/desk/guarantee/"), "See everybody"), "Year 12")
    begun = follow(year_12, "Write to these")

    assert "3 young people" in words_of(year_12)
    assert "September Guarantee 2026: everybody, Year 12" in words_of(begun)
    assert filled_in(begun)["wording"] == "results_day"
    assert "Nobody here" in words_of(follow(year_12, "Year 11"))


def test_who_has_died_stands_among_those_counted_and_is_said_to_have(
    school: Establishment, saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    signed_in(staff["manager"]).post("/desk/guarantee/fix/", {"year": "2025"})
    person = Person.objects.earliest("pk")
    stop_contact(person=person, kind="died", source="page:1", by=SETUP, at=NOVEMBER)

    shown = signed_in(staff["tracking_officer"]).get("/desk/guarantee/people/", {"year": "2025"})

    rows = [" ".join(row.text_content().split()) for row in html.fromstring(shown.content).xpath("//tbody/tr")]
    assert ["Has died" in row for row in rows] == [True, False, False]


def test_nobody_else_opens_it(
    school: Establishment, staff: dict[str, User], stranger: User, signed_in: Callable[[User], Client]
) -> None:
    signed_in(staff["manager"]).post("/desk/guarantee/fix/", {"year": "2025"})

    for role in ("commissioner", "school_lead", "safeguarding_lead"):
        assert signed_in(staff[role]).get("/desk/guarantee/").status_code == 403
        assert signed_in(staff[role]).get("/desk/guarantee/people/").status_code == 403
    assert "The cohort is not fixed" in words_of(signed_in(stranger).get("/desk/guarantee/?year=2025"))
    assert signed_in(stranger).get("/desk/guarantee/people/?year=2025").status_code == 302
