"""What the columns of an unknown list may be: by what was said before, by their headings, or by what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from towpath.imports.reading import headers
from towpath.imports.reading import values as v
from towpath.imports.reading.cells import fold, is_blank, tidy
from towpath.imports.reading.column_map import JOINABLE, ColumnMap, MappedColumn
from towpath.imports.reading.layout import Arrival, Cell, Column, Converter, Format
from towpath.imports.reading.left_out import is_result, why_left_out

ENOUGH = 0.8
"""The share of a column's values that must be of a kind before its values say what it is."""
LEAST_VALUES = 3

BY_VALUE: tuple[tuple[str, Converter], ...] = (
    ("upn", v.upn),
    ("uln", v.uln),
    ("postcode", v.postcode),
    ("email", v.email),
    ("phone", v.phone),
    ("birth_date", v.birth_date()),
)
"""Fields that are known by their values alone, the surest first."""
WHOLE_NAME = re.compile(r"^[^\W\d_][^\d,]*, ?[^\W\d_][^\d,]*$")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a column may be, as it would be mapped, and why in words; no field where nothing is known of it."""

    column: MappedColumn
    why: str = ""


def suggest(
    headings: Sequence[str],
    values: Sequence[Sequence[Cell]],
    layout: Format,
    arrival: Arrival,
    before: ColumnMap | None = None,
) -> tuple[Suggestion, ...]:
    """
    Return what each column may be. No field is suggested twice; what is surer takes it first.

    :param values: some of each column's cells
    :param before: what was said of this sender's columns last time
    """
    taken: set[str] = set()
    found: dict[int, Suggestion] = {}
    for ask in (AsBefore(before), ByHeading(layout), ByPart(layout), ByValue(layout, arrival)):
        for index, heading in enumerate(headings):
            if index in found:
                continue
            suggestion = ask(heading, values[index] if index < len(values) else ())
            field = suggestion.column.field if suggestion else ""
            if suggestion and (field not in taken or (isinstance(ask, AsBefore) and field in JOINABLE)):
                found[index] = suggestion
                taken |= {field} - {""}
    return tuple(
        found.get(index) or Suggestion(MappedColumn(heading=heading)) for index, heading in enumerate(headings)
    )


class AsBefore:
    """Answers from what was said last time of a column with the same heading."""

    def __init__(self, before: ColumnMap | None) -> None:
        self.said = {fold(column.heading): column for column in before.columns} if before else {}

    def __call__(self, heading: str, values: Sequence[Cell]) -> Suggestion | None:
        column = self.said.get(fold(heading))
        if column is None:
            return None
        return Suggestion(column, "As it was said last time." if column.field else "Left out last time.")


class ByHeading:
    """Answers from the headings that we know."""

    def __init__(self, layout: Format) -> None:
        self.known, self.passed_over = headers.synonyms(layout), headers.ignored(layout)
        self.ignores_results = layout.ignores_results

    def __call__(self, heading: str, values: Sequence[Cell]) -> Suggestion | None:
        folded = fold(heading)
        if folded in self.known:
            return Suggestion(MappedColumn(heading=heading, field=self.known[folded][1].field), "By its heading.")
        why = why_left_out(heading)
        if folded in self.passed_over or (self.ignores_results and is_result(heading)):
            return Suggestion(MappedColumn(heading=heading), why or "We never need this column.")
        return None


class ByPart:
    """Answers from a heading whose words hold those of one that we know, as "Learner Surname (legal)" does."""

    def __init__(self, layout: Format) -> None:
        self.known: list[tuple[frozenset[str], Column]] = [
            (parts, column)
            for column in layout.columns
            for name in column.synonyms
            if (parts := _parts(name)) and (len(parts) > 1 or not parts <= TOO_COMMON)
        ]

    def __call__(self, heading: str, values: Sequence[Cell]) -> Suggestion | None:
        own = _parts(heading)
        fitting = [(len(parts), column) for parts, column in self.known if parts <= own]
        if not fitting:
            return None
        longest = max(size for size, _ in fitting)
        fields = {column.field for size, column in fitting if size == longest}
        if len(fields) > 1:
            return None
        return Suggestion(MappedColumn(heading=heading, field=fields.pop()), "By words of its heading.")


TOO_COMMON = frozenset("date code number name id status type no year start end level of the".split())


def _parts(heading: str) -> frozenset[str]:
    """Return the words of a heading, those run together too: DateOfBirth is date, of, birth."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", heading)
    return frozenset(word for part in re.split(r"[^A-Za-z0-9]+", apart) if (word := fold(part)))


class ByValue:
    """Answers from what stands in a column."""

    def __init__(self, layout: Format, arrival: Arrival) -> None:
        self.fields, self.arrival = {column.field for column in layout.columns}, arrival

    def __call__(self, heading: str, values: Sequence[Cell]) -> Suggestion | None:
        filled = [cell for cell in values if not is_blank(cell)]
        if len(filled) < LEAST_VALUES:
            return None
        for field, read in BY_VALUE:
            if field in self.fields and _share(filled, read, self.arrival, is_strict=field == "phone") >= ENOUGH:
                return Suggestion(MappedColumn(heading=heading, field=field), "By what stands in it.")
        named = sum(bool(WHOLE_NAME.match(tidy(cell))) for cell in filled) / len(filled)
        if named >= ENOUGH and "full_name" in self.fields:
            return Suggestion(MappedColumn(heading=heading, field="full_name"), "By what stands in it.")
        return None


def _share(filled: Sequence[Cell], read: Converter, arrival: Arrival, *, is_strict: bool) -> float:
    """
    Return which share of cells a converter reads, mended or, where `is_strict`, as they stand.

    Any ten digits could be a telephone number whose 0 was lost.
    """
    enough = ("fine",) if is_strict else ("fine", "noted")
    answers = [read(cell, arrival) for cell in filled]
    return sum(each.value is not None and each.effect in enough for each in answers) / len(filled)
