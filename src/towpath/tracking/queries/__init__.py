"""What can be asked of the ledger."""

from towpath.tracking.models import CouncilMove
from towpath.tracking.queries.calling import (
    Achieved,
    CallSession,
    SessionNotFoundError,
    Trying,
    achieved_by_all,
    achieved_in,
    get_session,
    get_turn,
    is_elsewhere,
    is_of_colleague,
    limits_on,
    list_owners,
    list_sessions,
    trying_of,
)
from towpath.tracking.queries.desk import Desk, DeskLine, ListCount, get_desk
from towpath.tracking.queries.destinations import Leaver, LeaversYear, get_leavers, released_leavers
from towpath.tracking.queries.fairness import AREA, CARE, ETHNICITY, SEND, list_chased
from towpath.tracking.queries.forecasting import list_tracked
from towpath.tracking.queries.guarantee import (
    GuaranteeLine,
    SeptemberGuarantee,
    find_guarantee_cohort,
    get_guarantee,
)
from towpath.tracking.queries.moves import (
    MoveFacts,
    MoveNotFoundError,
    get_move,
    get_move_facts,
    list_handed_over,
    list_moves,
    list_moves_of,
)
from towpath.tracking.queries.notices import (
    NoticeNotFoundError,
    WaitingNotice,
    get_leaver_notice,
    list_waiting_notices,
)
from towpath.tracking.queries.own import list_own_tellers
from towpath.tracking.queries.rollover import RolledOver, get_rollover
from towpath.tracking.queries.sampling import Sampled, SampledNotFoundError, get_sampled, list_sampled, sampled_by_month
from towpath.tracking.queries.situations import list_left_alone, situations_of
from towpath.tracking.queries.statuses import StatusRecord, TimelineEntry, list_spells, list_statuses, list_timeline
from towpath.tracking.queries.teaching import TaughtAcross, list_taught_across
from towpath.tracking.queries.waiting import list_conflicts, list_proposals

__all__ = [
    "AREA",
    "CARE",
    "ETHNICITY",
    "SEND",
    "Achieved",
    "CallSession",
    "CouncilMove",
    "Desk",
    "DeskLine",
    "GuaranteeLine",
    "Leaver",
    "LeaversYear",
    "ListCount",
    "MoveFacts",
    "MoveNotFoundError",
    "NoticeNotFoundError",
    "RolledOver",
    "Sampled",
    "SampledNotFoundError",
    "SeptemberGuarantee",
    "SessionNotFoundError",
    "StatusRecord",
    "TaughtAcross",
    "TimelineEntry",
    "Trying",
    "WaitingNotice",
    "achieved_by_all",
    "achieved_in",
    "find_guarantee_cohort",
    "get_desk",
    "get_guarantee",
    "get_leaver_notice",
    "get_leavers",
    "get_move",
    "get_move_facts",
    "get_rollover",
    "get_sampled",
    "get_session",
    "get_turn",
    "is_elsewhere",
    "is_of_colleague",
    "limits_on",
    "list_chased",
    "list_conflicts",
    "list_handed_over",
    "list_left_alone",
    "list_moves",
    "list_moves_of",
    "list_own_tellers",
    "list_owners",
    "list_proposals",
    "list_sampled",
    "list_sessions",
    "list_spells",
    "list_statuses",
    "list_taught_across",
    "list_timeline",
    "list_tracked",
    "list_waiting_notices",
    "released_leavers",
    "sampled_by_month",
    "situations_of",
    "trying_of",
]
