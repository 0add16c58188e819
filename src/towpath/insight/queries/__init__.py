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

__all__ = [
    "AreaNotFoundError",
    "Benchmark",
    "Compared",
    "Group",
    "NoFiguresError",
    "list_benchmark_years",
    "list_councils",
    "show_benchmark",
]
