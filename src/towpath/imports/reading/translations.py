"""Turn people's words into published codes, by a table that a person can read and dispute."""

from collections.abc import Mapping

from towpath.imports.reading.cells import fold
from towpath.imports.reading.layout import Answer, Arrival, Derived, RowRule
from towpath.imports.reading.values.words import fold_table

UNKNOWN_WORDS = Answer(
    None,
    "doubtful",
    "words.no_code",
    "We do not know which code these words stand for. Choose the code, or ask the sender to use a word in the guide "
    "to this list.",
)


def code_from_words(words_field: str, code_field: str, table: dict[str, tuple[str, ...]]) -> RowRule:
    """Return a row rule that fills a code from words where no code is given, and holds the row where it cannot."""
    codes = fold_table(table)

    def rule(values: Mapping[str, object], arrival: Arrival) -> Derived:
        words = values.get(words_field)
        if not isinstance(words, str) or code_field in values:
            return Derived()
        code = codes.get(fold(words))
        if code is None:
            return Derived(troubles=((words_field, UNKNOWN_WORDS),))
        note = Answer(None, "noted", "words.coded", f"No code was given. We read these words as code {code}.")
        return Derived({code_field: code}, ((words_field, note),))

    return rule
