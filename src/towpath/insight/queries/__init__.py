"""What can be asked of figures: other councils' published ones, and the council's own."""

from towpath.insight.queries.benchmark import (
    AreaNotFoundError,
    Benchmark,
    Compared,
    Group,
    NoFiguresError,
    list_benchmark_years,
    list_councils,
    show_benchmark,
)
from towpath.insight.queries.rates import NotForReleaseError, rates_for, released_rates_for

__all__ = [
    "AreaNotFoundError",
    "Benchmark",
    "Compared",
    "Group",
    "NoFiguresError",
    "NotForReleaseError",
    "list_benchmark_years",
    "list_councils",
    "rates_for",
    "released_rates_for",
    "show_benchmark",
]
