"""Needs, distance travelled and barriers in words, tables and a picture."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.organisation.lists import Choice, words_of
from towpath.rules.distance_travelled import Direction, Distance, distances
from towpath.rules.routing import Candidate
from towpath.web.needs.drawing import drawn
from towpath.web.parts import Cell, Column, Fact, Figure, Link, Table, Tag
from towpath.web.words import date_in_words, list_in_words, plural, short_date

DIRECTIONS = {
    Direction.UP: Tag("Better", "blue"),
    Direction.SAME: Tag("The same", "grey"),
    Direction.DOWN: Tag("Harder", "orange"),
    Direction.NOT_COMPARED: Tag("Asked once", "grey"),
}


def travelled(looks: Sequence[Any], domains: Mapping[str, Choice]) -> list[tuple[str, Distance]]:
    """Return how each part of life went, with its words; those never asked are left out."""
    scored = [{one.domain: one.score for one in look.scores.all()} for look in looks]
    asked = [code for code in domains if any(code in look for look in scored)]
    return [(domains[one.domain].words, one) for one in distances(scored, asked)]


def distance_figure(looks: Sequence[Any], domains: Mapping[str, Choice]) -> Figure | None:
    """Return the picture with its words and its table; None where nothing was asked yet."""
    parts = travelled(looks, domains)
    if not parts:
        return None
    columns = (
        Column("Part of life", heading=True),
        Column("First", numeric=True),
        Column("Latest", numeric=True),
        Column("Change", numeric=True),
        Column("In a word"),
    )
    rows = [(words, one.first, one.latest, _change_words(one), DIRECTIONS[one.direction]) for words, one in parts]
    days = f"{short_date(looks[0].assessed_date)} to {short_date(looks[-1].assessed_date)}"
    return Figure(
        title="How far they have come",
        image=drawn(parts),
        summary=summary_of(parts),
        table=Table("First and latest score of each part of life, 0 to 10", columns, rows),
        source=f"what they said themselves, {days}. A ring is the first score, a disc the latest.",
    )


def summary_of(parts: Sequence[tuple[str, Distance]]) -> str:
    """Return in a sentence how many parts of life went which way; parts are never added up."""
    compared = [one for _, one in parts if one.direction is not Direction.NOT_COMPARED]
    if not compared:
        return f"{plural(len(parts), 'part')} of life asked about once. Ask again to see how far they have come."
    count = {way: sum(one.direction is way for one in compared) for way in Direction}
    said = [
        f"{count[way]} {words}"
        for way, words in ((Direction.UP, "better"), (Direction.SAME, "the same"), (Direction.DOWN, "harder"))
    ]
    return f"Of {plural(len(compared), 'part')} of life asked about more than once: {list_in_words(said)}."


def _change_words(one: Distance) -> str:
    return "" if one.change is None else f"{one.change:+d}".replace("-", "\N{MINUS SIGN}")


def look_facts(look: Any, domains: Mapping[str, Choice]) -> list[Fact]:
    """Return one look line by line, in the order of the council's list."""
    place = {code: number for number, code in enumerate(domains)}
    scores = sorted(look.scores.all(), key=lambda one: (place.get(one.domain, len(place)), one.domain))
    return [Fact(words_of(domains, one.domain, look.recorded_at), _said(one.score, one.words)) for one in scores]


def _said(score: int, words: str) -> str:
    return f"{score}: “{words}”" if words else str(score)


def look_title(number: int, look: Any, staff: Mapping[str, str]) -> str:
    """Return what a look is, by its place among them, and who wrote it."""
    name = "Baseline" if number == 0 else f"Review {number}"
    by = staff.get(look.recorded_by, "somebody who works here no more")
    return f"{name}, {date_in_words(look.assessed_date)}, by {by}"


def barriers_table(
    barriers: Sequence[Any],
    words: Mapping[str, Choice],
    because: Mapping[str, Choice],
    person_id: str,
    *,
    may_close: bool,
) -> Table:
    """Return what stands or stood in the way, what is open first."""
    columns = (Column("Barrier", heading=True), Column("Since"), Column("Until"), Column("What to know"))
    rows: list[Sequence[Cell]] = []
    for one in barriers:
        name = words_of(words, one.code, one.recorded_at)
        # Whoever wrote the words may have ended them with a full stop.
        said = ". ".join(filter(None, (one.words.removesuffix("."), _closed_words(one, because))))
        until: Cell = one.closed_date
        if one.closed_date is None:
            address = reverse("needs_barrier_close", args=[person_id, one.pk])
            until = Link("Open: close it", address, about=f"({name})") if may_close else "Open"
        rows.append((name, one.opened_date, until, said))
    return Table("What stands in their way", columns, rows, cards=True)


def _closed_words(one: Any, because: Mapping[str, Choice]) -> str:
    if one.closed_date is None:
        return ""
    reason = words_of(because, one.closed_because, one.closed_at)
    return f"{reason}: {one.closed_words}" if one.closed_words else reason


def candidates_table(found: Sequence[Candidate], skills: Mapping[str, Choice]) -> Table:
    """Return who could take a case, whom to ask first at the top, with what speaks for and against each."""
    name, cases = Column("Name", heading=True), Column("Open cases", numeric=True)
    if not any(one.brings or one.lacks for one in found):
        counted = [(one.colleague.name, one.colleague.cases) for one in found]
        return Table("Whom to ask, those with fewest cases first", (name, cases), counted)
    rows = [
        (one.colleague.name, _skill_words(one.brings, skills), _skill_words(one.lacks, skills), one.colleague.cases)
        for one in found
    ]
    columns = (name, Column("Brings"), Column("Does not bring"), cases)
    return Table("Whom to ask, the best fit first", columns, rows, cards=True)


def _skill_words(codes: Sequence[str], skills: Mapping[str, Choice]) -> str:
    return list_in_words([skills[code].words for code in codes if code in skills]) or "Nothing of these"


def wanted_by(barriers: Sequence[Any]) -> list[str]:
    """Return the skills that what stands in the way suggests; whoever asks may tick others."""
    return sorted({SKILL_FOR[one.code] for one in barriers if one.closed_date is None and one.code in SKILL_FOR})


SKILL_FOR = {"learning_support": "send", "health": "mental_health", "childcare": "young_parents"}
"""Barriers that Towpath comes with, and the skill that fits; a council's own suggest nothing."""


def opened_words(opened_date: date) -> str:
    """Return since when a barrier stands."""
    return f"Open since {date_in_words(opened_date)}."
