"""What 1 September changes, as drawn."""

import pytest

from tests.examples.desk import rollover as drawn
from tests.examples.drawn import rows, sure_day
from towpath.rules.ready_lists import Situation
from towpath.rules.rollover import ROLLOVER_BY_CODE, ROLLOVER_LISTS, Rollover, rollover_lists
from towpath.rules.spells import Standing
from towpath.standards import Group

TURN = Rollover(2026)
GROUPS = {"eet": Group.EET, "neet": Group.NEET, "school": Group.COMPULSORY, "unknown": Group.NOT_KNOWN}


def _situation(row: dict[str, str], when: str) -> Situation | None:
    if row[when] == "-":
        return None
    standing = Standing.NO_STATEMENT if row[when] == "unknown" else Standing.CURRENT
    return Situation(
        birth_date=sure_day(row["born"]),
        is_tracked=True,
        group=GROUPS[row[when]],
        standing=standing,
        has_ehc_plan=row["plan"] == "yes",
    )


@pytest.mark.parametrize("row", rows(drawn.ROLLS), ids=lambda row: f"{row['born']} {row['before']} {row['after']}")
def test_whom_the_first_of_september_changes_is_as_drawn(row: dict[str, str]) -> None:
    found = rollover_lists(_situation(row, "before"), _situation(row, "after"), TURN)

    assert found == (() if row["lists"] == "-" else tuple(row["lists"].split(", ")))


def test_whoever_only_had_a_plan_that_ended_stands_on_no_list() -> None:
    one = Situation(birth_date=TURN.eve, is_tracked=False, group=Group.EET, standing=Standing.CURRENT)

    assert rollover_lists(one, one, TURN) == ()


def test_every_list_is_drawn() -> None:
    assert {code for row in rows(drawn.ROLLS) for code in row["lists"].split(", ")} - {"-"} == set(ROLLOVER_BY_CODE)
    assert len(ROLLOVER_LISTS) == len(ROLLOVER_BY_CODE)
