"""What can be done with cases, plans, needs and concerns."""

from towpath.caseload.actions.cases import (
    CaseChangedError,
    CaseRefusedError,
    Contact,
    close_case,
    hand_over,
    open_case,
    record_work,
)
from towpath.caseload.actions.concerns import ConcernRefusedError, add_to_concern, raise_concern
from towpath.caseload.actions.lists import ListRefusedError, change_list, end_skill, give_skill
from towpath.caseload.actions.needs import (
    NeedsRefusedError,
    Score,
    close_barrier,
    open_barrier,
    record_needs,
    withdraw_needs,
)
from towpath.caseload.actions.plans import (
    PlanChangedError,
    PlanRefusedError,
    Step,
    finish_step,
    record_agreement,
    write_plan,
)
from towpath.caseload.actions.transition import Move, write_transition_plan

__all__ = [
    "CaseChangedError",
    "CaseRefusedError",
    "ConcernRefusedError",
    "Contact",
    "ListRefusedError",
    "Move",
    "NeedsRefusedError",
    "PlanChangedError",
    "PlanRefusedError",
    "Score",
    "Step",
    "add_to_concern",
    "change_list",
    "close_barrier",
    "close_case",
    "end_skill",
    "finish_step",
    "give_skill",
    "hand_over",
    "open_barrier",
    "open_case",
    "raise_concern",
    "record_agreement",
    "record_needs",
    "record_work",
    "withdraw_needs",
    "write_plan",
    "write_transition_plan",
]
