"""What a contact at a college or provider is asked."""

from datetime import date

from django import forms

from towpath.web.forms.fields import DateField, UploadField
from towpath.web.forms.form import Form
from towpath.web.imports.forms import ENDINGS
from towpath.web.words import size_in_words

SENT_FILE = 5 * 1024 * 1024


class SendForm(Form):
    """`on` is the last day a list may speak of."""

    as_at_date = DateField(
        label="Which day does the list speak of?",
        help_text="The day it was taken from your system. For example, 31 1 2026.",
    )
    file = UploadField(
        label="The file",
        help_text=f"CSV, Excel, OpenDocument or XML, at most {size_in_words(SENT_FILE)}.",
        endings=ENDINGS,
        limit=SENT_FILE,
    )

    def __init__(self, *args: object, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_at_date"].latest = on  # type: ignore[attr-defined]


class WorryForm(Form):
    given_name = forms.CharField(label="First name", max_length=60)
    family_name = forms.CharField(label="Last name", max_length=60)
    birth_date = DateField(label="Date of birth", help_text="For example, 27 3 2009.")
    postcode = forms.CharField(label="Home postcode (optional)", max_length=12, required=False)
    uln = forms.CharField(label="Unique learner number (optional)", max_length=12, required=False)
    last_attended_date = DateField(
        label="Last day they came (optional)", help_text="For example, 19 1 2026.", required=False
    )
    words = forms.CharField(
        label="What worries you?",
        help_text="A few words that help whoever rings them. No medical or family details.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
