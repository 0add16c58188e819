"""What somebody who looks at their own record is told of the ledger: who told us what they do."""

from towpath.access import OwnViewer
from towpath.tracking.models import Statement


def list_own_tellers(viewer: OwnViewer) -> list[str]:
    """Return the codes of who told us what a young person does, each once. One query."""
    rows = Statement.objects.filter(person__in=viewer.record_ids, withdrawn_at__isnull=True)
    return list(rows.order_by("how").values_list("how", flat=True).distinct())
