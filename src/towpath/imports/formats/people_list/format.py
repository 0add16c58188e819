"""
A list of people from anybody, in any columns: each row says that somebody started, left, is still there, applied,
claims a benefit or is not there any more. What its columns are, and what all its rows say, is said once on the page.
"""

from collections.abc import Iterator
from dataclasses import replace

from towpath.imports.formats import columns as c
from towpath.imports.formats.college_leavers.format import FORMAT as LEAVERS
from towpath.imports.formats.college_starters.format import FORMAT as STARTERS
from towpath.imports.formats.intended_destinations.format import FORMAT as DESTINATIONS
from towpath.imports.formats.people_list.said import what_the_row_says
from towpath.imports.formats.people_list.words import SAYS, WHOSE_WORD
from towpath.imports.reading import values as v
from towpath.imports.reading.cells import fold
from towpath.imports.reading.layout import Column, Format
from towpath.imports.reading.row_rules import NAMES, dates_in_order

OWN = (
    Column(
        "says",
        ("What the row says", "Says", "What happened", "Status", "Learner Status", "Enrolment Status"),
        v.translated(SAYS),
        compulsory=True,
        when_wrong="hold",
    ),
    Column("source_kind", ("Whose word", "Source Kind"), v.translated(WHOSE_WORD)),
    Column("words", ("Words", "Remarks"), v.text),
    c.year_group,
)
OF_AN_APPLICATION = (
    "intended_destination_code",
    "guarantee_status_code",
    "applied_date",
    "offer_date",
    "offer_accepted",
)


def _together() -> Iterator[Column]:
    """Yield each field of the lists it may stand for, once, by headings that no earlier one has."""
    applied = (column for column in DESTINATIONS.columns if column.field in OF_AN_APPLICATION)
    fields: set[str] = set()
    headings: set[str] = set()
    for column in (*OWN, *STARTERS.columns, *LEAVERS.columns, *applied):
        if column.field not in fields:
            own = tuple(name for name in column.synonyms if fold(name) not in headings) or (column.field,)
            fields.add(column.field)
            headings.update(map(fold, own))
            yield replace(column, synonyms=own, compulsory=column.field == "says")


COLUMNS = tuple(_together())
READ = {fold(name) for column in COLUMNS for name in column.synonyms}

FORMAT = Format(
    name="people_list",
    title="List of people, in any layout",
    kind="mixed",
    names_who_is_there=True,
    columns=COLUMNS,
    keys=c.NATIONAL_KEYS,
    ignored=tuple(name for name in c.MIS_IGNORED if fold(name) not in READ),
    rules=(*NAMES, what_the_row_says, dates_in_order),
    notes="Say once what its columns are and what its rows say; later lists with the same headings are read so.",
)
