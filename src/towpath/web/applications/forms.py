"""What is asked when looking for somebody's options, shortlisting one, and recording a step."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from towpath.rules.applications import STAGE_WORDS, Stage
from towpath.web.directory.forms import ANY, KINDS, LEVELS
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm

NOT_KNOWN = ("", "Not known")
SAID_BY = (
    ("young_person", "The young person"),
    ("parent", "A parent or carer"),
    ("provider_contact", "The school, college or training provider"),
    ("employer", "The employer"),
    ("seen", "We saw them there"),
)
OURS = ("ours", "We did it together with them")
LONGEST = 4000
DECISIONS = {
    Stage.STARTED: ("Is this what they do now?", "Yes: record it as their status"),
    Stage.SIX_WEEKS: ("Is this still what they do?", "Yes: their status is confirmed on that day"),
    Stage.LEFT: ("Did what they do end on that day?", "Yes: end their status on that day"),
}
"""What is asked of whoever decides on a proposed status, and the answer that takes it."""


def next_monday(on: date) -> date:
    """Return the first Monday after a day."""
    return on + timedelta(days=7 - on.weekday())


class OptionsForm(Form):
    start_date = DateField(label="When could they start?")
    words = forms.CharField(label="What would they like?", help_text="Optional", required=False, max_length=100)
    kind = forms.ChoiceField(label="What it is", choices=[ANY, *KINDS], required=False)
    level = forms.ChoiceField(label="At which level?", choices=[ANY, *LEVELS], required=False)
    held_level = forms.ChoiceField(label="Highest level they hold", choices=[NOT_KNOWN, *LEVELS], required=False)
    english_and_maths = forms.ChoiceField(
        label="English and maths at grade 4?", choices=[NOT_KNOWN, ("yes", "Both"), ("no", "Not both")], required=False
    )
    most_hours = forms.IntegerField(label="Most hours a week", min_value=1, max_value=60, required=False)
    most_km = forms.IntegerField(
        label="Most kilometres from home", help_text="In a straight line.", min_value=1, max_value=500, required=False
    )
    needs_support = forms.BooleanField(label="They need extra support to learn", required=False)
    wants_small_group = forms.BooleanField(label="They need a small group", required=False)


class ShortlistForm(Form):
    why = forms.CharField(
        label="Why this one? (optional)",
        help_text="In their words where you can.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StepForm(VersionedForm):
    stage = forms.ChoiceField(
        label="What happened?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happened."},
    )
    happened_date = DateField(label="On what day?")
    said_by = forms.ChoiceField(
        label="Who said so?",
        choices=(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who said so."},
    )
    words = forms.CharField(
        label="Anything to add? (optional)",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, stages: Sequence[Stage], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stages, self._on = stages, on
        self.fields["stage"].choices = [(stage.value, STAGE_WORDS[stage]) for stage in stages]  # type: ignore[attr-defined]
        is_ours = Stage.APPLIED in stages
        self.fields["said_by"].choices = [OURS, *SAID_BY] if is_ours else SAID_BY  # type: ignore[attr-defined]
        self.fields["happened_date"].latest = on  # type: ignore[attr-defined]
        self.initial.setdefault("happened_date", on)

    def filled_with(self, typed: Any) -> "StepForm":
        """Return the same questions with these answers."""
        return StepForm(typed, stages=self._stages, on=self._on)


class DecideForm(VersionedForm):
    take = forms.ChoiceField(
        choices=(), widget=forms.RadioSelect, error_messages={"required": "Choose whether it is so."}
    )

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked, taken = DECISIONS.get(stage, DECISIONS[Stage.STARTED])
        self.fields["take"].label = asked
        self.fields["take"].choices = [("yes", taken), ("no", "No: leave their status as it is")]  # type: ignore[attr-defined]
