"""What can be asked of figures: other councils' published ones, and the council's own."""

from towpath.insight.models import Study, StudyRun
from towpath.insight.queries.benchmark import (
    AreaNotFoundError,
    Benchmark,
    Compared,
    Group,
    NoFiguresError,
    list_benchmark_years,
    list_councils,
    list_standings,
    show_benchmark,
)
from towpath.insight.queries.rates import NotForReleaseError, rates_for, released_rates_for
from towpath.insight.queries.studies import (
    StudyNotFoundError,
    found_for,
    get_study,
    list_followed,
    list_runs_of,
    list_studies,
)

__all__ = [
    "AreaNotFoundError",
    "Benchmark",
    "Compared",
    "Group",
    "NoFiguresError",
    "NotForReleaseError",
    "Study",
    "StudyNotFoundError",
    "StudyRun",
    "found_for",
    "get_study",
    "list_benchmark_years",
    "list_councils",
    "list_followed",
    "list_runs_of",
    "list_standings",
    "list_studies",
    "rates_for",
    "released_rates_for",
    "show_benchmark",
]
