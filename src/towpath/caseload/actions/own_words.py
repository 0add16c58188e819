"""What a young person does on their own pages. Each becomes a note and a task; nothing that staff wrote is changed."""

from datetime import datetime, timedelta

from django.db import IntegrityError

from towpath.access import OwnViewer
from towpath.audit.actions import transaction
from towpath.audit.facts import facts
from towpath.caseload.actions.own_codes import OwnPagesRefusedError
from towpath.caseload.actions.plans import record_agreement
from towpath.caseload.door import answerer_of
from towpath.caseload.models import OwnVisit, OwnWords, Plan, PlanStep, WorkAgreement
from towpath.contact.lists import ANOTHER_WAY
from towpath.people.models import Person
from towpath.risk.actions import ObjectionRefusedError, record_objection
from towpath.tasks.actions import add_task
from towpath.tasks.models import Task

LONGEST_WORDS = 2_000
LONGEST_ANSWER = 300
MOST_A_VISIT = 20
"""How much one visit may say, so that a lost code cannot bury an adviser in tasks."""

READ_WITHIN = timedelta(days=7)
DECIDED_WITHIN = timedelta(days=14)


class OwnPagesTooMuchError(OwnPagesRefusedError):
    """One visit said as much as one may."""


_TASKS = {
    OwnWords.Kind.DONE: "Says on their own pages that a step of the plan is done. Look at it together",
    OwnWords.Kind.ADDED: "Wrote something on their own pages. Read it on the plan page",
    OwnWords.Kind.WRONG: "Says on their own pages that something is wrong. Read it on the plan page",
    OwnWords.Kind.OBJECTION: "Objects to being scored for extra help, which holds. Tell them what a manager decides",
}
_AGREEMENT_TASKS = {
    WorkAgreement.Answer.YES: "Said yes to working together, on their own pages",
    WorkAgreement.Answer.NO: "Said no to working together, on their own pages. Ask gently; they need not say why",
    WorkAgreement.Answer.WITHDRAWN: "Wants to stop working together, they say on their own pages. Ring them",
}


def tick_step(*, viewer: OwnViewer, step_id: int, at: datetime) -> OwnWords:
    """
    Note that a young person says one of their own steps is done; the adviser settles it.

    :raises OwnPagesRefusedError: it is no open step of theirs in the plan as it stands, or was ticked before
    """
    step = PlanStep.objects.filter(pk=step_id, plan__person__in=viewer.record_ids, whose="young_person").first()
    latest = Plan.objects.filter(person__in=viewer.record_ids).order_by("-number", "-pk").first()
    if step is None or latest is None or step.plan_id != latest.pk or step.done_at is not None:
        raise OwnPagesRefusedError("Your plan has changed. Look at it again.")
    try:
        return _said(viewer, OwnWords.Kind.DONE, OwnWords.About.PLAN, "", step=step, at=at)
    except IntegrityError:
        raise OwnPagesRefusedError("You told us that before. Your adviser will look at it with you.") from None


def tell_us(*, viewer: OwnViewer, about: str, kind: str, words: str, at: datetime) -> OwnWords:
    """
    Note what a young person adds, or says is wrong.

    :raises OwnPagesRefusedError: it says nothing, is too long, or is of no kind that there is
    """
    if kind not in (OwnWords.Kind.ADDED, OwnWords.Kind.WRONG) or about not in OwnWords.About.values:
        raise OwnPagesRefusedError("Choose what you want to tell us.")
    if not words.strip():
        raise OwnPagesRefusedError("Write what you want to tell us.")
    return _said(viewer, OwnWords.Kind(kind), OwnWords.About(about), words, at=at)


