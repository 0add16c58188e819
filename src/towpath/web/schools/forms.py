"""What is asked about a school's list, and when somebody objects to being scored."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from towpath.contact.actions import NextStep
from towpath.risk.list_reasons import TAKEN_OFF
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.people.words import LEVELS_OF_NEED
from towpath.web.schools.words import DECISIONS, OBJECTED_BY, SAID

LONGEST = 10_000
REVIEWED_WITHIN = timedelta(days=14)
SEEN_WITHIN = timedelta(days=14)
CHOOSE = ("", "Choose one")


class PupilFilter(Form):
    """Which pupils of a school to show."""

    band = forms.ChoiceField(label="Band", required=False)
    year = forms.ChoiceField(label="Year", required=False)

    def __init__(self, *args: object, bands: Sequence[tuple[str, str]], years: Sequence[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["band"].choices = [("", "Any band"), *bands]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", "Any year"), *((str(year), f"Year {year}") for year in years)]  # type: ignore[attr-defined]


class DueForm(Form):
    """By when schools look at their lists."""

    due_date = DateField(label="By what day should schools sign their lists off?")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_date"].earliest = on  # type: ignore[attr-defined]
        self.initial.setdefault("due_date", on + REVIEWED_WITHIN)


def _anything_else() -> forms.CharField:
    return forms.CharField(
        label="Anything the service should know? (optional)",
        help_text="The young person may ask to read what you write.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PupilForm(VersionedForm):
    """What is said of one pupil on a list."""

    kind = forms.ChoiceField(
        label="Should they stay on the list?", choices=list(SAID.items()), widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(label="Why are they taken off?", required=False)
    words = _anything_else()

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reasons = reasons
        self.fields["reason"].choices = [CHOOSE, *reasons]  # type: ignore[attr-defined]

    def filled_with(self, typed: Any) -> "PupilForm":
        """Return the same questions with these answers."""
        return PupilForm(typed, reasons=self._reasons)

    def clean(self) -> dict[str, Any]:
        """Ask why a pupil is taken off; a reason chosen before another answer was is forgotten."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == TAKEN_OFF and not given.get("reason"):
            self.add_error("reason", "Choose why they are taken off.")
        if given.get("kind") != TAKEN_OFF:
            given["reason"] = ""
        if given.get("kind") == "commented" and not given.get("words"):
            self.add_error("words", "Write the comment.")
        return given


class AddForm(Form):
    """A pupil who is put on a list, and why."""

    pupil = forms.ChoiceField(label="Which pupil?")
    reason = forms.ChoiceField(label="Why might they need extra help?")
    words = _anything_else()

    def __init__(
        self, *args: Any, pupils: Sequence[tuple[str, str]], reasons: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pupil"].choices = [CHOOSE, *pupils]  # type: ignore[attr-defined]
        self.fields["reason"].choices = [CHOOSE, *reasons]  # type: ignore[attr-defined]


class SignForm(VersionedForm):
    """Nothing is asked: the button signs."""


class ReopenForm(VersionedForm):
    because = forms.CharField(
        label="Why is it opened again?",
        help_text="The school reads this.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_date = DateField(label="By what day should it be signed off again?")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._day = on
        self.fields["due_date"].earliest = on  # type: ignore[attr-defined]
        self.initial.setdefault("due_date", on + timedelta(days=7))

    def filled_with(self, typed: Any) -> "ReopenForm":
        """Return the same questions with these answers."""
        return ReopenForm(typed, on=self._day)


class AllocateForm(Form):
    """Whom to give to which adviser, and what is done first."""

    pupils = forms.MultipleChoiceField(
        label="Who is given to an adviser?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one young person."},
    )
    adviser = forms.ChoiceField(label="Adviser")
    level_of_need = forms.ChoiceField(
        label="Level of need",
        choices=list(LEVELS_OF_NEED.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how much help they need."},
    )
    step = forms.CharField(label="What is to be done first?", max_length=300, initial="Introduce yourself at school")
    due_date = DateField(label="By what day?")

    def __init__(
        self,
        *args: Any,
        pupils: Sequence[tuple[str, str]],
        staff: Sequence[tuple[str, str]],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pupils"].choices = list(pupils)  # type: ignore[attr-defined]
        self.fields["adviser"].choices = [CHOOSE, *staff]  # type: ignore[attr-defined]
        self.fields["due_date"].earliest = on  # type: ignore[attr-defined]
        self.initial.setdefault("pupils", [key for key, _ in pupils])
        self.initial.setdefault("due_date", on + SEEN_WITHIN)

    def next_step(self) -> NextStep:
        """Return what comes first."""
        return NextStep(self.cleaned_data["due_date"], self.cleaned_data["step"])


class ObjectionForm(Form):
    """Somebody's no to being scored."""

    objected_by = forms.ChoiceField(label="Who objects?", choices=list(OBJECTED_BY.items()), widget=forms.RadioSelect)
    objected_date = DateField(label="On what day did they say so?")
    words = forms.CharField(
        label="What did they say? (optional)",
        help_text="In their own words. They need give no reason.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objected_date"].latest = on  # type: ignore[attr-defined]
        self.initial.setdefault("objected_date", on)


class DecisionForm(Form):
    decision = forms.ChoiceField(label="What do you decide?", choices=(), widget=forms.RadioSelect)
    because = forms.CharField(
        label="Why?",
        help_text="Whoever objected may ask for it.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, is_decided: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [each for each in DECISIONS.items() if not is_decided or each[0] == "taken_back"]
        self.fields["decision"].choices = offered  # type: ignore[attr-defined]
