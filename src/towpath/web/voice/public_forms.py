"""What is asked of somebody who tells us something, complains, or asks how far it has got. Nobody must give a name."""

from typing import Any

from django import forms

from towpath.voice.actions import NewComplaint
from towpath.voice.actions.steps import MOST_WORDS
from towpath.web.forms.form import Form


def _words(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=MOST_WORDS, required=required, widget=forms.Textarea(attrs={"rows": 6})
    )


def _name() -> forms.CharField:
    return forms.CharField(
        label="Your name (optional)", max_length=200, required=False,
        help_text="You do not have to say who you are. Only a manager sees this.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip


def _contact() -> forms.CharField:
    return forms.CharField(
        label="How can we reach you? (optional)", max_length=300, required=False,
        help_text="A phone number or an e-mail address, and when it is safe. Leave it empty if you want no reply.",
    )  # fmt: skip


class SuggestionForm(Form):
    words = _words("What do you want to say?", "What is good, what is not, or what we should change.")
    speaker_name = _name()
    speaker_contact = _contact()

    def told(self) -> dict[str, Any]:
        """Return what was told."""
        return {name: self.cleaned_data[name] for name in ("words", "speaker_name", "speaker_contact")}


class ComplaintForm(Form):
    words = _words("What went wrong?", "What happened, and when. You can say who it was about.")
    wanted = _words("What would put it right? (optional)", required=False)
    is_about_data = forms.BooleanField(
        label="It is about what is written down about me, or who was told",
        help_text="The law says how soon we must tell you that we have it.",
        required=False,
    )
    complainant_name = _name()
    complainant_contact = _contact()

    def complaint(self) -> NewComplaint:
        """Return what was told."""
        return NewComplaint(**{name: self.cleaned_data[name] for name in self.cleaned_data if name != "once"})


class HowFarForm(Form):
    reference = forms.CharField(
        label="Your reference", help_text="Eight letters and numbers, such as ABCD-2346.", max_length=40
    )
