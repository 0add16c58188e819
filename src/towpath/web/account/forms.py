from typing import Any

from django import forms

from towpath.web.forms.form import Form


class CouncilForm(Form):
    council = forms.ChoiceField(
        label="Which council are you working in?",
        error_messages={"required": "Choose the council you are working in."},
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, councils: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["council"].choices = councils  # type: ignore[attr-defined]


class PasswordForm(Form):
    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three random words make a good one, and you can paste it in.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=128,
    )
