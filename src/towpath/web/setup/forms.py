from collections.abc import Sequence
from typing import Any

from django import forms

from towpath.organisation.setting_keys import SettingKey
from towpath.web.forms.fields import IMPORT_FILE, DateField, UploadField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.setup.words import CHOICES, YES_OR_NO
from towpath.web.words import size_in_words

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


class SettingForm(VersionedForm):
    """One setting and the day from which it holds; what it may be is the setting's own matter."""

    value: forms.Field = forms.CharField(
        required=False,
        max_length=500,
        label="What is it to be?",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    from_date = DateField(
        label="From what day?", help_text="The days before keep what they had. For example, 1 9 2026."
    )

    def __init__(self, *args: Any, about: SettingKey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._about = about
        if choices := _choices(about):
            asked = {"required": "Choose what it is to be."}
            self.fields["value"] = forms.ChoiceField(
                label="What is it to be?", choices=choices, widget=forms.RadioSelect, error_messages=asked
            )
            self.order_fields(["value", "from_date"])

    def filled_with(self, typed: Any) -> "SettingForm":
        """Return the same question with these answers."""
        return SettingForm(typed, about=self._about)


class WardsForm(Form):
    """A look-up of wards, and what a national one needs beside it."""

    file = UploadField(
        label="The look-up",
        help_text=f"CSV, Excel or OpenDocument, at most {size_in_words(IMPORT_FILE)}.",
        endings=TABLES,
        limit=IMPORT_FILE,
    )
    names = UploadField(
        label="Ward names and codes (optional)",
        help_text="Where the look-up has codes alone. The national directory comes with such a file.",
        endings=TABLES,
        required=False,
    )
    area = forms.CharField(
        label="The council’s nine-character code (optional)",
        help_text="Where the look-up is of several councils. For example, E08000014.",
        required=False,
        max_length=9,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def _choices(about: SettingKey) -> Sequence[tuple[str, str]]:
    if isinstance(about.default, bool):
        return [*YES_OR_NO.items()]
    return [(each, CHOICES.get(each, each)) for each in about.one_of]
