"""Each format's example as a list that can be spoilt in one place, whether it is a table or XML."""

import csv
import io
import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from xml.etree import ElementTree as ET

from tests.imports.files import as_bytes, example_of, read, records
from towpath.imports.formats import FORMATS, format_named
from towpath.imports.models import Batch, Row
from towpath.imports.reading import headers
from towpath.imports.reading.elements import Elements
from towpath.imports.reading.layout import ABOUT_NOBODY, Format
from towpath.imports.summing import sum_of, write_rejected

PEOPLE = tuple(layout.name for layout in FORMATS if layout.kind not in ABOUT_NOBODY)
"""The formats whose rows are about people: all but the register of schools."""
TABLES = tuple(layout.name for layout in FORMATS if layout.medium == "table")
XMLS = tuple(layout.name for layout in FORMATS if layout.medium == "xml")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door answered: its exit code, its words, and the batch it made."""

    code: int
    words: str
    batch: Batch


class Table:
    """A table's example: its first row is the headings."""

    def __init__(self, layout: Format) -> None:
        self.layout = layout
        self.rows = list(csv.reader(io.StringIO(example_of(layout).read_text(encoding="utf-8"))))
        found = headers.settle(1, self.rows[0], layout, "")
        self.places = {place.column.field: place for place in found.places if place.column and place.role == "read"}

    def fields(self) -> set[str]:
        return set(self.places)

    def put(self, record: int, field: str, value: str) -> None:
        self.rows[1 + record][self.places[field].index] = value

    def add_copy(self, record: int) -> int:
        self.rows.append(list(self.rows[1 + record]))
        return len(self.rows) - 2

    def without(self, field: str) -> bytes:
        index = self.places[field].index
        return as_bytes([[cell for place, cell in enumerate(row) if place != index] for row in self.rows])

    def content(self) -> bytes:
        return as_bytes(self.rows)

    def where(self, record: int, field: str) -> tuple[int, str]:
        """Return the row and the column's name as a person sees them."""
        return record + 2, self.places[field].header

    def given(self, record: int) -> list[str]:
        return [cell for cell in self.rows[1 + record] if cell]


class Xml:
    """An XML file's example, of whose declaration nothing is kept."""

    def __init__(self, layout: Format) -> None:
        self.layout = layout
        # Which year's namespace it is makes no difference to how it is read.
        self.root = ET.fromstring(re.sub(rb' xmlns="[^"]*"', b"", example_of(layout).read_bytes()))
        self.elements = Elements(layout)

    def _records(self) -> list[ET.Element]:
        return [element for element in self.root.iter() if element.tag in self.layout.records]

    def _leaves(self, record: int) -> dict[str, tuple[str, ET.Element]]:
        """Return the first element of each field, with its path."""
        found: dict[str, tuple[str, ET.Element]] = {}

        def walk(element: ET.Element, path: tuple[str, ...]) -> None:
            for child in element:
                here = (*path, child.tag)
                _, column = self.elements.settle("/".join(here))
                if not len(child) and column is not None:
                    found.setdefault(column.field, ("/".join(here), child))
                walk(child, here)

        walk(self._records()[record], ())
        return found

    def fields(self) -> set[str]:
        return set(self._leaves(0))

    def put(self, record: int, field: str, value: str) -> None:
        self._leaves(record)[field][1].text = value

    def add_copy(self, record: int) -> int:
        original = self._records()[record]
        [parent] = [element for element in self.root.iter() if original in list(element)]
        parent.append(deepcopy(original))
        return len(self._records()) - 1

    def content(self) -> bytes:
        return ET.tostring(self.root, encoding="utf-8", xml_declaration=True)

    def where(self, record: int, field: str) -> tuple[int, str]:
        """Return the line on which the record starts, and the element's path within it."""
        lines = self.content().decode().splitlines()
        starts = [
            number
            for number, line in enumerate(lines, start=1)
            for _ in re.findall(rf"<(?:{'|'.join(self.layout.records)})>", line)
        ]
        return starts[record], self._leaves(record)[field][0]

    def given(self, record: int) -> list[str]:
        return [element.text for element in self._records()[record].iter() if element.text and element.text.strip()]


def example(format_name: str) -> Table | Xml:
    """Return a format's example, to be spoilt."""
    layout = format_named(format_name)
    return Xml(layout) if layout.medium == "xml" else Table(layout)


@lru_cache
def having(*fields: str) -> tuple[str, ...]:
    """Return the formats of people whose examples give all of these fields."""
    return tuple(name for name in PEOPLE if set(fields) <= example(name).fields())


MAKERS = ("school_roll", "school_census", "ctf", "caseload_people", "nccis_xml")
"""The lists from which somebody new may be made; for the others whoever is on them must be known already."""


def acquaintances(format_name: str) -> bytes:
    """Return a roll of the people of a format's example, for lists that make nobody."""
    _, rows = read(example_of(format_named(format_name)), format_name)
    roll = [["UPN", "ULN", "Surname", "Forename", "DOB", "Postcode"]]
    for row in records(rows):
        values = row.values
        born = values.get("birth_date") or values.get("birth_month")
        assert isinstance(born, date)
        roll.append(
            [
                str(values.get("upn", "")),
                str(values.get("uln", "")),
                str(values["legal_family_name"]),
                str(values["legal_given_name"]),
                born.isoformat(),
                str(values.get("postcode", "")),
            ]
        )
    return as_bytes(roll)


def nothing_is_lost(batch: Batch) -> bool:
    """Return whether every row kept is counted once: read is the sum of its five parts, and the rest were skipped."""
    summed = sum_of(batch)
    parts = summed.created + summed.updated + summed.unchanged + summed.rejected + summed.held
    return summed.read == parts and summed.read + summed.skipped == batch.rows.count()


def given_back(batch: Batch) -> str:
    """Return the download of rows to put right."""
    out = io.StringIO()
    write_rejected(batch, out)
    return out.getvalue()


def line_saying(words: str, *parts: object) -> str:
    """Return the one line of an answer that holds all of these."""
    lines = [line for line in words.splitlines() if all(str(part) in line for part in parts)]
    assert len(lines) == 1, (parts, words)
    return lines[0].strip()


def row_of(batch: Batch, line: int) -> Row:
    return batch.rows.get(line=line)
