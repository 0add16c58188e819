from datetime import date

from django import forms

from towpath.insight.reports.impact.actions import LONGEST_STORY
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form

AGREED_FOR = {
    "inside": "For people who work here alone",
    "everybody": "For everybody: it may be published",
}
AGREED_HOW = {"in_person": "In person", "in_writing": "In writing", "phone": "By phone", "video": "By video"}


class MakeForm(Form):
    title = forms.CharField(label="Title", max_length=150)
    from_date = DateField(label="First day")
    to_date = DateField(label="Last day")


class StoryForm(Form):
    """A story as somebody agreed to it, and what they agreed to."""

    title = forms.CharField(label="Title of the story", max_length=100)
    words = forms.CharField(
        label="The story",
        help_text="No names, no school, no street, nothing that happened to few. In their own words if they agree.",
        max_length=LONGEST_STORY,
        widget=forms.Textarea,
    )
    agreed_for = forms.ChoiceField(
        label="What did they agree to?", choices=list(AGREED_FOR.items()), widget=forms.RadioSelect
    )
    agreed_date = DateField(label="When did they agree?")
    agreed_how = forms.ChoiceField(
        label="How did they agree?", choices=list(AGREED_HOW.items()), widget=forms.RadioSelect
    )


class CheckForm(Form):
    """What must be so before a story is told. Each is ticked by whoever read it."""

    names = forms.BooleanField(label="It names nobody, no school, no employer and no street")
    rare = forms.BooleanField(label="Nothing in it happened to so few that they could be known by it")
    read = forms.BooleanField(label="They have read it, or had it read to them, as it stands here")


class ReleaseForm(Form):
    to = forms.CharField(label="Who is it for?", help_text="For example: the council’s cabinet.", max_length=128)
    purpose = forms.CharField(label="What for?", help_text="For example: the report of the year.", max_length=64)


def last_year(on: date) -> tuple[date, date]:
    """Return the first and last day of the latest year from 1 April to 31 March that is over."""
    year = on.year if on >= date(on.year, 4, 1) else on.year - 1
    return date(year - 1, 4, 1), date(year, 3, 31)
