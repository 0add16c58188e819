"""The pages of an impact report: who may open what, what is hidden, and what the log is told."""

import csv
import io
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.factories.impact import make_busy_month, make_january, make_story
from tests.factories.moments import MORNING
from towpath.access.models import User
from towpath.access.queries import viewer_for
from towpath.audit.models import Event
from towpath.documents.paper import NoPdfError
from towpath.insight.models import ImpactRelease, ImpactReport, ImpactStory
from towpath.insight.reports.impact.actions import lock_report
from towpath.organisation.models import Organisation
from towpath.people.models import Person

Login = Callable[[User], Client]


@pytest.fixture(autouse=True)
def own_var(settings: LazySettings, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR = tmp_path / "var"
    monkeypatch.setenv("TOWPATH_BENCHMARK_DIR", str(tmp_path))


@pytest.fixture
def people(saltmarsh: Organisation, staff: dict[str, User]) -> list[Person]:
    return make_busy_month(saltmarsh, staff["adviser"])


@pytest.fixture
def report(saltmarsh: Organisation, people: list[Person]) -> ImpactReport:
    return make_january(saltmarsh)


@pytest.fixture
def manager(staff: dict[str, User], signed_in: Login) -> Client:
    return signed_in(staff["manager"])


def lock(report: ImpactReport, staff: dict[str, User]) -> None:
    lock_report(report=report, viewer=viewer_for(staff["manager"], report.organisation, MORNING.date()), at=MORNING)


def dated(name: str, day: str) -> dict[str, str]:
    year, month, number = day.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_manager_makes_a_report_and_a_period_that_is_not_over_is_refused(manager: Client, saltmarsh) -> None:
    sent = {"title": "Our year"} | dated("from_date", "2025-04-01")

    refused = manager.post("/impact/make/", sent | dated("to_date", "2026-03-31")).content.decode()
    assert "The period is not over" in refused
    assert not ImpactReport.objects.exists()

    made = manager.post("/impact/make/", sent | dated("to_date", "2025-12-31"), follow=True).content.decode()
    assert "A draft" in made
    assert "1 April 2025 to 31 December 2025" in made
    assert "Our year" in text(manager, "/impact/")


def test_the_year_that_is_over_is_offered_first(manager: Client) -> None:
    page = text(manager, "/impact/make/")

    assert 'value="2024"' in page
    assert "Our impact, 2024 to 2025" in page


def test_a_report_tells_its_numbers_and_each_opens_to_its_people(manager: Client, report, people) -> None:
    page = text(manager, f"/impact/{report.pk}/")

    for words in (
        "Not for release: small numbers are not hidden.", "24 is a sum: 12 supported", "No study whose days end",
        "two ways", "What each number means", "No published figures of 2026 are here, so",
    ):  # fmt: skip
        assert words.lower() in page.lower(), words
    opened = text(manager, f"/impact/{report.pk}/rows/interventions/")
    assert "24 rows of 12 young people" in opened
    event = Event.objects.get(kind="impact.rows_seen")
    assert all(person.public_id in event.persons for person in people[:12])
    assert event.subject == f"insight_impact_report:{report.pk}/interventions"


@pytest.mark.parametrize("measure", ["people", "per_person", "nonsense"])
def test_a_number_without_rows_of_its_own_opens_to_nothing(manager: Client, report, measure) -> None:
    assert manager.get(f"/impact/{report.pk}/rows/{measure}/").status_code == 404


def test_a_data_lead_opens_no_rows_that_their_role_does_not_see(staff, signed_in: Login, report) -> None:
    data_lead = signed_in(staff["data_lead"])

    assert data_lead.get(f"/impact/{report.pk}/rows/registered/").status_code == 403
    assert f"/impact/{report.pk}/rows/registered/" not in text(data_lead, f"/impact/{report.pk}/")


def test_a_commissioner_sees_a_locked_report_with_small_numbers_hidden_and_no_way_to_anybody(
    staff, signed_in: Login, report, people
) -> None:
    commissioner = signed_in(staff["commissioner"])
    assert commissioner.get(f"/impact/{report.pk}/").status_code == 404
    make_story(report, people[0])
    lock(report, staff)

    page = text(commissioner, f"/impact/{report.pk}/")
    figures = text(commissioner, f"/impact/{report.pk}/take/figures/")

    assert "Counts from 1 to 4 are hidden" in page
    assert "Back on the water" in page
    assert "/rows/" not in page
    assert "Lock it" not in page
    assert "Release it" not in page
    rows = {row["measure"]: row for row in csv.DictReader(io.StringIO(figures.lstrip("\ufeff")))}
    assert (rows["supported"]["value"], rows["supported"]["symbol"]) == ("12", "")
    assert (rows["completed"]["value"], rows["completed"]["symbol"]) == ("", "c")
    for path in ("rows/supported/", "since/", "stories/", "release/"):
        assert commissioner.get(f"/impact/{report.pk}/{path}").status_code == 403


def test_locking_twice_in_two_tabs_locks_once(manager: Client, report) -> None:
    first = manager.post(f"/impact/{report.pk}/lock/", follow=True).content.decode()
    second = manager.post(f"/impact/{report.pk}/lock/", follow=True).content.decode()

    assert "The report is locked." in first
    assert "nothing of it can be changed" in second
    assert Event.objects.filter(kind="impact.locked").count() == 1
    assert "Nothing that it counts has changed" in text(manager, f"/impact/{report.pk}/since/")


def test_a_story_is_written_checked_told_and_taken_back(manager: Client, report, people) -> None:
    address = f"/impact/{report.pk}/stories/add/{people[0].public_id}/"
    sent = {
        "title": "Back on the water", "words": "A bus that gets her there.\nAnd a course.", "agreed_for": "inside",
        "agreed_how": "in_person",
    }  # fmt: skip
    tomorrow = manager.post(address, sent | dated("agreed_date", "2026-02-01")).content.decode()
    assert "They cannot have agreed on a day to come." in tomorrow
    long = manager.post(address, sent | {"words": "w" * 10_000} | dated("agreed_date", "2026-01-30")).content.decode()
    assert "4000" in long
    assert not ImpactStory.objects.exists()

    kept = manager.post(address, sent | dated("agreed_date", "2026-01-30"), follow=True).content.decode()
    assert "Not checked, so not told" in kept
    assert "Back on the water" not in text(manager, f"/impact/{report.pk}/")
    story = ImpactStory.objects.get()
    check = f"/impact/{report.pk}/stories/{story.pk}/check/"
    assert "Tick “Nothing in it" in manager.post(check, {"names": "on", "read": "on"}).content.decode()
    manager.post(check, {"names": "on", "rare": "on", "read": "on"})
    assert "Back on the water" in text(manager, f"/impact/{report.pk}/")

    withdraw = f"/impact/{report.pk}/stories/{story.pk}/withdraw/"
    assert "Taken back." in manager.post(withdraw, {"once": "a"}, follow=True).content.decode()
    assert "Back on the water" not in text(manager, f"/impact/{report.pk}/")
    assert "This story was withdrawn." in manager.post(withdraw, {"once": "b"}, follow=True).content.decode()


def test_a_release_hides_small_numbers_and_is_marked_once_a_story_is_taken_back(
    manager: Client, staff, report, people, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.insight.reports.impact.paper.pdf_of", lambda page: b"%PDF-1.7 made elsewhere")
    story = make_story(report, people[0])
    refused = manager.post(f"/impact/{report.pk}/release/", {"to": "Cabinet", "purpose": "Report"}).content.decode()
    assert "Lock the report first" in refused
    lock(report, staff)

    shown = manager.post(f"/impact/{report.pk}/release/", {"to": "Cabinet", "purpose": "Report"}, follow=True)
    [gone] = ImpactRelease.objects.all()
    answer = manager.get(f"/impact/{report.pk}/released/{gone.pk}/page/")
    page = b"".join(answer.streaming_content).decode()

    assert "Copies released" in shown.content.decode()
    assert "Counts from 1 to 4 are hidden" in page
    assert "Not for release" not in page
    assert "Back on the water" in page
    assert people[0].public_id not in page
    assert Event.objects.filter(kind="file.released").count() == 1
    manager.post(f"/impact/{report.pk}/stories/{story.pk}/withdraw/")
    assert "Do not use: a story was taken back" in text(manager, f"/impact/{report.pk}/")
    late = manager.get(f"/impact/{report.pk}/released/{gone.pk}/page/", follow=True)
    assert "A story in this copy was withdrawn" in late.content.decode()


def test_a_machine_that_cannot_make_a_pdf_says_so_and_gives_the_rest(
    manager: Client, staff, report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(page: str) -> bytes:
        raise NoPdfError("This machine cannot make a PDF: it lacks the Pango library.")

    monkeypatch.setattr("towpath.insight.reports.impact.paper.pdf_of", none)
    monkeypatch.setattr("towpath.web.impact.taking.pdf_of", none)
    lock(report, staff)

    asked = manager.get(f"/impact/{report.pk}/take/pdf/", follow=True).content.decode()
    released = manager.post(f"/impact/{report.pk}/release/", {"to": "All", "purpose": "R"}, follow=True)

    assert "lacks the Pango library" in asked
    assert "lacks the Pango library" in released.content.decode()
    assert "Not made" in released.content.decode()
    page = manager.get(f"/impact/{report.pk}/take/page/")
    assert page["Content-Disposition"].endswith('not-for-release.html"')
    assert "Not for release" in page.content.decode()


def test_the_next_council_finds_nothing(signed_in: Login, stranger: User, report, people) -> None:
    theirs = signed_in(stranger)
    for path in ("", "rows/supported/", "since/", "take/figures/", "stories/", "release/", "chart.svg"):
        assert theirs.get(f"/impact/{report.pk}/{path}").status_code == 404
    assert report.title not in text(theirs, "/impact/")
