"""What is asked of whoever fears for somebody, and of the lead who reads it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form

TOLD = (
    ("emergency", "The emergency services (999)"),
    ("front_door", "Children’s services (the front door)"),
    ("lead", "The safeguarding lead, in person or by phone"),
    ("nobody_yet", "Nobody yet"),
)
KINDS = (
    ("read", "I have read it"),
    ("decided", "What was decided, or done"),
    ("added", "Something more that is known"),
    ("closed", "It ends here, and why"),
)


class ConcernForm(Form):
    words = forms.CharField(
        label="What did you see or hear?",
        help_text="What happened, where, and who was there. Say what you know, and what you only think.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    their_words = forms.CharField(
        label="What did the young person say? (optional)",
        help_text="In their own words, as near as you can.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen_date = DateField(label="On what day?")
    told = forms.ChoiceField(label="Whom have you told already?", choices=TOLD, widget=forms.RadioSelect)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen_date", on)
        self.fields["seen_date"].latest = on  # type: ignore[attr-defined]


class AddForm(Form):
    """More about something that the same person wrote before."""

    concern = forms.ChoiceField(label="To which do you add?", choices=(), widget=forms.RadioSelect)
    words = forms.CharField(label="What more do you know?", widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, own: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concern"].choices = list(own)  # type: ignore[attr-defined]


class LeadForm(Form):
    kind = forms.ChoiceField(label="What are you adding?", choices=KINDS, widget=forms.RadioSelect)
    words = forms.CharField(label="In words", widget=forms.Textarea(attrs={"rows": 4}))
