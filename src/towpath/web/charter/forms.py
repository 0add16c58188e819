"""What is asked of organisations, young people, employers and placements."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from towpath.charter.actions import LONGEST_WORDS
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form, VersionedForm

Choices = Sequence[tuple[str, str]]
YES_NO = (("yes", "Yes"), ("no", "No"))
# A radio without a value is sent as "on", so not knowing has a word of its own.
NOT_KNOWN = "not_known"
HELD = (*YES_NO, (NOT_KNOWN, "Not yet"))
HOW = (("in_person", "In person"), ("phone", "Phone"), ("text", "Text"), ("email", "E-mail"), ("video", "Video"))
OFFERS = (("offered", "Yes, there is an offer"), ("not_offered", "No"), (NOT_KNOWN, "Not decided yet"))


def long_words(label: str, hint: str = "", *, most: int = 4000, required: bool = False) -> forms.CharField:
    """Return a question answered at length."""
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=hint, max_length=most, required=required, widget=widget)


class Offering(VersionedForm):
    """A form some of whose questions offer what a council's lists hold; `offers` gives the choices by the question."""

    def __init__(
        self, *args: Any, offers: dict[str, Choices] | None = None, on: date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._made_with = {"offers": offers, "on": on}
        for name, choices in (offers or {}).items():
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
        for field in self.fields.values():
            if on is not None and isinstance(field, DateField) and field.latest == date.max:
                field.latest = on

    def filled_with(self, typed: Any) -> "Offering":
        """Return the same questions with these answers."""
        return type(self)(typed, **self._made_with)  # type: ignore[arg-type]


def past_date(label: str, hint: str = "", *, required: bool = True) -> DateField:
    """Return a question for a day that has come."""
    return DateField(label=label, help_text=hint, required=required, latest=date.max)


class AsAtForm(Form):
    on = DateField(label="As at", help_text="The last day that counts.")


class SignForm(Offering):
    name = forms.CharField(label="Organisation", max_length=200)
    postcode = forms.CharField(label="Postcode (optional)", max_length=8, required=False)
    sector = forms.ChoiceField(label="Sector", widget=forms.RadioSelect)
    signed_date = past_date("Day it signed")
    renew_date = DateField(label="Ask again by (optional)", required=False)


ENDED = (
    ("asked", "They asked to leave"),
    ("closed", "They closed, or work here no more"),
    ("lapsed", "They did not sign again when they were asked to"),
)


class EndForm(Form):
    how = forms.ChoiceField(label="How does it end?", choices=ENDED, widget=forms.RadioSelect)
    ended_date = DateField(label="Last day on which they stood by it")
    because = forms.CharField(
        label="What should a colleague know?", help_text="For example, whom you spoke to.", max_length=300
    )

    def __init__(self, *args: Any, earliest: date | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_date"].earliest = earliest  # type: ignore[attr-defined]
        self.fields["ended_date"].latest = on  # type: ignore[attr-defined]


class PledgeForm(Offering):
    kind = forms.ChoiceField(label="What do they pledge?", widget=forms.RadioSelect)
    quantity = forms.IntegerField(label="How many?", min_value=1, max_value=1000)
    from_date = DateField(label="From")
    to_date = DateField(label="Until (optional)", required=False)
    criteria = long_words("What do they ask for? (optional)", "The least that somebody needs.")


class UseForm(Offering):
    used_date = past_date("Day it was used")
    words = forms.CharField(label="What was done?", help_text="Leave out names.", max_length=300)


class CheckForm(Offering):
    kind = forms.ChoiceField(label="What did you see?", widget=forms.RadioSelect)
    checked_date = past_date("Day you saw it")
    expires_date = DateField(
        label="Its last day", help_text="As the paper says it. Leave empty if it has none.", required=False
    )
    words = forms.CharField(label="Note (optional)", max_length=300, required=False)


class OpeningForm(Offering):
    title = forms.CharField(label="Job title", help_text="Employers and young people are shown this.", max_length=120)
    sector = forms.ChoiceField(label="Sector", widget=forms.RadioSelect)
    places = forms.IntegerField(label="Places", min_value=1, max_value=500, initial=1)
    hours = forms.IntegerField(label="Hours a week (optional)", min_value=1, max_value=60, required=False)
    least_age = forms.IntegerField(label="Youngest age (optional)", min_value=13, max_value=25, required=False)
    starts_date = DateField(label="Starts (optional)", required=False)
    closes_date = DateField(label="Last day to apply (optional)", required=False)
    pledge = forms.ChoiceField(label="Which pledge does it use?", required=False)
    criteria = long_words("What do they ask for? (optional)")
    gives_interview = forms.BooleanField(label="They interview everybody who meets this", required=False)
    is_paid = forms.BooleanField(label="It is paid", required=False)
    needs_dbs = forms.BooleanField(label="It needs a DBS check", required=False)
    is_held = forms.BooleanField(
        label="It is for care-experienced young people alone",
        help_text="Only staff are shown this. Each young person is asked before they are put forward.",
        required=False,
    )


class WishesForm(Offering):
    sectors = forms.MultipleChoiceField(
        label="What work would they like? (optional)", widget=forms.CheckboxSelectMultiple, required=False
    )
    hours_most = forms.IntegerField(label="Most hours a week (optional)", min_value=1, max_value=60, required=False)
    available_date = DateField(label="Free from (optional)", required=False)
    agrees_to_held = forms.ChoiceField(
        label="May we look at jobs for care-experienced young people?",
        choices=(("yes", "Yes, they said so"), ("no", "No, they said so"), (NOT_KNOWN, "Not asked yet")),
        widget=forms.RadioSelect,
        required=False,
        help_text="Ask only if it is theirs to answer. A no changes nothing else.",
    )
    words = long_words("In their words (optional)")


class NoMoreForm(Offering):
    ended_date = past_date("Day they said so")


class AskForm(Offering):
    says_yes = forms.ChoiceField(
        label="May we tell this employer about them?", choices=YES_NO, widget=forms.RadioSelect
    )
    how = forms.ChoiceField(label="How did you ask?", choices=HOW, widget=forms.RadioSelect)
    said_date = past_date("Day they answered")
    words = long_words("In their words (optional)", "Kept for staff. Never sent.")


class HeldAskForm(AskForm):
    knows_it_is_held = forms.BooleanField(
        label="They know that being put forward tells this employer that they are care-experienced", required=False
    )


class ForwardForm(Offering):
    words = long_words(
        "What may the employer read about them?",
        "Write with them. Leave out care, health, money and where they live.",
        most=LONGEST_WORDS,
    )


class EmployerForm(Offering):
    held = forms.ChoiceField(label="Did the interview happen?", choices=HELD, widget=forms.RadioSelect, required=False)
    interview_date = past_date("Day of the interview", "If it happened.", required=False)
    feedback = long_words("What went well, and what could be better?", "They will read this.")
    outcome = forms.ChoiceField(
        label="Do you offer them the place?", choices=OFFERS, widget=forms.RadioSelect, required=False
    )


class AnswerForm(EmployerForm):
    outcome = forms.ChoiceField(label="Is there an offer?", choices=OFFERS, widget=forms.RadioSelect, required=False)
    reason = forms.ChoiceField(label="If not, why? (optional)", required=False)


class PlaceForm(Offering):
    planned_date = DateField(label="Planned start")
    is_paid = forms.BooleanField(label="It is paid", required=False)
    weekly_pay = forms.DecimalField(
        label="Pay a week in pounds (optional)", min_value=0, max_value=9999, decimal_places=2, required=False
    )
    hours = forms.IntegerField(label="Hours a week (optional)", min_value=1, max_value=60, required=False)
    supervisor = forms.CharField(label="Supervisor (optional)", max_length=120, required=False)


class StartForm(Offering):
    started_date = past_date("First day")


class StayForm(Offering):
    still_there = forms.ChoiceField(label="Are they still there?", choices=YES_NO, widget=forms.RadioSelect)
    said_date = past_date("Day you heard")


class LastingForm(Offering):
    permanent_date = past_date("Day it became a lasting job")


class FinishForm(Offering):
    ended_date = past_date("Last day")
    because = forms.ChoiceField(label="Why did it end?", widget=forms.RadioSelect)


class WordForm(Offering):
    kind = forms.ChoiceField(
        label="Which list?",
        choices=(("sector", "Sectors"), ("pledge", "Pledges"), ("check", "Checks"), ("reason", "Reasons")),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="New word", max_length=80)
    expires = forms.BooleanField(label="If it is a check: its paper runs out on a day", required=False)
