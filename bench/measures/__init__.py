"""One module a measurement, each with `measure(people)`, and what a measurement says."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How long something took, beside a plainer thing timed in the same run, and the limit it must keep, in seconds."""

    what: str
    seconds: float
    floor_seconds: float
    limit_seconds: float | None = None

    @property
    def ratio(self) -> float:
        """Return how many times as long as the plainer thing."""
        return self.seconds / self.floor_seconds

    @property
    def is_kept(self) -> bool:
        """Return whether the limit was kept, or there is none."""
        return self.limit_seconds is None or self.seconds <= self.limit_seconds


def best_of(times: int, action: Callable[[], object]) -> float:
    """Return the shortest of several runs, in seconds, once everything is warm."""
    action()
    return min(_timed(action) for _ in range(times))


def once(action: Callable[[], object]) -> float:
    """Return the seconds of one run, for what is done once."""
    return _timed(action)


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
