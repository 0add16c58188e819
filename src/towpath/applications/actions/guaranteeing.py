"""What somebody's applications for learning say, together, to the September Guarantee."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from towpath.applications.models import Application, Step
from towpath.applications.sources import OF_A_STEP, source_of_step
from towpath.audit import Actor
from towpath.people.births import birth_dates_of
from towpath.people.sameness import Sameness
from towpath.provision.models import Opening
from towpath.rules.applications import (
    AWAITED,
    OFFER_MADE,
    Guaranteed,
    Stage,
    guaranteed_by,
    said_to_guarantee,
    start_of_place,
)
from towpath.tracking.actions import GUARANTEES, NewGuarantee
from towpath.tracking.models import GuaranteeFact

LEARNING = (Opening.Kind.COURSE, Opening.Kind.APPRENTICESHIP)
"""A job alone is no offer under the guarantee."""


@dataclass(frozen=True, slots=True)
class _Saying:
    """One application of a September: the stages that it has reached, and the step that speaks."""

    stages: frozenset[Stage]
    step: Step


def tell_guarantee(application: Application, *, by: Actor, at: datetime) -> None:
    """
    Let the guarantee say what this young person's applications come to now.

    What others told it gives way only where the rule says so, and comes back when each step was a mistake. Seven
    queries, and those of what is recorded.
    """
    records = Sameness.around(application.organisation, [application.person_id]).everyone
    said = _said(application, records)
    live = GuaranteeFact.objects.filter(person__in=records, withdrawn_at__isnull=True).order_by("recorded_at", "pk")
    standing = {Guaranteed(fact.cohort_year, fact.year_group): fact for fact in live}
    ours = {september for september, fact in standing.items() if fact.source.startswith(OF_A_STEP)}
    for september in sorted({*said, *ours}, key=lambda each: (each.cohort_year, each.year_group)):
        fact = standing.get(september)
        stands = "" if fact is None or september in ours else fact.status
        status, step = _best(said.get(september, ()), stands)
        if status and step is not None:
            if fact is None or fact.status != status:
                _record(application, september, status, source_of_step(step.pk), by=by, at=at)
        elif fact is not None and september in ours:
            GUARANTEES.withdraw(organisation=application.organisation, source=fact.source, by=by, at=at)
            if september not in said:
                _bring_back(application, fact, by=by, at=at)


def _best(sayings: Sequence[_Saying], stands: str) -> tuple[str, Step | None]:
    """Return the best that applications say in place of what stands, and the step that says it."""
    words = {said_to_guarantee(each.stages, stands): each.step for each in sayings}
    return next(((status, words[status]) for status in (OFFER_MADE, AWAITED) if status in words), ("", None))


def _said(application: Application, records: frozenset[int]) -> Mapping[Guaranteed, list[_Saying]]:
    born = birth_dates_of(application.organisation, [application.person_id]).get(application.person_id)
    live = Step.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    rows = Application.objects.filter(person__in=records, opening__kind__in=LEARNING).select_related("opening")
    said: dict[Guaranteed, list[_Saying]] = defaultdict(list)
    for row in rows.prefetch_related(Prefetch("steps", queryset=live)).order_by("pk"):
        steps = {Stage(step.stage): step for step in row.steps.all()}
        step = steps.get(Stage.OFFERED) or steps.get(Stage.APPLIED)
        if step is None:
            continue
        starts = start_of_place(row.opening.start_rule, row.opening.start_date, step.happened_date)
        if (september := guaranteed_by(born, starts)) is not None:
            said[september].append(_Saying(frozenset(steps), step))
    return said


def _record(
    application: Application, september: Guaranteed, status: str, source: str, *, by: Actor, at: datetime
) -> None:
    new = NewGuarantee(
        person_id=application.person_id,
        cohort_year=september.cohort_year,
        year_group=september.year_group,
        status=status,
        la_code=application.organisation.la_code,
        source=source,
    )
    GUARANTEES.record(organisation=application.organisation, incoming=[new], by=by, at=at)


def _bring_back(application: Application, gone: GuaranteeFact, *, by: Actor, at: datetime) -> None:
    """Record again what a step by mistake took the place of, if it did."""
    of_september = GuaranteeFact.objects.filter(
        person=gone.person_id, cohort_year=gone.cohort_year, year_group=gone.year_group
    )
    told = of_september.exclude(source__startswith=OF_A_STEP).order_by("-recorded_at", "-pk").first()
    if told is None or told.withdrawn_at is None:
        return
    # What was withdrawn at another moment was withdrawn by somebody else, and stays so.
    if of_september.filter(source__startswith=OF_A_STEP, recorded_at=told.withdrawn_at).exists():
        september = Guaranteed(told.cohort_year, told.year_group)
        _record(application, september, told.status, told.source, by=by, at=at)
