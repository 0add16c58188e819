"""Withdraw a statement that was recorded by mistake; it stays to be read."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from towpath.clock import now
from towpath.people.queries import organisation_of
from towpath.tracking.actions import withdraw_statements
from towpath.tracking.actions.withdrawing import AlreadyWithdrawnError
from towpath.tracking.queries import list_statuses, list_timeline
from towpath.web.forms.form import Form
from towpath.web.people.history import timeline_of
from towpath.web.people.reading import subject_of
from towpath.web.people.words import activity_words, counts_as

REASONS = (
    ("wrong_person", "It is about somebody else"),
    ("wrong_activity", "It is the wrong activity"),
    ("wrong_dates", "The dates are wrong"),
    ("twice", "It was recorded twice"),
    ("not_said", "Nobody said so"),
)
"""Why a statement is withdrawn: a code for the log, and its words. The log takes no free text."""


class WithdrawForm(Form):
    reason = forms.ChoiceField(
        label="Why is it a mistake?",
        choices=REASONS,
        error_messages={"required": "Choose why it is a mistake."},
        widget=forms.RadioSelect,
    )


def withdraw(request: HttpRequest, person_id: str, statement_id: int) -> HttpResponse:
    """Ask why a statement is a mistake, withdraw it, and say what they count as without it."""
    subject = subject_of(request, person_id)
    back = reverse("people_timeline", args=[subject.record.public_id])
    entries = list_timeline(subject.viewer, subject.record.id, subject.on)
    entry = next((each for each in entries if each.statement_id == statement_id), None)
    if entry is None:
        raise Http404("This person has no such statement.")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_statements(
                organisation=organisation_of(subject.viewer),
                statement_ids=[statement_id],
                by=subject.viewer.actor,
                at=now(),
                reason=form.cleaned_data["reason"],
            )
        except AlreadyWithdrawnError:
            messages.warning(request, "Somebody else has just withdrawn this. Here is what we have been told.")
        else:
            status = list_statuses(subject.viewer, [subject.record.id], subject.on)[subject.record.id]
            counts = counts_as(status, subject.record.birth_date, subject.on).text
            messages.success(request, f"Withdrawn: {activity_words(entry)}. They count as: {counts}.")
        return redirect(back)
    [shown] = timeline_of([entry])
    return render(request, "people/withdraw.html", {"bar": subject.bar, "form": form, "event": shown, "back": back})
