from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples.cohort import academic_ages
from tests.examples.drawn import UNKNOWN, rows, sure_day
from towpath.rules.cohort import (
    CohortPart,
    HeldFacts,
    ReasonHeld,
    cohort_part,
    is_measured,
    is_of_school_age,
    reasons_held,
)
from towpath.rules.dates import academic_age, academic_year, academic_year_end, year_group

CLAIMS = {"yes": True, "no": False, UNKNOWN: None}


@pytest.mark.parametrize("drawn", rows(academic_ages.TABLE), ids=lambda drawn: f"{drawn['birth']} on {drawn['on']}")
def test_academic_age_and_part_of_the_return_are_as_drawn(drawn: dict[str, str]) -> None:
    birth, on = sure_day(drawn["birth"]), sure_day(drawn["on"])

    assert academic_age(birth, on) == int(drawn["academic_age"])
    assert year_group(birth, on) == int(drawn["year_group"])
    assert cohort_part(birth, on, has_ehc_plan=drawn["ehc_plan"] == "yes") is CohortPart[drawn["part"]]
    assert is_measured(birth, on) is CLAIMS[drawn["measured"]]
    assert is_of_school_age(birth, on) is (int(drawn["year_group"]) <= 11)


@pytest.mark.parametrize("drawn", rows(academic_ages.REASONS), ids=lambda drawn: f"{drawn['birth']} {drawn['reasons']}")
def test_reasons_to_be_held_are_as_drawn(drawn: dict[str, str]) -> None:
    facts = HeldFacts(
        birth_date=sure_day(drawn["birth"]),
        has_ehc_plan=CLAIMS[drawn["ehc_plan"]],
        is_resident=CLAIMS[drawn["resident"]],
        is_educated_here=CLAIMS[drawn["educated_here"]],
        is_care_experienced=CLAIMS[drawn["care_experienced"]],
    )
    expected = {ReasonHeld[name] for name in drawn["reasons"].split() if name != UNKNOWN}

    assert reasons_held(facts, sure_day(drawn["on"])) == expected


@given(st.dates(date(1995, 1, 1), date(2015, 12, 31)), st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_academic_age_changes_only_between_31_august_and_1_september(birth: date, on: date) -> None:
    assert academic_age(birth, on) == academic_age(birth, academic_year_end(on))
    assert academic_age(birth, academic_year_end(on) + timedelta(days=1)) == academic_age(birth, on) + 1
    assert academic_year(academic_year_end(on)) == academic_year(on)
