"""The form every page starts from: messages in plain words, and a mark that stops it being saved twice."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.forms import widgets

from towpath.web.words import date_in_words

ONCE = "once"

Choices = Sequence[tuple[str, str]]


class Form(forms.Form):
    """
    A form of our own. It never uses the browser's own validation, and says what to do when an answer is missing.

    `once` is a token made when the form is shown. Sending the same one again shows the first answer, and saves nothing.
    """

    use_required_attribute = False
    once = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        kwargs.setdefault("auto_id", "%s")
        super().__init__(*args, **kwargs)
        self.initial.setdefault(ONCE, secrets.token_urlsafe(16))
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = ask_for(name, field)


def ask_for(name: str, field: forms.Field) -> str:
    """Return what to do about an empty answer, in the verb that fits the question."""
    label = str(field.label or name.replace("_", " "))
    if isinstance(field.widget, widgets.FileInput):
        return "Choose a file."
    if isinstance(field.widget, widgets.CheckboxInput):
        return f"Tick “{label}” to go on."
    if label.endswith("?"):
        return f"Answer “{label}”"
    asked = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"{'Choose' if isinstance(field.widget, widgets.ChoiceWidget) else 'Enter'} {asked}."


class VersionedForm(Form):
    """A form that changes a row, and carries the version it was filled from, so that nobody overwrites unseen."""

    version = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def is_behind(self, version: object) -> bool:
        """Return whether the row has changed since this form was shown."""
        return self._sent_version() != str(version)

    def seen_version(self) -> int:
        """Return the numbered version that whoever filled it in saw; 0, which no row has, where it does not say."""
        sent = self._sent_version()
        return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0

    def renewed(self, version: object) -> "VersionedForm":
        """Return the same form with what was typed kept, carrying the row's present version and a fresh token."""
        typed = self.data.copy()  # type: ignore[attr-defined]  # A sent form is a QueryDict, which copies all it holds.
        typed[self.add_prefix("version")] = str(version)
        typed[self.add_prefix(ONCE)] = secrets.token_urlsafe(16)
        return self.filled_with(typed)

    def filled_with(self, typed: Any) -> "VersionedForm":
        """Return another of the same kind holding these answers; a form made with more than answers says how."""
        return type(self)(typed)

    def _sent_version(self) -> str:
        return str(self.data.get(self.add_prefix("version"), ""))


class ChoosingForm(VersionedForm):
    """A form whose lists of answers are given when it is made, as `choices` by question."""

    def __init__(self, *args: Any, choices: dict[str, Choices] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices = choices or {}
        for name, answers in self._choices.items():
            self.fields[name].choices = list(answers)  # type: ignore[attr-defined]

    def filled_with(self, typed: Any) -> "ChoosingForm":
        """Return the same questions with these answers."""
        return type(self)(typed, choices=self._choices)


def both_versions(form: VersionedForm, saved: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return, for each question whose answers differ: its label, what is saved now, and what was typed."""
    rows = []
    for name, now in saved.items():
        bound = form[name]
        typed = answer_words(bound)
        if typed != now:
            rows.append((str(bound.label), now, typed))
    return rows


def answers_of(form: Form) -> dict[str, str]:
    """Return every answer in words by its question's name, as typed or as the form was filled with it."""
    return {bound.name: answer_words(bound) for bound in form.visible_fields()}


def answer_words(bound: forms.BoundField) -> str:
    """Return an answer in words, as typed or as the form was filled with it; a date in words, where it is one."""
    value = bound.value()
    with suppress(forms.ValidationError):
        value = bound.field.clean(value) if isinstance(value, tuple) else value
    if isinstance(value, date):
        return date_in_words(value)
    if isinstance(bound.field.widget, widgets.ChoiceWidget):
        words = {str(key): str(label) for key, label in bound.field.choices}  # type: ignore[attr-defined]
        chosen = value if isinstance(value, list | tuple) else [value]
        return ", ".join(words.get(str(one), str(one)) for one in chosen if one not in (None, ""))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value)
    return "" if value is None else str(value)
