"""Make one incoming row of one row's cells: convert, apply the format's rules, and weigh what went wrong."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from towpath.imports.reading.cells import CELL_ERRORS, FORMULA, as_text, is_blank
from towpath.imports.reading.layout import Answer, Arrival, Cell, Column, Format, IncomingRow, Outcome
from towpath.rules.problems import Problem

WHEN_SHARING_IS_LIMITED = frozenset(
    (
        "legal_given_name middle_names legal_family_name preferred_given_name preferred_family_name former_family_name "
        "full_name birth_date birth_month address_line_1 address_line_2 address_line_3 address_line_4 town county "
        "postcode saon paon street sharing_limited sharing_agreed"
    ).split()
)
"""
The fields that may be kept of someone whose sharing is limited: name, address and date of birth.

Source: Education and Skills Act 2008, section 72: a young person or parent may object to anything more being passed on.
The rest is dropped here, before anything is stored, so that it is nowhere to be found later.
"""
LIMITING = {"sharing_limited": True, "sharing_agreed": False}

SPREADSHEET_ERROR = Answer(
    None,
    "unusable",
    "cell.error",
    "The cell holds a spreadsheet error, not a value. Mend the formula, or type the value.",
)
FORMULA_SENT = Answer(
    None,
    "unusable",
    "cell.formula",
    "The cell holds a formula and not its value. Copy the column, paste it as values, and send the list again.",
)
SEVERITIES = {"noted": "note", "warned": "warning", "doubtful": "hold"}
CONSEQUENCES: dict[str, tuple[str, Outcome]] = {
    "reject": ("error", "rejected"),
    "hold": ("hold", "held"),
    "leave_out": ("warning", "ready"),
}
WORST: tuple[Outcome, ...] = ("ready", "held", "rejected")

Read = tuple[str, Column, Cell]
"""A column to be read: its header as typed, what it is, and the cell."""


class Workings:
    """One row while it is being made."""

    __slots__ = ("headers", "line", "outcome", "problems", "row", "sheet", "values")

    def __init__(self, sheet: str, row: int, line: int | None) -> None:
        self.sheet, self.row, self.line = sheet, row, line
        self.values: dict[str, object] = {}
        self.problems: list[Problem] = []
        self.outcome: Outcome = "ready"
        self.headers: dict[str, tuple[str, str]] = {}

    def convert(self, header: str, column: Column, cell: Cell, arrival: Arrival) -> None:
        """Read one cell into its field."""
        answer = (_no_value(cell) if isinstance(cell, str) else None) or column.read(cell, arrival)
        if answer.value is not None:
            self.values[column.field] = answer.value
        if answer.effect != "fine":
            self.trouble(answer, column, header, as_text(cell))

    def trouble(self, answer: Answer, column: Column | None, header: str | None, value: str | None) -> None:
        """Say what an answer's trouble is, and let the row be no better than it allows."""
        if answer.effect == "unusable":
            severity, outcome = CONSEQUENCES[column.consequence if column else "hold"]
        else:
            severity, outcome = SEVERITIES[answer.effect], "held" if answer.effect == "doubtful" else "ready"
        self.say(answer.code, answer.message, severity, outcome, header, value)

    def say(
        self,
        code: str,
        message: str,
        severity: str,
        outcome: Outcome,
        header: str | None = None,
        value: str | None = None,
    ) -> None:
        in_xml = self.line is not None
        self.problems.append(
            Problem(
                code=code,
                message=message,
                severity=severity,
                sheet=self.sheet or None,
                row=self.row,
                column=header,
                value=value,
                line=self.line,
                element=header if in_xml else None,
            )
        )
        if WORST.index(outcome) > WORST.index(self.outcome):
            self.outcome = outcome


def _no_value(cell: str) -> Answer | None:
    """Return what is wrong with a cell that holds what a spreadsheet made and no value of anybody's."""
    if cell in CELL_ERRORS:
        return SPREADSHEET_ERROR
    return FORMULA_SENT if cell[:1] == "=" and FORMULA.match(cell) else None


