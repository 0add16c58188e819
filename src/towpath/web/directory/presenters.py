"""An entry of the directory in words; what is not known is said not to be."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.rules.openings import is_stale, level_words
from towpath.web.directory.forms import KINDS, STUDY_MODES
from towpath.web.parts import Cell, Column, Fact, Link, Table, Tag
from towpath.web.words import short_date

NOT_KNOWN = "Not known"
COLUMNS = (
    Column("Title", heading=True),
    Column("Provider"),
    Column("What it is"),
    Column("Level"),
    Column("Takes people"),
    Column("Checked"),
)
YES_NO = {True: "Yes", False: "No", None: NOT_KNOWN}
LEFT_OUT = ("Other support", "Helps people back into learning", "Web page", "Subject", "Last day")
"""What is left out where nothing is known of it; of all else the page says that it is not known."""


def start_words(opening: Any) -> str:
    """Return when it takes people."""
    when = short_date(opening.start_date) if opening.start_date else ""
    if opening.start_rule == "roll_on":
        return "At any time"
    if opening.start_rule == "september":
        return "In September only"
    return f"On {when}" if opening.start_rule == "fixed_date" else NOT_KNOWN


def checked_tag(opening: Any, on: date, stale_days: int) -> Tag:
    """Return when somebody last checked it, marked where that is too long ago."""
    day = short_date(opening.checked_date)
    if is_stale(opening.checked_date, on, stale_days):
        return Tag(f"Stale: {day}", "orange")
    return Tag(f"Checked {day}", "green")


def level_cell(opening: Any) -> str:
    words = NOT_KNOWN if opening.level is None else level_words(opening.level)
    return words[:1].upper() + words[1:]


def directory_table(openings: Iterable[Any], on: date, stale_days: int) -> Table:
    """Return entries as rows in the order given."""
    rows: list[list[Cell]] = [
        [
            Link(each.title, reverse("directory_opening", args=[each.pk])),
            each.establishment.name,
            dict(KINDS)[each.kind],
            level_cell(each),
            start_words(each),
            checked_tag(each, on, stale_days),
        ]
        for each in openings
    ]
    return Table("What can be joined", COLUMNS, rows, cards=True, caption_hidden=True)


def opening_facts(opening: Any, on: date, stale_days: int) -> list[Fact]:
    """Return all that is known of one entry."""
    facts: list[tuple[str, Cell]] = [
        ("Provider", opening.establishment.name),
        ("What it is", dict(KINDS)[opening.kind]),
        ("Level", level_cell(opening)),
        ("Subject", opening.sector),
        ("Takes people", start_words(opening)),
        ("Last day", opening.end_date),
        ("Apply by", opening.apply_by_date),
        ("Where", ", ".join(filter(None, (opening.place, opening.postcode or opening.establishment.postcode)))),
        (
            "How",
            ", ".join(filter(None, (dict(STUDY_MODES).get(opening.study_mode), opening.delivery, opening.attendance))),
        ),
        ("For how long", opening.duration),
        ("Hours a week", opening.hours_a_week if opening.hours_a_week is not None else NOT_KNOWN),
        ("Ages", _ages(opening)),
        (
            "Asks for",
            opening.entry_words or (level_words(opening.entry_level) if opening.entry_level is not None else NOT_KNOWN),
        ),
        ("Asks for English and maths at grade 4", YES_NO[opening.asks_english_and_maths]),
        ("Teaches English and maths", YES_NO[opening.teaches_english_and_maths]),
        ("Extra support to learn", YES_NO[opening.has_send_support]),
        ("Small groups", YES_NO[opening.is_small_group]),
        ("Other support", opening.support_words),
        ("Helps people back into learning", "Yes" if opening.is_reengagement else ""),
        ("Places", _places(opening)),
        ("Cost", _cost(opening)),
        ("Web page", _web_page(opening.url)),
        ("Last checked", checked_tag(opening, on, stale_days)),
    ]
    if opening.withdrawn_at is not None:
        facts.insert(0, ("In the directory", Tag("No longer offered", "red")))
    return [Fact(key, value or NOT_KNOWN) for key, value in facts if value or key not in LEFT_OUT]


def _web_page(url: str) -> Cell:
    # Lists hold whatever was typed: what is no whole address is shown and not followed.
    return Link(url, url) if url.startswith(("https://", "http://")) else url


def _ages(opening: Any) -> str:
    least, most = opening.least_age, opening.most_age
    if least is None:
        return NOT_KNOWN if most is None else f"Up to {most}"
    return f"From {least}" if most is None else f"{least} to {most}"


def _places(opening: Any) -> str:
    if opening.places is None:
        return NOT_KNOWN
    return f"{opening.places}, as at {short_date(opening.places_as_at_date)}"


def _cost(opening: Any) -> str:
    if opening.cost is None:
        return opening.cost_words or NOT_KNOWN
    pounds = f"£{opening.cost:,.2f}" if opening.cost else "Free"
    return f"{pounds}. {opening.cost_words}" if opening.cost_words else pounds
