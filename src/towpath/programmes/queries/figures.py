"""
What came of a run in figures: as it is, for whoever may see the people in it, and as it may be released.

A funnel is of young people. Adults and families are counted beside them, and never among them.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from towpath.access import Viewer
from towpath.organisation.queries import settings_on
from towpath.people.queries import organisation_of
from towpath.people.sameness import Sameness
from towpath.programmes.models import Participation, ProgrammeQuestion, ProgrammeRun
from towpath.programmes.queries.runs import ProgrammeNotFoundError
from towpath.rules.disclosure import Figure, Sum, percentage, released
from towpath.rules.programmes.confidence import Answers, Change, change_of
from towpath.rules.programmes.funnel import Funnel, Journey, funnel_of
from towpath.rules.programmes.register import CAME

KINDS = tuple(kind.value for kind in Participation.JoinedAs)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFigures:
    """
    What came of a run. `people` counts each person once, by how they take part; `funnel` is of young people alone.

    `apart` says what those who are told apart went on to, with how many of each.
    """

    people: Mapping[str, int]
    funnel: Funnel
    apart: tuple[tuple[str, int], ...]
    confidence: tuple[tuple[ProgrammeQuestion, Change], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedFigures:
    """The same with small numbers hidden, and whatever would give them away. A mean of fewer than ten is hidden."""

    people: Mapping[str, Figure]
    steps: tuple[tuple[str, Figure, Figure], ...]
    apart: Figure
    left: tuple[tuple[str, Figure], ...]
    confidence: tuple[tuple[str, Figure, Figure, Figure], ...]


def list_figures_runs(viewer: Viewer) -> QuerySet[ProgrammeRun]:
    """Return the runs of the viewer's council for whoever may see figures, the latest first."""
    if not viewer.may("programmes.figures"):
        return ProgrammeRun.objects.none()
    runs = ProgrammeRun.objects.filter(organisation_id=viewer.organisation_id)
    return runs.select_related("programme").order_by("-start_date", "-pk")


def get_figures_run(viewer: Viewer, run_id: int) -> ProgrammeRun:
    """
    Return one run for whoever may see its figures.

    :raises ProgrammeNotFoundError: there is none for this viewer
    """
    run = list_figures_runs(viewer).filter(pk=run_id).first()
    if run is None:
        raise ProgrammeNotFoundError("There is no such run here.")
    return run


def find_figures(viewer: Viewer, run: ProgrammeRun) -> RunFigures | None:
    """Return a run's figures with nothing hidden, or None for whoever may not see the people in it."""
    if not viewer.may("programmes.work") or run.organisation_id != viewer.organisation_id:
        return None
    return _figures(viewer, run)


def released_figures(viewer: Viewer, run: ProgrammeRun, on: date) -> ReleasedFigures:
    """
    Return a run's figures as they may be released on a day.

    :raises ProgrammeNotFoundError: the viewer may not see figures of this run
    """
    figures = _figures(viewer, get_figures_run(viewer, run.pk))
    funnel = figures.funnel
    counts: dict[Hashable, int | None] = {
        "all": sum(figures.people.values()),
        "started": funnel.started,
        "not started": funnel.enrolled - funnel.started,
        "completed": funnel.completed,
        "not completed": funnel.started - funnel.completed,
        "went on": funnel.went_on_of_completed,
        "not went on": funnel.completed - funnel.went_on_of_completed,
        "apart": funnel.apart,
        "left": sum(count for _, count in funnel.left),
        **{("left", words): count for words, count in funnel.left},
    }
    counts.update((kind, count) for kind, count in figures.people.items())
    sums = [
        Sum("all", KINDS),
        Sum(Participation.JoinedAs.YOUNG_PERSON.value, ("started", "not started")),
        Sum("started", ("completed", "not completed")),
        Sum("completed", ("went on", "not went on")),
        Sum("left", tuple(("left", words) for words, _ in funnel.left)),
    ]
    upper = int(settings_on(organisation_of(viewer), on)["suppression.upper"])
    shown = released(counts, sums, upper=upper)
    completed_words = next((stage.name for stage in run.stages.all() if stage.completes), "")
    steps = (
        ("Enrolled", Participation.JoinedAs.YOUNG_PERSON.value),
        ("Started", "started"),
        (f"Completed: {completed_words}", "completed"),
        (run.programme.progressed_words, "went on"),
    )
    return ReleasedFigures(
        people={kind: shown[kind] for kind in (*KINDS, "all")},
        steps=tuple(
            (words, shown[cell], percentage(counts[cell], funnel.started, is_hidden=shown[cell].symbol is not None))
            for words, cell in steps
        ),
        apart=shown["apart"],
        left=tuple((words, shown["left", words]) for words, _ in funnel.left),
        confidence=tuple(_released_change(question, change, upper) for question, change in figures.confidence),
    )


