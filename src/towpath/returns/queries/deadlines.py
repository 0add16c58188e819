"""When the next returns are due."""

from dataclasses import dataclass
from datetime import date, timedelta

from towpath.access.viewer import Viewer
from towpath.organisation.queries import settings_on
from towpath.people.queries.visible import organisation_of
from towpath.returns.due import OWN_DEADLINE, upload_days
from towpath.returns.models import Run, SignOff, Upload
from towpath.rules.dates import month_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """
    One month's return: the days between which it is uploaded, and what is done of it.

    `is_assumed` says that the days were not read in the requirement and were not chosen by the council.
    """

    period_end: date
    opens_date: date
    due_date: date
    is_assumed: bool
    is_signed: bool
    is_uploaded: bool


def list_deadlines(viewer: Viewer, on: date, *, months: int = 2) -> list[Deadline]:
    """
    Return the months whose return is due on or after a day, the soonest first. Four queries.

    None for those who may not see returns.
    """
    if not viewer.may("return.view"):
        return []
    own = settings_on(organisation_of(viewer), on).get(OWN_DEADLINE, 0)
    period_end = month_end(on.replace(day=1) - timedelta(days=1))
    found: list[tuple[date, date, date, bool]] = []
    while len(found) < months:
        opens, due, is_assumed = upload_days(period_end, int(own))
        if due >= on:
            found.append((period_end, opens, due, is_assumed))
        period_end = month_end(period_end + timedelta(days=1))
    signed, uploaded = _done(viewer, [each[0] for each in found])
    return [
        Deadline(
            period_end=period_end,
            opens_date=opens,
            due_date=due,
            is_assumed=is_assumed,
            is_signed=period_end in signed,
            is_uploaded=period_end in uploaded,
        )
        for period_end, opens, due, is_assumed in found
    ]


def _done(viewer: Viewer, period_ends: list[date]) -> tuple[set[date], set[date]]:
    runs = Run.objects.filter(organisation_id=viewer.organisation_id, period_end__in=period_ends)
    signed = SignOff.objects.filter(run__in=runs, run__state=Run.State.SIGNED)
    uploads = Upload.objects.filter(run__in=runs).order_by("uploaded_at", "recorded_at", "pk")
    # The last that was told of a month speaks: one turned away is to be sent again.
    latest = dict(uploads.values_list("run__period_end", "answer"))
    uploaded = {period_end for period_end, answer in latest.items() if answer != Upload.Answer.REJECTED}
    return set(signed.values_list("run__period_end", flat=True)), uploaded
