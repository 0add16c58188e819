"""Fields of our own: a date typed in three boxes, and a file with a limit."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from towpath.rules.dates import MONTHS
from towpath.web.words import date_in_words, list_in_words, size_in_words

PARTS = ("day", "month", "year")
SMALL_FILE = 10_000_000
IMPORT_FILE = 100_000_000


class DateWidget(forms.Widget):
    """Three text boxes; a whole date pasted into the first is taken apart."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, str, str] | None:
        typed = tuple(str(data.get(f"{name}-{part}", "")).strip() for part in PARTS)
        if not any(typed):
            return None
        # The other boxes may hold the date that stood there before.
        return _taken_apart(typed[0]) or typed  # type: ignore[return-value]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-day" if id_ else id_


def _taken_apart(pasted: str) -> tuple[str, str, str] | None:
    """Return the parts of a whole date such as 3/9/2009, 3 September 2009 or 2009-09-03."""
    words = pasted.replace("/", " ").replace(".", " ").replace("-", " ").replace(",", " ").split()
    if len(words) != 3:
        return None
    if len(words[0]) == 4:
        words.reverse()
    return words[0], words[1], words[2]


def _month_number(typed: str) -> int | None:
    """Return the month for 9, 09, Sep, sept or September."""
    if typed.isdecimal():
        return int(typed)
    start = typed.lower().rstrip(".")
    found = [number for number, name in enumerate(MONTHS, 1) if len(start) >= 3 and name.lower().startswith(start)]
    if start == "sept":
        return 9
    return found[0] if len(found) == 1 else None


class DateField(forms.Field):
    """A date in three boxes. `earliest` and `latest` are the first and last dates allowed, where there are any."""

    widget = DateWidget

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        name = str(self.label or "The date")
        missing = [part for part, typed in zip(PARTS, value, strict=True) if not typed]
        if missing:
            raise ValidationError(f"{name} must include a {list_in_words(missing)}.", code=f"{missing[0]}-missing")
        day, month, year = value[0], _month_number(value[1]), value[2]
        if year.isdecimal() and len(year) != 4:
            raise ValidationError(
                f"{name}: the year must have 4 numbers, such as 2009. You typed {year}.", code="year-short"
            )
        if month is None or not day.isdecimal() or not year.isdecimal():
            raise ValidationError(f"{name} must be a real date. You typed {' '.join(value)}.", code="not-real")
        try:
            return date(int(year), month, int(day))
        except ValueError:
            raise ValidationError(
                f"{name} must be a real date. You typed {' '.join(value)}.", code="not-real"
            ) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        name = str(self.label or "The date")
        if self.earliest and value < self.earliest:
            raise ValidationError(f"{name} must be on or after {date_in_words(self.earliest)}.", code="too-early")
        if self.latest and value > self.latest:
            raise ValidationError(f"{name} must be on or before {date_in_words(self.latest)}.", code="too-late")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class UploadField(forms.FileField):
    """A file of one of the named endings, no larger than `limit` bytes."""

    def __init__(self, *, endings: Sequence[str], limit: int = SMALL_FILE, **kwargs: Any) -> None:
        self.endings, self.limit = tuple(endings), limit
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(self.endings)

    def to_python(self, data: Any) -> UploadedFile | None:
        if data is None or data == "":
            return None
        if not data.name:
            raise ValidationError("The file has no name. Give it one and choose it again.", code="no-name")
        ending = PurePath(data.name).suffix.lower()
        if ending not in self.endings:
            wanted = list_in_words([name.removeprefix(".").upper() for name in self.endings], "or")
            raise ValidationError(
                f"The file must be {wanted}. The one chosen ends in “{ending or 'nothing'}”.", code="ending"
            )
        if not data.size:
            raise ValidationError("The file is empty. Check that it was saved, then choose it again.", code="empty")
        if data.size > self.limit:
            raise ValidationError(
                f"The file must be at most {size_in_words(self.limit)}. The one chosen is {size_in_words(data.size)}.",
                code="too-large",
            )
        return data
