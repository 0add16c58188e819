"""What changed since the return before: who joined, left, lapsed or does something else, each a link and logged."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.factories.cast import SETUP
from tests.factories.moments import DAY, MORNING
from tests.factories.people import make_pupils
from towpath.access.models import User
from towpath.audit import Actor
from towpath.audit.models import Event
from towpath.clock import LONDON
from towpath.files.actions import remove
from towpath.files.store import path_of
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.returns.actions import build_return, sign_off
from towpath.returns.models import Run
from towpath.returns.queries import corrections
from towpath.rules.returns.compare import Difference
from towpath.standards import load_standards
from towpath.tracking.actions import record_statements
from towpath.tracking.values import NewStatement
from towpath.web.returns.changes import by_kind, differences_table

FEBRUARY = date(2026, 2, 28)
IN_MARCH = datetime(2026, 3, 3, 12, 0, tzinfo=LONDON)
EDITION = load_standards().edition_on(DAY)


def difference(kind: str, *, activities: tuple[str, str] = ("230", "230"), **given: object) -> Difference:
    said = {"statuses": ("P", "P"), "lapsed": (False, False), **given}
    return Difference(kind=kind, young_persons_id="1", person_id=1, activities=activities, **said)  # type: ignore[arg-type]


KINDS = """
joined   -                                False  joined
left     -                                False  left
left     -                                True   silent
changed  ActivityCode,StartDate           False  doing
changed  CohortStatus                     False  doing
changed  DueToLapseDate,CurrencyLapsed    False  doing
changed  StartDate,Postcode               False  other
"""


@pytest.mark.parametrize("row", KINDS.strip().splitlines())
def test_each_difference_is_of_one_kind(row: str) -> None:
    kind, elements, is_silent, expected = row.split()
    each = difference(kind, elements=tuple(elements.split(",")), is_silent=is_silent == "True")

    assert [name for name, found in by_kind([each]).items() if found] == [expected]


def test_what_lapsed_is_said_on_both_sides_and_every_other_element_in_plain_words() -> None:
    each = difference("changed", elements=("CurrencyLapsed", "AddressLine1", "Postcode"), lapsed=(False, True))

    [row] = differences_table("doing", [each], lambda key: ("Wren", "w"), EDITION).rows

    assert row[1:] == (
        "Further education, full time (230), current",
        "Further education, full time (230), lapsed",
        "Address",
    )


def test_a_new_number_is_said_to_be_one() -> None:
    each = difference("changed", elements=("YoungPersonsID", "PreviousYPIDIdentifier"))

    [row] = differences_table("other", [each], lambda key: ("Wren", "w"), EDITION).rows

    assert row[2] == "NCCIS identifier and former NCCIS identifier"


def test_somebody_whose_number_nobody_holds_goes_by_the_number() -> None:
    [row] = differences_table("left", [difference("left")], lambda key: ("", ""), EDITION).rows

    assert row[0] == "Number 1: nobody holds it now"


@pytest.fixture
def lead(staff: dict[str, User], signed_in: Callable[[User], Client]) -> Client:
    return signed_in(staff["data_lead"])


@pytest.fixture
def before(saltmarsh: Organisation) -> Run:
    """Return January's return, of two young people."""
    make_pupils(saltmarsh, 2)
    return build_return(organisation=saltmarsh, period_end=DAY, known_at=MORNING, by=SETUP, at=MORNING)


def _later(organisation: Organisation) -> Run:
    return build_return(organisation=organisation, period_end=FEBRUARY, known_at=IN_MARCH, by=SETUP, at=IN_MARCH)


@pytest.fixture
def after(before: Run, saltmarsh: Organisation) -> Run:
    """Return February's, in which the first has found a job."""
    told = NewStatement(
        person_id=Person.objects.order_by("pk").values_list("pk", flat=True)[0],
        code="330",
        start_date=date(2026, 2, 9),
        verified_date=date(2026, 2, 9),
        how="young_person",
        sender="adviser",
        source="page",
    )
    record_statements(organisation=saltmarsh, incoming=[told], by=SETUP, at=IN_MARCH - timedelta(hours=1))
    return _later(saltmarsh)


