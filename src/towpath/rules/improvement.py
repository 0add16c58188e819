"""The line that a plan to improve should follow: straight, from where a rate stood to where it is to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from towpath.rules.dates import add_months, month_end

MONTHS = 6
STEP = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetMonth:
    """One month of a plan: where the rate should be at its end, and where it was, None while it is not known."""

    month_end: date
    target: Decimal
    actual: Decimal | None

    @property
    def is_met(self) -> bool | None:
        """Return whether the rate was at the target or under it; None while it is not known."""
        return None if self.actual is None else self.actual <= self.target


def target_line(
    first_month: date, start: Decimal, target: Decimal, actual: Mapping[date, Decimal | None]
) -> list[TargetMonth]:
    """
    Return the month before a plan and its six months, each with its target and what came of it.

    :param first_month: the end of the first of the six
    :param actual: the rate at each month's end, as far as it is known
    """
    ends = [month_end(add_months(first_month.replace(day=1), place - 1)) for place in range(MONTHS + 1)]
    return [
        TargetMonth(
            month_end=end,
            target=(start + (target - start) * place / MONTHS).quantize(STEP, ROUND_HALF_UP),
            actual=actual.get(end),
        )
        for place, end in enumerate(ends)
    ]
