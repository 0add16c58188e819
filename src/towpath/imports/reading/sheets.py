"""A file as sheets of rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from towpath.imports.reading.layout import Cell
from towpath.rules.problems import Problem

Source = bytes | Path
Rows = Iterator[tuple[int, Sequence[Cell]]]
"""Rows with the number that a person sees beside each."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows()` reads it from the top, each time it is called, and may raise FileRefused on the way."""

    name: str
    rows: Callable[[], Rows]
    visible: bool = True
    hidden_rows: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file's sheets, and what had to be decided to read them. `how` says what the file turned out to be."""

    name: str
    how: str
    sheets: tuple[Sheet, ...]
    epoch_1904: bool = False
    notes: tuple[Problem, ...] = ()


def size_of(source: Source) -> int:
    """Return the size in bytes."""
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def opened(source: Source) -> BinaryIO:
    """Return the source opened for reading from its start."""
    return BytesIO(source) if isinstance(source, bytes) else source.open("rb")
