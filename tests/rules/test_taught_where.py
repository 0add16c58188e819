"""Across borders, with a plan and in custody: what the cohort, the guarantee, the return and letters make of each."""

from dataclasses import replace
from datetime import date

import pytest

from tests.examples.desk import taught_where as drawn
from tests.examples.drawn import rows, sure_day
from tests.rules.returns.test_build_tables import WREN, panel, terms
from towpath.rules.cohort import HeldFacts, ReasonHeld, is_measured, reasons_held
from towpath.rules.custody import IN_CUSTODY, release_review
from towpath.rules.guarantee import OfCohort, Season, answered_for
from towpath.rules.returns.members import Membership, membership
from towpath.rules.taught_where import taught_where
from towpath.standards import Group, load_standards

MAY, JUNE = Season(2026), date(2026, 6, 30)
CODES = load_standards().edition_on(JUNE).activity_codes


@pytest.mark.parametrize("row", rows(drawn.BORDERS), ids=lambda row: f"{row['lives']} {row['taught']}")
def test_a_border_is_crossed_as_drawn(row: dict[str, str]) -> None:
    taught = "" if row["taught"] == "-" else row["taught"]

    found = taught_where(is_resident=row["lives"] == "yes", taught_la=taught, council="343")

    assert (found or "-") == row["where"]


@pytest.mark.parametrize("row", rows(drawn.TREATED), ids=lambda row: row["who"])
def test_each_is_treated_as_drawn(row: dict[str, str]) -> None:
    born, lives = sure_day(row["born"]), row["lives"] == "yes"
    held = HeldFacts(
        birth_date=born,
        has_ehc_plan=row["plan"] == "yes",
        is_resident=lives,
        is_educated_here=row["taught"] == "343",
        is_care_experienced=None,
    )
    answered = answered_for(OfCohort(birth_date=born, is_resident=lives, taught_la=row["taught"]), MAY, "343")
    is_tracked = ReasonHeld.TRACKED in reasons_held(held, JUNE)
    is_counted = CODES[row["code"]].group not in (Group.OTHER, Group.COMPULSORY)

    sent = membership(
        replace(
            WREN,
            birth_date=born,
            values=panel(lead_la="343" if lives else "341", send_flag="Y" if row["plan"] == "yes" else "N"),
        ),
        terms(JUNE),
    )

    assert is_tracked == (row["tracked"] == "yes")
    assert (sent.status if isinstance(sent, Membership) else "-") == row["sent"]
    assert (answered.la_code if answered else "-") == row["guarantee"]
    assert (is_tracked and is_measured(born, JUNE) and is_counted) == (row["in_rate"] == "yes")
    assert (row["code"] not in IN_CUSTODY) == (row["letters"] == "yes")


def test_nothing_is_asked_of_whoever_is_not_in_custody() -> None:
    assert release_review("230", JUNE, JUNE, JUNE) is None
    assert release_review("290", None, None, JUNE) == JUNE
