"""Cases, plans, needs, and what is known of safety: one file for each noun."""

from towpath.caseload.models.cases import Case, Handover
from towpath.caseload.models.concerns import Concern, ConcernEntry
from towpath.caseload.models.lists import ListEntry, StaffSkill
from towpath.caseload.models.needs import Barrier, NeedsAssessment, NeedScore
from towpath.caseload.models.own_pages import AdviserCard, OwnCode, OwnVisit, OwnWords
from towpath.caseload.models.plans import Plan, PlanStep, TransitionCheck, TransitionPlan, WorkAgreement

__all__ = [
    "AdviserCard",
    "Barrier",
    "Case",
    "Concern",
    "ConcernEntry",
    "Handover",
    "ListEntry",
    "NeedScore",
    "NeedsAssessment",
    "OwnCode",
    "OwnVisit",
    "OwnWords",
    "Plan",
    "PlanStep",
    "StaffSkill",
    "TransitionCheck",
    "TransitionPlan",
    "WorkAgreement",
]
