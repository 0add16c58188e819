"""
Settle whether each column of a file writes the day or the month first, by looking at all of it.

03/04/2010 has two readings and 31/12/2010 only one, so a column is read by those of its dates that have one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from towpath.imports.reading.cells import tidy
from towpath.imports.reading.layout import Arrival, Cell, Column, DateOrder
from towpath.imports.reading.values.days import order_told
from towpath.rules.problems import Problem

MOST_SLIPS, TIMES_AS_MANY = 3, 10
"""
So few dates the other way, among so many times as many, are slips of the hand: each is held, and the rest stand.

With more, as when two lists are pasted together, whatever could be read both ways is not read at all. Twelve days of a
month do not tell, so for three slips that show there may be two that do not; to leave out every date with two readings
for one slip would turn away four rows in ten.
"""

YEAR_FIRST = "with the year first, for example 2010-12-31, and send the file again."
MONTH_FIRST = (
    "This can only be a date with the month first, so we read every date in this column so. If some have the day "
    f"first, write all of them {YEAR_FIRST}"
)
AS_THE_OTHERS = (
    "No date in this column shows whether the day or the month comes first. The file's other dates have the month "
    f"first, so we read these so. If that is wrong, write all of them {YEAR_FIRST}"
)
TWO_ORDERS = (
    "This can only be a date with the month first, and {value} in row {row} only one with the day first, so dates in "
    f"this column with two readings are not read. Write all of them {YEAR_FIRST}"
)
SWAPPED = (
    "This has the month first and stayed text, while every date that the spreadsheet understood is of the 1st to the "
    "12th. It may have taken the month of those for the day. Check them against the source."
)


class Seen(NamedTuple):
    """A date that tells its order, as it was given."""

    row: int
    value: str


@dataclass(slots=True)
class Told:
    """
    What the dates of one column tell: how many can only have the day first, only the month, or either; the first of
    each.

    `real` counts dates that a workbook keeps as such, `late` those of them after the twelfth of a month.
    """

    header: str
    sheet: str = ""
    day: int = 0
    month: int = 0
    first: dict[str, Seen] = field(default_factory=dict)
    real: int = 0
    late: int = 0

    def see(self, row: int, cell: Cell) -> None:
        """Count one cell, if it is a date that tells anything."""
        if isinstance(cell, date):
            self.real += 1
            self.late += cell.day > 12
        elif isinstance(cell, str) and 6 <= len(cell) < 40 and (told := order_told(tidy(cell))):
            self.day += told == "day"
            self.month += told == "month"
            self.first.setdefault(told, Seen(row, cell))

    @property
    def order(self) -> DateOrder | None:
        """Return the order of this column; None where no date of it tells."""
        if not (self.day or self.month):
            return None
        fewer, more = sorted((self.day, self.month))
        if fewer and (fewer > MOST_SLIPS or fewer * TIMES_AS_MANY > more):
            return "unclear"
        return "month" if self.month > self.day else "day"


@dataclass(slots=True)
class Orders:
    """The columns of a file by any key, and what their dates tell."""

    columns: dict[object, Told] = field(default_factory=dict)

    def column(self, key: object, header: str, sheet: str = "") -> Told:
        """Return what is told of the column of that key, to be added to."""
        return self.columns.setdefault(key, Told(header, sheet))

    def settled(self) -> tuple[Mapping[object, DateOrder], tuple[Problem, ...]]:
        """
        Return the order of each column that does not simply have the day first, and what to say about it.

        A column whose dates do not tell is read as the file's others are where all of those agree, for one hand wrote
        them; else with the day first, the English way.
        """
        own = {key: told.order for key, told in self.columns.items()}
        # A column that does not tell takes the others' word only where they are all of one mind.
        elsewhere: DateOrder = "month" if {order for order in own.values() if order} == {"month"} else "day"
        orders: dict[object, DateOrder] = {key: order or elsewhere for key, order in own.items()}
        problems = [problem for key, told in self.columns.items() for problem in _said(told, orders[key])]
        return {key: order for key, order in orders.items() if order != "day"}, tuple(problems)


def _said(told: Told, order: DateOrder) -> Iterator[Problem]:
    day, month, either = (told.first.get(kind) for kind in ("day", "month", "either"))
    if order == "month" and month:
        yield _problem("column.month_first", MONTH_FIRST, told, month)
    elif order == "month" and either:
        yield _problem("column.month_first", AS_THE_OTHERS, told, either)
    elif order == "unclear" and day and month:
        yield _problem("column.two_orders", TWO_ORDERS.format(value=day.value, row=day.row), told, month)
    if month and told.real and not told.late:
        yield _problem("column.swapped_dates", SWAPPED, told, month)


def _problem(code: str, message: str, told: Told, seen: Seen) -> Problem:
    return Problem(
        code=code,
        message=message,
        severity="warning",
        sheet=told.sheet or None,
        row=seen.row,
        column=told.header,
        value=seen.value,
    )


def in_order(column: Column, order: DateOrder, arrival: Arrival) -> Column:
    """
    Return a column whose dates are read in this order. Where two orders are mixed, a date not read holds its row.
    """
    read, ordered = column.read, replace(arrival, date_order=order)
    when_wrong = "hold" if order == "unclear" and column.consequence == "leave_out" else column.when_wrong
    return replace(column, read=lambda cell, _: read(cell, ordered), when_wrong=when_wrong)
