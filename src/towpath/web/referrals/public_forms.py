"""What is asked of somebody who asks us for help, by who they are."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from towpath.referrals.actions import NewReferral
from towpath.referrals.actions.receiving import MOST_WORDS
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form

KNOWS = (
    ("agrees", "Yes, and they want help from us"),
    ("knows", "Yes, they know about it"),
    ("not_asked", "No, I have not talked to them about it yet"),
)


def _words(label: str, *, hint: str = "", most: int = 120, required: bool = True, **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)", help_text=hint, max_length=most, required=required,
        widget=forms.TextInput(attrs=attributes),
    )  # fmt: skip


def _email(label: str) -> forms.EmailField:
    return forms.EmailField(label=label, required=False, max_length=254, widget=forms.EmailInput)


def _why(label: str, hint: str) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 6}))


class YoungPersonForm(Form):
    given_name = _words("Your first name", most=100, autocomplete="given-name")
    family_name = _words("Your last name", most=100, autocomplete="family-name")
    birth_date = DateField(label="Your date of birth (optional)", required=False)
    phone = _words("Your phone number", most=32, required=False, autocomplete="tel")
    email = _email("Your e-mail address (optional)")
    how_to_reach = _words(
        "When and how should we get in touch?", required=False, most=300,
        hint="Tell us if a time or a number is not safe. For example, text me, after 4pm.",
    )  # fmt: skip
    learns_at = _words("Where do you learn or work now?", required=False, most=200)
    postcode = _words("Your postcode", most=16, required=False, autocomplete="postal-code")
    why = _why("What would you like help with?", "A few words are enough. Only our team reads them.")
    agrees = forms.BooleanField(
        label="I want the service to get in touch with me",
        help_text="You can change your mind at any time.",
        error_messages={"required": "Tick the box if you want us to get in touch."},
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_date"].latest = on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not (given.get("phone") or given.get("email")):
            self.add_error("phone", "Give a phone number or an e-mail address, so that we can reach you.")
        return given

    def referral(self) -> NewReferral:
        """Return what was told."""
        given = {name: self.cleaned_data[name] for name in self.cleaned_data if name not in ("once", "agrees")}
        return NewReferral(referred_by="young_person", young_person_knows="agrees", **given)


class ParentForm(Form):
    who = "parent"
    referrer_name = _words("Your name", autocomplete="name")
    referrer_phone = _words("Your phone number", most=32, required=False, autocomplete="tel")
    referrer_email = _email("Your e-mail address (optional)")
    given_name = _words("The young person’s first name", most=100)
    family_name = _words("The young person’s last name", most=100)
    birth_date = DateField(label="The young person’s date of birth (optional)", required=False)
    phone = _words("The young person’s phone number", most=32, required=False)
    email = _email("The young person’s e-mail address (optional)")
    how_to_reach = _words(
        "How and when is it safe to reach them?", required=False, most=300,
        hint="For example, not while they are at their dad’s.",
    )  # fmt: skip
    learns_at = _words("Where do they learn or work now?", required=False, most=200)
    postcode = _words("The young person’s postcode", most=16, required=False)
    young_person_knows = forms.ChoiceField(
        label="Do they know that you are asking us?",
        help_text="You can send this either way. We tell them who asked us, unless that would put somebody in danger.",
        choices=KNOWS,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether they know that you are asking us."},
    )
    why = _why("What would help them?", "What is going on, what has been tried, and what they would like.")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_date"].latest = on  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not (given.get("referrer_phone") or given.get("referrer_email")):
            self.add_error("referrer_phone", ValidationError("Give your phone number or e-mail address."))
        return given

    def referral(self) -> NewReferral:
        """Return what was told."""
        given = {name: self.cleaned_data[name] for name in self.cleaned_data if name != "once"}
        return NewReferral(referred_by=self.who, **given)


class SchoolForm(ParentForm):
    who = "school"
    referrer_job = _words("Your job", required=False)
    referrer_place = _words("Your school or college", most=200)
    field_order = ("referrer_name", "referrer_job", "referrer_place")


class AgencyForm(SchoolForm):
    who = "agency"
    referrer_place = _words("Your organisation", most=200)


FORMS = {"young-person": YoungPersonForm, "parent": ParentForm, "school": SchoolForm, "agency": AgencyForm}
TITLES = {
    "young-person": "Ask for help for yourself",
    "parent": "Ask for help for your child",
    "school": "Refer a pupil or student",
    "agency": "Refer a young person you work with",
}
