"""The shapes every import format is written in, and the rows that reading one yields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from towpath.rules.problems import Problem

Cell = object
"""What one cell holds: text from CSV and XML; from a workbook, also a number, a truth value, a date or a time."""

Outcome = Literal["ready", "held", "rejected", "skipped"]
"""
What reading alone says of a row. `ready`: may be matched and applied. `held`: a person must look first.
`rejected`: cannot be used as it stands. `skipped`: not a record at all (title, blank, repeated header, total).
"""

Kind = Literal[
    "people",
    "indicators",
    "destinations",
    "starters",
    "leavers",
    "activities",
    "establishments",
    "openings",
    "mixed",
    "contacts",
]
"""What the rows of a list are about; of a `mixed` one each row says for itself."""

ABOUT_NOBODY = ("establishments", "openings")
"""Kinds of list that name no young person."""

DateOrder = Literal["day", "month", "unclear"]
"""How a column writes its dates in numbers. `unclear`: some only make sense one way and some only the other."""

Effect = Literal["fine", "noted", "warned", "doubtful", "unusable"]
"""
What a converter's trouble means. `noted`: repaired, the value stands, and we say how. `warned`: the value stands but
someone should look. `doubtful`: the value stands and the row is held. `unusable`: no value; the column says what then.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a converter made of one cell: a value, and where need be the code and words of its trouble."""

    value: object = None
    effect: Effect = "fine"
    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """
    What is known about a file besides the file itself.

    `on` is the day it is read as seen on: nothing in reading looks at a clock. `codes` holds, for each published list,
    the codes in force; a list left out is not checked. `provider_type` is the sender's type where the sender is known.
    `date_order` is that of the column being read.
    """

    on: date
    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    provider_type: str = ""
    epoch_1904: bool = False
    date_order: DateOrder = "day"


Converter = Callable[[Cell, Arrival], Answer]


@dataclass(frozen=True, slots=True)
class Column:
    """
    One canonical field and how a file may give it.

    `synonyms` are headers (or element names) in order of preference, compared without case, spaces or punctuation.
    A `compulsory` field must have a column in the file and a value in each row, save in a row that gives the field
    named in `unless`. A column may `provide` other fields
    that a row rule makes from it, as a full name gives both names. One that `repeats` gathers its elements, joined with
    commas; of any other, the first speaks. `when_wrong` says what an unusable value does to its
    row: `reject` it, `hold` it, or `leave_out` the value and say so.
    """

    field: str
    synonyms: tuple[str, ...]
    read: Converter
    compulsory: bool = False
    unless: str = ""
    provides: tuple[str, ...] = ()
    repeats: bool = False
    when_wrong: Literal["", "reject", "hold", "leave_out"] = ""

    @property
    def consequence(self) -> str:
        return self.when_wrong or ("reject" if self.compulsory else "leave_out")

    @property
    def holds_dates(self) -> bool:
        """Return whether this is a day: a reference such as 01-23-45 only looks like one."""
        return self.field.endswith("_date") or self.field == "birth_month"


@dataclass(frozen=True, slots=True)
class Derived:
    """
    What a rule over a whole row adds: values to set, of which None takes one out, and troubles as (column or field,
    answer).
    """

    values: Mapping[str, object] = field(default_factory=dict)
    troubles: tuple[tuple[str, Answer], ...] = ()


RowRule = Callable[[Mapping[str, object], Arrival], Derived]


Pairs = tuple[tuple[str, str], ...]
"""A record's elements in order, each as its path and its text."""

Gather = Callable[[Pairs], tuple[Pairs, Pairs]]
"""What makes of a record's elements those that are read and those that are kept as given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """
    One layout that may arrive.

    `keys` are the ways a row may identify a person or place: at least one set must be wholly filled. `ignored` are
    columns we know and do not use, by name; a list that `ignores_results` has exams by the hundred, and knows them by
    words of their headings. One that `names_who_is_there` lists people as being with its sender, of a mixed one the
    rows that say so; no other says where anybody is. `rules` run in order over each row's values once its cells are
    read.
    For XML, `records` are the elements that make a row, `carried` those above them whose contents belong to every row,
    and `closed` those inside which a bare element name means something else, so only `Parent/Name` synonyms count.
    Elements that stand in a record several times, each with elements of its own, are `nested`: their paths are
    numbered, as `LearningDelivery[2]/LearnStartDate`. `gather` says what they come to, before anything is read.
    """

    name: str
    title: str
    kind: Kind
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...]
    ignored: tuple[str, ...] = ()
    ignores_results: bool = False
    names_who_is_there: bool = False
    rules: tuple[RowRule, ...] = ()
    date_style: str = "Day first (31/12/2025), year first (2025-12-31), or an Excel date."
    medium: Literal["table", "xml"] = "table"
    records: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    nested: tuple[str, ...] = ()
    gather: Gather | None = None
    notes: str = ""

    def column(self, name: str) -> Column:
        """Return the column that fills a canonical field."""
        return next(column for column in self.columns if column.field == name)


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """
    One row as it arrived and as it was understood.

    `row` is the row number a person sees in their spreadsheet, or the line of the record's element in XML.
    `as_given` keeps every cell that may be kept, under its header as typed. `values` holds the canonical fields that
    could be read; an absent field means not given or not readable, never "no".
    """

    sheet: str
    row: int
    as_given: tuple[tuple[str, str], ...]
    values: Mapping[str, object]
    problems: tuple[Problem, ...]
    outcome_hint: Outcome
