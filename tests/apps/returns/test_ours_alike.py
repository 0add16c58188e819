"""Whom a council counts as its own: the return, the rates and the status desk say the same of everybody."""

from datetime import date

import pyarrow.parquet
import pytest

from tests.apps.returns.conftest import PERIOD_END, SOON, Borough
from tests.factories.cast import SETUP, make_viewer
from towpath.files.actions import open_kept
from towpath.insight.marts import mart_of
from towpath.people import actions as people
from towpath.people.models import Identifier
from towpath.people.queries import reasons_held_for
from towpath.returns.actions import build_return
from towpath.rules.cohort import ReasonHeld
from towpath.rules.returns.model import Record
from towpath.rules.returns.read import read_return


@pytest.mark.parametrize(
    ("lead", "is_ours"), [("343", True), ("004", True), ("elsewhere", False), ("341", False), ("001", False)]
)
def test_the_return_the_rates_and_the_status_desk_count_the_same_people(borough, lead, is_ours, settings, tmp_path):
    settings.VAR = tmp_path
    wren = borough.person("wren")
    told = {"field": "lead_la", "value": lead, "source": "page", "by": SETUP, "at": SOON}
    people.set_return_fact(person=wren, from_date=date(2025, 9, 1), **told)

    assert _is_sent(borough, wren.pk) is is_ours
    assert _is_measured(borough, wren.pk) is is_ours
    held = reasons_held_for(make_viewer(borough.organisation, "data_lead"), [wren.pk], PERIOD_END)
    assert (ReasonHeld.TRACKED in held[wren.pk]) is is_ours


def _is_sent(borough: Borough, person_id: int) -> bool:
    run = build_return(organisation=borough.organisation, period_end=PERIOD_END, known_at=SOON, by=SETUP, at=SOON)
    numbers = dict(Identifier.objects.filter(kind="nccis").values_list("value", "person_id"))
    with open_kept(run.file) as file:
        sent = [item for item in read_return(file) if isinstance(item, Record) and item.cohort_status == "P"]
    return person_id in {numbers[record.young_persons_id] for record in sent}


def _is_measured(borough: Borough, person_id: int) -> bool:
    rows = pyarrow.parquet.read_table(mart_of(borough.organisation).folder / "residence.parquet").to_pylist()
    return any(row["person_id"] == str(person_id) and row["from_date"] <= PERIOD_END <= row["to_date"] for row in rows)
