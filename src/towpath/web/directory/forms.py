"""What the directory may be narrowed by, and what is asked of one entry."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from towpath.people.numbers import postcode
from towpath.provision.establishments import EstablishmentFacts
from towpath.provision.openings import OpeningFacts, facts_held
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm, answer_words

KINDS = (
    ("course", "Course"),
    ("apprenticeship", "Apprenticeship"),
    ("vacancy", "Job"),
    ("work_experience", "Work experience"),
)
LEVELS = (("0", "Entry level"), *((str(level), f"Level {level}") for level in range(1, 8)))
START_RULES = (("roll_on", "At any time"), ("fixed_date", "On a fixed date"), ("september", "In September only"))
ANY = ("", "Any")
NOT_KNOWN = ("", "Not known")
UNKNOWN_START = "not_known"
WHENEVER = (*START_RULES, (UNKNOWN_START, "We do not know"))
STUDY_MODES = (("full_time", "Full time"), ("part_time", "Part time"), ("flexible", "Flexible"))
YES_NO = (("yes", "Yes"), ("no", "No"))
CLAIMS = {"yes": True, "no": False}
AGES = (("fresh", "Checked lately"), ("stale", "Stale: to be checked"))
LONGEST = 10_000


class DirectoryForm(Form):
    words = forms.CharField(label="Words in the title, subject or provider", required=False, max_length=100)
    place = forms.CharField(label="Start of a postcode", required=False, max_length=8)
    kind = forms.ChoiceField(label="What it is", choices=[ANY, *KINDS], required=False)
    level = forms.ChoiceField(label="Level", choices=[ANY, *LEVELS], required=False)
    start_rule = forms.ChoiceField(label="When it takes people", choices=[ANY, *START_RULES], required=False)
    checked = forms.ChoiceField(label="When it was checked", choices=[ANY, *AGES], required=False)


class ProviderForm(Form):
    """A provider whom no list has told us of."""

    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(
        label="What are they?",
        choices=(
            ("training_provider", "A training provider"),
            ("college", "A college"),
            ("school", "A school"),
            ("employer", "An employer"),
            ("agency", "Another organisation, such as a charity"),
        ),
        widget=forms.RadioSelect,
    )
    postcode = forms.CharField(label="Postcode (optional)", max_length=8, required=False)

    def clean_postcode(self) -> str:
        return postcode(self.cleaned_data["postcode"])


def provider_facts(told: Mapping[str, str]) -> EstablishmentFacts:
    """Return a provider as told; what they are not said to be is not known."""
    kind = told["kind"]
    return EstablishmentFacts(
        name=told["name"],
        postcode=told["postcode"] or None,
        is_training_provider=kind == "training_provider" or None,
        is_college=kind == "college" or None,
        is_school=kind == "school" or None,
        is_employer=kind == "employer" or None,
        is_agency=kind == "agency" or None,
    )


def _choice(label: str, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[NOT_KNOWN, *choices], required=False, **more)


def _number(label: str, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, **more)


def _words(label: str, longest: int = LONGEST, *, rows: int = 0, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput
    return forms.CharField(label=label, max_length=longest, required=False, widget=widget, **more)


class EntryForm(VersionedForm):
    """One entry of the directory. What is left empty is not known, and the pages say to ask."""

    title = forms.CharField(label="What is it called?", max_length=200)
    kind = forms.ChoiceField(label="What is it?", choices=KINDS, widget=forms.RadioSelect, initial="course")
    description = _words("What is it about?", rows=3)
    sector = _words("Subject", 80)
    level = _choice("Level", LEVELS)
    url = forms.URLField(
        label="Web page",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
        assume_scheme="https",
        error_messages={"invalid": "Enter the web address in full, such as https://lock.example.org."},
    )
    start_rule = forms.ChoiceField(
        label="When does it take people?",
        choices=WHENEVER,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when it takes people."},
    )
    start_date = DateField(label="First day", help_text="Of a course that starts on a fixed date.", required=False)
    end_date = DateField(label="Last day", required=False)
    apply_by_date = DateField(label="Apply by", required=False)
    place = _words("Where is it?", 200, help_text="If it is not at the provider’s own address.")
    postcode = _words("Postcode of the place", 8)
    study_mode = _choice("Full or part time?", STUDY_MODES)
    hours_a_week = _number("Hours a week", 168)
    duration = _words("For how long?", 40, help_text="Such as 12 weeks.")
    least_age = _number("Lowest age", 120)
    most_age = _number("Highest age", 120)
    entry_level = _choice("Level it asks for", LEVELS)
    asks_english_and_maths = _choice("Does it ask for English and maths at grade 4?", YES_NO)
    entry_words = _words("What else does it ask for?", rows=2)
    teaches_english_and_maths = _choice("Does it teach English and maths?", YES_NO)
    has_send_support = _choice("Does it give extra support to learn?", YES_NO)
    is_small_group = _choice("Are its groups small?", YES_NO)
    support_words = _words("What support is there?", 300)
    is_reengagement = forms.BooleanField(label="It helps people back into learning", required=False)
    places = _number("Places left", 9999)
    cost = forms.DecimalField(
        label="Cost in pounds",
        help_text="What a young person pays. Write 0 where it is free.",
        min_value=0,
        max_value=999_999,
        decimal_places=2,
        required=False,
    )
    cost_words = _words("About the cost", rows=2)
    checked_date = DateField(label="When did they tell us all this?")

    groups = (
        ("What it is", ("title", "kind", "description", "sector", "level", "url")),
        ("When", ("start_rule", "start_date", "end_date", "apply_by_date")),
        ("Where and how much", ("place", "postcode", "study_mode", "hours_a_week", "duration")),
        ("Who can join", ("least_age", "most_age", "entry_level", "asks_english_and_maths", "entry_words")),
        (
            "Support",
            (
                "teaches_english_and_maths",
                "has_send_support",
                "is_small_group",
                "support_words",
                "is_reengagement",
            ),
        ),
        ("Places and cost", ("places", "cost", "cost_words")),
        ("How we know", ("checked_date",)),
    )
    """The questions under headings, for nobody reads thirty in one go."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._on = on
        self.fields["checked_date"].latest = on  # type: ignore[attr-defined]
        self.initial.setdefault("checked_date", on)

    def filled_with(self, typed: Any) -> "EntryForm":
        """Return the same questions with these answers."""
        return EntryForm(typed, on=self._on)

    def clean_postcode(self) -> str:
        return postcode(self.cleaned_data["postcode"])

    def facts(self, held: OpeningFacts) -> OpeningFacts:
        """Return what was answered, with what this form does not ask as it was held."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("once", "version")}
        checked_date = told.pop("checked_date")
        told |= {name: CLAIMS.get(told[name]) for name in _CLAIMED}
        told |= {name: int(told[name]) if told[name] else None for name in ("level", "entry_level")}
        told["start_rule"] = "" if told["start_rule"] == UNKNOWN_START else told["start_rule"]
        told["places_as_at_date"] = None if told["places"] is None else checked_date
        return replace(held, **told)


_KEPT = tuple(name for _, names in EntryForm.groups for name in names if name != "checked_date")
_CLAIMED = ("asks_english_and_maths", "teaches_english_and_maths", "has_send_support", "is_small_group")


def answers_of(opening: Any) -> dict[str, object]:
    """Return an entry as the answers that the form is filled with."""
    held = facts_held(opening)
    answers = {name: getattr(held, name) for name in _KEPT}
    answers |= {name: {True: "yes", False: "no"}.get(answers[name], "") for name in _CLAIMED}
    answers |= {name: "" if answers[name] is None else str(answers[name]) for name in ("level", "entry_level")}
    answers["start_rule"] = answers["start_rule"] or UNKNOWN_START
    return answers


def saved_words(opening: Any, on: date) -> Mapping[str, str]:
    """Return each answer that an entry gives now, in words."""
    filled = EntryForm(initial=answers_of(opening), on=on)
    return {name: answer_words(filled[name]) for name in _KEPT}
