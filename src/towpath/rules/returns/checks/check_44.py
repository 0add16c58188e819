"""Check 44: a given name holds no digit and none of the characters that names refuse."""

from towpath.rules.names import has_refused_character
from towpath.rules.returns.checks.form import RecordCheck
from towpath.rules.returns.context import Context
from towpath.rules.returns.model import Record


def fails(record: Record, _: Context) -> bool:
    return has_refused_character(record.given_name)


CHECK = RecordCheck(
    code="44",
    field="given_name",
    words=(
        "The given name is {value}, which holds a digit or a character that names may not. Take it out; hyphens, "
        "apostrophes and accents are allowed."
    ),
    fails=fails,
)
