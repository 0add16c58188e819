"""One person on one run: enrol them, and record what they completed, went on to, said, or why they left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from towpath.access import Viewer
from towpath.clock import now, today
from towpath.people.queries import PersonRecord, get_person, leader_of, list_family
from towpath.programmes.actions import (
    answer_confidence,
    complete_stage,
    enrol,
    leave,
    record_outcome,
    withdraw_participation,
)
from towpath.programmes.queries import findings_for, get_participation, get_run, list_participations, list_reasons
from towpath.web.disclosure import disclosing
from towpath.web.forms.form import Form
from towpath.web.people.reading import subject_of
from towpath.web.programmes.asking import Asking, ask, found
from towpath.web.programmes.forms import (
    ConfidenceForm,
    EnrolForm,
    LeaveForm,
    OutcomeForm,
    StageDoneForm,
    TakeBackForm,
)
from towpath.web.programmes.presenters import (
    answers_table,
    family_table,
    marks_table,
    participation_facts,
    steps_facts,
)
from towpath.web.viewers import viewer_of


def enrol_one(request: HttpRequest, programme_run_id: int, person_id: str) -> HttpResponse:
    """Ask how somebody takes part, with how they stand to what the run asks, and enrol them."""
    viewer, on = viewer_of(request), today()
    run = found(lambda: get_run(viewer, programme_run_id))
    subject = subject_of(request, person_id)
    family = {each.person_id: each for each in list_family(viewer, subject.record.id, on) if not each.must_not_be_told}
    of_run = [each for each in list_participations(viewer, run, on) if each.joined_as == "young_person"]
    beside = {str(each.pk): each for each in of_run if each.person_id in family and run.programme.family_may_join}
    disclosing(request, [subject.record.public_id, *(each.person.public_id for each in beside.values())])
    findings = findings_for(viewer, run, subject.record.id, "unknown", on)
    form = EnrolForm(
        request.POST or None,
        initial={"joined_date": min(max(run.start_date, on), run.end_date)},
        family_of=[(key, family[each.person_id].shown_name) for key, each in beside.items()],
        asks_maths=run.asks_no_maths,
        asks_conditions=bool(findings),
    )

    def act(given: Any) -> object:
        answered = given.cleaned_data
        return enrol(
            run=run,
            person=leader_of(viewer, person_id, on),
            joined_as=answered["joined_as"],
            joined_date=answered["joined_date"],
            beside=beside.get(answered.get("beside", "")),
            has_maths=answered.get("has_maths", "unknown"),
            allowed_because=answered.get("allowed_because", ""),
            by=viewer.actor,
            at=now(),
        )

    asking = Asking(
        title=f"Enrol {subject.bar.name} on {run.name}",
        button="Enrol",
        done=f"{subject.bar.name} is enrolled.",
        back=reverse("programmes_run", args=[run.pk]),
        back_words=run.name,
        words=tuple(each.words for each in findings if each.condition != "no_maths"),
    )
    return ask(request, form, act, asking)


@dataclass(frozen=True, slots=True)
class Part:
    """One participation and the person in it, as this viewer may see them."""

    viewer: Viewer
    on: date
    participation: Any
    record: PersonRecord

    @property
    def name(self) -> str:
        """Return what to call them."""
        return self.record.shown_name or "Name not recorded"


def _part(request: HttpRequest, participation_id: int) -> Part:
    """Return whom a page is about, and tell the log that they are shown."""
    viewer, on = viewer_of(request), today()
    participation = found(lambda: get_participation(viewer, participation_id, on))
    record = get_person(viewer, participation.person.public_id, on)
    disclosing(request, [record.public_id])
    return Part(viewer, on, participation, record)


def participation(request: HttpRequest, participation_id: int) -> HttpResponse:
    part = _part(request, participation_id)
    viewer, on, joined = part.viewer, part.on, part.participation
    family = []
    if joined.run.programme.family_may_join and joined.joined_as == "young_person":
        family = [each for each in list_family(viewer, part.record.id, on) if not each.must_not_be_told]
        disclosing(request, [part.record.public_id, *(each.public_id for each in family)])
    on_run = {each.person_id for each in list_participations(viewer, joined.run, on)} if family else set()
    questions = list(joined.run.programme.questions.order_by("position"))
    shown = {
        "name": part.name,
        "record": part.record,
        "joined": joined,
        "facts": participation_facts(joined),
        "steps": steps_facts(joined.completions.all(), joined.outcomes.all(), joined.run.stages.all()),
        "marks": marks_table(joined.marks.select_related("session", "reason").order_by("-session__session_date")),
        "answers": answers_table(questions, joined.answers.all()),
        "family": family_table(family, on_run, joined.run),
        "asks_family": joined.run.programme.family_may_join and joined.joined_as == "young_person",
        "has_questions": bool(questions),
    }
    return render(request, "programmes/participation.html", shown)


def stage_done(request: HttpRequest, participation_id: int) -> HttpResponse:
    part = _part(request, participation_id)
    stages = {str(each.pk): each for each in part.participation.run.stages.order_by("position")}
    form = StageDoneForm(request.POST or None, stages=[(key, each.name) for key, each in stages.items()])

    def act(given: dict[str, Any], how: dict[str, Any]) -> None:
        complete_stage(stage=stages[given["stage"]], completed_date=given["completed_date"], **how)

    return _ask(request, part, form, act, title="What has {} completed?", button="Save", done="Saved.")


def outcome(request: HttpRequest, participation_id: int) -> HttpResponse:
    part = _part(request, participation_id)

    def act(given: dict[str, Any], how: dict[str, Any]) -> None:
        told = {name: given[name] for name in ("kind", "where_words", "start_date", "is_apart")}
        record_outcome(**told, **how)

    form = OutcomeForm(request.POST or None)
    return _ask(request, part, form, act, title="What did {} go on to?", button="Save", done="Saved.")


def confidence(request: HttpRequest, participation_id: int) -> HttpResponse:
    part = _part(request, participation_id)
    questions = part.participation.run.programme.questions.filter(closed_date__isnull=True).order_by("position")
    form = ConfidenceForm(request.POST or None, questions=list(questions), on=part.on)

    def act(given: dict[str, Any], how: dict[str, Any]) -> None:
        answer_confidence(moment=given["moment"], answered_date=given["answered_date"], scores=form.scores(), **how)

    return _ask(request, part, form, act, title="How sure does {} feel?", button="Save", done="Saved.")


def left(request: HttpRequest, participation_id: int) -> HttpResponse:
    """Ask when and why somebody left, and record it."""
    part = _part(request, participation_id)
    reasons = {str(each.pk): each for each in list_reasons(part.viewer, "leaving")}
    form = LeaveForm(
        request.POST or None,
        reasons=[(key, each.words) for key, each in reasons.items()],
        initial={"version": part.participation.version},
    )

    def act(given: dict[str, Any], how: dict[str, Any]) -> None:
        told = {"left_date": given["left_date"], "words": given["words"], "version": form.seen_version()}
        leave(because=reasons[given["because"]], **told, **how)

    return _ask(request, part, form, act, title="{} has left early", button="Save", done="Saved: they have left.")


def take_back(request: HttpRequest, participation_id: int) -> HttpResponse:
    """Take back an enrolment made by mistake."""
    part = _part(request, participation_id)
    form = TakeBackForm(request.POST or None, initial={"version": part.participation.version})

    def act(given: dict[str, Any], how: dict[str, Any]) -> None:
        withdraw_participation(version=form.seen_version(), **how)

    return _ask(
        request,
        part,
        form,
        act,
        title="Was {} enrolled by mistake?",
        button="Take it back",
        done="The enrolment is taken back.",
        onward=reverse("programmes_run", args=[part.participation.run_id]),
    )


def _ask(
    request: HttpRequest,
    part: Part,
    form: Form,
    act: Callable[[dict[str, Any], dict[str, Any]], None],
    *,
    title: str,
    button: str,
    done: str,
    onward: str = "",
) -> HttpResponse:
    asking = Asking(
        title=title.format(part.name),
        button=button,
        done=done,
        back=reverse("programmes_person", args=[part.participation.pk]),
        back_words=f"{part.name} on {part.participation.run.name}",
        onward=onward,
    )
    how = {"participation": part.participation, "by": part.viewer.actor, "at": now()}
    return ask(request, form, lambda given: act(given.cleaned_data, how), asking)
