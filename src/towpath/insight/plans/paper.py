"""A plan to improve on one sheet of A4."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.conf import settings

from towpath.documents.charts import Chart, drawn
from towpath.documents.lines import LinePoint, lines_over_time
from towpath.documents.paper import Paper, PaperPart, PaperPicture, PaperTable, page_of
from towpath.insight.models import ImprovementAction, ImprovementPlan
from towpath.rules.improvement import TargetMonth

MEASURE_WORDS = {"not_known": "Not known", "combined": "NEET or not known", "neet": "NEET"}
STATE_WORDS = {"open": "To do", "done": "Done", "dropped": "Dropped"}
MOST_ACTIONS = 10
"""Actions that one sheet has room for; the page has them all."""
MOST_LETTERS = 90


def plan_chart(plan: ImprovementPlan, months: Sequence[TargetMonth]) -> Chart:
    """Return the chart of where the rate should be and where it was."""
    words = MEASURE_WORDS[plan.measure]
    known = [each for each in months if each.actual is not None]
    points = [LinePoint(each.month_end, "Target", float(each.target)) for each in months]
    points += [
        LinePoint(each.month_end, "Actual", None if each.actual is None else float(each.actual)) for each in months
    ]
    now = (
        f"{words} was {known[-1].actual}% at the end of {known[-1].month_end:%B %Y}, against a target of"
        f" {known[-1].target}%"
        if known
        else f"{words} is to fall from {plan.start_percent}% to {plan.target_percent}%"
    )
    summary = f"Two lines over seven month ends: the target, from {plan.start_percent}% to {plan.target_percent}%, and"
    summary += f" what was. {now}."
    return lines_over_time(
        points, title=now, summary=summary, axis="% of 16 and 17 year olds", date_words="%b", places=1
    )


def plan_page(
    plan: ImprovementPlan, months: Sequence[TargetMonth], actions: Sequence[ImprovementAction], on: date
) -> str:
    """Return a plan as one sheet: the line, and what is to be done with the last word on each."""
    chart = plan_chart(plan, months)
    svg = drawn(chart, Path(settings.VAR) / "charts" / plan.organisation.code)
    shown = sorted(actions, key=lambda each: (each.state != ImprovementAction.State.OPEN, each.due_date, each.pk))
    left = len(shown) - MOST_ACTIONS
    rows = tuple(
        (
            _short(each.words),
            _short(each.owner, 40),
            f"{each.due_date:%-d %b %Y}{' (late)' if is_late(each, on) else ''}",
            STATE_WORDS[each.state],
            _short(last_word(each)) or "Nothing yet",
        )
        for each in shown[:MOST_ACTIONS]
    )
    figures = tuple(
        (f"{each.month_end:%b %Y}", f"{each.target}%", "not yet" if each.actual is None else f"{each.actual}%")
        for each in months
    )
    paper = Paper(
        title=plan.title,
        subtitle=f"{plan.organisation.name}: six-month improvement plan, {MEASURE_WORDS[plan.measure].lower()}",
        author=plan.organisation.name,
        marking="Figures have small numbers hidden. No young person is named.",
        told=(f"As of {on:%-d %B %Y}. {chart.title}.",),
        is_one_sheet=True,
        parts=(
            PaperPart(
                title="Target and actual",
                pictures=(PaperPicture(svg=svg, words=chart.summary),),
                tables=(PaperTable(caption="Month by month", headings=("Month", "Target", "Actual"), rows=figures),),
            ),
            PaperPart(
                title="What is to be done",
                tables=(
                    PaperTable(
                        caption="Actions",
                        headings=("What", "Who", "By", "How it stands", "Last word"),
                        rows=rows,
                        numeric=False,
                    ),
                )
                if rows
                else (),
                words=(f"And {left} more, on the page.",) if left > 0 else (),
            ),
        ),
    )
    return page_of(paper)


def is_late(action: ImprovementAction, on: date) -> bool:
    """Return whether an action is still to do and its day has passed."""
    return action.state == ImprovementAction.State.OPEN and action.due_date < on


def last_word(action: ImprovementAction) -> str:
    """Return what was last written of an action whose notes were fetched with it."""
    notes = sorted(action.notes.all(), key=lambda each: (each.noted_at, each.pk))
    return notes[-1].words if notes else ""


def _short(text: str, most: int = MOST_LETTERS) -> str:
    told = " ".join(text.split())
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"
