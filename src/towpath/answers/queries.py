"""What was answered by links, for those who may see whom it is about."""

from datetime import date

from django.db.models import Case, QuerySet, When

from towpath.access.viewer import Viewer
from towpath.answers.models import Answer
from towpath.contact.models import StatusLink
from towpath.people.queries import living, visible_to
from towpath.rules.answers import Teller, footing_of
from towpath.tasks.models import Task

__all__ = [
    "Answer", "AnswerNotFoundError", "StatusLink", "get_answer", "list_answers_of", "list_open_answers",
    "list_status_links", "list_wishes", "order_open_answers",
]  # fmt: skip


class AnswerNotFoundError(LookupError):
    """There is no such answer for this viewer."""


def list_open_answers(viewer: Viewer, on: date) -> QuerySet[Answer]:
    """Return the answers that wait for a decision, about the living whom the viewer may see, longest waiting first."""
    return _of_the_living(viewer, on).filter(state=Answer.State.OPEN).order_by("answered_at", "pk")


def order_open_answers(viewer: Viewer, on: date) -> list[int]:
    """Return the ids of the answers that wait for a decision, those with least to ask first. Three queries at most."""
    rows = list_open_answers(viewer, on).values_list("pk", "teller", "code", "is_start_sure", "doubt")
    standing = {
        pk: footing_of(Teller(teller), code=code, is_start_sure=is_sure, doubt=doubt)
        for pk, teller, code, is_sure, doubt in rows
    }
    return sorted(standing, key=lambda pk: standing[pk])


def list_wishes(viewer: Viewer, on: date) -> QuerySet[Answer]:
    """Return what was asked for in place of an answer: what somebody has still to do first, then the latest."""
    rows = _of_the_living(viewer, on).filter(state=Answer.State.TOLD)
    rows = rows.select_related("status_link__message__sending", "task__owner")
    is_done = Case(When(task__state=Task.State.OPEN, then=0), default=1)
    return rows.alias(is_done=is_done).order_by("is_done", "-answered_at", "-pk")


def list_answers_of(viewer: Viewer, person_id: int, on: date) -> QuerySet[Answer]:
    """Return what was answered about one person, decided or not, the latest first."""
    return _seen(viewer, on).filter(person_id=person_id).order_by("-answered_at", "-pk")


def get_answer(viewer: Viewer, answer_id: int, on: date) -> Answer:
    """
    Return one answer.

    :raises AnswerNotFoundError: there is none, or the viewer may not see whom it is about
    """
    row = _seen(viewer, on).filter(pk=answer_id).first()
    if row is None:
        raise AnswerNotFoundError(f"There is no answer {answer_id} here.")
    return row


def list_status_links(viewer: Viewer, person_id: int, on: date) -> QuerySet[StatusLink]:
    """Return the links made for one person, the latest first: whom for and how each stands, never its letters."""
    rows = StatusLink.objects.filter(organisation_id=viewer.organisation_id, person_id=person_id)
    if not viewer.may("messages.write"):
        rows = rows.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    return rows.filter(person__in=seen).select_related("link", "made_by").order_by("-link__created_at", "-pk")


def _of_the_living(viewer: Viewer, on: date) -> QuerySet[Answer]:
    return _seen(viewer, on).filter(person__in=living(viewer, on).values("pk"))


def _seen(viewer: Viewer, on: date) -> QuerySet[Answer]:
    rows = Answer.objects.filter(organisation_id=viewer.organisation_id)
    if not viewer.may("status.record"):
        rows = rows.none()
    seen = visible_to(viewer, on, merged_too=True).values("pk")
    return rows.filter(person__in=seen).select_related(
        "person__organisation", "organisation", "status_link__message", "task__owner"
    )
