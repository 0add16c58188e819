"""What is asked before two records become one, or two again."""

from django import forms

from towpath.web.forms.form import Form

APART = "apart"


class JoinForm(Form):
    decision = forms.ChoiceField(
        label="Are they one person?",
        widget=forms.RadioSelect,
        help_text="Where the two say different things, the record that goes on speaks.",
    )
    reason = forms.CharField(
        label="How do you know? (optional)",
        help_text="For whoever looks at this later, such as: same mother, moved school in June.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: object, names: tuple[tuple[str, str], tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        (first, first_words), (second, second_words) = names
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (first, f"Yes, and record A goes on: {first_words}"),
            (second, f"Yes, and record B goes on: {second_words}"),
            (APART, "No, they are two people. Do not ask again"),
        ]
