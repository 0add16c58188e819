"""What can be asked in early identification."""

from towpath.risk.models import LineEntry, Objection, Run
from towpath.risk.queries.changes import Changed, Compared, list_changes
from towpath.risk.queries.lists import (
    Entry,
    Line,
    ListNotFoundError,
    ListStanding,
    find_round,
    get_addable,
    get_line,
    get_standing,
    list_confirmed,
    list_lines,
    list_standings,
    list_to_add,
)
from towpath.risk.queries.objections import (
    ObjectionNotFoundError,
    count_undecided,
    find_standing_objection,
    get_objection,
    list_objections,
)
from towpath.risk.queries.records import AssessmentRecord
from towpath.risk.queries.runs import (
    NotAssessedError,
    RunNotFoundError,
    SchoolCount,
    count_bands,
    find_latest_run,
    find_run_before,
    get_latest_assessment,
    get_run,
    list_runs,
    list_school_list,
)
from towpath.risk.recomputing import Recomputed, SchemeChangedError

__all__ = [
    "AssessmentRecord",
    "Changed",
    "Compared",
    "Entry",
    "Line",
    "LineEntry",
    "ListNotFoundError",
    "ListStanding",
    "NotAssessedError",
    "Objection",
    "ObjectionNotFoundError",
    "Recomputed",
    "Run",
    "RunNotFoundError",
    "SchemeChangedError",
    "SchoolCount",
    "count_bands",
    "count_undecided",
    "find_latest_run",
    "find_round",
    "find_run_before",
    "find_standing_objection",
    "get_addable",
    "get_latest_assessment",
    "get_line",
    "get_objection",
    "get_run",
    "get_standing",
    "list_changes",
    "list_confirmed",
    "list_lines",
    "list_objections",
    "list_runs",
    "list_school_list",
    "list_standings",
    "list_to_add",
]
