from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from towpath.returns.queries import Upload
from towpath.web.forms.fields import DateField
from towpath.web.forms.form import Form
from towpath.web.words import month_in_words

ANSWERS = {
    Upload.Answer.WAITING.value: "No answer yet",
    Upload.Answer.ACCEPTED.value: "Accepted",
    Upload.Answer.PARTLY.value: "Accepted in part: some records were turned away",
    Upload.Answer.REJECTED.value: "Turned away whole",
}
# A radio button with no value cannot be told from one not pressed, so waiting has a word of its own here.
WAITING = "waiting"


class BuildForm(Form):
    """Which month to build."""

    month = forms.ChoiceField(label="Month", help_text="The return says how things stood on its last day.")

    def __init__(self, *args: object, months: Sequence[date], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(end.isoformat(), month_in_words(end)) for end in months]  # type: ignore[attr-defined]


class SignForm(Form):
    """Whether a return may be sent; of a month signed before, why anew."""

    because = forms.CharField(
        label="Why is this month signed anew?",
        help_text="For example: DfE turned away 12 records. Do not name young people.",
        max_length=400,
        widget=forms.Textarea,
    )
    note = forms.CharField(label="Note (optional)", required=False, max_length=400, widget=forms.Textarea)

    def __init__(self, *args: Any, is_anew: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_anew:
            del self.fields["because"]


class UploadForm(Form):
    """What somebody tells of an upload made by hand on DfE's own site."""

    uploaded_date = DateField(label="Date of the upload", help_text="For example, 4 2 2026.")
    uploaded_time = forms.TimeField(
        label="Time of the upload",
        help_text="On the 24-hour clock, such as 15:30.",
        error_messages={"invalid": "Enter the time on the 24-hour clock, such as 15:30."},
    )
    answer = forms.ChoiceField(
        label="DfE’s answer",
        choices=[(code or WAITING, words) for code, words in ANSWERS.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="What DfE wrote (optional)",
        help_text="Do not copy names or numbers of young people.",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )
