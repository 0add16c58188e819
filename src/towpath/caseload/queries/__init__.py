"""What can be asked about cases, plans, needs and concerns."""

from towpath.caseload.queries.cases import (
    Case,
    CaseNotFoundError,
    User,
    count_cases,
    find_handover,
    get_case,
    list_advisers,
    list_advisers_of,
    list_cases,
    list_cases_of,
    list_own_cases,
)
from towpath.caseload.queries.concerns import (
    ConcernNotFoundError,
    count_unread_concerns,
    get_concern,
    list_concerns,
    list_own_concerns,
)
from towpath.caseload.queries.lists import get_list, list_candidates, list_skills
from towpath.caseload.queries.needs import BarrierNotFoundError, get_barrier, list_barriers, list_needs
from towpath.caseload.queries.plans import (
    StepNotFoundError,
    find_agreement,
    find_plan,
    find_transition_plan,
    get_step,
    list_plans,
    list_transition_plans,
)

__all__ = [
    "BarrierNotFoundError",
    "Case",
    "CaseNotFoundError",
    "ConcernNotFoundError",
    "StepNotFoundError",
    "User",
    "count_cases",
    "count_unread_concerns",
    "find_agreement",
    "find_handover",
    "find_plan",
    "find_transition_plan",
    "get_barrier",
    "get_case",
    "get_concern",
    "get_list",
    "get_step",
    "list_advisers",
    "list_advisers_of",
    "list_barriers",
    "list_candidates",
    "list_cases",
    "list_cases_of",
    "list_concerns",
    "list_needs",
    "list_own_cases",
    "list_own_concerns",
    "list_plans",
    "list_skills",
    "list_transition_plans",
]
