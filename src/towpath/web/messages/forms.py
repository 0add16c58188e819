"""What is asked before a message is drafted, and of a council's own words."""

from typing import Any

from django import forms

from towpath.web.forms.form import ChoosingForm, Form, VersionedForm

CHANNEL_CHOICES = (("text", "Text message"), ("email", "E-mail"), ("letter", "Letter to post"))


def _line(label: str, most: int, help_text: str = "", *, required: bool = False) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required, widget=widget)


class NewMessageForm(ChoosingForm):
    """Whom to write to, what, and how."""

    whom = forms.ChoiceField(label="Who is it to?", widget=forms.RadioSelect)
    wording = forms.ChoiceField(label="Which message?", help_text="You see the words before anything goes.")
    channel = forms.ChoiceField(label="How should it go?", choices=CHANNEL_CHOICES, widget=forms.RadioSelect)
    reading = forms.ChoiceField(
        label="How should it read?",
        choices=(("plain", "Plain English"), ("easy", "Easy read: short lines, large letters")),
        widget=forms.RadioSelect,
        help_text="A text message is the same in both.",
    )
    when = _line("When? (optional)", 80, "Only for a message that names a time. For example, on Monday at 10.")
    where = _line("Where? (optional)", 120, "Only for a message that names a place. For example, the library.")


class SendForm(Form):
    """The last look: which people were shown to whoever sends it."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class WordingForm(VersionedForm):
    """A council's own copy of what we write."""

    subject = _line("Subject", 120, required=True)
    words = forms.CharField(
        label="Letter and e-mail",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Fields stand in double brackets, as ((first name)). An empty line begins a new paragraph.",
    )
    easy = forms.CharField(
        label="The same in easy read (optional)",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="One thing in each line. Begin the lines of a list with a dash.",
    )
    text = forms.CharField(
        label="Text message (optional)", max_length=918, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        """Take line ends as one kind, so that a page that was only looked at says the same."""
        given = super().clean() or self.cleaned_data
        return {name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in given.items()}
