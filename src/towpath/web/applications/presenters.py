"""Options and applications in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.rules.applications import STAGE_WORDS, Stage, six_weeks_after
from towpath.rules.openings import Fit, Met, Verdict
from towpath.web.applications.forms import OURS, SAID_BY
from towpath.web.directory.presenters import checked_tag
from towpath.web.parts import Cell, Column, Event, Link, Table, Tag
from towpath.web.words import short_date

VERDICTS = {
    Verdict.CAN: Tag("Could take them", "green"),
    Verdict.ASK_FIRST: Tag("Ask first", "yellow"),
    Verdict.NEAR_MISS: Tag("One thing missing", "orange"),
    Verdict.CANNOT: Tag("Does not fit", "grey"),
}
ENDED = {Stage.REFUSED: "red", Stage.TURNED_DOWN: "grey", Stage.LEFT: "red", Stage.SIX_WEEKS: "green"}
COLUMNS = (
    Column("What", heading=True),
    Column("Where"),
    Column("How far"),
    Column("Since", whole=True),
    Column("Next"),
)
WHO = dict((OURS, *SAID_BY))


@dataclass(frozen=True, slots=True)
class Option:
    """One opening as it fits one young person."""

    title: str
    where: str
    href: str
    verdict: Tag
    missing: str
    asks: Sequence[str]
    met: Sequence[str]
    checked: Tag
    is_listed: bool


def options_of(
    fits: Iterable[tuple[Any, Fit]],
    listed: frozenset[int],
    *,
    person_id: str,
    query: str,
    on: date,
    stale_days: int,
) -> list[Option]:
    """Return openings as they fit and are shown, in the order given."""
    return [
        Option(
            title=opening.title,
            where=where_of(opening),
            href=f"{reverse('applications_shortlist', args=[person_id, opening.pk])}?{query}",
            verdict=VERDICTS[fit.verdict],
            missing=fit.missing,
            asks=fit.to_ask,
            met=met_by(fit),
            checked=checked_tag(opening, on, stale_days),
            is_listed=opening.pk in listed,
        )
        for opening, fit in fits
    ]


def met_by(fit: Fit) -> list[str]:
    """Return the conditions that are met, in words."""
    return [reason.words for reason in fit.reasons if reason.met is Met.YES]


def where_of(opening: Any) -> str:
    """Return whose it is and where."""
    name = opening.establishment.name
    return f"{name}, {opening.place}" if opening.place and opening.place != name else name


def stage_tag(application: Any) -> Tag:
    """Return where an application has got to."""
    stage = Stage(application.stage)
    return Tag(STAGE_WORDS[stage], ENDED.get(stage, "blue"))  # type: ignore[arg-type]


def applications_table(applications: Iterable[Any], person_id: str) -> Table:
    """Return applications as rows in the order given."""
    rows: list[list[Cell]] = []
    for each in applications:
        address = reverse("applications_step", args=[person_id, each.pk])
        latest = list(each.steps.all())[-1]
        rows.append(
            [
                Link(each.opening.title, address),
                where_of(each.opening),
                stage_tag(each),
                latest.happened_date,
                next_words(each, latest.happened_date),
            ]
        )
    return Table("Applications, the latest first", COLUMNS, rows, cards=True)


def next_words(application: Any, since: date) -> str:
    """Return what is waited for."""
    stage = Stage(application.stage)
    if application.ended_date is not None:
        return "Nothing: it has ended"
    if stage is Stage.STARTED:
        return f"Six weeks are up on {short_date(six_weeks_after(since))}"
    return {
        Stage.SHORTLISTED: "Apply",
        Stage.APPLIED: "Hear back",
        Stage.OFFERED: "Say yes or no",
        Stage.ACCEPTED: "Start",
    }[stage]


def steps_of(application: Any, names: Mapping[str, str]) -> list[Event]:
    """Return the steps of an application, the latest first."""
    events = []
    for each in reversed(list(application.steps.all())):
        said = f"Who said so: {WHO[each.said_by].lower() if each.said_by == 'ours' else WHO[each.said_by]}."
        text = f"{said} {each.words}" if each.words else said
        events.append(Event(STAGE_WORDS[Stage(each.stage)], each.happened_date, names.get(each.recorded_by, ""), text))
    return events


def proposal_words(application: Any) -> str:
    """Return what became of the status that a start proposed."""
    if application.proposal is None:
        return ""
    return {
        "open": "Their start is proposed as their status. A tracking officer or data lead must agree before it counts.",
        "taken": "Their start was agreed as their status.",
        "refused": "Their start was not taken as their status.",
    }[application.proposal.state]
