"""What is asked of whoever needs to look, and of the manager who reviews it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from towpath.rules.urgent_looks import LEAST_WORDS, Door
from towpath.web.forms.form import Form

DOORS = {
    Door.ADDRESS: "Where they live, where that is kept from others",
    Door.NOTES: "Notes for those who need to know",
    Door.CARE: "Whether they are or were in care",
    Door.JUSTICE: "What youth justice told us",
    Door.HEALTH: "What we know of mental health and substance misuse",
}
VERDICTS = (("right", "It was right to look"), ("wrong", "It was not right to look"))


class LookForm(Form):
    door = forms.ChoiceField(label="What do you need to see?", choices=(), widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why do you need to see it now?",
        help_text=f"In {LEAST_WORDS} words or more. Do not write here what you fear for them: a manager reads this.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, doors: Sequence[Door], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["door"].choices = [(door.value, DOORS[door]) for door in doors]  # type: ignore[attr-defined]


class ReviewForm(Form):
    verdict = forms.ChoiceField(label="Was it right to look?", choices=VERDICTS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="In words (optional)",
        help_text="Needed where it was not right: why not, and what is done about it. It is closed at once.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