def object_to_scoring(*, viewer: OwnViewer, words: str, at: datetime) -> OwnWords:
    """
    Record that a young person objects to being scored for extra help. It holds at once; a manager decides, and the
    adviser has a task to tell them.

    :raises OwnPagesRefusedError: one stands already, theirs or a parent's
    """
    with transaction(by=viewer.actor, at=at):
        said = _said(viewer, OwnWords.Kind.OBJECTION, OwnWords.About.CHOICES, words, at=at)
        try:
            record_objection(
                person=_person(viewer), objected_by="young_person", objected_date=at.date(), words=words,
                by=viewer.actor, at=at,
            )  # fmt: skip
        except ObjectionRefusedError:
            raise OwnPagesRefusedError("We were told that before, and do not score you while it stands.") from None
    return said


def answer_about_working(*, viewer: OwnViewer, answer: str, words: str, at: datetime) -> WorkAgreement:
    """
    Record what a young person answers to working together, as one more answer; the adviser is told by a task.

    :raises OwnPagesRefusedError: there is no such answer, the words are too long, or it says what they said last
    """
    if answer not in WorkAgreement.Answer.values or len(words) > LONGEST_ANSWER:
        raise OwnPagesRefusedError("Choose one answer, in few words.")
    person = _person(viewer)
    with transaction(by=viewer.actor, at=at):
        _ask(viewer, person, Task.Kind.ALERT, _AGREEMENT_TASKS[WorkAgreement.Answer(answer)], READ_WITHIN, at=at)
        last = WorkAgreement.objects.filter(person__in=viewer.record_ids).order_by("-answered_date", "-pk").first()
        if last is not None and last.answer == answer:
            raise OwnPagesRefusedError("That is what you told us before.")
        return record_agreement(
            person=person,
            answer=answer,
            channel=ANOTHER_WAY,
            answered_date=at.date(),
            words=words,
            by=viewer.actor,
            at=at,
        )


def _said(
    viewer: OwnViewer,
    kind: OwnWords.Kind,
    about: OwnWords.About,
    words: str,
    *,
    at: datetime,
    step: PlanStep | None = None,
) -> OwnWords:
    if len(words) > LONGEST_WORDS:
        raise OwnPagesRefusedError(f"That is {len(words):,} letters long. Use {LONGEST_WORDS:,} at most.")
    person, is_objection = _person(viewer), kind is OwnWords.Kind.OBJECTION
    with transaction(by=viewer.actor, at=at) as events:
        task = _ask(
            viewer,
            person,
            Task.Kind.OBJECTION if is_objection else Task.Kind.ALERT,
            _TASKS[kind],
            DECIDED_WITHIN if is_objection else READ_WITHIN,
            at=at,
        )
        row = OwnWords.objects.create(
            organisation_id=viewer.organisation_id,
            person=person,
            visit_id=viewer.visit_id,
            kind=kind,
            about=about,
            step=step,
            words=words.strip(),
            task=task,
            recorded_at=at,
        )
        events.record("own.said", person=viewer.person, subject=f"caseload_own_words:{row.pk}", after=facts(row))
    return row


def _ask(viewer: OwnViewer, person: Person, kind: str, words: str, within: timedelta, *, at: datetime) -> Task:
    """
    Give a task to whoever answers this young person.

    Of two sent at once, the second waits here for the first and then finds it.

    :raises OwnPagesTooMuchError: this visit said as much as one may
    """
    visits = OwnVisit.objects.select_for_update(of=("self",), no_key=True).select_related("code__made_by")
    made_by = visits.get(pk=viewer.visit_id).code.made_by
    source = f"caseload_own_visit:{viewer.visit_id}"
    if Task.objects.filter(person=person, source=source).count() >= MOST_A_VISIT:
        raise OwnPagesTooMuchError("You have told us a lot today. Please tell your adviser the rest.")
    return add_task(
        organisation=person.organisation,
        person=person,
        kind=kind,
        words=words,
        due_date=at.date() + within,
        owner=answerer_of(person.organisation, viewer.record_ids, made_by, at.date()),
        source=source,
        by=viewer.actor,
        at=at,
    )


def _person(viewer: OwnViewer) -> Person:
    return Person.objects.select_related("organisation").get(pk=viewer.person_id)
