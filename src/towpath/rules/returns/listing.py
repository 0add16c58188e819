"""
A checked return as people go through it: what was found by code, then by person, and as a list to take away.

Everything is given as plain text, numbers and dicts, for a page that has no server behind it.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from towpath.rules.cells import plain_row
from towpath.rules.returns.check import CheckResult, ReturnProblem, label_of
from towpath.standards import Edition

CSV_COLUMNS = ("line", "code", "severity", "young_persons_id", "element", "value", "message")
LINES_AT_ONCE = 5_000
OF_THE_FILE = ""
"""Stands where a young person's id would, for what is wrong with the file and with nobody's record."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The result of a check, with the edition that it was judged by."""

    result: CheckResult
    edition: Edition

    def summary(self) -> Mapping[str, object]:
        """Return what the file held, how it was judged, and how many problems of each code there are."""
        result = self.result
        severities = {problem.code: problem.severity for problem in result.problems}
        codes = [
            {"code": code, "count": count, "severity": severities[code], "label": label_of(code, self.edition)}
            for code, count in result.counts.items()
        ]
        return {
            "records": result.records,
            "period_end": result.period_end.isoformat() if result.period_end else None,
            "edition": self.edition.name,
            "read_whole": self.edition.read_whole,
            "sound": result.is_sound,
            "fails_whole": result.fails_whole,
            "problems": len(result.problems),
            "people": len({problem.young_persons_id for problem in result.problems} - {OF_THE_FILE}),
            "codes": codes,
        }

    def by_person(self, *, code: str = "", find: str = "", first: int = 0, many: int = 50) -> Mapping[str, object]:
        """
        Return some of those whose records have problems, the file itself before them, in the order of the file.

        `code` keeps only those with a problem of that code, and only those problems; `find` those whose id holds it.
        `total` is how many there are altogether, of whom `many` are given from the place `first` on.
        """
        wanted = find.strip().casefold()
        found: dict[str, list[ReturnProblem]] = {}
        for problem in self.result.problems:
            whose = problem.young_persons_id
            if (not code or problem.code == code) and wanted in whose.casefold():
                found.setdefault(whose, []).append(problem)
        owners = sorted(found, key=lambda whose: whose != OF_THE_FILE)
        people = [
            {"young_persons_id": whose, "problems": [_told(problem) for problem in found[whose]]}
            for whose in islice(owners, first, first + many)
        ]
        return {"total": len(owners), "people": people}

    def csv_parts(self) -> Iterator[str]:
        """Yield every problem as the parts of a CSV file, headings first; no cell is one that a spreadsheet runs."""
        yield _csv([CSV_COLUMNS])
        problems = iter(self.result.problems)
        while some := list(islice(problems, LINES_AT_ONCE)):
            yield _csv(plain_row(getattr(problem, name) for name in CSV_COLUMNS) for problem in some)


def _told(problem: ReturnProblem) -> Mapping[str, object]:
    return {name: getattr(problem, name) for name in CSV_COLUMNS if name != "young_persons_id"}


def _csv(rows: Iterable[Iterable[object]]) -> str:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
