"""What is asked when somebody says what a young person is doing, notes a contact, or changes a fact."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from towpath.contact.actions import NextStep
from towpath.contact.lists import CHANNELS, OUTCOMES, meaning_of
from towpath.contact.queries import ContactEntry
from towpath.organisation.lists import Choice, Choices, offered
from towpath.rules.sources import SOURCES, can_confirm
from towpath.standards import ActivityCode
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.people.words import activity_words
from towpath.web.words import date_in_words

STEP, LOOK_AGAIN, NOTHING = "step", "look_again", "nothing"
ANOTHER_DAY = "other"
WAITS = (7, 14, 28)

SUBGROUPS = {
    "education": "In education",
    "employment": "In work",
    "training": "In training",
    "re_engagement": "In a re-engagement programme",
    "neet_available": "Not in education, work or training, and could be",
    "neet_not_available": "Not in education, work or training, and not able to be",
    "custody": "In custody",
    "refugee": "Refugee or asylum seeker",
    "not_known": "We cannot find out",
    "compulsory_age": "Still of school age (up to Year 11)",
}
REQUIRED = "required"

# An outcome says whom it reached; somebody else who knows them is neither them nor family.
REACHED = {
    "Y": "You reached the young person",
    "F": "You reached a parent or carer",
    "other": "You reached somebody else",
    "N": "You tried",
    "note": "No contact",
}

Groups = list[tuple[str, list[tuple[str, str]]]]


def activity_groups(codes: Iterable[ActivityCode], on: date, *, school_age: bool) -> Groups:
    """Return the activities in force on a day under plain headings; those of school age first where they fit."""
    grouped: dict[str, list[tuple[str, str]]] = {words: [] for words in SUBGROUPS.values()}
    for code in codes:
        if code.in_force(on) and code.code != "810":
            grouped.setdefault(SUBGROUPS.get(code.subgroup, code.subgroup), []).append(
                (code.code, activity_words(code))
            )
    listed = [(words, choices) for words, choices in grouped.items() if choices]
    listed.sort(key=lambda group: (group[0] == SUBGROUPS["compulsory_age"]) is not school_age)
    return listed


class StatusForm(Form):
    """What somebody is doing. `codes` are the activities by code; `on` is the day it is asked."""

    code = forms.ChoiceField(label="What are they doing?", choices=())
    start_date = DateField(label="When did it start?", help_text="Or when it will start. For example, 8 9 2025.")
    provider = forms.CharField(
        label="Where? (optional)",
        help_text="The school, college, training provider or employer.",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "list": "places"}),
    )
    expected_end_date = DateField(
        label="When should it end?", help_text="Needed for most courses. For example, 31 7 2026.", required=False
    )
    review_date = DateField(
        label="When should we ask again?",
        help_text="Needed for a gap year, a temporary job, custody and a start that is agreed.",
        required=False,
    )
    how = forms.ChoiceField(
        label="Who told us?", choices=[(one.code, one.words) for one in SOURCES], widget=forms.RadioSelect
    )
    verified_date = DateField(label="On what day did they tell us?")

    def __init__(
        self, *args: Any, codes: Mapping[str, ActivityCode], on: date, school_age: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes
        self.groups = activity_groups(codes.values(), on, school_age=school_age)
        self.fields["code"].choices = [("", "Choose one"), *self.groups]  # type: ignore[attr-defined]
        self.fields["verified_date"].latest = on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the dates that the activity chosen needs, and for more than hearsay."""
        given = super().clean() or self.cleaned_data
        code = self.codes.get(given.get("code", ""))
        for name, asked in (("expected_end_date", "expected_end"), ("review_date", "review_date")):
            if code and getattr(code, asked) == REQUIRED and name not in self.errors and not given.get(name):
                self.add_error(name, f"Give a date: “{code.label}” cannot be recorded without it.")
        if given.get("how") and not can_confirm(given["how"]):
            self.add_error(
                "how",
                "What is only heard cannot confirm a status. Choose who knows, or keep it as something to follow up.",
            )
        return given

    @property
    def is_only_heard(self) -> bool:
        """Return whether all that is wrong is that it was only heard, so that it may be kept as a lead."""
        return list(self.errors) == ["how"] and not can_confirm(str(self.data.get("how", "hearsay")))


def outcome_groups(outcomes: Choices, *, also: str = "") -> Groups:
    """
    Return what may come of a contact under plain headings: whom it reached, or that it reached nobody.

    :param also: an outcome chosen before, which may stay
    """
    grouped: dict[str, list[tuple[str, str]]] = {words: [] for words in REACHED.values()}
    for code, words in offered(outcomes, also=also):
        grouped[REACHED[_whom(outcomes[code])]].append((code, words))
    return [(words, choices) for words, choices in grouped.items() if choices]


