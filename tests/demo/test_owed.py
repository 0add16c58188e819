"""What the demo's colleges owe: some late, some next, and one who signs in and finds their own lists."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.apps.imports.lists import sender_of
from tests.factories.cast import make_saltmarsh, make_user
from tests.factories.people import make_school
from towpath.demo.month import Account, Month
from towpath.demo.owed import play_owed
from towpath.imports.models import ExpectedList, SenderContact
from towpath.organisation.models import Organisation


@pytest.fixture
def month(db: None, tmp_path: Path) -> Month:
    organisation: Organisation = make_saltmarsh()
    lead = make_user(organisation, "data_lead")
    # Staff start on the day of the tests, so the month that is played is the one after.
    accounts = [Account(name="lead", email="", role="data lead", password="")]
    on = date(2026, 2, 28)
    return Month(folder=tmp_path, on=on, organisation=organisation, users={"lead": lead}, accounts=accounts)


def test_lists_are_late_and_owed_and_a_contact_signs_in_to_find_theirs(month: Month) -> None:
    places = [
        make_school(month.organisation, name=f"College {letter}", urn=f"13000{place}")
        for place, letter in enumerate("ABCD")
    ]
    for letter, place in zip("abcd", places, strict=True):
        sender_of(month.organisation, "college_starters", f"college-{letter}", place)
    sender_of(month.organisation, "college_leavers", "college-a", places[0])
    sender_of(month.organisation, "college_starters", "a-charity")

    said = play_owed(month)

    late = ExpectedList.objects.filter(due_date=month.on - timedelta(days=1)).values_list("sender__code", flat=True)
    assert sorted(late) == ["college-a", "college-b", "college-c"]
    assert list(ExpectedList.objects.filter(due_date=date(2026, 3, 28)).values_list("sender__format", flat=True)) == [
        "college_leavers"
    ]
    assert SenderContact.objects.count() == 4
    account = month.accounts[-1]
    assert (account.role, account.email) == ("provider", "records@college-a.example")
    assert month.users[account.name].check_password(account.password)
    assert said.startswith("lists of January starters a day late: 3; of leavers owed next: 1; the records office of ")


def test_where_no_college_sends_lists_nobody_signs_in(month: Month) -> None:
    assert play_owed(month) == "No college sends lists, so none is owed and nobody at a college signs in"
    assert [account.role for account in month.accounts] == ["data lead"]
