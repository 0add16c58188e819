"""One module a measurement, each with `measure(people)`, and what a measurement says."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol


class Said(Protocol):
    """What a measurement yields: a line to print, and whether every limit in it was kept."""

    @property
    def line(self) -> str: ...

    @property
    def is_kept(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How long something took, beside a plainer thing timed in the same run, and the limits it must keep."""

    what: str
    seconds: float
    floor_seconds: float
    limit_seconds: float | None = None
    megabytes: float | None = None
    limit_megabytes: float | None = None

    @property
    def ratio(self) -> float:
        """Return how many times as long as the plainer thing."""
        return self.seconds / self.floor_seconds

    @property
    def is_kept(self) -> bool:
        """Return whether each limit was kept, or there is none."""
        return _keeps(self.seconds, self.limit_seconds) and _keeps(self.megabytes, self.limit_megabytes)

    @property
    def line(self) -> str:
        """Return the seconds, the ratio, what it is of, and each limit with whether it was kept."""
        line = f"  {self.seconds:8.3f} s  {self.ratio:7.1f} x  {self.what}"
        if self.limit_seconds:
            line += f"  limit {self.limit_seconds:g} s {kept_words(_keeps(self.seconds, self.limit_seconds))}"
        if self.megabytes is not None:
            line += f"  {self.megabytes:.0f} MB"
        if self.limit_megabytes:
            line += f"  limit {self.limit_megabytes:g} MB {kept_words(_keeps(self.megabytes, self.limit_megabytes))}"
        return line


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """One figure at several sizes, smallest first, and how many times the smallest size's the largest's may be."""

    what: str
    figures: Mapping[int, float]
    unit: str
    limit_ratio: float

    @property
    def ratio(self) -> float:
        """Return how many times the smallest size's figure that of the largest size is."""
        figures = list(self.figures.values())
        return figures[-1] / figures[0]

    @property
    def is_kept(self) -> bool:
        """Return whether it grew no more than it may."""
        return self.ratio <= self.limit_ratio

    @property
    def line(self) -> str:
        """Return the figure at each size, the ratio, and whether it was kept."""
        shown = ", ".join(f"{figure:.0f} at {size:,}" for size, figure in self.figures.items())
        limit = f"limit {self.limit_ratio:g} x {kept_words(self.is_kept)}"
        return f"  {'':8}    {self.ratio:7.1f} x  {self.what}: {shown} {self.unit}  {limit}"


def kept_words(is_kept: bool) -> str:
    """Return the words for a limit that was kept or not."""
    return "kept" if is_kept else "NOT KEPT"


def _keeps(figure: float | None, limit: float | None) -> bool:
    return figure is None or limit is None or figure <= limit


def best_of(times: int, action: Callable[[], object]) -> float:
    """Return the shortest of several runs, in seconds, once everything is warm."""
    action()
    return min(_timed(action) for _ in range(times))


def once(action: Callable[[], object]) -> float:
    """Return the seconds of one run, for what is done once."""
    return _timed(action)


def cpu(action: Callable[[], object]) -> float:
    """Return the seconds of the processor that one run used, which a neighbour's work does not lengthen."""
    started = time.process_time()
    action()
    return time.process_time() - started


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
