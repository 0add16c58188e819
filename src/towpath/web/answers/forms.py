"""What a status link asks on its second page, and what staff are asked of an answer."""

from typing import Any

from django import forms

from towpath.answers.actions import LONGEST_REASON, Given
from towpath.rules.answers import (
    KINDS,
    LONGEST_NUMBER,
    LONGEST_PLACE,
    WITH_A_PLACE,
    WITHOUT_SINCE,
    Doing,
    Kind,
    Since,
    Wish,
)
from towpath.web.answers import words
from towpath.web.forms.form import Form
from towpath.web.people.forms import StatusForm


class SayForm(Form):
    """One or two questions after the button, none of which a wish asks but a number to ring."""

    def __init__(self, *args: Any, said: Doing | Wish, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = said
        if said is Wish.CALL_ME:
            self._add("number", _text("A number to ring, if it is a new one", LONGEST_NUMBER))
        if not isinstance(said, Doing):
            return
        if said in KINDS:
            self._add(
                "kind", _choice(words.KIND_ASKED[said], [(each.value, words.KINDS[each]) for each in KINDS[said]])
            )
        if said in WITH_A_PLACE:
            self._add("place", _text("Where? You can leave this empty", LONGEST_PLACE))
        if said not in WITHOUT_SINCE:
            self._add("since", _choice("Since when, roughly?", [(each.value, words.SINCE[each]) for each in Since]))

    def given(self) -> Given:
        """Return what was answered."""
        told = self.cleaned_data
        return Given(
            said=self.said,
            kind=Kind(told["kind"]) if told.get("kind") else None,
            since=Since(told["since"]) if told.get("since") else None,
            place=told.get("place", ""),
            number=told.get("number", ""),
        )

    def _add(self, name: str, field: forms.Field) -> None:
        field.error_messages["required"] = "Choose one. “Not sure” is fine."
        self.fields[name] = field


class LettersForm(Form):
    letters = forms.CharField(
        label="Type the letters and numbers from your letter",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )


class BelieveForm(StatusForm):
    """What is to be recorded of an answer; whose word it is and the day it was said are known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["how"], self.fields["verified_date"]
        # No list of places stands on its page: where is as it was answered.
        self.fields["provider"].widget.attrs.pop("list", None)


class LinkForm(Form):
    to = forms.ChoiceField(
        label="Who gets the link?",
        choices=[("young_person", "The young person"), ("parent", "A parent or carer")],
        widget=forms.RadioSelect,
    )


class RefuseForm(Form):
    because = forms.CharField(label="Why do you not believe it?", max_length=LONGEST_REASON)


def _text(label: str, longest: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False)


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
