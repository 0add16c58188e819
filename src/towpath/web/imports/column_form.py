"""The questions about a list's columns: what each is, what its words mean, and what every row says besides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.forms.boundfield import BoundField

from towpath.imports.mapping import Question, Trial, unread_words
from towpath.imports.reading.cells import fold
from towpath.imports.reading.column_map import AS_AT, ColumnMap, MappedColumn
from towpath.imports.reading.field_words import words_for
from towpath.web.forms.form import Form

LEAVE, TOLD, WAITS, NOTHING, NOT_SAID = "leave", "told", "waits", "nothing", "not-said"
ORDERS = (
    (TOLD, "As its dates tell, else day first"),
    ("day", "Day first: 3/4 is 3 April"),
    ("month", "Month first: 3/4 is 4 March"),
)
ORDER_OF: Mapping[str, Literal["", "day", "month"]] = {"day": "day", "month": "month"}
CONSTANT = (
    "says", "start_date", "end_date", "activity_code", "learning_type", "mode", "provider_type", "provider_name",
    "course_title", "source_kind", "intended_destination_code", "guarantee_status_code",
)  # fmt: skip
"""What a list may say of everybody on it without a column."""
MOST_WORDS = 40
LONGEST_SHOWN = 100


class HeadingsForm(Form):
    """Where the headings stand. What is not a number, or out of reach, is guessed anew."""

    sheet = forms.ChoiceField(label="Which sheet?", required=False)
    row = forms.IntegerField(
        label="On which row do the headings stand?",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    heading_rows = forms.ChoiceField(
        label="How many rows do they take?",
        choices=(
            ("1", "One"),
            ("2", "Two, the upper over several columns"),
            ("0", "None: the list begins with people"),
        ),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, sheets: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(sheets) > 1:
            self.fields["sheet"].choices = [(str(index), name) for index, name in enumerate(sheets)]  # type: ignore[attr-defined]
        else:
            self.fields["sheet"].widget = forms.HiddenInput()

    def answers(self) -> dict[str, int | None]:
        """Return what was said, as numbers; nothing where it was not."""
        return {name: _number(self.data.get(name)) for name in ("sheet", "row", "heading_rows")}


def _number(typed: object) -> int | None:
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None


@dataclass(frozen=True, slots=True)
class Asked:
    """One column on the page: its heading, some values, and the questions about it."""

    heading: str
    examples: Sequence[str]
    field: BoundField
    order: BoundField | None
    words: Sequence[BoundField]


class ColumnsForm(Form):
    """
    One question for each column, and more where an answer asks for them: which of day and month is first, and what
    words mean. `trial` is what the first rows came to, once they were tried; with `has_new_words` somebody has yet to
    be asked what some words mean.
    """

    sheet = forms.IntegerField(widget=forms.HiddenInput, required=False)
    row = forms.IntegerField(widget=forms.HiddenInput, required=False)
    heading_rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        looked = question.looked
        kwargs["initial"] = {
            "sheet": question.sheet,
            "row": looked.row,
            "heading_rows": looked.heading_rows,
            "seen_version": question.seen_version,
            **_as_suggested(question),
        }
        super().__init__(*args, **kwargs)
        self.question, self.has_new_words = question, False
        self.trial: Trial | None = None
        choices = [(LEAVE, "Leave it out"), *_fields(question)]
        for index, column in enumerate(looked.columns):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=f"What is “{_short(column.heading)}”?",
                help_text=question.suggestions[index].why,
                choices=choices,
            )
            self._ask_further(index)
        for name in CONSTANT:
            if any(column.field == name for column in question.layout.columns):
                self.fields[f"constant-{name}"] = _constant(question, name)

    def _ask_further(self, index: int) -> None:
        """Ask what follows from a column's answer: the order of its dates, or the meaning of its words."""
        field = self._chosen(index)
        if field.endswith("_date"):
            self.fields[f"order-{index}"] = forms.ChoiceField(
                label="Which comes first in its dates?", choices=ORDERS, required=False
            )
        answers = [
            (WAITS, "Not said: its rows wait or are turned away"),
            (NOTHING, "It says nothing: leave it out"),
            *self.question.answers.get(field, ()),
        ]
        for place, word in enumerate(self._words(index, field)):
            name = f"word-{index}-{place}"
            self.fields[name] = forms.ChoiceField(
                label=f"What does “{_short(word)}” mean?", choices=answers, required=False
            )
            if self.is_bound and name not in self.data:
                self.has_new_words = True

    def _chosen(self, index: int) -> str:
        name = f"column-{index}"
        return str(self.data.get(name, "") if self.is_bound else self.initial.get(name, ""))

    def _words(self, index: int, field: str) -> list[str]:
        """Return the words to ask about: those said before of this column, and those that we cannot read."""
        said = self.question.suggestions[index].column
        before = [word for word, _ in said.words] if said.field == field else []
        known = {fold(word) for word in before}
        unread = [word for word in unread_words(self.question, index, field) if fold(word) not in known]
        return [*before, *unread][:MOST_WORDS]

    def asked(self) -> Iterator[Asked]:
        """Yield the columns with their questions, in the order of the file."""
        for index, column in enumerate(self.question.looked.columns):
            yield Asked(
                column.heading,
                column.examples,
                self[f"column-{index}"],
                self[f"order-{index}"] if f"order-{index}" in self.fields else None,
                [self[name] for name in self.fields if name.startswith(f"word-{index}-")],
            )

    def constants(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("constant-")]

    def column_map(self) -> ColumnMap:
        """Return what was said; of a field that a column fills, no constant is kept."""
        columns = tuple(self._column(index) for index in range(len(self.question.looked.columns)))
        filled = {column.field for column in columns}
        constants = tuple(
            (name, value)
            for name in CONSTANT
            if name not in filled and (value := self._constant(name)) not in ("", NOT_SAID)
        )
        return ColumnMap(columns=columns, constants=constants, heading_rows=self.question.looked.heading_rows)

    def _column(self, index: int) -> MappedColumn:
        given = self.cleaned_data
        field = "" if given[f"column-{index}"] == LEAVE else given[f"column-{index}"]
        words = []
        for place, word in enumerate(self._words(index, field)):
            meant = given.get(f"word-{index}-{place}") or WAITS
            if meant != WAITS:
                words.append((word, "" if meant == NOTHING else meant))
        order = ORDER_OF.get(given.get(f"order-{index}", ""), "")
        heading = self.question.looked.columns[index].heading
        return MappedColumn(heading=heading, field=field, words=tuple(words), date_order=order)

    def _constant(self, name: str) -> str:
        return str(self.cleaned_data.get(f"constant-{name}") or "")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for name in CONSTANT:
            typed = str(given.get(f"constant-{name}") or "")
            if name.endswith("_date") and typed and typed != AS_AT and not self._is_day(name, typed):
                self.add_error(f"constant-{name}", f"Write a date such as 1/9/2025, or “{AS_AT}”. You typed {typed}.")
        return given

    def _is_day(self, name: str, typed: str) -> bool:
        return self.question.layout.column(name).read(typed, self.question.arrival).value is not None


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


def _fields(question: Question) -> list[tuple[str, str]]:
    told = [(column.field, words_for(column.field)) for column in question.layout.columns]
    return sorted(told, key=lambda pair: pair[1].casefold())


def _as_suggested(question: Question) -> Mapping[str, object]:
    first: dict[str, object] = {}
    for index, suggestion in enumerate(question.suggestions):
        said = suggestion.column
        first[f"column-{index}"] = said.field or LEAVE
        first[f"order-{index}"] = said.date_order or TOLD
        for place, (_, meant) in enumerate(said.words):
            first[f"word-{index}-{place}"] = meant or NOTHING
    for name, value in question.before.constants if question.before else ():
        first[f"constant-{name}"] = value
    return first


def _constant(question: Question, name: str) -> forms.Field:
    label = "What every row says" if name == "says" else words_for(name)
    if answers := question.answers.get(name):
        return forms.ChoiceField(
            label=label, choices=[(NOT_SAID, "Not the same for all, or not said"), *answers], required=False
        )
    hint = f"A date such as 1/9/2025, or “{AS_AT}” for the day the list speaks of." if name.endswith("_date") else ""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
