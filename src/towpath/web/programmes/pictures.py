"""The figures of a run as they are shown to one viewer, and the pictures drawn from exactly those."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from towpath.documents.charts import Chart
from towpath.documents.steps import PairPoint, StepPoint, before_and_after_chart, funnel_chart
from towpath.programmes.queries import ReleasedFigures, RunFigures
from towpath.rules.disclosure import Figure
from towpath.rules.programmes.confidence import LEAST, MOST
from towpath.rules.programmes.funnel import percent
from towpath.web.parts import Column, Fact, Table
from towpath.web.programmes.words import JOINED_AS_MANY, OUTCOMES

OWN = "this council’s own registers and records of the run."
RELEASED = "this council’s own registers and records of the run, small numbers hidden."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one viewer is shown of a run; everything is in words already but what a picture measures."""

    rates: tuple[Fact, ...]
    people: tuple[Fact, ...]
    steps: tuple[StepPoint, ...]
    left: Table
    pairs: tuple[PairPoint, ...]
    funnel_title: str
    source: str
    is_hidden: bool


def shown_figures(run: Any, figures: RunFigures) -> Shown:
    """Return a run's figures with nothing hidden."""
    funnel = figures.funnel
    steps = [
        StepPoint(
            name=step.name,
            count=Decimal(step.count),
            text=str(step.count),
            percent_text="" if number == 0 else _percent(percent(step.count, funnel.started)),
        )
        for number, step in enumerate(funnel.steps)
    ]
    if funnel.apart:
        words = " and ".join(f"{OUTCOMES[kind].lower()}" for kind, _ in figures.apart)
        steps.append(
            StepPoint(
                name=f"Apart: {words} elsewhere", count=Decimal(funnel.apart), text=f"{funnel.apart} apart",
                percent_text="", is_apart=True,
            )
        )  # fmt: skip
    goal = run.programme.progressed_words
    rates = (
        Fact("Completed, of those who started", _of(funnel.completed, funnel.started)),
        Fact(f"{goal}, of those who completed", _of(funnel.went_on_of_completed, funnel.completed)),
        Fact(f"{goal}, of those who started", _of(funnel.progressed, funnel.started)),
        Fact("Went on to something else, counted apart", str(funnel.apart)),
    )
    return Shown(
        rates=rates,
        people=tuple(Fact(JOINED_AS_MANY[kind], str(count)) for kind, count in figures.people.items()),
        steps=tuple(steps),
        left=_left(tuple((words, str(count)) for words, count in funnel.left)),
        pairs=tuple(
            PairPoint(
                name=question.short_words,
                people_text=str(change.both),
                before=change.before,
                before_text=_mean(change.before),
                after=change.after,
                after_text=_mean(change.after),
            )
            for question, change in figures.confidence
        ),
        funnel_title=f"{run.name}: {funnel.started} started, {funnel.completed} completed, {funnel.progressed} went on",
        source=OWN,
        is_hidden=False,
    )


def shown_released(run: Any, figures: ReleasedFigures) -> Shown:
    """Return a run's figures as they may be released."""
    rates = tuple(
        Fact(f"{words}, of those who started", _or_hidden(share, "%")) for words, _, share in figures.steps[2:]
    )
    return Shown(
        rates=(*rates, Fact("Went on to something else, counted apart", _or_hidden(figures.apart))),
        people=tuple(Fact(JOINED_AS_MANY[kind], _or_hidden(figures.people[kind])) for kind in JOINED_AS_MANY),
        steps=tuple(
            StepPoint(
                name=words,
                count=count.value,
                text=_or_hidden(count),
                percent_text="" if number == 0 or share.value is None else f"{share.value:.1f}%",
            )
            for number, (words, count, share) in enumerate(figures.steps)
        ),
        left=_left(tuple((words, _or_hidden(count)) for words, count in figures.left)),
        pairs=tuple(
            PairPoint(
                name=words,
                people_text=_or_hidden(people),
                before=before.value,
                before_text=_or_hidden(before),
                after=after.value,
                after_text=_or_hidden(after),
            )
            for words, people, before, after in figures.confidence
        ),
        funnel_title=f"{run.name}: how far young people came",
        source=RELEASED,
        is_hidden=True,
    )


def funnel_picture_of(shown: Shown) -> Chart:
    """Return the funnel as a picture."""
    return funnel_chart(shown.steps, title=shown.funnel_title)


def confidence_chart(shown: Shown) -> Chart | None:
    """Return the change in confidence as a picture, or None where nothing is asked."""
    if not shown.pairs:
        return None
    return before_and_after_chart(shown.pairs, title="Confidence before and after", least=LEAST, most=MOST)


def _left(rows: tuple[tuple[str, str], ...]) -> Table:
    columns = (Column("Reason", heading=True), Column("Young people", numeric=True))
    return Table("Why young people left early", columns, rows)


def _of(part: int, base: int) -> str:
    share = percent(part, base)
    return f"{part} of {base}" if share is None else f"{_percent(share)} ({part} of {base})"


def _percent(share: Decimal | None) -> str:
    """Return a percentage as it is said: 50%, 37.5%."""
    return "" if share is None else f"{share:.1f}".removesuffix(".0") + "%"


def _mean(score: Decimal | None) -> str:
    return "nobody twice" if score is None else str(score)


def _or_hidden(figure: Figure, unit: str = "") -> str:
    return "hidden" if figure.value is None else f"{figure.value}{unit}"
