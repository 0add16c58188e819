"""What can be done with cases, plans, needs and concerns."""

from towpath.caseload.actions.allocating import Allocated, allocate_cases
from towpath.caseload.actions.cases import (
    CaseChangedError,
    CaseRefusedError,
    Contact,
    amend_work,
    close_case,
    hand_over,
    open_case,
    record_work,
)
from towpath.caseload.actions.concerns import ConcernRefusedError, add_to_concern, raise_concern
from towpath.caseload.actions.needs import (
    NeedsRefusedError,
    Score,
    close_barrier,
    open_barrier,
    record_needs,
    withdraw_needs,
)
from towpath.caseload.actions.own_codes import (
    OWN_VIEWED,
    CodeRefusedError,
    OwnPagesRefusedError,
    cancel_code,
    end_visit,
    look,
    make_code,
    open_visit,
    write_card,
)
from towpath.caseload.actions.own_words import (
    LONGEST_WORDS,
    OwnPagesTooMuchError,
    answer_about_working,
    object_to_scoring,
    tell_us,
    tick_step,
)
from towpath.caseload.actions.plans import (
    PlanChangedError,
    PlanRefusedError,
    Step,
    finish_step,
    record_agreement,
    write_plan,
)
from towpath.caseload.actions.skills import SkillRefusedError, end_skill, give_skill
from towpath.caseload.actions.transition import Move, write_transition_plan

__all__ = [
    "LONGEST_WORDS",
    "OWN_VIEWED",
    "Allocated",
    "CaseChangedError",
    "CaseRefusedError",
    "CodeRefusedError",
    "ConcernRefusedError",
    "Contact",
    "Move",
    "NeedsRefusedError",
    "OwnPagesRefusedError",
    "OwnPagesTooMuchError",
    "PlanChangedError",
    "PlanRefusedError",
    "Score",
    "SkillRefusedError",
    "Step",
    "add_to_concern",
    "allocate_cases",
    "amend_work",
    "answer_about_working",
    "cancel_code",
    "close_barrier",
    "close_case",
    "end_skill",
    "end_visit",
    "finish_step",
    "give_skill",
    "hand_over",
    "look",
    "make_code",
    "object_to_scoring",
    "open_barrier",
    "open_case",
    "open_visit",
    "raise_concern",
    "record_agreement",
    "record_needs",
    "record_work",
    "tell_us",
    "tick_step",
    "withdraw_needs",
    "write_card",
    "write_plan",
    "write_transition_plan",
]
