from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from towpath.rules.dates import academic_year
from towpath.rules.risk.factors import factor_of
from towpath.standards.risk import Scheme
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form

YEARS_OFFERED = 8
NOT_KNOWN_WORDS = {
    "exclude": "Leave out who was never known, and count the known days of the rest",
    "neet": "As NEET",
    "not-neet": "As not NEET",
}


class FreezeForm(Form):
    """What a study asks, of whom and how. Its days start out as the usual ones for the year chosen last."""

    question = forms.CharField(
        label="The question, as a sentence",
        help_text="For example: Do leavers who had a case in Year 11 spend fewer days NEET by February?",
        max_length=300,
        widget=forms.Textarea,
    )
    leavers_year = forms.TypedChoiceField(label="Who left Year 11 in", coerce=int)
    facts_date = DateField(
        label="Compare them on what was known on",
        help_text="Before support began. Who had a case by then is left out.",
    )
    support_to_date = DateField(
        label="Last day on which a case may have been opened", help_text="Opened later, it counts as not supported."
    )
    window_from_date = DateField(label="Count days NEET from")
    window_to_date = DateField(label="Count days NEET to")
    status_date = DateField(label="Look at who was NEET on")
    not_known = forms.ChoiceField(
        label="How days not known count", choices=list(NOT_KNOWN_WORDS.items()), widget=forms.RadioSelect
    )
    factors = forms.MultipleChoiceField(
        label="Make the groups alike on",
        help_text="They are always made alike on points, and on the points still possible.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, scheme: Scheme, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leavers_year"].choices = [(year, f"Summer {year}") for year in years]  # type: ignore[attr-defined]
        self.fields["factors"].choices = [(code, factor_of(code).question) for code in scheme.factors]  # type: ignore[attr-defined]


def years_offered(on: date) -> list[int]:
    """Return the summers after which the usual six months may be over or under way, the latest first."""
    return [academic_year(on) - back for back in range(YEARS_OFFERED)]


def usual_days(leavers_year: int) -> dict[str, date]:
    """Return the usual days of a study of these leavers: six months from September, and 1 November."""
    after = date(leavers_year + 1, 3, 1)
    return {
        "facts_date": date(leavers_year - 1, 10, 1),
        "support_to_date": date(leavers_year, 8, 31),
        "window_from_date": date(leavers_year, 9, 1),
        "window_to_date": date.fromordinal(after.toordinal() - 1),
        "status_date": date(leavers_year, 11, 1),
    }
