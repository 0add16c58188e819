"""What can be asked of the ledger."""

from towpath.tracking.queries.chasing import REASON_WORDS, ChaseLine, Reason, list_chase
from towpath.tracking.queries.own import list_own_tellers
from towpath.tracking.queries.statuses import StatusRecord, TimelineEntry, list_statuses, list_timeline
from towpath.tracking.queries.waiting import list_conflicts, list_proposals

__all__ = [
    "REASON_WORDS",
    "ChaseLine",
    "Reason",
    "StatusRecord",
    "TimelineEntry",
    "list_chase",
    "list_conflicts",
    "list_own_tellers",
    "list_proposals",
    "list_statuses",
    "list_timeline",
]
