"""The tables of programmes: plans, their runs, and who takes part."""

from towpath.programmes.models.participation import (
    ConfidenceAnswer,
    Participation,
    ParticipationOutcome,
    RegisterMark,
    StageCompletion,
)
from towpath.programmes.models.programme import Programme, ProgrammeQuestion, ProgrammeReason, ProgrammeStage
from towpath.programmes.models.run import ProgrammeRun, RunStaff, RunStage, TaughtSession

__all__ = [
    "ConfidenceAnswer",
    "Participation",
    "ParticipationOutcome",
    "Programme",
    "ProgrammeQuestion",
    "ProgrammeReason",
    "ProgrammeRun",
    "ProgrammeStage",
    "RegisterMark",
    "RunStaff",
    "RunStage",
    "StageCompletion",
    "TaughtSession",
]
