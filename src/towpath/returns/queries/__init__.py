"""What can be asked about monthly returns."""

from towpath.returns.models import Run, RunProblem, Upload
from towpath.returns.queries.deadlines import Deadline, list_deadlines
from towpath.returns.queries.differences import find_run_before, list_differences
from towpath.returns.queries.runs import (
    RunNotFoundError,
    count_run_problems,
    get_run,
    list_run_problems,
    list_runs,
    list_uploads,
)

__all__ = [
    "Deadline",
    "Run",
    "RunNotFoundError",
    "RunProblem",
    "Upload",
    "count_run_problems",
    "find_run_before",
    "get_run",
    "list_deadlines",
    "list_differences",
    "list_run_problems",
    "list_runs",
    "list_uploads",
]
