"""Impact reports on a page: tables whose numbers lead to their rows, and lists of stories and copies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from towpath.access import Viewer
from towpath.insight.reports.impact.measures import MEASURES, ImpactMeasure
from towpath.insight.reports.impact.queries import OpenedRow, may_open
from towpath.insight.reports.impact.showing import ShownImpact, ShownLine, ShownSection, ShownTable
from towpath.rules.impact import Difference
from towpath.web.impact.forms import AGREED_FOR
from towpath.web.parts import Card, Cell, Column, Link, Table, Tag
from towpath.web.people_links import person_link
from towpath.web.words import date_in_words, plural, short_date, time_in_words

ENDINGS = {"page": "Web page", "pdf": "PDF", "figures": "Figures (CSV)"}
NOUGHT = "0"
SHOWN_ROWS = 12
"""How many rows that came or went are named for each number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """One section as the page draws it; `points` stand below its tables."""

    code: str
    title: str
    words: Sequence[str]
    tables: Sequence[Table]
    points: Sequence[str]


def reports_table(reports: Iterable[Any]) -> Table:
    rows = [
        (
            Link(each.title, reverse("impact_report", args=[each.pk])),
            f"{short_date(each.from_date)} to {short_date(each.to_date)}",
            Tag(f"Locked {short_date(each.locked_at)}", "blue") if each.locked_at else Tag("Draft", "grey"),
            each.made_by_name,
        )
        for each in reports
    ]
    columns = (Column("Report", heading=True), Column("Period"), Column("State"), Column("Prepared by"))
    return Table("Impact reports, the latest period first", columns, rows, cards=True, caption_hidden=True)


def headline_cards(shown: ShownImpact) -> list[Card]:
    return [Card(heading=line.measure.label, figure=line.value) for line in shown.headline]


def page_sections(shown: ShownImpact, report: Any, viewer: Viewer) -> list[PageSection]:
    return [_section(section, report, viewer) for section in shown.sections]


def _section(section: ShownSection, report: Any, viewer: Viewer) -> PageSection:
    tables = [lines_table(section.title, section.lines, report, viewer)] if section.lines else []
    if section.table:
        tables.append(plain_table(section.table))
    return PageSection(
        code=section.code, title=section.title, words=section.words, tables=tables, points=section.points
    )


def lines_table(caption: str, lines: Sequence[ShownLine], report: Any, viewer: Viewer) -> Table:
    """Return numbers with what each means, each leading to its rows for whoever may see them."""
    columns = (Column("What was counted", heading=True), Column("Number", numeric=True), Column("What it means"))
    rows = [(line.measure.label, _number(line, report, viewer), line.measure.definition) for line in lines]
    return Table(caption, columns, rows, cards=True, caption_hidden=True)


def _number(line: ShownLine, report: Any, viewer: Viewer) -> Cell:
    if line.value == NOUGHT or not may_open(viewer, line.measure):
        return line.value
    href = reverse("impact_rows", args=[report.pk, line.measure.name])
    return Link(line.value, href, f"{line.measure.label}: show who")


def plain_table(table: ShownTable, *, numeric: bool = True) -> Table:
    columns = [Column(words, heading=not place, numeric=numeric and bool(place)) for place, words in _numbered(table)]
    return Table(table.caption, columns, table.rows, cards=True)


def _numbered(table: ShownTable) -> Iterable[tuple[int, str]]:
    return enumerate(table.headings)


def rows_table(measure: ImpactMeasure, rows: Iterable[OpenedRow]) -> Table:
    columns = [Column("Young person", heading=True), Column("Day", whole=True)]
    has_money = measure.name == "funded"
    if has_money:
        columns.append(Column("Paid", numeric=True))
    cells: list[tuple[Cell, ...]] = []
    for each in rows:
        who = person_link(each.name, each.public_id) if each.public_id else "Somebody you may not see"
        told: tuple[Cell, ...] = (who, short_date(each.on))
        cells.append((*told, f"£{each.pence / 100:,.2f}") if has_money else told)
    return Table(f"{measure.label}: who, in order of day", columns, cells, caption_hidden=True)


def differences_table(differences: Iterable[Difference]) -> Table:
    columns = (
        Column("What was counted", heading=True),
        Column("Rows when locked", numeric=True),
        Column("Rows now", numeric=True),
        Column("Came since"),
        Column("Went since"),
    )
    rows = [(_label(each), each.then, each.now, _named(each.came), _named(each.went)) for each in differences]
    return Table("What is known otherwise now", columns, rows, cards=True, caption_hidden=True)


def _label(difference: Difference) -> str:
    return next(each.label for each in MEASURES if each.kind is difference.kind)


def _named(rows: Sequence[str]) -> str:
    """Return how many rows, with the numbers by which a database administrator finds the first of them."""
    if not rows:
        return "None"
    numbers = ", ".join(row.rpartition(":")[2] for row in rows[:SHOWN_ROWS])
    more = f" and {len(rows) - SHOWN_ROWS} more" if len(rows) > SHOWN_ROWS else ""
    return f"{len(rows)}: row{'' if len(rows) == 1 else 's'} {numbers}{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCard:
    """One story with how it stands, and what may be done about it."""

    title: str
    words: str
    who: Link | str
    state: Tag
    told: str
    actions: Sequence[Link]


def story_card(story: Any, name: str, staff: Mapping[str, str], *, is_locked: bool) -> StoryCard:
    ids = [story.report_id, story.pk]
    about = f": {story.title}"
    actions = []
    if story.withdrawn_at is None:
        if story.checked_at is None and not is_locked:
            actions.append(Link("Check it", reverse("impact_story_check", args=ids), about))
        actions.append(Link("Take it back", reverse("impact_story_withdraw", args=ids), about))
    asked_by = staff.get(story.asked_by, "somebody who has left")
    return StoryCard(
        title=story.title,
        words=story.words,
        who=person_link(name, story.person.public_id),
        state=_story_state(story),
        told=f"{AGREED_FOR[story.agreed_for]}. Agreed on {date_in_words(story.agreed_date)}, asked by {asked_by}.",
        actions=actions,
    )


def _story_state(story: Any) -> Tag:
    if story.withdrawn_at is not None:
        return Tag(f"Taken back {short_date(story.withdrawn_at)}", "orange")
    return Tag("Told", "blue") if story.checked_at is not None else Tag("Not checked, so not told", "yellow")


def releases_table(releases: Iterable[Any]) -> Table:
    columns = (
        Column("For", heading=True),
        Column("What for"),
        Column("Released", whole=True),
        Column("By"),
        *(Column(words) for words in ENDINGS.values()),
    )
    return Table("Copies released", columns, [_release_row(each) for each in releases], cards=True)


def _release_row(gone: Any) -> tuple[Cell, ...]:
    told = (gone.to, gone.purpose, short_date(gone.released_at), gone.released_by_name)
    if any(story.withdrawn_at is not None for story in gone.stories.all()):
        return (*told, Tag("Do not use: a story was taken back", "orange"), "Not given out", "Not given out")
    files: list[Cell] = [
        Link("Take", reverse("impact_released", args=[gone.report_id, gone.pk, name]), f"{words} for {gone.to}")
        if getattr(gone, f"{name}_id")
        else "Not made"
        for name, words in ENDINGS.items()
    ]
    return (*told, *files)


def since_words(differences: Sequence[Difference], locked_at: Any) -> str:
    if not differences:
        return f"Nothing that it counts has changed since {time_in_words(locked_at)}."
    return f"{plural(len(differences), 'number rests', 'numbers rest')} on other rows now. The report stays as it is."
