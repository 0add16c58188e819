"""By when a month's return is uploaded."""

from datetime import date

from towpath.organisation.calendar import add_working_days
from towpath.standards import Confidence
from towpath.standards.calendar import bank_holidays, upload_window

OWN_DEADLINE = "return.upload_working_days"
"""The council's own last working day for the upload; 0, or no such setting, takes the published one."""


def upload_days(period_end: date, own: int) -> tuple[date, date, bool]:
    """
    Return the days from which and by which a month's return is uploaded, and whether they are assumed.

    :param own: the council's own last working day, 0 where it chose none
    """
    window, holidays = upload_window(period_end), bank_holidays()
    opens = add_working_days(period_end, window.opens_working_day, holidays)
    due = add_working_days(period_end, own or window.closes_working_day, holidays)
    return min(opens, due), due, not own and window.confidence is not Confidence.HIGH
