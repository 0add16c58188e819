"""What is asked about an entry of a list, and about a skill of somebody who works here."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from towpath.organisation.lists import LONGEST_HINT, LONGEST_WORDS, Choice, ChoiceList, Choices, offered
from towpath.web.forms.form import Form, VersionedForm

AS_IT_CAME = "as it came"
TOO_LONG = "That is %(show_value)s characters. Keep {what} to {most}."


def seen_of(choice: Choice) -> str:
    """Return what a form carries to say which row spoke when it was shown."""
    return AS_IT_CAME if choice.entry is None else str(choice.entry)


class EntryForm(VersionedForm):
    """One entry of a list: another where `choice` is None, else that one as it stands. `named` are what it may name."""

    words = forms.CharField(
        label="What is it called?",
        max_length=LONGEST_WORDS,
        error_messages={"max_length": TOO_LONG.format(what="what it is called", most=LONGEST_WORDS)},
    )
    hint = forms.CharField(
        label="What does it mean? (optional)",
        help_text="Shown where the list is explained.",
        required=False,
        max_length=LONGEST_HINT,
        error_messages={"max_length": TOO_LONG.format(what="what it means", most=LONGEST_HINT)},
    )
    means = forms.ChoiceField(label="", choices=(), widget=forms.RadioSelect)
    names = forms.MultipleChoiceField(label="", choices=(), required=False, widget=forms.CheckboxSelectMultiple)
    is_offered = forms.BooleanField(label="It may be chosen from now on", required=False)

    def __init__(self, *args: Any, asked: ChoiceList, choice: Choice | None, named: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._how: dict[str, Any] = {"asked": asked, "choice": choice, "named": named}
        if asked.names is None:
            del self.fields["names"]
        else:
            # What is offered no more is shown only where it is named already, so that nothing is untied unseen.
            kept = choice.means if choice else ()
            self.fields["names"].label = f"{asked.asks} (optional)"
            self.fields["names"].choices = [  # type: ignore[attr-defined]
                (one.code, one.words if one.is_offered else f"{one.words} (no longer offered)")
                for one in named.values()
                if one.is_offered or one.code in kept
            ]
        if asked.meanings and choice is None:
            self.fields["means"].label = asked.asks
            self.fields["means"].choices = list(asked.meanings.items())  # type: ignore[attr-defined]
        else:
            del self.fields["means"]
        if choice is None:
            del self.fields["is_offered"]
            return
        if choice.needed:
            del self.fields["is_offered"]
        filled = {"words": choice.words, "hint": choice.hint, "is_offered": choice.is_offered}
        filled |= {"names": list(choice.means), "version": seen_of(choice)}
        for name, value in filled.items():
            self.initial.setdefault(name, value)

    def filled_with(self, typed: Any) -> "EntryForm":
        """Return the same questions with these answers."""
        return EntryForm(typed, **self._how)


class SkillForm(Form):
    member = forms.ChoiceField(label="Who?", choices=())
    code = forms.ChoiceField(label="Which skill?", choices=())

    def __init__(
        self, *args: Any, staff: Sequence[tuple[str, str]], choices: Mapping[str, Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "Choose one"), *staff]  # type: ignore[attr-defined]
        self.fields["code"].choices = [("", "Choose one"), *offered(choices)]  # type: ignore[attr-defined]
