"""What can be asked about requests, copies, who sees a record, urgent looks at it, and how long it is kept."""

from towpath.privacy.looking import Unit, Why
from towpath.privacy.models import AccessRequest, RecordHold, SubjectPack, UrgentLook
from towpath.privacy.queries.keeping import (
    HoldNotFoundError,
    can_see_concerns,
    get_dry_run,
    get_hold,
    list_holds,
    list_holds_of,
)
from towpath.privacy.queries.requests import (
    AccessRequestNotFoundError,
    Standing,
    UnitNotFoundError,
    get_pack,
    get_request,
    get_unit,
    list_requests,
    list_requests_of,
    list_units,
    standing_of,
)
from towpath.privacy.queries.seeing import Opened, SeenBy, list_opened, list_seen_by
from towpath.privacy.queries.urgent_looks import (
    UrgentLookNotFoundError,
    Viewed,
    count_late_looks,
    count_looks_to_review,
    get_urgent_look,
    list_open_looks,
    list_urgent_looks,
    list_views,
    looking,
)

__all__ = [
    "AccessRequest",
    "AccessRequestNotFoundError",
    "HoldNotFoundError",
    "Opened",
    "RecordHold",
    "SeenBy",
    "Standing",
    "SubjectPack",
    "Unit",
    "UnitNotFoundError",
    "UrgentLook",
    "UrgentLookNotFoundError",
    "Viewed",
    "Why",
    "can_see_concerns",
    "count_late_looks",
    "count_looks_to_review",
    "get_dry_run",
    "get_hold",
    "get_pack",
    "get_request",
    "get_unit",
    "get_urgent_look",
    "list_holds",
    "list_holds_of",
    "list_open_looks",
    "list_opened",
    "list_requests",
    "list_requests_of",
    "list_seen_by",
    "list_units",
    "list_urgent_looks",
    "list_views",
    "looking",
    "standing_of",
]
