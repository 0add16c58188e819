"""What a check may know beside the record in front of it: the header, the lists in force and the month's last day."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from towpath.rules.dates import academic_year, academic_year_start, year_group
from towpath.rules.residence import UNKNOWN_AREA
from towpath.rules.returns.model import Header, Record
from towpath.standards import (
    ActivityCode,
    Characteristic,
    CohortStatus,
    Edition,
    Ethnicity,
    GuaranteeStatus,
    IntendedDestination,
    Standards,
)
from towpath.standards.model import Row

AnyRow = TypeVar("AnyRow", bound=Row)

OUTSIDE_ENGLAND = frozenset({"000", "001", "002", "003"})
YEAR_11, YEAR_12 = 11, 12
FIRST_MONTH_OF_GUARANTEE, LAST_MONTH_OF_GUARANTEE = 4, 8


class Context:
    """
    The circumstances in which a file's records are judged.

    Every list holds only the rows in force on PeriodEnd. Where the file has no readable PeriodEnd the edition's first
    day stands in for that, and whatever rests on PeriodEnd itself (ages, year groups) answers None.
    """

    def __init__(self, *, header: Header, edition: Edition, standards: Standards) -> None:
        self.header = header
        self.edition = edition
        self.period_end = header.period_end.day
        self.judged_on = self.period_end or edition.starts_on
        self.database_ids = frozenset(header.database_ids)
        self.source_las = frozenset(header.source_las)
        self.activity_codes: Mapping[str, ActivityCode] = _in_force(edition.activity_codes, self.judged_on)
        self.characteristics: Mapping[str, Characteristic] = _in_force(edition.characteristics, self.judged_on)
        self.cohort_statuses: Mapping[str, CohortStatus] = _in_force(edition.cohort_statuses, self.judged_on)
        self.destinations: Mapping[str, IntendedDestination] = _in_force(edition.intended_destinations, self.judged_on)
        self.guarantee_statuses: Mapping[str, GuaranteeStatus] = _in_force(edition.guarantee_statuses, self.judged_on)
        self.ethnicities: Mapping[str, Ethnicity] = _in_force(edition.ethnicities, self.judged_on)
        self.genders = self._values_of("YoungPersonsRecord/PersonalDetails/Gender")
        self.levels_of_need = self._values_of("YoungPersonsRecord/LevelOfNeed/LevelOfNeedCode")
        self._areas = standards.areas
        self._year_groups: dict[date, int] = {}

    def _values_of(self, path: str) -> frozenset[str]:
        """Return the values that a field's row allows: each is the first word of its part, as in "F=female|M=male"."""
        stated = self.edition.fields[path].values.split("|")
        return frozenset(found.group() for found in (re.match(r"\w+", part) for part in stated) if found)

    def activity(self, record: Record) -> ActivityCode | None:
        """Return what the record's activity code means, or None where it is not in the list."""
        return self.activity_codes.get(record.activity_code)

    def year_group(self, record: Record) -> int | None:
        """Return the young person's year group on PeriodEnd, or None where either date is not known."""
        born, period_end = record.birth_date.day, self.period_end
        if born is None or period_end is None:
            return None
        if born not in self._year_groups:
            self._year_groups[born] = year_group(born, period_end)
        return self._year_groups[born]

    def guarantee_year(self, record: Record) -> int | None:
        """
        Return the year group whose September Guarantee the record reports, or None where a date is not known.

        From April to August it is the young person's own; from September to March the same people are a year group
        higher.
        """
        now = self.year_group(record)
        if now is None or self.period_end is None:
            return None
        is_same_year = FIRST_MONTH_OF_GUARANTEE <= self.period_end.month <= LAST_MONTH_OF_GUARANTEE
        return now if is_same_year else now - 1

    def is_council(self, code: str, *, since: date | None = None) -> bool:
        """
        Return whether this was a council's code on PeriodEnd, or on any day from `since` to PeriodEnd.

        Service Children's Education (702) counts as a council; places outside England and the unknown area do not.
        """
        return code not in OUTSIDE_ENGLAND and code != UNKNOWN_AREA and self.is_area(code, since=since)

    def is_area(self, code: str, *, since: date | None = None) -> bool:
        """Return whether this was the code of a council or of any other place that the return names."""
        area = self._areas.get(code)
        if area is None or (area.valid_from is not None and area.valid_from > self.judged_on):
            return False
        return area.valid_to is None or area.valid_to >= (since or self.judged_on)

    def year_11_began(self, record: Record) -> date:
        """
        Return the 1 September on which the young person started Year 11, the earliest of all days where that is not
        known.

        A council since replaced keeps its code in what is said of someone's Year 11.
        """
        group = self.year_group(record)
        if group is None:
            return date.min
        return academic_year_start(academic_year(self.judged_on) - max(0, group - YEAR_11))


def _in_force(rows: Mapping[str, AnyRow], on: date) -> Mapping[str, AnyRow]:
    return {code: row for code, row in rows.items() if row.in_force(on)}
