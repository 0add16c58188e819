"""
The activity survey of Year 11 leavers on 1 November: its days, who has an activity on it, and its columns.

The layout is not published to us: a council says its columns, and whoever takes the file out is told so.
Source: docs/published-facts.md, Destinations of leavers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

UNVERIFIED = "Unverified: the layout is not published to us"

SURVEY_FIELDS: Mapping[str, str] = {
    "upn": "Unique pupil number",
    "uln": "Unique learner number",
    "family_name": "Legal family name",
    "given_name": "Legal given name",
    "birth_date": "Birth date, as 2009-08-31",
    "school_number": "DfE number of the school in Year 11, else its URN",
    "school_name": "School in Year 11",
    "council": "The council’s three digits",
    "activity_code": "Activity on 1 November, as the return codes it; empty where it is not known",
    "activity_words": "The same in words",
    "start_date": "The day on which that began",
    "provider_name": "Where they do it",
    "verified_date": "The day on which it was last confirmed",
}
"""What a column may hold. No address, note or characteristic is among them."""

DEFAULT_COLUMNS = (
    "UPN=upn, ULN=uln, Surname=family_name, Forename=given_name, DateOfBirth=birth_date, School=school_number, "
    "LACode=council, ActivityCode=activity_code, StartDate=start_date, Provider=provider_name"
)


@dataclass(frozen=True, slots=True)
class Survey:
    """The survey of one year's leavers."""

    leaving_year: int

    @property
    def reference_date(self) -> date:
        """The day that it asks about."""
        return date(self.leaving_year, 11, 1)

    @property
    def follow_up_until(self) -> date:
        """The last day whose news of 1 November is waited for."""
        return date(self.leaving_year + 1, 1, 31)

    def holds(self, start_date: date, end_date: date | None) -> bool:
        """Return whether an activity counts: begun on or before 1 November, and not ended before it."""
        return start_date <= self.reference_date and (end_date is None or end_date >= self.reference_date)


class ColumnsRefusedError(ValueError):
    """The columns cannot be read as typed; the words say what to do."""


def survey_columns(typed: str) -> tuple[tuple[str, str], ...]:
    """
    Return the columns of the file in order: its heading, and what it holds.

    :raises ColumnsRefusedError: a heading or a field is missing, not known or there twice
    """
    found: dict[str, str] = {}
    for each in filter(None, (part.strip() for part in typed.split(","))):
        heading, equals, name = (part.strip() for part in each.partition("="))
        if not equals or not heading:
            raise ColumnsRefusedError(f"{each!r} is no column. Write its heading, = and what it holds: UPN=upn.")
        if name not in SURVEY_FIELDS:
            raise ColumnsRefusedError(f"{name!r} is nothing that a column may hold. Use: {', '.join(SURVEY_FIELDS)}.")
        if heading in found:
            raise ColumnsRefusedError(f"{heading!r} stands there twice. Take one out.")
        found[heading] = name
    if not found:
        raise ColumnsRefusedError("There is no column. Write at least one, such as UPN=upn.")
    return tuple(found.items())


def wrong_with_columns(typed: str) -> str:
    """Return why columns cannot be read as typed, and what to do; nothing where they can."""
    try:
        survey_columns(typed)
    except ColumnsRefusedError as refused:
        return str(refused)
    return ""
