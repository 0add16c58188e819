"""Mark that post came back from where somebody lives, and say what whoever knocks or rings must know first."""

from datetime import date
from hashlib import sha256
from typing import Any, Self

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from towpath.clock import now
from towpath.people.actions import ChangedMeanwhileError, lift_returned_post, mark_returned_post, record_visit_caution
from towpath.people.facts import FactsRefusedError
from towpath.people.queries import Caution, leader_of, list_cautions, list_returned_post
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import VersionedForm, answers_of
from towpath.web.forms.question import question_page
from towpath.web.people.reading import subject_of
from towpath.web.words import short_date

PAGE = "page:knocking"
YES, NO = "yes", "no"


class KnockingForm(VersionedForm):
    """Whether post came back and when, and what must be known before somebody knocks or rings."""

    came_back = forms.ChoiceField(label="Has post come back from where they live?", widget=forms.RadioSelect)
    came_back_date = DateField(
        label="On what day did it come back?", help_text="Only if it did. For example, 20 1 2026.", required=False
    )
    words = forms.CharField(
        label="What must be known first? (optional)",
        help_text="For example: ring after 4pm only; text first, she is deaf; a dog runs loose.",
        required=False,
        max_length=300,
        widget=forms.Textarea,
    )
    needs_two = forms.ChoiceField(
        label="Do two go together?", choices=((YES, "Yes"), (NO, "No")), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, since: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes = f"Yes, on {short_date(since)}" if since is not None else "Yes"
        self._since = since
        self.fields["came_back"].choices = [(YES, yes), (NO, "No, or they live there after all")]  # type: ignore[attr-defined]
        if since is not None:
            del self.fields["came_back_date"]

    def clean(self) -> dict[str, Any]:
        """Ask for the day on which post came back, where it is news."""
        given = super().clean() or self.cleaned_data
        asks = given.get("came_back") == YES and self._since is None and "came_back_date" not in self.errors
        if asks and given.get("came_back_date") is None:
            self.add_error("came_back_date", "Give the day on which the post came back.")
        return given

    def filled_with(self, typed: Any) -> Self:
        """Return the same questions with these answers."""
        return type(self)(typed, since=self._since)


class ShownMeanwhileError(RuntimeError):
    """What is held is no longer what the page showed; nothing was written."""


class KnockingRefusedError(ValueError):
    """What was answered may not be recorded; `asks_for` names the question."""

    def __init__(self, error: FactsRefusedError) -> None:
        super().__init__(" ".join(each.words for each in error.refusals))
        self.asks_for = error.refusals[0].field if error.refusals else ""


def knocking(request: HttpRequest, person_id: str) -> HttpResponse:
    """Ask about returned post and about what must be known first, and record what is news."""
    subject = subject_of(request, person_id)
    viewer, record, on = subject.viewer, subject.record, subject.on
    since = list_returned_post(viewer, [record.id], on).get(record.id)
    caution = list_cautions(viewer, [record.id], on).get(record.id, Caution("", needs_two=False))
    first = {
        "came_back": YES if since is not None else NO,
        "words": caution.words,
        "needs_two": YES if caution.needs_two else NO,
        "version": _version(since, caution),
    }
    form = KnockingForm(request.POST or None, initial=first, since=since)

    def act() -> str:
        if form.is_behind(first["version"]):
            raise ShownMeanwhileError
        given = form.cleaned_data
        about: dict[str, Any] = {
            "person": leader_of(viewer, record.public_id, on), "source": PAGE, "by": viewer.actor, "at": now()
        }  # fmt: skip
        try:
            if given["came_back"] == YES and since is None:
                mark_returned_post(came_back_date=given["came_back_date"], **about)
            elif given["came_back"] == NO and since is not None:
                lift_returned_post(**about)
            record_visit_caution(words=given["words"], needs_two=given["needs_two"] == YES, **about)
        except FactsRefusedError as error:
            raise KnockingRefusedError(error) from error
        return "Saved."

    shown = {
        "bar": subject.bar,
        "title": "Post that came back, and what to know first",
        "back": reverse("people_person", args=[record.public_id]),
        "back_words": "Back to the record",
        "button": "Save",
    }
    return question_page(
        request,
        form,
        act,
        template="kit/question.html",
        shown=shown,
        onward=reverse("people_person", args=[record.public_id]),
        refused=(KnockingRefusedError, ChangedMeanwhileError),
        changed=ShownMeanwhileError,
        saved=answers_of(KnockingForm(initial=first, since=since)),
    )


def _version(since: date | None, caution: Caution) -> str:
    """Return what changes whenever either answer does: one page writes both, so neither may be written unseen."""
    return sha256(repr((since, caution.words, caution.needs_two)).encode()).hexdigest()