def make_row(
    layout: Format,
    arrival: Arrival,
    *,
    sheet: str,
    row: int,
    to_read: Iterable[Read],
    kept: list[tuple[str, str, str]],
    repeats: Iterable[tuple[str, Column, Cell, Cell]] = (),
    titles: Mapping[str, str] = MappingProxyType({}),
    line: int | None = None,
) -> IncomingRow:
    """
    Return the row that these cells make.

    `kept` is every filled cell as (field or nothing, header, text); `repeats` pairs a heading's second cell with its
    first. `titles` are the fields' headers as typed, for what is said of an empty cell.
    """
    work = Workings(sheet, row, line)
    to_read = list(to_read)
    limited = _is_limited(work, to_read, arrival)
    if limited:
        to_read, kept = _limit(work, to_read, kept)
    for header, column, cell in to_read:
        work.headers[column.field] = (header, as_text(cell))
        if column.field not in LIMITING:
            work.convert(header, column, cell, arrival)
    if not limited:
        _compare(work, repeats)
    _apply_rules(work, layout, arrival, limited=limited)
    _check_filled(work, layout, titles, limited=limited)
    return IncomingRow(
        sheet, row, tuple((header, text) for _, header, text in kept), work.values, tuple(work.problems), work.outcome
    )


def _is_limited(work: Workings, to_read: list[Read], arrival: Arrival) -> bool:
    """Read the cells that limit sharing before any other, so that nothing else is looked at where they do."""
    for header, column, cell in to_read:
        if column.field in LIMITING:
            work.convert(header, column, cell, arrival)
    return any(work.values.get(field) is value for field, value in LIMITING.items())


def _limit(
    work: Workings, to_read: list[Read], kept: list[tuple[str, str, str]]
) -> tuple[list[Read], list[tuple[str, str, str]]]:
    allowed = [one for one in to_read if one[1].field in WHEN_SHARING_IS_LIMITED]
    allowed_cells = [cell for cell in kept if cell[0] in WHEN_SHARING_IS_LIMITED]
    dropped = len(kept) - len(allowed_cells)
    message = (
        "Sharing is limited for this person, so we kept name, address and date of birth and dropped what "
        f"else was given ({dropped} cells)."
    )
    work.say("sharing.limited", message, "note", "ready", value=str(dropped))
    return allowed, allowed_cells


def _compare(work: Workings, repeats: Iterable[tuple[str, Column, Cell, Cell]]) -> None:
    for header, column, first, second in repeats:
        if not is_blank(second) and as_text(first).strip() != as_text(second).strip():
            answer = Answer(
                None,
                "doubtful",
                "column.two_answers",
                "Two columns with this heading say different things. Correct one of them.",
            )
            work.trouble(answer, column, header, f"{as_text(first)} | {as_text(second)}")


def _apply_rules(work: Workings, layout: Format, arrival: Arrival, *, limited: bool) -> None:
    for rule in layout.rules:
        derived = rule(work.values, arrival)
        for field, value in derived.values.items():
            if value is None:
                work.values.pop(field, None)
            elif not limited or field in WHEN_SHARING_IS_LIMITED:
                work.values[field] = value
        for field, answer in derived.troubles:
            if limited and field not in WHEN_SHARING_IS_LIMITED:
                continue
            header, value = work.headers.get(field, (field, None))
            column = next((column for column in layout.columns if column.field == field), None)
            work.trouble(answer, column, header, value)


def _check_filled(work: Workings, layout: Format, titles: Mapping[str, str], *, limited: bool) -> None:
    """
    Reject the row where a field it must have is empty, or where nothing says whom it is about.

    Where sharing is limited, nothing beyond name, address and date of birth is asked for.
    """
    already = {problem.column for problem in work.problems if problem.severity == "error"}
    for column in layout.columns:
        if (
            column.compulsory
            and column.field not in work.values
            and column.unless not in work.values
            and not (limited and column.field not in WHEN_SHARING_IS_LIMITED)
        ):
            header = titles.get(column.field) or work.headers.get(column.field, (column.synonyms[0], ""))[0]
            if header not in already:
                work.say(
                    "value.missing",
                    f"{header} is empty, and this list must have it. Fill it in and send the row again.",
                    "error",
                    "rejected",
                    header,
                    "",
                )
    if not any(_filled(key, work.values) for key in layout.keys):
        work.say(
            "row.no_key",
            "Nothing in this row says whom or what it is about in a way we can use. Give an identifier, or both "
            "names and the date of birth.",
            "error",
            "rejected",
        )


def _filled(key: tuple[str, ...], values: Mapping[str, object]) -> bool:
    return all(field in values for field in key)
