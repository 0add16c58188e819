"""What a young person is asked on their own pages, and what an adviser is asked to show of herself."""

from typing import Any

from django import forms

from towpath.caseload.actions import LONGEST_WORDS
from towpath.rules.dates import MONTHS
from towpath.web.forms.form import Form

ANSWERS = (
    ("yes", "Yes, I want to work with an adviser"),
    ("no", "No, I do not want to"),
    ("withdrawn", "I did, but I want to stop"),
)
KINDS = (("added", "I want to add something"), ("wrong", "Something here is wrong"))


class CodeForm(Form):
    """The code from the letter, and a birthday without its year."""

    code = forms.CharField(
        label="Your code",
        help_text="It is on your letter. Big or small letters, it does not matter.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    day = forms.IntegerField(label="The day of your birthday", help_text="For example, 27", min_value=1, max_value=31)
    month = forms.TypedChoiceField(
        label="The month of your birthday",
        choices=[("0", "Choose a month"), *((str(number), name) for number, name in enumerate(MONTHS, 1))],
        coerce=int,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = "Type the code from your letter."
        self.fields["day"].error_messages |= dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Type the day of your birthday, from 1 to 31."
        )

    def clean_month(self) -> int:
        """Return the month; the first answer is none."""
        month = int(self.cleaned_data["month"])
        if not month:
            raise forms.ValidationError("Choose the month of your birthday.")
        return month


class SayForm(Form):
    kind = forms.ChoiceField(label="What do you want to do?", choices=KINDS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Write it in your own words", max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].error_messages["required"] = "Choose what you want to do."
        self.fields["words"].error_messages["required"] = "Write what you want to tell us."


class AnswerForm(Form):
    answer = forms.ChoiceField(label="Do you want to work with us?", choices=ANSWERS, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Do you want to say why? You do not have to.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].error_messages["required"] = "Choose one answer."


class ObjectForm(Form):
    words = forms.CharField(
        label="Do you want to say why? You do not have to.",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CardForm(Form):
    shown_name = forms.CharField(
        label="What may young people call you?",
        help_text="A first name is enough.",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reach = forms.CharField(
        label="How can they reach you, and when?",
        help_text="Use a work number. For example: Ring or text 07700 900555, Monday to Thursday, 9 to 5.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
