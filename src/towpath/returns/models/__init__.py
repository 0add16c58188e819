"""Everything kept of the monthly return."""

from towpath.returns.models.answers import DfeLine, DfeNote, DfeReport
from towpath.returns.models.place import SentPlace
from towpath.returns.models.quality import QualityCount
from towpath.returns.models.rehearsal import Rehearsal, RehearsalProblem
from towpath.returns.models.run import Run, RunProblem, SignOff, Upload

__all__ = [
    "DfeLine",
    "DfeNote",
    "DfeReport",
    "QualityCount",
    "Rehearsal",
    "RehearsalProblem",
    "Run",
    "RunProblem",
    "SentPlace",
    "SignOff",
    "Upload",
]
