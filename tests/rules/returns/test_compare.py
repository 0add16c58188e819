"""Two returns side by side: who joined, who left and who changed."""

import pytest

from towpath.rules.returns.compare import compare
from towpath.rules.returns.model import Record

# Each record is told as "number<number before".
NUMBERS = """
before   now          expected
1        1            -
1        2<1          changed:2
1        1,2<1        joined:2
1,2      2<1          changed:2,left:1
1        2<3          joined:2,left:1
1        2<1,3<1      changed:2,joined:3
"""


@pytest.mark.parametrize("row", NUMBERS.strip().splitlines()[1:])
def test_a_number_before_leads_to_one_who_is_gone_and_to_nobody_else(row):
    before, now, expected = row.split()

    found = compare(_as_sent(before), _as_sent(now))

    assert sorted(f"{each.kind}:{each.young_persons_id}" for each in found) == [
        each for each in expected.split(",") if each != "-"
    ]


def test_of_somebody_who_changed_the_elements_are_told_and_not_their_values():
    before = Record(young_persons_id="1", activity_code="619", cohort_status="P", postcode="SM1 2AB")
    now = Record(young_persons_id="1", activity_code="619", cohort_status="T", postcode="SM9 9MS", currency_lapsed="Y")

    [found] = compare({"1": before}, {"1": now})

    assert (found.kind, found.activities, found.statuses) == ("changed", ("619", "619"), ("P", "T"))
    assert found.lapsed == (False, True)
    assert set(found.elements) == {"CohortStatus", "Postcode", "CurrencyLapsed"}
    assert "SM1 2AB" not in repr(found)


@pytest.mark.parametrize(("status", "is_silent"), [("P", True), ("G", True), ("T", False), ("A", False), ("", True)])
def test_whoever_is_gone_left_in_silence_unless_a_status_said_why(status, is_silent):
    [found] = compare({"1": Record(young_persons_id="1", cohort_status=status)}, {})

    assert (found.kind, found.is_silent, found.elements) == ("left", is_silent, ())


def _as_sent(told: str) -> dict[str, Record]:
    parts = [each.partition("<") for each in told.split(",")]
    return {
        number: Record(young_persons_id=number, previous_young_persons_id=previous, cohort_status="P")
        for number, _, previous in parts
    }
