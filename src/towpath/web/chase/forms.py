from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from towpath.organisation.lists import Choices
from towpath.tracking.queries import Reason
from towpath.web.chase.words import REASON_LABELS
from towpath.web.forms.form import Form

EVERYONE, MINE, NOBODY = "", "mine", "nobody"


class BoardFilter(Form):
    """Which lines of the board to show."""

    reason = forms.ChoiceField(label="Why", required=False)
    adviser = forms.ChoiceField(label="Adviser", required=False)

    def __init__(self, *args: object, advisers: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        reasons = [("", "Any reason"), *((reason.value, REASON_LABELS[reason]) for reason in Reason)]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]
        whose = [(EVERYONE, "Anybody’s"), (MINE, "Mine"), (NOBODY, "Nobody’s"), *advisers]
        self.fields["adviser"].choices = whose  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One button: how somebody was tried and what came of it. `key` works with the browser's own access key."""

    channel: str
    outcome: str
    words: str
    key: str

    @property
    def value(self) -> str:
        return f"{self.channel}:{self.outcome}"


# The few things that nearly always happen; the contact form of the record has every other.
ATTEMPTS: tuple[tuple[str, tuple[Attempt, ...]], ...] = (
    (
        "You rang",
        (
            Attempt("phone", "no_answer", "No answer", "1"),
            Attempt("phone", "left_message", "Left a message", "2"),
            Attempt("phone", "wrong_number", "Wrong number", "3"),
        ),
    ),
    (
        "You wrote",
        (Attempt("text", "sent", "Text sent", "4"), Attempt("email", "sent", "E-mail sent", "5")),
    ),
    (
        "You knocked",
        (
            Attempt("in_person", "not_in", "Nobody in", "6"),
            Attempt("in_person", "moved", "No longer lives there", "7"),
        ),
    ),
    (
        "You reached somebody",
        (
            Attempt("phone", "spoke", "Spoke to the young person", "8"),
            Attempt("phone", "spoke_family", "Spoke to a parent or carer", "9"),
            Attempt("phone", "spoke_other", "Spoke to somebody who knows them", "0"),
        ),
    ),
)


def attempts_offered(outcomes: Choices, channels: Choices) -> list[tuple[str, list[Attempt]]]:
    """Return the buttons whose outcome and channel a council offers; what it words anew is called so."""
    groups = []
    for heading, buttons in ATTEMPTS:
        shown = [
            replace(each, words=outcomes[each.outcome].words) if outcomes[each.outcome].earlier else each
            for each in buttons
            if outcomes[each.outcome].is_offered and channels[each.channel].is_offered
        ]
        if shown:
            groups.append((heading, shown))
    return groups


class AttemptForm(Form):
    """One press records an attempt and goes on to the next person."""

    attempt = forms.ChoiceField(
        label="What happened",
        choices=(),
        error_messages={"required": "Choose what happened.", "invalid_choice": "Choose what happened from the list."},
    )
    words = forms.CharField(label="Note (optional)", required=False, max_length=500, widget=forms.Textarea)
    following = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: Sequence[tuple[str, Sequence[Attempt]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._attempts = {each.value: each for _heading, buttons in groups for each in buttons}
        offered = [(value, each.words) for value, each in self._attempts.items()]
        self.fields["attempt"].choices = offered  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Attempt:
        return self._attempts[self.cleaned_data["attempt"]]
