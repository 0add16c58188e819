"""What can be asked about requests, copies, who sees a record, and how long it is kept."""

from towpath.privacy.looking import Unit, Why
from towpath.privacy.models import AccessRequest, RecordHold, SubjectPack
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
    "Why",
    "can_see_concerns",
    "get_dry_run",
    "get_hold",
    "get_pack",
    "get_request",
    "get_unit",
    "list_holds",
    "list_holds_of",
    "list_opened",
    "list_requests",
    "list_requests_of",
    "list_seen_by",
    "list_units",
    "standing_of",
]
