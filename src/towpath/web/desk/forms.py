"""What the desk asks: whose people to show, what came of a call or a knock, whose a list is, what a sample showed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms

from towpath.contact.actions import NextStep
from towpath.organisation.lists import Choices
from towpath.rules.access import CASE_WORK_ROLES
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form
from towpath.web.words import role_in_words

EVERYONE, MINE, NOBODY = "", "mine", "nobody"
CALL_BACK, SPOKE, SPOKE_FAMILY = "call_back", "spoke", "spoke_family"
MOST_WORDS = 2000
MOST_NOTICE_WORDS = 10_000
NOT_LISTED = "other"


class ListFilter(Form):
    """Whose people of a list to show."""

    adviser = forms.ChoiceField(label="Adviser", required=False)

    def __init__(self, *args: object, advisers: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
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


Groups = Sequence[tuple[str, Sequence[Attempt]]]

CALLS: Groups = (
    (
        "Nobody spoke",
        (
            Attempt("phone", "no_answer", "No answer", "1"),
            Attempt("phone", "left_message", "Voicemail left", "2"),
            Attempt("phone", "wrong_number", "Wrong number", "3"),
        ),
    ),
    (
        "Somebody spoke",
        (
            Attempt("phone", SPOKE, "Spoke to them", "4"),
            Attempt("phone", SPOKE_FAMILY, "Spoke to a parent", "5"),
            Attempt("phone", "refused", "Refused", "7"),
            Attempt("phone", "leave_alone", "Leave me alone for now", "8"),
        ),
    ),
)
"""What nearly always comes of a call. To ring back asks for a day, and stands by itself."""

DOORS: Groups = (
    (
        "Nobody to talk to",
        (
            Attempt("in_person", "not_in", "Nobody in, card left", "1"),
            Attempt("in_person", "moved", "No longer lives there", "2"),
        ),
    ),
    (
        "Somebody at the door",
        (
            Attempt("in_person", "seen", "Saw them", "4"),
            Attempt("in_person", "seen_family", "Saw a parent", "5"),
            Attempt("in_person", "refused", "Refused", "7"),
        ),
    ),
)

TRIES: Groups = (
    *CALLS,
    (
        "You wrote",
        (
            Attempt("text", "sent", "Text sent", "9"),
            Attempt("email", "sent", "E-mail sent", "0"),
            Attempt("letter", "sent", "Letter sent", "l"),
        ),
    ),
    ("Somebody else told you", (Attempt("phone", "spoke_other", "Spoke to somebody who knows them", "6"),)),
)
REACHED = frozenset({"spoke", "spoke_family", "spoke_other", "seen", "seen_family"})
"""Outcomes after which it is asked what they are doing."""


def offered(groups: Groups, outcomes: Choices, channels: Choices) -> list[tuple[str, list[Attempt]]]:
    """Return the buttons whose outcome and channel a council offers; what it words anew is called so."""
    found = []
    for heading, buttons in groups:
        shown = [
            replace(each, words=outcomes[each.outcome].words) if outcomes[each.outcome].earlier else each
            for each in buttons
            if outcomes[each.outcome].is_offered and channels[each.channel].is_offered
        ]
        if shown:
            found.append((heading, shown))
    return found


class AttemptForm(Form):
    """One press records what came of it, with a note where one was written."""

    attempt = forms.ChoiceField(
        label="What happened",
        choices=(),
        error_messages={"required": "Choose what happened.", "invalid_choice": "Choose what happened from the list."},
    )
    words = forms.CharField(label="Note (optional)", required=False, max_length=MOST_WORDS, widget=forms.Textarea)

    def __init__(self, *args: Any, groups: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attempts = {each.value: each for _heading, buttons in groups for each in buttons}
        choices = [(value, each.words) for value, each in self.attempts.items()]
        self.fields["attempt"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Attempt:
        return self.attempts[self.cleaned_data["attempt"]]


class CallForm(AttemptForm):
    """What came of a call: which number was rung, and when to ring back where they asked for it."""

    route = forms.ChoiceField(label="Which number did you ring?", required=False, widget=forms.RadioSelect)
    back_date = DateField(label="Ring back on", help_text="For example, 3 2 2026.", required=False)
    back_time = forms.CharField(label="At what time? (optional)", required=False, max_length=40)

    def __init__(self, *args: Any, routes: Sequence[tuple[str, str]], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._on = on
        back = Attempt("phone", CALL_BACK, "Call back on that day", "6")
        self.attempts[back.value] = back
        self.fields["attempt"].choices = [(value, each.words) for value, each in self.attempts.items()]  # type: ignore[attr-defined]
        self.fields["route"].choices = list(routes)  # type: ignore[attr-defined]
        if len(routes) < 2:
            del self.fields["route"]

    def clean(self) -> dict[str, Any]:
        """Ask for a day to ring back on, which has not passed."""
        given = super().clean() or self.cleaned_data
        if given.get("attempt", "").endswith(CALL_BACK) and "back_date" not in self.errors:
            if (day := given.get("back_date")) is None:
                self.add_error("back_date", "Give the day on which to ring back.")
            elif day < self._on:
                self.add_error("back_date", "This day has passed. Give today or a day to come.")
        return given

    @property
    def next_step(self) -> NextStep | None:
        """To ring back on the day they asked for."""
        if self.chosen.outcome != CALL_BACK:
            return None
        at = self.cleaned_data["back_time"].strip()
        return NextStep(self.cleaned_data["back_date"], f"Ring back, as they asked{f': {at}' if at else ''}")


ROLE, TEAM, USER = "role", "team", "user"


class OwnerForm(Form):
    """Whose a list is: a role, a team, or somebody by name."""

    owner = forms.ChoiceField(label="Whose is it?", choices=(), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, teams: Sequence[tuple[int, str]], users: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        roles = [(f"{ROLE}:{role}", f"Every {role_in_words(role).lower()}") for role in CASE_WORK_ROLES]
        named = [(f"{TEAM}:{pk}", f"Team {name}") for pk, name in teams]
        people = [(f"{USER}:{public_id}", name) for public_id, name in users]
        self.fields["owner"].choices = [*roles, *named, *people]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, str]:
        kind, _, value = self.cleaned_data["owner"].partition(":")
        return kind, value


class VerdictForm(Form):
    """What somebody found who looked at a confirmation beside its source."""

    verdict = forms.ChoiceField(
        label="Does the source say so?",
        choices=(("right", "Yes, it is right"), ("wrong", "No, it is wrong"), ("unclear", "It cannot be told")),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="What did you find?",
        help_text="Needed unless it is right.",
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea,
    )


class LeaverForm(Form):
    """A provider's word that somebody left."""

    place = forms.ChoiceField(label="Which school, college or provider told us?")
    provider_name = forms.CharField(
        label="Its name, if it is not listed", required=False, max_length=200, widget=forms.TextInput
    )
    left_date = DateField(label="The day on which they left, or leave")
    received_date = DateField(label="The day on which we were told")
    words = forms.CharField(label="What they said", required=False, max_length=MOST_NOTICE_WORDS, widget=forms.Textarea)

    def __init__(self, *args: object, places: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        listed = [(NOT_LISTED, "It is not listed here"), *places]
        self.fields["place"].choices = listed  # type: ignore[attr-defined]


class NoticeForm(Form):
    """What was done with a notice."""

    done = forms.ChoiceField(
        label="What was done?",
        choices=(
            ("followed", "We found out what they do now, or tried and wrote down why not"),
            ("passed_on", "We passed it on to the council where they live"),
            ("mistake", "It is a mistake"),
        ),
        widget=forms.RadioSelect,
    )
    la_code = forms.ChoiceField(label="To which council?", required=False)
    outcome = forms.CharField(label="In a few words", max_length=MOST_NOTICE_WORDS, widget=forms.Textarea)

    def __init__(self, *args: object, councils: Sequence[tuple[str, str]], lives_in: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["la_code"].choices = councils  # type: ignore[attr-defined]
        if lives_in in dict(councils):
            self.initial = {**self.initial, "la_code": lives_in, "done": "passed_on"}
