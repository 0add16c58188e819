"""What can be done with programmes."""

from towpath.programmes.actions.plans import (
    ProgrammeAsked,
    StageAsked,
    add_question,
    add_reason,
    add_stage,
    change_programme,
    change_stage,
    close_reason,
    make_programme,
)
from towpath.programmes.actions.register import explain_absence, mark_register
from towpath.programmes.actions.runs import cancel_session, plan_run
from towpath.programmes.actions.taking_part import (
    answer_confidence,
    complete_stage,
    enrol,
    leave,
    record_outcome,
    withdraw_participation,
)
from towpath.programmes.refusals import MarkedMeanwhileError, ProgrammeChangedError, ProgrammeRefusedError

__all__ = [
    "MarkedMeanwhileError",
    "ProgrammeAsked",
    "ProgrammeChangedError",
    "ProgrammeRefusedError",
    "StageAsked",
    "add_question",
    "add_reason",
    "add_stage",
    "answer_confidence",
    "cancel_session",
    "change_programme",
    "change_stage",
    "close_reason",
    "complete_stage",
    "enrol",
    "explain_absence",
    "leave",
    "make_programme",
    "mark_register",
    "plan_run",
    "record_outcome",
    "withdraw_participation",
]
