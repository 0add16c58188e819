"""What can be asked about monthly returns."""

from towpath.returns.models import DfeLine, DfeNote, DfeReport, Rehearsal, RehearsalProblem, Run, RunProblem, Upload
from towpath.returns.queries.answers import (
    ReportNotFoundError,
    count_dfe_lines,
    get_dfe_line,
    get_dfe_report,
    list_dfe_lines,
    list_dfe_notes,
    list_dfe_reports,
)
from towpath.returns.queries.corrections import Corrected, find_late_corrections, find_signed_before
from towpath.returns.queries.deadlines import Deadline, list_deadlines
from towpath.returns.queries.differences import find_run_before, list_differences
from towpath.returns.queries.on_record import FoundOnRecord, OnRecord, find_on_record, would_break
from towpath.returns.queries.quality import (
    Quality,
    list_quality,
    list_quality_by,
    list_quality_over_time,
    released_quality,
)
from towpath.returns.queries.rates import Preview, month_rates, preview_of
from towpath.returns.queries.rehearsals import (
    CodeCount,
    RehearsalNotFoundError,
    count_rehearsal_problems,
    find_reference,
    get_rehearsal,
    list_rehearsal_problems,
    list_rehearsals,
)
from towpath.returns.queries.runs import (
    RunNotFoundError,
    count_run_problems,
    find_version_before,
    get_run,
    list_run_problems,
    list_runs,
    list_uploads,
    list_versions,
)
from towpath.returns.queries.surveys import SurveyFound, get_survey, list_survey_releases

__all__ = [
    "CodeCount",
    "Corrected",
    "Deadline",
    "DfeLine",
    "DfeNote",
    "DfeReport",
    "FoundOnRecord",
    "OnRecord",
    "Preview",
    "Quality",
    "Rehearsal",
    "RehearsalNotFoundError",
    "RehearsalProblem",
    "ReportNotFoundError",
    "Run",
    "RunNotFoundError",
    "RunProblem",
    "SurveyFound",
    "Upload",
    "count_dfe_lines",
    "count_rehearsal_problems",
    "count_run_problems",
    "find_late_corrections",
    "find_on_record",
    "find_reference",
    "find_run_before",
    "find_signed_before",
    "find_version_before",
    "get_dfe_line",
    "get_dfe_report",
    "get_rehearsal",
    "get_run",
    "get_survey",
    "list_deadlines",
    "list_dfe_lines",
    "list_dfe_notes",
    "list_dfe_reports",
    "list_differences",
    "list_quality",
    "list_quality_by",
    "list_quality_over_time",
    "list_rehearsal_problems",
    "list_rehearsals",
    "list_run_problems",
    "list_runs",
    "list_survey_releases",
    "list_uploads",
    "list_versions",
    "month_rates",
    "preview_of",
    "released_quality",
    "would_break",
]
