"""Why a pupil is taken off a school's list or added to it: what may be chosen, kept in `list_reasons.csv`."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

TAKEN_OFF, ADDED = "taken_off", "added"


def reasons_for(kind: str) -> Mapping[str, str]:
    """
    Return the words of each reason by its code, in the order offered.

    :raises KeyError: reasons are given for taking off and for adding, and for nothing else
    """
    return _shipped()[kind]


def reason_words(kind: str, code: str) -> str:
    """Return the words of a reason; its code where it is offered no more, and nothing where none was given."""
    return _shipped().get(kind, {}).get(code, code)


@cache
def _shipped() -> dict[str, dict[str, str]]:
    text = files("towpath.risk").joinpath("list_reasons.csv").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {TAKEN_OFF: {}, ADDED: {}}
    for row in csv.DictReader(text.splitlines()):
        found[row["kind"]][row["code"]] = row["words"]
    return found
