"""Cases, plans, needs, and what is known of safety: one file for each noun."""

from towpath.caseload.models.cases import Case, Handover
from towpath.caseload.models.concerns import Concern, ConcernEntry
from towpath.caseload.models.needs import Barrier, NeedsAssessment, NeedScore
from towpath.caseload.models.own_pages import AdviserCard, OwnCode, OwnVisit, OwnWords
from towpath.caseload.models.plans import Plan, PlanStep, TransitionCheck, TransitionPlan, WorkAgreement
from towpath.caseload.models.skills import StaffSkill

__all__ = [
    "AdviserCard",
    "Barrier",
    "Case",
    "Concern",
    "ConcernEntry",
    "Handover",
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
