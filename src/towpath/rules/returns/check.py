"""Checking a whole return: which checks run is the published list's to say, judged on the month's last day."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import BinaryIO

from towpath.rules.returns.checks import CHECKS
from towpath.rules.returns.checks.form import (
    ADVICE,
    OURS,
    PERIOD_END,
    Check,
    FaultCheck,
    FieldsCheck,
    HeaderCheck,
    ListCheck,
    RecordCheck,
    RepeatCheck,
    own_words,
)
from towpath.rules.returns.context import Context
from towpath.rules.returns.layout import ACTIVITIES, DETAILS, ELEMENTS
from towpath.rules.returns.model import Fault, GivenDate, Header, Record
from towpath.rules.returns.read import read_return
from towpath.standards import Edition, Standards

WHOLE_FILE = frozenset({"file_failed", "file_rejected"})
ADVICE_ONLY = frozenset({"priority_3", ADVICE})
BLANK = "blank"


class UnknownEditionError(ValueError):
    """No edition of the requirement has that name; the words list those there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnProblem:
    """
    One thing wrong with a return: the check that found it, whose record, where, and the value as given.

    The message is made when asked for, so that a file with a great many problems stays small in memory.
    """

    code: str
    severity: str
    young_persons_id: str
    element: str
    value: str
    line: int
    words: str
    other: str

    @property
    def message(self) -> str:
        """Return what is wrong, then what to do."""
        return self.words.format(value=self.value or BLANK, other=self.other or BLANK, line=self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a return held and what is wrong with it, in the order of the file; `counts` is problems by code."""

    records: int
    period_end: date | None
    edition: str
    counts: Mapping[str, int]
    problems: tuple[ReturnProblem, ...]

    @property
    def is_sound(self) -> bool:
        """Return whether nothing worse than advice was found."""
        return all(problem.severity in ADVICE_ONLY for problem in self.problems)

    @property
    def fails_whole(self) -> bool:
        """Return whether a problem would cost the whole file, not only a record."""
        return any(problem.severity in WHOLE_FILE for problem in self.problems)


def check_return(source: bytes | BinaryIO, standards: Standards, *, edition: str | None = None) -> CheckResult:
    """
    Return everything that the checks in force find wrong with a return, read as it streams past.

    The edition is the one in force at PeriodEnd unless one is named. Without a readable PeriodEnd the latest is used.

    :raises UnknownEditionError: no edition has that name
    """
    return check_items(read_return(source), standards, edition=edition)


def check_items(
    items: Iterator[Header | Record | Fault], standards: Standards, *, edition: str | None = None
) -> CheckResult:
    """
    Return everything that the checks find wrong with what `read_return` yields, for whoever looks at it as it passes.

    :raises UnknownEditionError: no edition has that name
    """
    edition_for(standards, None, edition)
    early_faults: list[Fault] = []
    first = next(_past_faults(items, early_faults), None)
    header = first if isinstance(first, Header) else Header()
    in_force = edition_for(standards, header.period_end.day, edition)
    run = _Run(Context(header=header, edition=in_force, standards=standards))
    opening: list[Header | Record] = [first] if first else []
    for item in chain[Header | Record | Fault](early_faults, opening, items):
        if isinstance(item, Record):
            run.take_record(item)
        elif isinstance(item, Header):
            run.take_header(item)
        else:
            run.take_fault(item)
    return run.result()


def _past_faults(items: Iterator[Header | Record | Fault], faults: list[Fault]) -> Iterator[Header | Record]:
    """Yield what is not a fault, setting aside faults met before it: they wait until it is known which checks stand."""
    for item in items:
        if isinstance(item, Fault):
            faults.append(item)
        else:
            yield item


def edition_for(standards: Standards, period_end: date | None, name: str | None) -> Edition:
    """
    Return the edition to judge by, with a council's corrections as they stand on PeriodEnd where that falls within it.

    :raises UnknownEditionError: no edition has that name
    """
    editions = standards.editions
    if name is None:
        return standards.edition_on(period_end) if period_end else editions[-1]
    for place, edition in enumerate(editions):
        if edition.name == name:
            first = edition.starts_on
            last = editions[place + 1].starts_on - timedelta(days=1) if place + 1 < len(editions) else date.max
            return standards.edition_on(min(max(period_end or first, first), last))
    known = ", ".join(edition.name for edition in editions)
    raise UnknownEditionError(f"There is no edition {name}. Use one of {known}.")


def label_of(code: str, edition: Edition) -> str:
    """Return what a check found by this code is about, in a few words."""
    ours = {check.code: own.label for check in CHECKS if (own := own_words(check))}
    return ours[code] if code in ours else edition.checks[code].label


class _Run:
    """The checking of one file: which checks stand, what they found, and what some remember of earlier records."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._records = 0
        self._problems: list[ReturnProblem] = []
        listed = context.edition.checks.values()
        self._severities = {row.code: row.severity for row in listed if row.in_force(context.judged_on)}
        standing = [check for check in CHECKS if check.code in self._severities or check.code.startswith(OURS)]
        self._record_checks = [(check, check.fails) for check in standing if isinstance(check, RecordCheck)]
        self._fields_checks = [(check, check.finds) for check in standing if isinstance(check, FieldsCheck)]
        self._repeat_checks = [(check, dict[str, str]()) for check in standing if isinstance(check, RepeatCheck)]
        self._header_checks = [check for check in standing if isinstance(check, HeaderCheck)]
        self._fault_checks = [check for check in standing if isinstance(check, FaultCheck)]
        self._tell_checks_without_rule()

    def take_header(self, header: Header) -> None:
        """Put the header to every check of it that stands."""
        for check in self._header_checks:
            for value in check.finds(header, self._context):
                line = header.lines.get(check.field, header.line)
                self._add(check, check.words, element=ELEMENTS[check.field].shown, value=value, line=line)

    def take_fault(self, fault: Fault) -> None:
        """Tell what the reader met that is not part of a return."""
        for check in self._fault_checks:
            if fault.kind in check.words:
                self._add(
                    check,
                    check.words[fault.kind],
                    element=fault.element,
                    value=fault.value,
                    line=fault.line,
                    young_persons_id=fault.young_persons_id,
                    other=str(fault.times),
                )

    def take_record(self, record: Record) -> None:
        """Put one record to every check that stands."""
        context = self._context
        self._records += 1
        for check, fails in self._record_checks:
            if fails(record, context) and _part_is_there(record, check.field):
                other = self._held_against(record, check.other)
                self._add_at(check, record, check.field, _text(record, check.field), other)
        for fields_check, finds in self._fields_checks:
            for at in finds(record, context):
                self._add_at(fields_check, record, at.field, at.value, place=at.place)
        for repeat_check, owners in self._repeat_checks:
            key = repeat_check.key(record)
            if key:
                owner = repeat_check.owner(record)
                earlier = owners.setdefault(key, owner)
                if earlier != owner:
                    field = repeat_check.field
                    self._add_at(repeat_check, record, field, _text(record, field), earlier)

    def result(self) -> CheckResult:
        """Return what was found in the whole file."""
        counts = Counter(problem.code for problem in self._problems)
        return CheckResult(
            records=self._records,
            period_end=self._context.period_end,
            edition=self._context.edition.name,
            counts={check.code: counts[check.code] for check in CHECKS if check.code in counts},
            problems=tuple(self._problems),
        )

    def _tell_checks_without_rule(self) -> None:
        without = sorted(self._severities.keys() - {check.code for check in CHECKS})
        for check in CHECKS:
            if isinstance(check, ListCheck):
                for code in without:
                    self._add(check, check.words, value=code)

    def _held_against(self, record: Record, name: str) -> str:
        if not name:
            return ""
        return self._context.header.period_end.text if name == PERIOD_END else _text(record, name)

    def _add_at(
        self,
        check: RecordCheck | FieldsCheck | RepeatCheck,
        record: Record,
        field: str,
        value: str,
        other: str = "",
        place: int | None = None,
    ) -> None:
        self._add(
            check,
            check.words,
            element=ELEMENTS[field].shown,
            value=value,
            line=record.lines.get(field if place is None else f"{field}[{place}]", record.line),
            young_persons_id=record.young_persons_id,
            other=other,
        )

    def _add(
        self,
        check: Check,
        words: str,
        *,
        value: str,
        element: str = "",
        line: int = 0,
        young_persons_id: str = "",
        other: str = "",
    ) -> None:
        own = own_words(check)
        problem = ReturnProblem(
            code=check.code,
            severity=own.severity if own else self._severities[check.code],
            young_persons_id=young_persons_id,
            element=element,
            value=value,
            line=line,
            words=words,
            other=other,
        )
        self._problems.append(problem)


def _text(record: Record, field: str) -> str:
    given: str | GivenDate = getattr(record, field)
    return given.text if isinstance(given, GivenDate) else given


def _part_is_there(record: Record, field: str) -> bool:
    """Return whether the record has the part that the field stands in: a missing part is told once, not by field."""
    part = ELEMENTS[field].parents[0]
    return (part != DETAILS or record.has_details) and (part != ACTIVITIES or record.has_activities)
