"""What each kind of row needs besides a person: a start its day and code, a leaving its day; a claim has both."""

from collections.abc import Mapping
from datetime import date

from towpath.imports.formats.college_leavers.words import DESTINATIONS
from towpath.imports.formats.college_starters.activity import activity_from_learning
from towpath.imports.reading.layout import Answer, Arrival, Derived
from towpath.imports.reading.translations import code_from_words

CLAIM_CODE = "619"
"""Seeking employment, education or training: what a new claim proposes where the list says no more of it."""

START_MISSING = Answer(
    None,
    "doubtful",
    "says.start_missing",
    "The row says that they started, but not when. Give the day, or say one day for the whole list.",
)
END_MISSING = Answer(
    None,
    "doubtful",
    "says.end_missing",
    "The row says that they left, but not when. Give the day, or call the row “not here any more”.",
)
GONE_BY = Answer(
    None,
    "noted",
    "says.gone_by",
    "No last day is given, so we take the day that the list speaks of: by then they were not there any more.",
)
CLAIM_READ = Answer(
    None,
    "noted",
    "says.claim",
    f"A new claim is read as looking for education, work or training ({CLAIM_CODE}) unless the list says otherwise.",
)

_code_after = code_from_words("destination_words", "activity_code", DESTINATIONS)


def what_the_row_says(values: Mapping[str, object], arrival: Arrival) -> Derived:
    """Fill in what a row of its kind lacks, or hold it where only a person can say."""
    says = values.get("says")
    if says == "started":
        return _started(values, arrival)
    if says in ("left", "gone"):
        return _left(values, arrival, is_gone=says == "gone")
    return _claiming(values, arrival) if says == "claiming" else Derived()


def _started(values: Mapping[str, object], arrival: Arrival) -> Derived:
    derived = activity_from_learning(values, arrival)
    if isinstance(values.get("start_date"), date):
        return derived
    return Derived(derived.values, (*derived.troubles, ("start_date", START_MISSING)))


def _left(values: Mapping[str, object], arrival: Arrival, *, is_gone: bool) -> Derived:
    derived = _code_after(values, arrival)
    if isinstance(values.get("end_date"), date):
        return derived
    if is_gone:
        return Derived({**derived.values, "end_date": arrival.on}, (*derived.troubles, ("end_date", GONE_BY)))
    return Derived(derived.values, (*derived.troubles, ("end_date", END_MISSING)))


def _claiming(values: Mapping[str, object], arrival: Arrival) -> Derived:
    lacking = {"activity_code": CLAIM_CODE, "start_date": arrival.on}
    told = {name: value for name, value in lacking.items() if name not in values}
    return Derived(told, (("says", CLAIM_READ),) if "activity_code" in told else ())
