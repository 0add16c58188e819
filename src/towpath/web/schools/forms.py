from collections.abc import Sequence

from django import forms

from towpath.web.forms.form import Form


class PupilFilter(Form):
    """Which pupils of a school to show."""

    band = forms.ChoiceField(label="Band", required=False)
    year = forms.ChoiceField(label="Year", required=False)

    def __init__(self, *args: object, bands: Sequence[tuple[str, str]], years: Sequence[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["band"].choices = [("", "Any band"), *bands]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", "Any year"), *((str(year), f"Year {year}") for year in years)]  # type: ignore[attr-defined]
