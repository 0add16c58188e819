from datetime import date

import pytest

from tests.examples.drawn import UNKNOWN
from tests.rules.returns.tables import Drawn, drawn_checks, returns_drawn
from towpath.rules.returns.check import check_return
from towpath.standards import Correction, Standards, load_standards

EVERY_RETURN = [drawn for check in drawn_checks() for drawn in returns_drawn(check)]


@pytest.mark.parametrize("drawn", EVERY_RETURN, ids=lambda drawn: drawn.name)
def test_a_return_has_the_problems_drawn_and_no_others(drawn: Drawn) -> None:
    standards = with_added_check(drawn.added_check) if drawn.added_check != UNKNOWN else load_standards()

    found = check_return(drawn.content, standards).problems

    assert tuple(sorted(problem.code for problem in found)) == drawn.codes
    assert all(problem.message for problem in found)


@pytest.mark.parametrize("check", drawn_checks())
def test_every_table_draws_both_sides_of_its_check(check: str) -> None:
    code = check.removeprefix("check_").upper().replace("_", "-")

    sides = {code in drawn.codes for drawn in returns_drawn(check)}

    assert sides == {True, False}


def with_added_check(code: str) -> Standards:
    values = {"label": "a new check", "severity": "priority_1", "level": "record"}
    correction = Correction(
        list_name="checks",
        code=code,
        starts_on=date(2020, 4, 1),
        ends_on=None,
        values=values,
        is_addition=True,
        reason="printed in a later edition",
        source="the requirement",
    )
    return load_standards().with_corrections((correction,))
