"""A plan in words: its steps, its versions, the move, and what was agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from towpath.access import VISIT
from towpath.organisation.lists import Choices, words_of
from towpath.web.parts import Column, Fact, Table, Tag
from towpath.web.plans.words import ANSWERS, APPLICATION, CHECKS, MAY_PASS_ON, WHOSE
from towpath.web.words import date_in_words, short_date


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: what, whose, by when, and how it stands. `is_open` says that it may still be ticked off."""

    id: int
    words: str
    whose: str
    due_date: date
    state: Tag
    is_open: bool


def step_lines(plan: Any, on: date, whose: Mapping[str, str] = WHOSE) -> list[StepLine]:
    """Return the steps of one version in their order; none where there is no plan."""
    if plan is None:
        return []
    return [_line(step, on, whose) for step in sorted(plan.steps.all(), key=lambda step: step.position)]


def _line(step: Any, on: date, whose: Mapping[str, str]) -> StepLine:
    state = step.task.state if step.task else "done" if step.done_at else "open"
    if state == "done":
        shown = Tag("Done", "green")
    elif state == "dropped":
        shown = Tag("Not needed any more", "grey")
    elif step.due_date < on:
        shown = Tag("Late", "red")
    else:
        shown = Tag("To do", "blue")
    return StepLine(step.pk, step.words, whose[step.whose], step.due_date, shown, state == "open")


def steps_table(plan: Any, on: date) -> Table:
    """Return the steps of one version as a table, for a version that is only read."""
    columns = (Column("Step", heading=True), Column("Who"), Column("By"), Column("How it stands"))
    rows = [(line.words, line.whose, line.due_date, line.state) for line in step_lines(plan, on)]
    return Table(f"Steps of version {plan.number}", columns, rows, cards=True)


def written_words(version: Any, staff: Mapping[str, str]) -> str:
    """Return which version it is, and who wrote it when."""
    by = staff.get(version.recorded_by, "somebody who works here no more")
    return f"Version {version.number}, written by {by} on {date_in_words(version.recorded_at)}"


def move_facts(move: Any) -> list[Fact]:
    """Return a transition plan line by line; what nobody asked says so."""
    if move is None:
        return []
    facts = [
        Fact("Would like", move.preferred),
        Fact("If not that", move.back_up),
        Fact("Application", APPLICATION[move.application]),
        Fact("Offer", move.offer),
        Fact("Getting there", move.travel),
        Fact("Money", move.money),
        Fact("Who helps", move.who_helps),
        Fact("What helps", move.what_helps),
        Fact("May we tell the new place?", MAY_PASS_ON[move.may_pass_on]),
    ]
    days = {check.kind: check for check in move.checks.all()}
    return facts + [Fact(words, _check_words(days.get(kind))) for kind, words in CHECKS.items()]


def _check_words(check: Any) -> str:
    if check is None:
        return "No day set"
    settled = {"done": " (done)", "dropped": " (not needed any more)"}.get(check.task.state, "")
    return f"{short_date(check.task.due_date)}{settled}"


def agreement_words(agreement: Any, staff: Mapping[str, str], channels: Choices) -> str:
    """Return in one sentence what they answered last; that nobody asked is said too."""
    if agreement is None:
        return "Nobody has recorded asking them."
    how = words_of(channels, agreement.channel, agreement.recorded_at).lower()
    by = staff.get(agreement.recorded_by, "somebody who works here no more")
    if agreement.recorded_by.startswith(VISIT):
        how, by = "let in by a code", "us on their own pages"
    said = f" They said: “{agreement.words}”" if agreement.words else ""
    return f"{ANSWERS[agreement.answer]}. Told {by} on {date_in_words(agreement.answered_date)} ({how}).{said}"


def handed_on(plan: Any, move: Any, agreement: Any, barriers: Iterable[str], on: date) -> list[Fact]:
    """Return what whoever takes a case finds beside the handover note."""
    to_do = [line for line in step_lines(plan, on) if line.is_open]
    facts = [
        Fact("Agreed to work with us", ANSWERS[agreement.answer] if agreement else "Nobody has recorded asking them"),
        Fact("Wants", plan.goal if plan else "No plan yet"),
    ]
    if plan:
        facts.append(
            Fact(
                "Steps to do",
                "; ".join(f"{one.words} ({one.whose}, {short_date(one.due_date)})" for one in to_do) or "None",
            )
        )
        facts.append(Fact("Plan is reviewed", plan.review_date))
    if move:
        facts.append(Fact("Next move", f"{move.preferred} ({APPLICATION[move.application].lower()})"))
    return [*facts, Fact("In the way", "; ".join(barriers) or "Nothing recorded")]
