"""What can be asked in early identification."""

from towpath.risk.models import Run
from towpath.risk.queries.records import AssessmentRecord
from towpath.risk.queries.runs import (
    NotAssessedError,
    RunNotFoundError,
    SchemeChangedError,
    SchoolCount,
    count_bands,
    find_latest_run,
    get_latest_assessment,
    get_run,
    list_differing,
    list_runs,
    list_school_list,
)

__all__ = [
    "AssessmentRecord",
    "NotAssessedError",
    "Run",
    "RunNotFoundError",
    "SchemeChangedError",
    "SchoolCount",
    "count_bands",
    "find_latest_run",
    "get_latest_assessment",
    "get_run",
    "list_differing",
    "list_runs",
    "list_school_list",
]
