"""What is asked when a plan is written, a move is planned, or somebody is asked to work together."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from django import forms

from towpath.caseload.actions import Move, Step
from towpath.caseload.actions.plans import MOST_STEPS
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.plans.words import ANSWERS, APPLICATION, CHECKS, MAY_PASS_ON, WHOSE

BLANK_STEPS = 3
REVIEWED_AFTER = timedelta(days=42)


class Held(Protocol):
    """What a form asks of a step of the version before."""

    pk: Any
    words: str
    whose: str
    due_date: date


class PlanForm(VersionedForm):
    """A plan: a goal, a day to look again, and steps. A step whose words are taken out is left out."""

    goal = forms.CharField(
        label="What do they want?",
        help_text="In their own words, as they would say it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    our_view = forms.CharField(
        label="What do you think? (optional)",
        help_text="It is not on the copy that the young person gets.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_date = DateField(label="When do you look at it together again?")

    def __init__(self, *args: Any, held: Sequence[Held] = (), on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held, self._day = held, on
        self.initial.setdefault("review_date", on + REVIEWED_AFTER)
        # What was typed beside a longer plan keeps its boxes where the plan is shorter by now.
        typed = [place for place in range(1, MOST_STEPS + 1) if self.data.get(f"words_{place}")]
        self.places = range(1, min(max(len(held) + BLANK_STEPS, *typed, 0), MOST_STEPS) + 1)
        for place in self.places:
            self._ask_for_step(place, held[place - 1] if place <= len(held) else None)

    def _ask_for_step(self, place: int, held: Held | None) -> None:
        told = f"Step {place}"
        self.fields[f"words_{place}"] = forms.CharField(
            label=f"{told}: what is to be done?", required=False, max_length=300
        )
        self.fields[f"whose_{place}"] = forms.ChoiceField(
            label=f"{told}: who does it?", required=False, choices=[("", "Choose one"), *WHOSE.items()]
        )
        self.fields[f"due_{place}"] = DateField(label=f"{told}: by what day?", required=False)
        self.fields[f"held_{place}"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        if held is not None:
            for name, value in (
                ("words", held.words),
                ("whose", held.whose),
                ("due", held.due_date),
                ("held", held.pk),
            ):
                self.initial.setdefault(f"{name}_{place}", value)

    def filled_with(self, typed: Any) -> "PlanForm":
        """Return the same questions with these answers."""
        return PlanForm(typed, held=self._held, on=self._day)

    def clean(self) -> dict[str, Any]:
        """Ask whose each step is and by when; what is left wholly empty is no step."""
        given = super().clean() or self.cleaned_data
        for place in self.places:
            words, whose = given.get(f"words_{place}"), given.get(f"whose_{place}")
            due, is_due_wrong = given.get(f"due_{place}"), f"due_{place}" in self.errors
            if words and not whose:
                self.add_error(f"whose_{place}", f"Say who does step {place}.")
            if words and not due and not is_due_wrong:
                self.add_error(f"due_{place}", f"Give a day for step {place}.")
            if not words and not given.get(f"held_{place}") and (whose or due):
                self.add_error(f"words_{place}", f"Say what is to be done in step {place}.")
        return given

    def steps(self) -> list[Step]:
        """Return the steps in the order given."""
        given = self.cleaned_data
        return [
            Step(
                words=given[f"words_{place}"],
                whose=given[f"whose_{place}"],
                due_date=given[f"due_{place}"],
                held_id=given[f"held_{place}"],
            )
            for place in self.places
            if given[f"words_{place}"]
        ]

    def asked_for_each(self) -> Iterator[tuple[Any, Any, Any]]:
        """Yield the three questions of each step."""
        for place in self.places:
            yield self[f"words_{place}"], self[f"whose_{place}"], self[f"due_{place}"]


class MoveForm(VersionedForm):
    """Where somebody goes next. Each check is a day, or left empty."""

    preferred = forms.CharField(
        label="Where would they like to go?", help_text="The course or job, and the place.", max_length=300
    )
    back_up = forms.CharField(label="And if that does not work out? (optional)", required=False, max_length=300)
    application = forms.ChoiceField(
        label="How far is the application?", choices=list(APPLICATION.items()), initial="not_started"
    )
    offer = forms.CharField(label="What was offered? (optional)", required=False, max_length=300)
    travel = forms.CharField(label="How do they get there? (optional)", required=False, max_length=300)
    money = forms.CharField(
        label="What does it cost, and who pays? (optional)",
        help_text="For example, kit, bus fares, the 16 to 19 bursary.",
        required=False,
        max_length=300,
    )
    who_helps = forms.CharField(label="Who helps them with the move? (optional)", required=False, max_length=300)
    what_helps = forms.CharField(
        label="What helps them there? (optional)",
        help_text="What the new place should know, in words that the young person agrees with.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    may_pass_on = forms.ChoiceField(
        label="Did they agree that we tell the new place what helps?",
        choices=list(MAY_PASS_ON.items()),
        initial="not_asked",
        widget=forms.RadioSelect,
    )
    summer = DateField(label=f"{CHECKS['summer']} (optional)", required=False)
    first_week = DateField(label=f"{CHECKS['first_week']} (optional)", required=False)
    six_weeks = DateField(label=f"{CHECKS['six_weeks']} (optional)", required=False)

    def move(self) -> Move:
        """Return where they go."""
        given = self.cleaned_data
        return Move(**{name: given[name] for name in Move.__dataclass_fields__})

    def checks(self) -> dict[str, date]:
        """Return the day of each check that is to be made."""
        return {kind: day for kind in CHECKS if (day := self.cleaned_data[kind])}


class AgreementForm(Form):
    answer = forms.ChoiceField(
        label="Do they want to work with us?", choices=list(ANSWERS.items()), widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label="How did they say so?", choices=(), initial="in_person")
    answered_date = DateField(label="On what day?")
    words = forms.CharField(label="What they said (optional)", required=False, max_length=300)

    def __init__(self, *args: Any, channels: Sequence[tuple[str, str]], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = list(channels)  # type: ignore[attr-defined]
        self.initial.setdefault("answered_date", on)
        self.fields["answered_date"].latest = on  # type: ignore[attr-defined]