def _whom(one: Choice) -> str:
    means = meaning_of(one)
    if means.kind == "note":
        return "note"
    return "other" if means.kind == "conversation" and means.reached == "N" else means.reached


def _words() -> forms.CharField:
    return forms.CharField(
        label="What was said (optional)", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _who_was_present() -> forms.CharField:
    return forms.CharField(
        label="Who else was there? (optional)",
        help_text="For example, mum, or a social worker.",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _with_family() -> forms.BooleanField:
    return forms.BooleanField(
        label="Family took part",
        help_text="A parent, carer, brother or sister. It counts as a contact with family too.",
        required=False,
    )


def _need_to_know() -> forms.BooleanField:
    return forms.BooleanField(
        label="Only for those who need to know",
        help_text=(
            "You, specialists and managers can read what was said. "
            "Others see that there was a contact, and what is to be done next, so keep that plain."
        ),
        required=False,
    )


class ContactForm(VersionedForm):
    """
    One contact, quick to fill in with a thumb. The version is the open case's, or empty where there is none.

    `open_tasks` are what this contact may have settled, by id.
    """

    outcome = forms.ChoiceField(
        label="What happened?",
        choices=(),
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(label="How?", choices=())
    words = _words()
    who_was_present = _who_was_present()
    with_family = _with_family()
    need_to_know = _need_to_know()
    next = forms.ChoiceField(label="What happens next?", choices=(), widget=forms.RadioSelect)
    step = forms.CharField(
        label="What is to be done?",
        help_text="For example, ring about the open day.",
        required=False,
        max_length=300,
    )
    when = forms.ChoiceField(label="By when?", choices=(), required=False, widget=forms.RadioSelect)
    due_date = DateField(label="Which day?", help_text="For example, 27 3 2026.", required=False)
    settled = forms.MultipleChoiceField(
        label="Did this finish any of these?", choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    told_status = forms.BooleanField(label="They also told me what they are doing now", required=False)
    happened_date = DateField(label="On what day did it happen?")

    def __init__(
        self,
        *args: Any,
        on: date,
        lists: Mapping[str, Choices],
        has_case: bool = False,
        open_tasks: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._how = {"on": on, "lists": lists, "has_case": has_case, "open_tasks": open_tasks}
        self.outcomes = lists[OUTCOMES.name]
        self.fields["outcome"].choices = outcome_groups(self.outcomes)  # type: ignore[attr-defined]
        self.fields["channel"].choices = offered(lists[CHANNELS.name])  # type: ignore[attr-defined]
        nothing = [] if has_case else [(NOTHING, "Nothing is planned")]
        self.fields["next"].choices = [  # type: ignore[attr-defined]
            (STEP, "There is something to do"),
            (LOOK_AGAIN, "None needed: look again on a day"),
            *nothing,
        ]
        days = [(str(wait), f"{_wait_words(wait)}: {date_in_words(on + timedelta(days=wait))}") for wait in WAITS]
        self.fields["when"].choices = [*days, (ANOTHER_DAY, "Another day")]  # type: ignore[attr-defined]
        self.fields["happened_date"].latest = on  # type: ignore[attr-defined]
        self.fields["due_date"].earliest = on  # type: ignore[attr-defined]
        if open_tasks:
            self.fields["settled"].choices = list(open_tasks)  # type: ignore[attr-defined]
        else:
            del self.fields["settled"]

    def filled_with(self, typed: Any) -> "ContactForm":
        """Return the same questions with these answers."""
        return ContactForm(typed, **self._how)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        """Ask what is to be done, and by when, where something follows."""
        given = super().clean() or self.cleaned_data
        if given.get("next") == STEP and not given.get("step"):
            self.add_error("step", "Say in a few words what is to be done.")
        if given.get("next") in (STEP, LOOK_AGAIN) and "when" not in self.errors:
            if not given.get("when"):
                self.add_error("when", "Choose by when.")
            elif given["when"] == ANOTHER_DAY and not given.get("due_date") and "due_date" not in self.errors:
                self.add_error("due_date", "Give the day.")
        if given.get("when") != ANOTHER_DAY or given.get("next") == NOTHING:
            # What was typed there before another answer was chosen is no longer asked, nor to be seen.
            self.errors.pop("due_date", None)
        return given

    def next_step(self, on: date) -> NextStep | None:
        """Return what follows, or None where nothing is planned."""
        given = self.cleaned_data
        if given["next"] == NOTHING:
            return None
        due_date = given["due_date"] if given["when"] == ANOTHER_DAY else on + timedelta(days=int(given["when"]))
        return NextStep(due_date, given["step"] if given["next"] == STEP else "")


class AmendForm(VersionedForm):
    """
    A contact as it stands, to be said otherwise. The version is the contact's own.

    :param on: the day it is changed; what comes next may stay on a day that has passed, but not be moved to one
    """

    outcome = forms.ChoiceField(label="What happened?", choices=(), widget=forms.RadioSelect)
    channel = forms.ChoiceField(label="How?", choices=())
    who_was_present = _who_was_present()
    with_family = _with_family()
    words = _words()
    need_to_know = _need_to_know()
    step = forms.CharField(
        label="What is to be done next? (optional)",
        help_text="Leave it empty with a day below to look again on it.",
        required=False,
        max_length=300,
    )
    due_date = DateField(label="By what day? (optional)", help_text="For example, 27 3 2026.", required=False)
    happened_date = DateField(label="On what day did it happen?")
    because = forms.CharField(
        label="Why do you change it?",
        help_text="Whoever may read the note sees this beside what it said before.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say why you change it."},
    )

    def __init__(
        self,
        *args: Any,
        entry: ContactEntry,
        happened_date: date,
        lists: Mapping[str, Choices],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._how = {"entry": entry, "happened_date": happened_date, "lists": lists, "on": on}
        outcomes, channels = lists[OUTCOMES.name], lists[CHANNELS.name]
        self.fields["outcome"].choices = outcome_groups(outcomes, also=entry.outcome)  # type: ignore[attr-defined]
        self.fields["channel"].choices = offered(channels, also=entry.channel)  # type: ignore[attr-defined]
        self.fields["happened_date"].latest = on  # type: ignore[attr-defined]
        self._entry, self._on = entry, on
        filled = {
            "version": entry.version,
            "outcome": entry.outcome,
            "channel": entry.channel,
            "who_was_present": entry.who_was_present,
            "with_family": entry.with_family,
            "words": entry.words,
            "need_to_know": entry.audience == "need_to_know",
            "step": entry.next_action,
            "due_date": entry.next_date,
            "happened_date": happened_date,
        }
        for name, value in filled.items():
            self.initial.setdefault(name, value)

    def filled_with(self, typed: Any) -> "AmendForm":
        """Return the same questions with these answers."""
        return AmendForm(typed, **self._how)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        """Ask by what day, where something is to be done; a day that has passed may stay, and not be chosen."""
        given = super().clean() or self.cleaned_data
        due = given.get("due_date")
        if given.get("step") and not due and "due_date" not in self.errors:
            self.add_error("due_date", "Give the day by which it is to be done.")
        if due and due != self._entry.next_date and due < self._on:
            self.add_error("due_date", f"By what day? must be on or after {date_in_words(self._on)}.")
        return given

    def next_step(self) -> NextStep | None:
        """Return what follows, or None where nothing is planned."""
        due = self.cleaned_data["due_date"]
        return NextStep(due, self.cleaned_data["step"]) if due else None


class StrikeOutForm(VersionedForm):
    """Its version is what was shown to be struck out."""

    because = forms.CharField(
        label="Why is it a mistake?",
        help_text="Everybody who reads the record will see this. For example, this was about somebody else.",
        max_length=200,
        error_messages={"required": "Say why it is a mistake."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _wait_words(days: int) -> str:
    weeks = days // 7
    return "In a week" if weeks == 1 else f"In {weeks} weeks"


class ReturnFactForm(VersionedForm):
    """One value of the return. `changes` says that a new value may count from a day; otherwise it corrects."""

    value = forms.ChoiceField(
        label="Value", choices=(), error_messages={"required": "Choose what the return is to say."}
    )
    from_date = DateField(
        label="From what day? (optional)",
        help_text="Leave it empty to correct a mistake: the value then was always so.",
        required=False,
    )

    def __init__(
        self, *args: Any, label: str, choices: Sequence[tuple[str, str]], changes: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._asked: dict[str, Any] = {"label": label, "choices": choices, "changes": changes}
        self.fields["value"].label = label
        self.fields["value"].choices = [("", "Choose one"), *choices]  # type: ignore[attr-defined]
        if not changes:
            del self.fields["from_date"]

    def filled_with(self, typed: Any) -> "ReturnFactForm":
        """Return the same question with these answers."""
        return ReturnFactForm(typed, **self._asked)


class BirthDateForm(VersionedForm):
    birth_date = DateField(
        label="Right date of birth",
        help_text="For example, 31 3 2009.",
        error_messages={"required": "Enter the right date of birth."},
    )
    because = forms.CharField(
        label="What shows that it is right?", help_text="For example, a birth certificate.", max_length=200
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput, max_length=10)

    def looked_at(self, birth_date: date) -> "BirthDateForm":
        """Return the same answers, carrying the date whose consequences have now been shown."""
        typed = self.data.copy()  # type: ignore[attr-defined]  # A sent form is a QueryDict, which copies all it holds.
        typed["confirmed"] = birth_date.isoformat()
        return BirthDateForm(typed)
