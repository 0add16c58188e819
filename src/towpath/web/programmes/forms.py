"""What is asked about programmes."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from towpath.programmes.actions import ProgrammeAsked, StageAsked
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.programmes.words import JOINED_AS, KNOWN, MOMENTS, OUTCOMES, REASON_USES, STAGE_KINDS, WEEKDAYS

Choices = Sequence[tuple[str, str]]
LONGEST_NOTE = 20_000


class PlanForm(VersionedForm):
    name = forms.CharField(label="Name", max_length=120)
    words = forms.CharField(label="What is it? (optional)", required=False, max_length=500)
    progressed_words = forms.CharField(
        label="What does it lead to?", help_text="For example, Into full-time work.", max_length=80, initial="Into work"
    )
    funder = forms.CharField(label="Who pays for it? (optional)", required=False, max_length=120)
    least_age = forms.IntegerField(
        label="Youngest age (optional)", help_text="When the run starts. Leave it empty for any age.", required=False
    )
    most_age = forms.IntegerField(label="Oldest age (optional)", required=False)
    asks_residence = forms.BooleanField(label="Only for people who live in the council’s area", required=False)
    asks_no_maths = forms.BooleanField(label="Only for people without maths at grade 4 or its equal", required=False)
    family_may_join = forms.BooleanField(label="Members of a young person’s family may join", required=False)

    def asked(self) -> ProgrammeAsked:
        """Return what was answered."""
        given = {name: self.cleaned_data[name] for name in self.fields if name not in ("once", "version")}
        return ProgrammeAsked(**given)


class StageForm(Form):
    name = forms.CharField(label="Name of the stage", max_length=80)
    kind = forms.ChoiceField(label="What kind is it?", choices=list(STAGE_KINDS.items()), widget=forms.RadioSelect)
    weeks = forms.IntegerField(label="How many weeks?")
    weekdays = forms.MultipleChoiceField(
        label="On which days? (optional)",
        help_text="A session is made for each. Leave them empty if nobody is taught.",
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    starts_time = forms.TimeField(label="When does a session start?", help_text="For example, 10:00.", initial="10:00")
    hours = forms.DecimalField(label="How many hours is a session?", initial=Decimal(5), max_digits=4, decimal_places=2)
    is_paid = forms.BooleanField(label="They are paid for it", required=False)
    completes = forms.BooleanField(label="Completing this stage counts as completing the programme", required=False)

    def asked(self) -> StageAsked:
        """Return what was answered."""
        given = {name: self.cleaned_data[name] for name in self.fields if name != "once"}
        return StageAsked(**{**given, "weekdays": "".join(sorted(given["weekdays"]))})


class QuestionForm(Form):
    words = forms.CharField(label="The question", help_text="Answered from 1 to 10.", max_length=200)
    short_words = forms.CharField(label="The same in a few words, for a picture", max_length=40)


class ReasonForm(Form):
    use = forms.ChoiceField(label="What is it for?", choices=list(REASON_USES.items()), widget=forms.RadioSelect)
    words = forms.CharField(label="The reason, in a few words", max_length=80)


class RunForm(Form):
    name = forms.CharField(label="Name of the run", help_text="For example, Spring 2026.", max_length=120)
    start_date = DateField(label="First day")
    place_words = forms.CharField(label="Where is it?", max_length=200)
    places = forms.IntegerField(label="How many places?")
    lead = forms.ChoiceField(label="Who leads it?", choices=())
    staff = forms.MultipleChoiceField(
        label="Who else teaches or supports? (optional)", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, staff: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", "Choose one"), *staff]  # type: ignore[attr-defined]
        self.fields["staff"].choices = staff  # type: ignore[attr-defined]


class EnrolForm(Form):
    joined_as = forms.ChoiceField(label="How do they take part?", choices=(), widget=forms.RadioSelect)
    beside = forms.ChoiceField(label="Whose family are they?", choices=(), required=False)
    has_maths = forms.ChoiceField(
        label="Do they have maths at grade 4 or its equal?",
        choices=list(KNOWN.items()),
        widget=forms.RadioSelect,
        initial="unknown",
    )
    joined_date = DateField(label="From which day do they take part?")
    allowed_because = forms.CharField(
        label="Why may they join all the same?",
        help_text="Only if they do not meet a condition, or it is not known. It is kept with your name.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, family_of: Choices, asks_maths: bool, asks_conditions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(key, words) for key, words in JOINED_AS.items() if key != "family" or family_of]
        self.fields["joined_as"].choices = kinds  # type: ignore[attr-defined]
        self.fields["beside"].choices = [("", "Nobody’s"), *family_of]  # type: ignore[attr-defined]
        if not family_of:
            del self.fields["beside"]
        if not asks_maths:
            del self.fields["has_maths"]
        if not asks_conditions:
            del self.fields["allowed_because"]


class BecauseForm(Form):
    because = forms.CharField(label="Why is there no session?", max_length=200)


class StageDoneForm(Form):
    stage = forms.ChoiceField(label="Which stage?", choices=(), widget=forms.RadioSelect)
    completed_date = DateField(label="On what day?")

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = stages  # type: ignore[attr-defined]


class OutcomeForm(Form):
    kind = forms.ChoiceField(label="What did they go on to?", choices=list(OUTCOMES.items()), widget=forms.RadioSelect)
    where_words = forms.CharField(label="Where?", max_length=200)
    start_date = DateField(label="On what day did they start?")
    is_apart = forms.BooleanField(
        label="It is not what this programme leads to",
        help_text="It is counted beside the others, and never among them.",
        required=False,
    )


class LeaveForm(VersionedForm):
    because = forms.ChoiceField(label="Why did they leave?", choices=(), widget=forms.RadioSelect)
    left_date = DateField(label="What was their last day?")
    words = forms.CharField(
        label="Anything else? (optional)",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, reasons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].choices = reasons  # type: ignore[attr-defined]


class ConfidenceForm(Form):
    moment = forms.ChoiceField(label="When is this of?", choices=list(MOMENTS.items()), widget=forms.RadioSelect)
    answered_date = DateField(label="On what day did they answer?")

    def __init__(self, *args: Any, questions: Iterable[Any], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("answered_date", on)
        self._ids = {f"question_{one.pk}": one.pk for one in questions}
        for one in questions:
            self.fields[f"question_{one.pk}"] = forms.TypedChoiceField(
                label=one.words,
                help_text="1 is not at all, 10 is completely.",
                choices=[("", "Not answered"), *((str(score), str(score)) for score in range(1, 11))],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def scores(self) -> dict[int, int]:
        """Return the answers given, by the question's id."""
        given = {pk: self.cleaned_data[name] for name, pk in self._ids.items()}
        return {pk: score for pk, score in given.items() if score is not None}


class TakeBackForm(VersionedForm):
    """Asks nothing but to be pressed."""
