"""Published dates: bank holidays of England, and the days between which a month's return is uploaded."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from towpath.standards.lists import StandardsError
from towpath.standards.model import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadWindow:
    """
    When a return is uploaded, in working days of the month that follows its own; both days count.

    It stands for period ends from `valid_from`. The exact dates are in an appendix of each edition, so a row that was
    not read there is of low confidence.
    """

    valid_from: date
    opens_working_day: int
    closes_working_day: int
    confidence: Confidence
    note: str
    basis: tuple[str, ...]


@cache
def bank_holidays() -> Mapping[date, str]:
    """Return the bank holidays of England by day, in order of date."""
    rows = {date.fromisoformat(row["date"]): row["label"] for row in _rows("bank_holidays.csv")}
    return MappingProxyType(dict(sorted(rows.items())))


def upload_window(period_end: date) -> UploadWindow:
    """
    Return the window in which the return of that period end is uploaded.

    :raises StandardsError: the period end is before the first window there is
    """
    standing = [window for window in _upload_windows() if window.valid_from <= period_end]
    if not standing:
        raise StandardsError(f"No upload window is known for {period_end}. The first is for {_first_window()}.")
    return standing[-1]


@cache
def _upload_windows() -> tuple[UploadWindow, ...]:
    rows = (
        UploadWindow(
            valid_from=date.fromisoformat(row["valid_from"]),
            opens_working_day=int(row["opens_working_day"]),
            closes_working_day=int(row["closes_working_day"]),
            confidence=Confidence(row["confidence"]),
            note=row["note"],
            basis=tuple(row["basis"].split()),
        )
        for row in _rows("return_windows.csv")
    )
    return tuple(sorted(rows, key=lambda row: row.valid_from))


def _first_window() -> date:
    return _upload_windows()[0].valid_from


def _rows(name: str) -> list[dict[str, str]]:
    with (files("towpath.standards.calendar") / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
