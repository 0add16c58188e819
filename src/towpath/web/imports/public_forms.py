"""What a contact at a college or provider is asked."""

import secrets
from collections.abc import Sequence
from datetime import date

from django import forms

from towpath.imports.actions.uploading import ToldWorry
from towpath.imports.worry_rows import Asked
from towpath.web.forms.fields import DateField, UploadField
from towpath.web.forms.form import ONCE, Choices, Form
from towpath.web.imports.forms import ENDINGS
from towpath.web.words import size_in_words

SENT_FILE = 5 * 1024 * 1024
WORRY_FILE = 1024 * 1024


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

    def said(self) -> ToldWorry:
        """Return what was said of the learner."""
        return ToldWorry(**{name: self.cleaned_data[name] for name in WorryForm.base_fields if name != ONCE})

    def sending(self) -> str:
        """Return what tells this press of the button from the next."""
        return str(self.cleaned_data[ONCE] or secrets.token_urlsafe(16))


class OwnWorryForm(WorryForm):
    """The same of somebody who signed in; `places` are the colleges and providers that they are named for."""

    place = forms.ChoiceField(label="Where do they learn?", widget=forms.RadioSelect)
    field_order = ("place",)

    def __init__(self, *args: object, places: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        if len(places) == 1:
            self.initial["place"] = places[0][0]
            self.fields["place"].widget = forms.HiddenInput()


class WorryFileForm(Form):
    file = UploadField(
        label="The file",
        help_text=f"CSV, Excel or OpenDocument, at most {size_in_words(WORRY_FILE)}.",
        endings=tuple(ending for ending in ENDINGS if ending not in (".xml", ".zip")),
        limit=WORRY_FILE,
    )


class WorryColumnsForm(WorryFileForm):
    """Which heading of a file gives what, and the file once more: it was not kept."""

    says_columns = forms.CharField(initial="yes", widget=forms.HiddenInput)

    def __init__(self, *args: object, headings: Sequence[str], asked: Sequence[Asked], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "None of them"), *((heading, heading) for heading in headings)]
        for each in asked:
            name = f"column_{each.field}"
            optional = "" if each.is_compulsory else " (optional)"
            self.fields[name] = forms.ChoiceField(label=f"{each.words}{optional}", choices=choices, required=False)
            self.initial[name] = each.heading
        self.order_fields([*(f"column_{each.field}" for each in asked), "file"])
