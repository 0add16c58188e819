from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from towpath.imports.formats import FORMATS
from towpath.web.forms.fields import IMPORT_FILE, DateField, UploadField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.words import size_in_words

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".xml", ".zip")
FORMAT_CHOICES = [(each.name, each.title) for each in FORMATS]
NONE = ("", "None")
MOST_PASTED = 1_000_000
PASTED = "pasted-rows.txt"

Choices = Sequence[tuple[str, str]]


class AddListForm(Form):
    """`senders` are the choices of sender and layout together, `on` the last day a list may speak of."""

    sender = forms.ChoiceField(
        label="Who sent it, and which list is it?",
        help_text="We remember the last one you chose.",
        widget=forms.Select(attrs={"data-autocomplete": ""}),
    )
    as_at_date = DateField(
        label="Which day does the list speak of?",
        help_text="The day it was taken from their system. For example, 31 1 2026.",
    )
    file = UploadField(
        label="The file",
        help_text=f"CSV, Excel, OpenDocument or XML, at most {size_in_words(IMPORT_FILE)}. XML may be zipped.",
        endings=ENDINGS,
        limit=IMPORT_FILE,
        required=False,
    )
    pasted = forms.CharField(
        label="Or paste the rows (optional)",
        help_text="Copy the cells in the spreadsheet or the table in the e-mail, headings too, and paste them here.",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args: object, senders: Choices, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sender"].choices = [("", "Choose one"), *senders]  # type: ignore[attr-defined]
        self.fields["as_at_date"].latest = on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        pasted = str(given.get("pasted") or "")
        if pasted.strip() and given.get("file"):
            self.add_error("pasted", "Send a file or paste rows, not both. Empty one of them.")
        elif len(pasted) > MOST_PASTED:
            self.add_error("pasted", f"Paste at most {MOST_PASTED:,} characters. Save a longer list as a file.")
        elif not pasted.strip() and not given.get("file") and "file" not in self.errors:
            self.add_error("file", "Choose a file.")
        return given

    def content(self) -> tuple[bytes, str]:
        """Return the bytes that came and what they are called; rows that were pasted are kept as a file as any list."""
        file = self.cleaned_data.get("file")
        if file:
            return file.read(), str(file.name)
        return self.cleaned_data["pasted"].strip("\r\n").encode(), PASTED


class SenderForm(VersionedForm):
    """What may change about a sender. `places` and `owners` are the choices of establishment and of colleague."""

    owner = forms.ChoiceField(
        label="Who of ours chases them? (optional)",
        required=False,
        widget=forms.Select(attrs={"data-autocomplete": ""}),
    )
    establishment = forms.ChoiceField(
        label="Their entry in the register of schools and colleges (optional)",
        help_text="Their list is then known to be about their own pupils or students.",
        required=False,
        widget=forms.Select(attrs={"data-autocomplete": ""}),
    )
    format_name = forms.ChoiceField(label="Which list do they send?", choices=FORMAT_CHOICES, widget=forms.RadioSelect)

    def __init__(self, *args: object, places: Choices, owners: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.owners = places, owners
        self.fields["establishment"].choices = [NONE, *places]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [NONE, *owners]  # type: ignore[attr-defined]

    def filled_with(self, typed: Any) -> "SenderForm":
        return type(self)(typed, places=self.places, owners=self.owners)


class AddSenderForm(SenderForm):
    name = forms.CharField(
        label="Name of the sender",
        help_text="The school, college or team, as you would say it.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("name", "format_name", "establishment", "owner")


class ExpectForm(Form):
    due_date = DateField(label="When is the list due?", help_text="For example, 27 2 2026.")


class StopForm(Form):
    """The last question before a sender is taken off the board: pressing the button is the answer."""

    sure = forms.CharField(initial="yes", widget=forms.HiddenInput)
