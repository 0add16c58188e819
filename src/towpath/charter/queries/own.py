"""What somebody who looks at their own record sees of the Charter: which employer was told about them, and when."""

from datetime import date

from towpath.access import OwnViewer
from towpath.charter.models import Submission


def list_own_introductions(viewer: OwnViewer) -> list[tuple[str, date]]:
    """Return each employer to whom a young person was put forward with the day of it, the latest first. One query."""
    rows = Submission.objects.filter(person__in=viewer.record_ids).order_by("-sent_date", "-pk")
    return list(rows.values_list("opportunity__establishment__name", "sent_date"))
