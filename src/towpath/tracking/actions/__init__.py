"""What can be done to the ledger."""

from towpath.tracking.actions.calling import (
    CallOutcome,
    SessionRefusedError,
    leave_session,
    record_turn,
    settle_turn,
    start_session,
    take_next,
    undo_turn,
)
from towpath.tracking.actions.decisions import decide_conflict, decide_proposal, propose_statement
from towpath.tracking.actions.desk import DeskRefusedError, overrule_stop, set_list_owner
from towpath.tracking.actions.guarantee_cohorts import CohortRefusedError, fix_guarantee_cohort
from towpath.tracking.actions.guarantees import DESTINATIONS, GUARANTEES, NewGuarantee, NewIntendedDestination
from towpath.tracking.actions.moves import (
    MoveRefusedError,
    hand_over_move,
    record_move_in,
    record_move_out,
    withdraw_move,
)
from towpath.tracking.actions.notices import (
    NoticeRefusedError,
    drop_notice,
    follow_up_notice,
    pass_on_notice,
    record_leaver_notice,
)
from towpath.tracking.actions.projection import rebuild_all_spells, rebuild_spells
from towpath.tracking.actions.sampling import SampleRefusedError, draw_sample, judge_confirmation
from towpath.tracking.actions.statements import (
    StatementRefusedError,
    plan_statements,
    record_statement,
    record_statements,
)
from towpath.tracking.actions.withdrawing import withdraw_source, withdraw_statements

__all__ = [
    "DESTINATIONS",
    "GUARANTEES",
    "CallOutcome",
    "CohortRefusedError",
    "DeskRefusedError",
    "MoveRefusedError",
    "NewGuarantee",
    "NewIntendedDestination",
    "NoticeRefusedError",
    "SampleRefusedError",
    "SessionRefusedError",
    "StatementRefusedError",
    "decide_conflict",
    "decide_proposal",
    "draw_sample",
    "drop_notice",
    "fix_guarantee_cohort",
    "follow_up_notice",
    "hand_over_move",
    "judge_confirmation",
    "leave_session",
    "overrule_stop",
    "pass_on_notice",
    "plan_statements",
    "propose_statement",
    "rebuild_all_spells",
    "rebuild_spells",
    "record_leaver_notice",
    "record_move_in",
    "record_move_out",
    "record_statement",
    "record_statements",
    "record_turn",
    "set_list_owner",
    "settle_turn",
    "start_session",
    "take_next",
    "undo_turn",
    "withdraw_move",
    "withdraw_source",
    "withdraw_statements",
]
