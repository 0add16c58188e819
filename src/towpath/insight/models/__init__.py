"""Everything kept of figures: published ones, studies, impact reports and plans to improve."""

from towpath.insight.models.figures import (
    BenchmarkFile,
    BenchmarkNeighbour,
    BenchmarkValue,
    ImpactRelease,
    ImpactReleasedStory,
    ImpactReport,
    ImpactRow,
    ImpactStory,
    Study,
    StudyRun,
)
from towpath.insight.models.improvement import ImprovementAction, ImprovementNote, ImprovementPlan

__all__ = [
    "BenchmarkFile",
    "BenchmarkNeighbour",
    "BenchmarkValue",
    "ImpactRelease",
    "ImpactReleasedStory",
    "ImpactReport",
    "ImpactRow",
    "ImpactStory",
    "ImprovementAction",
    "ImprovementNote",
    "ImprovementPlan",
    "Study",
    "StudyRun",
]
