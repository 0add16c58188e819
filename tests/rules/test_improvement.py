"""The line that a plan to improve should follow."""

from datetime import date
from decimal import Decimal

from towpath.rules.improvement import target_line

BEFORE, FIRST, LAST = date(2026, 1, 31), date(2026, 2, 28), date(2026, 7, 31)


def test_the_line_is_straight_over_six_months_from_the_month_before():
    line = target_line(FIRST, Decimal("6.0"), Decimal("3.0"), {})

    # Half a point a month: 6 - 3 = 3 over six.
    assert [(each.month_end, each.target) for each in line] == [
        (BEFORE, Decimal("6.0")),
        (FIRST, Decimal("5.5")),
        (date(2026, 3, 31), Decimal("5.0")),
        (date(2026, 4, 30), Decimal("4.5")),
        (date(2026, 5, 31), Decimal("4.0")),
        (date(2026, 6, 30), Decimal("3.5")),
        (LAST, Decimal("3.0")),
    ]


def test_a_month_is_met_at_its_target_and_not_a_step_above_and_is_open_while_unknown():
    actual = {FIRST: Decimal("5.5"), date(2026, 3, 31): Decimal("5.1"), date(2026, 4, 30): None}

    line = target_line(FIRST, Decimal("6.0"), Decimal("3.0"), actual)

    assert [each.is_met for each in line] == [None, True, False, None, None, None, None]


def test_a_target_that_does_not_divide_is_rounded_to_a_tenth():
    line = target_line(FIRST, Decimal("2.0"), Decimal("1.5"), {})

    # 2.0 - 0.5/6 = 1.91..., 1.83..., 1.75 -> 1.8.
    assert [str(each.target) for each in line[1:4]] == ["1.9", "1.8", "1.8"]
