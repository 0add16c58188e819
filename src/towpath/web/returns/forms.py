from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from towpath.returns.queries import DfeLine, DfeReport, Upload
from towpath.rules.returns.answered import FIELDS
from towpath.web.forms.fields import IMPORT_FILE, DateField, UploadField
from towpath.web.forms.form import Form, VersionedForm
from towpath.web.words import month_in_words, size_in_words

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


NONE_OF_THESE = "none"


class ReportForm(Form):
    """A report that DfE gave of a return."""

    kind = forms.ChoiceField(
        label="What does it report?",
        choices=[
            (DfeReport.Kind.ERRORS.value, "Errors in records"),
            (DfeReport.Kind.DUPLICATES.value, "Young people whom another council sent too"),
        ],
        widget=forms.RadioSelect,
    )
    run = forms.ChoiceField(label="Of which return?", choices=())
    file = UploadField(
        label="The report",
        help_text=f"CSV, Excel or OpenDocument, at most {size_in_words(IMPORT_FILE)}.",
        endings=(".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"),
        limit=IMPORT_FILE,
    )

    def __init__(self, *args: Any, runs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["run"].choices = [*runs, (NONE_OF_THESE, "Another, or I do not know")]  # type: ignore[attr-defined]


class ColumnsForm(Form):
    """Which column of a report is which."""

    def __init__(self, *args: Any, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(str(place), heading or f"Column {place + 1}") for place, heading in enumerate(headings)]
        for name, (words, _) in FIELDS.items():
            field = forms.ChoiceField(label=words, choices=[(NONE_OF_THESE, "None of them"), *columns], required=False)
            self.fields[name] = field

    def chosen(self) -> dict[str, int]:
        """Return which column each field stands in, as chosen."""
        given = {name: self.cleaned_data.get(name, "") for name in FIELDS}
        return {name: int(place) for name, place in given.items() if place not in ("", NONE_OF_THESE)}


class NoteForm(VersionedForm):
    """What was done about a line of a report, and whose turn it is now."""

    words = forms.CharField(label="What was done?", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    turn = forms.ChoiceField(
        label="Whose turn is it now?",
        choices=[
            (DfeLine.Turn.OURS.value, "Ours to put right"),
            (DfeLine.Turn.THEIRS.value, "The other council’s"),
            (DfeLine.Turn.ASKED.value, "Nobody’s yet: we have asked"),
            (DfeLine.Turn.SETTLED.value, "Settled"),
        ],
        widget=forms.RadioSelect,
    )
    due_date = DateField(label="By which day?", help_text="Not needed when it is settled.", required=False)
