from collections.abc import Sequence
from typing import Any

from django import forms

from towpath.organisation.setting_keys import SettingKey
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import VersionedForm
from towpath.web.setup.words import CHOICES, YES_OR_NO


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


def _choices(about: SettingKey) -> Sequence[tuple[str, str]]:
    if isinstance(about.default, bool):
        return [*YES_OR_NO.items()]
    return [(each, CHOICES.get(each, each)) for each in about.one_of]
