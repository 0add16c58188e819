"""The turn of the year in pages: figures that name nobody, people who are disclosed, and nothing written."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.tracking.test_destinations import do
from tests.factories.people import make_pupils
from tests.web.answers import words_of
from towpath.access.models import User
from towpath.audit.models import Event
from towpath.organisation.models import Organisation
from towpath.people.models import Person
from towpath.tracking.models import Spell, Statement


def test_a_preview_in_august_writes_nothing_and_names_nobody(
    saltmarsh: Organisation,
    staff: dict[str, User],
    signed_in: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Year 12 until 31 August 2026: the first at college, whose course lapses then, the rest not known.
    ids = make_pupils(saltmarsh, 3)
    do(Person.objects.get(pk=ids[0]), ("230", date(2025, 9, 8), "Estuary College"))
    monkeypatch.setenv("TOWPATH_TODAY", "2026-08-20")
    officer = signed_in(staff["tracking_officer"])
    held = [list(model.objects.order_by("pk").values_list()) for model in (Statement, Spell)]

    page = words_of(officer.get("/desk/rollover/"))
    lapsing = words_of(officer.get("/desk/rollover/people/?list=lapses"))

    assert "In 12 days. This is what will change" in page
    assert "Amina" not in page
    assert "1 young person, 1 September 2026" in lapsing
    assert "Amina Adeyemi-Ash" in lapsing
    assert "Not known: Further education, full time lapsed or ended" in lapsing
    assert "2 young people" in words_of(officer.get("/desk/rollover/people/?list=still_not_known"))
    assert Event.objects.filter(kind="rollover.list_viewed", subject="rollover:2026:lapses").count() == 1
    assert held == [list(model.objects.order_by("pk").values_list()) for model in (Statement, Spell)]

    monkeypatch.setenv("TOWPATH_TODAY", "2026-09-02")
    assert "This is what changed, by what is known on 2 September 2026" in words_of(officer.get("/desk/rollover/"))
    assert officer.get("/desk/rollover/people/?list=zz").status_code == 302
    assert officer.get("/desk/rollover/?year=٢٠٢٥").status_code == 200


def test_nobody_else_opens_it_and_another_council_finds_nobody(
    saltmarsh: Organisation, staff: dict[str, User], stranger: User, signed_in: Callable[[User], Client]
) -> None:
    make_pupils(saltmarsh, 2)

    for role in ("commissioner", "school_lead", "safeguarding_lead"):
        assert signed_in(staff[role]).get("/desk/rollover/people/?list=lapses").status_code == 403
    found = words_of(signed_in(stranger).get("/desk/rollover/people/?list=left_school_not_known&year=2025"))
    assert "0 young people" in found


def test_the_number_of_queries_does_not_grow(
    saltmarsh: Organisation, staff: dict[str, User], signed_in: Callable[[User], Client]
) -> None:
    officer = signed_in(staff["tracking_officer"])
    counts = []
    for numbers in (2, 30):
        make_pupils(saltmarsh, numbers)
        with CaptureQueriesContext(connection) as asked:
            officer.get("/desk/rollover/?year=2025")
        counts.append(len(asked))

    assert counts[0] == counts[1]
