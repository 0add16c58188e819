from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from towpath.insight.figures import PublishedValue
from towpath.rules.ranks import MEASURE_TERMS, Measure
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form
from towpath.web.words import month_in_words

MEASURE_WORDS = {
    Measure.NEET: "NEET",
    Measure.NOT_KNOWN: "Not known",
    Measure.COMBINED: "NEET or not known",
    Measure.PARTICIPATION: "Participation",
    Measure.GUARANTEE: "September Guarantee",
}


class MonthsForm(Form):
    """From which month to which, and as known on which day."""

    month_from = forms.ChoiceField(label="From")
    month_to = forms.ChoiceField(label="To")
    known_on = DateField(label="As known on (optional)", help_text="Empty is as known now.", required=False)

    def __init__(self, *args: Any, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("month_from", "month_to"):
            self.fields[name].choices = [(end.isoformat(), month_in_words(end)) for end in months]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("month_from", "") > given.get("month_to", "9999"):
            self.add_error("month_from", "The first month must not be after the last.")
        return given


class BenchmarkForm(Form):
    """Which published measure, of which year, and of which council."""

    measure = forms.ChoiceField(
        label="Measure", choices=[(each.value, MEASURE_WORDS[each]) for each in MEASURE_TERMS], required=False
    )
    year = forms.ChoiceField(label="Year", required=False)
    area = forms.ChoiceField(label="Council", required=False)

    def __init__(self, *args: Any, years: Sequence[int], councils: Sequence[PublishedValue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((each.name, each.area_code) for each in councils if each.area_code)
        self.fields["area"].choices = [("", "Choose a council"), *((code, name) for name, code in named)]  # type: ignore[attr-defined]
        if not years:
            del self.fields["year"]
            return
        self.fields["year"].choices = [(str(year), str(year)) for year in reversed(years)]  # type: ignore[attr-defined]
