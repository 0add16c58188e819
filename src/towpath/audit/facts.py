"""
What of a change may be copied into the log: codes, dates and counts, never who somebody is or what was written.

Identifying fields, and sensitive ones long enough to hold prose, leave only their names. Their values stay in their own
tables, where each fact keeps its `recorded_at` and `withdrawn_at`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, JSONField, Model, TextField

LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Facts:
    """A row's values at one moment, and which of them may not be copied."""

    values: Mapping[str, object]
    withheld: frozenset[str]


def facts(row: Model) -> Facts:
    """Return the values of a row's own columns as they stand now; take it before and after a change."""
    privacy = _privacy(type(row))
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return Facts(
        values={field.name: getattr(row, field.attname) for field in fields},
        # A field without a class is treated as one that may not be copied.
        withheld=frozenset(f.name for f in fields if _is_withheld(f, privacy.get(f.name, "identifying"))),
    )


def changes(before: Facts | Mapping[str, object] | None, after: Facts | Mapping[str, object] | None) -> str:
    """
    Return as JSON what differs: values that may be copied under `before` and `after`, names of others under `withheld`.

    With only one of the two given, every value of it counts. A plain mapping is codes, dates and counts; any name in it
    that may not be copied in some model is withheld all the same.
    """
    old, new = _as_facts(before), _as_facts(after)
    withheld = old.withheld | new.withheld
    names = list(dict.fromkeys((*old.values, *new.values)))
    if before is not None and after is not None:
        names = [name for name in names if old.values.get(name) != new.values.get(name)]
    told: dict[str, object] = {}
    for label, side, is_given in (("before", old, before is not None), ("after", new, after is not None)):
        if is_given:
            told[label] = {name: _plain(side.values.get(name)) for name in names if name not in withheld}
    kept_back = [
        name for name in names if name in withheld and (old.values.get(name) or new.values.get(name)) not in (None, "")
    ]
    if kept_back:
        told["withheld"] = sorted(kept_back)
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False) if told else ""


def _as_facts(given: Facts | Mapping[str, object] | None) -> Facts:
    if isinstance(given, Facts):
        return given
    values = given or {}
    return Facts(values=values, withheld=frozenset(values) & names_withheld())


@cache
def names_withheld() -> frozenset[str]:
    """Return the field names that may not be copied in some installed model."""
    return frozenset(
        field.name
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if _is_withheld(field, _privacy(model).get(field.name, ""))
    )


def _privacy(model: type[Model]) -> Mapping[str, str]:
    return getattr(model, "privacy", {})


def _is_withheld(field: Field[Any, Any], privacy: str) -> bool:
    """Return whether a field says who somebody is, or may hold what was written of them; sensitive codes are kept."""
    if privacy != "sensitive":
        return privacy == "identifying"
    return isinstance(field, TextField | JSONField) or (field.max_length or 0) > LONGEST_CODE


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    return str(value)
