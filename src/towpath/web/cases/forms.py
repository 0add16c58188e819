"""What is asked when a case is opened, handed over or closed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from towpath.contact.actions import NextStep
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.people.words import LEVELS_OF_NEED

Staff = Sequence[tuple[str, str]]


class OpenCaseForm(Form):
    adviser = forms.ChoiceField(label="Adviser", choices=())
    level_of_need = forms.ChoiceField(
        label="Level of need",
        choices=list(LEVELS_OF_NEED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how much help they need."},
    )
    because = forms.CharField(
        label="Why do they need a case?", help_text="For example, left college in October.", max_length=300
    )
    step = forms.CharField(
        label="What is to be done next? (optional)",
        help_text="Leave it empty if nothing is needed until you look again.",
        required=False,
        max_length=300,
    )
    due_date = DateField(label="By what day, or when do you look again?")

    def __init__(self, *args: Any, staff: Staff, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].choices = list(staff)  # type: ignore[attr-defined]
        self.fields["due_date"].earliest = on  # type: ignore[attr-defined]
        self.initial.setdefault("due_date", on + timedelta(days=7))

    def next_step(self) -> NextStep:
        """Return what comes next."""
        return NextStep(self.cleaned_data["due_date"], self.cleaned_data["step"])


class HandOverForm(VersionedForm):
    adviser = forms.ChoiceField(label="Who takes the case?", choices=())
    note = forms.CharField(
        label="What should they know?",
        help_text="It is the first thing they read.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._staff = staff
        self.fields["adviser"].choices = [("", "Choose one"), *staff]  # type: ignore[attr-defined]

    def filled_with(self, typed: Any) -> "HandOverForm":
        """Return the same questions with these answers."""
        return HandOverForm(typed, staff=self._staff)


class CloseForm(VersionedForm):
    because = forms.ChoiceField(label="Why is it closed?", choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reasons = reasons
        self.fields["because"].choices = list(reasons)  # type: ignore[attr-defined]

    def filled_with(self, typed: Any) -> "CloseForm":
        """Return the same question with this answer."""
        return CloseForm(typed, reasons=self._reasons)
