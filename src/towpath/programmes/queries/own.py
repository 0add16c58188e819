"""What somebody who looks at their own record sees of programmes: when they are expected, and where."""

from dataclasses import dataclass
from datetime import date, time

from towpath.access import OwnViewer
from towpath.programmes.models import Participation, TaughtSession

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One session that a young person is expected at."""

    run: str
    session_date: date
    starts_time: time
    place: str


def list_own_sessions(viewer: OwnViewer, on: date) -> list[OwnSession]:
    """Return the next sessions from a day on of the runs a young person is in, at most twenty. One query."""
    joined = Participation.objects.filter(
        person__in=viewer.record_ids, withdrawn_at__isnull=True, left_date__isnull=True
    )
    rows = TaughtSession.objects.filter(
        run__in=joined.values("run"), session_date__gte=on, cancelled_at__isnull=True
    ).select_related("run")
    return [
        OwnSession(row.run.name, row.session_date, row.starts_time, row.run.place_words)
        for row in rows.order_by("session_date", "starts_time", "pk")[:MOST_SHOWN]
    ]
