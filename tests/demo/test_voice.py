"""Two years of voice in the demo: every stage is there, it adds up, and nothing of it names anybody to everybody."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.factories.cast import make_saltmarsh, make_user
from towpath.access.queries import viewer_for
from towpath.demo.month import Account, Month
from towpath.demo.voice import play_voice
from towpath.organisation.models import Organisation
from towpath.rules.voice import Stage
from towpath.voice.door import you_said_we_did
from towpath.voice.queries import (
    list_complaints_waiting,
    list_entries,
    list_to_read,
    list_waiting,
    standings_of,
    voice_counts,
)


@pytest.fixture
def month(db: None, tmp_path: Path) -> Month:
    organisation: Organisation = make_saltmarsh()
    users = {role: make_user(organisation, role) for role in ("manager", "adviser")}
    # Staff start on the day of the tests, so the month that is played is the one after.
    on = date(2026, 2, 28)
    accounts = [Account(name=role, email="", role=role, password="") for role in users]
    return Month(folder=tmp_path, on=on, organisation=organisation, users=users, accounts=accounts)


def test_the_demo_shows_every_stage_and_its_counts_add_up(month: Month) -> None:
    said = play_voice(month)

    viewer = viewer_for(month.users["manager"], month.organisation, month.on)
    found = voice_counts(viewer, month.on - timedelta(days=731), month.on)
    assert found.said == found.acted_upon + found.promised + found.cannot + found.waiting == 7 + 3
    # Days from said to changed: 627-600, 578-502, 479-376, 353-319 and 228-121; the third of them is the middle.
    assert found.median_days == sorted([627 - 600, 578 - 502, 479 - 376, 353 - 319, 228 - 121])[2]
    assert "10 things said, 5 acted upon after 76 days in the middle" in said
    stages = {each.stage for each in standings_of(viewer, list_entries(viewer), month.on)}
    assert stages == {Stage.NEW, Stage.SAID, Stage.HEARD, Stage.PROMISED, Stage.DONE}
    assert any(each.is_late for each in list_waiting(viewer, month.on))
    assert len(list_to_read(viewer)) == 1
    assert len(list_complaints_waiting(viewer, month.on)) == 1
    public = you_said_we_did(month.organisation, month.on)
    assert len(public) == 6
    assert not [each for each in public if "Reuben" in each.you_said or "Marnie" in each.you_said]
    assert [each.said_count for each in public if each.said_count is not None and each.said_count < 5] == []
