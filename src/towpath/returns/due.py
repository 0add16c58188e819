"""Which month's return is next, and by when it is uploaded."""

from datetime import date, timedelta

from towpath.organisation.calendar import add_working_days
from towpath.organisation.models import Organisation
from towpath.organisation.queries import settings_on
from towpath.returns.models import Run
from towpath.rules.dates import month_end
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


def next_month(organisation: Organisation, on: date) -> date:
    """
    Return the end of the month whose return is next: the month before while it is due and not signed, else this one.

    Two queries.
    """
    before = month_end(on.replace(day=1) - timedelta(days=1))
    own = int(settings_on(organisation, on).get(OWN_DEADLINE, 0))
    _, due, _ = upload_days(before, own)
    signed = Run.objects.filter(organisation=organisation, period_end=before, state=Run.State.SIGNED)
    return before if on <= due and not signed.exists() else month_end(on)
