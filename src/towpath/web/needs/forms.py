"""What is asked about somebody's life, what stands in their way, and which skills a case wants."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from towpath.caseload.actions import Score
from towpath.organisation.lists import Choice, offered
from towpath.rules.distance_travelled import LOWEST, TOP
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form

NOT_ASKED = ""
ENDS = {LOWEST: "very hard just now", 5: "some days are all right", TOP: "going well"}


def score_choices() -> list[tuple[str, str]]:
    """Return the answers to how one part of life is; the ends and the middle in words."""
    scores = [(str(score), f"{score}: {ENDS[score]}" if score in ENDS else str(score)) for score in range(TOP + 1)]
    return [(NOT_ASKED, "Not asked"), *scores]


class NeedsForm(Form):
    """Strengths first, then each part of life that the council asks about: a score, and what they say of it."""

    strengths = forms.CharField(
        label="What goes well, and what are they good at?",
        help_text="Start here. In their own words.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    what_would_help = forms.CharField(
        label="What would help most? (optional)", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    assessed_date = DateField(label="On what day did you talk about this?")

    def __init__(self, *args: Any, domains: Mapping[str, Choice], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("assessed_date", on)
        self.fields["assessed_date"].latest = on  # type: ignore[attr-defined]
        self._domains = [one for one in domains.values() if one.is_offered]
        for one in self._domains:
            self.fields[f"score_{one.code}"] = forms.ChoiceField(
                label=f"{one.words}: how is it?", help_text=one.hint, required=False, choices=score_choices()
            )
            self.fields[f"words_{one.code}"] = forms.CharField(
                label=f"{one.words}: in their words (optional)", required=False, max_length=300
            )

    def clean(self) -> dict[str, Any]:
        """Ask for one score at least, and for a score wherever something was said."""
        given = super().clean() or self.cleaned_data
        if not any(given.get(f"score_{one.code}") for one in self._domains):
            self.add_error(None, "Give a score for one part of life at least. Leave out what you did not talk about.")
        for one in self._domains:
            if given.get(f"words_{one.code}") and not given.get(f"score_{one.code}"):
                self.add_error(f"score_{one.code}", f"Choose a score for “{one.words}”, or take the words out.")
        return given

    def scores(self) -> list[Score]:
        """Return what was asked."""
        given = self.cleaned_data
        return [
            Score(one.code, int(given[f"score_{one.code}"]), given[f"words_{one.code}"])
            for one in self._domains
            if given[f"score_{one.code}"]
        ]

    def asked_for_each(self) -> Iterator[tuple[str, Any, Any]]:
        """Yield the heading and both questions of each part of life."""
        for one in self._domains:
            yield one.words, self[f"score_{one.code}"], self[f"words_{one.code}"]


class BarrierForm(Form):
    code = forms.ChoiceField(label="What stands in their way?", choices=(), widget=forms.RadioSelect)
    words = forms.CharField(label="What should a colleague know? (optional)", required=False, max_length=300)
    opened_date = DateField(label="Since what day?")

    def __init__(self, *args: Any, choices: Mapping[str, Choice], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("opened_date", on)
        self.fields["opened_date"].latest = on  # type: ignore[attr-defined]
        self.fields["code"].choices = offered(choices)  # type: ignore[attr-defined]


class CloseBarrierForm(Form):
    because = forms.ChoiceField(label="Why is it closed?", choices=(), widget=forms.RadioSelect)
    words = forms.CharField(label="What made the difference? (optional)", required=False, max_length=300)
    closed_date = DateField(label="On what day?")

    def __init__(
        self, *args: Any, choices: Mapping[str, Choice], opened_date: date | None, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("closed_date", on)
        self.fields["closed_date"].earliest = opened_date  # type: ignore[attr-defined]
        self.fields["closed_date"].latest = on  # type: ignore[attr-defined]
        self.fields["because"].choices = offered(choices)  # type: ignore[attr-defined]


class WhoForm(Form):
    skill = forms.MultipleChoiceField(
        label="Which skills does this case want?", choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = list(choices)  # type: ignore[attr-defined]
