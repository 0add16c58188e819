"""A council's dated corrections to the published lists, read from TOML: no code is touched."""

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from towpath.standards.lists import EDITION_LISTS, StandardsError
from towpath.standards.model import Correction

KNOWN_KEYS = frozenset({"list", "code", "from", "to", "set", "add", "reason", "source"})


def read_overlay(text: str) -> tuple[Correction, ...]:
    """
    Return the corrections that an overlay states, in the order given.

    Each `[[correction]]` names its `list`, `code`, `from` day (and `to`, inclusive), the columns it `set`s as the CSV
    spells
    them, its `reason` and `source`; `add = true` says that the code is new.

    :raises StandardsError: the text is not TOML, or a correction lacks a part or names a list that is not published
    """
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        raise StandardsError(f"The overlay is not TOML: {reason}. Mend that line and try again.") from reason
    unknown = sorted(set(stated) - {"correction"})
    if unknown:
        raise StandardsError(f"The overlay holds {', '.join(unknown)}. It may hold [[correction]] tables only.")
    return tuple(_correction(number, table) for number, table in enumerate(stated.get("correction", []), start=1))


def _correction(number: int, table: Mapping[str, Any]) -> Correction:
    where = f"Correction {number} of the overlay"
    missing = sorted({"list", "code", "from", "set", "reason", "source"} - set(table))
    if missing:
        raise StandardsError(f"{where} lacks {', '.join(missing)}. Add what is missing.")
    unknown = sorted(set(table) - KNOWN_KEYS)
    if unknown:
        raise StandardsError(f"{where} holds {', '.join(unknown)}, which means nothing here. Take it out.")
    if table["list"] not in EDITION_LISTS:
        raise StandardsError(f"{where}: list is {table['list']!r}. Use one of {', '.join(EDITION_LISTS)}.")
    return Correction(
        list_name=table["list"],
        code=str(table["code"]),
        starts_on=_day(where, table["from"]),
        ends_on=_day(where, table["to"]) if "to" in table else None,
        values={column: _cell(value) for column, value in table["set"].items()},
        is_addition=bool(table.get("add", False)),
        reason=table["reason"],
        source=table["source"],
    )


def _day(where: str, value: object) -> date:
    if type(value) is date:
        return value
    raise StandardsError(f"{where}: {value!r} is not a date. Write it as 2026-04-01, without quotes.")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
