"""Options and applications in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from towpath.rules.applications import STAGE_WORDS, Stage, six_weeks_after
from towpath.rules.openings import Fit, Met, Verdict
from towpath.web.applications.forms import OURS, SAID_BY
from towpath.web.charter.presenters import placement_tag, waiting_words
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
SUBMISSIONS = {
    "": ("Put forward", "blue", ""),
    "offered": ("Offered a place", "blue", "Plan the first day"),
    "not_offered": ("Not offered a place", "red", "Nothing: it has ended"),
    "stopped": ("Stopped", "grey", "Nothing: it has ended"),
}
"""What became of somebody put forward to an employer: the words, their colour, and what comes next."""
PROPOSES = {
    Stage.STARTED: "Their start",
    Stage.SIX_WEEKS: "That they are still there",
    Stage.LEFT: "That they have left",
}


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


@dataclass(frozen=True, slots=True)
class Way:
    """One way on that a young person has taken, through the directory or the Charter, as a row of the list."""

    since: date
    cells: Sequence[Cell]


def ways_of(
    applications: Iterable[Any], submissions: Iterable[Any], placements: Sequence[Any], *, person_id: str
) -> list[Way]:
    """
    Return applications, and what went through the Charter, as one list with the latest news first.

    A placement that came of a submission is shown as how far that one got.
    """
    placed = {each.submission_id: each for each in placements if each.submission_id}
    ways = [_application_way(each, person_id) for each in applications]
    ways += [_submission_way(each, placed.get(each.pk)) for each in submissions]
    ways += [_placement_way(each, each.title) for each in placements if not each.submission_id]
    return sorted(ways, key=lambda way: way.since, reverse=True)


def ways_table(ways: Iterable[Way]) -> Table:
    """Return ways as a table in the order given."""
    return Table("Applications, the latest first", COLUMNS, [[*way.cells] for way in ways], cards=True)


def _application_way(application: Any, person_id: str) -> Way:
    address = reverse("applications_step", args=[person_id, application.pk])
    since = list(application.steps.all())[-1].happened_date
    cells: list[Cell] = [
        Link(application.opening.title, address),
        where_of(application.opening),
        stage_tag(application),
        since,
        next_words(application, since),
    ]
    return Way(since, cells)


def _submission_way(submission: Any, placement: Any) -> Way:
    title = submission.opportunity.title
    if placement is not None:
        return _placement_way(placement, title)
    since = submission.outcome_date or submission.interview_date or submission.sent_date
    where = f"{submission.opportunity.establishment.name}, through the Charter"
    stage, tone, following = SUBMISSIONS[submission.outcome]
    if not submission.outcome:
        stage = "Interviewed" if submission.interview_held else stage
        following = f"Hear back: {waiting_words(submission).lower()}"
    link = Link(title, reverse("charter_submission", args=[submission.pk]))
    return Way(since, [link, where, Tag(stage, tone), since, following])  # type: ignore[arg-type]


def _placement_way(placement: Any, title: str) -> Way:
    since = placement.ended_date or placement.permanent_date or placement.started_date or placement.planned_date
    where = f"{placement.establishment.name}, through the Charter"
    following = "Nothing: it has ended" if placement.ended_date else ""
    if not following:
        following = "See how it goes" if placement.started_date else "Start"
    link = Link(title, reverse("charter_placement", args=[placement.pk]))
    return Way(since, [link, where, placement_tag(placement), since, following])


def proposals_table(applications: Iterable[Any], people: Mapping[int, Any]) -> Table:
    """Return the statuses that steps propose as rows in the order given."""
    columns = (
        Column("Young person", heading=True),
        Column("What happened"),
        Column("Where"),
        Column("On", whole=True),
        Column("Waiting since", whole=True),
    )
    rows: list[list[Cell]] = []
    for each in applications:
        record = people.get(each.person_id)
        name = (record.shown_name if record else "") or "Name not recorded"
        public_id = record.public_id if record else each.person.public_id
        rows.append(
            [
                Link(name, reverse("applications_step", args=[public_id, each.pk]), "decide"),
                STAGE_WORDS[Stage(each.stage)],
                f"{each.opening.title}, {where_of(each.opening)}",
                list(each.steps.all())[-1].happened_date,
                short_date(each.proposal.received_at),
            ]
        )
    return Table("Proposed statuses, the longest waiting first", columns, rows, cards=True)


def next_words(application: Any, since: date) -> str:
    """Return what is waited for."""
    stage = Stage(application.stage)
    if application.ended_date is not None:
        return "Nothing: it has ended"
    if application.opening.withdrawn_at is not None:
        return "Ask the provider: it is no longer in the directory"
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
    """Return what became of the status that the latest step proposed."""
    if application.proposal is None:
        return ""
    what = PROPOSES.get(Stage(application.stage), "Their start")
    return {
        "open": f"{what} is proposed as their status. A tracking officer or data lead must agree before it counts.",
        "taken": f"{what} was agreed as their status.",
        "refused": f"{what} was not taken as their status.",
    }[application.proposal.state]
