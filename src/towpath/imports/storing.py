"""How a row's values and problems are written to the database and read back exactly."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from towpath.rules.problems import Problem

KEYED: Mapping[str, Callable[[Any], object]] = {"date": date.fromisoformat, "number": Decimal, "list": tuple}


def stored(values: Mapping[str, object]) -> dict[str, object]:
    """Return values as JSON holds them: text, numbers and truth as they are, the rest under the name of its kind."""
    return {name: _stored(value) for name, value in values.items()}


def restored(values: Mapping[str, object]) -> dict[str, object]:
    """Return values as they were before they were stored."""
    return {name: _restored(value) for name, value in values.items()}


def _stored(value: object) -> object:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, tuple | list | frozenset | set):
        return {"list": list(value)}
    return value


def _restored(value: object) -> object:
    if isinstance(value, dict):
        [(kind, held)] = value.items()
        return KEYED[kind](held)
    return value


def stored_problem(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON holds it, without what does not apply."""
    return {name: value for name, value in asdict(problem).items() if value is not None}


def restored_problem(held: Mapping[str, object]) -> Problem:
    """Return a problem as it was before it was stored."""
    return Problem(**held)  # type: ignore[arg-type]