def _released_change(question: ProgrammeQuestion, change: Change, upper: int) -> tuple[str, Figure, Figure, Figure]:
    """Return a question with how many answered twice and the two means, hidden where they are of few."""
    people = released({"both": change.both}, [], upper=upper)["both"]
    is_hidden = percentage(change.both, change.both, is_hidden=people.symbol is not None).symbol is not None
    hidden = percentage(0, 0)
    before, after = (hidden if is_hidden else Figure(mean) for mean in (change.before, change.after))
    return question.short_words, people, before, after


def _figures(viewer: Viewer, run: ProgrammeRun) -> RunFigures:
    """Return what came of a run. Seven queries, however many take part."""
    participations = list(
        run.participations.filter(withdrawn_at__isnull=True)
        .select_related("left_because")
        .prefetch_related("completions__stage", "outcomes", "marks__session", "answers")
        .order_by("pk")
    )
    leading = Sameness.of(organisation_of(viewer)).leading
    young = [each for each in participations if each.joined_as == Participation.JoinedAs.YOUNG_PERSON]
    stages = list(run.stages.order_by("position"))
    completing = next((stage.position for stage in stages if stage.completes), 0)
    funnel = funnel_of(
        [_journey(each, leading(each.person_id)) for each in young],
        [(stage.position, stage.name) for stage in stages],
        completing=completing,
        progressed_words=run.programme.progressed_words,
    )
    apart: dict[str, set[int]] = {}
    for each in young:
        for outcome in each.outcomes.all():
            if outcome.withdrawn_at is None and outcome.is_apart:
                apart.setdefault(outcome.kind, set()).add(leading(each.person_id))
    people = {
        kind: len({leading(each.person_id) for each in participations if each.joined_as == kind}) for kind in KINDS
    }
    return RunFigures(
        people=people,
        funnel=funnel,
        apart=tuple((kind, len(who)) for kind, who in sorted(apart.items())),
        confidence=tuple(
            (question, change_of([_answers(each, question) for each in participations]))
            for question in run.programme.questions.order_by("position")
        ),
    )


def _journey(participation: Participation, person: int) -> Journey:
    outcomes = [each for each in participation.outcomes.all() if each.withdrawn_at is None]
    marks = [each for each in participation.marks.all() if each.session.cancelled_at is None]
    completions = [each for each in participation.completions.all() if each.withdrawn_at is None]
    return Journey(
        person=person,
        has_come=any(each.mark in CAME for each in marks),
        completed=frozenset(each.stage.position for each in completions),
        progressed=any(not each.is_apart for each in outcomes),
        is_apart=any(each.is_apart for each in outcomes),
        left_because=participation.left_because.words if participation.left_because else "",
    )


def _answers(participation: Participation, question: ProgrammeQuestion) -> Answers:
    scores = {each.moment: each.score for each in participation.answers.all() if each.question_id == question.pk}
    return Answers(scores.get("before"), scores.get("after"))