def _words(answer: object) -> str:
    return " ".join(html.fromstring(answer.content.decode()).xpath("//main")[0].text_content().split())  # type: ignore[attr-defined]


def test_the_run_leads_to_what_changed_and_the_log_knows_who_was_shown(
    lead: Client, before: Run, after: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-03-03")
    person = Person.objects.order_by("pk")[0]

    run = html.fromstring(lead.get(f"/returns/{after.pk}/").content.decode())
    page = lead.get(f"/returns/{after.pk}/changes/")

    assert run.xpath("//a[contains(., 'What changed since the return of January 2026')]/@href") == [
        f"/returns/{after.pk}/changes/"
    ]
    assert "Doing something else (1)" in _words(page)
    assert f"/people/{person.public_id}/" in page.content.decode()
    assert person.public_id in Event.objects.filter(kind="returns.differences_viewed").latest("pk").persons


def test_the_first_return_has_nothing_to_compare_with(lead: Client, before: Run) -> None:
    assert "Nothing to compare with" in _words(lead.get(f"/returns/{before.pk}/changes/"))
    assert "What changed since" not in _words(lead.get(f"/returns/{before.pk}/"))


def test_a_file_whose_time_was_up_is_said_in_words(lead: Client, before: Run, after: Run) -> None:
    remove(before.file, by=SETUP, at=IN_MARCH)

    answer = lead.get(f"/returns/{after.pk}/changes/")

    assert answer["Location"] == f"/returns/{after.pk}/"
    assert "removed when its time was up" in _words(lead.get(answer["Location"]))


def test_a_damaged_file_is_said_in_words(lead: Client, before: Run, saltmarsh: Organisation) -> None:
    make_pupils(saltmarsh, 5)  # As no other test has, so that the two files are read anew.
    later = _later(saltmarsh)
    path_of("saltmarsh", later.sha256).unlink()

    answer = lead.get(f"/returns/{later.pk}/changes/")

    assert answer["Location"] == f"/returns/{later.pk}/"
    assert "missing from the store. Restore it from a backup." in _words(lead.get(answer["Location"]))


def test_a_page_of_changes_costs_the_same_however_many(
    lead: Client, before: Run, saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-03-03")

    def queries(run: Run) -> int:
        with CaptureQueriesContext(connection) as captured:
            lead.get(f"/returns/{run.pk}/changes/?show=joined")
        return len(captured)

    make_pupils(saltmarsh, 3)
    first = _later(saltmarsh)
    queries(first)
    few = queries(first)
    make_pupils(saltmarsh, 30)

    assert queries(_later(saltmarsh)) == few


def test_only_whoever_asks_for_late_corrections_waits_for_them(
    lead: Client, before: Run, saltmarsh: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOWPATH_TODAY", "2026-03-03")
    sign_off(run=before, by=Actor("saltmarsh", "second", "manager"), at=MORNING)
    built: list[int] = []
    worked = corrections._corrected
    monkeypatch.setattr(corrections, "_corrected", lambda *of: (built.append(1), worked(*of))[1])

    def queries(run: Run) -> int:
        with CaptureQueriesContext(connection) as captured:
            lead.get(f"/returns/{run.pk}/changes/?show=late")
        return len(captured)

    make_pupils(saltmarsh, 3)
    first = _later(saltmarsh)
    assert "Corrected late" in _words(lead.get(f"/returns/{first.pk}/changes/"))
    assert built == []
    queries(first)
    few = queries(first)
    # Nothing of it is kept for the next who asks.
    assert built == [1, 1]
    make_pupils(saltmarsh, 30)
    assert queries(_later(saltmarsh)) == few


def test_a_stranger_and_a_role_without_returns_see_nothing(
    before: Run, stranger: User, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    assert signed_in(stranger).get(f"/returns/{before.pk}/changes/").status_code == 404
    assert signed_in(staff["adviser"]).get(f"/returns/{before.pk}/changes/").status_code == 403
    assert signed_in(staff["manager"]).post(f"/returns/{before.pk}/changes/").status_code == 405
