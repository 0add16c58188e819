from datetime import date

import pytest

from tests.examples.currency import lapse_dates
from tests.examples.drawn import day, rows, statements
from towpath.rules.currency import Because, currency_of
from towpath.standards import load_standards, read_overlay

STANDARDS = load_standards()


@pytest.mark.parametrize("drawn", rows(lapse_dates.TABLE), ids=lambda drawn: f"{drawn['code']} {drawn['because']}")
def test_each_code_lapses_as_drawn(drawn: dict[str, str]) -> None:
    heading = "  ".join(drawn)
    [statement] = statements(heading + "\n" + "  ".join(drawn.values()))

    currency = currency_of(statement, STANDARDS)

    assert currency.lapses_date == day(drawn["lapses"])
    assert currency.because is Because[drawn["because"]]


def test_every_code_ever_published_is_drawn() -> None:
    drawn = {row["code"] for row in rows(lapse_dates.TABLE)}

    assert {code for edition in STANDARDS.editions for code in edition.activity_codes} <= drawn


def test_terms_are_those_in_force_on_the_day_the_statement_vouches_from() -> None:
    corrected = STANDARDS.with_corrections(
        read_overlay(
            """
            [[correction]]
            list = "activity_codes"
            code = "530"
            from = 2026-04-01
            set = { lapse_amount = 6 }
            reason = "Read in the requirement for 2026 to 2027"
            source = "The council's copy"
            """
        )
    )
    before, after = statements(
        """
        code  start       verified
        530   2026-01-05  2026-03-31
        530   2026-01-05  2026-04-01
        """
    )

    assert currency_of(before, corrected).lapses_date == date(2026, 6, 30)  # three months, no 31 June
    assert currency_of(after, corrected).lapses_date == date(2026, 10, 1)  # six months
